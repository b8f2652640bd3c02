//! The SARIF report: its published schema, what code scanning asks for, and the findings of the JSON report.

use std::collections::BTreeSet;

use serde_json::Value;

use super::folder::{self, Reports};
use super::{assert_valid, sorted};
use crate::folder::Folder;
use crate::program;

#[test]
fn sarif_is_what_oasis_published() {
    let Some(shared) = program::shared() else {
        return program::skipped("the SARIF schema is not at hand");
    };
    let schema = std::fs::read_to_string(shared.join("schemas/sarif-2.1.0.schema.json"));
    // One pattern of the published schema, that of languages, is no regular expression to a strict reader.
    let schema = schema
        .expect("the schema")
        .replace("-[a-zA-Z]{2}]?$", "(-[a-zA-Z]{2})?$");
    let schema = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for language in ["lv", "en"] {
        let sarif = Reports::of(language).sarif();
        assert_valid(&schema, &sarif, "sarif");
        let mut wrong = sarif.clone();
        wrong["runs"][0]["results"][0]["kind"] = "approved".into();
        assert!(!schema.is_valid(&wrong));
    }
}

/// Code scanning takes no run of more than 25,000 results, and refuses all of them.
#[test]
fn sarif_holds_what_weighs_most_and_says_what_is_left_out() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    let unknown: String = (0..999).map(|number| format!("u{number}: x\n")).collect();
    // A question, which weighs less than a failure, comes first.
    let asks = complete.replace("  no_fraud: true\n", "");
    assert_ne!(asks, complete);
    folder.write("00.yaml", asks);
    for number in 1..=26 {
        folder.write(&format!("{number:02}.yaml"), format!("{complete}{unknown}"));
    }
    folder.write(
        "99.yaml",
        complete.replace("submitted: 2022", "submitted: 2023"),
    );
    let output = folder.check(&[".", "--no-portfolio", "--format", "sarif"]);
    let run = &output.json()["runs"][0];
    let results = run["results"].as_array().expect("results");
    assert_eq!(results.len(), 25_000);
    let kinds: BTreeSet<_> = results
        .iter()
        .map(|result| result["kind"].as_str())
        .collect();
    assert_eq!(kinds, [Some("fail")].into());
    let notes = run["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notes.contains("977 findings are left out"), "{notes}");
    assert!(notes.contains("\"warning\""), "{notes}");
}

/// Nor a result of more than 1,000 places.
#[test]
fn sarif_keeps_to_1000_places_and_counts_the_others() {
    let folder = Folder::new();
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("the example");
    for number in 0..1_010 {
        folder.write(&format!("apps/{number}.yaml"), &complete);
    }
    let output = folder.check(&[
        "apps",
        "--format",
        "sarif",
        "--category",
        "mine",
        "--lang",
        "en",
    ]);
    let run = &output.json()["runs"][0];
    assert_eq!(run["automationDetails"]["id"], "mine/");
    let results = run["results"].as_array().expect("results");
    let places = results
        .iter()
        .filter_map(|result| result["relatedLocations"].as_array());
    assert_eq!(places.map(Vec::len).max(), Some(1_000));
    assert!(
        results
            .iter()
            .any(|result| result["message"].to_string().contains("not listed here: "))
    );
    // A step back in what is named is none in what servers compare with their repository.
    let back = folder
        .check(&["apps/../apps/1.yaml", "--format", "sarif", "--no-portfolio"])
        .json();
    assert_eq!(
        back["runs"][0]["artifacts"][0]["location"]["uri"],
        "apps/1.yaml"
    );
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let reports = Reports::of("lv");
    let run = &reports.sarif()["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let listed: BTreeSet<_> = rules
        .iter()
        .filter_map(|rule| rule["id"].as_str())
        .collect();
    let mut asked = BTreeSet::new();
    let json = reports.json();
    let parts = ["applications", "portfolio"].map(|key| json[key].as_array().expect("a list"));
    for part in parts.into_iter().flatten() {
        asked.extend(
            part["outcomes"]
                .as_object()
                .expect("outcomes")
                .keys()
                .map(String::as_str),
        );
    }
    assert_eq!(listed, asked);
    for rule in rules {
        for text in [
            "/shortDescription/text",
            "/fullDescription/text",
            "/help/text",
            "/help/markdown",
        ] {
            assert!(
                rule.pointer(text)
                    .and_then(Value::as_str)
                    .is_some_and(|text| text.len() > 5)
            );
        }
        assert!(
            ["error", "warning"].contains(
                &rule["defaultConfiguration"]["level"]
                    .as_str()
                    .expect("a level")
            )
        );
    }
    let driver = &run["tool"]["driver"];
    let home = driver["informationUri"].as_str().expect("an address");
    assert!(home.starts_with("https://"), "{home}");
    for rule in rules {
        let name = rule["name"].as_str().expect("a name");
        assert!(
            name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric),
            "{name}"
        );
        let whole = rule["fullDescription"]["text"].as_str().expect("a text");
        assert!(whole.chars().count() <= 1_024, "{name}");
    }
    assert!(!run.to_string().contains("primaryLocationLineHash"));
    assert_eq!(run["automationDetails"]["id"], "atbilst/");
    let with_uri = rules
        .iter()
        .filter(|rule| rule["helpUri"].is_string())
        .count();
    assert!(with_uri > 20, "{with_uri} rules have an address");
    for result in run["results"].as_array().expect("results") {
        let rule = &rules
            [usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a place");
        assert!(
            uri.bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte)),
            "{uri}"
        );
        assert!(place["region"]["startLine"].as_u64() >= Some(1));
        assert!(result["kind"] == "fail" || result["level"] == "none");
    }
    let artifacts = run["artifacts"].as_array().expect("artifacts");
    assert_eq!(
        artifacts.len(),
        json["applications"].as_array().expect("a list").len()
    );
    assert!(
        artifacts
            .iter()
            .any(|artifact| artifact["hashes"]["sha-256"].is_string())
    );
}

#[test]
fn sarif_says_what_json_says() {
    let reports = Reports::of("en");
    let sarif = reports.sarif();
    let results = sarif["runs"][0]["results"].as_array().expect("results");
    let seen = results.iter().map(|result| {
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a place");
        let line = place["region"]["startLine"].as_u64().expect("a line");
        let suppressed = result.get("suppressions").is_some();
        let kind = if suppressed {
            "waived"
        } else {
            result["kind"].as_str().expect("a kind")
        };
        let hash = &result["partialFingerprints"]["atbilst/v1"];
        (
            (folder::text(&result["ruleId"]), uri.to_owned(), line),
            kind.to_owned(),
            folder::text(hash),
        )
    });
    let findings = reports.json_findings();
    let said = findings.iter().map(|finding| {
        let (rule, path, line) = finding.named.clone();
        let uri = atbilst_render::escape::uri(&path);
        (
            (rule, uri, line),
            finding.kind.clone(),
            finding.fingerprint.clone(),
        )
    });
    assert_eq!(sorted(seen), sorted(said));
}
