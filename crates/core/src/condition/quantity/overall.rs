//! What all applications together come to: `sum: grant, where: …`, `count: applications`, `different: "partners[].country"`; for each
//! group of them: `per: applicant.registration_number`. What one application adds is read here; it is added up elsewhere.

mod changes;
mod read;

use std::cell::Cell;

use rust_decimal::Decimal;

use super::per::Per;
use super::sum::Sum;
use super::{Apart, Items, Named, Operand, OperandLine, Place, Quantify, TitleOf, Varied};
use crate::condition::Condition;
use crate::context::{
    Around, Bound, Context, FieldRef, FieldSelector, Figured, Names, Resolved, Scope, Truth, Uses,
    Variant,
};
use crate::form::{FieldId, Form, Kind};
use crate::scalar::Quantity;
use atbilst_yaml::decode::Map;

pub(super) use read::{count, different, sum, sum_of_several};
pub(crate) use read::{kind_of_head, limits};

/// A quantity over all applications.
#[derive(Clone, Debug, PartialEq)]
pub struct Overall {
    /// The field that is added up, or the lists whose items are counted; of what is computed, the first field that it is made of.
    pub of: FieldSelector,
    /// What each application adds.
    pub adds: Adds,
    /// Which applications, or which items of those lists.
    pub filter: Option<Condition>,
    /// Its kind.
    pub kind: Kind,
    /// By what groups are made, where there are some.
    pub per: Option<Per>,
    /// Whether each group must reach something: what `where` leaves out makes groups then, too, that have nothing.
    pub reaches: bool,
    /// Whether an application without any of the items that are added up or counted belongs to its group then as well: it says itself
    /// what that is, and its limit.
    pub belongs: bool,
}

/// What an application adds.
#[derive(Clone, Debug, PartialEq)]
pub enum Adds {
    /// A field, of all items.
    Field,
    /// What is computed of it.
    Computed(Box<Operand>),
    /// The number of its items, or itself; of the items that have the same words in this field only one is counted.
    Number(Option<(FieldId, Place)>),
    /// Values that no other adds: those of a field.
    Different(Per),
}

/// What is added at one place.
#[derive(Clone, Copy)]
pub(crate) struct Addend<'a> {
    /// How much, or how much at least.
    pub(crate) adds: Resolved<'a>,
    /// Whether it is just so much.
    pub(crate) is_known: bool,
}

/// What is known of all that is added.
#[derive(Clone, Copy)]
pub(crate) struct Everywhere {
    /// What it is of.
    pub(crate) which: bool,
    pub(crate) how_much: bool,
}

impl Everywhere {
    pub(crate) const fn is_all(self) -> bool {
        self.which && self.how_much
    }
}

impl Overall {
    /// Reads it where it stands on the left of a comparison.
    pub(crate) fn read(line: &OperandLine<'_, '_>, map: Map<'_, '_>) -> Option<Self> {
        match map.get("sum") {
            Some(node) => sum(line, (map, node)),
            None => match map.get("count") {
                Some(node) => count(line, (map, node)),
                None => different(line, (map, map.need("different")?)),
            },
        }
    }

    /// The lists of which each item is added up or counted by itself, and may belong to another group.
    fn items(&self) -> &[FieldId] {
        match &self.adds {
            Adds::Number(_) | Adds::Different(_) => &self.of.lists,
            Adds::Computed(term) => items_of(term),
            Adds::Field => &[],
        }
    }

    /// So much of it.
    pub fn quantity(&self, sum: Decimal) -> Option<Quantity> {
        self.kind.total(sum)
    }

    /// What is called by its own name where it is computed: a figure.
    pub fn figure(&self) -> Option<TitleOf> {
        let title = match &self.adds {
            Adds::Computed(term) => term.named()?.title,
            Adds::Different(values) => values.parts.last()?.stated_by().title,
            Adds::Field | Adds::Number(_) => return None,
        };
        matches!(title, TitleOf::Figure(_)).then_some(title)
    }

