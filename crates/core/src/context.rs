//! What a condition stands in: the fields, lists and values that it may name, and the application, the law and the day that it looks
//! at. Knows nothing of what is asked.

#![warn(clippy::arithmetic_side_effects)]

mod authoring;
mod computed;
mod figures;
mod meant;
mod names;
mod other_words;
mod parts;
mod resolved;
mod scope;
mod selector;
mod unnamed;

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::application::{Application, Frame, State};
use crate::form::{Field, FieldId, Form, Single};
use crate::law::{CodeList, DatedValue, InForce, Table, ValueId};
use crate::named::named;
use atbilst_yaml::Document;

pub(crate) use authoring::changed_parts;
pub use authoring::{Around, Change, Target, Uses, Variant, changed, without_each};
pub use computed::Computed;
pub use figures::{FigureId, FigureRef, FigureSign};
pub(crate) use meant::{name_of, similar};
pub use names::MonthEnd;
pub(crate) use names::{Names, field};
pub(crate) use other_words::{
    Place, TELLS_AUTHORS, any_of_several, by_period, counts_other_time, how_long, is_no_limit,
    is_of_a_rule, is_rest_of_number, never_computed, of_family, of_other_kind, other_word,
    other_words, sign_of_a_test, words_of_a_test, yes_or_no,
};
pub(crate) use parts::parts;
pub(crate) use resolved::least_and_most;
pub use resolved::{Resolved, UnknownValue};
pub use scope::Scope;
pub(crate) use selector::{not_items, selector};
pub(crate) use unnamed::{denied, unknown_field};

/// A field as a condition reaches it: how many frames up from the innermost item, and where in that frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldRef {
    /// The field.
    pub field: FieldId,
    /// 0 for the innermost item, one more for each list around it.
    pub up: u8,
    /// Its place in that frame.
    pub slot: u16,
}

/// A field, and the items that it stands in.
pub type FieldAt = (FieldRef, Scope);

/// A field of every item of one or more lists inside each other: `activities[].amount`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldSelector {
    /// How many frames up from the innermost item the outermost list stands.
    pub up: u8,
    /// The lists to go through, outermost first.
    pub lists: Vec<FieldId>,
    /// The field of each innermost item; `None` for the items themselves.
    pub leaf: Option<FieldId>,
}

impl FieldSelector {
    /// The item that the field stands in, or the root.
    pub(crate) fn frame(&self, scope: Scope) -> Frame {
        match self.lists.is_empty() {
            true => Frame::ROOT,
            false => scope.innermost(),
        }
    }
}

named! {
    /// The answer to a condition, in the order in which one outranks another where all must hold.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
    pub enum Truth {
        /// It holds.
        Holds = "holds",
        /// The law of that day is not known, and it decides.
        UnknownLaw = "unknown_law",
        /// An optional value is not stated.
        NotStated = "not_stated",
        /// A value is missing or unreadable, which has its own finding.
        Open = "open",
        /// It does not hold.
        Fails = "fails",
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}

/// What a quantity comes to at least, or at most, by what is known alone: no amount is less than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// It is so much or more.
    Least,
    /// It is so much or less.
    Most,
}

impl Bound {
    const fn other(self) -> Self {
        match self {
            Self::Least => Self::Most,
            Self::Most => Self::Least,
        }
    }
}

/// What the figures of a book come to.
pub trait Figured: Sync {
    /// What one comes to, in its own items.
    fn figure<'a>(&self, id: FigureId, context: &Context<'a>, scope: Scope) -> Resolved<'a>;

    /// The field that is left out where one is not stated for it, and the items in which that is so.
    fn left_out(&self, id: FigureId, context: &Context<'_>, scope: Scope) -> Option<FieldAt>;

    /// Whether anything of what one is made of is stated.
    fn is_stated_in_part(&self, id: FigureId, context: &Context<'_>, scope: Scope) -> bool;

    /// Adds what those make use of that are used.
    fn uses(&self, form: &Form, to: &mut Uses);
}

// Asked of all that has figures, it would keep in the page how every part of a book is shown to programmers: 2.5 KB, packed.
impl fmt::Debug for dyn Figured + '_ {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Figured")
    }
}

