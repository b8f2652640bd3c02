//! Places in plain data, such as the complete application of a rule book or the answers of a conversation: what stands there is set,
//! with the records and lists around it, or taken out.

use serde_json::{Map, Value};

use atbilst_yaml::{Document, Kind, NodeId, Parsed};

/// A part of a rule book as plain data: every scalar is the text it is written as.
pub(crate) fn plain(document: Document<'_>, node: NodeId) -> Value {
    match document.kind(node) {
        Kind::Scalar if document.is_null(node) => Value::Null,
        Kind::Scalar => Value::String(document.scalar(node).to_owned()),
        Kind::Sequence => document
            .items(node)
            .map(|item| plain(document, item))
            .collect(),
        Kind::Mapping => {
            let entries = document
                .entries(node)
                .map(|(key, value)| (document.scalar(key).to_owned(), plain(document, value)));
            Value::Object(object(entries))
        }
    }
}

/// Entries as an object. Collected, they would be sorted first, by a sort of their own: in the page five kilobytes each.
pub fn object(entries: impl Iterator<Item = (String, Value)>) -> Map<String, Value> {
    let mut object = Map::new();
    entries.for_each(|(key, value)| drop(object.insert(key, value)));
    object
}

/// A YAML text as plain data: every value is the text it is written as; `None` where it cannot be read.
pub fn of_yaml(text: &str) -> Option<Value> {
    let parsed = Parsed::of(text);
    let root = parsed.document().root();
    let root = root.filter(|_| parsed.problems.is_empty())?;
    Some(plain(parsed.document(), root))
}

/// The way to a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataPath(Vec<Step>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Key(String),
    Item(usize),
}

impl DataPath {
    /// A place as a rule book names it: `activities[0].amount`.
    pub fn named(name: &str) -> Self {
        let mut steps = Vec::new();
        for part in name.split('.') {
            let mut pieces = part.split('[');
            if let Some(key) = pieces.next().filter(|key| !key.is_empty()) {
                steps.push(Step::Key(key.to_owned()));
            }
            for piece in pieces {
                steps.push(Step::of(piece.strip_suffix(']').unwrap_or(""), piece));
            }
        }
        Self(steps)
    }

    /// How a rule book names it.
    pub fn name(&self) -> String {
        let way: String = self.0.iter().map(Step::named).collect();
        way.trim_start_matches('.').to_owned()
    }

    /// A place of a form as a report names it: `/activities/0/amount`.
    pub fn pointer(pointer: &str) -> Self {
        let steps = pointer.split('/').skip(1);
        Self(steps.map(|step| Step::of(step, step)).collect())
    }

    /// Whether both lead into the same field of the outermost record.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.0.first() == other.0.first()
    }

    /// Whether something stands there.
    pub fn is_in(&self, data: &Value) -> bool {
        let found = self.0.iter().try_fold(data, |at, step| step.get(at));
        !self.0.is_empty() && found.is_some()
    }

    /// Whether something stands there or could be set.
    pub fn fits(&self, data: &Value) -> bool {
        !self.0.is_empty() && self.without_place(data).is_none()
    }

    /// The place up to which a list lacks the items before one that is named, with the item that is next in it.
    pub fn gap(&self, data: &Value) -> Option<String> {
        let (at, next) = self.without_place(data)?;
        let mut way = self.0.get(..at)?.to_vec();
        way.push(Step::Item(next?));
        Some(Self(way).name())
    }

    /// The first step that finds no place; of an item that leaves others out, with the number of the next.
    fn without_place(&self, data: &Value) -> Option<(usize, Option<usize>)> {
        let mut at = Some(data);
        for (number, step) in self.0.iter().enumerate() {
            at = match (at, step) {
                (Some(Value::Object(_)), Step::Key(_)) => at.and_then(|at| step.get(at)),
                (Some(Value::Array(list)), Step::Item(index)) if *index <= list.len() => {
                    list.get(*index)
                }
                (Some(Value::Array(list)), Step::Item(_)) => {
                    return Some((number, Some(list.len())));
                }
                (None | Some(Value::Null), Step::Key(_) | Step::Item(0)) => None,
                (None | Some(Value::Null), Step::Item(_)) => return Some((number, Some(0))),
                _ => return Some((number, None)),
            };
        }
        None
    }

    /// Sets what stands there; nothing where something else is in the way.
    pub fn set(&self, data: &mut Value, to: Value) {
        let place = self.0.iter().try_fold(data, |at, step| step.enter(at));
        if let Some(place) = place {
            *place = to;
        }
    }

    /// Takes out what stands there.
    pub fn remove(&self, data: &mut Value) {
        let Some((last, way)) = self.0.split_last() else {
            return;
        };
        let around = way.iter().try_fold(data, |at, step| step.get_mut(at));
        match (last, around) {
            (Step::Key(key), Some(Value::Object(map))) => drop(map.remove(key)),
            (Step::Item(index), Some(Value::Array(list))) if *index < list.len() => {
                drop(list.remove(*index));
            }
            _ => {}
        }
    }
}

impl Step {
    fn of(index: &str, key: &str) -> Self {
        match index.parse() {
            Ok(index) => Self::Item(index),
            Err(_) => Self::Key(key.to_owned()),
        }
    }

    fn named(&self) -> String {
        match self {
            Self::Key(key) => format!(".{key}"),
            Self::Item(index) => format!("[{index}]"),
        }
    }

    fn get<'v>(&self, at: &'v Value) -> Option<&'v Value> {
        match self {
            Self::Key(key) => at.as_object()?.get(key),
            Self::Item(index) => at.as_array()?.get(*index),
        }
    }

    fn get_mut<'v>(&self, at: &'v mut Value) -> Option<&'v mut Value> {
        match self {
            Self::Key(key) => at.as_object_mut()?.get_mut(key),
            Self::Item(index) => at.as_array_mut()?.get_mut(*index),
        }
    }

    /// The place it leads to, made where it is not there yet; `None` where nothing of the kind can be there.
    fn enter<'v>(&self, at: &'v mut Value) -> Option<&'v mut Value> {
        if at.is_null() {
            *at = match self {
                Self::Key(_) => Value::Object(Map::new()),
                Self::Item(_) => Value::Array(Vec::new()),
            };
        }
        match (self, at) {
            (Self::Key(key), Value::Object(map)) => {
                Some(map.entry(key.clone()).or_insert(Value::Null))
            }
            (Self::Item(index), Value::Array(list)) => {
                if *index == list.len() {
                    list.push(Value::Null);
                }
                list.get_mut(*index)
            }
            _ => None,
        }
    }
}
