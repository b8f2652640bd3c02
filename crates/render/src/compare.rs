//! What changed between two reports, in each of its formats. Knows nothing of how the two were paired.

mod applications;
mod baseline;
mod data;

use std::collections::HashSet;
use std::io;

use crate::format::Style;
use crate::rows::{Cell, cents, columns_of};
use crate::tables::{self, TablePart, Tables};
use atbilst_core::compare::{ApplicationPair, BookPair, ComparedFinding, Comparison, FindingState};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::stored::{StoredApplication, StoredFinding, StoredReport};

/// Writes a comparison.
pub type WriteComparison =
    fn(&Comparison<'_>, &Catalogue, &Style, &mut dyn io::Write) -> io::Result<()>;

/// So many applications with another content are named, the others counted.
const MAX_NAMED: usize = 8;

/// The formats of a comparison.
pub const COMPARISONS: &[(&str, WriteComparison)] = &[
    ("human", |all, catalogue, style, out| {
        tables::terminal(&told(all, catalogue, false), catalogue, style, out)
    }),
    ("json", data::write),
    ("sarif", baseline::write),
    ("markdown", |all, catalogue, _, out| {
        tables::markdown(&told(all, catalogue, false), catalogue, out)
    }),
    #[cfg(feature = "html")]
    ("html", |all, catalogue, _, out| {
        tables::html(&told(all, catalogue, false), catalogue, out)
    }),
    #[cfg(feature = "xlsx")]
    ("xlsx", |all, catalogue, _, out| {
        tables::workbook(&told(all, catalogue, true), catalogue, out)
    }),
];

/// The comparison as sentences and tables; `whole` with what stayed as it was.
fn told<'r>(all: &Comparison<'r>, catalogue: &Catalogue, whole: bool) -> Tables<'r> {
    let teller = ComparisonTeller {
        all,
        catalogue,
        several: all.shared_ids(),
    };
    let mut parts = vec![teller.verdicts()];
    for state in FindingState::ALL {
        if state != FindingState::Kept || whole {
            let key = format!("compare.findings.{}", state.name());
            parts.push(teller.findings(&key, |one| one.state == state));
        }
    }
    parts.push(teller.findings("compare.findings.changed", ComparedFinding::changed));
    parts.extend([
        teller.changed_verdicts(),
        teller.identity(),
        teller.stated(),
        teller.money(),
        teller.applications(),
        teller.books(),
    ]);
    Tables {
        title: catalogue.say("compare.title", &[]),
        lead: teller.lead(),
        parts,
    }
}

struct ComparisonTeller<'c, 'r> {
    all: &'c Comparison<'r>,
    catalogue: &'c Catalogue,
    /// The ids that do not tell an application from all others.
    several: HashSet<&'r str>,
}

