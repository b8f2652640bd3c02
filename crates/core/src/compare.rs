//! Two reports held against each other: which findings are new, gone or kept, and what became of verdicts, money and rule books.
//! Decides nothing anew: it pairs what two checks said. Knows nothing of files or of how it is shown.

mod finding;
mod pairs;

use std::collections::{BTreeMap, HashMap, HashSet};

use rust_decimal::Decimal;

use crate::finding::{Outcome, Verdict};
use crate::stored::{
    StoredApplication, StoredBook, StoredFinding, StoredReport, StoredStatement, StoredSummary,
};
pub use finding::{ComparedFinding, FindingState};
use pairs::{alone, pairs};

/// What became of two reports.
#[derive(Debug)]
pub struct Comparison<'r> {
    /// The earlier report.
    pub old: &'r StoredReport,
    /// The later one.
    pub new: &'r StoredReport,
    /// Every application of either, in the order of the later report; those that are gone last.
    pub applications: Vec<ApplicationPair<'r>>,
    /// Every finding of either, but for those of which it cannot be said whether the other report left them out.
    pub findings: Vec<ComparedFinding<'r>>,
    /// How many those are.
    pub untold: usize,
    /// How many of those the later check did not look for: it did not judge all applications together, and the earlier one did.
    pub unjudged: usize,
}

/// An application in both reports; on one side alone where it was added or taken away.
#[derive(Clone, Copy, Debug)]
pub struct ApplicationPair<'r> {
    /// As it was.
    pub old: Option<&'r StoredApplication>,
    /// As it is.
    pub new: Option<&'r StoredApplication>,
}

impl<'r> ApplicationPair<'r> {
    /// As it is, else as it was.
    pub fn either(&self) -> Option<&'r StoredApplication> {
        self.new.or(self.old)
    }

    /// The verdict before and now.
    pub fn verdicts(&self) -> [Option<&'r str>; 2] {
        [self.old, self.new].map(|side| side.map(|one| one.verdict.as_str()))
    }

    /// Whether the verdict is worse than it was.
    pub fn worse(&self) -> bool {
        let place = |name: &str| Verdict::ALL.iter().position(|one| one.name() == name);
        let [was, is] = self.verdicts().map(|verdict| verdict.and_then(place));
        was.is_some() && is > was
    }

    /// The money before and now.
    pub fn money(&self) -> [Option<Decimal>; 2] {
        [self.old, self.new].map(|side| side.and_then(StoredApplication::money))
    }

    /// What of whose application it is is another now: the name of the field in a report, before and now. A report that does not say
    /// whose applications it tells of says nothing of that.
    pub fn identity(&self) -> Vec<(&'static str, [Option<&'r str>; 2])> {
        let of = |one: &'r StoredApplication| {
            let own = &one.identity;
            let fields = [&own.title, &own.applicant, &own.registration_number];
            fields.map(|field| field.as_deref())
        };
        let names = ["title", "applicant", "registration_number"];
        let [was, is] = [self.old, self.new].map(|side| side.map_or([None; 3], of));
        let known = |side: &[Option<&str>]| side.iter().any(Option::is_some);
        let pairs = names.into_iter().zip(was.into_iter().zip(is));
        let pairs = pairs.map(|(name, (was, is))| (name, [was, is]));
        pairs
            .filter(|(_, [was_own, is_own])| known(&was) && known(&is) && was_own != is_own)
            .collect()
    }

    /// Whether its file has another content.
    pub fn text_changed(&self) -> bool {
        let [was, is] = [self.old, self.new].map(|side| side.and_then(|one| one.sha256.as_ref()));
        was.zip(is).is_some_and(|(was, is)| was != is)
    }

    /// What the office states otherwise, before and now.
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
    pub fn of(old: &'r StoredReport, new: &'r StoredReport) -> Self {
        let applications = pairs(old, new);
        let mut comparing = Comparing {
            lacks: [old, new].map(|report| (report, report.left_out() > 0)),
            moved: moved(&applications),
            found: Vec::new(),
            untold: 0,
        };
        for &pair in &applications {
            let sides = [pair.old, pair.new].map(|side| side.map_or(&[][..], |one| &one.findings));
            let call = pair.either().and_then(|one| one.call.as_deref());
            comparing.add(sides, Some(pair), call);
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
        let mut unjudged = 0_usize;
        for call in calls {
            let sides = [&was, &is].map(|side| side.get(&call).copied().unwrap_or_default());
            match new.judges_together() {
                true => comparing.add(sides, None, call),
                false => unjudged = unjudged.saturating_add(sides.map(<[_]>::len).iter().sum()),
            }
        }
        Self {
            old,
            new,
            findings: comparing.found,
            untold: comparing.untold.saturating_add(unjudged),
            unjudged,
            applications,
        }
    }

    /// The findings of a state.
    pub fn of_state(&self, state: FindingState) -> impl Iterator<Item = &ComparedFinding<'r>> {
        self.findings.iter().filter(move |one| one.state == state)
    }

    /// Whether either side holds fewer findings than it counted, so that what became of some cannot be said.
    pub fn lacks_findings(&self) -> bool {
        self.old.left_out() > 0 || self.new.left_out() > 0
    }

    /// Whether there are more of an outcome than before, by the totals of both sides, of which some are not held.
    pub fn more(&self, outcome: Outcome) -> bool {
        self.lacks_findings() && self.new.counted(outcome) > self.old.counted(outcome)
    }

    /// The ids that several applications of one of the reports have.
    pub fn shared_ids(&self) -> HashSet<&'r str> {
        let mut shared = HashSet::new();
        for report in [self.old, self.new] {
            let mut seen = HashSet::new();
            let ids = report.applications.iter();
            let ids = ids.filter_map(|one| one.id.as_deref());
            shared.extend(ids.filter(|id| !seen.insert(*id)));
        }
        shared
    }

    /// How many applications are gone of which the later check may only have seen no more that they are some: it passed over, or left
    /// out, more files than the earlier one, as where `call:` was lost or a name begins with a dot. What is left out may be a folder, with
    /// any number of them.
    pub fn perhaps_passed_over(&self) -> usize {
        let more = |of: fn(&StoredSummary) -> Option<usize>| {
            let [was, is] = [self.old, self.new].map(|report| of(&report.summary).unwrap_or(0));
            is.saturating_sub(was)
        };
        let files = more(|summary| summary.passed_over);
        let left_out = more(|summary| summary.left_out);
        let gone = self.applications.iter().filter(|pair| pair.new.is_none());
        match left_out {
            0 => gone.count().min(files),
            _ => gone.count(),
        }
    }

    /// What the earlier and the later report say of a verdict.
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