/// Everything a condition may look at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The form.
    pub form: &'a Form,
    /// The lists of codes.
    pub lists: &'a [CodeList],
    /// The dated values.
    pub values: &'a [DatedValue],
    /// The values for codes and bands.
    pub tables: &'a [Table],
    /// The figures.
    pub figures: &'a dyn Figured,
    /// What they come to, as far as it was computed.
    pub computed: &'a Computed,
    /// The day whose law applies.
    pub as_of: NaiveDate,
    /// The values of the application.
    pub application: &'a Application,
    /// Its text.
    pub document: Document<'a>,
    /// Whether what is asked for is required, so that a text must say something; where it only says whether a rule applies, it need not.
    pub(crate) wants_words: bool,
    /// What is asked of a quantity that is not known as a whole: a bound of it. Nothing where it is asked as it is.
    pub bound: Option<Bound>,
    /// Whether a table that is read by something left out has for bounds those of all cells that may be meant.
    pub(crate) any_cell: bool,
}

impl<'a> Context<'a> {
    /// The same for what a rule requires.
    pub fn of_requirement(&self) -> Self {
        Self {
            wants_words: true,
            ..*self
        }
    }

    /// The same where a bound is asked, or what a quantity is.
    pub(crate) fn asking(&self, bound: Option<Bound>) -> Self {
        Self { bound, ..*self }
    }

    /// The same for what goes down where the rest goes up.
    pub(crate) fn turned(&self) -> Self {
        self.asking(self.bound.map(Bound::other))
    }

    /// What stands in a field.
    pub(crate) fn state(&self, field: FieldRef, scope: Scope) -> State {
        self.application.value(scope.up(field.up), field.slot).state
    }

    /// Whether the innermost item, one of this list, states any of its fields.
    pub(crate) fn states_any(&self, list: FieldId, scope: Scope) -> bool {
        let mut fields = self.form.children(Some(list)).iter();
        fields.any(|&id| {
            let slot = self.form.field(id).slot;
            self.application.value(scope.innermost(), slot).state != State::Absent
        })
    }

    /// Whether the absence of a field has a finding of its own.
    pub(crate) fn is_missed(&self, field: FieldRef, scope: Scope) -> bool {
        self.misses(scope.up(field.up), self.form.field(field.field))
    }

    fn misses(&self, frame: Frame, field: &Field) -> bool {
        self.application.is_missed(self.form, frame, field)
    }

