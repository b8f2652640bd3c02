//! What may be asked of a quantity of groups.

use super::group::Group;
use super::{Beyond, Comparison, Operand, Per, Stated, StatedBy};
use crate::context::{Context, Scope};

impl Operand {
    fn group(&self) -> Option<&Group> {
        match self {
            Self::Group(group) => Some(group),
            _ => None,
        }
    }

    /// What the items have in common that decide a quantity of groups, as one of them writes it.
    pub fn common<'a>(&self, context: &Context<'a>, scope: Scope) -> Option<Stated<'a>> {
        match self {
            Self::Group(group) => group.common(context, scope),
            Self::AtOnce(at_once) => at_once.common(context, scope),
            _ => None,
        }
    }

    /// Whether it is of one of several groups, which can be named.
    pub(crate) fn is_of_a_group(&self) -> bool {
        self.per().is_some()
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
        self.group().into_iter().flat_map(Group::by).collect()
    }

    /// What is added up in each group; nothing where the items are counted.
    pub fn added_in_groups(&self) -> Option<&Self> {
        self.group()?.term()
    }

    /// The groups that break a limit besides the one that decides, in the order of their first items.
    pub(crate) fn also_beyond<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        limit: &Comparison,
    ) -> Vec<Beyond<'a>> {
        match self {
            Self::Group(group) => group.also_beyond(context, scope),
            Self::AtOnce(at_once) => at_once.also_beyond(context, scope, limit),
            _ => Vec::new(),
        }
    }

    /// Whether more may belong to the group that decides than is known.
    pub(crate) fn decides_by_least(&self, context: &Context<'_>, scope: Scope) -> bool {
        self.group()
            .is_some_and(|group| group.decides_by_least(context, scope))
    }

    /// From where the limit that it is held against is looked at.
    pub(crate) fn limit_scope(&self, context: &Context<'_>, scope: Scope) -> Scope {
        self.group()
            .map_or(scope, |group| group.limit_scope(context, scope))
    }

    /// Whether it is of groups of which there is none: each of them keeps to whatever limit.
    pub(crate) fn is_of_no_group(&self, context: &Context<'_>, scope: Scope) -> bool {
        self.group()
            .is_some_and(|group| group.is_empty(context, scope))
    }
}
