//! One application read against its form: every value typed and placed, every problem of shape collected.
//! Knows nothing of rules. The values of the last application are forgotten, their memory kept.

mod asked_alone;
mod below;
mod coded;
mod comma;
mod elsewhere;
mod glued;
mod item_names;
mod no_space;
mod office;
mod place;
mod read;
mod split;

use crate::form::{Codes, Field, FieldId, Form, Kind, Single};
use crate::suggest::Lead;
use atbilst_yaml as yaml;
use atbilst_yaml::{Document, NodeId};

pub(crate) use comma::cut_values;
pub use glued::glued;
pub use item_names::ItemNames;
pub(crate) use no_space::without_space;
pub use office::{Placed, path_of};
pub use place::place;
pub use split::split;

/// The place of a record's values: the root's, or those of one item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frame(u32);

impl Frame {
    /// The outermost mapping.
    pub const ROOT: Self = Self(0);

    fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// The frame of an item of the list whose first item is here. One that does not fit is past every value.
    fn item(self, index: u32, slots: u32) -> Self {
        Self(self.0.saturating_add(index.saturating_mul(slots)))
    }

    /// Where the value in a slot stands.
    fn place(self, slot: u16) -> usize {
        (self.0 as usize).saturating_add(usize::from(slot))
    }
}

/// What stands in a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    /// Nothing: left out, or left empty.
    Absent,
    /// Something that its kind does not allow.
    Malformed,
    /// A single value.
    Single(Single),
    /// Fields of its own.
    Record,
    /// Items, each a frame of its own.
    List {
        /// The first item's frame.
        first: Frame,
        /// How many.
        len: u32,
    },
}

/// A field's state, and the node it was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// What stands there.
    pub state: State,
    /// Where; `None` where the field is left out.
    pub node: Option<NodeId>,
}

/// A problem of shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A required field is absent or empty.
    Missing {
        /// The field.
        field: FieldId,
        /// The record it should stand in.
        frame: Frame,
    },
    /// The form has no such field.
    Unknown {
        /// Its key.
        key: NodeId,
        /// The field it stands in; `None` at the root.
        parent: Option<FieldId>,
        /// The field that is left out and was most likely meant.
        meant: Option<Lead<FieldId>>,
    },
    /// Fields that stand elsewhere than where they belong, and are left out there.
    Elsewhere {
        /// The first of them.
        field: FieldId,
        /// The record that they belong in, or whose part they do.
        frame: Frame,
        /// The first key.
        first: NodeId,
        /// The last one.
        last: NodeId,
    },
    /// The office states this field, not the applicant.
    OfOffice {
        /// Its key.
        key: NodeId,
        /// The field.
        field: FieldId,
    },
    /// What belongs under a field stands beside it.
    NotInside {
        /// The field.
        field: FieldId,
        /// The first key that belongs under it.
        first: NodeId,
        /// The last one.
        last: NodeId,
    },
    /// The value does not have the form its field asks for.
    WrongType {
        /// The field.
        field: FieldId,
        /// The value.
        node: NodeId,
    },
    /// A value in braces that a comma cuts.
    CutValue {
        /// The field.
        field: FieldId,
        /// What stands before the comma.
        node: NodeId,
        /// The last key that is a rest of it.
        last: NodeId,
    },
    /// The colons of fields on one line lack their space.
    NoSpace {
        /// What they stand in; `None` at the root.
        parent: Option<FieldId>,
        /// The first key, which is name and value in one.
        first: NodeId,
        /// The last one.
        last: NodeId,
    },
    /// The name of a part stands further in than it should, and what belongs under it beside it.
    PartTooDeep {
        /// The part.
        field: FieldId,
        /// Its key.
        key: NodeId,
    },
    /// All fields stand under a name that is none.
    Wrapped {
        /// Its key.
        key: NodeId,
    },
    /// An item of a list of records holds no fields.
    NotARecord {
        /// The list.
        list: FieldId,
        /// The item.
        node: NodeId,
    },
    /// An item of a list of records states none of its fields.
    EmptyItem {
        /// The list.
        list: FieldId,
        /// The item.
        node: NodeId,
    },
    /// Items of a list of records that are one: a dash stands before each of its fields.
    Split {
        /// The list.
        list: FieldId,
        /// What stands in it.
        node: NodeId,
    },
    /// An item of a list of values in which another stands, one line below: its dash stands further in.
    Glued {
        /// The list.
        list: FieldId,
        /// The item.
        node: NodeId,
    },
    /// The text is not a mapping of fields at all.
    NotAMapping {
        /// What it is instead; `None` where it is empty.
        node: Option<NodeId>,
    },
}

