//! What a check can say: outcomes, findings, their places and their law.
//! Knows nothing of how they were found or how they are shown.

mod absent;
mod decided;
mod fingerprint;
mod measure;

use crate::named::named;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

use chrono::NaiveDate;

use atbilst_yaml::source::Location;

pub use absent::AlsoAsks;
pub(crate) use absent::told_once;
pub use decided::{AnswerVerdict, Answered, Waived};
pub(crate) use fingerprint::LookedAt;
pub use fingerprint::{Fingerprint, Hex};
pub use measure::Measure;

named! {
    /// What a rule says of one place it judges. The names follow SARIF's `kind`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum Outcome {
        /// The rule does not apply here, or was not in force on the as-of date.
        NotApplicable = "not_applicable",
        /// The rule holds.
        Pass = "pass",
        /// A question that a person has looked at and answered: it complies.
        Answered = "answered",
        /// Not decided: a value it needs is missing or unreadable, which has its own finding.
        Open = "open",
        /// A finding that a waiver in force covers.
        Waived = "waived",
        /// A person must judge.
        Review = "review",
        /// The rule does not hold.
        Fail = "fail",
    }
}

/// Numbers of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts([u32; Outcome::ALL.len()]);

impl Counts {
    /// Counts one outcome.
    pub fn add(&mut self, outcome: Outcome) {
        if let Some(count) = self.0.get_mut(outcome as usize) {
            *count = count.saturating_add(1);
        }
    }

    /// A finding that was counted so counts otherwise.
    pub fn change(&mut self, before: Outcome, after: Outcome) {
        if let Some(count) = self.0.get_mut(before as usize) {
            *count = count.saturating_sub(1);
        }
        self.add(after);
    }

    /// Adds all of another's.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(other.0) {
            *mine = mine.saturating_add(theirs);
        }
    }

    /// How many of one outcome.
    pub fn of(&self, outcome: Outcome) -> u32 {
        self.0.get(outcome as usize).copied().unwrap_or(0)
    }

    /// How many that a person must see.
    pub fn findings(&self) -> u32 {
        let seen = [
            Outcome::Fail,
            Outcome::Review,
            Outcome::Waived,
            Outcome::Answered,
        ];
        seen.iter()
            .fold(0, |sum, &outcome| self.of(outcome).saturating_add(sum))
    }

    /// How many in all.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }
}

named! {
    /// How much a failed rule weighs.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum Level {
        /// Worth knowing; does not stand in the way.
        Warning = "warning",
        /// Does not comply.
        Error = "error",
    }
}

named! {
    /// What a report says of one application. Never "approved".
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum Verdict {
        /// No rule fails and none asks for a person.
        Complies = "complies",
        /// No rule fails; a person must judge at least one.
        NeedsReview = "needs_review",
        /// At least one rule fails.
        DoesNotComply = "does_not_comply",
        /// The file could not be read as an application, so no rule was judged.
        Unreadable = "unreadable",
    }
}

impl Verdict {
    /// The verdict over what was found of an application, each with its weight. What is not decided is decided by nobody, also where the
    /// finding that stands for it is waived.
    pub fn over(found: impl IntoIterator<Item = (Outcome, Level)>, open: bool) -> Self {
        let mut verdict = if open {
            Self::NeedsReview
        } else {
            Self::Complies
        };
        for one in found {
            verdict = verdict.max(match one {
                (Outcome::Fail, Level::Error) => Self::DoesNotComply,
                (Outcome::Fail | Outcome::Review, _) => Self::NeedsReview,
                _ => Self::Complies,
            });
        }
        verdict
    }
}

/// A sentence of law that a rule rests on, in the language of the report but for its quote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Law {
    /// Short name of the source in the rule book, e.g. `varam`.
    pub id: String,
    /// Title of the source.
    pub source: String,
    /// Point or article, where the source numbers them.
    pub point: Option<String>,
    /// The words of the law, exactly; `None` where the content is not known.
    pub quote: Option<String>,
    /// Address of the source.
    pub url: String,
    /// The day since which the applied value is in force, where the rule applied a dated value.
    pub since: Option<NaiveDate>,
}

/// The lines of a text around a place, kept so that the text itself can be dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Number of its first line, from 1.
    pub first_line: u32,
    /// Whole lines, without the last line break.
    pub text: String,
    /// Bytes of `text` that the place covers.
    pub marked: std::ops::Range<usize>,
}

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// JSON Pointer (RFC 6901) into the application.
    pub pointer: String,
    /// The lines and columns.
    pub location: Location,
    /// What stands there.
    pub excerpt: Excerpt,
}

/// A second place that a finding speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    /// Path of the file as the report names it.
    pub path: Arc<str>,
    /// Where in it; without an excerpt where the text is no longer at hand.
    pub place: Place,
    /// What stands there, in a few words.
    pub message: String,
}