    /// What a field comes to as a quantity.
    pub fn quantity(&self, field: FieldRef, scope: Scope) -> Resolved<'a> {
        self.quantity_in(scope.up(field.up), field.field)
    }

    /// What a field of a frame comes to as a quantity.
    pub fn quantity_in(&self, frame: Frame, field: FieldId) -> Resolved<'a> {
        let field = self.form.field(field);
        match self.application.value(frame, field.slot).state {
            State::Single(Single::Quantity(quantity)) => Resolved::Known(quantity),
            State::Absent if !self.misses(frame, field) => Resolved::NotStated,
            State::Absent
            | State::Malformed
            | State::Single(Single::Text | Single::Code(_) | Single::Flag(_))
            | State::Record
            | State::List { .. } => Resolved::Open,
        }
    }

    /// The text of a field, as it is decoded; empty where it is not stated.
    pub fn text(&self, field: FieldRef, scope: Scope) -> &'a str {
        self.text_in(scope.up(field.up), field.field)
    }

    /// The text of a field of a frame.
    pub fn text_in(&self, frame: Frame, field: FieldId) -> &'a str {
        let slot = self.form.field(field).slot;
        match self.application.value(frame, slot).node {
            Some(node) => self.document.scalar(node),
            None => self.application.stated(frame, slot),
        }
    }

    /// A field that the office has not stated yet, among those that something makes use of, and the items in which that is so: those in
    /// which it is asked, where it is so in them.
    pub(crate) fn awaited(
        &self,
        note_uses: impl FnOnce(&mut Uses),
        asked: Scope,
    ) -> Option<(FieldId, Scope)> {
        let form = self.form;
        if !form.of_office {
            return None;
        }
        let mut uses = Uses::default();
        note_uses(&mut uses);
        self.figures.uses(form, &mut uses);
        let mut fields = uses.fields.into_iter();
        fields.find_map(|id| {
            let field = form.field(id);
            field.office.as_ref()?;
            let around = |&list: &FieldId| form.field(list).list;
            let mut lists: Vec<FieldId> = std::iter::successors(field.list, around).collect();
            lists.reverse();
            let is_absent = |frame: Frame| {
                let value = self.application.value(frame, field.slot);
                value.state == State::Absent
            };
            // Of many items the one in which it is asked is looked at first: the others are walked only where it is stated there.
            let own = self.within(asked, &lists);
            let mut found = own.filter(|own| is_absent(own.innermost()));
            if found.is_none() {
                self.each(&lists, Scope::ROOT, &mut |scope| {
                    if found.is_none() && is_absent(scope.innermost()) {
                        found = Some(scope);
                    }
                });
            }
            Some((id, found?))
        })
    }

    /// The items of some lists inside each other in which something is asked, where it is asked in such.
    fn within(&self, asked: Scope, lists: &[FieldId]) -> Option<Scope> {
        let mut frames = asked.frames().iter().skip(1);
        lists.iter().try_fold(Scope::ROOT, |scope, &list| {
            let (frame, list) = (scope.innermost(), self.form.field(list));
            let item = frames.next().copied();
            let item = item.filter(|&item| self.application.is_item(frame, list, item))?;
            Some(scope.enter(item))
        })
    }

    /// Calls `visit` in every innermost item of lists inside each other; says whether all the lists could be read.
    pub fn each(&self, lists: &[FieldId], scope: Scope, visit: &mut dyn FnMut(Scope)) -> bool {
        self.each_in(lists, scope.innermost(), scope, visit)
    }

    /// The same of the lists of a selector, wherever the outermost of them stands.
    pub(crate) fn each_of(
        &self,
        of: &FieldSelector,
        scope: Scope,
        visit: &mut dyn FnMut(Scope),
    ) -> bool {
        self.each_in(&of.lists, scope.up(of.up), scope, visit)
    }

    /// Whether a list may have items that are not known: where it cannot be read, or must be there and is not.
    pub(crate) fn may_have_others(&self, frame: Frame, list: &Field) -> bool {
        match self.application.value(frame, list.slot).state {
            State::Malformed => true,
            State::Absent => self.misses(frame, list),
            _ => false,
        }
    }

    fn each_in(
        &self,
        lists: &[FieldId],
        frame: Frame,
        scope: Scope,
        visit: &mut dyn FnMut(Scope),
    ) -> bool {
        let Some((&list, inner)) = lists.split_first() else {
            visit(scope);
            return true;
        };
        let field = self.form.field(list);
        let mut complete = !self.may_have_others(frame, field);
        for item in self.application.items(frame, field) {
            let inside = scope.enter(item);
            match inner {
                [] => visit(inside),
                _ => complete &= self.each_in(inner, item, inside, visit),
            }
        }
        complete
    }
}

/// What a value of the book is on a day.
pub(crate) fn value_on(values: &[DatedValue], id: ValueId, day: NaiveDate) -> Resolved<'_> {
    let value = values.get(id.index());
    match value.map(|value| (value, value.on(day))) {
        None => Resolved::Open,
        Some((_, InForce::Known(_, quantity))) => Resolved::Known(quantity),
        Some((value, InForce::Unknown(known, _))) => Resolved::Unknown(UnknownValue {
            value,
            on: day,
            known,
        }),
    }
}
