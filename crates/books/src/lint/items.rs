//! What is asked of items and looks at none of them: nothing of theirs at all, or only what all of them come to together.

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::condition::quantity::{FieldValue, FigureValue, Items, Operand};
use atbilst_core::context::{Figured as _, Uses};
use atbilst_core::form::FieldId;
use atbilst_core::rulebook::{Each, Rule, RuleBook};

impl Lint<'_> {
    pub(super) fn items(&mut self) {
        for rule in &self.book.rules {
            self.of_each(rule);
        }
        for condition in self.book.conditions() {
            self.of_some(condition);
        }
    }

    fn of_each(&mut self, rule: &Rule) {
        let Each::Items(of) = &rule.each else { return };
        let Some(list) = of.lists.last() else { return };
        let item = Item {
            book: self.book,
            lists: &of.lists,
        };
        let required = || rule.cases.iter().filter_map(|case| case.require.as_ref());
        let mut when = rule.cases.iter().filter_map(|case| case.when.as_ref());
        if required().next().is_none() || required().any(|asked| item.is_looked_at(asked, 0)) {
            return;
        }
        let of_all = required().any(|asked| item.is_among(&used(asked, self.book), *list));
        let mut plain = Uses::default();
        required().for_each(|asked| asked.uses(&self.book.form, &mut plain));
        // What `when` asks of the item chooses some of them, unless what is asked then goes through all of them again.
        if when.any(|when| item.is_looked_at(when, 0)) && !item.is_among(&plain, *list) {
            return;
        }
        let path = &self.book.form.field(*list).path;
        let sentence = match of_all {
            true => "rules.items_alike",
            false => "rules.asks_no_item",
        };
        let about = [("rule", &*rule.head.id), ("found", path)];
        self.say(sentence, rule.head.span, &about);
    }

    fn of_some(&mut self, condition: &Condition) {
        match condition {
            Condition::Not(inner) => self.of_some(inner),
            Condition::All(all) | Condition::Any(all) => {
                all.iter().for_each(|one| self.of_some(one));
            }
            Condition::Items { list, is, .. } => {
                let item = Item {
                    book: self.book,
                    lists: &[list.field],
                };
                if !item.is_looked_at(is, 0) {
                    let path = &self.book.form.field(list.field).path;
                    self.say("rules.asks_no_item", is.span(), &[("found", path)]);
                }
                self.of_some(is);
            }
            Condition::Test(_) => {}
        }
    }
}

/// An item of these lists, of which something is asked.
struct Item<'b> {
    book: &'b RuleBook,
    lists: &'b [FieldId],
}

impl Item<'_> {
    /// Whether so many frames up from so many items within it stands the item itself, or one of these lists around it.
    fn is_own(&self, up: u8, within: u8) -> bool {
        usize::from(up)
            .checked_sub(usize::from(within))
            .is_some_and(|up| up < self.lists.len())
    }

    /// Whether a condition looks at anything of it, from so many items within it.
    fn is_looked_at(&self, condition: &Condition, within: u8) -> bool {
        match condition {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().any(|one| self.is_looked_at(one, within))
            }
            Condition::Not(inner) => self.is_looked_at(inner, within),
            Condition::Items { list, is, .. } => {
                self.is_own(list.up, within) || self.is_looked_at(is, within.saturating_add(1))
            }
            Condition::Test(test) => self.is_tested(test, within),
        }
    }

    fn is_tested(&self, test: &Test, within: u8) -> bool {
        let subject = test.computed.is_none().then_some(test.subject);
        let wanted = match test.operator.asks().wanted {
            Wanted::Field(field) => Some(field),
            _ => None,
        };
        let mut named = subject.into_iter().chain(wanted);
        named.any(|field| self.is_own(field.up, within))
            || test.operands().any(|one| self.is_counted(one, within))
    }

    /// Whether a quantity is made of anything of it.
    fn is_counted(&self, operand: &Operand, within: u8) -> bool {
        let inside = operand.inside();
        let through = operand.goes_through().map(|items: &Items| &items.of);
        let own = match operand {
            Operand::FieldValue(FieldValue(field)) => self.is_own(field.up, within),
            Operand::FigureValue(FigureValue(figure)) => {
                figure.items.iter().any(|&up| self.is_own(up, within))
            }
            _ => match through {
                Some(of) => self.is_own(of.up, within),
                // A cell of a table, or how long a text is.
                None => inside.is_empty() && self.is_read(operand),
            },
        };
        let lists = through.map_or(0, |of| of.lists.len());
        let within = within.saturating_add(u8::try_from(lists).unwrap_or(u8::MAX));
        let mut conditions = operand.conditions().into_iter();
        own || conditions.any(|own| self.is_looked_at(own, within))
            || inside.iter().any(|one| self.is_counted(one, within))
    }

    /// Whether a quantity that is made of no other names a field or a figure of items of these lists.
    fn is_read(&self, operand: &Operand) -> bool {
        let mut uses = Uses::default();
        operand.uses(false, &self.book.form, &mut uses);
        let figures = &self.book.figures.0;
        let mut figures = uses.figures.iter().filter_map(|id| figures.get(id.index()));
        let fields = |list: &FieldId| self.is_among(&uses, *list);
        figures.any(|figure| !figure.sign.lists.is_empty()) || self.lists.iter().any(fields)
    }

    /// Whether anything that is used stands in the items of a list.
    fn is_among(&self, uses: &Uses, list: FieldId) -> bool {
        let around = |id: &FieldId| self.book.form.field(*id).list;
        let mut fields = uses.fields.iter();
        fields.any(|id| {
            *id == list || std::iter::successors(around(id), around).any(|one| one == list)
        })
    }
}

/// What a condition makes use of, and the figures in it.
fn used(condition: &Condition, book: &RuleBook) -> Uses {
    let mut uses = Uses::default();
    condition.uses(&book.form, &mut uses);
    book.figures.uses(&book.form, &mut uses);
    uses
}
