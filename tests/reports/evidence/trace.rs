//! A trace tells what the rule said, with its law.

use std::path::Path;

use serde_json::Value;

use crate::folder::Folder;
use crate::program;

#[test]
fn a_trace_tells_what_the_rule_said() {
    let (report, _) = program::report(&["--trace"], &[Path::new("examples")]);
    let order = ["not_applicable", "pass", "open", "waived", "review", "fail"];
    let rank = |outcome: &Value| {
        order
            .iter()
            .position(|one| outcome == one)
            .expect("an outcome")
    };
    let mut tests = 0;
    for application in report["applications"].as_array().expect("applications") {
        let Some(traces) = application["trace"].as_array() else {
            // What cannot be read has no rules to tell of.
            assert_eq!(application["call"], Value::Null);
            continue;
        };
        let outcomes = application["outcomes"].as_object().expect("outcomes");
        for trace in traces {
            let judgements = trace["judgements"].as_array().expect("judgements");
            let worst = judgements.iter().map(|one| rank(&one["outcome"])).max();
            let rule = trace["rule"].as_str().expect("a rule");
            assert_eq!(
                worst,
                Some(rank(&outcomes[rule])),
                "{rule} {}",
                application["path"]
            );
            for judgement in judgements {
                assert!(
                    judgement["reason"]
                        .as_str()
                        .is_some_and(|reason| !reason.is_empty())
                );
                let told = judgement["tests"].as_array().expect("tests");
                tests += told.len();
                // What holds alone and is asked plainly is answered so.
                let plain = |one: &&Value| {
                    one["role"] == "require"
                        && one["negated"] == false
                        && one["alternative"] == false
                };
                if judgement["outcome"] == "pass" {
                    assert!(
                        told.iter()
                            .filter(plain)
                            .all(|one| one["answer"] == "holds"),
                        "{rule}"
                    );
                }
            }
        }
        assert_eq!(
            traces.len(),
            outcomes.len() - atbilst_core::own_rules::OWN.len()
        );
    }
    assert!(tests > 500);
}

#[test]
fn one_rule_is_told_with_its_law() {
    let (report, _) = program::report(
        &["--trace=budget-envelope", "--as-of", "2025-07-01"],
        &[Path::new("examples/complete.yaml")],
    );
    let traces = report["applications"][0]["trace"]
        .as_array()
        .expect("traces");
    let [trace] = traces.as_slice() else {
        panic!("one rule: {traces:?}");
    };
    let test = &trace["judgements"][0]["tests"][0];
    assert_eq!(test["pointer"], "/funding/recovery_fund");
    assert_eq!(test["found"], "EUR 730,000.00");
    assert!(
        test["asked"]
            .as_str()
            .is_some_and(|asked| asked.contains("EUR 68,707,920.00"))
    );
    assert_eq!(test["law"][0]["since"], "2025-06-25");
    let check = ["check", "examples", "--trace=no-such-rule"];
    let output = program::run(program::atbilst().args(check));
    assert_eq!(output.code, Some(2));
    assert!(output.err.contains("no-such-rule"));
}

/// What stands behind the option with a blank is a path, whatever it is called.
#[test]
fn a_path_is_not_taken_for_the_rule_that_is_traced() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "budget-envelope");
    let check = ["--trace", "budget-envelope", "--format", "json"];
    let report = folder.check(&check).json();
    assert_eq!(report["inputs"], serde_json::json!(["budget-envelope"]));
    let traces = report["applications"][0]["trace"].as_array();
    assert!(traces.is_some_and(|traces| traces.len() > 1));
}

/// What the law was on a day may be unknown and yet decide nothing; the trace then says what is known.
#[test]
fn what_is_not_known_is_told_with_what_is() {
    let told = |lang: &str| {
        let arguments = [
            "--trace=budget-envelope",
            "--as-of",
            "2024-06-01",
            "--lang",
            lang,
        ];
        let (report, _) = program::report(&arguments, &[Path::new("examples/complete.yaml")]);
        let test = &report["applications"][0]["trace"][0]["judgements"][0]["tests"][0];
        assert_eq!(test["answer"], "holds");
        test["asked"]
            .as_str()
            .expect("words")
            .replace('\u{a0}', " ")
    };
    assert_eq!(
        told("en"),
        "does not exceed what is not known on 1 June 2024 (planned Recovery Fund money; the nearest known: \
         EUR 70,177,920.00; EUR 68,707,920.00)"
    );
    assert_eq!(
        told("lv"),
        "nepārsniedz to, kas 2024. gada 1. jūnijā nav zināms (plānotais Atveseļošanas fonda finansējums; \
         tuvākais zināmais: 70 177 920,00 €; 68 707 920,00 €)"
    );
}
