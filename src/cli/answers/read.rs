//! `atbilst answers read`: the answers that somebody wrote into the sheet of questions of a workbook, as a file of answers.

mod sheet;
mod unpacked;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use atbilst_core::answers;
use atbilst_core::decisions::is_hash;
use atbilst_core::finding::AnswerVerdict;
use atbilst_core::form::Kind;
use atbilst_core::language::Catalogue;
use atbilst_core::scalar;
use atbilst_render::QUESTIONS;
use atbilst_yaml::write;

use crate::cli::today::today;
use crate::cli::{Ending, files, output};

use sheet::{AnswerSheet, Headings};
use unpacked::TooMuch;

/// No workbook is larger, in bytes.
const MOST: usize = 256 << 20;

/// The columns without which no answer counts.
const NEEDED: [&str; 8] = [
    "fingerprint",
    "basis",
    "rule",
    "says",
    "reason",
    "by",
    "on",
    "document",
];

/// The columns of which one says what is answered for.
const SUBJECTS: [&str; 3] = ["application", "path", "call"];

#[derive(Debug, Args)]
pub(super) struct AnswersReadArguments {
    #[arg(value_name = "FILE")]
    workbook: PathBuf,
}

pub(super) fn run(
    arguments: &AnswersReadArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let path = &arguments.workbook;
    let say = |key: &str| output::about(path, key, catalogue);
    let bytes = files::whole(path, MOST, catalogue).with_context(|| say("verify.unreadable"))?;
    if let Some(too_much) = unpacked::too_much(&bytes) {
        bail!(unpacks_too_far(path, &too_much, catalogue));
    }
    let Some(sheet) = AnswerSheet::of(bytes) else {
        bail!(say("answers.no_sheet"));
    };
    sound(path, &sheet.headings, catalogue)?;
    let subjects = sheet.subjects();
    let found = sheet.found();
    let mut text = String::from("answers:\n");
    let (mut open, mut wrong, mut taken) = (0_usize, Vec::new(), Vec::new());
    let (today, mut answered) = (today(None, catalogue)?, BTreeMap::new());
    for (number, row) in sheet.rows() {
        let cell = |name: &str| sheet.headings.cell(row, name);
        let Some(says) = cell("says") else {
            let decided = ["reason", "by", "second", "on", "document"].map(cell);
            if decided.iter().any(Option::is_some) {
                wrong.push((number, no_verdict(catalogue)));
            } else if cell("fingerprint").is_some() {
                open = open.saturating_add(1);
            }
            continue;
        };
        let Some(says) = answers::verdict(&says) else {
            wrong.push((number, not_a_verdict(&says, catalogue)));
            continue;
        };
        let hashes = ["fingerprint", "basis"].map(|name| (name, cell(name)));
        let mut unlike = hashes.into_iter();
        let unlike = unlike.find_map(|(name, cell)| not_a_hash(name, cell.as_deref(), catalogue));
        if let Some(why) = unlike {
            wrong.push((number, why));
            continue;
        }
        let asked = cell("rule").zip(cell("fingerprint"));
        if let (Some(found), Some(asked)) = (&found, asked) {
            let own = sheet.headings.asked(row);
            let all = found.get(&asked).into_iter().flatten();
            // Of several of one fingerprint the one that it is most like.
            let why = match all.map(|told| told.differs(&own)).min_by_key(Vec::len) {
                None => Some(of_no_finding(&asked.0, catalogue)),
                Some(differ) if differ.is_empty() => None,
                Some(differ) => Some(of_two_questions(&differ, catalogue)),
            };
            if let Some(why) = why {
                wrong.push((number, why));
                continue;
            }
        }
        let day = cell("on").unwrap_or_default();
        let day = Kind::Date.nearest(&day).unwrap_or(day);
        if let Some(on) = scalar::date(&day).filter(|on| *on > today) {
            let about = [("on", on.into())];
            wrong.push((number, catalogue.say("answer.not_yet", &about)));
            continue;
        }
        let subject = match (cell("application"), cell("path")) {
            (id, Some(path)) => subjects.of_application(id.as_deref(), &path),
            (Some(id), None) => ("application", id),
            (None, None) => ("call", cell("call").unwrap_or_default()),
        };
        let question = (
            cell("rule"),
            subject.clone(),
            cell("fingerprint"),
            day.clone(),
        );
        let (other, first) = answered.entry(question).or_insert((number, says));
        if *first != says {
            let about = [("row", other.to_string().into())];
            wrong.push((number, catalogue.say("answers.contradicted", &about)));
            continue;
        }
        taken.push((text.lines().count(), number));
        let fields = [
            ("rule", cell("rule").unwrap_or_default()),
            subject,
            ("fingerprint", cell("fingerprint").unwrap_or_default()),
            ("basis", cell("basis").unwrap_or_default()),
            ("says", says.name().to_owned()),
        ];
        let rest = ["reason", "by", "second", "on", "document"];
        let rest = rest.map(|name| match cell(name).unwrap_or_default() {
            _ if name == "on" => (name, day.clone()),
            text => (name, text),
        });
        for (place, (name, value)) in fields.into_iter().chain(rest).enumerate() {
            let begin = if place == 0 { "  - " } else { "    " };
            let value = match value.as_str() {
                "" => String::new(),
                value => format!(" {}", write::text(value.trim())),
            };
            let _ = writeln!(text, "{begin}{name}:{value}");
        }
    }
    wrong.extend(void(&text, &taken, catalogue));
    wrong.sort();
    for (row, why) in &wrong {
        let about = [
            ("row", row.to_string().into()),
            ("why", why.as_str().into()),
        ];
        output::note(&catalogue.say("answers.row", &about));
    }
    if !wrong.is_empty() {
        let about = [("count", wrong.len().into())];
        bail!(catalogue.say("answers.none_taken", &about));
    }
    if taken.is_empty() {
        text = String::from("answers: []\n");
    }
    output::print(text.as_bytes(), catalogue)?;
    let about = [("count", taken.len().into()), ("open", open.into())];
    output::note(&catalogue.say("answers.taken", &about));
    Ok(Ending::Clean)
}

