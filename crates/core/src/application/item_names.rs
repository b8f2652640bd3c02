//! Places by what the items on the way say, where the form knows what identifies them, and not by their numbers: an item that is put
//! before another makes it no other.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::pointer::segment;
use atbilst_yaml::{Document, NodeId};

/// The items of a document by what they say. A list is gone through once.
pub struct ItemNames<'a> {
    form: &'a Form,
    document: Document<'a>,
    lists: HashMap<NodeId, Vec<NamedItem>>,
}

/// An item, and its name where something identifies it.
struct NamedItem(NodeId, Option<String>);

impl<'a> ItemNames<'a> {
    /// Those of an application of this form.
    pub fn new(form: &'a Form, document: Document<'a>) -> Self {
        Self {
            form,
            document,
            lists: HashMap::new(),
        }
    }

    /// The way of a pointer, with items that something identifies by that, as far as the form knows the way.
    pub fn named<'p>(&mut self, pointer: &'p str) -> Cow<'p, str> {
        if !pointer.bytes().any(|byte| byte.is_ascii_digit()) {
            return pointer.into();
        }
        let mut named = String::with_capacity(pointer.len());
        let (mut node, mut parent) = (self.document.root(), None);
        let mut segments = pointer.split('/').skip(1);
        while let Some(part) = segments.next() {
            named.push('/');
            named.push_str(part);
            let children = self.form.children(parent).iter().copied();
            let field = children
                .filter(|_| node.is_some())
                .find(|&id| self.form.field(id).name == part);
            node = node
                .filter(|_| field.is_some())
                .and_then(|node| self.document.get(node, part));
            parent = field;
            let (Some(list), Some(id)) = (node, field) else {
                continue;
            };
            let Kind::List(items) = &self.form.field(id).kind else {
                continue;
            };
            let Some(part) = segments.next() else {
                break;
            };
            let number = part.parse().unwrap_or(usize::MAX);
            let item = self.items(list, &items.identified_by).get(number);
            let name = item.and_then(|NamedItem(_, name)| name.as_deref());
            named.push('/');
            named.push_str(name.unwrap_or(part));
            node = item.map(|&NamedItem(node, _)| node);
        }
        named.into()
    }

    fn items(&mut self, list: NodeId, by: &[FieldId]) -> &[NamedItem] {
        let (form, document) = (self.form, self.document);
        self.lists.entry(list).or_insert_with(|| {
            let mut alike = HashMap::new();
            let mut name = |item| {
                let values = by.iter().map(|&id| value(form, document, item, id));
                // As JSON no two of them are written alike.
                let name = serde_json::Value::from_iter(values).to_string();
                let name = segment(&name).into_owned();
                // Those that say the same are told apart by their order among themselves.
                let count = alike.entry(name.clone()).or_insert(0_usize);
                *count = count.saturating_add(1);
                match *count {
                    1 => name,
                    count => format!("{name}{count}"),
                }
            };
            let item = |item| NamedItem(item, (!by.is_empty()).then(|| name(item)));
            document.items(list).map(item).collect()
        })
    }
}

/// What stands in a field of an item, as it is written.
fn value<'a>(form: &Form, document: Document<'a>, item: NodeId, id: FieldId) -> Option<&'a str> {
    let field = form.field(id);
    // The value of a list of single values is the item.
    let node = match (field.parent, &*field.name) {
        (None, "it") => item,
        (parent, name) => {
            let around =
                parent.map_or(Some(item), |parent| within(form, document, item, parent))?;
            document.get(around, name)?
        }
    };
    let single = document.kind(node) == yaml::Kind::Scalar && !document.is_null(node);
    single.then(|| document.scalar(node))
}

/// The record of an item, however deep it stands.
fn within(form: &Form, document: Document<'_>, item: NodeId, record: FieldId) -> Option<NodeId> {
    let field = form.field(record);
    let around = match field.parent {
        Some(parent) => within(form, document, item, parent)?,
        None => item,
    };
    document.get(around, &field.name)
}
