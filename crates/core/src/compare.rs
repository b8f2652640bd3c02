//! Two reports held against each other: which findings are new, gone or kept, and what became of verdicts, money and rule books.
//! Decides nothing anew: it pairs what two checks said. Knows nothing of files or of how it is shown.

mod pairs;

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use crate::finding::Verdict;
use crate::stored::{StoredApplication, StoredBook, StoredFinding, StoredReport, StoredStatement};
use pairs::pairs;

/// What became of two reports.
#[derive(Debug)]
pub struct Comparison<'r> {
    /// The earlier report.
    pub old: &'r StoredReport,
    /// The later one.
    pub new: &'r StoredReport,
    /// Every application of either, in the order of the later report; those that are gone last.
    pub applications: Vec<ApplicationPair<'r>>,
    /// Every finding of either.
    pub findings: Vec<ComparedFinding<'r>>,
}

/// An application in both reports; on one side alone where it was added or taken away.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationPair<'r> {
    /// As it was.
    pub old: Option<&'r StoredApplication>,
    /// As it is.
    pub new: Option<&'r StoredApplication>,
}

/// What became of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingState {
    /// Only the later report has it.
    New,
    /// Only the earlier report has it.
    Gone,
    /// Both have it.
    Kept,
}

impl FindingState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::New, Self::Gone, Self::Kept];

    /// Its name, the same in every language.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Kept => "kept",
        }
    }
}

/// A finding of either report.
#[derive(Clone, Copy, Debug)]
pub struct ComparedFinding<'r> {
    /// What became of it.
    pub state: FindingState,
    /// Its application; `None` for one of all applications of a call together.
    pub application: Option<ApplicationPair<'r>>,
    /// The call.
    pub call: Option<&'r str>,
    /// The finding: as the later report has it, where it has it.
    pub finding: &'r StoredFinding,
    /// As the earlier report has it.
    pub was: Option<&'r StoredFinding>,
}

impl ComparedFinding<'_> {
    /// Whether something else is said of it now: it was waived, answered, or weighs otherwise.
    #[must_use]
    pub fn changed(&self) -> bool {
        let same = |was: &StoredFinding| {
            (&was.kind, &was.level) == (&self.finding.kind, &self.finding.level)
        };
        self.state == FindingState::Kept && !self.was.is_some_and(same)
    }

    /// Whether it weighs more than before, where it counts now: a new one, a question that became a failure, one that nobody answers
    /// for any more.
    #[must_use]
    pub fn worse(&self) -> bool {
        let now = weight(self.finding);
        self.state != FindingState::Gone && now > self.was.map_or(0, weight)
    }
}

impl<'r> ApplicationPair<'r> {
    /// As it is, else as it was.
    #[must_use]
    pub fn either(&self) -> Option<&'r StoredApplication> {
        self.new.or(self.old)
    }

    /// The verdict before and now.
    #[must_use]
    pub fn verdicts(&self) -> [Option<&'r str>; 2] {
        [self.old, self.new].map(|side| side.map(|one| one.verdict.as_str()))
    }

    /// Whether the verdict is worse than it was.
    #[must_use]
    pub fn worse(&self) -> bool {
        let place = |name: &str| Verdict::ALL.iter().position(|one| one.name() == name);
        let [was, is] = self.verdicts().map(|verdict| verdict.and_then(place));
        was.is_some() && is > was
    }

    /// The money before and now.
    #[must_use]
    pub fn money(&self) -> [Option<Decimal>; 2] {
        [self.old, self.new].map(|side| side.and_then(StoredApplication::money))
    }

    /// What the office states otherwise, before and now.
    #[must_use]
    pub fn stated(&self) -> Vec<[Option<&'r StoredStatement>; 2]> {
        let [old, new] = [self.old, self.new].map(|side| side.map_or(&[][..], |one| &one.stated));
        let find = |all: &'r [StoredStatement], field: &str| {
            let mut all = all.iter();
            all.find(|one| one.field == field)
        };
        let now = new.iter().map(|one| [find(old, &one.field), Some(one)]);
        let gone = old.iter().filter(|one| find(new, &one.field).is_none());
        let all = now.chain(gone.map(|one| [Some(one), None]));
        let is = |one: Option<&'r StoredStatement>| one.map(|one| &one.is);
        all.filter(|&[was, now]| self.stayed() && is(was) != is(now))
            .collect()
    }

    /// Whether it is on both sides.
    #[must_use]
    pub fn stayed(&self) -> bool {
        self.old.is_some() && self.new.is_some()
    }
}

/// Applications, and their money, with a verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictTotal {
    /// How many.
    pub applications: usize,
    /// Their known money.
    pub money: Decimal,
}

/// A rule book on both sides; on one alone where it was added or is not applied any more.
pub type BookPair<'r> = [Option<&'r StoredBook>; 2];

