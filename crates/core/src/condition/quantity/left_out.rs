//! The field that is left out where a quantity is not stated for it, and whether anything else of it is stated.

use super::Operand;
use crate::application::State;
use crate::context::{Context, FieldAt, Resolved, Scope};

impl Operand {
    /// The first such field, and the items in which it is not stated; `None` where no single one is to blame.
    pub(crate) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        if !matches!(self.resolve(context, scope), Resolved::NotStated) {
            return None;
        }
        match self {
            Self::FieldValue(field) => return Some((field.0, scope)),
            Self::Length(length) => return Some((length.of(), scope)),
            Self::FigureValue(figure) => {
                let figure = &figure.0;
                return context.left_out_of(figure.figure, figure.scope(scope));
            }
            Self::TableValue(table) => return table.left_out(context, scope),
            Self::Cases(cases) => return cases.left_out(context, scope),
            Self::Criteria(criteria) => return criteria.left_out(context, scope),
            Self::Different(different) => {
                if let Some(silent) = different.silent(context, scope) {
                    return Some(silent);
                }
            }
            _ => {}
        }
        let inside = self.part().inside();
        let first = |scope| {
            inside
                .iter()
                .find_map(|inner| inner.left_out(context, scope))
        };
        let Some(items) = self.part().items() else {
            return first(scope);
        };
        let mut found = items.left_out(context, scope);
        items.each(context, scope, &mut |scope| {
            let group = || self.per()?.left_out(context, scope);
            found = found.or_else(|| first(scope)).or_else(group);
        });
        found
    }

    /// Whether it is not stated as a whole, but something that it is made of is, or a bound of it is known: whoever left out the rest
    /// may not gain by it.
    pub(crate) fn is_stated_in_part(&self, context: &Context<'_>, scope: Scope) -> bool {
        let is_whole = !matches!(self.resolve(context, scope), Resolved::NotStated);
        !is_whole && (self.has_stated(context, scope) || self.is_known_in_part(context, scope))
    }

    pub(super) fn has_stated(&self, context: &Context<'_>, scope: Scope) -> bool {
        match self {
            Self::FieldValue(field) => {
                return matches!(context.state(field.0, scope), State::Single(_));
            }
            Self::TableValue(table) => return table.has_stated(context, scope),
            Self::FigureValue(figure) => {
                let figure = &figure.0;
                let own = figure.scope(scope);
                return self.resolve(context, scope).known().is_some()
                    || context.is_stated_in_part(figure.figure, own);
            }
            _ => {}
        }
        let inside = self.part().inside();
        let any = |scope| inside.iter().any(|inner| inner.has_stated(context, scope));
        let Some(items) = self.part().items() else {
            return any(scope);
        };
        let mut found = false;
        items.each(context, scope, &mut |scope| found = found || any(scope));
        found
    }
}
