//! What changes while a person works: the form, the text, and what is kept.

use atbilst_core::language::Language;

use super::watched::Watched;
use crate::chromium::Chromium;
use crate::engine::{EMBEDDED, book};
use crate::program;

/// What a person sees change: fields that are asked for, a word beside a field only after it was left, items that keep what they hold.
#[test]
fn the_form_changes_as_it_is_filled_in() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let browser = &mut watched.browser;
    let typed = |browser: &mut Chromium, id: &str, words: &str| {
        browser.value(&format!("document.getElementById('{id}').select()"));
        browser.type_words(words);
    };
    let section = |browser: &mut Chromium, number: usize| {
        browser.value(&format!(
            "document.querySelectorAll('nav .section')[{number}].click()"
        ));
    };
    // A wrong amount is not remarked upon while it is typed, but when the field is left; mended, at once no more.
    section(browser, 5);
    let amount = "f-funding-recovery_fund";
    typed(browser, amount, "many");
    let said = format!(
        "document.getElementById('{amount}').closest('.field').querySelector('.said').textContent"
    );
    assert_eq!(browser.value(&said), "");
    browser.press("Tab", 9);
    assert_ne!(browser.value(&said), "");
    assert_eq!(
        browser.value(&format!(
            "document.getElementById('{amount}').getAttribute('aria-invalid')"
        )),
        "true"
    );
    typed(browser, amount, "EUR 1 234,5");
    assert_eq!(browser.value(&said), "");
    let below = format!(
        "document.getElementById('{amount}').closest('.field').querySelector('.as').textContent"
    );
    assert!(
        browser
            .value(&below)
            .as_str()
            .is_some_and(|below| below.contains("1234.5"))
    );

    // What a rule asks for only in some case appears in it.
    section(browser, 4);
    browser.value("document.querySelector('.add').click()");
    let performer =
        "document.getElementById('f-activities-0-performed_by').closest('.field').hidden";
    assert_eq!(browser.value(performer), true);
    let choose = |id: &str, code: &str| {
        format!(
            "{{ const one = document.getElementById('{id}'); one.value = '{code}'; one.dispatchEvent(new Event('change')); }}"
        )
    };
    browser.value(&choose("f-activities-0-category", "audit"));
    assert_eq!(browser.value(performer), false);
    // The sum is offered where it is to be stated.
    typed(browser, "f-activities-0-amount", "1 000,00");
    browser.value("document.querySelector('.add').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-1-category"
    );
    browser.value(&choose("f-activities-1-category", "publicity"));
    typed(browser, "f-activities-1-amount", "10");
    section(browser, 5);
    browser.value("document.querySelector('.sum .small').click()");
    assert_eq!(
        browser.value(&format!("document.getElementById('{amount}').value")),
        "1010.00"
    );
    // Moved, an item has the focus on it still; taken out, the heading has it.
    section(browser, 4);
    browser.value("document.getElementById('f-activities-down-0').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-up-1"
    );
    assert_eq!(
        browser.value("document.getElementById('f-activities-1-category').value"),
        "audit"
    );
    browser.value("document.getElementById('f-activities-remove-0').click()");
    assert_eq!(
        browser.value("document.activeElement.id"),
        "f-activities-heading"
    );
    assert_eq!(
        browser.value("document.getElementById('f-activities-0-category').value"),
        "audit"
    );

    // The other language, and nothing is lost.
    browser.value("document.querySelector('.language').click()");
    assert_eq!(browser.value("document.documentElement.lang"), "lv");
    assert_eq!(
        browser.value("document.activeElement.className.includes('language')"),
        true
    );
    assert_eq!(
        browser.value("document.getElementById('f-activities-0-category').value"),
        "audit"
    );
    watched.is_quiet();
}

/// The page with this text open, whose title is `Ours`; `None` where no browser is installed.
fn ours(text: &str) -> Option<Watched> {
    let mut watched = Watched::open("en", None)?;
    std::fs::create_dir(watched.folder.at("in")).expect("a folder");
    watched.folder.write("in/ours.yaml", text);
    watched.choose(&[watched.folder.at("in/ours.yaml")]);
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Ours'");
    Some(watched)
}

