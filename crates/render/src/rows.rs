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
use atbilst_core::finding::{Answered, Finding, Fingerprint, Hex, Measure, Outcome, Waived};
use atbilst_core::language::Catalogue;
use atbilst_core::reading::AsOf;
use atbilst_core::report::{Application, BookSummary, Grouping, Report, RuleSummary};
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

/// The columns of a row in their order, `name: what stands there`; `column.<name>` in the catalogue is the heading.
macro_rules! columns {
    ($row:ident => { $($name:ident: $cell:expr,)* }) => {
        pub(super) const COLUMNS: [&str; [$(stringify!($name)),*].len()] = [$(stringify!($name)),*];

        impl<'a> Row<'a> {
            fn cells(&self) -> [Cell<'a>; COLUMNS.len()] {
                let $row = self;
                [$($cell),*]
            }
        }
    };
}

columns! { it => {
    path: Cell::text(it.application.map_or(&it.maker.together, |application| &application.path)),
    id: Cell::maybe(it.application.and_then(|application| application.id.as_deref())),
    call: Cell::maybe(it.book.map(|book| &*book.call)),
    rule: Cell::text(it.told.rule),
    rule_title: Cell::maybe(it.rule.map(|rule| rule.title.as_str())),
    outcome: it.word("outcome", it.told.outcome.name()),
    message: Cell::text(&it.finding.message),
    help: Cell::maybe(it.finding.help.as_deref()),
    found: found_cell(it.finding),
    expected: expected_cell(it.finding),
    line: it.number(it.finding.place.location.start.line),
    column: it.number(it.finding.place.location.start.column),
    pointer: Cell::maybe(it.application.map(|_| it.told.pointer)),
    law: it.law().into(),
    related: it.related().into(),
    waiver_reason: Cell::maybe(it.waived.map(|waived| &*waived.reason)),
    approver: Cell::maybe(it.waived.map(|waived| &*waived.approver)),
    document: Cell::maybe(it.waived.map(|waived| &*waived.document)),
    expires: it.waived.map_or(Cell::Empty, |waived| Cell::Date(waived.expires)),
    fingerprint: it.told.fingerprint.to_string().into(),
    as_of: it.as_of.map_or(Cell::Empty, |as_of| Cell::Date(as_of.date)),
    as_of_from: Cell::maybe(it.as_of.map(|as_of| as_of.from.name())),
    file_sha256: hash(it.application.and_then(|application| application.sha256.as_ref())),
    book_version: Cell::maybe(it.book.map(|book| &*book.version)),
    book_sha256: hash(it.book.map(|book| &book.sha256)),
    checked_on: Cell::Date(it.maker.report.settings.today),
    tool_version: Cell::text(it.maker.report.settings.tool.version),
    tool_commit: Cell::maybe(it.maker.report.settings.tool.commit),
    waivers_sha256: hashes(&it.maker.report.waivers).into(),
    level: level_word(it.finding, it.maker.catalogue).into(),
    without_waiver: it.waived.map_or(Cell::Empty, |waived| it.word("outcome", waived.outcome.name())),
    issued: it.waived.map_or(Cell::Empty, |waived| Cell::Date(waived.issued)),
    waiver_file: Cell::maybe(it.waived.map(|waived| &*waived.file)),
    judged_together: Cell::text(&it.maker.judged_together),
    verdict: it.application.map_or(Cell::Empty, |one| it.word("verdict", one.verdict.name())),
    title: identity(it.application, 0),
    applicant: identity(it.application, 1),
    registration_number: identity(it.application, 2),
    money: money(it.application),
    answer_reason: Cell::maybe(it.answered.map(|answered| &*answered.reason)),
    answered_by: Cell::maybe(it.answered.map(|answered| &*answered.by)),
    answered_second: Cell::maybe(it.answered.and_then(|answered| answered.second.as_deref())),
    answered_on: it.answered.map_or(Cell::Empty, |answered| Cell::Date(answered.on)),
    answer_document: Cell::maybe(it.answered.map(|answered| &*answered.document)),
    answer_file: Cell::maybe(it.answered.map(|answered| &*answered.file)),
    answers_sha256: hashes(&it.maker.report.answers).into(),
}}

/// The columns of a table and what makes a row of one thing: `name: what stands there`, behind all that is said beforehand.
macro_rules! columns_of {
    (|$one:ident: $One:ty| { $($before:tt)* } $($name:ident: $cell:expr,)*) => {
        ([$(stringify!($name)),*], |$one: $One| { $($before)* [$($cell),*] })
    };
}

