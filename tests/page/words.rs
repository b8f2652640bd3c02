//! The words in which the page says where something is, how far the application is, and what is no answer.

use atbilst_core::language::Language;

use super::watched::Watched;
use crate::chromium::Chromium;
use crate::engine::EMBEDDED;

fn text(browser: &mut Chromium, of: &str) -> String {
    let said = browser.value(&format!("document.querySelector('{of}').innerText"));
    said.as_str().unwrap_or_default().to_owned()
}

fn type_into(browser: &mut Chromium, id: &str, words: &str) {
    browser.value(&format!("document.getElementById('{id}').select()"));
    browser.type_words(words);
    browser.value("document.activeElement.blur()");
}

const CHECK_ALL: &str = "document.querySelector('.below .first').click()";

/// A place in lists within lists is said by the titles of all of them; what a number names has its own.
#[test]
fn every_place_has_a_name_of_its_own() {
    for (lang, places, heading) in [
        (
            "lv",
            [
                "„Mājas 2, dzīvokļi 1: Īpašnieks”",
                "„Mājas 1, izmaksas 1: Summa”",
            ],
            "Mājas 1",
        ),
        (
            "en",
            [
                "“Buildings 2, dwellings 1: Owner”",
                "“Buildings 1, costs 1: Amount”",
            ],
            "Buildings 1",
        ),
    ] {
        let Some(mut watched) = Watched::open(lang, Some("houses")) else {
            return;
        };
        let text_of = "call: 9.6.1.i\ntitle: Ours\nbuildings:\n  - storeys: 5\n    dwellings: [{ number: \"1\" }]\n    costs: [{ name: Walls }]\n  - dwellings: [{ number: \"1\" }]\n    costs: [{ name: Walls }]\n";
        watched.folder.write("a.yaml", text_of);
        watched.choose(&[watched.folder.at("a.yaml")]);
        let browser = &mut watched.browser;
        browser.wait("document.getElementById('f-title')?.value === 'Ours'");
        browser.value(CHECK_ALL);
        let lines = "[...document.querySelectorAll('.summary li')].map(one => one.innerText)";
        let lines = browser.value(lines);
        let lines: Vec<_> = lines.as_array().expect("lines").iter().collect();
        for place in places {
            let said = lines
                .iter()
                .filter(|line| line.as_str().is_some_and(|line| line.contains(place)));
            assert_eq!(said.count(), 1, "{place}: {lines:?}");
        }
        let mut once: Vec<_> = lines.iter().map(ToString::to_string).collect();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), lines.len(), "{lines:?}");
        browser.value("document.querySelectorAll('nav .section')[3].click()");
        assert_eq!(text(browser, "main .card h3"), heading);
        watched.picture(&format!("lists-{lang}"));
        watched.is_quiet();
    }
}

/// However many questions an answer brings, what is done grows with it.
#[test]
fn an_answer_is_no_step_back() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let browser = &mut watched.browser;
    let done = |browser: &mut Chromium| {
        let said = text(browser, ".bar span.fill");
        let numbers = said.split(|c: char| !c.is_ascii_digit());
        let numbers: Vec<u32> = numbers.filter_map(|one| one.parse().ok()).collect();
        assert_eq!(numbers.len(), 2, "{said}");
        (numbers[0], numbers[1])
    };
    assert_eq!(done(browser).0, 0);
    browser.value("document.querySelectorAll('nav .section')[10].click()");
    browser.value("document.querySelector('main input[type=radio]').click()");
    let (first, of) = done(browser);
    assert!(first == 1 && of > 1, "{first} of {of}");
    watched.picture("count-en");
    watched.is_quiet();
}

/// What says that there is no answer is told where the field is left, not only once everything is checked.
#[test]
fn what_is_no_answer_is_told_at_once() {
    for lang in ["lv", "en"] {
        let Some(mut watched) = Watched::open(lang, None) else {
            return;
        };
        let browser = &mut watched.browser;
        browser.value("document.querySelectorAll('nav .section')[5].click()");
        let id = "f-funding-recovery_fund";
        for words in ["nav", "-", "n/a"] {
            type_into(browser, id, words);
            let said = text(browser, "[data-at=\"/funding/recovery_fund\"] .said");
            assert!(said.contains(words), "{words}: {said}");
        }
        // Also where nothing need be stated.
        type_into(browser, "f-funding-co_financing", "nav");
        let said = text(browser, "[data-at=\"/funding/co_financing\"] .said");
        assert!(said.contains("nav"), "{said}");
        watched.picture(&format!("no-answer-{lang}"));
        watched.is_quiet();
    }
}

