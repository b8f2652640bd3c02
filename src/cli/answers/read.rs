//! `atbilst answers read`: the answers that somebody wrote into the sheet of questions of a workbook, as a file of answers.

mod sheet;
mod unpacked;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;

use atbilst_core::answers;
use atbilst_core::decisions::is_hash;
use atbilst_core::finding::AnswerVerdict;
use atbilst_core::form::Kind;
use atbilst_core::language::Catalogue;
use atbilst_core::scalar;
use atbilst_render::QUESTIONS;
use atbilst_yaml::write;

use crate::cli::subjects::Subjects;
use crate::cli::today::today;
use crate::cli::{Ending, files, output};

use sheet::{AnswerSheet, Row, Told};
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

/// What a person decided, beside the verdict.
const DECIDED: [&str; 5] = ["reason", "by", "second", "on", "document"];

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
    sound(path, &sheet, catalogue)?;
    let mut answers = RowAnswers {
        sheet: &sheet,
        subjects: sheet.subjects(),
        found: sheet.found(),
        today: today(None, catalogue)?,
        answered: BTreeMap::new(),
        catalogue,
    };
    let mut text = String::from("answers:\n");
    let (mut open, mut wrong, mut taken) = (0_usize, Vec::new(), Vec::new());
    let mut above = text.lines().count();
    for (number, row) in sheet.rows() {
        match answers.of(number, row) {
            Ok(Some(entry)) => {
                taken.push((above, number));
                above = above.saturating_add(entry.lines().count());
                text.push_str(&entry);
            }
            Ok(None) if sheet.headings.cell(row, "fingerprint").is_some() => {
                open = open.saturating_add(1);
            }
            Ok(None) => {}
            Err(why) => wrong.push((number, why)),
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

/// The rule, what is answered for, the fingerprint and the day: of one question there is one answer.
type Asked = (
    Option<String>,
    (&'static str, String),
    Option<String>,
    String,
);

/// The answers of the rows, one after another.
struct RowAnswers<'s> {
    sheet: &'s AnswerSheet,
    subjects: Subjects,
    /// The findings that the workbook tells.
    found: Option<Told>,
    today: NaiveDate,
    /// What was answered so far, with the number of the row.
    answered: BTreeMap<Asked, (u32, AnswerVerdict)>,
    catalogue: &'s Catalogue,
}

impl RowAnswers<'_> {
    /// A row as an entry of a file of answers; nothing where nobody decided. Else why it cannot be taken.
    fn of(&mut self, number: u32, row: &Row) -> Result<Option<String>, String> {
        let (sheet, catalogue) = (self.sheet, self.catalogue);
        let cell = |name: &str| sheet.headings.cell(row, name);
        let Some(says) = cell("says") else {
            let decided = DECIDED.iter().any(|name| cell(name).is_some());
            return match decided {
                true => Err(no_verdict(catalogue)),
                false => Ok(None),
            };
        };
        let says = answers::verdict(&says).ok_or_else(|| not_a_verdict(&says, catalogue))?;
        for name in ["fingerprint", "basis"] {
            not_a_hash(name, cell(name).as_deref(), catalogue).map_or(Ok(()), Err)?;
        }
        self.is_told(row)?;
        let day = cell("on").unwrap_or_default();
        let day = Kind::Date.nearest(&day).unwrap_or(day);
        if let Some(on) = scalar::date(&day).filter(|on| *on > self.today) {
            return Err(catalogue.say("answer.not_yet", &[("on", on.into())]));
        }
        let subject = match (cell("application"), cell("path")) {
            (id, Some(path)) => self.subjects.of_application(id.as_deref(), &path),
            (Some(id), None) => ("application", id),
            (None, None) => ("call", cell("call").unwrap_or_default()),
        };
        let asked = (
            cell("rule"),
            subject.clone(),
            cell("fingerprint"),
            day.clone(),
        );
        let (other, first) = *self.answered.entry(asked).or_insert((number, says));
        if first != says {
            let about = [("row", other.to_string().into())];
            return Err(catalogue.say("answers.contradicted", &about));
        }
        let named = |name: &'static str| (name, cell(name).unwrap_or_default());
        let mut fields = vec![
            named("rule"),
            subject,
            named("fingerprint"),
            named("basis"),
            ("says", says.name().to_owned()),
        ];
        fields.extend(DECIDED.map(|name| match name {
            "on" => (name, day.clone()),
            _ => named(name),
        }));
        Ok(Some(written(&fields)))
    }

    /// # Errors
    /// That the workbook does not tell what a row names, or tells something else of it.
    fn is_told(&self, row: &Row) -> Result<(), String> {
        let headings = &self.sheet.headings;
        let [rule, fingerprint] = ["rule", "fingerprint"].map(|name| headings.cell(row, name));
        let (Some(found), Some(asked)) = (&self.found, rule.zip(fingerprint)) else {
            return Ok(());
        };
        let own = headings.asked(row);
        let all = found.get(&asked).into_iter().flatten();
        // Of several of one fingerprint the one that it is most like.
        match all.map(|told| told.differs(&own)).min_by_key(Vec::len) {
            None => Err(of_no_finding(&asked.0, self.catalogue)),
            Some(differ) if differ.is_empty() => Ok(()),
            Some(differ) => Err(of_two_questions(&differ, self.catalogue)),
        }
    }
}

/// An entry of a file of answers, as YAML.
fn written(fields: &[(&str, String)]) -> String {
    let mut text = String::new();
    for (place, (name, value)) in fields.iter().enumerate() {
        let begin = if place == 0 { "  - " } else { "    " };
        let value = match value.as_str() {
            "" => String::new(),
            value => format!(" {}", write::text(value.trim())),
        };
        let _ = writeln!(text, "{begin}{name}:{value}");
    }
    text
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
fn sound(path: &Path, sheet: &AnswerSheet, catalogue: &Catalogue) -> anyhow::Result<()> {
    let headings = &sheet.headings;
    if let Some(column) = QUESTIONS.iter().find(|name| headings.count(name) > 1) {
        let about = [
            ("path", path.to_string_lossy().into()),
            ("column", heading(column, catalogue).into()),
        ];
        bail!(catalogue.say("answers.column_twice", &about));
    }
    let lacks = |name: &&&str| headings.count(name) == 0;
    // Of two questions alike in one application the line alone says which is which.
    let line = ["line"].iter().filter(|_| sheet.tells_lines());
    if let Some(column) = NEEDED.iter().chain(line).find(lacks) {
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
        let own = rows.partition_point(|(above, _)| *above < line);
        let (_, row) = rows.get(own.checked_sub(1)?)?;
        let mut why = void.say(catalogue);
        for name in QUESTIONS {
            why = why.replace(&format!("`{name}`"), &heading(name, catalogue));
        }
        Some((*row, why))
    });
    wrong.collect()
}
