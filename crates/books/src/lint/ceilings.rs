//! A limit from above that counts fewer than it seems: only some items, by a field that may be left out, so that whoever leaves it out is
//! not counted; or what there is at one time, by days that are the same for all items.

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::condition::quantity::{AtOnce, FigureValue, Operand, Relation};
use atbilst_core::context::{FieldRef, Figured as _, Uses};
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn ceilings(&mut self) {
        let book = self.book;
        for require in book.rules.iter().flat_map(|rule| &rule.cases) {
            let Some(require) = &require.require else {
                continue;
            };
            require.tests(&mut |test| {
                let denied = require.negates(test) == Some(true);
                let limit = test.operator.comparison().map(|one| one.relation());
                let from_above = matches!(
                    limit,
                    Some(Relation::AtMost | Relation::LessThan | Relation::Equals)
                );
                if let Some(own) = test.computed.as_deref().filter(|_| from_above && !denied) {
                    self.counted(own, test.span, 0);
                }
            });
        }
    }

    /// Of a quantity that a limit from above is held against.
    fn counted(&mut self, operand: &Operand, at: Span, depth: usize) {
        if let Operand::FigureValue(FigureValue(figure)) = operand {
            let figure = self.book.figures.0.get(figure.figure.index());
            if let Some(figure) = figure.filter(|_| depth < DEEPEST) {
                self.counted(&figure.is, figure.span, depth.saturating_add(1));
            }
            return;
        }
        let extreme = match operand {
            Operand::Extreme(extreme) => Some(extreme.is_largest()),
            _ => None,
        };
        let items = operand.goes_through().filter(|_| extreme != Some(false));
        if let Some(items) = items
            && let Some(filter) = items.filter()
        {
            // The largest of no items is not stated, so that what is outside of them gains nobody anything.
            let lists = extreme.map_or(usize::MAX, |_| items.of.lists.len());
            filter.tests(&mut |test| self.counts_by(filter, test, lists));
        }
        if let Operand::AtOnce(at_once) = operand {
            self.same_days(at_once, at);
        }
        for inner in operand.inside() {
            self.counted(inner, at, depth.saturating_add(1));
        }
    }

    /// Of days that say nothing of an item, all items are there from then on, or until then.
    fn same_days(&mut self, at_once: &AtOnce, at: Span) {
        let form = &self.book.form;
        for (day, word) in at_once.days().into_iter().zip(["from", "until"]) {
            let mut uses = Uses::default();
            day.uses(false, form, &mut uses);
            self.book.figures.uses(form, &mut uses);
            if uses.is_of_application(form) {
                self.say("rules.same_day", at, &[("found", word)]);
            }
        }
    }

    /// What of the so many innermost items a condition chooses them by.
    fn counts_by(&mut self, filter: &Condition, test: &Test, within: usize) {
        if filter.negates(test) != Some(false)
            || test.operator.asks_if_stated()
            || filter.is_alternative(test)
        {
            return;
        }
        let own = test.computed.is_none().then_some(test.subject);
        let other = match test.operator.asks().wanted {
            Wanted::Field(field) => Some(field),
            Wanted::Compared(comparison) => match &comparison.to {
                Operand::FieldValue(field) => Some(field.0),
                _ => None,
            },
            _ => None,
        };
        // What is compared with itself is told as such.
        if own == other {
            return;
        }
        // Of another item of the list it is the same field.
        let is_own = |other: &FieldRef| own.is_none_or(|own| own.field != other.field);
        let both = own.into_iter().chain(other.filter(is_own));
        for field in both.filter(|field| usize::from(field.up) < within) {
            self.left_out(field, test.span);
        }
    }

    fn left_out(&mut self, field: FieldRef, span: Span) {
        let field = self.book.form.field(field.field);
        if !field.required && field.office.is_none() && field.name != "it" {
            self.say("rules.not_counted", span, &[("found", &field.path)]);
        }
    }
}

/// So many figures in a row are looked into.
const DEEPEST: usize = 20;
