//! The quantities of the language, one file each: how each is written, what it comes to, what it is called and how it is told, what
//! it makes use of, and how it is varied. They stand on both sides of a comparison. A new one is a file, a line of the table below,
//! its sentences in the catalogues and a line in `rules/README.md`.

#![warn(clippy::arithmetic_side_effects)]

mod at_once;
mod bound;
mod case_lines;
mod cases;
mod comparison;
mod constant;
mod count;
mod criteria;
mod dependence;
mod different;
mod extreme;
mod field;
mod figure;
mod first_day;
mod grain;
mod group;
mod grouped;
mod held;
mod items;
mod left_out;
mod length;
mod nearest;
mod number_of;
mod on_day;
mod operand;
mod outcomes;
mod overall;
mod per;
mod percent;
mod perhaps;
mod period;
mod place;
mod pointed;
mod read;
mod relation;
mod rounded;
mod settled;
mod subtract;
mod sum;
mod table;
mod times;
mod unknown;
mod value;

use chrono::NaiveDate;

use crate::context::{
    Around, Context, FieldRef, FigureId, Names, Resolved, Scope, Uses, Variant, parts,
};
use crate::form::{FieldId, Kind};
use crate::law::{DatedValue, ValueId};
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

pub use at_once::AtOnce;
pub use comparison::Comparison;
pub(crate) use dependence::{Dependence, LimitPiece};
pub use field::FieldValue;
pub use figure::{Figure, FigureValue, Figures};
pub use first_day::CalendarUnit;
pub use group::Beyond;
pub use held::Held;
pub use items::Items;
pub(crate) use nearest::nearest;
pub use outcomes::{Among, Outcomes, answers};
pub use overall::{Adds, Overall};
pub(crate) use overall::{kind_of_head, limits as limits_of_all};
pub use per::{Per, PerPart, Stated, StatedBy};
pub(crate) use perhaps::{Perhaps, written_so};
pub use place::Place;
pub(crate) use read::{Subject, head_of, is_head, is_key, kind_of, no_quantity};
pub(crate) use relation::RELATIONS;
pub use relation::{Relation, RelationWord};
pub(crate) use sum::sum;
pub(crate) use table::TableValue;
pub(crate) use unknown::{is_like_a_day, is_too_fine, limit_in_text};

parts! {
    /// A quantity, as a rule book writes it.
    Operand of Quantify, Varied:
    /// A constant of the rule.
    constant::Constant,
    /// A value of the book on the as-of date.
    value::LawValue,
    /// A value of the book for the codes of the application.
    table::TableValue,
    /// A field.
    field::FieldValue,
    /// A figure of the book.
    figure::FigureValue,
    /// A sum.
    sum::Sum,
    /// The number of items.
    count::Count,
    /// The number of conditions that hold.
    criteria::Criteria,
    /// How many different values there are.
    different::Different,
    /// How many there are at most on one day.
    at_once::AtOnce,
    /// The smallest or the largest.
    extreme::Extreme,
    /// The smallest or the largest of the sums or numbers of groups.
    group::Group,
    /// A part in hundredths.
    percent::Percent,
    /// So many times as much.
    times::Times,
    /// What is left of something.
    subtract::Subtract,
    /// What is rounded.
    rounded::Rounded,
    /// A value of the book on another day.
    on_day::OnDay,
    /// How long a stretch of time is.
    number_of::NumberOf,
    /// How long a text is.
    length::Length,
    /// A day so long before or after another.
    period::Period,
    /// The first day of the year, quarter or month.
    first_day::FirstDay,
    /// One of several, by conditions.
    cases::Cases,
    /// What all applications together come to.
    overall::OverallValue,
}

/// What each quantity says of itself.
trait Quantify {
    /// How a rule book writes it; nothing where it is made of what another word says.
    fn words() -> Vec<Word>
    where
        Self: Sized,
    {
        Vec::new()
    }

    /// What it comes to.
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a>;

    /// Whether it never goes down where what it is made of goes up, and answers where a [`Bound`](crate::context::Bound) is asked.
    fn has_bounds(&self) -> bool {
        true
    }

