//! The sheet of questions of a workbook, as somebody has filled it in, in whatever language it was written.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use atbilst_core::language::{Catalogue, Language};
use atbilst_render::QUESTIONS;

use crate::cli::subjects::Subjects;

/// No sheet of questions has more columns, or more cells.
const COLUMNS: u32 = 256;
const CELLS: usize = 1_000_000;

/// The cells of a row by their columns: of a cell far away nothing between is kept.
pub(super) type Row = BTreeMap<u32, Data>;

/// Rows by their numbers from 1.
type Rows = BTreeMap<u32, Row>;

/// The columns by their names.
pub(super) struct Headings(BTreeMap<u32, String>);

/// The findings that a workbook tells by one rule with one fingerprint.
pub(super) type Told = HashMap<(String, String), Vec<RowQuestion>>;

/// By what a person knows a question, as the sheet of questions calls it and as that of findings does.
const KNOWN_BY: [(&str, &str); 6] = [
    ("application", "id"),
    ("title", "title"),
    ("question", "message"),
    ("found", "found"),
    ("line", "line"),
    ("path", "path"),
];

/// What a row asks, of which application and of what in it.
pub(super) struct RowQuestion([Option<String>; KNOWN_BY.len()]);

impl RowQuestion {
    /// The columns in which a row says something else.
    pub(super) fn differs(&self, row: &Self) -> Vec<&'static str> {
        let both = self.0.iter().zip(&row.0).zip(KNOWN_BY);
        let other = both.filter(|((own, row), _)| own.is_some() && row.is_some() && own != row);
        other.map(|(_, (column, _))| column).collect()
    }
}

/// The sheet of questions.
pub(super) struct AnswerSheet {
    rows: Rows,
    pub(super) headings: Headings,
    /// The applications of the workbook, where their sheet is there: not every one has a question.
    applications: Option<(Rows, Headings)>,
    /// The findings of the workbook, where their sheet is there.
    findings: Option<(Rows, Headings)>,
}

impl Headings {
    /// Those of the first row that are called in the catalogue as these names, each behind a key.
    fn of(rows: &Rows, names: &[&str], key: &str, catalogue: &Catalogue) -> Option<Self> {
        let known = |heading: &Data| {
            let text = written(heading);
            let mut names = names.iter();
            let name = names.find(|name| catalogue.say(&format!("{key}.{name}"), &[]) == text);
            name.map_or(text.clone(), |name| (*name).to_owned())
        };
        let (_, headings) = rows.first_key_value()?;
        let headings = headings.iter();
        let headings = headings.map(|(column, heading)| (*column, known(heading)));
        Some(Self(headings.collect()))
    }

    /// How many columns have a name.
    pub(super) fn count(&self, name: &str) -> usize {
        self.0.values().filter(|heading| *heading == name).count()
    }

    /// What stands in the column of a name, where anything does.
    pub(super) fn cell(&self, row: &Row, name: &str) -> Option<String> {
        let (column, _) = self.0.iter().find(|(_, heading)| *heading == name)?;
        Some(written(row.get(column)?)).filter(|text| !text.trim().is_empty())
    }

    /// What a row of the sheet of questions asks.
    pub(super) fn asked(&self, row: &Row) -> RowQuestion {
        RowQuestion(KNOWN_BY.map(|(column, _)| self.trimmed(row, column)))
    }

    /// What a row of the sheet of findings asks.
    fn told(&self, row: &Row) -> RowQuestion {
        RowQuestion(KNOWN_BY.map(|(_, column)| self.trimmed(row, column)))
    }

    fn trimmed(&self, row: &Row, name: &str) -> Option<String> {
        self.cell(row, name).map(|text| text.trim().to_owned())
    }
}

impl AnswerSheet {
    /// That of a workbook, where it has one.
    pub(super) fn of(bytes: Vec<u8>) -> Option<Self> {
        let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
        Language::ALL.into_iter().find_map(|language| {
            let catalogue = Catalogue::load(language);
            let mut sheet = |key: &str, names: &[&str], columns: &str| {
                let rows = rows(&mut workbook, &catalogue.say(key, &[]))?;
                let headings = Headings::of(&rows, names, columns, &catalogue)?;
                Some((rows, headings))
            };
            let (rows, headings) = sheet("page.questions_sheet", &QUESTIONS, "question")?;
            let applications = sheet("page.applications_sheet", &["id", "path"], "column");
            let findings = sheet(
                "page.findings_sheet",
                &[
                    "rule",
                    "fingerprint",
                    "id",
                    "title",
                    "message",
                    "found",
                    "line",
                    "path",
                ],
                "column",
            );
            Some(Self {
                rows,
                headings,
                applications,
                findings,
            })
        })
    }

    /// The rows below the headings, with their numbers.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, &Row)> {
        let rows = self.rows.iter().skip(1);
        rows.map(|(&number, row)| (number, row))
    }

    /// The findings that the workbook tells; nothing where it tells none.
    pub(super) fn found(&self) -> Option<Told> {
        let (rows, headings) = self.findings.as_ref()?;
        let mut named = ["rule", "fingerprint"].iter();
        if named.any(|name| headings.count(name) != 1) {
            return None;
        }
        let mut told = Told::new();
        for row in rows.values().skip(1) {
            let [rule, fingerprint] = ["rule", "fingerprint"].map(|name| headings.cell(row, name));
            if let Some(asked) = rule.zip(fingerprint) {
                told.entry(asked).or_default().push(headings.told(row));
            }
        }
        Some(told)
    }

    /// Whether the workbook tells in which line each of its findings stands.
    pub(super) fn tells_lines(&self) -> bool {
        let findings = self.findings.as_ref();
        findings.is_some_and(|(_, headings)| headings.count("line") > 0)
    }

    /// Which application each id names.
    pub(super) fn subjects(&self) -> Subjects {
        let mut all = Subjects::default();
        let mut add = |rows: &Rows, headings: &Headings, key: &str| {
            for row in rows.values().skip(1) {
                let [id, path] = [key, "path"].map(|name| headings.cell(row, name));
                if let (Some(id), Some(path)) = (id, path) {
                    all.add(&id, &path);
                }
            }
        };
        add(&self.rows, &self.headings, "application");
        if let Some((rows, headings)) = &self.applications {
            add(rows, headings, "id");
        }
        all
    }
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

/// What a cell says; a day as a report writes it. A time of the day alone is none.
fn written(cell: &Data) -> String {
    match cell {
        Data::DateTime(time) if time.as_f64() < 1.0 => {
            let (.., hour, minute, _, _) = time.to_ymd_hms_milli();
            format!("{hour:02}:{minute:02}")
        }
        Data::DateTime(day) => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTimeIso(text) => text.chars().take(10).collect(),
        cell => cell.to_string(),
    }
}
