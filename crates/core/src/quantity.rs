//! The quantities that a rule book compares something with, one file each: how each is written, what it comes to, what it is called,
//! what it makes use of, and how it is varied. A new one is a file, a line of the table below, its sentences in the catalogues and
//! a line in `rules/README.md`.

#![warn(clippy::arithmetic_side_effects)]

mod comparison;
mod constant;
mod count;
mod field;
mod relation;
mod sum;
mod value;

use chrono::NaiveDate;

use crate::context::{Context, Names, Resolved, Scope, Uses, Variant, parts};
use crate::form::{FieldId, Kind};
use crate::law::{DatedValue, ValueId};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

pub use comparison::Comparison;
pub(crate) use relation::RELATIONS;
pub use relation::{Relation, RelationWord};
pub(crate) use sum::sum;

parts! {
    /// A quantity, as a rule book writes it.
    Operand of Quantify:
    /// A constant of the rule.
    constant::Constant,
    /// A value of the book on the as-of date.
    value::LawValue,
    /// A field.
    field::FieldValue,
    /// The sum of a field over all items.
    sum::Sum,
    /// The number of items.
    count::Count,
}

/// What each quantity says of itself.
trait Quantify {
    /// How a rule book writes it.
    fn words() -> Vec<Word>
    where
        Self: Sized;

    /// What it comes to.
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a>;

    /// What it comes to on a day, whatever an application says; `None` where it is taken from an application.
    fn by_law<'a>(&self, values: &'a [DatedValue], day: NaiveDate) -> Option<Resolved<'a>>;

    /// What it is called; `None` where it has no other name than what it is.
    fn named(&self) -> Option<Named>;

    /// Notes what it makes use of.
    fn uses(&self, for_equality: bool, to: &mut Uses);

    /// Every change of it that the examples should notice.
    fn variants(&self) -> Vec<Variant<Operand>>;

    /// What it ever was, of which the examples should touch each.
    fn limits(&self, values: &[DatedValue]) -> Vec<Limit>;
}

/// How a rule book writes a quantity.
#[derive(Clone, Copy)]
enum Word {
    /// A text that stands for it; `None` where a text is something else.
    Text(fn(&OperandLine<'_, '_>, &str) -> Option<Option<Operand>>),
    /// `{ KEY: … }`.
    Key(
        &'static str,
        fn(&OperandLine<'_, '_>, NodeId) -> Option<Operand>,
    ),
}

/// What a quantity is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The key of the sentence with its `{value}` and its `{title}`.
    pub sentence: &'static str,
    /// Whose title that is.
    pub title: TitleOf,
}

/// What has a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleOf {
    /// A value of the book.
    Value(ValueId),
    /// A field.
    Field(FieldId),
}

/// What a quantity was at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So much, as it is written; empty where that is for the application to say.
    Known(String),
    /// Not known since a day; whether the known ones before and after differ.
    Unknown(NaiveDate, bool),
}

/// A quantity that is being read.
pub(crate) struct OperandLine<'r, 'a> {
    /// Reads it, and notes mistakes.
    pub(crate) reader: &'r Decoder<'a>,
    /// Where it stands.
    pub(crate) node: NodeId,
    /// The kind that is asked.
    pub(crate) kind: &'r Kind,
    /// What it may name.
    pub(crate) names: &'r Names<'r>,
}

impl OperandLine<'_, '_> {
    /// Something that is no quantity of the kind that is asked.
    fn not_one<T>(&self, found: &str) -> Option<T> {
        let about = [("found", found), ("kind", self.kind.name())];
        self.reader.refuse(self.node, "book.not_an_operand", &about)
    }

    /// A quantity of another kind.
    fn other_kind<T>(&self, found: &str, kind: &str) -> Option<T> {
        let about = [
            ("found", found),
            ("kind", kind),
            ("asked", self.kind.name()),
        ];
        self.reader.refuse(self.node, "book.other_kind", &about)
    }
}

impl Operand {
    /// Reads a quantity of the kind that is asked.
    pub(crate) fn read(line: &OperandLine<'_, '_>) -> Option<Self> {
        let reader = line.reader;
        if reader.document.kind(line.node) == yaml::Kind::Mapping {
            let keyed = Self::words().filter_map(|word| match word {
                Word::Key(key, read) => Some((key, read)),
                Word::Text(_) => None,
            });
            let keyed: Vec<_> = keyed.collect();
            let keys: Vec<_> = keyed.iter().map(|(key, _)| *key).collect();
            let map = reader.map(line.node, &keys)?;
            let found = keyed.iter();
            let mut found = found.filter_map(|(key, read)| Some((map.get(key)?, read)));
            return match (found.next(), found.next()) {
                (Some((node, read)), None) => read(line, node),
                _ => line.not_one("{ … }"),
            };
        }
        let text = reader.text(line.node)?;
        let mut read = Self::words().filter_map(|word| match word {
            Word::Text(read) => read(line, text),
            Word::Key(..) => None,
        });
        read.next()
            .unwrap_or_else(|| match constant::kind_of(text) {
                Some(kind) => line.other_kind(text, kind),
                None => line.not_one(text),
            })
    }

    /// What it comes to.
    #[must_use]
    pub fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        self.ask_part(|part| part.resolve(context, scope))
    }

    /// What it comes to on a day, whatever an application says; `None` where it is taken from an application.
    #[must_use]
    pub fn by_law<'a>(&self, values: &'a [DatedValue], day: NaiveDate) -> Option<Resolved<'a>> {
        self.part().by_law(values, day)
    }

    /// Whether it is the same for every application of a day.
    #[must_use]
    pub fn is_by_law(&self) -> bool {
        self.by_law(&[], NaiveDate::MIN).is_some()
    }

    /// What it is called; `None` where it has no other name than what it is.
    #[must_use]
    pub fn named(&self) -> Option<Named> {
        self.part().named()
    }

    /// The value of the book that it is.
    #[must_use]
    pub fn value(&self) -> Option<ValueId> {
        match self.named()?.title {
            TitleOf::Value(id) => Some(id),
            TitleOf::Field(_) => None,
        }
    }
}
