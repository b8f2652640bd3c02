//! One question about one field or quantity, whichever operator asks it.

mod read;

use chrono::NaiveDate;

use super::compare::Compare;
use super::{Found, NoValue, Operator, Wanted};
use crate::application::State;
use crate::condition::quantity::{Comparison, Held, Operand};
use crate::context::{
    Around, Context, FieldAt, FieldRef, Resolved, Scope, Target, Truth, UnknownValue, Uses,
    Variant, changed,
};
use crate::form::{FieldId, Form, ListId, Single};
use crate::law::ValueId;
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

/// One question about one field, or about a quantity that is computed. Two are equal that ask the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Test {
    /// The field; of a quantity that is computed, the one that a finding points at.
    pub subject: FieldRef,
    /// What is computed, where it is not the field that is asked.
    pub computed: Option<Box<Operand>>,
    /// What is asked of it.
    pub operator: Operator,
    /// Its place in the rule book.
    pub span: Span,
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        (self.subject, &self.computed, &self.operator)
            == (other.subject, &other.computed, &other.operator)
    }
}

impl Test {
    /// The list whose codes it asks for.
    pub fn list(&self, form: &Form) -> Option<ListId> {
        match &self.computed {
            Some(computed) => computed.list(),
            None => form.field(self.subject.field).kind.list(),
        }
    }

    /// What an application answers.
    #[inline]
    pub(crate) fn answer(&self, context: &Context<'_>, scope: Scope) -> Truth {
        let subject = self.subject;
        let found = Found {
            context,
            subject,
            scope,
            said: None,
            list: None,
        };
        let operator = &self.operator;
        if let Some(computed) = &self.computed {
            if computed.is_of_no_group(context, scope) {
                return Truth::Holds;
            }
            let found = Found {
                scope: computed.limit_scope(context, scope),
                ..found
            };
            return match computed.resolve(context, scope) {
                Resolved::Known(Quantity::Code(code)) => {
                    let said = code.name();
                    let list = computed.list();
                    let code = list.and_then(|list| context.lists.get(list.index()));
                    let code = code.and_then(|list| list.find(&said));
                    let found = Found {
                        said: Some(said),
                        list,
                        ..found
                    };
                    operator.ask_part(|operator| operator.holds(Single::Code(code), &found))
                }
                Resolved::Known(quantity) => {
                    operator.ask_part(|operator| operator.holds(Single::Quantity(quantity), &found))
                }
                // The law lies between its known neighbours, or beyond both: what either decides is certain.
                Resolved::Unknown(UnknownValue {
                    known: [Some(before), Some(after)],
                    ..
                }) if operator.comparison().is_some_and(|one| !one.is_equality()) => {
                    let [before, after] = [before, after].map(|quantity| {
                        let value = Single::Quantity(quantity);
                        operator.ask_part(|operator| operator.holds(value, &found))
                    });
                    match before == after {
                        true => before,
                        false => Truth::UnknownLaw,
                    }
                }
                unknown => {
                    let comparison = operator.comparison();
                    let at = [scope, found.scope];
                    // What is more than both neighbours, or less than both, is neither of them.
                    if let (Resolved::Unknown(_), Some(one)) = (unknown, comparison)
                        && let Resolved::Known(limit) = one.to.resolve(context, found.scope)
                    {
                        return one.holds(limit, unknown);
                    }
                    let certain = comparison.and_then(|one| one.certainly(computed, context, at));
                    certain.map(|(truth, _)| truth).unwrap_or(match unknown {
                        Resolved::NotStated => Truth::NotStated,
                        Resolved::Unknown(..) => Truth::UnknownLaw,
                        Resolved::Open | Resolved::Known(_) => Truth::Open,
                    })
                }
            };
        }
        let why = match context.state(subject, scope) {
            State::Single(value) => {
                return operator.ask_part(|operator| operator.holds(value, &found));
            }
            State::Absent if context.is_missed(subject, scope) => NoValue::Missed,
            State::Absent if context.form.field(subject.field).office.is_some() => NoValue::Awaited,
            State::Absent => NoValue::NotStated,
            State::Malformed => NoValue::Unreadable,
            State::Record | State::List { .. } => NoValue::Several,
        };
        operator.part().without_value(why)
    }

    /// A field that the office has not stated yet, among those that it looks at, and the items in which that is so: those in which it
    /// is asked, where it is so in them.
    pub fn awaited(&self, context: &Context<'_>, asked: Scope) -> Option<(FieldId, Scope)> {
        context.awaited(|uses| self.uses(context.form, uses), asked)
    }

