//! The findings as rows of typed cells, the same for every format that writes a sheet.
//! Knows nothing of files or of how a cell is stored.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::escape::shown;
use crate::found::{self, Found};
use crate::words::citation;
use crate::words::level_word;
use atbilst_core::decisions::DecisionFile;
use atbilst_core::finding::{Finding, Fingerprint, Hex, Measure, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Grouping, Report};
use atbilst_core::scalar;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A text, which is never taken for a formula or a number; its hidden characters are written out.
    Text(Cow<'a, str>),
    /// A number.
    Count(u64),
    /// Euro.
    Money(Decimal),
    /// A number with decimals: a percentage, or an amount of something else than euro.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
}

impl<'a> Cell<'a> {
    /// A text from outside.
    pub(super) fn text(text: &'a str) -> Self {
        Self::Text(shown(text))
    }

    /// A text from outside, or nothing.
    pub(super) fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(shown(&text).into_owned()))
    }
}

/// The columns of a row; `column.<name>` in the catalogue is the heading.
pub(super) const COLUMNS: [&str; 46] = [
    "path",
    "id",
    "call",
    "rule",
    "rule_title",
    "outcome",
    "message",
    "help",
    "found",
    "expected",
    "line",
    "column",
    "pointer",
    "law",
    "related",
    "waiver_reason",
    "approver",
    "document",
    "expires",
    "fingerprint",
    "as_of",
    "as_of_from",
    "file_sha256",
    "book_version",
    "book_sha256",
    "checked_on",
    "tool_version",
    "tool_commit",
    "waivers_sha256",
    "level",
    "without_waiver",
    "issued",
    "waiver_file",
    "judged_together",
    "verdict",
    "title",
    "applicant",
    "registration_number",
    "money",
    "answer_reason",
    "answered_by",
    "answered_second",
    "answered_on",
    "answer_document",
    "answer_file",
    "answers_sha256",
];

/// The headings of the columns.
pub(super) fn headings(columns: &[&str], catalogue: &Catalogue) -> Vec<String> {
    let heading = |name: &&str| catalogue.say(&format!("column.{name}"), &[]);
    columns.iter().map(heading).collect()
}

/// Names of which none stands twice, in whatever letters: a number tells the second.
pub(super) fn distinct(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut taken = HashSet::new();
    let one = |name: String| {
        let numbers = (2..).map(|number: u32| format!("{name} {number}"));
        let mut names = std::iter::once(name.clone()).chain(numbers);
        let free = names.find(|name| taken.insert(name.to_lowercase()));
        free.unwrap_or(name)
    };
    names.map(one).collect()
}

/// What the columns are called in which the groups of an application stand: they come last.
pub(super) fn group_headings(report: &Report) -> impl Iterator<Item = String> {
    let groupings = report.all_groupings();
    groupings.into_iter().map(|grouping| grouping.title.clone())
}

/// Whose project an application is about, and its money.
pub(super) fn subject(application: Option<&Application>) -> [Cell<'_>; 4] {
    let Some(Application { subject, .. }) = application else {
        return [const { Cell::Empty }; 4];
    };
    let [title, applicant, number] = subject.identity.each_ref().map(|part| {
        let stated = part.as_deref().filter(|text| !text.is_empty());
        Cell::maybe(stated)
    });
    [
        title,
        applicant,
        number,
        subject.money.map_or(Cell::Empty, cents),
    ]
}

/// An amount with its cents.
pub(super) fn cents<'a>(amount: Decimal) -> Cell<'a> {
    let mut amount = amount;
    amount.rescale(2);
    Cell::Money(amount)
}

/// The groups of an application in these groupings, each value as a person calls it.
pub(super) fn groups<'a>(
    report: &'a Report,
    application: Option<&'a Application>,
    groupings: &[&Grouping],
) -> Vec<Cell<'a>> {
    let book = application.and_then(|application| application.book);
    let own = report.groupings(book);
    let values = application.map_or(&[][..], |application| &application.subject.groups);
    let cell = |grouping: &&Grouping| {
        let mut mine = own.iter().zip(values);
        let found = mine.find(|(own, value)| own.path == grouping.path && !value.is_empty());
        found.map_or(Cell::Empty, |(own, value)| Cell::text(own.called(value)))
    };
    groupings.iter().map(cell).collect()
}

