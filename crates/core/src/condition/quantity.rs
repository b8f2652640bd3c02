//! The quantities of the language, one file each: how each is written, what it comes to, what it is called and how it is told, what
//! it makes use of, and how it is varied. They stand on both sides of a comparison. A new one is a file, a line of the table below,
//! its sentences in the catalogues and a line in `rules/README.md`.

#![warn(clippy::arithmetic_side_effects)]

mod cases;
mod comparison;
mod constant;
mod count;
mod different;
mod extreme;
mod field;
mod figure;
mod first_day;
mod group;
mod items;
mod overall;
mod per;
mod percent;
mod period;
mod read;
mod relation;
mod sum;
mod table;
mod times;
mod value;

use chrono::NaiveDate;

use super::Condition;
use crate::context::{
    Around, Context, FieldRef, FieldSelector, FigureId, FigureRef, Names, Resolved, Scope, Uses,
    Variant, parts,
};
use crate::form::{FieldId, Form, Kind, ListId};
use crate::law::{DatedValue, ValueId};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

pub use comparison::Comparison;
pub use figure::{Figure, Figures};
pub use items::Items;
pub(crate) use overall::kind_of_head;
pub use overall::{Adds, Overall};
pub use per::Per;
pub(crate) use read::{Subject, head_of, is_head, kind_of};
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
    /// How many different values there are.
    different::Different,
    /// The smallest or the largest.
    extreme::Extreme,
    /// The smallest or the largest of the sums or numbers of groups.
    group::Group,
    /// A part in hundredths.
    percent::Percent,
    /// So many times as much.
    times::Times,
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
    /// How a rule book writes it.
    fn words() -> Vec<Word>
    where
        Self: Sized;

    /// What it comes to.
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a>;

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

    /// The items that it goes through.
    fn items(&self) -> Option<&Items> {
        None
    }

    /// The dated value that it is, for an application.
    fn value_in(&self, _context: &Context<'_>, _scope: Scope) -> Option<ValueId> {
        None
    }

    /// The field that a finding about it points at.
    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.inside().iter().find_map(|inner| inner.place(names))
    }

    /// Notes what it makes use of itself.
    fn uses(&self, _for_equality: bool, _to: &mut Uses) {}

    /// Every change of it that the examples should notice.
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>>;

    /// What it ever was, of which the examples should touch each; `None` where it is computed of an application.
    fn limits(&self, _values: &[DatedValue]) -> Option<Vec<Limit>> {
        None
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

/// What a quantity was at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// So much, as it is written.
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
    /// How many quantities it stands in.
    pub(crate) depth: usize,
}

impl Operand {
    /// A figure.
    pub(crate) const fn figure(figure: FigureRef) -> Self {
        Self::FigureValue(figure::FigureValue(figure))
    }

    /// The first field that it is made of, with the lists it stands in, from the application.
    pub(crate) fn selector(&self, names: &Names<'_>) -> Option<FieldSelector> {
        if let Self::FigureValue(figure) = self {
            return names.figures.get(figure.0.figure.index())?.of.clone();
        }
        let lists = self.part().items().map(|items| items.of.lists.clone());
        if let Self::FieldValue(field) = self {
            return Some(FieldSelector {
                up: 0,
                lists: Vec::new(),
                leaf: Some(field.0.field),
            });
        }
        let inner = self.part().inside().into_iter();
        let mut inner = inner.filter_map(|inner| inner.selector(names));
        let found = inner.next()?;
        Some(FieldSelector {
            lists: [lists.unwrap_or_default(), found.lists].concat(),
            ..found
        })
    }

    /// A table of codes, by its name.
    pub(crate) fn codes(name: &str, names: &Names<'_>) -> Option<Self> {
        let table = table::TableValue::named_so(name, names)?;
        table.list().map(|_| table.into())
    }

    /// The list whose codes it comes to, where it does.
    #[must_use]
    pub fn list(&self) -> Option<ListId> {
        match self {
            Self::TableValue(table) => table.list(),
            _ => None,
        }
    }

