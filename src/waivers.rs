//! Waivers: findings that somebody answers for, each with a reason, a document and a last day.
//! A waiver that is malformed, not in force or matches nothing waives nothing, and that is said. Knows nothing of files, counts or verdicts.

mod reader;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::finding::{Finding, Outcome, Waived};
use crate::language::{Catalogue, Value};
use crate::own_rules::is_own;
use crate::suggest;

pub use reader::{Mistake, read};

/// A waiver that ends within so many days is said to end soon.
const SOON_DAYS: i64 = 30;

/// The waivers of a run.
#[derive(Clone, Debug, Default)]
pub struct Waivers {
    /// The files they stand in.
    pub files: Vec<WaiverFile>,
    /// The folder from which paths lead that are not absolute: a file may be named both ways.
    pub folder: String,
    entries: Vec<Entry>,
}

/// What stands in a file of waivers, in its order.
#[derive(Clone, Debug)]
enum Entry {
    Waiver(Waiver),
    Mistake(Mistake),
}

/// A file of waivers as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverFile {
    /// Its path.
    pub path: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
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
    /// The file and line it stands in.
    pub place: String,
}

/// Whose findings a waiver covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the application with this id.
    Application(String),
    /// Those of this file; as it is written, and as reports name it.
    Path(String, String),
    /// Those over all applications of the call together.
    Call(String),
}

/// Whose finding it is.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// That of an application.
    Application {
        /// Its own id.
        id: Option<&'a str>,
        /// Its path as the report names it.
        path: &'a str,
    },
    /// That of all applications of a call together.
    Call(&'a str),
}

impl Scope {
    fn covers(&self, subject: Subject<'_>, folder: &str) -> bool {
        let whole = |path: &str| match is_absolute(path) {
            true => reader::plain(path),
            false => reader::plain(&format!("{folder}/{path}")),
        };
        match (self, subject) {
            (Self::Application(own), Subject::Application { id, .. }) => Some(&**own) == id,
            (Self::Path(_, own), Subject::Application { path, .. }) => whole(own) == whole(path),
            (Self::Call(own), Subject::Call(call)) => own == call,
            _ => false,
        }
    }

    /// As the file of waivers writes it.
    fn written(&self) -> &str {
        match self {
            Self::Application(text) | Self::Path(text, _) | Self::Call(text) => text,
        }
    }
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/')
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// How far a waiver came in one run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    /// Nobody it could be for was checked.
    Nobody,
    /// The application, but no finding of the rule.
    Subject,
    /// A finding of the rule, but not the one of its fingerprint.
    OtherValue,
    /// What it waives.
    Finding,
}

/// Waivers on one day, and what came of each.
#[derive(Debug)]
pub struct Applied<'a> {
    waivers: &'a Waivers,
    today: NaiveDate,
    met: Vec<Met>,
}

impl Waivers {
    /// Adds those of another file.
    pub fn merge(&mut self, mut other: Self) {
        self.files.append(&mut other.files);
        self.entries.append(&mut other.entries);
    }

    /// Those that could be read, in the order of the file.
    pub fn all(&self) -> impl Iterator<Item = &Waiver> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Waiver(waiver) => Some(waiver),
            Entry::Mistake(_) => None,
        })
    }

    /// What is wrong with the others.
    pub fn mistakes(&self) -> impl Iterator<Item = &Mistake> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Waiver(_) => None,
            Entry::Mistake(mistake) => Some(mistake),
        })
    }

    /// Begins to apply them on a day.
    #[must_use]
    pub fn on(&self, today: NaiveDate) -> Applied<'_> {
        Applied {
            waivers: self,
            today,
            met: vec![Met::Nobody; self.all().count()],
        }
    }
}

