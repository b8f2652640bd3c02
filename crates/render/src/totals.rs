//! The end of a text report: the notes, the totals, of which each adds up, and the law that was applied.
//! Knows nothing of findings.

use std::io::{self, Write};

use crate::escape::shown;
use crate::{text, words};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::order::sort_by;
use atbilst_core::report::{BookSummary, OfRule, Report};

/// What a reader asks for first stands first.
const OUTCOMES: [Outcome; Outcome::ALL.len()] = [
    Outcome::Pass,
    Outcome::Fail,
    Outcome::Review,
    Outcome::Open,
    Outcome::Answered,
    Outcome::Waived,
    Outcome::NotApplicable,
];

/// Writes the notes, then the totals with their numbers under each other.
pub(super) fn write(
    report: &Report,
    catalogue: &Catalogue,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    notes(report, catalogue, width, out)?;
    let rows = rows(report, catalogue);
    let longest = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
    let titles = longest(&mut rows.iter().map(|row| text::width(&row.title)));
    let numbers = longest(&mut rows.iter().map(|row| text::width(&row.number)));
    for row in rows {
        let space = titles.saturating_sub(text::width(&row.title));
        let colon = if row.parts.is_empty() { "" } else { ": " };
        let head = format!(
            "{}{:space$}  {:>numbers$}{colon}",
            row.title, "", row.number
        );
        writeln!(out, "{}", text::hanging(&head, &row.parts, width))?;
    }
    for book in report.applied_books() {
        let line = book_line(book, catalogue);
        writeln!(out, "{}", text::hanging("", &line, width))?;
    }
    Ok(())
}

/// Writes the notes.
pub(super) fn notes(
    report: &Report,
    catalogue: &Catalogue,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    for note in &report.notes {
        let head = format!("{}: ", catalogue.say("summary.note", &[]));
        writeln!(out, "{}\n", text::hanging(&head, &shown(note), width))?;
    }
    Ok(())
}

/// The applications and their verdicts in one line, as far as there are any.
pub(super) fn short(report: &Report, catalogue: &Catalogue) -> String {
    let summary = &report.summary;
    let verdicts = Verdict::ALL
        .into_iter()
        .filter(|&verdict| summary.of(verdict) > 0);
    let verdicts = verdicts.map(|verdict| {
        let key = format!("summary.verdict.{}", verdict.name());
        let said = catalogue.say(&key, &[("count", summary.of(verdict).into())]);
        match words::of_complying(report, catalogue) {
            Some(of_them) if verdict == Verdict::Complies => format!("{said} ({of_them})"),
            _ => said,
        }
    });
    let verdicts: Vec<String> = verdicts.collect();
    let about = [
        ("count", summary.applications.into()),
        ("parts", verdicts.join(", ").into()),
    ];
    let key = match verdicts.is_empty() {
        true => "short.total_none",
        false => "short.total",
    };
    catalogue.say(key, &about)
}

fn book_line(book: &BookSummary, catalogue: &Catalogue) -> String {
    let values = [
        ("call", shown(&book.call).into_owned().into()),
        ("version", shown(&book.version).into_owned().into()),
        ("verified", book.verified_on.into()),
    ];
    catalogue.say("summary.book", &values)
}

/// The totals, a sentence each.
pub(super) fn sentences(report: &Report, catalogue: &Catalogue) -> Vec<String> {
    let sentence = |row: Total| match row.parts.is_empty() {
        true => format!("{}: {}", row.title, row.number),
        false => format!("{}: {} ({})", row.title, row.number, row.parts),
    };
    let mut sentences: Vec<String> = rows(report, catalogue).into_iter().map(sentence).collect();
    let books = report.applied_books();
    sentences.extend(books.map(|book| book_line(book, catalogue)));
    sentences
}

