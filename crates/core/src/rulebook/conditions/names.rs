//! What a condition may name: the fields around it, the lists and values of the book.

use crate::condition::{FieldRef, Reach};
use crate::form::{FieldId, Form, Kind};
use crate::law::{CodeList, DatedValue, ValueId};

/// What the conditions of a book may name, and the items they stand in.
#[derive(Clone)]
pub(in crate::rulebook) struct Names<'a> {
    pub(in crate::rulebook) form: &'a Form,
    pub(in crate::rulebook) lists: &'a [CodeList],
    pub(in crate::rulebook) values: &'a [DatedValue],
    /// The lists whose items are judged, outermost first.
    pub(in crate::rulebook) inside: Vec<FieldId>,
    /// The field that `it` means.
    pub(in crate::rulebook) it: Option<FieldId>,
}

impl Names<'_> {
    fn inside(&self, list: FieldId) -> Self {
        let items = self.form.children(Some(list));
        let it = items
            .iter()
            .copied()
            .find(|&id| self.form.field(id).name == "it");
        let mut inside = self.inside.clone();
        inside.push(list);
        Self {
            inside,
            it: it.or(self.it),
            ..self.clone()
        }
    }

    /// The names for conditions that stand inside the items of lists inside each other.
    pub(in crate::rulebook) fn within(&self, lists: &[FieldId]) -> Self {
        lists
            .iter()
            .fold(self.clone(), |names, &list| names.inside(list))
    }

    /// A field by its path, looked for in the innermost item first.
    pub(in crate::rulebook) fn field(&self, path: &str) -> Option<FieldRef> {
        if path == "it" {
            return self.it.and_then(|it| self.reference(it));
        }
        let within = |list: &FieldId| format!("{}[].{path}", self.form.field(*list).path);
        let found = self.inside.iter().rev().find_map(|list| {
            self.form
                .find(&within(list))
                .filter(|&id| self.is_within(id))
        });
        self.reference(found.or_else(|| self.form.find(path))?)
    }

    /// A value of the book by its name.
    pub(in crate::rulebook) fn value(&self, name: &str) -> Option<(ValueId, &DatedValue)> {
        let mut values = self.values.iter().enumerate();
        let (index, value) = values.find(|(_, value)| &*value.name == name)?;
        Some((ValueId(u16::try_from(index).ok()?), value))
    }

    fn is_within(&self, id: FieldId) -> bool {
        self.form
            .field(id)
            .list
            .is_none_or(|list| self.inside.contains(&list))
    }

    fn reference(&self, id: FieldId) -> Option<FieldRef> {
        let field = self.form.field(id);
        let level = match field.list {
            None => 0,
            Some(list) => {
                let place = self.inside.iter().position(|&inside| inside == list)?;
                place.checked_add(1)?
            }
        };
        let up = u8::try_from(self.inside.len().checked_sub(level)?).ok()?;
        Some(FieldRef {
            field: id,
            up,
            slot: field.slot,
        })
    }

    /// A field of all items, or the items themselves, from the root of the application.
    pub(in crate::rulebook) fn reach(&self, path: &str) -> Option<Reach> {
        let (path, items_alone) = match path.strip_suffix("[]") {
            Some(list) if self.form.find(path).is_none() => (list, true),
            _ => (path, false),
        };
        let id = self.form.find(path)?;
        let mut lists = Vec::new();
        let mut around = self.form.field(id).list;
        while let Some(list) = around {
            lists.insert(0, list);
            around = self.form.field(list).list;
        }
        if items_alone {
            matches!(self.form.field(id).kind, Kind::List(_)).then_some(())?;
            lists.push(id);
        }
        Some(Reach {
            lists,
            leaf: (!items_alone).then_some(id),
        })
    }

    pub(super) fn known(&self) -> String {
        let innermost = self.inside.last().copied();
        let near = self
            .form
            .iter()
            .filter(|(_, field)| field.list == innermost && field.name != "it");
        near.map(|(_, field)| field.path.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }
}