/// What takes a finding with one of its rules and the row of that.
pub(super) type TakeRow<'w, E> = dyn FnMut(&Found<'_>, &str, Vec<Cell<'_>>) -> Result<(), E> + 'w;

/// One of the rules that a finding tells of.
struct Told<'a> {
    rule: &'a str,
    outcome: Outcome,
    pointer: &'a str,
    fingerprint: &'a Fingerprint,
}

impl<'a> Told<'a> {
    /// Each of them, its own first.
    fn all(finding: &'a Finding) -> impl Iterator<Item = Self> {
        let own = Self {
            rule: &finding.rule,
            outcome: finding.outcome,
            pointer: &finding.place.pointer,
            fingerprint: &finding.fingerprint,
        };
        let also = finding.also.iter().map(|also| Self {
            rule: &also.rule,
            outcome: also.outcome,
            pointer: &also.pointer,
            fingerprint: &also.fingerprint,
        });
        std::iter::once(own).chain(also)
    }
}

/// Calls `write` with a row for every rule that a finding tells of, in the order of every report: so rows add up by rule as the totals do.
pub(super) fn findings<E>(
    report: &Report,
    catalogue: &Catalogue,
    write: &mut TakeRow<'_, E>,
) -> Result<(), E> {
    let maker = RowMaker {
        report,
        catalogue,
        groupings: report.all_groupings(),
        together: catalogue.say("table.together", &[]),
        judged_together: catalogue.say(
            match report.settings.portfolio {
                true => "page.judged_together",
                false => "page.judged_singly",
            },
            &[],
        ),
    };
    for found in found::all(report) {
        for told in Told::all(found.finding) {
            write(&found, told.rule, maker.row(&found, &told))?;
        }
    }
    Ok(())
}

struct RowMaker<'a> {
    report: &'a Report,
    catalogue: &'a Catalogue,
    groupings: Vec<&'a Grouping>,
    together: String,
    judged_together: String,
}