/// What stands beside the findings: the notes, then the totals.
pub(super) fn remarks(report: &Report, catalogue: &Catalogue) -> Vec<String> {
    let mut remarks = report.notes.clone();
    remarks.extend(sentences(report, catalogue));
    remarks
}

/// From so many applications on, a reader first asks which rules are not met.
const MANY: usize = 10;

/// The rules that have findings, the most frequent first.
pub(super) fn most_frequent(report: &Report) -> Vec<OfRule<'_>> {
    let mut rules: Vec<_> = report.by_rule().collect();
    let often = |of_rule: &OfRule<'_>| of_rule.total.counts.findings();
    sort_by(&mut rules, |one, other| often(other).cmp(&often(one)));
    rules
}

/// The columns of a summary by rule.
pub(super) const BY_RULE: [&str; 3] = ["table.rule", "summary.findings", "summary.applications"];

/// Its rows; none where there are few applications.
pub(super) fn by_rule(report: &Report) -> Vec<[String; 3]> {
    if report.summary.applications < MANY {
        return Vec::new();
    }
    let row = |of_rule: OfRule<'_>| {
        let findings = of_rule.total.counts.findings().to_string();
        let rule = format!("{}: {}", of_rule.name(), of_rule.rule.title);
        [rule, findings, of_rule.total.applications.to_string()]
    };
    most_frequent(report).into_iter().map(row).collect()
}

/// A number and what it is made of.
struct Total {
    title: String,
    number: String,
    parts: String,
}

fn rows(report: &Report, catalogue: &Catalogue) -> Vec<Total> {
    let summary = &report.summary;
    let verdicts = Verdict::ALL.map(|verdict| {
        let key = format!("summary.verdict.{}", verdict.name());
        let of_verdict = catalogue.say(&key, &[("count", summary.of(verdict).into())]);
        match words::of_complying(report, catalogue) {
            Some(of_them) if verdict == Verdict::Complies => format!("{of_verdict} ({of_them})"),
            _ => of_verdict,
        }
    });
    let outcomes = OUTCOMES.map(|outcome| {
        let key = format!("summary.outcome.{}", outcome.name());
        catalogue.say(&key, &[("count", summary.outcomes.of(outcome).into())])
    });
    let number = |count: Value<'_>| count.write(catalogue.language()).into_owned();
    let mut rows = vec![Total {
        title: catalogue.say("summary.applications", &[]),
        number: number(summary.applications.into()),
        parts: verdicts.join(", "),
    }];
    if words::has_money(report) && summary.applications > 1 {
        rows.push(money(report, catalogue));
    }
    rows.extend([
        Total {
            title: catalogue.say("summary.outcomes", &[]),
            number: number(summary.outcomes.total().into()),
            parts: outcomes.join(", "),
        },
        Total {
            title: catalogue.say("summary.findings", &[]),
            number: number(summary.findings().into()),
            parts: String::new(),
        },
    ]);
    if summary.passed_over > 0 {
        rows.push(Total {
            title: catalogue.say("summary.passed_over", &[]),
            number: number(summary.passed_over.into()),
            parts: String::new(),
        });
    }
    rows
}

/// The known money of all applications, and what of it stands behind each verdict.
fn money(report: &Report, catalogue: &Catalogue) -> Total {
    let tally = &report.totals.all;
    let read = [
        Verdict::Complies,
        Verdict::NeedsReview,
        Verdict::DoesNotComply,
    ];
    let mut parts: Vec<String> = read
        .into_iter()
        .map(|verdict| {
            let key = format!("summary.verdict.{}", verdict.name());
            catalogue.say(&key, &[("count", tally.money(verdict).into())])
        })
        .collect();
    if tally.without_money > 0 {
        let about = [("count", tally.without_money.into())];
        parts.push(catalogue.say("summary.without_money", &about));
    }
    Total {
        title: catalogue.say("column.money", &[]),
        number: Value::from(tally.all_money())
            .write(catalogue.language())
            .into_owned(),
        parts: parts.join(", "),
    }
}
