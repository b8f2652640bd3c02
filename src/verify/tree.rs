//! A part of a report in memory, read by its shape: what the shape does not name is refused before it takes any, and so is
//! what stands twice, is missing or has another form.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserializer, de::IgnoredAny};

use super::shape::Shape;

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree<'t> {
    /// `null`
    Null,
    /// Yes or no.
    Flag(bool),
    /// A number; a report holds no other numbers.
    Count(u64),
    /// A text, borrowed from the report where nothing in it is escaped.
    Text(Cow<'t, str>),
    /// A list.
    List(Box<[Tree<'t>]>),
    /// An object, in the order of its keys.
    Object(Box<[(Cow<'t, str>, Tree<'t>)]>),
}

impl<'t> Tree<'t> {
    /// A field of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else {
            return None;
        };
        let at = fields
            .binary_search_by(|(name, _)| (**name).cmp(key))
            .ok()?;
        fields.get(at).map(|(_, value)| value)
    }

    /// An object without one of its fields.
    pub(super) fn without(&self, key: &str) -> Self {
        let Self::Object(fields) = self else {
            return self.clone();
        };
        let others = fields.iter().filter(|(name, _)| **name != *key);
        Self::Object(others.cloned().collect())
    }

    /// A text of an object.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        match self.get(key)? {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same to keep; what is borrowed from the report stays borrowed.
    pub(super) fn kept(&self, key: &str) -> Option<Cow<'t, str>> {
        match self.get(key)? {
            Self::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// A number of an object.
    pub(super) fn count(&self, key: &str) -> Option<u64> {
        match self.get(key)? {
            Self::Count(count) => Some(*count),
            _ => None,
        }
    }

    /// The items of a list of an object; none where there is no such list.
    pub(super) fn items(&self, key: &str) -> &[Self] {
        match self.get(key) {
            Some(Self::List(items)) => items,
            _ => &[],
        }
    }

    /// The texts of a list.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let items = match self {
            Self::List(items) => &**items,
            _ => &[],
        };
        items.iter().filter_map(|item| match item {
            Self::Text(text) => Some(&**text),
            _ => None,
        })
    }

    /// The fields of an object.
    pub(super) fn fields(&self) -> &[(Cow<'t, str>, Self)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }
}

/// So many bytes of memory may be taken for each byte of a text; parts that a check writes take two.
const ROOM: usize = 6;

/// Why a part is none of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// No report has it.
    Unknown,
    /// It is not there.
    Missing,
    /// It stands twice.
    Twice,
    /// It has another form.
    Malformed,
}

/// How a report is read, and where a fault was.
#[derive(Debug, Default)]
pub(super) struct Reader {
    /// Whether what the shape does not name is passed over instead of refused.
    pub(super) lenient: bool,
    /// How many bytes of memory the parts may take for each byte of the text.
    most: usize,
    /// How many they may still take.
    room: Cell<usize>,
    fault: Cell<Option<Fault>>,
    /// The names on the way to it, the last first.
    path: RefCell<Vec<String>>,
}

impl Reader {
    /// Reads what somebody else may have written.
    pub(super) fn strict() -> Self {
        Self {
            most: ROOM,
            ..Self::default()
        }
    }

    /// Reads what was just made.
    pub(super) fn trusting(lenient: bool) -> Self {
        Self {
            lenient,
            most: usize::MAX,
            ..Self::default()
        }
    }

    /// Reads the parts of a text, which take no more memory than it gives room for.
    pub(super) fn within<T>(&self, text: &str, read: impl FnOnce() -> T) -> T {
        let room = text.len().saturating_mul(self.most).saturating_add(1 << 16);
        let before = self.room.replace(room);
        let read = read();
        self.room.set(before);
        read
    }

