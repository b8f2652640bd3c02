//! Mistakes of people who write applications, and their cures, followed: each is one finding at its line, and what it says to
//! write leaves nothing to be found. The cases of cures.yaml.

use serde::Deserialize;
use serde_json::Value;

use atbilst_yaml::Limits;

use crate::cases::cases;
use crate::engine::EMBEDDED;
use crate::folder::Folder;
use crate::program;

#[derive(Deserialize)]
struct Change {
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct Case {
    from: String,
    to: String,
    /// What is changed elsewhere, too.
    and: Option<Change>,
    rule: String,
    line: usize,
    /// What the applicant writes in the place of each `…`, the last also in that of those after it; ` | ` stands between them.
    #[serde(default)]
    fill: String,
}

/// The text with the lines that a finding says in the place of those that it names.
fn followed(text: &str, finding: &Value, case: &Case) -> Option<String> {
    let write = finding.get("write")?;
    let number = |of: &Value, key: &str| usize::try_from(of[key].as_u64()?).ok();
    let (line, count) = (number(write, "line")?, number(write, "lines")?);
    let written = write["text"].as_str()?;
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let fill: Vec<&str> = case.fill.split(" | ").collect();
    let mut filled = String::new();
    for (index, part) in written.split('…').enumerate() {
        if index > 0 {
            filled.push_str(fill.get(index - 1).or(fill.last()).unwrap_or(&""));
        }
        filled.push_str(part);
    }
    let written: Vec<String> = filled.split('\n').map(str::to_owned).collect();
    let mut edits = vec![(line, count, written)];
    if let Some(moved) = write.get("moved") {
        edits.push((number(moved, "line")?, number(moved, "lines")?, Vec::new()));
    }
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.0));
    for (line, count, written) in edits {
        lines.splice(line - 1..line - 1 + count, written);
    }
    Some(lines.join("\n"))
}

