//! The short look at a terminal: how much room it takes, that what it says is the same however wide it is, and that it leaves nothing
//! out without saying so.

use std::path::{Path, PathBuf};

use crate::files::files;
use crate::folder::Folder;
use crate::program::{Said, TODAY, bare, run, said};

/// The short look in so many columns.
fn look(folder: &Path, language: &str, columns: usize, path: &str) -> Said {
    let mut command = bare(folder);
    command.args(["check", path, "--today", TODAY]);
    command.env("ATBILST_LANG", language);
    run(command.env("COLUMNS", columns.to_string()))
}

/// Forty applications: eleven copies of one, and one for every rule.
fn forty() -> Folder {
    let folder = Folder::new();
    for number in 0..11 {
        folder.copy("examples/complete.yaml", &format!("all/copy-{number}.yaml"));
    }
    let wrong = files("examples/violations", &["yaml"]);
    let more = files("examples/review", &["yaml"]);
    let others: Vec<PathBuf> = wrong.into_iter().chain(more).take(29).collect();
    assert_eq!(others.len(), 29);
    for (number, path) in others.iter().enumerate() {
        let name = path.to_str().expect("UTF-8");
        folder.copy(name, &format!("all/other-{number}.yaml"));
    }
    folder
}

#[test]
fn forty_applications_are_looked_over_on_sixty_lines() {
    let folder = forty();
    for language in ["lv", "en"] {
        let shown = look(folder.path(), language, 100, "all").out;
        let lines = shown.lines().count();
        assert!(lines <= 60, "{lines} lines\n{shown}");
        // What is not told is counted, by rule.
        let check = ["check", "all", "--format", "json", "--today", TODAY];
        let report = said(folder.path(), language, &check).json();
        let findings = report["portfolio"][0]["findings"]
            .as_array()
            .expect("findings");
        let of_rule = |rule: &str| findings.iter().filter(|one| one["rule"] == rule).count();
        let folded = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        for rule in [
            "portfolio-duplicate-id",
            "portfolio-double-funding",
            "portfolio-targets",
        ] {
            let told = folded.matches(&format!("[{rule}]")).count();
            let others = match (of_rule(rule) - told, language) {
                (0, _) => continue,
                (others, "lv") => format!("Un vēl {others} "),
                (others, _) => format!("And {others} more like it. [{rule}]"),
            };
            assert!(folded.contains(&others), "{others}: {shown}");
        }
        assert!(of_rule("portfolio-double-funding") > 2, "{report}");
        let named = shown
            .lines()
            .take_while(|line| line.contains("all/"))
            .count();
        let more = match language {
            "lv" => format!("… un vēl {} dat", 40 - named),
            _ => format!("… and {} more files", 40 - named),
        };
        assert!(named >= 10 && shown.contains(&more), "{more}: {shown}");
    }
}

#[test]
fn a_form_that_nobody_filled_in_takes_no_more_than_a_screen() {
    let folder = Folder::new();
    for language in ["lv", "en"] {
        let file = format!("{language}.yaml");
        let written = said(folder.path(), language, &["init", "--yes", &file]);
        assert_eq!(written.code, Some(0), "{written:?}");
        let shown = look(folder.path(), language, 80, &file).out;
        let lines = shown.lines().count();
        assert!(lines <= 25, "{lines} lines\n{shown}");
    }
}

/// No word is torn: in however many columns, the words are the same.
#[test]
fn every_width_says_the_same_words() {
    let folder = forty();
    for language in ["lv", "en"] {
        for number in 0..29 {
            let path = format!("all/other-{number}.yaml");
            let wide = look(folder.path(), language, 120, &path);
            for columns in [50, 80] {
                let narrow = look(folder.path(), language, columns, &path);
                assert_eq!(narrow.folded(), wide.folded());
                // Only what cannot be broken, an address or a line to write, is longer.
                let broken = narrow.out.lines().filter(|line| {
                    let text = line.trim_start();
                    line.chars().count() > columns && text.contains(' ') && !text.contains(": ")
                });
                assert_eq!(broken.collect::<Vec<_>>(), [""; 0]);
            }
        }
    }
}

/// What two projects of one applicant have in common is a line for each rule, without the words of the law.
#[test]
fn two_projects_of_one_applicant_are_told_without_quotes() {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "all/one.yaml");
    let other = folder
        .read("all/one.yaml")
        .replace("2.1.2.1.i-0001", "2.1.2.1.i-0002")
        .replace("title: Izm", "title: Cita izm");
    folder.write("all/two.yaml", other);
    let check = ["check", "all", "--format", "json", "--today", TODAY];
    let report = said(folder.path(), "lv", &check).json();
    let findings = report["portfolio"][0]["findings"]
        .as_array()
        .expect("findings");
    let quotes = findings
        .iter()
        .flat_map(|one| one["law"].as_array().expect("law"));
    let quotes: Vec<&str> = quotes.filter_map(|law| law["quote"].as_str()).collect();
    assert!(quotes.len() >= 4, "{quotes:?}");
    let shown = look(folder.path(), "lv", 100, "all");
    assert!(shown.out.lines().count() <= 25, "{}", shown.out);
    assert_eq!(shown.out.matches("[portfolio-targets]").count(), 1);
    let folded = shown.folded();
    for quote in quotes {
        assert!(!folded.contains(quote), "{quote}");
    }
}
