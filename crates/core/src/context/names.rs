//! What a condition may name: the fields around it, the lists and values of the book.

use super::{FieldRef, FieldSelector};
use crate::form::{FieldId, Form, Kind};
use crate::law::{CodeList, DatedValue, ValueId};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What the conditions of a book may name, and the items they stand in.
#[derive(Clone)]
pub(crate) struct Names<'a> {
    pub(crate) form: &'a Form,
    pub(crate) lists: &'a [CodeList],
    pub(crate) values: &'a [DatedValue],
    /// The lists whose items are judged, outermost first.
    pub(crate) inside: Vec<FieldId>,
    /// The field that `it` means.
    pub(crate) it: Option<FieldId>,
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
    pub(crate) fn within(&self, lists: &[FieldId]) -> Self {
        lists
            .iter()
            .fold(self.clone(), |names, &list| names.inside(list))
    }

    /// A field by its path, looked for in the innermost item first.
    pub(crate) fn field(&self, path: &str) -> Option<FieldRef> {
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
    pub(crate) fn value(&self, name: &str) -> Option<(ValueId, &DatedValue)> {
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
    pub(crate) fn select(&self, path: &str) -> Option<FieldSelector> {
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
        Some(FieldSelector {
            lists,
            leaf: (!items_alone).then_some(id),
        })
    }

    pub(crate) fn known(&self) -> String {
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

/// The field that a path names where it stands.
pub(crate) fn field(
    reader: &Decoder<'_>,
    node: NodeId,
    path: &str,
    names: &Names<'_>,
) -> Option<FieldRef> {
    names.field(path).or_else(|| {
        let key = if names.form.find(path).is_some() {
            "book.field_of_items"
        } else {
            "book.unknown_field"
        };
        reader.refuse(node, key, &[("found", path), ("allowed", &names.known())])
    })
}

/// A path from the root that may go through lists.
pub(crate) fn selector(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<FieldSelector> {
    let path = reader.text(node)?;
    names.select(path).or_else(|| {
        let list = path.strip_suffix("[]");
        if list.is_some_and(|list| names.form.find(list).is_some()) {
            return reader.refuse(node, "book.not_a_list_path", &[("found", path)]);
        }
        let fields = names.form.iter();
        let known: Vec<_> = fields.map(|(_, field)| field.path.as_str()).collect();
        let about = [("found", path), ("allowed", &known.join(", "))];
        reader.refuse(node, "book.unknown_field", &about)
    })
}