/// An answer that stands in the file in the words of the form is said to be that; it is chosen with one button.
#[test]
fn an_answer_in_words_is_told_from_its_code() {
    for (lang, yes) in [("lv", "jā"), ("en", "yes")] {
        let Some(mut watched) = Watched::open(lang, None) else {
            return;
        };
        let language = Language::from_name(lang).expect("a language");
        let mut codes = EMBEDDED[0].lists.iter().flat_map(|list| &list.codes);
        let code = codes.find(|code| code.code == "direct_administration");
        let kind = code.expect("a code").title.get(language);
        let file = format!(
            "call: 2.1.2.1.i\ntitle: Ours\napplicant:\n  type: {kind}\ndeclarations:\n  no_fraud: {yes}\n"
        );
        watched.folder.write("a.yaml", file);
        watched.choose(&[watched.folder.at("a.yaml")]);
        watched
            .browser
            .wait("document.getElementById('f-title')?.value === 'Ours'");
        watched.browser.value(CHECK_ALL);
        for (section, at, answer, code) in [
            (1, "/applicant/type", kind.as_str(), "direct_administration"),
            (10, "/declarations/no_fraud", yes, "true"),
        ] {
            let browser = &mut watched.browser;
            browser.value(&format!(
                "document.querySelectorAll('nav .section')[{section}].click()"
            ));
            let field = format!("[data-at=\"{at}\"]");
            let said = text(browser, &format!("{field} .said"));
            assert!(said.contains(answer) && said.contains(code), "{said}");
            watched.picture(&format!("in-words-{section}-{lang}"));
            let browser = &mut watched.browser;
            let button = format!("document.querySelector('{field} .mending button')");
            if browser.value(&format!("{button} !== null")) == true {
                browser.value(&format!("{button}.click()"));
                assert_eq!(text(browser, &format!("{field} .said")), "");
            }
        }
        watched.is_quiet();
    }
}

/// The sheet for paper says codes by their titles, also those that are typed as a text.
#[test]
fn the_sheet_says_titles() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let path = crate::program::here().join("examples/complete.yaml");
    watched.choose(&[path]);
    let browser = &mut watched.browser;
    browser.wait("document.querySelector('.bar strong').className === 'pass'");
    browser.value("window.dispatchEvent(new Event('beforeprint'))");
    let sheet = browser.value("document.querySelector('.record').textContent");
    let sheet = sheet.as_str().unwrap_or_default();
    assert!(!sheet.contains("direct_administration"), "{sheet}");
    watched.is_quiet();
}

/// An item in which nothing is filled in says so, and what it counts as.
#[test]
fn an_empty_item_says_that_it_is_one() {
    let Some(mut watched) = Watched::open("lv", Some("houses")) else {
        return;
    };
    let browser = &mut watched.browser;
    assert_eq!(
        browser.value("document.querySelector('.bar strong').className"),
        "fill"
    );
    browser.value(CHECK_ALL);
    let lines = "[...document.querySelectorAll('.summary li')].map(one => one.innerText)";
    let lines = browser.value(lines);
    let other = lines.as_array().expect("lines").iter();
    let mut other = other.filter(|line| {
        !line
            .as_str()
            .is_some_and(|line| line.starts_with("Aizpildiet"))
    });
    assert_eq!(other.next(), None);
    browser.value("document.querySelectorAll('nav .section')[3].click()");
    browser.value("document.getElementById('f-buildings-add').click()");
    assert_eq!(
        browser.value("document.querySelector('.bar strong').className"),
        "fill"
    );
    let hint = "document.querySelector('main .card-body > .hint').hidden";
    assert_eq!(browser.value(hint), false);
    type_into(browser, "f-buildings-0-storeys", "5");
    assert_eq!(browser.value(hint), true);
    watched.is_quiet();
}
