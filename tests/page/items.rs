//! Fields and lists on the screen: where the focus is, what is in reach, and what can be taken back.

use serde_json::json;

use super::watched::Watched;
use crate::chromium::Chromium;
use crate::engine::book;

fn section(browser: &mut Chromium, number: usize) {
    browser.value(&format!(
        "document.querySelectorAll('nav .section')[{number}].click()"
    ));
}

/// The page with sixty activities, the last of which has a mistake.
fn sixty() -> Option<Watched> {
    let mut watched = Watched::open("en", None)?;
    let item = "  - { category: publicity, amount: 1 }\n";
    let text = format!(
        "call: 2.1.2.1.i\ntitle: Ours\nactivities:\n{}  - {{ category: nothing, amount: 1 }}\n",
        item.repeat(59)
    );
    watched.folder.write("sixty.yaml", text);
    watched.choose(&[watched.folder.at("sixty.yaml")]);
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Ours'");
    Some(watched)
}

/// However many items there are, each can be gone to, added, moved and taken out.
#[test]
fn every_item_is_in_reach() {
    let Some(mut watched) = sixty() else {
        return;
    };
    let browser = &mut watched.browser;
    // From the error summary to the field.
    browser.value("document.querySelector('.below .first').click()");
    browser.value("[...document.querySelectorAll('.summary a')].find(one => one.hash.includes('activities-59')).click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-59-category"
    );
    // What is added is drawn, and has the focus.
    browser.value("document.querySelector('.add').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-60-category"
    );
    browser.value("document.getElementById('f-activities-up-60').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-up-59"
    );
    // Back to the first ones.
    browser.value("document.querySelector('.pages button').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-0-category"
    );
    assert_eq!(
        browser.value("document.querySelectorAll('.card').length"),
        50
    );
    // Over the border of what is shown.
    browser.value("document.querySelector('.pages button').click()");
    browser.value("document.getElementById('f-activities-up-50').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-up-49"
    );
    watched.is_quiet();
}

/// An item that was taken out by mistake comes back as it was.
#[test]
fn what_was_taken_out_comes_back() {
    let Some(mut watched) = sixty() else {
        return;
    };
    let browser = &mut watched.browser;
    section(browser, 4);
    browser.value("document.getElementById('f-activities-remove-0').click()");
    let pages = "document.querySelector('.pages span').textContent";
    assert!(
        browser
            .value(pages)
            .as_str()
            .is_some_and(|said| said.contains("59"))
    );
    browser.value("document.querySelector('.undo button').click()");
    assert!(
        browser
            .value(pages)
            .as_str()
            .is_some_and(|said| said.contains("60"))
    );
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-heading"
    );
    let saved = "document.querySelector('.bar .stays').textContent.includes('all is saved')";
    assert_eq!(browser.value(saved), true);
    watched.is_quiet();
}

/// After everything was checked, a section that is gone to has the focus at its heading; on a telephone the summary begins at its beginning.
#[test]
fn the_focus_goes_where_the_work_is() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    let browser = &mut watched.browser;
    browser.resize(360, 800);
    browser.value("document.querySelector('.below .first').click()");
    browser
        .wait("Math.abs(document.querySelector('.summary').getBoundingClientRect().top - 16) < 40");
    section(browser, 4);
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-heading"
    );
    browser.wait("{ const at = document.activeElement.getBoundingClientRect(); at.top >= 0 && at.bottom <= innerHeight }");
    watched.is_quiet();
}

/// A field that nothing asks for any more stays as long as somebody works in it.
#[test]
fn no_field_vanishes_from_under_the_hands() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    watched.folder.write(
        "a.yaml",
        "call: 2.1.2.1.i\ntitle: Ours\napplicant:\n  type: direct_administration\n  shared_services_capacity: much\n",
    );
    watched.choose(&[watched.folder.at("a.yaml")]);
    let browser = &mut watched.browser;
    browser.wait("document.getElementById('f-title')?.value === 'Ours'");
    section(browser, 1);
    let field = "document.getElementById('f-applicant-shared_services_capacity')";
    browser.value(&format!("{field}.focus(); {field}.select()"));
    browser.press("Delete", 46);
    assert_eq!(browser.value(&format!("{field}.value")), "");
    assert_eq!(
        browser.value(&format!("document.activeElement === {field}")),
        true
    );
    browser.value("document.getElementById('f-applicant-name').focus()");
    browser.wait(&format!("{field}.closest('.field').hidden"));
    watched.is_quiet();
}