impl<'r> Comparison<'r> {
    /// Holds two reports against each other.
    #[must_use]
    pub fn of(old: &'r StoredReport, new: &'r StoredReport) -> Self {
        let applications = pairs(old, new);
        let mut findings = Vec::new();
        for &pair in &applications {
            let [was, is] =
                [pair.old, pair.new].map(|side| side.map_or(&[][..], |one| &one.findings));
            let call = pair.either().and_then(|one| one.call.as_deref());
            compare(was, is, Some(pair), call, &mut findings);
        }
        let of_call = |report: &'r StoredReport| -> BTreeMap<Option<&'r str>, &'r [StoredFinding]> {
            let all = report.portfolio.iter();
            all.map(|one| (one.call.as_deref(), &*one.findings))
                .collect()
        };
        let [was, is] = [old, new].map(of_call);
        let mut calls: Vec<_> = was.keys().chain(is.keys()).copied().collect();
        calls.sort_unstable();
        calls.dedup();
        for call in calls {
            let [was, is] = [&was, &is].map(|side| side.get(&call).copied().unwrap_or_default());
            compare(was, is, None, call, &mut findings);
        }
        Self {
            old,
            new,
            applications,
            findings,
        }
    }

    /// The findings of a state.
    pub fn of_state(&self, state: FindingState) -> impl Iterator<Item = &ComparedFinding<'r>> {
        self.findings.iter().filter(move |one| one.state == state)
    }

    /// What the earlier and the later report say of a verdict.
    #[must_use]
    pub fn totals(&self, verdict: Verdict) -> [VerdictTotal; 2] {
        [self.old, self.new].map(|report| {
            let mut total = VerdictTotal::default();
            for one in report
                .applications
                .iter()
                .filter(|one| one.verdict == verdict.name())
            {
                total.applications = total.applications.saturating_add(1);
                total.money = total.money.saturating_add(one.money().unwrap_or_default());
            }
            total
        })
    }

    /// The rule books that are not the same on both sides.
    #[must_use]
    pub fn books(&self) -> Vec<BookPair<'r>> {
        let (old, new) = (&self.old.rule_books, &self.new.rule_books);
        let find =
            |books: &'r [StoredBook], call: &str| books.iter().find(|book| book.call == call);
        let now = new.iter().map(|book| [find(old, &book.call), Some(book)]);
        let gone = old.iter().filter(|book| find(new, &book.call).is_none());
        let all = now.chain(gone.map(|book| [Some(book), None]));
        all.filter(|[was, is]| was != is).collect()
    }
}

/// By what a finding is known again.
type FindingKey<'f> = (&'f str, [Option<&'f str>; 2]);

/// Pairs the findings of two sides: those of one fingerprint, and of the others those that say the same of the same place, for a
/// fingerprint may be made otherwise by another version of the program.
fn compare<'r>(
    was: &'r [StoredFinding],
    is: &'r [StoredFinding],
    application: Option<ApplicationPair<'r>>,
    call: Option<&'r str>,
    to: &mut Vec<ComparedFinding<'r>>,
) {
    let mut before: Vec<Option<&StoredFinding>> = was.iter().map(Some).collect();
    let mut now: Vec<(&StoredFinding, Option<&StoredFinding>)> =
        is.iter().map(|one| (one, None)).collect();
    let same: [fn(&StoredFinding) -> FindingKey<'_>; 2] = [
        |one| (&one.fingerprint, [None; 2]),
        |one| (&one.rule, [one.pointer.as_deref(), one.found.as_deref()]),
    ];
    for key in same {
        let mut places: HashMap<_, Vec<usize>> = HashMap::new();
        for (place, one) in before.iter().enumerate().rev() {
            if let Some(one) = one {
                places.entry(key(one)).or_default().push(place);
            }
        }
        for (one, found) in now.iter_mut().filter(|(_, found)| found.is_none()) {
            let place = places.get_mut(&key(one)).and_then(Vec::pop);
            *found = place.and_then(|place| before.get_mut(place)?.take());
        }
    }
    let of = |state, finding, was| ComparedFinding {
        state,
        application,
        call,
        finding,
        was,
    };
    to.extend(now.into_iter().map(|(one, was)| match was {
        Some(_) => of(FindingState::Kept, one, was),
        None => of(FindingState::New, one, None),
    }));
    let gone = before.into_iter().flatten();
    to.extend(gone.map(|one| of(FindingState::Gone, one, Some(one))));
}

/// How much a finding weighs; nothing where it does not count.
fn weight(finding: &StoredFinding) -> u8 {
    match (&*finding.kind, &*finding.level) {
        ("fail", "error") => 3,
        ("fail", _) => 2,
        ("review", _) => 1,
        _ => 0,
    }
}
