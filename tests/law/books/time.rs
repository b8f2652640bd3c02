//! The law in time, through the program: on both sides of each change, and which day was applied and why.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{atbilst, folder};

type Case = BTreeMap<String, String>;

fn cases(name: &str) -> Vec<Case> {
    let text = std::fs::read_to_string("tests/law/books/time.yaml").expect("the cases");
    let mut all: BTreeMap<String, Vec<Case>> = serde_yaml::from_str(&text).expect("cases");
    all.remove(name).expect("cases of that name")
}

/// The report on one application, as data.
fn report(path: &str, arguments: &[&str]) -> Value {
    let mut all = vec!["check", path, "--format", "json"];
    all.extend(arguments);
    let said = atbilst(&all, "en");
    assert_ne!(said.code, Some(2), "{}", said.err);
    serde_json::from_str(&said.out).expect("JSON")
}

/// The finding of a rule; `None` where it has none.
fn finding<'r>(report: &'r Value, rule: &str) -> Option<&'r Value> {
    let findings = report["applications"][0]["findings"].as_array();
    findings?.iter().find(|finding| finding["rule"] == rule)
}

fn outcome<'r>(report: &'r Value, rule: &str) -> &'r str {
    finding(report, rule).map_or("pass", |finding| finding["kind"].as_str().expect("a kind"))
}

/// An application of 2.1.2.1.i that asks for so much.
fn asking(amount: &str) -> String {
    let text = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("recovery_fund:"))
        .expect("the money");
    text.replacen(line, &format!("  recovery_fund: {amount}"), 1)
}

#[test]
fn on_both_sides_of_each_change_of_the_envelope() {
    let folder = folder("envelope");
    let cases = cases("envelope");
    assert!(cases.len() > 10);
    for case in cases {
        let path = folder.join("application.yaml");
        std::fs::write(&path, asking(&case["amount"])).expect("written");
        let report = report(path.to_str().expect("a path"), &["--as-of", &case["as_of"]]);
        assert_eq!(
            outcome(&report, "budget-envelope"),
            case["outcome"],
            "{case:?}"
        );
        let as_of = &report["applications"][0]["as_of"];
        assert_eq!(
            (as_of["date"].as_str(), as_of["from"].as_str()),
            (Some(&*case["as_of"]), Some("option"))
        );
        let finding = finding(&report, "budget-envelope");
        let limit = finding.and_then(|finding| finding["expected"].as_str());
        assert_eq!(limit, case.get("limit").map(String::as_str), "{case:?}");
    }
}

#[test]
fn a_certain_outcome_names_the_nearest_known_limit_and_says_so() {
    let folder = folder("not-known");
    let path = folder.join("application.yaml");
    std::fs::write(&path, asking("70177920.01")).expect("written");
    let path = path.to_str().expect("a path");
    for (language, sentences) in [
        (
            "en",
            [
                "Available Recovery Fund money: EUR 70,177,920.00; excess: EUR 0.01.",
                "What “planned Recovery Fund money” was on 1 June 2024 is not known; the limit named is the nearest known one.",
            ],
        ),
        (
            "lv",
            [
                "finansējums: 70 177 920,00 €; pārsniegums: 0,01 €.",
                "Vērtība „plānotais Atveseļošanas fonda finansējums” 2024. gada 1. jūnijā nav zināma; norādīta tuvākā zināmā robeža.",
            ],
        ),
    ] {
        let said = atbilst(&["check", path, "--as-of", "2024-06-01"], language);
        let text = said.folded();
        for sentence in sentences {
            let sentence = sentence.replace('\u{a0}', " ");
            assert!(text.replace('\u{a0}', " ").contains(&sentence), "{text}");
        }
        let known = atbilst(&["check", path, "--as-of", "2024-03-13"], language).folded();
        assert!(known.contains("0,01") || known.contains("0.01"), "{known}");
        assert!(
            !known.contains("nearest") && !known.contains("tuvākā"),
            "{known}"
        );
    }
}

#[test]
fn all_applications_together_name_the_nearest_known_limit_too() {
    let folder = folder("nearest-together");
    std::fs::write(folder.join("a.yaml"), asking("40000000.00")).expect("written");
    std::fs::write(folder.join("b.yaml"), asking("30177920.01")).expect("written");
    let path = folder.to_str().expect("a path");
    let said = atbilst(
        &["check", path, "--as-of", "2024-06-01", "--format", "json"],
        "en",
    );
    let report: Value = serde_json::from_str(&said.out).expect("JSON");
    let findings = report["portfolio"][0]["findings"]
        .as_array()
        .expect("findings");
    let envelope = findings
        .iter()
        .find(|finding| finding["rule"] == "portfolio-envelope");
    let envelope = envelope.expect("the envelope");
    assert_eq!(
        (&envelope["kind"], &envelope["expected"]),
        (&"fail".into(), &"70177920.00".into())
    );
    let message = envelope["message"].as_str().expect("a message");
    assert!(
        message.contains("EUR 0.01") && message.contains("nearest known"),
        "{message}"
    );
}

#[test]
fn codes_and_rules_have_their_days() {
    let folder = folder("days");
    let book = atbilst_core::rulebook::RuleBook::read(
        "second",
        &std::fs::read_to_string("tests/books/second-call.yaml").expect("the book"),
    )
    .expect("a good book");
    for case in cases("codes_and_rules") {
        let mut application = book.complete.clone();
        application["library"]["type"] = case["type"].as_str().into();
        application["library"]["weekly_hours"] = case["hours"].as_str().into();
        let path = folder.join("application.yaml");
        std::fs::write(&path, application.to_string()).expect("written");
        let path = path.to_str().expect("a path");
        let rules = ["--rules", "tests/books/second-call.yaml"];
        let report = report(path, &[&rules[..], &["--as-of", &case["as_of"]]].concat());
        for rule in ["library-type", "club-hours"] {
            assert_eq!(outcome(&report, rule), case[rule], "{rule} {case:?}");
        }
    }
}

#[test]
fn without_the_option_the_application_says_whose_law_applies() {
    let report_of = |text: &str, name: &str| {
        let path = folder(name).join("application.yaml");
        std::fs::write(&path, text).expect("written");
        report(path.to_str().expect("a path"), &[])["applications"][0]["as_of"].clone()
    };
    let text = asking("730000.00");
    let own = report_of(&text, "own-day");
    assert_eq!(
        (own["date"].as_str(), own["from"].as_str()),
        (Some("2022-12-20"), Some("submitted"))
    );
    let without: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("submitted:"))
        .collect();
    let other = report_of(&without.join("\n"), "no-day");
    assert_eq!(
        (other["date"].as_str(), other["from"].as_str()),
        (Some("2022-12-31"), Some("selection_end"))
    );
}

#[test]
fn a_book_compared_long_ago_is_noted_in_every_report() {
    let (day, later) = ("2027-11-22", "2027-11-23");
    for (language, sentence) in [
        (
            "en",
            "was last compared with the law on 22 November 2026, more than a year ago",
        ),
        (
            "lv",
            "pēdējā salīdzināšana ar tiesību aktiem: 2026. gada 22. novembris; kopš tā laika pagājis vairāk nekā gads",
        ),
    ] {
        for format in ["human", "table", "json"] {
            let said = |today| {
                let arguments = [
                    "check",
                    "examples/complete.yaml",
                    "--format",
                    format,
                    "--today",
                    today,
                ];
                atbilst(&arguments, language).folded()
            };
            assert!(said(later).contains(sentence), "{format}: {}", said(later));
            assert!(!said(day).contains(sentence), "{format}: {}", said(day));
        }
    }
}
