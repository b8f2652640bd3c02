//! What holds for every application, not only for the ones somebody thought of.

use std::fs;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use atbilst_core::check::{Checker, Settings};
use atbilst_core::finding::{Finding, Outcome, Verdict};
use atbilst_core::language::Language;
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::scalar;
use atbilst_core::waivers;
use atbilst_render::{FORMATS, Style};

use crate::engine::{self, EMBEDDED, catalogue};
use crate::files::files;
use crate::folder::Folder;

/// The texts of all examples, in the order of their paths.
static EXAMPLES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts = files("examples", &["yaml"]).into_iter();
    let texts: Vec<_> = texts
        .map(|path| fs::read_to_string(path).expect("an example"))
        .collect();
    assert!(texts.len() > 30, "the examples are there");
    texts
});

/// A checker of the embedded books.
fn checker(findings: usize) -> Checker<'static> {
    Checker::new(&*EMBEDDED, catalogue(Language::En), settings(findings))
}

fn settings(findings: usize) -> Settings {
    Settings {
        findings,
        ..Settings::on(scalar::date("2026-11-22").expect("a day"))
    }
}

/// Checks the texts in this order; each is named by its number.
fn check(checker: &Checker<'_>, texts: &[(usize, &str)]) -> Report {
    let named = |&(number, text): &(usize, _)| (format!("{number:03}.yaml"), text);
    let files: Vec<(String, &str)> = texts.iter().map(named).collect();
    engine::check(checker, &files)
}

fn shown(report: &Report, format: &str) -> Vec<u8> {
    let format = atbilst_render::format(format).expect("a format");
    let mut out = Vec::new();
    format
        .write(report, catalogue(Language::En), &Style::default(), &mut out)
        .expect("memory");
    out
}

/// Rule, outcome and identity of every finding, in an order of their own.
fn identities(report: &Report) -> Vec<(String, Outcome, String)> {
    let identity = |(_, finding): (_, &atbilst_core::finding::Finding)| {
        (
            finding.rule.to_string(),
            finding.outcome,
            finding.fingerprint.to_string(),
        )
    };
    let mut all: Vec<_> = report.findings().map(identity).collect();
    all.sort();
    all
}

