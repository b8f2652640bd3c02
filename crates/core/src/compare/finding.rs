//! What became of one finding.

use chrono::Datelike;
use rust_decimal::Decimal;

use super::ApplicationPair;
use crate::named::named;
use crate::scalar;
use crate::stored::StoredFinding;

named! {
    /// What became of a finding.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum FindingState {
        /// Only the later report has it.
        New = "new",
        /// Only the earlier report has it.
        Gone = "gone",
        /// Both have it.
        Kept = "kept",
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
    /// Whether something else is said of it now: it was waived, answered, weighs otherwise, or another value was found or is asked.
    pub fn changed(&self) -> bool {
        let same = |was: &StoredFinding| said(was) == said(self.finding);
        self.state == FindingState::Kept && !self.was.is_some_and(same)
    }

    /// Whether it weighs more than before, where it counts now: a new one, a question that became a failure, one that nobody answers
    /// for any more, one that is further beyond its limit.
    pub fn worse(&self) -> bool {
        let now = weight(self.finding);
        let was = self.was.map_or(0, weight);
        let beyond = || {
            let beyond = self.was.and_then(beyond);
            now > 0 && beyond.is_some() && self::beyond(self.finding) > beyond
        };
        self.state != FindingState::Gone && (now > was || now == was && beyond())
    }
}

/// What of a finding may be another while it stays the same finding.
fn said(one: &StoredFinding) -> [Option<&str>; 4] {
    let (found, expected) = (one.found.as_deref(), one.expected.as_deref());
    [Some(&one.kind), Some(&one.level), found, expected]
}

/// By how much a finding is beyond its limit, where both are numbers or days.
fn beyond(finding: &StoredFinding) -> Option<Decimal> {
    let (found, limit) = (finding.found.as_deref()?, finding.expected.as_deref()?);
    let number = |text: &str| text.parse::<Decimal>().ok();
    let day = |text: &str| scalar::date(text).map(|day| day.num_days_from_ce().into());
    let apart = |of: &dyn Fn(&str) -> Option<Decimal>| of(found)?.checked_sub(of(limit)?);
    let apart = apart(&number).or_else(|| apart(&day))?;
    Some(apart.abs())
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
