//! The page in a real browser: filled in by keyboard, opened with what people have, and given what is hostile. Nothing leaves it.
//! `ATBILST_SCREENSHOTS=FOLDER` keeps pictures to look at.

use serde_json::{Value, json};

use atbilst_core::language::Language;
use atbilst_core::rulebook::RuleBook;

use super::official;
use super::watched::Watched;
use crate::engine::{EMBEDDED, book};
use crate::files::files;
use crate::program;

/// From nothing to a file that complies, by keyboard alone, and what is saved is for the program what it was for the page.
fn filled_in(language: &str, rules: Option<&str>, of: &RuleBook) {
    let Some(mut watched) = Watched::open(language, rules) else {
        return;
    };
    let browser = &mut watched.browser;
    if rules.is_some() {
        // It opens on the book that was named.
        let title = of
            .title
            .get(Language::from_name(language).expect("a language"));
        browser.wait(&format!(
            "document.querySelector('h1').textContent === {}",
            json!(title)
        ));
    }
    official::tab_to(browser, "document.activeElement.closest('.field') !== null");
    official::fill(browser, &of.complete);
    assert_eq!(
        browser.value("document.querySelector('.bar strong').className"),
        "pass"
    );
    official::tab_to(browser, "document.activeElement.matches('header .first')");
    browser.press_typing("Enter", 13, "\r");
    browser.wait("document.activeElement.classList.contains('summary')");
    let name = if language == "lv" {
        "iesniegums.yaml"
    } else {
        "application.yaml"
    };
    watched.saved(name);
    // The report is the one before the last in the head.
    official::tab_to(
        &mut watched.browser,
        "document.activeElement.nextElementSibling?.matches('header .first')",
    );
    watched.browser.press_typing("Enter", 13, "\r");
    let report = watched.saved(&name.replace(".yaml", ".html"));
    let today = watched.browser.value("new Date().toLocaleDateString('sv')");
    let mut command = program::within(&watched.folder.at("."));
    let today = today.as_str().expect("a day");
    command.args([
        "check",
        name,
        "--format=html",
        "--lang",
        language,
        "--today",
        today,
    ]);
    if let Some(rules) = rules {
        command
            .arg("--rules")
            .arg(program::here().join(format!("tests/books/{rules}.yaml")));
    }
    let said = program::run(&mut command);
    assert_eq!(said.code, Some(0), "{}{}", said.out, said.err);
    let report = String::from_utf8(report).expect("a text");
    let lines = report.lines().zip(said.out.lines());
    let differs: Vec<_> = lines
        .filter(|(page, program)| page != program)
        .take(3)
        .collect();
    assert!(differs.is_empty(), "{differs:?}");
    watched.is_quiet();
}

#[test]
fn an_official_fills_in_the_form_by_keyboard() {
    filled_in("lv", None, &EMBEDDED[0]);
}

#[test]
fn another_call_is_another_page() {
    filled_in("en", Some("second-call"), &book("second-call"));
}

