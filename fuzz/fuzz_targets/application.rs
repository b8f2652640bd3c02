//! Applications that have the right form and any content: written as YAML by another library, checked, shown and read back.
//! What arithmetic and the calendar say of them is known beforehand.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde::Serialize;

use atbilst_yaml::invisible::{is_blank, is_hidden};

#[derive(Arbitrary, Debug)]
struct Content {
    id: String,
    title: String,
    applicant: String,
    applicant_type: String,
    category: String,
    amounts: Vec<u32>,
    slip: i8,
    day: u16,
    days: i16,
    latvian: bool,
}

#[derive(Serialize)]
struct Application<'a> {
    call: &'a str,
    id: &'a str,
    title: &'a str,
    submitted: String,
    applicant: Applicant<'a>,
    purpose: &'a str,
    activities: Vec<Activity<'a>>,
    funding: Funding,
    period: Period,
}

#[derive(Serialize)]
struct Applicant<'a> {
    name: &'a str,
    registration_number: &'a str,
    r#type: &'a str,
}

#[derive(Serialize)]
struct Activity<'a> {
    category: &'a str,
    amount: String,
}

#[derive(Serialize)]
struct Funding {
    recovery_fund: String,
}

#[derive(Serialize)]
struct Period {
    start: String,
    end: String,
}

fn euro(cents: u64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

fn day(after_2000: i64) -> chrono::NaiveDate {
    let first = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).expect("a day");
    first + chrono::TimeDelta::days(after_2000)
}

fuzz_target!(|content: Content| {
    let sum: u64 = content.amounts.iter().map(|&cents| u64::from(cents)).sum();
    let total = sum.saturating_add_signed(content.slip.into());
    let submitted = day(content.day.into());
    let end = day(i64::from(content.day) + i64::from(content.days));
    let application = Application {
        call: "2.1.2.1.i",
        id: &content.id,
        title: &content.title,
        submitted: submitted.to_string(),
        applicant: Applicant {
            name: &content.applicant,
            registration_number: "90000000000",
            r#type: &content.applicant_type,
        },
        purpose: "public_order_and_justice",
        activities: content
            .amounts
            .iter()
            .map(|&cents| Activity {
                category: &content.category,
                amount: euro(cents.into()),
            })
            .collect(),
        funding: Funding {
            recovery_fund: euro(total),
        },
        period: Period {
            start: submitted.to_string(),
            end: end.to_string(),
        },
    };
    let text = serde_yaml::to_string(&application).expect("it can be written");
    let report = atbilst_fuzz::check(&[text.as_bytes(), text.as_bytes()], content.latvian);
    let json = atbilst_fuzz::show(&report, content.latvian, text.len());
    let read = &json["applications"][0];
    if read["verdict"] == "unreadable" {
        // A control character, say: no text may hold it, and the other library writes some of them.
        let hidden = |text: &String| text.chars().any(|c| is_hidden(c) || c.is_control());
        let texts = [
            &content.id,
            &content.title,
            &content.applicant,
            &content.applicant_type,
            &content.category,
        ];
        assert!(
            texts.into_iter().any(hidden) || text.len() > 100_000,
            "{text}"
        );
        return;
    }
    let findings = read["findings"].as_array().expect("a list");
    let fails = |rule: &str| {
        findings
            .iter()
            .any(|finding| finding["rule"] == rule && finding["kind"] == "fail")
    };
    let date = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
    assert_eq!(
        fails("budget-arithmetic"),
        !content.amounts.is_empty() && total != sum,
        "{text}"
    );
    assert_eq!(fails("budget-positive"), total == 0, "{text}");
    assert_eq!(
        fails("selection-deadline"),
        submitted > date("2022-12-31"),
        "{text}"
    );
    assert_eq!(
        fails("implementation-end"),
        end > date("2026-08-31"),
        "{text}"
    );
    assert_eq!(fails("period-order"), end < submitted, "{text}");
    let id = read["id"].as_str().unwrap_or("");
    assert!(
        id == content.id
            || is_blank(&content.id)
            || matches!(&*content.id, "~" | "null" | "Null" | "NULL"),
        "{text}"
    );
    assert!(
        findings
            .iter()
            .all(|finding| finding["location"]["start"]["byte"].as_u64()
                <= Some(text.len() as u64)
                && finding["fingerprint"].is_string())
    );
});
