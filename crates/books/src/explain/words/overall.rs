//! What all applications together come to, in words.

use super::Words;
use atbilst_core::condition::quantity::{Adds, Overall};
use atbilst_core::form::FieldId;

impl Words<'_> {
    /// A quantity over all applications.
    pub(in crate::explain) fn overall(&self, overall: &Overall) -> String {
        let of = &overall.of;
        let title = |field: Option<FieldId>| field.map(|id| self.field(id)).unwrap_or_default();
        let counted = of.lists.last().copied();
        let what = match &overall.adds {
            Adds::Field => self.of("work.named_sum", "title", title(of.leaf)),
            Adds::Computed(term) if term.goes_through().is_some() => self.quantity(term),
            Adds::Computed(term) => match term.named() {
                Some(named) => self.of("work.named_sum", "title", self.title(named.title)),
                None => self.of("explain.in_all", "what", self.quantity(term)),
            },
            Adds::Number(_) if counted.is_none() => self.say("explain.applications", &[]),
            Adds::Number(_) => self.of("work.named_count", "title", title(counted)),
            Adds::Different(by) => {
                let all = by.parts.iter().map(|part| match &part.computed {
                    Some(computed) => match computed.named() {
                        Some(named) => self.title(named.title),
                        None => self.quantity(computed),
                    },
                    None => self.field(part.field.field),
                });
                self.of(
                    "work.named_different",
                    "title",
                    self.joined("explain.and", all.collect()),
                )
            }
        };
        let inside = match overall.adds {
            Adds::Number(_) | Adds::Different(_) => self.within(&of.lists),
            Adds::Field | Adds::Computed(_) => self.clone(),
        };
        let what = match &overall.filter {
            Some(filter) if inside.around.is_empty() => {
                let about = [
                    ("what", what.into()),
                    ("where", inside.condition(filter).into()),
                ];
                self.say("explain.of_some_applications", &about)
            }
            Some(filter) => inside.some_items(what, filter),
            None => what,
        };
        let what = match overall.adds {
            Adds::Number(Some((field, _))) => {
                let about = [("what", what.into()), ("field", self.field(field).into())];
                self.say("explain.once", &about)
            }
            _ => what,
        };
        match &overall.per {
            Some(per) => self.grouped(what, per),
            None => what,
        }
    }
}