/// The text and the form are one application, and what the form does not know stays in it.
#[test]
fn the_text_and_the_form_are_one() {
    let text = "call: 2.1.2.1.i   # as the page says\ntitle: Ours\nour_own: { a: 1 }\n";
    let Some(mut watched) = ours(text) else {
        return;
    };
    let browser = &mut watched.browser;
    browser.value("document.getElementById('f-title').select()");
    browser.type_words("Yours");
    browser.value("document.getElementById('f-id').focus()");
    browser.type_words("7");
    // In the text, what was changed in the form; in the form, what is typed in the text.
    browser.value("document.querySelector('[data-view=text]').click()");
    let editor = "[...document.querySelectorAll('main > div')].find(one => one.shadowRoot).shadowRoot.querySelector('.cm-content')";
    let shown = browser.value(&format!("{editor}.innerText.trim()"));
    let expected =
        "call: 2.1.2.1.i   # as the page says\ntitle: Yours\nour_own: { a: 1 }\nid: \"7\"";
    assert_eq!(shown, expected);
    browser.value(&format!("{editor}.focus()"));
    browser.type_words("summary: typed\n");
    browser.wait("!document.querySelector('.bar .stays').textContent.includes('all is saved')");
    browser.value("document.querySelectorAll('nav .section')[0].click()");
    assert_eq!(
        browser.value("document.getElementById('f-summary').value"),
        "typed"
    );
    browser.value("document.querySelector('header .first').click()");
    let saved = watched.saved("ours.yaml");
    assert_eq!(
        String::from_utf8_lossy(&saved),
        format!("summary: typed\n{expected}\n")
    );
    // It is printed with every answer, and with what the check says.
    watched
        .browser
        .value("window.dispatchEvent(new Event('beforeprint'))");
    let sheet = watched
        .browser
        .value("document.querySelector('.record').textContent");
    let sheet = sheet.as_str().unwrap_or_default();
    assert!(
        sheet.contains("Yours") && sheet.contains("typed") && sheet.contains("not stated"),
        "{sheet}"
    );
    watched
        .browser
        .value("window.dispatchEvent(new Event('afterprint'))");
    watched.is_quiet();
}

/// As Notepad ends lines, so they stay: looked at in the text, nothing has changed, and the marks stand where the mistakes are.
#[test]
fn lines_end_as_they_did() {
    let text = "call: 2.1.2.1.i\r\ntitle: Ours\r\nid: \"1\"\r\nsubmitted: soon\r\n";
    let Some(mut watched) = ours(text) else {
        return;
    };
    let browser = &mut watched.browser;
    browser.value("document.querySelector('[data-view=text]').click()");
    let editor =
        "[...document.querySelectorAll('main > div')].find(one => one.shadowRoot).shadowRoot";
    let marked = format!(
        "[...{editor}.querySelectorAll('.cm-lintRange')].map(one => one.textContent).join(' ')"
    );
    browser.wait(&format!("{marked}.includes('soon')"));
    let marked = browser.value(&marked);
    assert!(
        marked
            .as_str()
            .is_some_and(|marked| marked.split(' ').any(|one| one == "soon")),
        "{marked}"
    );
    browser.value("document.querySelector('.below .first').click()");
    let saved = "document.querySelector('.bar .stays').textContent.includes('all is saved')";
    assert_eq!(browser.value(saved), true);
    // What is typed ends as the rest does.
    browser.value(&format!("{editor}.querySelector('.cm-content').focus()"));
    browser.type_words("summary: typed\n");
    browser.wait(&format!("!{saved}"));
    browser.value("document.querySelector('header .first').click()");
    let saved = watched.saved("ours.yaml");
    let saved = String::from_utf8_lossy(&saved);
    assert_eq!(saved.matches("\r\n").count(), saved.matches('\n').count());
    assert!(saved.contains("summary: typed\r\n"), "{saved}");
    assert_eq!(saved.replace("summary: typed\r\n", ""), text);
    watched.is_quiet();
}

/// A text that cannot be read leads to the form again as soon as it can, while it is typed in.
#[test]
fn a_text_that_is_mended_leads_to_the_form() {
    let Some(mut watched) = ours("call: 2.1.2.1.i\ntitle: Ours\n") else {
        return;
    };
    let browser = &mut watched.browser;
    browser.value("document.querySelector('[data-view=text]').click()");
    let editor = "[...document.querySelectorAll('main > div')].find(one => one.shadowRoot).shadowRoot.querySelector('.cm-content')";
    browser.value(&format!("{editor}.focus()"));
    let leads = "document.querySelector('[data-view=form]') !== null";
    browser.wait(leads);
    browser.type_words("\t");
    browser.wait(&format!("!({leads})"));
    browser.press("Backspace", 8);
    browser.wait(leads);
    watched.is_quiet();
}