    /// The figure or the table of this name.
    pub(crate) fn named_so(name: &str, names: &Names<'_>) -> Option<Self> {
        match names.figure(name) {
            Some((figure, _)) => Some(Self::figure(figure)),
            None => table::TableValue::named_so(name, names).map(Into::into),
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        self.ask_part(|part| part.resolve(context, scope))
    }

    /// What it comes to on a day, whatever an application says; `None` where it is taken from an application.
    #[must_use]
    pub fn by_law<'a>(&self, values: &'a [DatedValue], day: NaiveDate) -> Option<Resolved<'a>> {
        self.apart(&Apart {
            values,
            day,
            overall: None,
        })
    }

    /// What it comes to, whatever one application says; `None` where it is taken from one.
    #[must_use]
    pub fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        self.part().apart(apart)
    }

    /// Whether it is the same for every application of a day, by law or because it is of all of them.
    #[must_use]
    pub fn is_apart(&self) -> bool {
        let apart = Apart {
            values: &[],
            day: NaiveDate::MIN,
            overall: Some(&|_| Resolved::Open),
        };
        self.apart(&apart).is_some()
    }

    /// Calls `visit` with everything in it that is of all applications, in order.
    pub fn each_overall<'o>(&'o self, visit: &mut dyn FnMut(&'o Overall)) {
        match self {
            Self::OverallValue(overall) => visit(&overall.0),
            _ => {
                for inner in self.part().inside() {
                    inner.each_overall(visit);
                }
            }
        }
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

    /// How it is made of others, where it is.
    #[must_use]
    pub fn told(&self) -> Option<Formula<'_>> {
        self.part().told()
    }

    /// What the items have in common that decide a quantity of groups, as one of them writes it.
    #[must_use]
    pub fn common(&self, context: &Context<'_>, scope: Scope) -> Option<String> {
        match self {
            Self::Group(group) => group.common(context, scope),
            _ => None,
        }
    }

    /// The value of the book that it is, whatever the application says.
    #[must_use]
    pub fn value(&self) -> Option<ValueId> {
        match self.named()?.title {
            TitleOf::Value(id) => Some(id),
            TitleOf::Field(_) | TitleOf::Table(_) | TitleOf::Figure(_) => None,
        }
    }

    /// The first dated value that it is made of, for an application.
    #[must_use]
    pub fn value_in(&self, context: &Context<'_>, scope: Scope) -> Option<ValueId> {
        let own = self.part().value_in(context, scope);
        own.or_else(|| match self.part().items() {
            Some(_) => None,
            None => self
                .part()
                .inside()
                .iter()
                .find_map(|inner| inner.value_in(context, scope)),
        })
    }

    /// Whether it is a part in hundredths that is not rounded.
    #[must_use]
    pub fn is_exact_part(&self) -> bool {
        matches!(self, Self::Percent(part) if part.is_rounded(None))
    }

    /// The field that a finding about it points at.
    pub(crate) fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.part().place(names)
    }

    /// What it ever was by law; `None` where it is computed of an application.
    fn part_limits(&self, values: &[DatedValue]) -> Option<Vec<Limit>> {
        self.part().limits(values)
    }

    /// Every change of it that the examples should notice.
    #[must_use]
    pub fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        self.part().variants(around)
    }

    /// Notes what it makes use of.
    pub fn uses(&self, for_equality: bool, form: &Form, to: &mut Uses) {
        self.part().uses(for_equality, to);
        for condition in self.conditions() {
            condition.uses(form, to);
        }
        for inner in self.part().inside() {
            inner.uses(for_equality, form, to);
        }
    }

    /// The conditions of its own: which items it goes through, which case it is.
    fn conditions(&self) -> Vec<&Condition> {
        let filter = self.part().items().and_then(Items::filter);
        let cases = match self {
            Self::Cases(cases) => cases.conditions(),
            Self::OverallValue(overall) => overall.0.filter.iter().collect(),
            _ => Vec::new(),
        };
        filter.into_iter().chain(cases).collect()
    }

    /// Calls `visit` with every condition in it, also those of the quantities it is made of.
    pub fn all_conditions<'c>(&'c self, visit: &mut dyn FnMut(&'c Condition)) {
        self.conditions().into_iter().for_each(&mut *visit);
        for inner in self.part().inside() {
            inner.all_conditions(visit);
        }
    }

    /// Calls `visit` with every condition in it wherever an application is asked it.
    pub fn each_condition<'c>(
        &'c self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(&'c Condition, Scope),
    ) {
        let inside = self.part().inside();
        match self.part().items() {
            Some(items) => {
                context.each_of(&items.of, scope, &mut |scope| {
                    if let Some(filter) = items.filter() {
                        visit(filter, scope);
                    }
                    for inner in &inside {
                        inner.each_condition(context, scope, visit);
                    }
                });
            }
            None => {
                for condition in self.conditions() {
                    visit(condition, scope);
                }
                for inner in inside {
                    inner.each_condition(context, scope, visit);
                }
            }
        }
    }
}