    /// Has each group reach something; of the fields that say the limit of a group, `limit` are all.
    pub(crate) fn reach(&mut self, form: &Form, limit: &Uses) {
        let of_items = match &self.adds {
            Adds::Number(_) | Adds::Different(_) => !self.of.lists.is_empty(),
            Adds::Computed(term) => matches!(**term, Operand::Sum(Sum::Over { .. })),
            Adds::Field => false,
        };
        let per = self.per.as_ref();
        let is_of_application = per.is_some_and(|per| per.is_of_application(form));
        self.reaches = per.is_some();
        self.belongs = of_items && is_of_application && limit.is_of_application(form);
    }

    /// Calls `visit` wherever something is added; says what of it is known everywhere.
    pub(crate) fn each<'a>(
        &self,
        context: &Context<'a>,
        visit: &mut dyn FnMut(Scope, Addend<'a>),
    ) -> Everywhere {
        let known = |quantity| Addend {
            adds: Resolved::Known(quantity),
            is_known: true,
        };
        let one = known(Quantity::Count(1));
        let nothing = self.quantity(Decimal::ZERO).filter(|_| self.reaches);
        let nothing = |scope, visit: &mut dyn FnMut(Scope, Addend<'a>)| {
            let nothing = nothing.into_iter().map(known);
            nothing.for_each(|nothing| visit(scope, nothing));
        };
        let (lists, term): (&[FieldId], Option<&Operand>) = match &self.adds {
            Adds::Number(_) | Adds::Different(_) => (&self.of.lists, None),
            Adds::Field => (&[], None),
            Adds::Computed(term) => (&[], Some(term)),
        };
        let mut known = Everywhere {
            which: true,
            how_much: true,
        };
        let any = Cell::new(false);
        let least = context.asking(Some(Bound::Least));
        let visit = &mut |scope, adds| {
            any.set(true);
            visit(scope, adds);
        };
        let complete = context.each(lists, Scope::ROOT, &mut |scope| {
            if let Some(filter) = &self.filter {
                let answer = context.ask(filter, scope);
                if answer.truth != Truth::Holds {
                    known.which &= answer.undecided(context).is_none();
                    return nothing(scope, visit);
                }
            }
            let mut add = |scope, of: &dyn Fn(&Context<'a>) -> Resolved<'a>| {
                let adds = of(context);
                let is_known = adds.known().is_some();
                known.how_much &= is_known;
                let adds = if is_known { adds } else { of(&least) };
                visit(scope, Addend { adds, is_known });
            };
            match (term, &self.adds) {
                // A group is made of items, each of which may belong to another.
                (Some(Operand::Sum(Sum::Over { items, term, .. })), _) if self.per.is_some() => {
                    let unknown = items.each(context, scope, &mut |scope| {
                        add(scope, &|context| term.resolve(context, scope));
                    });
                    known.which &= unknown.is_none();
                    items.each_left_out(context, scope, &mut |scope| nothing(scope, visit));
                }
                (Some(term), _) => add(scope, &|context| term.resolve(context, scope)),
                (None, Adds::Field) => add(scope, &|context| super::sum(&self.of, context)),
                (None, _) => visit(scope, one),
            }
        });
        // An application without any of the items belongs to its group all the same.
        if self.belongs && complete && !any.get() {
            nothing(Scope::ROOT, visit);
        }
        known.which &= complete;
        known
    }

    /// The field that an application leaves out, where it is not known for it what it adds.
    pub(crate) fn left_out(&self, context: &Context<'_>) -> Option<FieldId> {
        let mut found = None;
        self.each_condition(context, &mut |filter, scope| {
            let answer = context.ask(filter, scope);
            if answer.undecided(context) == Some(Resolved::NotStated) {
                found = found.or_else(|| answer.left_out(context));
            }
        });
        let own = match &self.adds {
            Adds::Field if super::sum(&self.of, context) == Resolved::NotStated => self.of.leaf,
            Adds::Computed(term) => Some(term.left_out(context, Scope::ROOT)?.0.field),
            Adds::Field | Adds::Number(_) | Adds::Different(_) => None,
        };
        found.map(|(field, _)| field.field).or(own)
    }

    /// A field that the office has not stated yet for an application, where that stands in the way.
    pub(crate) fn awaited(&self, context: &Context<'_>) -> Option<FieldId> {
        let awaited = context.awaited(|uses| self.uses(context.form, uses), Scope::ROOT)?;
        Some(awaited.0)
    }

    /// The fields of the office that it makes use of.
    pub(crate) fn of_office(&self, form: &Form, figures: &dyn Figured) -> Vec<FieldId> {
        let mut uses = Uses::default();
        self.uses(form, &mut uses);
        figures.uses(form, &mut uses);
        let all = uses.fields.into_iter();
        all.filter(|&id| form.field(id).office.is_some()).collect()
    }

    /// Calls `visit` with every condition in it wherever an application is asked it.
    pub fn each_condition<'c>(
        &'c self,
        context: &Context<'_>,
        visit: &mut dyn FnMut(&'c Condition, Scope),
    ) {
        if let Some(filter) = &self.filter {
            let lists: &[FieldId] = match self.adds {
                Adds::Number(_) | Adds::Different(_) => &self.of.lists,
                Adds::Field | Adds::Computed(_) => &[],
            };
            context.each(lists, Scope::ROOT, &mut |scope| visit(filter, scope));
        }
        if let Adds::Computed(term) = &self.adds {
            term.each_condition(context, Scope::ROOT, visit);
        }
    }

    /// Every condition of its own, and of what it computes.
    pub fn all_conditions<'c>(&'c self, visit: &mut dyn FnMut(&'c Condition)) {
        self.filter.iter().for_each(&mut *visit);
        for inner in self.inside() {
            inner.all_conditions(visit);
        }
    }
}

/// The lists of which something computed adds up each item.
fn items_of(term: &Operand) -> &[FieldId] {
    match term {
        Operand::Sum(Sum::Over { items, .. }) => &items.of.lists,
        _ => &[],
    }
}

/// A quantity over all applications, as part of another.
#[derive(Clone, Debug, PartialEq)]
pub struct OverallValue(pub Box<Overall>);

impl From<Overall> for Operand {
    fn from(overall: Overall) -> Self {
        OverallValue(Box::new(overall)).into()
    }
}

impl Quantify for OverallValue {
    /// One application says nothing of all.
    fn resolve<'a>(&self, _: &Context<'a>, _: Scope) -> Resolved<'a> {
        Resolved::Open
    }

    fn has_bounds(&self) -> bool {
        false
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(apart.overall?(&self.0))
    }

    fn named(&self) -> Option<Named> {
        let title = self.0.figure();
        let of = &self.0.of;
        let field = || of.leaf.or(of.lists.last().copied());
        Some(Named {
            sentence: match self.0.adds {
                Adds::Field | Adds::Computed(_) => "trace.of_sum",
                Adds::Number(_) => "trace.of_count",
                Adds::Different(_) => "trace.of_different",
            },
            title: title.or_else(|| field().map(TitleOf::Field))?,
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        self.0.inside()
    }

    fn place(&self, _: &Names<'_>) -> Option<FieldRef> {
        None
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        self.0.fields(to);
    }
}

impl Varied for OverallValue {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let all = self.0.changes(around).into_iter();
        all.map(|variant| variant.map(Into::into)).collect()
    }
}

