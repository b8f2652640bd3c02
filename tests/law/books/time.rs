//! The law in time, through the program: on both sides of each change, and which day was applied and why.

use rust_decimal::Decimal;
use serde_json::Value;

use super::atbilst;
use crate::folder::Folder;

/// The report on one application, as data.
fn report(folder: &Folder, text: &str, arguments: &[&str]) -> Value {
    folder.write("application.yaml", text);
    let check = ["application.yaml", "--format", "json"];
    let said = folder.check(&[&check, arguments].concat());
    assert_ne!(said.code, Some(2), "{}", said.err);
    said.json()
}

/// The finding of a rule; `None` where it has none.
fn finding<'r>(report: &'r Value, rule: &str) -> Option<&'r Value> {
    let findings = report["applications"][0]["findings"].as_array();
    findings?.iter().find(|finding| finding["rule"] == rule)
}

/// An application of 2.1.2.1.i that asks for so much.
fn asking(amount: &str) -> String {
    let text = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("recovery_fund:"))
        .expect("the money");
    // All that is more goes to the first activity, so that the sums are right.
    let more: Decimal = amount.parse().expect("an amount");
    let first = more - Decimal::from(90_000);
    text.replacen(line, &format!("  recovery_fund: {amount}"), 1)
        .replacen("amount: 640000.00", &format!("amount: {first}"), 1)
}

/// The as-of date, the money that is asked for, the kind of what is found, and the limit that it names.
const LIMITS: [(&str, &str, &str, Option<&str>); 6] = [
    ("2022-07-18", "70177920.01", "fail", Some("70177920.00")),
    ("2024-03-13", "70177920.01", "fail", Some("70177920.00")),
    ("2024-03-14", "70177920.00", "review", None),
    ("2024-03-14", "70177920.01", "fail", Some("70177920.00")),
    ("2025-06-24", "70177920.01", "fail", Some("70177920.00")),
    ("2025-06-25", "68707920.01", "fail", Some("68707920.00")),
];

#[test]
fn the_limit_that_is_named_is_that_of_the_day() {
    let folder = Folder::new();
    for (day, amount, kind, limit) in LIMITS {
        let report = report(&folder, &asking(amount), &["--as-of", day]);
        let finding = finding(&report, "budget-envelope").expect("a finding");
        assert_eq!(finding["kind"], kind, "{amount} on {day}");
        assert_eq!(finding["expected"].as_str(), limit, "{amount} on {day}");
        let as_of = &report["applications"][0]["as_of"];
        assert_eq!([&as_of["date"], &as_of["from"]], [day, "option"]);
    }
}

#[test]
fn a_certain_outcome_names_the_nearest_known_limit_and_says_so() {
    let folder = Folder::new();
    folder.write("application.yaml", asking("70177920.01"));
    let path = folder.name("application.yaml");
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
        let said = atbilst(&["check", &path, "--as-of", "2024-06-01"], language);
        let text = said.folded();
        for sentence in sentences {
            let sentence = sentence.replace('\u{a0}', " ");
            assert!(text.replace('\u{a0}', " ").contains(&sentence), "{text}");
        }
        let known = atbilst(&["check", &path, "--as-of", "2024-03-13"], language).folded();
        assert!(known.contains("0,01") || known.contains("0.01"), "{known}");
        assert!(
            !known.contains("nearest") && !known.contains("tuvākā"),
            "{known}"
        );
    }
}

#[test]
fn all_applications_together_name_the_nearest_known_limit_too() {
    let folder = Folder::new();
    folder.write("a.yaml", asking("40000000.00"));
    folder.write("b.yaml", asking("30177920.01"));
    let check = [".", "--as-of", "2024-06-01", "--format", "json"];
    let report = folder.check(&check).json();
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
fn without_the_option_the_application_says_whose_law_applies() {
    let as_of = |text: &str| report(&Folder::new(), text, &[])["applications"][0]["as_of"].clone();
    let text = asking("730000.00");
    let own = as_of(&text);
    assert_eq!(
        (own["date"].as_str(), own["from"].as_str()),
        (Some("2022-12-20"), Some("submitted"))
    );
    let without: Vec<&str> = text
        .lines()
        .filter(|line| !line.starts_with("submitted:"))
        .collect();
    let other = as_of(&without.join("\n"));
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
            "pēdējoreiz salīdzināti ar tiesību aktiem 2026. gada 22. novembrī; kopš tā laika pagājis vairāk nekā gads",
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