/// Every file of the examples, opened as a person opens it, has the findings that the program has.
#[test]
fn the_examples_have_the_same_findings() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    for path in files("examples", &["yaml"]) {
        let path = program::here().join(path);
        let shown = path.display().to_string();
        watched.take(&path);
        let found = "[...document.querySelectorAll('[data-fingerprint]')].map(one => one.dataset.fingerprint).sort()";
        let found = watched.browser.value(found);
        let mut command = program::atbilst();
        command
            .args(["check", "--format=json", "--no-waivers"])
            .arg(&path);
        let report = program::run(&mut command).json();
        let findings = report["applications"][0]["findings"].as_array();
        let prints = findings.expect("findings").iter();
        // The page has a place for each rule that asks for what is left out.
        let each = prints.flat_map(|finding| {
            let also = finding["also"].as_array().into_iter().flatten();
            std::iter::once(finding).chain(also)
        });
        let mut prints: Vec<_> = each
            .map(|finding| {
                finding["fingerprint"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect();
        prints.sort_unstable();
        // Without an id a finding is known by the path that its file was opened by.
        if report["applications"][0]["id"] != Value::Null {
            assert_eq!(found, json!(prints), "{shown}");
        } else {
            assert_eq!(
                found.as_array().map(Vec::len),
                Some(prints.len()),
                "{shown}"
            );
        }
    }
    watched.is_quiet();
}

/// What is hostile is text, what is broken is said to be, and what is too much is cut; the page goes on.
#[test]
fn what_is_hostile_harms_nothing() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let script =
        "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>";
    let quoted = serde_json::to_string(script).expect("JSON");
    let many = "  - { category: audit, amount: 1 }\n".repeat(50_000);
    let hostile: [(&str, Vec<u8>); 7] = [
        ("script.yaml", format!("call: 2.1.2.1.i\ntitle: {quoted}\npurpose: {quoted}\nactivities: [{{ category: {quoted} }}]\n{quoted}: 1\n").into()),
        ("large.yaml", format!("call: 2.1.2.1.i\nsummary: {}\n", "ā".repeat(2_600_000)).into()),
        ("many.yaml", format!("call: 2.1.2.1.i\nactivities:\n{many}").into()),
        ("broken.yaml", b"call: 2.1.2.1.i\ntitle: \xff\xfe\n".to_vec()),
        ("nothing.yaml", Vec::new()),
        // Its colours ask for more than the stack holds; short enough to be read whole before.
        ("nested.yaml", format!("call: 2.1.2.1.i\ntitle: {}", "[".repeat(1_000)).into()),
        ("deep.yaml", format!("call: 2.1.2.1.i\ntitle: {}", "[".repeat(100_000)).into()),
    ];
    for (name, bytes) in &hostile {
        watched.folder.write(name, bytes);
        watched.take(&watched.folder.at(name));
        assert_ne!(watched.browser.value("document.title"), "taken", "{name}");
        assert_eq!(watched.browser.value("document.images.length"), 0, "{name}");
        // Not everything is drawn at once.
        let drawn = watched
            .browser
            .value("document.querySelectorAll('*').length");
        assert!(drawn.as_u64() < Some(5_000), "{name}: {drawn}");
    }
    watched.choose(&[program::here().join("examples/complete.yaml")]);
    watched
        .browser
        .wait("document.querySelector('.bar strong').className === 'pass'");
    watched.is_quiet();
}

/// Nothing that axe knows stands in the way of anybody, in both languages, light and dark, on a telephone too, where nothing is cut off.
#[test]
fn the_page_is_for_everybody() {
    for language in ["lv", "en"] {
        let Some(mut watched) = Watched::open(language, None) else {
            return;
        };
        watched.picture(&format!("empty-{language}"));
        watched.is_accessible("empty");
        watched.choose(&[program::here().join("examples/violations/wrong-type.yaml")]);
        watched
            .browser
            .wait("document.querySelector('.bar strong').className === 'mend'");
        watched
            .browser
            .value("document.querySelector('.below .first').click()");
        for section in 0..11 {
            watched.browser.value(&format!(
                "document.querySelectorAll('nav .section')[{section}].click()"
            ));
            watched.is_accessible(&format!("section {section}"));
            watched.browser.resize(360, 800);
            let width = watched
                .browser
                .value("document.documentElement.scrollWidth");
            assert!(
                width.as_u64() <= Some(360),
                "section {section} is {width} wide"
            );
            watched.browser.resize(1600, 1000);
            if [0, 4, 5].contains(&section) {
                watched.picture(&format!("section-{section}-{language}"));
            }
        }
        let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
        watched.browser.ask("Emulation.setEmulatedMedia", dark);
        watched.is_accessible("dark");
        watched.picture(&format!("dark-{language}"));
        let light = json!({ "features": [{ "name": "prefers-color-scheme", "value": "light" }] });
        watched.browser.ask("Emulation.setEmulatedMedia", light);
        watched
            .browser
            .value("document.querySelector('[data-view=text]').click()");
        watched.browser.wait(
            "[...document.querySelectorAll('main > div')].some(one => one.shadowRoot !== null)",
        );
        watched.is_accessible("text");
        watched.picture(&format!("text-{language}"));
    }
}

/// A folder of applications: every verdict, all together, and each opened by a click, while the page goes on.
#[test]
fn many_applications_are_checked_together() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let complete =
        std::fs::read_to_string(program::here().join("examples/complete.yaml")).expect("a file");
    let mut paths = Vec::new();
    for number in 0..2_000 {
        let name = format!("{number:04}.yaml");
        let end = if number % 4 == 0 {
            "2026-09-01"
        } else {
            "2026-06-30"
        };
        let text = complete
            .replace("2.1.2.1.i-0001", &format!("2.1.2.1.i-{number:04}"))
            .replace("end: 2026-06-30", &format!("end: {end}"));
        watched.folder.write(&name, text);
        paths.push(watched.folder.at(&name));
    }
    watched.choose(&paths);
    watched
        .browser
        .wait("document.querySelector('.tile') !== null");
    let count = |of: &str| format!("document.querySelector('.tile.{of} b').lastChild.data");
    assert_eq!(watched.browser.value(&count("does_not_comply")), "500");
    assert_eq!(watched.browser.value(&count("complies")), "1500");
    assert_eq!(
        watched
            .browser
            .value("document.querySelectorAll('tbody tr').length"),
        100
    );
    // All together are said to ask for more than there is.
    assert_eq!(
        watched
            .browser
            .value("document.querySelectorAll('.together li').length > 0"),
        true
    );
    watched.is_accessible("folder");
    watched.picture("folder-en");
    watched
        .browser
        .value("document.querySelector('.tile.does_not_comply').click()");
    watched
        .browser
        .value("document.querySelector('tbody th button').click()");
    watched
        .browser
        .wait("document.querySelector('.bar strong').className === 'mend'");
    // And back again.
    watched
        .browser
        .value("document.querySelector('[data-view=folder]').click()");
    assert_eq!(
        watched
            .browser
            .value("document.querySelectorAll('.tile').length"),
        2
    );
    watched.is_quiet();
}
