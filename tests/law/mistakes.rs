//! Mistakes in an application as people make them, through the program: the rule, the place, what was found and what is said of it
//! in both languages. The cases of mistakes.yaml.

use serde::Deserialize;

use crate::cases::cases;
use crate::folder::Folder;
use crate::program;

/// The complete example with one change, or a text of its own.
#[derive(Deserialize)]
struct Case {
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    text: Option<String>,
    rule: String,
    /// Line and column of the start.
    at: String,
    found: Option<String>,
    expected: Option<String>,
    /// Parts of the message and the help.
    lv: Vec<String>,
    en: Vec<String>,
}

#[test]
fn every_mistake_is_told_as_it_is() {
    let cases: Vec<Case> = cases("tests/law/mistakes.yaml");
    let complete = include_str!("../../examples/complete.yaml");
    let folder = Folder::new();
    for (index, case) in cases.iter().enumerate() {
        let text = case.text.clone().unwrap_or_else(|| {
            assert!(complete.contains(&case.from), "{}", case.from);
            complete.replacen(&case.from, &case.to, 1)
        });
        folder.write(&format!("{index:03}.yaml"), text);
    }
    let mut wrong = Vec::new();
    for (language, parts) in [
        ("lv", (|case| &case.lv) as fn(&Case) -> &Vec<String>),
        ("en", |case| &case.en),
    ] {
        let arguments = ["--no-portfolio", "--strict", "--lang", language];
        let (report, _) = program::report(&arguments, &[folder.path()]);
        let applications = report["applications"].as_array().expect("applications");
        assert_eq!(applications.len(), cases.len());
        for (case, application) in cases.iter().zip(applications) {
            let start = |finding: &serde_json::Value| {
                let start = &finding["location"]["start"];
                format!("{}:{}", start["line"], start["column"])
            };
            let findings = application["findings"].as_array().expect("findings");
            let told = findings
                .iter()
                .find(|finding| finding["rule"] == *case.rule && start(finding) == case.at);
            let right = told.is_some_and(|told| {
                let said = format!("{} {}", told["message"], told["help"]).replace("\\\"", "\"");
                told["found"].as_str() == case.found.as_deref()
                    && told["expected"].as_str() == case.expected.as_deref()
                    && parts(case).iter().all(|part| said.contains(part))
            });
            if !right {
                wrong.push(format!("{:?} {:?}: {findings:#?}", case.to, case.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The complete example with `from` changed `to` something else, in which `@` stands for each of the lines; and the field that a
/// note says stands within the text, or behind a sign where it counts for nothing.
#[derive(Deserialize)]
struct Within {
    from: String,
    to: String,
    noted: Option<String>,
    lines: Vec<String>,
}

#[test]
fn a_field_within_a_text_is_noted() {
    let cases: Vec<Within> = cases("tests/law/within.yaml");
    let complete = include_str!("../../examples/complete.yaml");
    let folder = Folder::new();
    let mut wrong = Vec::new();
    for case in &cases {
        assert!(complete.contains(&case.from), "{}", case.from);
        for line in &case.lines {
            let to = case.to.replace('@', line);
            folder.write("a.yaml", complete.replacen(&case.from, &to, 1));
            let arguments = ["--no-portfolio", "--lang", "lv"];
            let (report, _) = program::report(&arguments, &[folder.path()]);
            let notes = report["notes"].as_array().into_iter().flatten();
            let texts = notes.filter_map(|note| note.as_str());
            let told = texts.filter_map(|note| {
                let within = note.split_once("netiek ņemts vērā: ");
                within.or_else(|| note.split_once("neņem vērā: "))
            });
            let fields = told.filter_map(|(_, told)| told.split(". Ja t").next());
            let names = fields.flat_map(|fields| fields.split(", "));
            let told: Vec<&str> = names.filter_map(|name| name.split(" (").next()).collect();
            let is_read = report["applications"][0]["findings"].as_array();
            if told.join(", ") != case.noted.as_deref().unwrap_or("")
                || is_read.is_none_or(|all| !all.is_empty())
            {
                let findings = &report["applications"][0]["findings"];
                wrong.push(format!("{line:?}: {} {findings}", report["notes"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the form itself says is no answer: a note names it.
#[test]
fn the_words_of_the_form_are_told() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "complete.yaml");
    let complete = folder.read("complete.yaml");
    let own = "Izmeklēšanas un tiesvedības datu apmaiņas platformas attīstība";
    let notes = |title: &str| {
        folder.write("complete.yaml", complete.replacen(own, title, 1));
        let (report, _) = program::report(&["--lang", "lv"], &[folder.path()]);
        report["notes"].to_string()
    };
    assert_eq!(notes(own), "[]");
    for title in [
        "Būvniecības ieceru saskaņošanas platforma",
        "Ierakstiet projekta pilno nosaukumu.",
        "Projekta nosaukums",
    ] {
        for part in [
            "title (6. rinda)",
            "applicant.registration_number (16. rinda)",
        ] {
            assert!(notes(title).contains(part), "{title}: {}", notes(title));
        }
    }
}
