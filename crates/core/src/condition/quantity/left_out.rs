//! The field that is left out where a quantity is not stated for it.

use super::Operand;
use crate::context::{Context, FieldRef, Resolved, Scope};

impl Operand {
    /// The first such field, and the items in which it is not stated; `None` where no single one is to blame.
    pub(crate) fn left_out(
        &self,
        context: &Context<'_>,
        scope: Scope,
    ) -> Option<(FieldRef, Scope)> {
        if !matches!(self.resolve(context, scope), Resolved::NotStated) {
            return None;
        }
        match self {
            Self::FieldValue(field) => return Some((field.0, scope)),
            Self::Length(length) => return Some((length.of(), scope)),
            Self::FigureValue(figure) => {
                let figure = &figure.0;
                return context
                    .figures
                    .left_out(figure.figure, context, figure.scope(scope));
            }
            Self::TableValue(table) => return table.left_out(context, scope),
            Self::Cases(cases) => return cases.left_out(context, scope),
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
            found = found.or_else(|| first(scope))
        });
        found
    }
}