/// The outcome of each rule that a finding of an application tells of, by the application, the rule and the identity.
fn told(report: &Report) -> Vec<((String, String, String), Outcome)> {
    let all = report.findings();
    let all = all.filter_map(|(application, finding)| Some((application?, finding)));
    let told = all.flat_map(|(application, finding)| {
        let own = std::iter::once(finding.fingerprint);
        let prints = own.chain(finding.also.iter().map(|also| also.fingerprint));
        let told = finding.outcomes().zip(prints);
        let named = |((rule, outcome), print): ((&Arc<str>, Outcome), _)| {
            let print = format!("{print}");
            (
                (application.path.to_string(), rule.to_string(), print),
                outcome,
            )
        };
        told.map(named).collect::<Vec<_>>()
    });
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

/// The numbers of the report, and those of each application.
fn adds_up(report: &Report) {
    engine::adds_up(report);
    for one in &report.applications {
        let of = |outcome| {
            let told = one.findings.iter().flat_map(Finding::outcomes);
            let own = told.filter(|(_, told)| *told == outcome);
            u32::try_from(own.count()).expect("few")
        };
        for outcome in [Outcome::Fail, Outcome::Review, Outcome::Waived] {
            assert!(of(outcome) <= one.counts.of(outcome), "{}", one.path);
            assert!(
                one.left_out() > 0 || of(outcome) == one.counts.of(outcome),
                "{}",
                one.path
            );
        }
    }
}

/// The same application, written otherwise: lines of comment between its lines, and everything further in.
fn rewritten(text: &str, comments: &[u8], width: usize) -> String {
    let mut out = String::from("# first\n");
    let mut after = comments.iter().cycle();
    let mut block = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start().len();
        // Within a text of several lines a comment would be text.
        let inside = block.is_some_and(|block| line.trim().is_empty() || depth > block);
        if !inside {
            block = line.trim_end().ends_with('|').then_some(depth);
            if after.next().is_some_and(|&sign| sign % 3 == 0) {
                out += &format!("{}# a remark\n", " ".repeat(depth * width));
            }
        }
        let body = line.trim_start();
        // What stands behind a dash stands further in as well.
        let body = match body.strip_prefix("- ").filter(|_| !inside) {
            Some(item) => format!("-{}{item}", " ".repeat(2 * width - 1)),
            None => body.to_owned(),
        };
        out += &format!("{}{body}\n", " ".repeat(depth * width));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_files_changes_no_byte(order in Just((0..30_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (texts, checker) = (&*EXAMPLES, checker(1_000));
        let sorted: Vec<_> = texts.iter().map(|text| &**text).enumerate().take(30).collect();
        let shuffled: Vec<_> = order.iter().map(|&place| (place, &*texts[place])).collect();
        let (sorted, shuffled) = (check(&checker, &sorted), check(&checker, &shuffled));
        for format in FORMATS.iter().filter(|format| format.name != "xlsx") {
            prop_assert_eq!(shown(&sorted, format.name), shown(&shuffled, format.name));
        }
    }

    #[test]
    fn a_comment_or_an_indentation_changes_no_identity(
        place in 0..30_usize,
        comments in prop::collection::vec(any::<u8>(), 1..20),
        width in 1..4_usize,
    ) {
        let (text, checker) = (&EXAMPLES[place], checker(1_000));
        let before = check(&checker, &[(0, text)]);
        prop_assume!(before.applications[0].verdict != Verdict::Unreadable);
        let other = rewritten(text, &comments, width);
        let after = check(&checker, &[(0, &other)]);
        prop_assert_eq!(identities(&before), identities(&after), "{}", other);
    }

    #[test]
    fn a_limit_of_the_law_that_is_raised_adds_no_violation(
        envelope in 0_u64..8_000_000_000, more in 0_u64..8_000_000_000, place in 0..30_usize,
    ) {
        let texts = &*EXAMPLES;
        let with = |cents: u64| {
            let euro = format!("{}.{:02}", cents / 100, cents % 100);
            let text = BOOKS[0].text.replace("is: 70177920.00", &format!("is: {euro}"));
            assert_ne!(text, BOOKS[0].text);
            let book = RuleBook::read("book.yaml", &text).expect("a sound book");
            let books = [book];
            let checker = Checker::new(&books, catalogue(Language::En), settings(1_000));
            let report = check(&checker, &[(0, &texts[place]), (1, &texts[0])]);
            report.summary.outcomes.of(Outcome::Fail)
        };
        prop_assert!(with(envelope + more) <= with(envelope));
    }

    #[test]
    fn totals_add_up_and_a_limit_on_findings_changes_none(
        places in prop::collection::vec(0..30_usize, 1..12), limit in 1..5_usize,
    ) {
        let texts = &*EXAMPLES;
        let chosen: Vec<_> = places.iter().map(|&place| &*texts[place]).enumerate().collect();
        let all = check(&checker(1_000), &chosen);
        let few = check(&checker(limit), &chosen);
        adds_up(&all);
        adds_up(&few);
        for outcome in Outcome::ALL {
            prop_assert_eq!(all.summary.outcomes.of(outcome), few.summary.outcomes.of(outcome));
        }
        for verdict in Verdict::ALL {
            prop_assert_eq!(all.summary.of(verdict), few.summary.of(verdict));
        }
    }

    #[test]
    fn a_waiver_adds_no_finding_and_touches_no_other(
        places in prop::collection::vec(0..30_usize, 1..8), rule in any::<prop::sample::Index>(), limit in 1..4_usize,
    ) {
        let texts = &*EXAMPLES;
        let chosen: Vec<_> = places.iter().map(|&place| &*texts[place]).enumerate().collect();
        let ids: Vec<_> = EMBEDDED[0].heads().map(|head| head.id.clone()).collect();
        let rule = rule.get(&ids);
        let written: String = std::iter::once("waivers:\n".to_owned()).chain(chosen.iter().map(|(place, _)| format!(
            "  - rule: {rule}\n    path: {place:03}.yaml\n    reason: Decided by the department\n    approver: Director\n    document: No 12\n    issued: 2026-01-01\n    expires: 2026-12-31\n",
        ))).collect();
        let read = waivers::read("atbilst-waivers.yaml", written.as_bytes());
        prop_assert_eq!(read.all().count(), chosen.len());
        for limit in [limit, 1_000] {
            let before = check(&checker(limit), &chosen);
            let after = check(&checker(limit).with_waivers(read.clone()), &chosen);
            adds_up(&after);
            // What is waived makes an application comply, so that it counts among all together, where other numbers are then found.
            let count = |report: &Report, outcome| -> u32 {
                report.applications.iter().map(|one| one.counts.of(outcome)).sum()
            };
            prop_assert!(count(&after, Outcome::Fail) <= count(&before, Outcome::Fail));
            prop_assert!(count(&after, Outcome::Review) <= count(&before, Outcome::Review));
            let seen = |report: &Report| -> u32 {
                report.applications.iter().map(|one| one.counts.findings()).sum()
            };
            prop_assert_eq!(seen(&before), seen(&after));
            for ((then, before), (now, after)) in told(&before).into_iter().zip(told(&after)) {
                prop_assert_eq!(&then, &now);
                prop_assert!(before == after || now.1 == **rule, "{:?}", now);
            }
            for (then, now) in before.applications.iter().zip(&after.applications) {
                // What was left out was not waived, so it still stands.
                prop_assert!(now.left_out() == 0 || now.verdict == then.verdict);
                let open = now.outcomes.contains(&Outcome::Open);
                prop_assert!(!open || now.verdict != Verdict::Complies, "{}", now.path);
            }
        }
    }
}

/// The report on the examples and the inputs of the reader's tests, made with these arguments.
fn made(more: &[&str], format: &str) -> Vec<u8> {
    made_of(&["examples", "tests/books"], more, format)
}

fn made_of(inputs: &[&str], more: &[&str], format: &str) -> Vec<u8> {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_atbilst"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["check", "--lang", "lv"])
        .args(inputs)
        .args(["--today", "2026-11-22", "--format", format])
        .args(more)
        .output();
    output.expect("the program starts").stdout
}

#[test]
fn the_number_of_jobs_changes_no_byte() {
    // More than are checked at once by one thread, and by two.
    let folder = Folder::new();
    for number in 0..300 {
        folder.copy(
            "examples/violations/selection-deadline.yaml",
            &format!("{number}.yaml"),
        );
    }
    let many = folder.path().to_str().expect("UTF-8");
    for format in ["human", "json", "jsonl", "sarif"] {
        let made = |jobs| made_of(&["examples", many], &["--jobs", jobs], format);
        let one = made("1");
        assert!(!one.is_empty());
        for jobs in ["2", "7"] {
            assert_eq!(one, made(jobs), "{format}");
        }
    }
}

#[test]
fn neither_reader_changes_a_byte() {
    for format in ["human", "json", "jsonl"] {
        let fast = made(&[], format);
        assert!(!fast.is_empty());
        assert_eq!(fast, made(&["--no-fast-reader"], format), "{format}");
    }
}