/// The values of one application.
#[derive(Debug, Default)]
pub struct Application {
    values: Vec<Value>,
    /// What the office states, by its place among the values.
    stated: Vec<(usize, Box<str>)>,
}

const ABSENT: Value = Value {
    state: State::Absent,
    node: None,
};

impl Application {
    /// Reads a document. What stands under a key that stands twice in its mapping decides nothing. `with_office` says that what the
    /// office states stands in it too, as in the examples of a rule book.
    pub fn read(
        &mut self,
        form: &Form,
        codes: &dyn Codes,
        document: Document<'_>,
        with_office: bool,
        problems: &mut Vec<Problem>,
    ) {
        self.stated.clear();
        self.values.clear();
        self.values.resize(usize::from(form.slots), ABSENT);
        let root = document.root();
        match root.filter(|&node| document.kind(node) == yaml::Kind::Mapping) {
            None => problems.push(Problem::NotAMapping { node: root }),
            Some(node) => {
                self.set(
                    Frame::ROOT,
                    0,
                    Value {
                        state: State::Record,
                        node: Some(node),
                    },
                );
                let mut reader = read::ApplicationReader {
                    form,
                    codes,
                    document,
                    problems,
                    with_office,
                    leads: read::LEADS,
                };
                reader.record(self, Frame::ROOT, None, node);
                reader.elsewhere(self);
            }
        }
    }

    /// The value of a field in a frame.
    pub fn value(&self, frame: Frame, slot: u16) -> Value {
        self.values
            .get(frame.place(slot))
            .copied()
            .unwrap_or(ABSENT)
    }

    /// Whether the absence of this field has a finding of its own: it is required, and so is the record it stands in or that record is there.
    pub(crate) fn is_missed(&self, form: &Form, frame: Frame, field: &Field) -> bool {
        field.required
            && field.parent.is_none_or(|parent| {
                let parent = form.field(parent);
                self.value(frame, parent.slot).state != State::Absent
                    || self.is_missed(form, frame, parent)
            })
    }

    /// The frames of a list's items.
    pub fn items(
        &self,
        frame: Frame,
        field: &Field,
    ) -> impl ExactSizeIterator<Item = Frame> + use<> {
        let (first, len) = match self.value(frame, field.slot).state {
            State::List { first, len } => (first, len),
            _ => (Frame::ROOT, 0),
        };
        let slots = match &field.kind {
            Kind::List(items) => u32::from(items.slots),
            _ => 0,
        };
        (0..len).map(move |index| first.item(index, slots))
    }

    /// Whether a frame is that of an item of a list.
    pub fn is_item(&self, frame: Frame, list: &Field, item: Frame) -> bool {
        let (State::List { first, len }, Kind::List(items)) =
            (self.value(frame, list.slot).state, &list.kind)
        else {
            return false;
        };
        let slots = u32::from(items.slots);
        let behind = item.0.checked_sub(first.0);
        let index = behind.and_then(|behind| {
            let whole = behind.checked_rem(slots)? == 0;
            behind.checked_div(slots).filter(|_| whole)
        });
        index.is_some_and(|index| index < len)
    }

    fn set(&mut self, frame: Frame, slot: u16, value: Value) {
        if let Some(place) = self.values.get_mut(frame.place(slot)) {
            *place = value;
        }
    }

    /// Room for `len` items of `slots` values each.
    fn reserve(&mut self, len: u32, slots: u16) -> Frame {
        let first = self.values.len();
        self.values.resize(
            Frame::at(first).item(len, u32::from(slots)).place(0),
            ABSENT,
        );
        Frame::at(first)
    }
}