pub(crate) use columns_of;

/// The headings of the columns.
pub(super) fn headings(columns: &[&str], catalogue: &Catalogue) -> Vec<String> {
    let heading = |name: &&str| catalogue.word("column", name);
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
#[cfg(feature = "xlsx")]
pub(super) fn subject(application: Option<&Application>) -> [Cell<'_>; 4] {
    let [title, applicant, number] = [0, 1, 2].map(|part| identity(application, part));
    [title, applicant, number, money(application)]
}

/// A part of whose project it is about.
fn identity(application: Option<&Application>, part: usize) -> Cell<'_> {
    let stated = application.and_then(|one| one.subject.identity.get(part)?.as_deref());
    Cell::maybe(stated.filter(|text| !text.is_empty()))
}

fn money(application: Option<&Application>) -> Cell<'_> {
    let money = application.and_then(|one| one.subject.money);
    money.map_or(Cell::Empty, cents)
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
            let rule = told.rule;
            write(&found, rule, maker.row(&found, told))?;
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

/// One of the rules that a finding tells of, with all that its row says.
struct Row<'a> {
    maker: &'a RowMaker<'a>,
    finding: &'a Finding,
    told: Told<'a>,
    application: Option<&'a Application>,
    as_of: Option<&'a AsOf>,
    book: Option<&'a BookSummary>,
    rule: Option<&'a RuleSummary>,
    waived: Option<&'a Waived>,
    answered: Option<&'a Answered>,
}

impl<'a> RowMaker<'a> {
    fn row(&'a self, found: &Found<'a>, told: Told<'a>) -> Vec<Cell<'a>> {
        let &Found {
            finding,
            application,
            as_of,
            ..
        } = found;
        let book = found.book.and_then(|book| self.report.rule_books.get(book));
        let rules = book.into_iter().flat_map(|book| book.rules.iter());
        let mut rules = rules.chain(self.report.own_rules.iter());
        let row = Row {
            maker: self,
            finding,
            application,
            as_of,
            book,
            rule: rules.find(|rule| *rule.id == *told.rule),
            told,
            waived: finding.waived.as_deref(),
            answered: finding.answered.as_deref(),
        };
        let mut cells = Vec::from(row.cells());
        cells.extend(groups(self.report, application, &self.groupings));
        cells
    }
}

impl<'a> Row<'a> {
    fn word(&self, list: &str, name: &str) -> Cell<'a> {
        self.maker.catalogue.word(list, name).into()
    }

    /// A line or a column, which what is found over all applications has not.
    fn number(&self, number: u32) -> Cell<'a> {
        match self.application {
            Some(_) => Cell::Count(u64::from(number)),
            None => Cell::Empty,
        }
    }

    fn law(&self) -> String {
        let law = self.finding.law.iter();
        let law = law.map(|law| format!("{} {}", citation(law, self.maker.catalogue), law.url));
        law.collect::<Vec<_>>().join("; ")
    }

    fn related(&self) -> String {
        let related = self.finding.related.iter().map(|related| {
            let line = related.place.location.start.line;
            format!("{}:{line} ({})", related.path, related.message)
        });
        related.collect::<Vec<_>>().join("; ")
    }
}

/// Files of waivers or of answers with their hashes.
pub(super) fn hashes(files: &[DecisionFile]) -> String {
    let name = |file: &DecisionFile| format!("{} {}", file.path, Hex(&file.sha256));
    files.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// The hash of a file.
pub(super) fn hash<'a>(bytes: Option<&[u8; 32]>) -> Cell<'a> {
    bytes.map_or(Cell::Empty, |bytes| Hex(bytes).to_string().into())
}

/// What was found. It is a number or a day where that is what the rule book asks for there: a text that looks like one stays the text it is.
pub(super) fn found_cell(finding: &Finding) -> Cell<'_> {
    let found = finding.found.as_deref();
    let number = found.and_then(|text| measured(text, finding.measures[0]));
    number.unwrap_or_else(|| Cell::maybe(found))
}

/// What would do, in the same way.
fn expected_cell(finding: &Finding) -> Cell<'_> {
    let expected = finding.expected.as_deref();
    let expected = expected.and_then(|text| measured(text, finding.measures[1]));
    expected.unwrap_or_else(|| Cell::maybe(finding.wanted()))
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