/// The sheet of an application is two pages of paper: what is stated, every requirement with its state, what it was printed from, and
/// lines to sign.
#[test]
fn the_sheet_of_an_application_is_printed() {
    for (lang, said) in [
        ("lv", ["Finansējums nepārsniedz pieejamo", "Paraksts"]),
        (
            "en",
            ["The money requested is within the envelope", "Signature"],
        ),
    ] {
        let Some(mut watched) = Watched::open(lang, None) else {
            return;
        };
        // An unfinished one, with mistakes in it, too.
        let unfinished = "call: 2.1.2.1.i\ntitle: Ours\nsubmitted: 20.12.2022.\nours: 1\nactivities:\n  - amount: 1 000\n  - category: none\n";
        watched.folder.write("unfinished.yaml", unfinished);
        watched.choose(&[watched.folder.at("unfinished.yaml")]);
        watched
            .browser
            .wait("document.getElementById('f-title')?.value === 'Ours'");
        assert_eq!(watched.browser.pages(), 2, "{lang}");
        let path = program::here().join("examples/review/local-government-capacity.yaml");
        watched.choose(std::slice::from_ref(&path));
        watched
            .browser
            .wait("document.querySelector('.bar strong').className === 'ask'");
        assert_eq!(watched.browser.pages(), 2, "{lang}");
        watched
            .browser
            .value("window.dispatchEvent(new Event('beforeprint'))");
        let sheet = watched
            .browser
            .value("document.querySelector('.record').textContent");
        let sheet = sheet.as_str().unwrap_or_default();
        let told = program::run(
            program::atbilst()
                .args(["check", "--format=json"])
                .arg(&path),
        );
        let hash = told.json()["applications"][0]["sha256"].clone();
        let hash = hash.as_str().expect("a hash");
        for said in said.into_iter().chain([hash]) {
            assert!(sheet.contains(said), "{said}: {sheet}");
        }
        watched.is_quiet();
    }
}

/// What is unfinished is kept in the browser only where the person asked for it.
#[test]
fn nothing_is_kept_unless_asked_for() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    // Saved, so that the browser does not ask whether the page may be left.
    let fill = |watched: &mut Watched| {
        watched
            .browser
            .value("document.getElementById('f-title').focus()");
        watched.browser.type_words("A reading room");
        watched
            .browser
            .value("document.querySelector('header .first').click()");
    };
    fill(&mut watched);
    watched.reload();
    assert_eq!(watched.browser.value("localStorage.length"), 0);
    fill(&mut watched);
    watched
        .browser
        .value("document.getElementById('keeping').click()");
    watched.reload();
    watched
        .browser
        .value("document.querySelector('.draft button').click()");
    assert_eq!(
        watched
            .browser
            .value("document.getElementById('f-title').value"),
        "A reading room"
    );
    watched
        .browser
        .value("document.getElementById('keeping').click()");
    assert_eq!(watched.browser.value("localStorage.length"), 0);
}

/// Where nothing is left to be done, what comes next is said with its source; what the rule book computes stands beside the form; an
/// amount is labelled as findings write it.
#[test]
fn what_comes_next_and_what_is_computed_is_shown() {
    let texts = |watched: &mut Watched, selector: &str| -> Vec<String> {
        let all = format!("[...document.querySelectorAll('{selector}')].map(one => one.innerText)");
        let all = watched.browser.value(&all);
        let all = all.as_array().into_iter().flatten();
        all.filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    };
    let check_all = "document.querySelector('.below .first').click()";
    let call = &EMBEDDED[0];
    for (lang, euro) in [("lv", "€"), ("en", "EUR")] {
        let Some(mut watched) = Watched::open(lang, None) else {
            return;
        };
        watched.choose(&[program::here().join("examples/complete.yaml")]);
        watched
            .browser
            .wait("document.querySelector('.bar strong').className === 'pass'");
        watched.browser.value(check_all);
        let next = texts(&mut watched, ".summary .next li");
        let language = Language::from_name(lang).expect("a language");
        let step = call.next_steps[0].text.get(language);
        assert!(next.iter().any(|line| line.starts_with(step)), "{next:?}");
        let source = watched
            .browser
            .value("document.querySelector('.summary .next a').href");
        assert_eq!(source, call.sources[0].url.as_str());
        watched
            .browser
            .value("document.querySelectorAll('nav .section')[5].click()");
        let units = texts(&mut watched, "main .unit");
        assert!(
            !units.is_empty() && units.iter().all(|unit| unit == euro),
            "{units:?}"
        );
    }
    let grant = book("grant");
    let Some(mut watched) = Watched::open("en", Some("grant")) else {
        return;
    };
    watched
        .folder
        .write("grant.yaml", grant.complete.to_string());
    watched.take(&watched.folder.at("grant.yaml"));
    let figures = texts(&mut watched, ".figures dt, .figures dd");
    assert_eq!(figures[..2], ["costs of the project", "EUR 110,000.00"]);
    watched.is_quiet();
}
