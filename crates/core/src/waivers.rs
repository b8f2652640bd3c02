//! Waivers: findings that somebody answers for, each with a reason, a document and a last day.
//! A waiver that is malformed, not in force or matches nothing waives nothing, and that is said. Knows nothing of files, counts or verdicts.

mod applied;
mod reader;
mod terms;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::decisions::{Decision, Decisions, Scope};
use crate::finding::{Outcome, Waived};
use crate::language::Value;

pub use applied::{Applied, Covering, WaiverEffect};
pub use reader::read;
pub use terms::{Refusal, WaiverTerms};

/// The waivers of a run.
pub type Waivers = Decisions<Waiver>;

/// What a file that is called as one of waivers holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// Waivers, or nothing.
    Waivers,
    /// Waivers that cannot be read.
    Broken,
    /// An application.
    Application,
    /// Anything else.
    Other,
}

/// One waiver as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule whose findings it covers.
    pub rule: String,
    /// Whose findings.
    pub scope: Scope,
    /// The one finding it covers; without it, all of the rule.
    pub fingerprint: Option<String>,
    /// What that finding rests on, as it was when it was decided about.
    pub basis: Option<String>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub approver: String,
    /// The document that records the decision.
    pub document: String,
    /// The first day on which it counts.
    pub issued: NaiveDate,
    /// The last day on which it counts.
    pub expires: NaiveDate,
    /// The file it stands in.
    pub file: Arc<str>,
    /// The file and line it stands in.
    pub place: String,
    /// The folder whose applications alone it is for.
    pub folder: Option<Arc<str>>,
}

impl Waivers {
    /// What the file holds that they were read from; `bytes` are its.
    pub fn nature(&self, bytes: &[u8]) -> Nature {
        if self.broken().is_none() {
            return Nature::Waivers;
        }
        let text = String::from_utf8_lossy(bytes);
        let has = |key: &str| {
            let mut lines = text.split(['\n', '\r']);
            lines.any(|line| {
                let line = line.trim_start_matches(['\u{feff}', '{', ' ', '"', '\'', ',']);
                let after = line.strip_prefix(key);
                after.is_some_and(|after| {
                    after.trim_start_matches(['"', '\'', ' ']).starts_with(':')
                })
            })
        };
        match (has("waivers"), has("call")) {
            (true, _) => Nature::Broken,
            (false, true) => Nature::Application,
            (false, false) => Nature::Other,
        }
    }

    /// Begins to apply them on a day.
    pub fn on(&self, today: NaiveDate) -> Applied<'_> {
        Applied::new(self, today)
    }
}

impl Decision for Waiver {
    fn lies_in(&mut self, folder: &Arc<str>) {
        self.folder = Some(Arc::clone(folder));
    }
}

impl Waiver {
    fn in_force(&self, today: NaiveDate) -> bool {
        self.issued <= today && today <= self.expires
    }

    /// What a finding says of it that was counted so before.
    fn waived(&self, outcome: Outcome) -> Waived {
        Waived {
            outcome,
            reason: self.reason.clone(),
            approver: self.approver.clone(),
            document: self.document.clone(),
            issued: self.issued,
            expires: self.expires,
            file: Arc::clone(&self.file),
        }
    }

    fn about(&self) -> [(&'static str, Value<'_>); 5] {
        [
            ("rule", (&*self.rule).into()),
            ("subject", self.scope.written().into()),
            ("place", (&*self.place).into()),
            ("issued", self.issued.into()),
            ("expires", self.expires.into()),
        ]
    }
}