    /// The field that is left out where it cannot be answered for that, and the items in which it is not stated; `None` where that is
    /// the field it is asked of.
    pub fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        let computed = self.computed.as_ref();
        if computed.is_none() && context.state(self.subject, scope) == State::Absent {
            return None;
        }
        let own = computed.and_then(|computed| computed.left_out(context, scope));
        own.or_else(|| match self.operator.comparison() {
            Some(limit) => limit.to.left_out(context, self.limit_scope(context, scope)),
            None => match self.operator.asks().wanted {
                Wanted::Field(field) => {
                    let is_absent = context.state(field, scope) == State::Absent;
                    is_absent.then_some((field, scope))
                }
                _ => None,
            },
        })
    }

    /// Whether what it computes, or the limit of what is known, is stated in part.
    pub(crate) fn is_stated_in_part(&self, context: &Context<'_>, scope: Scope) -> bool {
        let computed = self.computed.as_ref();
        if computed.is_some_and(|computed| computed.is_stated_in_part(context, scope)) {
            return true;
        }
        let limit = self.operator.comparison().filter(|_| {
            let stated = || matches!(context.state(self.subject, scope), State::Single(_));
            computed.map_or_else(stated, |own| own.resolve(context, scope).known().is_some())
        });
        let near = self.limit_scope(context, scope);
        limit.is_some_and(|limit| limit.to.is_stated_in_part(context, near))
    }

    /// From where its limit is looked at: of groups that have each their own, in an item of the one that decides.
    pub(crate) fn limit_scope(&self, context: &Context<'_>, scope: Scope) -> Scope {
        let computed = self.computed.as_ref();
        computed.map_or(scope, |computed| computed.limit_scope(context, scope))
    }

    /// What it looks at as a quantity.
    pub fn quantity<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match &self.computed {
            Some(computed) => computed.resolve(context, scope),
            None => context.quantity(self.subject, scope),
        }
    }

    /// From where it is told what it looks at, and its limit: where not all is known and the answer is certain, by the bounds that make
    /// it so.
    pub(crate) fn told<'a>(&self, context: &Context<'a>, scope: Scope) -> [Context<'a>; 2] {
        let near = self.limit_scope(context, scope);
        let certain = self
            .operator
            .comparison()
            .and_then(|one| match &self.computed {
                Some(computed) => one.certainly(computed, context, [scope, near]),
                None => one.certain_of(self.quantity(context, scope), context, near),
            });
        let by = certain.map_or([None; 2], |(_, by)| by);
        by.map(|bound| context.asking(bound))
    }

    /// The dated value that it depends on, for an application: of its limit, else of what is computed.
    pub(crate) fn value_in(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(ValueId, NaiveDate)> {
        let limit = self.operator.comparison();
        let near = self.limit_scope(context, scope);
        let limit = limit.and_then(|limit| limit.to.value_in(context, near));
        limit.or_else(|| self.computed.as_ref()?.value_in(context, scope))
    }

    /// Every change of it that the examples should notice.
    pub fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        let list = self.list(around.form);
        let list = list.and_then(|list| around.lists.get(list.index()));
        let variants: Vec<Variant<Operator>> = match self.operator.comparison() {
            Some(comparison) => {
                let all = comparison
                    .variants(self.subject_of(around), around)
                    .into_iter();
                let all = all.map(|variant| variant.map(|other| Compare(other).into()));
                all.collect()
            }
            None => self.operator.authored().variants(list, around),
        };
        let own = changed(self, variants, |own, operator| own.operator = operator);
        let computed = self.computed.iter().flat_map(|computed| {
            let set = |own: &mut Self, computed| own.computed = Some(Box::new(computed));
            changed(self, computed.variants(around), set)
        });
        own.chain(computed).collect()
    }

    /// What the examples should touch, beside that it holds once and fails once.
    pub fn targets(&self, around: &Around<'_>) -> Vec<Target> {
        let list = self.list(around.form);
        let list = list.and_then(|list| around.lists.get(list.index()));
        match self.operator.comparison() {
            Some(comparison) => comparison.targets(self.subject_of(around), around.values),
            None => self.operator.authored().targets(list),
        }
    }

    /// What stands nearest to its limits of what it looks at, where that is one of a few.
    fn nearest<'b>(&self, around: &Around<'b>) -> Option<&'b [Quantity]> {
        around.nearest?.get(&self.span).map(Vec::as_slice)
    }

    fn subject_of<'h>(&'h self, around: &Around<'h>) -> Held<'h> {
        let comparison = self.operator.comparison();
        let outcomes = self.nearest(around);
        let by_law = comparison.is_some_and(|comparison| comparison.to.is_by_law());
        match (&self.computed, outcomes) {
            // How many there are of what it is held against says more.
            (Some(computed), _) if matches!(**computed, Operand::Different(_)) && !by_law => {
                Held::Computed(computed)
            }
            (_, Some(outcomes)) => Held::OneOf(outcomes),
            (Some(computed), None) => Held::Computed(computed),
            (None, None) => Held::Field(self.subject),
        }
    }

    /// Which of these an application touches.
    pub fn touched(
        &self,
        around: &Around<'_>,
        context: &Context<'_>,
        scope: Scope,
        truth: Truth,
    ) -> Vec<Target> {
        if let Some(comparison) = self.operator.comparison() {
            let found = self.quantity(context, scope).known();
            let near = self.limit_scope(context, scope);
            return comparison.touched_in(context, near, (found, self.nearest(around)), truth);
        }
        let said = self
            .computed
            .as_ref()
            .map(|codes| codes.resolve(context, scope));
        let said = said.and_then(|said| match said.known()? {
            Quantity::Code(code) => Some(code.name()),
            _ => None,
        });
        let found = Found {
            context,
            subject: self.subject,
            scope,
            said,
            list: self.list(context.form),
        };
        self.operator.authored().touched(&found, truth)
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        match &self.computed {
            Some(computed) => {
                let comparison = self.operator.comparison();
                let equals = comparison.is_some_and(Comparison::is_equality);
                computed.uses(equals, form, to);
            }
            None => {
                to.fields.insert(self.subject.field);
            }
        }
        if let Some(comparison) = self.operator.comparison() {
            comparison.uses(form, to);
        }
        self.operator.part().uses(self.list(form), to);
    }

    /// The quantities in it.
    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        let limit = self.operator.comparison().map(|comparison| &comparison.to);
        self.computed.iter().map(|own| &**own).chain(limit)
    }
}