impl<'a> RowMaker<'a> {
    fn row(&'a self, found: &Found<'a>, told: &Told<'a>) -> Vec<Cell<'a>> {
        let &Found {
            finding,
            application,
            as_of,
            ..
        } = found;
        let book = found.book.and_then(|book| self.report.rule_books.get(book));
        let waived = finding.waived.as_deref();
        let answered = finding.answered.as_deref();
        let start = finding.place.location.start;
        let rules = book.into_iter().flat_map(|book| book.rules.iter());
        let mut rules = rules.chain(self.report.own_rules.iter());
        let rule = rules.find(|rule| *rule.id == *told.rule);
        let [found, expected] = quantities(finding);
        let [title, applicant, number, money] = subject(application);
        let law: Vec<_> = finding
            .law
            .iter()
            .map(|law| format!("{} {}", citation(law, self.catalogue), law.url))
            .collect();
        let related: Vec<_> = finding
            .related
            .iter()
            .map(|related| {
                let line = related.place.location.start.line;
                format!("{}:{line} ({})", related.path, related.message)
            })
            .collect();
        let placed = |number: u32| match application {
            Some(_) => Cell::Count(u64::from(number)),
            None => Cell::Empty,
        };
        let outcome = format!("outcome.{}", told.outcome.name());
        let hash = |bytes: &[u8; 32]| Cell::from(Hex(bytes).to_string());
        let row: [Cell<'_>; COLUMNS.len()] = [
            application.map_or_else(
                || Cell::text(&self.together),
                |application| Cell::text(&application.path),
            ),
            Cell::maybe(application.and_then(|application| application.id.as_deref())),
            Cell::maybe(book.map(|book| &*book.call)),
            Cell::text(told.rule),
            Cell::maybe(rule.map(|rule| rule.title.as_str())),
            self.catalogue.say(&outcome, &[]).into(),
            Cell::text(&finding.message),
            Cell::maybe(finding.help.as_deref()),
            found,
            expected,
            placed(start.line),
            placed(start.column),
            application.map_or(Cell::Empty, |_| Cell::text(told.pointer)),
            law.join("; ").into(),
            related.join("; ").into(),
            Cell::maybe(waived.map(|waived| waived.reason.as_str())),
            Cell::maybe(waived.map(|waived| waived.approver.as_str())),
            Cell::maybe(waived.map(|waived| waived.document.as_str())),
            waived.map_or(Cell::Empty, |waived| Cell::Date(waived.expires)),
            told.fingerprint.to_string().into(),
            as_of.map_or(Cell::Empty, |as_of| Cell::Date(as_of.date)),
            Cell::maybe(as_of.map(|as_of| as_of.from.name())),
            application
                .and_then(|application| application.sha256.as_ref())
                .map_or(Cell::Empty, hash),
            Cell::maybe(book.map(|book| book.version.as_str())),
            book.map_or(Cell::Empty, |book| hash(&book.sha256)),
            Cell::Date(self.report.settings.today),
            Cell::text(self.report.settings.tool.version),
            Cell::maybe(self.report.settings.tool.commit),
            hashes(&self.report.waivers).into(),
            level_word(finding, self.catalogue).into(),
            waived.map_or(Cell::Empty, |waived| {
                let key = format!("outcome.{}", waived.outcome.name());
                self.catalogue.say(&key, &[]).into()
            }),
            waived.map_or(Cell::Empty, |waived| Cell::Date(waived.issued)),
            Cell::maybe(waived.map(|waived| &*waived.file)),
            Cell::text(&self.judged_together),
            application.map_or(Cell::Empty, |application| {
                let key = format!("verdict.{}", application.verdict.name());
                self.catalogue.say(&key, &[]).into()
            }),
            title,
            applicant,
            number,
            money,
            Cell::maybe(answered.map(|answered| answered.reason.as_str())),
            Cell::maybe(answered.map(|answered| answered.by.as_str())),
            Cell::maybe(answered.and_then(|answered| answered.second.as_deref())),
            answered.map_or(Cell::Empty, |answered| Cell::Date(answered.on)),
            Cell::maybe(answered.map(|answered| answered.document.as_str())),
            Cell::maybe(answered.map(|answered| &*answered.file)),
            hashes(&self.report.answers).into(),
        ];
        let mut row = Vec::from(row);
        row.extend(groups(self.report, application, &self.groupings));
        row
    }
}

/// Files of waivers or of answers with their hashes.
pub(super) fn hashes(files: &[DecisionFile]) -> String {
    let name = |file: &DecisionFile| format!("{} {}", file.path, Hex(&file.sha256));
    files.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// What was found and what would do. Each is a number or a day where that is what the rule book asks for there: a text that looks like one
/// stays the text it is.
fn quantities(finding: &Finding) -> [Cell<'_>; 2] {
    let expected = finding.expected.as_deref();
    let expected = expected.and_then(|text| measured(text, finding.measures[1]));
    [
        found_cell(finding),
        expected.unwrap_or_else(|| Cell::maybe(finding.wanted())),
    ]
}

/// What was found.
pub(super) fn found_cell(finding: &Finding) -> Cell<'_> {
    let found = finding.found.as_deref();
    let number = found.and_then(|text| measured(text, finding.measures[0]));
    number.unwrap_or_else(|| Cell::maybe(found))
}

/// A number with the decimals it was written with, or a day; `None` for what is a text.
fn measured(text: &str, measure: Measure) -> Option<Cell<'_>> {
    let number = || Decimal::from_str_exact(text).ok();
    match measure {
        Measure::Text => None,
        Measure::Money => number().map(Cell::Money),
        Measure::Count => text.parse().ok().map(Cell::Count),
        Measure::Number => number().map(Cell::Number),
        Measure::Day => scalar::date(text).map(Cell::Date),
    }
}