/// What is only written differently is taken: typed or pasted, as it is; in a file, with one button.
#[test]
fn what_is_only_written_differently_is_taken() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    let text = "call: 2.1.2.1.i\ntitle: Ours\nactivities:\n  - category: audit\n    amount: 640 000,50 eiro   # ours\n";
    watched.folder.write("a.yaml", text);
    watched.choose(&[watched.folder.at("a.yaml")]);
    let browser = &mut watched.browser;
    browser.wait("document.getElementById('f-title')?.value === 'Ours'");
    section(browser, 4);
    browser.value("document.querySelector('.below .first').click()");
    browser.value(
        "document.querySelector('[data-at=\"/activities/0/amount\"] .mending button').click()",
    );
    assert_eq!(
        browser.value("document.activeElement.id + document.activeElement.value"),
        "f-activities-0-amount640000.50"
    );
    // Out of a text program and a table.
    for (pasted, written) in [
        ("640\u{a0}000,00 eiro", "640000.00"),
        ("\u{2009}1\u{202f}234,5\u{a0}€ ", "1234.5"),
    ] {
        browser.value("document.activeElement.select()");
        browser.type_words(pasted);
        let below = "document.activeElement.closest('.field').querySelector('.as').textContent";
        let below = browser.value(below);
        let below = below.as_str().unwrap_or_default();
        assert!(below.contains(written), "{pasted}: {below}");
    }
    // What is said of an item goes with it.
    browser.value("document.activeElement.select()");
    browser.type_words("daudz");
    browser.value("document.querySelector('.add').click()");
    browser.value("document.getElementById('f-activities-down-0').click()");
    let beside = "document.querySelector('[data-at=\"/activities/1/amount\"] .said').textContent";
    // In the form it may be written as people write it, also where something is proposed.
    for typed in ["daudz", "5,"] {
        browser.value("document.getElementById('f-activities-1-amount').select()");
        browser.type_words(typed);
        browser.value("document.activeElement.blur()");
        let said = browser.value(beside);
        let said = said.as_str().unwrap_or_default();
        assert!(
            said.contains(typed) && said.contains("640 000,00") && !said.contains("700000.00"),
            "{said}"
        );
    }
    // As in every program, and what is saved is the file.
    browser.value("document.getElementById('f-activities-1-amount').select()");
    browser.type_words("1 000");
    let mut save = json!({ "type": "rawKeyDown", "key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "modifiers": 2 });
    browser.ask("Input.dispatchKeyEvent", save.clone());
    save["type"] = json!("keyUp");
    browser.ask("Input.dispatchKeyEvent", save);
    browser.wait("document.querySelector('.bar .stays').textContent.includes('viss ir saglabāts')");
    watched.is_quiet();
}

/// What stands in the place of a field and is none is shown there.
#[test]
fn what_no_field_can_show_is_said_beside_it() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    watched
        .folder
        .write("a.yaml", "call: 2.1.2.1.i\ntitle: [one, two]\nid: 7\n");
    watched.choose(&[watched.folder.at("a.yaml")]);
    watched.browser.wait(
        "document.getElementById('f-title').closest('.field').querySelector('.said').textContent.includes('[one, two]')",
    );
    watched.is_quiet();
}

/// Lists within lists stand in nobody's way either: no two landmarks with one name, no heading left out, nothing cut off.
#[test]
fn lists_within_lists_are_for_everybody() {
    let Some(mut watched) = Watched::open("lv", Some("consortium")) else {
        return;
    };
    let complete = book("consortium").complete.to_string();
    watched.folder.write("a.yaml", complete);
    watched.take(&watched.folder.at("a.yaml"));
    let sections = "document.querySelectorAll('nav .section').length";
    let sections = watched.browser.value(sections).as_u64().unwrap_or_default();
    for number in 0..usize::try_from(sections).expect("a number") {
        section(&mut watched.browser, number);
        watched.is_accessible(&format!("section {number}"));
        watched.browser.resize(360, 800);
        let width = watched
            .browser
            .value("document.documentElement.scrollWidth");
        assert!(
            width.as_u64() <= Some(360),
            "section {number} is {width} wide"
        );
        watched.browser.resize(1600, 1000);
    }
}
