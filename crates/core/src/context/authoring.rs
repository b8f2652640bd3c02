//! What whoever tests or explains a rule book asks of its parts: what a part makes use of, how it may be changed, and what the
//! examples should touch. Everything that a condition is made of says it of itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{FieldSelector, FigureId};
use crate::form::{FieldId, Form, ListId};
use crate::law::{CodeList, DatedValue, ValueId};
use crate::scalar::Quantity;
use atbilst_yaml::source::Span;

/// What stands around a part in its book.
#[derive(Clone, Copy, Debug)]
pub struct Around<'b> {
    /// The form.
    pub form: &'b Form,
    /// The lists of codes.
    pub lists: &'b [CodeList],
    /// The dated values.
    pub values: &'b [DatedValue],
    /// The text of the book.
    pub text: &'b str,
    /// Of what is held against the limits of a test, by the place of that: what stands nearest to them, where that is one of a few.
    pub nearest: Option<&'b BTreeMap<Span, Vec<Quantity>>>,
}

/// What a part of a book makes use of.
#[derive(Debug, Default)]
pub struct Uses {
    /// The fields that it names.
    pub fields: BTreeSet<FieldId>,
    /// The dated values that something is compared with, and whether for equality.
    pub values: BTreeMap<ValueId, bool>,
    /// Whether an example could notice a step less, and a step more, of each of them.
    pub noticed: BTreeMap<ValueId, [bool; 2]>,
    /// The lists of codes that are asked as a whole.
    pub lists: BTreeSet<ListId>,
    /// The codes that are asked by themselves.
    pub codes: BTreeSet<(ListId, u16)>,
    /// The texts of each list of texts that a field may be one of.
    pub texts: Vec<Vec<String>>,
    /// The constants that something is compared with.
    pub constants: Vec<Quantity>,
    /// The figures that it names.
    pub figures: BTreeSet<FigureId>,
    /// Whether it counts in months or years.
    pub months: bool,
}

impl Uses {
    /// Whether all fields are those of the application itself, and of no item of a list.
    pub fn is_of_application(&self, form: &Form) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|&id| form.field(id).list.is_none())
    }

    /// A field of all items.
    pub fn select(&mut self, selector: &FieldSelector) {
        self.fields.extend(&selector.lists);
        self.fields.extend(selector.leaf);
    }

    /// A value that something is compared with, perhaps for equality.
    pub fn value(&mut self, value: ValueId, for_equality: bool) {
        self.stepped(value, for_equality, [true; 2]);
    }

    /// The same of one of which an example could notice these steps alone.
    fn stepped(&mut self, value: ValueId, for_equality: bool, [less, more]: [bool; 2]) {
        *self.values.entry(value).or_default() |= for_equality;
        let [own_less, own_more] = self.noticed.entry(value).or_default();
        *own_less |= less;
        *own_more |= more;
    }

    /// Everything that another makes use of; of its values an example could notice these steps alone.
    pub(crate) fn add(&mut self, other: Self, noticed: [bool; 2]) {
        for (value, for_equality) in other.values {
            self.stepped(value, for_equality, noticed);
        }
        self.fields.extend(other.fields);
        self.lists.extend(other.lists);
        self.codes.extend(other.codes);
        self.texts.extend(other.texts);
        self.constants.extend(other.constants);
        self.figures.extend(other.figures);
        self.months |= other.months;
    }
}

/// What was changed, in the words of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// One thing became another.
    Becomes(String, String),
    /// Something was left out.
    Dropped(String),
    /// A test was turned into its opposite.
    Opposite(String),
}

/// A part with one change, which the examples of its book should notice.
#[derive(Clone, Debug)]
pub struct Variant<T> {
    /// The part as it would be.
    pub part: T,
    /// What was changed.
    pub change: Change,
    /// Where that stands in the book, as far as it is known.
    pub span: Option<Span>,
}

impl<T> Variant<T> {
    /// A part in which one thing became another.
    pub fn becomes(part: T, from: impl Into<String>, to: impl Into<String>) -> Self {
        let change = Change::Becomes(from.into(), to.into());
        Self {
            part,
            change,
            span: None,
        }
    }

    /// A part from which something was left out.
    pub fn dropped(part: T, what: impl Into<String>) -> Self {
        let change = Change::Dropped(what.into());
        Self {
            part,
            change,
            span: None,
        }
    }

    /// The same change of what holds the part.
    pub fn map<U>(self, around: impl FnOnce(T) -> U) -> Variant<U> {
        Variant {
            part: around(self.part),
            change: self.change,
            span: self.span,
        }
    }

    /// The same at a place in the book, unless what was changed has a nearer one.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        Self {
            span: self.span.or(Some(span)),
            ..self
        }
    }
}

/// Each change of a part, as a change of the whole that `set` puts it into.
pub fn changed<W: Clone, P, Q: From<W>>(
    whole: &W,
    changes: Vec<Variant<P>>,
    set: impl Fn(&mut W, P),
) -> impl Iterator<Item = Variant<Q>> {
    changes.into_iter().map(move |change| {
        change.map(|part| {
            let mut other = whole.clone();
            set(&mut other, part);
            other.into()
        })
    })
}

/// Each change of these parts of a whole, one part after the other.
macro_rules! changed_parts {
    ($whole:ident, $around:ident: $($part:tt),*) => {
        std::iter::empty()$(.chain($crate::context::changed(
            $whole,
            $whole.$part.variants($around),
            |own, part| own.$part = part.into(),
        )))*
    };
}

pub(crate) use changed_parts;

/// A list without each of its items, with the item that is left out.
pub fn without_each<T: Clone>(all: &[T]) -> impl Iterator<Item = (T, Vec<T>)> {
    all.iter().enumerate().map(|(index, out)| {
        let mut rest = all.to_vec();
        rest.remove(index);
        (out.clone(), rest)
    })
}

/// Something that an example should touch: the key of the sentence that says that none does, and what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The key of the sentence.
    pub what: &'static str,
    /// What it speaks of.
    pub about: String,
}

impl Target {
    /// A target.
    pub fn new(what: &'static str, about: impl Into<String>) -> Self {
        let about = about.into();
        Self { what, about }
    }
}