/// How sure it is what was meant by what is only written wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Slip {
    /// Nothing else can be meant.
    Sure,
    /// Whoever wrote it must be asked.
    Likely,
}

/// The lines that put a finding right, ready to paste.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cure {
    /// The first line they take the place of, from 1; where they take the place of none, the line they stand before.
    pub line: u32,
    /// How many lines they take the place of.
    pub lines: u32,
    /// The lines themselves; `…` stands for what only the applicant knows.
    pub text: String,
    /// The lines that are moved so, and stand elsewhere: they go away.
    pub moved: Option<Moved>,
}

impl Cure {
    /// Lines in the place of others.
    pub fn of(line: u32, lines: u32, text: String) -> Self {
        Self {
            line,
            lines,
            text,
            moved: None,
        }
    }

    /// Lines in the place of all from one to another.
    pub fn between(first: u32, last: u32, text: String) -> Self {
        Self::of(first, last.saturating_sub(first).saturating_add(1), text)
    }
}

/// Whole lines, as they stand in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// The first of them, from 1.
    pub line: u32,
    /// How many.
    pub lines: u32,
}

/// Something that the office has not stated yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The path of its field, with the items it stands in.
    pub field: String,
    /// Where the office looks it up.
    pub register: String,
}

/// How much a finding weighs, the gravest first: each format has a word or a look for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Does not comply.
    Error,
    /// Does not comply, and does not stand in the way.
    Warning,
    /// A person must judge.
    Review,
    /// Somebody answers for it already.
    Settled,
}

/// An outcome that a person must see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Id of the rule.
    pub rule: Arc<str>,
    /// `Fail`, `Review`, `Waived` or `Answered`.
    pub outcome: Outcome,
    /// How much it weighs.
    pub level: Level,
    /// What was found and what is asked.
    pub message: String,
    /// What to do.
    pub help: Option<Arc<str>>,
    /// The value at the place, as it was written; `None` where it is missing.
    pub found: Option<String>,
    /// The value that would do, as the rule book writes it; `None` for a limit that would not do itself.
    pub expected: Option<String>,
    /// What `found` and `expected` are, each by itself.
    pub measures: [Measure; 2],
    /// What is asked where a limit is, in words: `no later than 2022-12-31`.
    pub asked: Option<String>,
    /// Where only the way is wrong in which something is written: how sure it is what was meant.
    pub slip: Option<Slip>,
    /// The lines to write, where they can be told.
    pub cure: Option<Box<Cure>>,
    /// Where.
    pub place: Place,
    /// Other places it speaks of.
    pub related: Vec<Related>,
    /// By which law; empty for the rules of the form.
    pub law: Arc<[Law]>,
    /// Its identity over time.
    pub fingerprint: Fingerprint,
    /// What it rests on: all that was measured, and what it was held against. A person who decides about it decides about that;
    /// `None` for what nobody decides about.
    pub basis: Option<Fingerprint>,
    /// The waiver that covers it.
    pub waived: Option<Box<Waived>>,
    /// The answer of a person to its question.
    pub answered: Option<Box<Answered>>,
    /// What the office has not stated yet, where that stands in the way.
    pub awaits: Option<Box<Awaited>>,
    /// Where what is left out should stand, as a JSON Pointer: the outermost part that is not there.
    pub absent: Option<Box<str>>,
    /// The other rules that ask for it.
    pub also: Vec<AlsoAsks>,
}

impl Finding {
    /// What a rule found, with nothing said of it besides.
    pub fn of(
        (rule, outcome, level): (Arc<str>, Outcome, Level),
        message: String,
        help: Arc<str>,
        place: Place,
        law: Arc<[Law]>,
    ) -> Self {
        Self {
            rule,
            outcome,
            level,
            message,
            help: Some(help),
            found: None,
            expected: None,
            measures: [Measure::Text; 2],
            asked: None,
            slip: None,
            cure: None,
            place,
            related: Vec::new(),
            law,
            fingerprint: Fingerprint::default(),
            basis: None,
            waived: None,
            answered: None,
            awaits: None,
            absent: None,
            also: Vec::new(),
        }
    }

    /// Says a further sentence of what was found.
    pub(crate) fn add(&mut self, sentence: &str) {
        self.message.push(' ');
        self.message.push_str(sentence);
    }

    /// How much it weighs as it stands now, with what was decided about it.
    pub fn weight(&self) -> Weight {
        match (self.outcome, self.level) {
            (Outcome::Fail, Level::Error) => Weight::Error,
            (Outcome::Fail, Level::Warning) => Weight::Warning,
            (Outcome::Waived | Outcome::Answered, _) => Weight::Settled,
            _ => Weight::Review,
        }
    }

    /// Whether it does not comply, with the weight of an error.
    pub fn is_error(&self) -> bool {
        self.weight() == Weight::Error
    }

    /// What is asked, for a person to read.
    pub fn wanted(&self) -> Option<&str> {
        self.asked.as_deref().or(self.expected.as_deref())
    }
}