/// The applications of the earlier report by their paths, with the paths that they have in the later one.
fn moved<'r>(applications: &[ApplicationPair<'r>]) -> HashMap<&'r str, &'r str> {
    let both = applications.iter();
    let both = both.filter_map(|pair| Some((&*pair.old?.path, &*pair.new?.path)));
    both.collect()
}

/// By what a finding is known again.
type FindingKey<'f> = (&'f str, [Option<&'f str>; 2]);

/// Findings of an earlier report, each until it is known again.
type Before<'r> = Vec<Option<&'r StoredFinding>>;

/// Findings of a later report, each with what it was.
type Now<'r> = Vec<(&'r StoredFinding, Option<&'r StoredFinding>)>;

/// The findings of two reports while they are paired.
struct Comparing<'r> {
    /// The earlier and the later report, and whether each left findings out.
    lacks: [(&'r StoredReport, bool); 2],
    moved: HashMap<&'r str, &'r str>,
    found: Vec<ComparedFinding<'r>>,
    untold: usize,
}

impl<'r> Comparing<'r> {
    /// Pairs the findings of an application, or of all of a call together: those of one fingerprint, of the others those that say the same
    /// of the same place, for a fingerprint may be made otherwise by another version of the program, and of the rest those where the same
    /// was measured and has another value now. What the other side may have left out is neither new nor gone.
    fn add(
        &mut self,
        [was, is]: [&'r [StoredFinding]; 2],
        application: Option<ApplicationPair<'r>>,
        call: Option<&'r str>,
    ) {
        let mut before: Before<'r> = was.iter().map(Some).collect();
        let mut now: Now<'r> = is.iter().map(|one| (one, None)).collect();
        same(&mut before, &mut now);
        self.measured(&mut before, &mut now);
        let sides = [was, is];
        let whole = |side: usize| {
            let report = self.lacks.get(side).zip(sides.get(side));
            !report.is_some_and(|((report, lacks), own)| *lacks && report.may_lack(own))
        };
        let [old_whole, new_whole] = [whole(0), whole(1)];
        let of = |state, finding, was| ComparedFinding {
            state,
            application,
            call,
            finding,
            was,
        };
        for (one, was) in now {
            match was {
                Some(_) => self.found.push(of(FindingState::Kept, one, was)),
                None if old_whole => self.found.push(of(FindingState::New, one, None)),
                None => self.untold = self.untold.saturating_add(1),
            }
        }
        for one in before.into_iter().flatten() {
            match new_whole {
                true => self.found.push(of(FindingState::Gone, one, Some(one))),
                false => self.untold = self.untold.saturating_add(1),
            }
        }
    }

    /// Pairs what one rule measured at one place, where neither side has more of it. Over all applications together one of them at least
    /// must stand behind both: a group that is too large now is not another that was.
    fn measured(&self, before: &mut Before<'r>, now: &mut Now<'r>) {
        let key = |one: &'r StoredFinding| {
            let measured = one.found.is_some() && one.expected.is_some();
            measured.then_some((&*one.rule, one.pointer.as_deref()))
        };
        let was = before.iter().enumerate();
        let was = alone(was.filter_map(|(place, one)| Some((key((*one)?)?, place))));
        let is = now.iter().enumerate().filter(|(_, (_, was))| was.is_none());
        let is = alone(is.filter_map(|(place, (one, _))| Some((key(one)?, place))));
        for (key, place) in is {
            let old = was.get(&key).and_then(|&place| before.get_mut(place));
            if let (Some(old), Some((one, found))) = (old, now.get_mut(place)) {
                *found = old.take_if(|was| self.concern_one(was, one));
            }
        }
    }

    fn concern_one(&self, was: &StoredFinding, is: &StoredFinding) -> bool {
        let now: HashSet<&str> = is.related.iter().map(|one| &*one.path).collect();
        let still = |path: &str| self.moved.get(path).is_some_and(|path| now.contains(path));
        is.pointer.is_some() || was.related.iter().any(|one| still(&one.path))
    }
}

/// Pairs the findings that are the same.
fn same<'r>(before: &mut Before<'r>, now: &mut Now<'r>) {
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
}