impl Overall {
    /// Notes the fields that it names itself.
    fn fields(&self, to: &mut Uses) {
        to.select(&self.of);
        let different = match &self.adds {
            Adds::Different(per) => Some(per),
            Adds::Number(Some((field, _))) => {
                to.fields.insert(*field);
                None
            }
            Adds::Field | Adds::Computed(_) | Adds::Number(None) => None,
        };
        for per in self.per.iter().chain(different) {
            per.fields(to);
        }
    }

    /// What is computed of each application, and what groups are made by.
    fn inside(&self) -> Vec<&Operand> {
        let term = match &self.adds {
            Adds::Computed(term) => Some(&**term),
            Adds::Field | Adds::Number(_) | Adds::Different(_) => None,
        };
        let per = self.per.iter().flat_map(Per::inside);
        term.into_iter().chain(per).collect()
    }

    /// What must hold of an application, or of the items that it adds.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let items = match &self.adds {
            Adds::Computed(term) => term.part().items(),
            Adds::Field | Adds::Number(_) | Adds::Different(_) => None,
        };
        let of_items = items.and_then(Items::filter);
        self.filter.iter().chain(of_items)
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        self.fields(to);
        if let Some(filter) = &self.filter {
            filter.uses(form, to);
        }
        for inner in self.inside() {
            inner.uses(false, form, to);
        }
    }
}
