//! What the office states of an application: put into its fields beside what the applicant writes.

use super::{Application, Frame, State, Value};
use crate::form::{Codes, FieldId, Form, Kind};
use atbilst_yaml::Document;
use atbilst_yaml::invisible::is_blank;
use serde::{Deserialize, Serialize};

/// What became of something that the office states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placed {
    /// It stands in this field.
    Taken(FieldId),
    /// The form has no such field.
    NoField,
    /// The applicant states that field.
    OfApplicant,
    /// The application has no such item.
    NoItem,
    /// It does not have the form that the field asks for.
    WrongForm(FieldId),
    /// Something else is stated of a later day.
    Later,
    /// Something else is stated in a file that was named for it.
    Named,
    /// Something else is stated of the same day: neither counts.
    Contradicted,
}

impl Application {
    /// Puts what the office states into a field: `decided`, or of one item `partners[NAME].debt`, where what identifies the items of
    /// the list is their name, and otherwise their number, from 0.
    pub fn state(
        &mut self,
        form: &Form,
        codes: &dyn Codes,
        document: Document<'_>,
        path: &str,
        is: &str,
    ) -> Placed {
        let (plain, names) = parted(path);
        let Some(id) = form.find(&plain) else {
            return Placed::NoField;
        };
        let field = form.field(id);
        if field.office.is_none() {
            return Placed::OfApplicant;
        }
        let Some(frame) = self.frame(form, document, field.list, &names) else {
            return Placed::NoItem;
        };
        let read = field.kind.read(is, codes).filter(|_| !is_blank(is));
        let Some(read) = read else {
            return Placed::WrongForm(id);
        };
        let value = Value {
            state: State::Single(read),
            node: None,
        };
        self.set(frame, field.slot, value);
        let place = frame.place(field.slot);
        self.stated.retain(|(other, _)| *other != place);
        self.stated.push((place, is.into()));
        Placed::Taken(id)
    }

    /// What the office states in a field, as it writes it; empty where it states nothing.
    pub fn stated(&self, frame: Frame, slot: u16) -> &str {
        let place = frame.place(slot);
        let found = self.stated.iter().find(|(own, _)| *own == place);
        found.map_or("", |(_, text)| text)
    }

    /// The innermost item on a way through lists.
    fn frame(
        &self,
        form: &Form,
        document: Document<'_>,
        list: Option<FieldId>,
        names: &[&str],
    ) -> Option<Frame> {
        let Some(list) = list else {
            return names.is_empty().then_some(Frame::ROOT);
        };
        let (name, around) = names.split_last()?;
        let field = form.field(list);
        let frame = self.frame(form, document, field.list, around)?;
        let all: Vec<Frame> = self.items(frame, field).collect();
        let is_named =
            |&item: &Frame| self.name(form, document, list, item) == Some((*name).into());
        let mut named = all.iter().copied().filter(is_named);
        match (named.next(), named.next()) {
            (Some(one), None) => Some(one),
            _ => {
                let item = all.get(name.parse::<usize>().ok()?).copied()?;
                let is_its_own = self.name_of(form, document, list, (&all, item)) == **name;
                is_its_own.then_some(item)
            }
        }
    }

    /// What an item of a list is called: by what identifies it, and by its number where that does not tell it from the others.
    fn name_of(
        &self,
        form: &Form,
        document: Document<'_>,
        list: FieldId,
        (all, item): (&[Frame], Frame),
    ) -> String {
        let name = |item| self.name(form, document, list, item);
        let is_other = |other: &&Frame| **other != item;
        let own = name(item).filter(|own| {
            let mut others = all.iter().filter(is_other);
            !others.any(|&other| name(other).as_ref() == Some(own))
        });
        let number = || all.iter().position(|&one| one == item).unwrap_or_default();
        own.unwrap_or_else(|| number().to_string())
    }

    /// What identifies an item; nothing where that is not stated, or could not stand in a path.
    fn name(
        &self,
        form: &Form,
        document: Document<'_>,
        list: FieldId,
        item: Frame,
    ) -> Option<String> {
        let Kind::List(items) = &form.field(list).kind else {
            return None;
        };
        let texts = items.identified_by.iter().filter_map(|&id| {
            let node = self.value(item, form.field(id).slot).node?;
            Some(document.scalar(node))
        });
        let name = texts.collect::<Vec<_>>().join(", ");
        (!name.is_empty() && !name.contains(['[', ']'])).then_some(name)
    }
}

/// The path of a field as the office writes it, where it stands in the items of these frames, the outermost first.
pub fn path_of(
    form: &Form,
    application: &Application,
    document: Document<'_>,
    field: FieldId,
    frames: &[Frame],
) -> String {
    let around = |&list: &FieldId| form.field(list).list;
    let lists = std::iter::successors(form.field(field).list, around);
    let lists: Vec<FieldId> = lists.collect();
    let mut path = form.field(field).path.clone();
    // From the innermost: what stands before it stays where it is.
    for (level, &list) in lists.iter().enumerate() {
        let depth = lists.len().saturating_sub(level);
        let item = frames.get(depth).copied().unwrap_or(Frame::ROOT);
        let outer = depth.checked_sub(1).and_then(|outer| frames.get(outer));
        let outer = outer.copied().unwrap_or(Frame::ROOT);
        let all: Vec<Frame> = application.items(outer, form.field(list)).collect();
        let name = all.contains(&item).then(|| {
            let item = (&*all, item);
            application.name_of(form, document, list, item)
        });
        let end = form.field(list).path.len();
        if let (Some(name), true) = (name, path.is_char_boundary(end)) {
            let (before, after) = path.split_at(end);
            path = format!("{before}[{name}]{}", after.trim_start_matches("[]"));
        }
    }
    path
}

/// A path without the names of its items, and those names.
fn parted(path: &str) -> (String, Vec<&str>) {
    let (mut plain, mut names, mut rest) = (String::new(), Vec::new(), path);
    while let Some((before, after)) = rest.split_once('[') {
        let Some((name, after)) = after.split_once(']') else {
            break;
        };
        plain.push_str(before);
        plain.push_str("[]");
        names.push(name);
        rest = after;
    }
    plain.push_str(rest);
    (plain, names)
}
