//! What changed between two reports, in each of its formats. Knows nothing of how the two were paired.

mod applications;
mod baseline;
mod data;

use std::collections::HashSet;
use std::io;

use crate::format::Style;
use crate::rows::{Cell, cents};
use crate::tables::{self, TablePart, Tables};
use atbilst_core::compare::{ApplicationPair, ComparedFinding, Comparison, FindingState};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::stored::{StoredApplication, StoredFinding, StoredReport};

/// Writes a comparison.
pub type WriteComparison =
    fn(&Comparison<'_>, &Catalogue, &Style, &mut dyn io::Write) -> io::Result<()>;

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
        let texts = texts.filter(|pair| pair.text_changed()).count();
        if texts > 0 {
            let about = [("count", texts.into())];
            lead.push(self.catalogue.say("compare.texts", &about));
        }
        let unseen = self.all.perhaps_passed_over();
        if unseen > 0 {
            let about = [("count", unseen.into())];
            lead.push(self.catalogue.say("compare.passed_over", &about));
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
        let rows = Verdict::ALL.map(|verdict| {
            let [was, is] = self.all.totals(verdict);
            vec![
                self.word("verdict", verdict.name()),
                count(was.applications),
                count(is.applications),
                cents(was.money),
                cents(is.money),
            ]
        });
        self.part(
            "compare.verdicts",
            &[
                "verdict",
                "was_count",
                "now_count",
                "was_money",
                "now_money",
            ],
            rows.into(),
        )
    }

    fn findings(
        &self,
        heading: &str,
        told: impl Fn(&ComparedFinding<'r>) -> bool,
    ) -> TablePart<'r> {
        let rows = self.all.findings.iter().filter(|one| told(one));
        let rows = rows.map(|one| {
            let application = one.application.and_then(|pair| pair.either());
            let [id, title, applicant, money] = self.whose(application);
            let was = one.was.filter(|_| one.changed());
            vec![
                id,
                title,
                applicant,
                money,
                Cell::text(&one.finding.rule),
                self.word("outcome", &one.finding.kind),
                was.map_or(Cell::Empty, |was| self.was(was, one.finding)),
                Cell::text(&one.finding.message),
                Cell::maybe(application.map(|one| &*one.path)),
            ]
        });
        let columns = [
            "id",
            "title",
            "applicant",
            "money",
            "rule",
            "outcome",
            "was",
            "message",
            "path",
        ];
        let mut part = self.part(heading, &columns, rows.collect());
        // What was said before has no column where nothing else was.
        if part.rows.iter().all(|row| row.get(6) == Some(&Cell::Empty)) {
            part.columns.remove(6);
            part.rows.iter_mut().for_each(|row| drop(row.remove(6)));
        }
        part
    }

    fn books(&self) -> TablePart<'r> {
        let rows = self.all.books().into_iter().map(|[was, is]| {
            let call = is.or(was).map(|book| book.call.as_str());
            let of = |text: Option<&'r String>| Cell::maybe(text.map(String::as_str));
            vec![
                Cell::maybe(call),
                of(was.map(|book| &book.version)),
                of(is.map(|book| &book.version)),
                of(was.map(|book| &book.sha256)),
                of(is.map(|book| &book.sha256)),
            ]
        });
        let columns = ["call", "was", "now", "was_sha256", "now_sha256"];
        self.part("compare.books", &columns, rows.collect())
    }

    fn part(
        &self,
        heading: &str,
        columns: &[&'static str],
        rows: Vec<Vec<Cell<'r>>>,
    ) -> TablePart<'r> {
        TablePart {
            heading: self.catalogue.say(heading, &[]),
            columns: columns.to_vec(),
            rows,
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
        let key = format!("{list}.{name}");
        match self.catalogue.has(&key) {
            true => self.catalogue.say(&key, &[]).into(),
            false => name.to_owned().into(),
        }
    }
}

/// The path of what a finding is about, where there is one.
fn path<'r>(application: Option<ApplicationPair<'r>>) -> Option<&'r str> {
    let one = application.and_then(|pair| pair.either())?;
    Some(&one.path)
}