#[test]
fn every_cure_is_followed_and_works() {
    let cases: Vec<Case> = cases("tests/law/cures.yaml");
    let complete = include_str!("../../examples/complete.yaml");
    let folder = Folder::new();
    let name = |index: usize| format!("{index:03}.yaml");
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| {
            assert!(complete.contains(&case.from), "{}", case.from);
            let text = complete.replacen(&case.from, &case.to, 1);
            case.and.iter().fold(text, |text, change| {
                assert!(text.contains(&change.from), "{}", change.from);
                text.replacen(&change.from, &change.to, 1)
            })
        })
        .collect();
    for (index, text) in wrong.iter().enumerate() {
        folder.write(&name(index), text);
    }
    let check = || {
        let arguments = ["--no-portfolio", "--lang", "lv"];
        let (report, _) = program::report(&arguments, &[folder.path()]);
        let applications = report["applications"].as_array().expect("applications");
        assert_eq!(applications.len(), cases.len());
        applications.clone()
    };
    let mut mistakes = Vec::new();
    for (index, (case, application)) in cases.iter().zip(check()).enumerate() {
        let findings = application["findings"].as_array().expect("findings");
        let told = matches!(findings.as_slice(), [one] if one["rule"] == *case.rule
            && one["location"]["start"]["line"] == case.line);
        let cured = findings
            .first()
            .and_then(|one| followed(&wrong[index], one, case));
        match cured {
            Some(text) if told => folder.write(&name(index), text),
            _ => mistakes.push(format!("{:?}: {findings:#?}", case.to)),
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    for (case, application) in cases.iter().zip(check()) {
        let findings = application["findings"].as_array().expect("findings");
        if !findings.is_empty() {
            mistakes.push(format!("after the cure of {:?}: {findings:#?}", case.to));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[derive(Deserialize)]
struct Meant {
    from: String,
    to: String,
    /// What is changed elsewhere, too.
    and: Option<Change>,
    write: Option<String>,
    fixed: Option<String>,
}

#[test]
fn nothing_else_is_proposed_than_was_meant() {
    let cases: Vec<Meant> = cases("tests/law/meant.yaml");
    let complete = include_str!("../../examples/complete.yaml");
    let folder = Folder::new();
    let name = |index: usize| format!("{index:03}.yaml");
    for (index, case) in cases.iter().enumerate() {
        assert!(complete.contains(&case.from), "{}", case.from);
        let mut text = complete.replacen(&case.from, &case.to, 1);
        if let Some(and) = &case.and {
            text = text.replacen(&and.from, &and.to, 1);
        }
        folder.write(&name(index), &text);
        let fixed = atbilst_core::fix::fixed(&EMBEDDED, &text, &Limits::default()).text;
        match &case.fixed {
            None => assert_eq!(fixed, text, "{:?}", case.to),
            Some(line) => assert!(fixed.lines().any(|own| own == line), "{line} {fixed}"),
        }
    }
    let (report, _) = program::report(&["--no-portfolio", "--lang", "lv"], &[folder.path()]);
    let applications = report["applications"].as_array().expect("applications");
    let mut mistakes = Vec::new();
    for (case, application) in cases.iter().zip(applications) {
        let finding = &application["findings"][0];
        let written = finding["write"]["text"].as_str();
        if written != case.write.as_deref() || finding.is_null() {
            mistakes.push(format!("{:?}: {finding:#}", case.to));
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// What is said of a mistake in the first line is said of it behind a byte-order mark too, which is none of the line.
#[test]
fn a_mark_before_the_first_line_changes_no_cure() {
    let cases: Vec<Case> = cases("tests/law/cures.yaml");
    let complete = include_str!("../../examples/complete.yaml");
    let folders = [Folder::new(), Folder::new()];
    for (index, case) in cases.iter().enumerate() {
        let text = complete.replacen(&case.from, &case.to, 1);
        let text: Vec<&str> = text.lines().skip(case.line - 1).collect();
        let text = text.join("\n");
        for (folder, mark) in folders.iter().zip(["", "\u{feff}"]) {
            folder.write(&format!("{index:03}.yaml"), format!("{mark}{text}"));
        }
    }
    let told = folders.map(|folder| {
        let (report, _) = program::report(&["--no-portfolio"], &[folder.path()]);
        let applications = report["applications"].as_array().expect("applications");
        let findings = applications.iter().map(|application| {
            let findings = application["findings"].as_array().expect("findings");
            let told = findings.iter().map(|one| {
                let told = ["rule", "message", "help", "found", "expected", "write"];
                told.map(|part| one[part].clone())
            });
            told.collect::<Vec<_>>()
        });
        findings.collect::<Vec<_>>()
    });
    for (case, (plain, marked)) in cases.iter().zip(told[0].iter().zip(&told[1])) {
        assert_eq!(plain, marked, "{:?}", case.to);
    }
}

/// Two applications in one file: what stands below the line that is told is another file.
#[test]
fn two_applications_in_one_file_are_parted_where_it_is_said() {
    let complete = include_str!("../../examples/complete.yaml");
    let folder = Folder::new();
    let findings = |name: &str| {
        let (report, _) = program::report(&["--no-portfolio"], &[&folder.at(name)]);
        report["applications"][0]["findings"].clone()
    };
    folder.write("both.yaml", format!("{complete}---\n{complete}"));
    let told = findings("both.yaml");
    let [one] = told.as_array().expect("findings").as_slice() else {
        panic!("{told:#?}");
    };
    let line = one["location"]["start"]["line"].as_u64().expect("a line");
    assert_eq!(one["rule"], "yaml-syntax");
    let both = folder.read("both.yaml");
    let lines: Vec<&str> = both.lines().collect();
    let line = usize::try_from(line).expect("a line");
    folder.write("first.yaml", lines[..line - 1].join("\n"));
    folder.write("second.yaml", lines[line..].join("\n"));
    for part in ["first.yaml", "second.yaml"] {
        assert_eq!(findings(part), Value::Array(Vec::new()));
    }
}

/// What the guide for applicants calls wrong is wrong in one way, and what it says to write is right, in both languages.
#[test]
fn the_guide_is_right_about_mistakes() {
    let guide = include_str!("../../docs/applicants.md");
    let complete = include_str!("../../examples/complete.yaml");
    let rows = guide.lines().filter_map(|line| {
        let row = line.strip_prefix("| `")?;
        let (wrong, rest) = row.split_once("` | `")?;
        Some((wrong, rest.split_once('`')?.0))
    });
    let rows: Vec<(&str, &str)> = rows.collect();
    assert_eq!(rows.len(), 20);
    let folder = Folder::new();
    for (index, (wrong, right)) in rows.iter().enumerate() {
        let begins = right.split_once(' ').expect("a key").0;
        let begins = if begins == "-" { *right } else { begins };
        for (way, written) in [("wrong", wrong), ("right", right)] {
            let mut done = false;
            let lines = complete.lines().map(|line| {
                let body = line.trim_start();
                if done || !body.starts_with(begins) {
                    return line.to_owned();
                }
                done = true;
                format!("{:1$}{written}", "", line.len() - body.len())
            });
            let text = lines.collect::<Vec<_>>().join("\n");
            assert!(done, "{right}");
            folder.write(&format!("{index:02}-{way}.yaml"), text);
        }
    }
    let (report, _) = program::report(&["--no-portfolio"], &[folder.path()]);
    for application in report["applications"].as_array().expect("applications") {
        let path = application["path"].as_str().expect("a path");
        let count = application["findings"].as_array().expect("findings").len();
        assert_eq!(
            count,
            usize::from(path.ends_with("wrong.yaml")),
            "{application:#?}"
        );
    }
}
