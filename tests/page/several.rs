//! A folder of applications, of which some are opened, changed and left again; and an application that does not say of which call it is.

use serde_json::json;

use super::watched::Watched;
use crate::program;

fn complete() -> String {
    let path = program::here().join("examples/complete.yaml");
    std::fs::read_to_string(path).expect("a file")
}

/// The text of what a selector finds.
fn text(watched: &mut Watched, selector: &str) -> String {
    let text = format!("document.querySelector('{selector}')?.textContent ?? ''");
    let text = watched.browser.value(&text);
    text.as_str().unwrap_or_default().to_owned()
}

/// Types the last day of the project.
fn set_end(watched: &mut Watched, day: &str) {
    let browser = &mut watched.browser;
    browser.value("document.querySelectorAll('nav .section')[6].click()");
    browser.value("document.getElementById('f-period-end').select()");
    browser.type_words(day);
}

/// The table and the sums reckon with what an application was changed to, and say that the file in the folder is not changed yet.
#[test]
fn what_is_changed_in_a_folder_counts() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    let folder = watched.folder.at("in");
    std::fs::create_dir(&folder).expect("a folder");
    let late = complete().replace("end: 2026-06-30 ", "end: 2026-09-01 ");
    watched.folder.write("in/a.yaml", &late);
    let other = complete().replace("2.1.2.1.i-0001", "2.1.2.1.i-0002");
    watched.folder.write("in/b.yaml", other);
    watched.browser.drop_onto(std::slice::from_ref(&folder));
    let count = |of: &str, count: u32| {
        format!("document.querySelector('.tile.{of} b')?.lastChild.data === '{count}'")
    };
    let to_folder = "document.querySelector('[data-view=folder]').click()";
    let open = |row: u32| format!("document.querySelectorAll('tbody th .link')[{row}].click()");
    let saved = "document.querySelector('.bar .stays').textContent.includes('viss ir saglabāts')";
    watched.browser.wait(&count("does_not_comply", 1));
    assert_eq!(text(&mut watched, "tbody .changed"), "");
    watched.browser.value(&open(0));
    watched
        .browser
        .wait("document.querySelector('.bar strong')?.className === 'mend'");
    // Looked at in the other language and back, nothing is changed.
    for _ in 0..2 {
        watched
            .browser
            .value("document.querySelector('.language').click()");
    }
    watched.browser.value(to_folder);
    assert_eq!(text(&mut watched, "tbody .changed"), "");
    watched.browser.value(&open(0));
    watched
        .browser
        .wait("document.querySelector('.columns.form') !== null");
    set_end(&mut watched, "30.06.2026.");
    watched.browser.value(to_folder);
    watched.browser.wait(&count("complies", 2));
    let said = text(&mut watched, "tbody .changed");
    assert!(said.contains("nav saglabātas"), "{said}");
    assert!(text(&mut watched, ".folder > .notice").contains("Mainīts 1 iesniegums"));
    watched.is_accessible("changed");
    watched.picture("folder-changed-lv");
    // Another is opened without a question, and what was changed is not lost.
    watched.browser.value(&open(1));
    watched.browser.wait(saved);
    watched.browser.value(to_folder);
    watched.browser.value(&open(0));
    watched.browser.wait(&format!("!{saved}"));
    watched.browser.value(to_folder);
    watched
        .browser
        .value("document.querySelector('tbody .changed .small').click()");
    let kept = watched.saved("a.yaml");
    assert_eq!(
        String::from_utf8_lossy(&kept),
        late.replace("end: 2026-09-01 ", "end: 2026-06-30 ")
    );
    let said = text(&mut watched, "tbody .changed");
    assert!(said.contains("a.yaml"), "{said}");
    let disk = std::fs::read_to_string(folder.join("a.yaml")).expect("a file");
    assert_eq!(disk, late);
    // As it was in the folder, it is not changed any more.
    watched.browser.value(&open(0));
    watched.browser.wait(saved);
    set_end(&mut watched, "2026-09-01");
    watched.browser.value(to_folder);
    watched.browser.wait(&count("does_not_comply", 1));
    assert_eq!(text(&mut watched, "tbody .changed"), "");
    watched.is_quiet();
}

/// A file in which only the call is missing is given it with one button, and keeps all else.
#[test]
fn a_file_without_its_call_is_helped() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    let without = "# Mūsu\r\ntitle: Ours\r\nour_own: 1\r\n";
    std::fs::create_dir(watched.folder.at("in")).expect("a folder");
    watched.folder.write("in/a.yaml", without);
    watched.choose(&[watched.folder.at("in/a.yaml")]);
    let offer = "[...document.querySelectorAll('main .actions .button')].filter(one => one.textContent.includes('call: 2.1.2.1.i'))";
    watched.browser.wait(&format!("{offer}.length === 1"));
    watched.is_accessible("without its call");
    watched.picture("without-call-lv");
    watched.browser.value(&format!("{offer}[0].click()"));
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Ours'");
    watched
        .browser
        .value("document.querySelector('header .first').click()");
    let saved = watched.saved("a.yaml");
    let expected = without.replace("title", "call: 2.1.2.1.i\r\ntitle");
    assert_eq!(json!(String::from_utf8_lossy(&saved)), json!(expected));
    watched.is_quiet();
}