/// That a workbook holds more than is read, and where.
fn unpacks_too_far(path: &Path, too_much: &TooMuch, catalogue: &Catalogue) -> String {
    let mebibytes = |bytes: u64| (bytes.div_ceil(1 << 20)).to_string();
    let about = [
        ("path", path.to_string_lossy().into()),
        ("part", too_much.part.as_str().into()),
        ("size", mebibytes(too_much.bytes).into()),
        ("limit", mebibytes(unpacked::MOST_OF_PART).into()),
        ("all", mebibytes(unpacked::MOST_OF_ALL).into()),
    ];
    catalogue.say("answers.unpacks_too_far", &about)
}

/// Whether every column that is needed stands there, and none of those that are read stands there twice.
fn sound(path: &Path, headings: &Headings, catalogue: &Catalogue) -> anyhow::Result<()> {
    if let Some(column) = QUESTIONS.iter().find(|name| headings.count(name) > 1) {
        let about = [
            ("path", path.to_string_lossy().into()),
            ("column", heading(column, catalogue).into()),
        ];
        bail!(catalogue.say("answers.column_twice", &about));
    }
    let lacks = |name: &&&str| headings.count(name) == 0;
    if let Some(column) = NEEDED.iter().find(lacks) {
        bail!(lacking(path, &[column], catalogue));
    }
    if SUBJECTS.iter().filter(lacks).count() == SUBJECTS.len() {
        bail!(lacking(path, &SUBJECTS, catalogue));
    }
    Ok(())
}

/// That a cell does not name what a report named.
fn not_a_hash(name: &str, cell: Option<&str>, catalogue: &Catalogue) -> Option<String> {
    let key = match cell.map(str::trim) {
        None => "answers.empty",
        Some(text) if !is_hash(text) => "answers.not_a_hash",
        Some(_) => return None,
    };
    let about = [
        ("key", heading(name, catalogue).into()),
        ("found", cell.unwrap_or_default().into()),
    ];
    Some(catalogue.say(key, &about))
}

/// That a row names what the workbook itself does not tell.
fn of_no_finding(rule: &str, catalogue: &Catalogue) -> String {
    let columns = ["rule", "fingerprint"].map(|name| heading(name, catalogue));
    let about = [
        ("found", rule.into()),
        ("columns", columns.join(", ").into()),
        ("sheet", catalogue.say("page.findings_sheet", &[]).into()),
    ];
    catalogue.say("answers.of_no_finding", &about)
}

/// That a row asks one thing, as these columns say, and names the finding of another.
fn of_two_questions(columns: &[&str], catalogue: &Catalogue) -> String {
    let columns: Vec<String> = columns
        .iter()
        .map(|name| heading(name, catalogue))
        .collect();
    let about = [
        ("columns", columns.join(", ").into()),
        ("fingerprint", heading("fingerprint", catalogue).into()),
    ];
    catalogue.say("answers.of_two_questions", &about)
}

/// That a column is missing, or all of which there should be one.
fn lacking(path: &Path, columns: &[&str], catalogue: &Catalogue) -> String {
    let names = columns.iter().map(|name| heading(name, catalogue));
    let names: Vec<String> = names.collect();
    let about = [
        ("path", path.to_string_lossy().into()),
        ("count", columns.len().into()),
        ("columns", names.join(", ").into()),
    ];
    catalogue.say("answers.no_column", &about)
}

/// A column as the sheet calls it.
fn heading(name: &str, catalogue: &Catalogue) -> String {
    let heading = catalogue.word("question", name);
    catalogue.say("answers.column", &[("name", heading.into())])
}

/// That what was decided is none of the words of the list.
fn not_a_verdict(found: &str, catalogue: &Catalogue) -> String {
    let about = [("found", found.into()), ("words", words(catalogue).into())];
    catalogue.say("answers.not_a_verdict", &about)
}

/// That somebody decided, and does not say what.
fn no_verdict(catalogue: &Catalogue) -> String {
    let about = [
        ("key", heading("says", catalogue).into()),
        ("words", words(catalogue).into()),
    ];
    catalogue.say("answers.no_verdict", &about)
}

/// The words of the list.
fn words(catalogue: &Catalogue) -> String {
    let words = AnswerVerdict::ALL.map(|says| {
        let word = catalogue.word("verdict", says.name());
        catalogue.say("answers.column", &[("name", word.into())])
    });
    words.join(", ")
}

/// The rows whose answer would not count, and why: as the check would read them, but with the columns called as in the sheet. Beside
/// each row stands how many lines of the text are above its answer.
fn void(text: &str, rows: &[(usize, u32)], catalogue: &Catalogue) -> Vec<(u32, String)> {
    let read = answers::read("", text.as_bytes());
    let wrong = read.mistakes().filter_map(|void| {
        let line: usize = void.place.rsplit_once(':')?.1.parse().ok()?;
        let mut rows = rows.iter().rev();
        let (_, row) = rows.find(|(above, _)| *above < line)?;
        let mut why = void.say(catalogue);
        for name in QUESTIONS {
            why = why.replace(&format!("`{name}`"), &heading(name, catalogue));
        }
        Some((*row, why))
    });
    wrong.collect()
}
