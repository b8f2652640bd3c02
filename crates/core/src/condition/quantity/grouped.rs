//! What may be asked of a quantity of groups.

use super::{Beyond, Operand, Per, Stated, StatedBy};
use crate::context::{Context, Scope};

impl Operand {
    /// What the items have in common that decide a quantity of groups, as one of them writes it.
    pub fn common<'a>(&self, context: &Context<'a>, scope: Scope) -> Option<Stated<'a>> {
        match self {
            Self::Group(group) => group.common(context, scope),
            _ => None,
        }
    }

    /// By what the items are told apart of which each kind is looked at by itself.
    pub(super) fn per(&self) -> Option<&Per> {
        match self {
            Self::Group(group) => Some(group.per()),
            Self::AtOnce(at_once) => at_once.per(),
            _ => None,
        }
    }

    /// What groups are made by; nothing where there are no groups.
    pub fn grouped_by(&self) -> Vec<StatedBy> {
        match self {
            Self::Group(group) => group.by().collect(),
            _ => Vec::new(),
        }
    }

    /// What is added up in each group; nothing where the items are counted.
    pub fn added_in_groups(&self) -> Option<&Self> {
        match self {
            Self::Group(group) => group.term(),
            _ => None,
        }
    }

    /// The groups that break a limit besides the one that decides, in the order of their first items.
    pub fn also_beyond<'a>(&self, context: &Context<'a>, scope: Scope) -> Vec<Beyond<'a>> {
        match self {
            Self::Group(group) => group.also_beyond(context, scope),
            _ => Vec::new(),
        }
    }

    /// Whether more may belong to the group that decides than is known.
    pub(crate) fn decides_by_least(&self, context: &Context<'_>, scope: Scope) -> bool {
        matches!(self, Self::Group(group) if group.decides_by_least(context, scope))
    }

    /// From where the limit that it is held against is looked at.
    pub(crate) fn limit_scope(&self, context: &Context<'_>, scope: Scope) -> Scope {
        match self {
            Self::Group(group) => group.limit_scope(context, scope),
            _ => scope,
        }
    }

    /// Whether it is of groups of which there is none: each of them keeps to whatever limit.
    pub(crate) fn is_of_no_group(&self, context: &Context<'_>, scope: Scope) -> bool {
        matches!(self, Self::Group(group) if group.is_empty(context, scope))
    }
}