impl<'r> ComparisonTeller<'_, 'r> {
    fn lead(&self) -> Vec<String> {
        let side = |key: &str, report: &StoredReport| {
            let about = [
                ("date", report.today.as_str().into()),
                ("count", report.applications.len().into()),
                ("version", report.tool.version.as_str().into()),
            ];
            self.catalogue.say(key, &about)
        };
        let (old, new) = (self.all.old, self.all.new);
        let count = |state| self.all.of_state(state).count();
        let about = FindingState::ALL.map(|state| (state.name(), count(state).into()));
        let mut lead = vec![
            side("compare.earlier", old),
            side("compare.later", new),
            self.catalogue.say("compare.counts", &about),
        ];
        let lacks = self.all.applications.iter().any(|pair| !pair.stayed());
        let differ = [
            (old.settings != new.settings, "compare.settings"),
            (old.inputs != new.inputs && lacks, "compare.inputs"),
            (old.tool != new.tool, "compare.tool"),
            (old.waivers != new.waivers, "compare.waivers"),
            (old.answers != new.answers, "compare.answers"),
        ];
        let differ = differ.iter().filter(|(differ, _)| *differ);
        lead.extend(differ.map(|(_, key)| self.catalogue.say(key, &[])));
        let texts = self.all.applications.iter();
        let texts: Vec<_> = texts.filter(|pair| pair.text_changed()).collect();
        if !texts.is_empty() {
            let paths = texts.iter().filter_map(|pair| Some(&*pair.new?.path));
            let paths: Vec<&str> = paths.take(MAX_NAMED).collect();
            let names = self.catalogue.first_of(&paths, texts.len());
            let about = [("count", texts.len().into()), ("names", names.into())];
            lead.push(self.catalogue.say("compare.texts", &about));
        }
        let unseen = self.all.perhaps_passed_over();
        if unseen > 0 {
            let about = [("count", unseen.into())];
            lead.push(self.catalogue.say("compare.passed_over", &about));
        }
        if self.all.unjudged > 0 {
            let about = [("count", self.all.unjudged.into())];
            lead.push(self.catalogue.say("compare.unjudged", &about));
        }
        lead.extend(self.left_out());
        lead
    }

    /// What the reports do not hold, and what that leaves open.
    fn left_out(&self) -> Vec<String> {
        let counted = |report: &StoredReport| {
            let all = [Outcome::Fail, Outcome::Review].map(|outcome| report.counted(outcome));
            all.iter().sum::<usize>()
        };
        let about = [
            ("earlier", self.all.old.left_out().into()),
            ("later", self.all.new.left_out().into()),
            ("was", counted(self.all.old).into()),
            ("is", counted(self.all.new).into()),
            ("count", self.all.untold.into()),
        ];
        let lacks = [
            (self.all.lacks_findings(), "compare.left_out"),
            (self.all.untold > 0, "compare.untold"),
        ];
        let lacks = lacks.iter().filter(|(lacks, _)| *lacks);
        lacks
            .map(|(_, key)| self.catalogue.say(key, &about))
            .collect()
    }

    fn verdicts(&self) -> TablePart<'r> {
        let count = |count: usize| Cell::Count(u64::try_from(count).unwrap_or(u64::MAX));
        let (columns, row) = columns_of! { |one: Verdict| {
            let [was, is] = self.all.totals(one);
        }
            verdict: self.word("verdict", one.name()),
            was_count: count(was.applications),
            now_count: count(is.applications),
            was_money: cents(was.money),
            now_money: cents(is.money),
        };
        self.part("compare.verdicts", columns, Verdict::ALL.map(row))
    }

    fn findings(
        &self,
        heading: &str,
        told: impl Fn(&ComparedFinding<'r>) -> bool,
    ) -> TablePart<'r> {
        let (columns, row) = columns_of! { |one: &ComparedFinding<'r>| {
            let application = one.application.and_then(|pair| pair.either());
            let [id, title, applicant, money] = self.whose(application);
            let was = one.was.filter(|_| one.changed());
        }
            id: id,
            title: title,
            applicant: applicant,
            money: money,
            rule: Cell::text(&one.finding.rule),
            outcome: self.word("outcome", &one.finding.kind),
            was: was.map_or(Cell::Empty, |was| self.was(was, one.finding)),
            message: Cell::text(&one.finding.message),
            path: Cell::maybe(application.map(|one| &*one.path)),
        };
        let told = self.all.findings.iter().filter(|one| told(one));
        let mut part = self.part(heading, columns, told.map(row));
        // What was said before has no column where nothing else was.
        if part.rows.iter().all(|row| row.get(6) == Some(&Cell::Empty)) {
            part.columns.remove(6);
            part.rows.iter_mut().for_each(|row| drop(row.remove(6)));
        }
        part
    }

    fn books(&self) -> TablePart<'r> {
        let (columns, row) = columns_of! { |book: BookPair<'r>| {
            let [was, is] = book;
            let of = |text: Option<&'r String>| Cell::maybe(text.map(String::as_str));
        }
            call: Cell::maybe(is.or(was).map(|book| &*book.call)),
            was: of(was.map(|book| &book.version)),
            now: of(is.map(|book| &book.version)),
            was_sha256: of(was.map(|book| &book.sha256)),
            now_sha256: of(is.map(|book| &book.sha256)),
        };
        self.part(
            "compare.books",
            columns,
            self.all.books().into_iter().map(row),
        )
    }

    fn part<const N: usize>(
        &self,
        heading: &str,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [Cell<'r>; N]>,
    ) -> TablePart<'r> {
        TablePart {
            heading: self.catalogue.say(heading, &[]),
            columns: columns.into(),
            rows: rows.into_iter().map(Vec::from).collect(),
        }
    }

    /// Whose application it is: id, title, applicant, money.
    fn whose(&self, application: Option<&'r StoredApplication>) -> [Cell<'r>; 4] {
        let Some(one) = application else {
            let together = self.catalogue.say("table.together", &[]);
            return [together.into(), Cell::Empty, Cell::Empty, Cell::Empty];
        };
        [
            self.name(one),
            Cell::maybe(one.identity.title.as_deref()),
            Cell::maybe(one.identity.applicant.as_deref()),
            one.money().map_or(Cell::Empty, cents),
        ]
    }

    /// Its id, with its path where others have that id too.
    fn name(&self, one: &'r StoredApplication) -> Cell<'r> {
        match one.id.as_deref().filter(|id| self.several.contains(id)) {
            Some(id) => format!("{id} ({})", one.path).into(),
            None => Cell::text(one.name()),
        }
    }

    /// What was said before: another outcome, else another value or limit.
    fn was(&self, was: &'r StoredFinding, is: &StoredFinding) -> Cell<'r> {
        if was.kind != is.kind {
            return self.word("outcome", &was.kind);
        }
        let limit = was
            .expected
            .as_deref()
            .filter(|_| was.expected != is.expected);
        let limit = limit.map(|limit| {
            let about = [("limit", limit.into())];
            self.catalogue.say("compare.limit", &about)
        });
        let found = was.found.as_deref().filter(|_| was.found != is.found);
        match (found, limit) {
            (Some(found), Some(limit)) => format!("{found}; {limit}").into(),
            (Some(found), None) => Cell::text(found),
            (None, Some(limit)) => limit.into(),
            (None, None) => self.word("level", &was.level),
        }
    }

    /// A name of a report in the reader's language; one that is not known, as it stands there.
    fn word(&self, list: &str, name: &str) -> Cell<'r> {
        let word = self.catalogue.known_word(list, name);
        word.unwrap_or_else(|| name.to_owned()).into()
    }
}

/// The path of what a finding is about, where there is one.
fn path<'r>(application: Option<ApplicationPair<'r>>) -> Option<&'r str> {
    let one = application.and_then(|pair| pair.either())?;
    Some(&one.path)
}