    fn take<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.room.get().checked_sub(bytes);
        self.room.set(left.ok_or_else(|| E::custom(""))?);
        Ok(())
    }

    /// Refuses a part by its name in what is being read.
    pub(super) fn refuse<E: Error>(&self, fault: Fault, name: &str) -> E {
        self.fault.set(Some(fault));
        self.at(name, E::custom(""))
    }

    /// Remembers that a fault lies within a part.
    pub(super) fn at<E>(&self, name: impl fmt::Display, error: E) -> E {
        self.path.borrow_mut().push(name.to_string());
        error
    }

    /// What was found, and where: a JSON Pointer.
    pub(super) fn fault(&self) -> (Fault, String) {
        let path = self.path.borrow();
        let names = path.iter().rev().map(|name| format!("/{name}"));
        (
            self.fault.get().unwrap_or(Fault::Malformed),
            names.collect(),
        )
    }

    /// Reads the fields of an object, each with `value`.
    pub(super) fn fields<'t, A: MapAccess<'t>>(
        &self,
        shape: &Shape,
        mut object: A,
        mut value: impl FnMut(&str, &Shape, &mut A) -> Result<Tree<'t>, A::Error>,
    ) -> Result<Tree<'t>, A::Error> {
        let mut fields = Vec::new();
        while let Some(Key(name)) = object.next_key()? {
            let Some(own) = shape.field(&name) else {
                if self.lenient {
                    object.next_value::<IgnoredAny>()?;
                    continue;
                }
                return Err(self.refuse(Fault::Unknown, &name));
            };
            let value = value(&name, own, &mut object).map_err(|error| self.at(&name, error))?;
            self.take(size_of::<(Cow<'_, str>, Tree<'_>)>())?;
            fields.push((name, value));
        }
        self.object(shape, fields)
    }

    /// Sorts the fields that were read, of which none may stand twice and none be missing.
    fn object<'t, E: Error>(
        &self,
        shape: &Shape,
        mut fields: Vec<(Cow<'t, str>, Tree<'t>)>,
    ) -> Result<Tree<'t>, E> {
        fields.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut pairs = fields.windows(2);
        if let Some([(name, _), _]) = pairs.find(|pair| matches!(pair, [a, b] if a.0 == b.0)) {
            return Err(self.refuse(Fault::Twice, name));
        }
        let tree = Tree::Object(fields.into_boxed_slice());
        let mut required = shape.fields.iter().flat_map(|fields| &fields.required);
        match required.find(|name| tree.get(name).is_none()) {
            Some(name) => Err(self.refuse(Fault::Missing, name)),
            None => Ok(tree),
        }
    }
}

/// Reads a part of a report.
#[derive(Clone, Copy)]
pub(super) struct Part<'r> {
    pub(super) shape: &'r Shape,
    pub(super) reader: &'r Reader,
}

impl<'de> DeserializeSeed<'de> for Part<'_> {
    type Value = Tree<'de>;

    fn deserialize<D: Deserializer<'de>>(self, part: D) -> Result<Tree<'de>, D::Error> {
        part.deserialize_any(self)
    }
}

impl Part<'_> {
    fn only_if<'t, E: Error>(self, allowed: bool, tree: Tree<'t>) -> Result<Tree<'t>, E> {
        allowed.then_some(tree).ok_or_else(|| E::custom(""))
    }
}

impl<'de> Visitor<'de> for Part<'_> {
    type Value = Tree<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a part of a report")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree<'de>, E> {
        self.only_if(self.shape.null, Tree::Null)
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree<'de>, E> {
        self.only_if(self.shape.flag, Tree::Flag(flag))
    }

    fn visit_u64<E: Error>(self, count: u64) -> Result<Tree<'de>, E> {
        self.only_if(self.shape.count, Tree::Count(count))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Tree<'de>, E> {
        self.only_if(self.shape.text, Tree::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree<'de>, E> {
        self.reader.take(text.len().saturating_add(32))?;
        self.only_if(self.shape.text, Tree::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree<'de>, A::Error> {
        let Some(shape) = self.shape.items.as_deref() else {
            return Err(A::Error::custom(""));
        };
        let item = Part { shape, ..self };
        let mut items = Vec::new();
        let refused = |number, error| self.reader.at(number, error);
        while let Some(one) = list
            .next_element_seed(item)
            .map_err(|error| refused(items.len(), error))?
        {
            self.reader.take(size_of::<Tree<'_>>())?;
            items.push(one);
        }
        Ok(Tree::List(items.into_boxed_slice()))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Tree<'de>, A::Error> {
        if self.shape.fields.is_none() {
            return Err(A::Error::custom(""));
        }
        let reader = self.reader;
        reader.fields(self.shape, object, |_, shape, object| {
            object.next_value_seed(Part { shape, reader })
        })
    }
}

/// A key, borrowed where nothing in it is escaped.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'t>(#[serde(borrow)] Cow<'t, str>);
