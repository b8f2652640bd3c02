//! `atbilst answers read`: the answers that somebody wrote into the sheet of questions of a workbook, as a file of answers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use calamine::{Data, Reader as _, Xlsx};
use clap::Args;

use atbilst_core::answers;
use atbilst_core::finding::AnswerVerdict;
use atbilst_core::form::Kind;
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::scalar;
use atbilst_render::QUESTIONS;
use atbilst_yaml::write;

use crate::cli::today::today;
use crate::cli::{Ending, files, output};

/// No workbook is larger, in bytes.
const MOST: usize = 256 << 20;

/// No sheet of questions has more columns, or more cells.
const COLUMNS: u32 = 256;
const CELLS: usize = 1_000_000;

/// Rows by their numbers from 1, each with its cells by their columns: of a cell far away nothing between is kept.
type Rows = BTreeMap<u32, BTreeMap<u32, Data>>;

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
    let workbook = Xlsx::new(Cursor::new(bytes)).ok();
    let Some((sheet, headings)) = workbook.and_then(questions) else {
        bail!(say("answers.no_sheet"));
    };
    let lacks = |name: &&&str| !headings.values().any(|heading| heading == *name);
    if let Some(column) = NEEDED.iter().find(lacks) {
        bail!(lacking(path, &[column], catalogue));
    }
    if SUBJECTS.iter().filter(lacks).count() == SUBJECTS.len() {
        bail!(lacking(path, &SUBJECTS, catalogue));
    }
    let mut text = String::from("answers:\n");
    let (mut open, mut wrong, mut taken) = (0_usize, Vec::new(), Vec::new());
    let (today, mut answered) = (today(None, catalogue)?, BTreeMap::new());
    for (&number, row) in sheet.iter().skip(1) {
        let cell = |name: &str| {
            let (column, _) = headings.iter().find(|(_, heading)| *heading == name)?;
            Some(written(row.get(column)?)).filter(|text| !text.trim().is_empty())
        };
        if cell("fingerprint").is_none() {
            continue;
        }
        let Some(says) = cell("says") else {
            let decided = ["reason", "by", "document"].map(cell);
            match decided.iter().any(Option::is_some) {
                true => wrong.push((number, no_verdict(catalogue))),
                false => open = open.saturating_add(1),
            }
            continue;
        };
        let Some(says) = verdict(&says) else {
            wrong.push((number, not_a_verdict(&says, catalogue)));
            continue;
        };
        if cell("basis").is_none() {
            let about = [("key", heading("basis", catalogue).into())];
            wrong.push((number, catalogue.say("answers.empty", &about)));
            continue;
        }
        let day = cell("on").unwrap_or_default();
        let day = Kind::Date.nearest(&day).unwrap_or(day);
        if let Some(on) = scalar::date(&day).filter(|on| *on > today) {
            let about = [("on", on.into())];
            wrong.push((number, catalogue.say("answer.not_yet", &about)));
            continue;
        }
        let question = (cell("rule"), cell("fingerprint"), day.clone());
        let (other, first) = answered.entry(question).or_insert((number, says));
        if *first != says {
            let about = [("row", other.to_string().into())];
            wrong.push((number, catalogue.say("answers.contradicted", &about)));
            continue;
        }
        taken.push((text.lines().count(), number));
        let subject = match (cell("application"), cell("path")) {
            (Some(id), _) => ("application", id),
            (None, Some(path)) => ("path", path),
            (None, None) => ("call", cell("call").unwrap_or_default()),
        };
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
    let heading = catalogue.say(&format!("question.{name}"), &[]);
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
        let word = catalogue.say(&format!("verdict.{}", says.name()), &[]);
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

/// The sheet of questions and its columns by their names, in whatever language it was written.
fn questions(mut workbook: Xlsx<Cursor<Vec<u8>>>) -> Option<(Rows, BTreeMap<u32, String>)> {
    Language::ALL.into_iter().find_map(|language| {
        let catalogue = Catalogue::load(language);
        let name = catalogue.say("page.questions_sheet", &[]);
        let sheet = rows(&mut workbook, &name)?;
        let known = |heading: &Data| {
            let text = written(heading);
            let mut names = QUESTIONS.iter();
            let name = names.find(|name| catalogue.say(&format!("question.{name}"), &[]) == text);
            name.map_or(text.clone(), |name| (*name).to_owned())
        };
        let (_, headings) = sheet.first_key_value()?;
        let headings = headings.iter();
        let headings = headings.map(|(column, heading)| (*column, known(heading)));
        let headings = headings.collect();
        Some((sheet, headings))
    })
}

/// The rows of the sheet with this name; `None` where there is none, or it is far larger than any that this program writes.
fn rows(workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Option<Rows> {
    let mut reader = workbook.worksheet_cells_reader(name).ok()?;
    let (mut rows, mut count) = (Rows::new(), 0_usize);
    while let Some(cell) = reader.next_cell().ok()? {
        let (row, column) = cell.get_position();
        count = count.saturating_add(1);
        if count > CELLS {
            return None;
        }
        if column < COLUMNS {
            let row = rows.entry(row.saturating_add(1)).or_default();
            row.insert(column, cell.get_value().clone().into());
        }
    }
    Some(rows)
}

/// What a cell says; a day as a report writes it.
fn written(cell: &Data) -> String {
    match cell {
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.chars().take(10).collect(),
        cell => cell.to_string(),
    }
}

/// What was decided, in the words of any language or by its name.
fn verdict(text: &str) -> Option<AnswerVerdict> {
    let text = text.trim().to_lowercase();
    AnswerVerdict::ALL.into_iter().find(|says| {
        let key = format!("verdict.{}", says.name());
        let mut languages = Language::ALL.into_iter();
        says.name() == text
            || languages.any(|one| Catalogue::load(one).say(&key, &[]).to_lowercase() == text)
    })
}