    /// What it comes to, whatever one application says; `None` where it is taken from one.
    fn apart<'a>(&self, _apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        None
    }

    /// What it is called; `None` where it has no other name than what it is.
    fn named(&self) -> Option<Named> {
        None
    }

    /// How it is made of others, where it is.
    fn told(&self) -> Option<Formula<'_>> {
        None
    }

    /// The quantities it is made of, as the items that it goes through see them.
    fn inside(&self) -> Vec<&Operand> {
        Vec::new()
    }

    /// What two of them come to where several are made one.
    fn joined(&self, _one: Quantity, _other: Quantity) -> Option<Quantity> {
        None
    }

    /// The items that it goes through.
    fn items(&self) -> Option<&Items> {
        None
    }

    /// The dated value that it is, for an application.
    fn value_in(&self, _context: &Context<'_>, _scope: Scope) -> Option<(ValueId, NaiveDate)> {
        None
    }

    /// The field that a finding about it points at.
    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        match self.items() {
            Some(items) => items.place(names),
            None => self.inside().iter().find_map(|inner| inner.place(names)),
        }
    }

    /// Notes what it makes use of itself, besides the items that it goes through.
    fn uses(&self, _for_equality: bool, _to: &mut Uses) {}

    /// What it ever was, of which the examples should touch each; `None` where it is computed of an application.
    fn limits(&self, _values: &[DatedValue]) -> Option<Vec<Limit>> {
        None
    }
}

/// What each quantity says of itself to those who write a book.
trait Varied {
    /// Every change of it that the examples should notice; none of what is changed where the book says what it is at which time.
    fn variants(&self, _around: &Around<'_>) -> Vec<Variant<Operand>> {
        Vec::new()
    }
}

/// How a rule book writes a quantity.
#[derive(Clone, Copy)]
enum Word {
    /// A text that stands for it; `None` where a text is something else.
    Text(fn(&OperandLine<'_, '_>, &str) -> Option<Option<Operand>>),
    /// `{ KEY: … }`.
    Key(KeyWord),
}

/// A shape of its own: a key, and those that may stand beside it.
#[derive(Clone, Copy)]
struct KeyWord {
    key: &'static str,
    beside: &'static [&'static str],
    /// Whether it may be held against a limit itself, on the left of a comparison.
    subject: bool,
    /// The kind that it always is; `None` where it is of the kind of what it is made of.
    kind: Option<&'static Kind>,
    read: fn(&OperandLine<'_, '_>, Map<'_, '_>) -> Option<Operand>,
}

/// What is known without looking at one application.
#[derive(Clone, Copy)]
pub struct Apart<'a, 'f> {
    /// The dated values.
    pub values: &'a [DatedValue],
    /// The day whose law applies.
    pub day: NaiveDate,
    /// What all applications together come to; nothing where the law alone is asked.
    pub overall: Option<&'f dyn Fn(&Overall) -> Resolved<'a>>,
    /// The cell of the table that a group of them reads.
    pub cell: Option<ValueId>,
    /// What those of a group state as their limit.
    pub stated: Option<Quantity>,
}

/// What a quantity is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The key of the sentence with its `{value}` and its `{title}`.
    pub sentence: &'static str,
    /// Whose title that is.
    pub title: TitleOf,
}

impl Named {
    const fn of(sentence: &'static str, title: TitleOf) -> Self {
        Self { sentence, title }
    }
}

/// What has a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleOf {
    /// A value of the book.
    Value(ValueId),
    /// A table of the book, by its index.
    Table(usize),
    /// A field.
    Field(FieldId),
    /// A figure.
    Figure(FigureId),
}

/// How a quantity is made of others: the key of a sentence, and the quantities that it names.
#[derive(Clone, Debug)]
pub struct Formula<'o> {
    /// The key of the sentence; of one with more than it names, what stands between two.
    pub sentence: &'static str,
    /// The quantities it names; `each` where there are several alike.
    pub parts: Vec<(&'static str, &'o Operand)>,
    /// The key of a word that is said behind it, such as how it is rounded.
    pub remark: Option<&'static str>,
}

impl<'o> Formula<'o> {
    /// One of which no word is said behind it.
    const fn of(sentence: &'static str, parts: Vec<(&'static str, &'o Operand)>) -> Self {
        Self {
            sentence,
            parts,
            remark: None,
        }
    }
}

/// What a quantity was at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So much.
    Known(Quantity),
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
    /// How many quantities it stands in.
    pub(crate) depth: usize,
}
