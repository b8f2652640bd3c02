//! Whose money stands behind verdicts, rules and groups, added up again from the applications.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::Value;

use super::CHECKED;
use crate::program::{atbilst, run};

type Sums = BTreeMap<String, (u64, Decimal)>;

fn amount(value: &Value) -> Decimal {
    let text = value.as_str().expect("a text");
    Decimal::from_str_exact(text).expect("an amount")
}

fn count(sums: &mut Sums, name: String, money: Decimal) {
    let sum = sums.entry(name).or_default();
    sum.0 += 1;
    sum.1 += money;
}

fn told(list: &Value, name: impl Fn(&Value) -> String, money: &str) -> Sums {
    let list = list.as_array().expect("a list").iter();
    let told = list.map(|one| {
        let money = one.pointer(money).expect("its money");
        (
            name(one),
            (one["applications"].as_u64().unwrap_or(0), amount(money)),
        )
    });
    told.collect()
}

#[test]
fn money_behind_verdicts_rules_and_groups_is_that_of_the_applications() {
    let json = &CHECKED.1.json;
    let [mut verdicts, mut rules, mut groups] = [const { Sums::new() }; 3];
    let mut unknown = 0;
    for one in json["applications"].as_array().expect("applications") {
        unknown += u64::from(one["money"].is_null());
        let money = if one["money"].is_null() {
            Decimal::ZERO
        } else {
            amount(&one["money"])
        };
        let verdict = one["verdict"].as_str().expect("a verdict");
        for name in ["all", verdict] {
            count(&mut verdicts, name.to_owned(), money);
        }
        let found = one["findings"].as_array().expect("findings").iter();
        let mut found: Vec<_> = found.map(|finding| finding["rule"].to_string()).collect();
        found.sort();
        found.dedup();
        found
            .into_iter()
            .for_each(|rule| count(&mut rules, rule, money));
        for (path, value) in one["groups"].as_object().expect("groups") {
            count(&mut groups, format!("{path:?} {value}"), money);
        }
    }
    let summary = &json["summary"]["money"];
    verdicts.remove("unreadable");
    for (verdict, (_, money)) in &verdicts {
        assert_eq!(amount(&summary[verdict]), *money, "{verdict}");
    }
    assert_eq!(summary["unknown"], unknown);
    let totals = &json["totals"];
    let mut of_rules = told(&totals["rules"], |one| one["rule"].to_string(), "/money");
    of_rules.retain(|_, (applications, _)| *applications > 0);
    assert_eq!(of_rules, rules);
    let group = |one: &Value| format!("{} {}", one["by"], one["value"]);
    assert_eq!(told(&totals["groups"], group, "/money/all"), groups);
    assert!(groups.len() > 4 && rules.len() > 4 && unknown < 2_000);
}

/// The name of a currency keeps its letters also within a sentence.
#[test]
fn what_a_limit_leaves_is_said_with_its_currency() {
    for (language, said) in [("en", "(left: EUR "), ("lv", "(atlikums: ")] {
        let mut command = atbilst();
        command.args(["check", "examples/complete.yaml", "examples/review"]);
        command.args(["--format=html", "--lang", language]);
        let page = run(&mut command).out;
        assert!(page.contains(said), "{said}");
        assert!(!page.contains("eur "), "{language}");
    }
}
