//! `present`, `absent`: whether a field is stated.

use super::{Ask, Asks, Examined, Found, NoValue, Wanted, Word};
use crate::context::{Place, Truth, other_word};
use crate::form::{Family, Single};

/// Whether a field is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is.
    Present,
    /// It is not.
    Absent,
}

/// The word for it that stands alone.
pub(super) fn alone(word: &str) -> Option<Presence> {
    match word {
        "present" => Some(Presence::Present),
        "absent" => Some(Presence::Absent),
        _ => None,
    }
}

/// The word for what a text says where it denies one: `not absent`, `!= absent`.
pub(super) fn denied(text: &str) -> Option<&'static str> {
    let (sign, word) = text.split_once(' ').unwrap_or_else(|| {
        let rest = text.trim_start_matches(['!', '=', '<', '>', '≠']);
        text.split_at(text.len().saturating_sub(rest.len()))
    });
    let denies = other_word(sign, Place::TestOfField) == Some("different_from");
    (denies || sign == "not").then(|| opposite(word))?
}

/// The word for the other of the two.
pub(super) fn opposite(word: &str) -> Option<&'static str> {
    Some(match alone(word)? {
        Presence::Present => "absent",
        Presence::Absent => "present",
    })
}

impl Ask for Presence {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "present",
            of: &Family::ALL,
            read: |line| {
                let is_present = line.reader.flag(line.node)?;
                Some(
                    if is_present {
                        Self::Present
                    } else {
                        Self::Absent
                    }
                    .into(),
                )
            },
        }]
    }

    fn holds(&self, _: Single, found: &Found<'_, '_>) -> Truth {
        match self {
            // `To be described later` is no answer, and whether it will do, only a person can say.
            Self::Present if found.only_defers() => Truth::NotStated,
            Self::Present => Truth::Holds,
            Self::Absent => Truth::Fails,
        }
    }

    fn without_value(&self, why: NoValue) -> Truth {
        match (self, why) {
            // Whether there is an entry only the office can say.
            (_, NoValue::Awaited) => Truth::NotStated,
            (Self::Present, NoValue::NotStated) => Truth::Fails,
            (Self::Present, NoValue::Missed | NoValue::Unreadable) => Truth::Open,
            (Self::Present, NoValue::Several) => Truth::Holds,
            (Self::Absent, NoValue::NotStated | NoValue::Missed) => Truth::Holds,
            (Self::Absent, NoValue::Unreadable | NoValue::Several) => Truth::Fails,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: match self {
                Self::Present => "trace.present",
                Self::Absent => "trace.absent",
            },
            denied: match self {
                Self::Present => "trace.absent",
                Self::Absent => "trace.present",
            },
            wanted: Wanted::Nothing,
            bounds: None,
        }
    }
}

impl Examined for Presence {}
