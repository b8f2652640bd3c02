//! What must hold of all applications of a call together, and whose applications count.

use crate::condition::Condition;
use crate::condition::quantity::{Comparison, Operand};
use crate::context::FieldSelector;
use crate::finding::Verdict;
use crate::form::FieldId;
use atbilst_yaml::source::Span;

/// Whose applications a rule over all of them looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// Those that comply.
    Complying,
    /// Those that comply, and those that a person must judge. A target is reached only by those that comply.
    NotFailing,
    /// All that can be read.
    All,
}

impl Among {
    /// Every one with its word in a rule book.
    pub const WORDS: [(&'static str, Self); 3] = [
        ("complying", Self::Complying),
        ("not_failing", Self::NotFailing),
        ("all", Self::All),
    ];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        let mut words = Self::WORDS.iter();
        words
            .find(|(_, among)| *among == self)
            .map_or("", |(word, _)| word)
    }

    /// Whether an application of this verdict is one of them.
    #[must_use]
    pub fn has(self, verdict: Verdict) -> bool {
        match self {
            Self::Complying => verdict == Verdict::Complies,
            Self::NotFailing => verdict <= Verdict::NeedsReview,
            Self::All => true,
        }
    }
}

/// One thing that must hold of all applications together. Two are equal that ask the same, wherever they stand.
#[derive(Clone, Debug)]
pub enum Requirement {
    /// The sum of a field compares so with a limit.
    Sum {
        /// The field; of what is computed, the first one that it is made of.
        of: FieldSelector,
        /// What each application adds, where that is not the field itself or not of all items.
        term: Option<Box<Operand>>,
        /// Which applications, where not all.
        filter: Option<Condition>,
        /// How it compares, with a constant or a value of the book.
        compares: Comparison,
        /// Its place in the rule book.
        span: Span,
    },
    /// So many applications, or items, meet a condition.
    Count {
        /// The lists whose items are counted; none to count the applications.
        of: FieldSelector,
        /// Which of them.
        filter: Option<Condition>,
        /// Of the items of one application that have the same words in this field only one is counted.
        different: Option<FieldId>,
        /// How the number compares, with a constant or a value of the book.
        compares: Comparison,
        /// The name under which messages speak of it.
        name: Option<String>,
        /// Its place in the rule book.
        span: Span,
    },
    /// No two applications agree in one of these keys.
    Unique {
        /// The keys.
        keys: Vec<UniqueKey>,
        /// How many may agree in one: one, where the rule says nothing else.
        most: u32,
    },
    /// No two people would take one of these names for another, of two applications or of one. Always a question.
    Alike {
        /// Where the names stand.
        paths: Vec<FieldSelector>,
        /// What is told besides where those who are alike have it in common, in whichever of these fields.
        also: Vec<FieldSelector>,
    },
}

/// What no two applications may have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UniqueKey {
    /// Its fields; they may stand in one list at most.
    pub fields: Vec<FieldSelector>,
    /// Whether all items of that list make one key, in whatever order; else each makes one.
    pub whole: bool,
}

impl PartialEq for Requirement {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Sum { of, .. }, Self::Sum { of: others, .. })
            | (Self::Count { of, .. }, Self::Count { of: others, .. }) => {
                (
                    of,
                    self.comparison(),
                    self.filter(),
                    self.term(),
                    self.different(),
                ) == (
                    others,
                    other.comparison(),
                    other.filter(),
                    other.term(),
                    other.different(),
                )
            }
            (
                Self::Unique { keys, most },
                Self::Unique {
                    keys: others,
                    most: other,
                },
            ) => (keys, most) == (others, other),
            // What is told besides changes no answer.
            (Self::Alike { paths, .. }, Self::Alike { paths: others, .. }) => paths == others,
            (
                Self::Sum { .. } | Self::Count { .. } | Self::Unique { .. } | Self::Alike { .. },
                _,
            ) => false,
        }
    }
}

impl Requirement {
    /// What it adds up or counts, and how that compares with a limit, where it does.
    #[must_use]
    pub fn totalled(&self) -> Option<(&FieldSelector, &Comparison)> {
        match self {
            Self::Sum { of, compares, .. } | Self::Count { of, compares, .. } => {
                Some((of, compares))
            }
            Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// How it compares with a limit, where it does.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        self.totalled().map(|(_, compares)| compares)
    }

    /// Its place in the rule book, where it has one of its own.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Sum { span, .. } | Self::Count { span, .. } => Some(*span),
            Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// Which applications it adds up, or items it counts, where not all.
    #[must_use]
    pub fn filter(&self) -> Option<&Condition> {
        match self {
            Self::Sum { filter, .. } | Self::Count { filter, .. } => filter.as_ref(),
            Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// What each application adds to a sum, where that is computed.
    #[must_use]
    pub fn term(&self) -> Option<&Operand> {
        match self {
            Self::Sum { term, .. } => term.as_deref(),
            Self::Count { .. } | Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// By which of their fields the items of one application are told apart before they are counted.
    #[must_use]
    pub fn different(&self) -> Option<FieldId> {
        match self {
            Self::Count { different, .. } => *different,
            Self::Sum { .. } | Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// How many keys it looks at.
    pub fn keys(&self) -> usize {
        match self {
            Self::Unique { keys, .. } => keys.len(),
            Self::Sum { .. } | Self::Count { .. } | Self::Alike { .. } => 0,
        }
    }

    /// Under how many paths it looks for names.
    pub fn paths(&self) -> usize {
        match self {
            Self::Alike { paths, .. } => paths.len(),
            Self::Sum { .. } | Self::Count { .. } | Self::Unique { .. } => 0,
        }
    }
}
