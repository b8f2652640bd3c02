//! Names that two people would take for one another, through the program: the cases of alike.yaml.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_yaml::Value;

use super::portfolio::write;
use crate::cases::cases;
use crate::folder::Folder;
use crate::program;

#[derive(Deserialize)]
struct Case {
    name: String,
    applications: Vec<BTreeMap<String, Value>>,
    /// The applications of each question, by their numbers.
    #[serde(default)]
    concerns: Vec<Vec<usize>>,
    /// Parts of what the first says.
    #[serde(default)]
    lv: Vec<String>,
    #[serde(default)]
    en: Vec<String>,
    /// How many platforms are counted for public services.
    counted: Option<u64>,
}

#[test]
fn every_case_is_asked_as_it_says() {
    let cases: Vec<Case> = cases("tests/law/alike.yaml");
    assert!(cases.len() > 20);
    for case in &cases {
        let folder = Folder::new();
        write(&folder, &case.applications);
        for (language, says) in [("lv", &case.lv), ("en", &case.en)] {
            let (report, _) = program::report(&["--lang", language], &[folder.path()]);
            let portfolio = &report["portfolio"][0];
            let asked = portfolio["findings"].as_array().expect("findings");
            let asked: Vec<_> = asked
                .iter()
                .filter(|finding| finding["rule"] == "portfolio-double-funding")
                .collect();
            let concerns: Vec<Vec<usize>> = asked.iter().map(|one| concerned(one)).collect();
            assert_eq!(concerns, case.concerns, "{}: {asked:?}", case.name);
            assert!(asked.iter().all(|finding| finding["kind"] == "review"));
            for part in says {
                let message = asked[0]["message"].as_str().expect("a message");
                assert!(message.contains(&**part), "{}: {message}", case.name);
            }
            if let Some(counted) = case.counted {
                let figures = portfolio["figures"].as_array().expect("figures");
                let own = figures
                    .iter()
                    .find(|one| one["rule"] == "portfolio-targets");
                let value = &own.expect("a figure")["all"];
                assert_eq!(value.as_str(), Some(&*counted.to_string()), "{}", case.name);
            }
        }
    }
}

/// The applications that a question names, each once.
fn concerned(finding: &serde_json::Value) -> Vec<usize> {
    let places = finding["related"].as_array().expect("places").iter();
    let number = |place: &serde_json::Value| {
        let path = place["path"].as_str().expect("a path");
        let name = path.rsplit('/').next().expect("a name");
        name.trim_end_matches(".yaml").parse().expect("a number")
    };
    let mut numbers: Vec<usize> = places.map(number).collect();
    numbers.dedup();
    numbers
}
