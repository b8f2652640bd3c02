//! Files that are no YAML: an application in JSON stays JSON, and what the program makes of applications is none.

use serde_json::{Value, json};

use super::watched::Watched;
use crate::program;

const NOTICE: &str = "document.querySelector('.notice:not([hidden])')?.textContent ?? ''";

fn notice(watched: &mut Watched) -> String {
    watched.browser.wait(&format!("({NOTICE}) !== ''"));
    let said = watched.browser.value(NOTICE);
    said.as_str().unwrap_or_default().to_owned()
}

/// What was opened as JSON is changed and saved as JSON, and is for the program what it was for the page.
#[test]
fn an_application_in_json_stays_json() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let application = json!({
        "call": "2.1.2.1.i", "title": "Ours", "submitted": "2022-12-20",
        "partners": [{ "name": "A" }, { "name": "B", "ours": 1 }],
        "funding": { "recovery_fund": 1 },
    });
    let text = serde_json::to_string_pretty(&application).expect("JSON");
    watched.folder.write("in.json", &text);
    watched.choose(&[watched.folder.at("in.json")]);
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Ours'");
    let stays = watched
        .browser
        .value("document.querySelector('.bar .stays').textContent");
    assert!(
        stays.as_str().is_some_and(|said| said.contains("JSON")),
        "{stays}"
    );
    let browser = &mut watched.browser;
    browser.value("document.getElementById('f-title').select()");
    browser.type_words("Ours, „\"new\"”: # one");
    browser.value("document.getElementById('f-submitted').select()");
    browser.press("Delete", 46);
    browser.value("document.querySelectorAll('nav .section')[2].click()");
    browser.value("document.getElementById('f-partners-remove-0').click()");
    browser.value("document.getElementById('f-partners-add').click()");
    browser.value("document.querySelectorAll('nav .section')[5].click()");
    browser.value("document.getElementById('f-funding-co_financing').focus()");
    browser.type_words("2,50");
    let state = browser.value("document.querySelector('.bar strong').className");
    assert_eq!(state, "mend");
    std::fs::remove_file(watched.folder.at("in.json")).expect("removed");
    watched
        .browser
        .value("document.querySelector('header .first').click()");
    let saved = watched.saved("in.json");
    let saved: Value = serde_json::from_slice(&saved).expect("JSON");
    let wanted = json!({
        "call": "2.1.2.1.i", "title": "Ours, „\"new\"”: # one", "submitted": null,
        "partners": [{ "name": "B", "ours": 1 }, {}],
        "funding": { "recovery_fund": 1, "co_financing": 2.50 },
    });
    assert_eq!(saved, wanted);
    watched.is_quiet();
}

/// A report of the program is said to be one, in every format that it may be opened in, and what is open stays.
#[test]
fn a_report_is_no_application() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let example = program::here().join("examples/complete.yaml");
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words("Ours");
    for format in ["json", "yaml", "html", "xlsx", "sarif"] {
        let name = format!("report.{format}");
        let path = watched.folder.at(&name);
        let mut command = program::atbilst();
        let report = format!("--report={format}={}", path.display());
        command.args(["check", &report]).arg(&example);
        let said = program::run(&mut command);
        assert_eq!(said.code, Some(0), "{}", said.err);
        watched.choose(std::slice::from_ref(&path));
        watched
            .browser
            .wait(&format!("({NOTICE}).includes('{name}')"));
        assert!(notice(&mut watched).contains("application"));
        assert_eq!(
            watched
                .browser
                .value("document.getElementById('f-title').value"),
            "Ours"
        );
    }
    watched.is_quiet();
}
