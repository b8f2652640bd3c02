//! What must hold of all applications of a call together, and whose applications count.

use crate::condition::quantity::{Comparison, Operand, Overall, TableValue};
use crate::context::{FieldSelector, Uses};
use crate::finding::Verdict;
use crate::form::Form;
use crate::named::named;
use atbilst_yaml::source::Span;

named! {
    /// Whose applications a rule over all of them looks at.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Among {
        /// Those that comply.
        Complying = "complying",
        /// Those that comply, and those that a person must judge. A target is reached only by those that comply.
        NotFailing = "not_failing",
        /// All that can be read.
        All = "all",
    }
}

impl Among {
    /// Whether an application of this verdict is one of them.
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
    /// A quantity over all applications compares so with a limit.
    Overall {
        /// The quantity.
        overall: Box<Overall>,
        /// How it compares, with what the law says or with what all applications come to.
        compares: Comparison,
        /// The name under which messages speak of it.
        name: Option<String>,
        /// The place of the comparison in the rule book.
        span: Span,
    },
    /// No two applications agree in one of these keys.
    Unique {
        /// The keys.
        keys: Vec<UniqueKey>,
        /// The day by which the latest of those that agree counts, and the others do not.
        latest: Option<FieldSelector>,
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
            (
                Self::Overall {
                    overall, compares, ..
                },
                Self::Overall {
                    overall: others,
                    compares: other,
                    ..
                },
            ) => (overall, compares) == (others, other),
            // Which of them counts, and what is told besides, is asked of the same applications.
            (Self::Unique { keys, .. }, Self::Unique { keys: others, .. }) => keys == others,
            (Self::Alike { paths, .. }, Self::Alike { paths: others, .. }) => paths == others,
            (Self::Overall { .. } | Self::Unique { .. } | Self::Alike { .. }, _) => false,
        }
    }
}

impl Requirement {
    /// What it adds up or counts, how that compares with a limit, and the place of that in the rule book; nothing where it does not.
    pub fn compared(&self) -> Option<(&Overall, &Comparison, Span)> {
        match self {
            Self::Overall {
                overall,
                compares,
                span,
                ..
            } => Some((overall, compares, *span)),
            Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// Where it is a target, each group must reach it.
    pub(super) fn reach(&mut self, form: &Form) {
        let mut limit = Uses::default();
        if let Some((_, compares, _)) = self.compared()
            && (self.table().is_some() || self.stated().is_some())
        {
            compares.to.uses(false, form, &mut limit);
        }
        if let Self::Overall {
            overall, compares, ..
        } = self
            && compares.relation().is_target()
        {
            overall.reach(form, &limit);
        }
    }

    /// The table that says the limit of each group.
    pub(crate) fn table(&self) -> Option<&TableValue> {
        self.compared()?.1.to.table()
    }

    /// Whether each code of that table is a group, whether anybody is in it or not.
    pub fn is_of_codes(&self) -> bool {
        let per = self
            .compared()
            .and_then(|(overall, ..)| overall.per.as_ref());
        let axes = || self.table()?.axes(per?);
        axes().is_some()
    }

    /// The field in which those of a group state its limit.
    pub(crate) fn stated(&self) -> Option<&Operand> {
        let limit = &self.compared()?.1.to;
        limit.is_stated().then_some(limit)
    }

    /// Calls `visit` with every quantity over all applications in it: first what it adds up, then those of its limit.
    pub fn each_overall<'r>(&'r self, visit: &mut dyn FnMut(&'r Overall)) {
        if let Some((overall, compares, _)) = self.compared() {
            visit(overall);
            compares.to.each_overall(visit);
        }
    }

    /// The name under which messages speak of what it comes to.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Overall { name, .. } => name.as_deref(),
            Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }

    /// Whether a finding is about one of several groups, or what some have in common.
    pub(crate) fn has_groups(&self) -> bool {
        match self {
            Self::Overall { overall, .. } => overall.per.is_some(),
            Self::Unique { .. } | Self::Alike { .. } => true,
        }
    }

    /// Whether the latest of those that agree counts.
    pub(crate) const fn has_latest(&self) -> bool {
        matches!(
            self,
            Self::Unique {
                latest: Some(_),
                ..
            }
        )
    }

    /// How many keys it looks at; last the day by which one of them counts.
    pub fn keys(&self) -> usize {
        match self {
            Self::Unique { keys, latest } => {
                keys.len().saturating_add(usize::from(latest.is_some()))
            }
            Self::Overall { .. } | Self::Alike { .. } => 0,
        }
    }

    /// Whether what it finds is a question to a person, whatever the rule says.
    pub const fn always_asks(&self) -> bool {
        matches!(self, Self::Alike { .. })
    }

    /// Under how many paths it looks for names.
    pub fn paths(&self) -> usize {
        match self {
            Self::Alike { paths, .. } => paths.len(),
            Self::Overall { .. } | Self::Unique { .. } => 0,
        }
    }
}