impl Applied<'_> {
    /// Takes note that a subject was judged, so that a waiver for it is not one for nobody.
    pub fn meet(&mut self, subject: Subject<'_>) {
        for (waiver, met) in self.waivers.all().zip(&mut self.met) {
            if waiver.scope.covers(subject, &self.waivers.folder) {
                *met = (*met).max(Met::Subject);
            }
        }
    }

    /// The first waiver in force that covers a finding.
    pub fn cover(&mut self, subject: Subject<'_>, finding: &Finding) -> Option<Waived> {
        if !matches!(finding.outcome, Outcome::Fail | Outcome::Review) || is_own(&finding.rule) {
            return None;
        }
        let mut waived = None;
        for (waiver, met) in self.waivers.all().zip(&mut self.met) {
            if waiver.rule != *finding.rule || !waiver.scope.covers(subject, &self.waivers.folder) {
                continue;
            }
            let same = waiver
                .fingerprint
                .as_ref()
                .is_none_or(|own| *own == finding.fingerprint.to_string());
            let reached = if same { Met::Finding } else { Met::OtherValue };
            *met = (*met).max(reached);
            if same && waived.is_none() && waiver.in_force(self.today) {
                waived = Some(Waived {
                    outcome: finding.outcome,
                    reason: waiver.reason.clone(),
                    approver: waiver.approver.clone(),
                    document: waiver.document.clone(),
                    expires: waiver.expires,
                });
            }
        }
        waived
    }

    /// What a reader should know of the waivers: those that waive nothing, and why; those that soon will not.
    /// `known` are the ids of all rules.
    #[must_use]
    pub fn notes(&self, catalogue: &Catalogue, known: &[&str]) -> Vec<String> {
        let void = |place: &str, why: String| {
            catalogue.say(
                "waiver.void",
                &[("place", place.into()), ("why", why.into())],
            )
        };
        let mut met = self.met.iter();
        let mut notes = Vec::new();
        for entry in &self.waivers.entries {
            match entry {
                Entry::Mistake(mistake) => {
                    let why = mistake.say(catalogue);
                    notes.push(match mistake.whole {
                        true => {
                            let place = Value::from(&*mistake.place);
                            let about = [("place", place), ("why", why.into())];
                            catalogue.say("waiver.none_counts", &about)
                        }
                        false => void(&mistake.place, why),
                    });
                }
                Entry::Waiver(waiver) => {
                    let met = met.next().copied().unwrap_or(Met::Nobody);
                    let left = waiver.expires.signed_duration_since(self.today).num_days();
                    if let Some(why) = self.why_void(waiver, met, catalogue, known) {
                        notes.push(void(&waiver.place, why));
                    } else if left <= SOON_DAYS {
                        notes.push(catalogue.say("waiver.soon", &waiver.about()));
                    }
                }
            }
        }
        notes
    }

    fn why_void(
        &self,
        waiver: &Waiver,
        met: Met,
        catalogue: &Catalogue,
        known: &[&str],
    ) -> Option<String> {
        let about = waiver.about();
        if !known.contains(&&*waiver.rule) {
            let mut why = catalogue.say("waiver.unknown_rule", &about);
            let candidates = known.iter().map(|&id| (id, id));
            if let Some(similar) = suggest::nearest(&waiver.rule, candidates) {
                let hint = catalogue.say("form.did_you_mean", &[("similar", similar.into())]);
                why = format!("{why} {hint}");
            }
            return Some(why);
        }
        if waiver.expires < self.today {
            return Some(catalogue.say("waiver.expired", &about));
        }
        if waiver.issued > self.today {
            let mut about = about.to_vec();
            about.push(("today", self.today.into()));
            return Some(catalogue.say("waiver.not_yet", &about));
        }
        match met {
            Met::Nobody => Some(catalogue.say("waiver.no_application", &about)),
            Met::Subject => Some(catalogue.say("waiver.nothing", &about)),
            Met::OtherValue => Some(catalogue.say("waiver.changed", &about)),
            Met::Finding => None,
        }
    }
}

impl Waiver {
    fn in_force(&self, today: NaiveDate) -> bool {
        self.issued <= today && today <= self.expires
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
