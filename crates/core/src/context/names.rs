//! What a condition may name: the fields around it, the lists and values of the book.

use super::meant::{meant, plain, similar};
use super::unnamed::{is_figure, unknown_field};
use super::{FieldRef, FieldSelector, FigureId, FigureRef, FigureSign};
use crate::form::{FieldId, Form, Kind};
use crate::law::{CodeList, DatedValue, Table, ValueId};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What the conditions of a book may name, and the items they stand in.
#[derive(Clone)]
pub(crate) struct Names<'a> {
    pub(crate) form: &'a Form,
    pub(crate) lists: &'a [CodeList],
    pub(crate) values: &'a [DatedValue],
    pub(crate) tables: &'a [Table],
    /// The figures that may be named: those above, while one is read.
    pub(crate) figures: &'a [FigureSign],
    /// What becomes of a day that a month lacks, where the book says it.
    pub(crate) month_end: Option<MonthEnd>,
    /// Whether what is read is of all applications together.
    pub(crate) together: bool,
    /// The lists whose items are judged, outermost first.
    pub(crate) inside: Vec<FieldId>,
    /// How many of those lead to the item of the rule or figure, which `each` means also where items of the same list are looked at.
    pub(crate) own: usize,
    /// The field that `it` means.
    pub(crate) it: Option<FieldId>,
}

/// Before what is named of the item of the rule or figure.
const EACH: &str = "each.";

/// What a day becomes that a month lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthEnd {
    /// The last day of that month.
    Last,
    /// The first day of the next.
    Next,
}

impl Names<'_> {
    fn inside(&self, list: FieldId) -> Self {
        let items = self.form.children(Some(list));
        let it = items
            .iter()
            .copied()
            .find(|&id| self.form.field(id).name == "it");
        let mut inside = self.inside.clone();
        inside.push(list);
        Self {
            inside,
            it: it.or(self.it),
            ..self.clone()
        }
    }

    /// The names for what is read of one application.
    pub(crate) fn of_one(&self) -> Self {
        Self {
            together: false,
            inside: Vec::new(),
            own: 0,
            it: None,
            ..self.clone()
        }
    }

    /// The names for what is read of all applications together.
    pub(crate) fn of_all(&self) -> Self {
        Self {
            together: true,
            ..self.clone()
        }
    }

    /// The names for conditions that stand inside the items of lists inside each other.
    pub(crate) fn within(&self, lists: &[FieldId]) -> Self {
        lists
            .iter()
            .fold(self.clone(), |names, &list| names.inside(list))
    }

    /// The names for a rule or a figure of the items of lists inside each other.
    pub(crate) fn of_each(&self, lists: &[FieldId]) -> Self {
        let names = self.within(lists);
        Self {
            own: names.inside.len(),
            ..names
        }
    }

    /// Where the item of the rule or figure is named, the names as they are there, how many frames up, and the path within.
    fn each<'p>(&self, path: &'p str) -> Option<(Self, u8, &'p str)> {
        let path = path.strip_prefix(EACH)?;
        let inside = self.inside.get(..self.own)?;
        let up = self.inside.len().checked_sub(self.own)?;
        let own = Self {
            inside: inside.to_vec(),
            ..self.clone()
        };
        Some((own, u8::try_from(up).ok()?, path))
    }

    /// The path of a field of the item that is judged, from the application.
    fn of_item(&self, path: &str) -> Option<String> {
        let list = self.form.field(*self.inside.last()?);
        Some(format!("{}[].{path}", list.path))
    }

    /// A field by its path, looked for in the innermost item first.
    pub(crate) fn field(&self, path: &str) -> Option<FieldRef> {
        if let Some((own, up, path)) = self.each(path) {
            let field = own.reference(self.form.find(&own.of_item(path)?)?)?;
            let up = field.up.checked_add(up)?;
            return Some(FieldRef { up, ..field });
        }
        if path == "it" {
            return self.it.and_then(|it| self.reference(it));
        }
        if let (Some(inner), Some(it)) = (path.strip_prefix("it."), self.it) {
            let path = format!("{}.{inner}", self.form.field(it).path);
            return self.reference(self.form.find(&path)?);
        }
        let within = |list: &FieldId| format!("{}[].{path}", self.form.field(*list).path);
        let found = self.inside.iter().rev().find_map(|list| {
            self.form
                .find(&within(list))
                .filter(|&id| self.is_within(id))
        });
        self.reference(found.or_else(|| self.form.find(path))?)
    }

    /// A value of the book by its name.
    pub(crate) fn value(&self, name: &str) -> Option<(ValueId, &DatedValue)> {
        let mut values = self.values.iter().enumerate();
        let (index, value) = values.find(|(_, value)| &*value.name == name)?;
        Some((ValueId(u16::try_from(index).ok()?), value))
    }

    fn is_within(&self, id: FieldId) -> bool {
        self.form
            .field(id)
            .list
            .is_none_or(|list| self.inside.contains(&list))
    }

    /// A field as it is reached from here; `None` where it belongs to the items of a list that none is looked at of.
    pub(crate) fn reference(&self, id: FieldId) -> Option<FieldRef> {
        let field = self.form.field(id);
        Some(FieldRef {
            field: id,
            up: self.up(field.list)?,
            slot: field.slot,
        })
    }

    /// How many frames up the innermost item of a list stands, or the application.
    fn up(&self, list: Option<FieldId>) -> Option<u8> {
        let level = match list {
            None => 0,
            Some(list) => {
                let place = self.inside.iter().rposition(|&inside| inside == list)?;
                place.checked_add(1)?
            }
        };
        u8::try_from(self.inside.len().checked_sub(level)?).ok()
    }

    /// The lists that an item of this one stands in, the outermost first, with itself.
    fn chain(&self, list: Option<FieldId>) -> Vec<FieldId> {
        let around = |&list: &FieldId| self.form.field(list).list;
        let mut chain: Vec<_> = std::iter::successors(list, around).collect();
        chain.reverse();
        chain
    }

    /// A figure by its name, looked for in the innermost item first.
    pub(crate) fn figure(&self, name: &str) -> Option<(FigureRef, &FigureSign)> {
        if let Some((own, up, name)) = self.each(name) {
            let path = own.of_item(name)?;
            let sign = self.figures.iter().find(|sign| sign.path == path)?;
            let (mut figure, _) = own.figure(name)?;
            for item in &mut figure.items {
                *item = item.checked_add(up)?;
            }
            return Some((figure, sign));
        }
        let mut paths: Vec<String> = self
            .inside
            .iter()
            .rev()
            .map(|&list| format!("{}[].{name}", self.form.field(list).path))
            .collect();
        paths.push(name.to_owned());
        paths.iter().find_map(|path| {
            let index = self.figures.iter().position(|sign| sign.path == *path)?;
            let sign = self.figures.get(index)?;
            let items: Option<Vec<u8>> =
                sign.lists.iter().map(|&list| self.up(Some(list))).collect();
            let figure = FigureId(u16::try_from(index).ok()?);
            Some((
                FigureRef {
                    figure,
                    items: items?,
                    list: sign.kind.list(),
                },
                sign,
            ))
        })
    }

    /// The field that a figure points at, as it is reached from here.
    pub(crate) fn place_of(&self, sign: &FigureSign) -> Option<FieldRef> {
        let place = sign.place?;
        let level = sign.lists.len().checked_sub(usize::from(place.up))?;
        let up = match level.checked_sub(1) {
            None => self.up(None)?,
            Some(index) => self.up(Some(*sign.lists.get(index)?))?,
        };
        Some(FieldRef { up, ..place })
    }

    /// A table by its name, and the codes it asks for as they are reached from here.
    pub(crate) fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| *table.name == *name)
    }

    /// Whether what a table is read by makes groups of any use: hardly two applications agree in a number.
    pub(crate) fn makes_groups(&self, by: &str) -> bool {
        match self.form.find(by) {
            Some(field) => self.form.field(field).kind.list().is_some(),
            None => self.table(by).is_some(),
        }
    }

    /// A field of all items, or the items themselves: those of the innermost item around, else those of the application.
    pub(crate) fn select(&self, path: &str) -> Option<FieldSelector> {
        if let Some((own, up, path)) = self.each(path) {
            let found = own.select(path)?;
            let up = found.up.checked_add(up)?;
            return Some(FieldSelector { up, ..found });
        }
        let near = self
            .inside
            .iter()
            .enumerate()
            .rev()
            .find_map(|(place, &list)| {
                let found = self.whole(&format!("{}[].{path}", self.form.field(list).path))?;
                let lists = found.lists.strip_prefix(&*self.chain(Some(list)))?.to_vec();
                let up = self.inside.len().checked_sub(place.checked_add(1)?)?;
                Some(FieldSelector {
                    up: u8::try_from(up).ok()?,
                    lists,
                    ..found
                })
            });
        let root = || {
            self.whole(path).map(|found| FieldSelector {
                up: u8::try_from(self.inside.len()).unwrap_or(u8::MAX),
                ..found
            })
        };
        near.or_else(root)
    }

    fn whole(&self, path: &str) -> Option<FieldSelector> {
        let (path, items_alone) = match path.strip_suffix("[]") {
            Some(list) if self.form.find(path).is_none() => (list, true),
            _ => (path, false),
        };
        let id = self.form.find(path)?;
        let mut lists = self.chain(self.form.field(id).list);
        if items_alone {
            matches!(self.form.field(id).kind, Kind::List(_)).then_some(())?;
            lists.push(id);
        }
        Some(FieldSelector {
            up: 0,
            lists,
            leaf: (!items_alone).then_some(id),
        })
    }

    /// What a path means that names no field, where another item of its list is nearer: the field of the item that is judged.
    pub(crate) fn meant_of_each(&self, path: &str) -> Option<String> {
        let (_, leaf) = path.rsplit_once('.')?;
        let (own, ..) = self.each(EACH).filter(|(_, up, _)| *up > 0)?;
        let list = own.inside.last().copied()?;
        let fields = self.form.children(Some(list)).iter();
        let fields: Vec<&str> = fields.map(|&id| &*self.form.field(id).name).collect();
        let meant = fields.iter().copied().find(|field| *field == leaf);
        let meant = meant.or_else(|| similar(leaf, fields.iter().copied()))?;
        Some(format!("{EACH}{meant}"))
    }

    /// The name among these that may be meant, or the field.
    pub(crate) fn meant<'n>(&'n self, found: &str, known: &[&'n str]) -> Option<&'n str> {
        meant(found, known, self.form)
    }

    /// The fields of the items of a list, where a path names whole items.
    pub(crate) fn of_whole_items(&self, path: &str) -> Option<String> {
        let (list, _) = self.form.iter().find(|(_, field)| {
            let is_list = matches!(field.kind, Kind::List(_));
            is_list && (field.path == path || Some(&*field.path) == path.strip_suffix("[]"))
        })?;
        let fields = self.form.children(Some(list)).iter();
        let paths: Vec<_> = fields.map(|&id| &*self.form.field(id).path).collect();
        Some(paths.join(", "))
    }

    /// The fields, figures and values that can be named here.
    pub(crate) fn known(&self) -> Vec<&str> {
        let innermost = self.inside.last().copied();
        let near = self
            .form
            .iter()
            .filter(|(_, field)| field.list == innermost && field.name != "it");
        near.map(|(_, field)| field.path.as_str()).collect()
    }
}

/// The field that a path names where it stands.
pub(crate) fn field(
    reader: &Decoder<'_>,
    node: NodeId,
    path: &str,
    names: &Names<'_>,
) -> Option<FieldRef> {
    names.field(path).or_else(|| {
        // In each question of a record its own field is nearer than that of one of them.
        let of_it = format!("it.{path}");
        if names.field(&of_it).is_some() {
            let about = [("found", path), ("similar", &*of_it)];
            return reader.refuse(node, "book.unknown_field_similar", &about);
        }
        let of_items = format!("[].{path}");
        let whole = plain(path);
        let is_of_items = |known: &str| {
            known == path
                || (known == whole && whole.contains("[]"))
                || known.ends_with(&of_items)
                || (known.contains("[].") && known.replace("[]", "") == path)
        };
        if is_figure(reader, path) {
            return reader.refuse(node, "book.figure_for_a_field", &[("found", path)]);
        }
        if names.value(path).is_some() || names.table(path).is_some() {
            return reader.refuse(node, "book.value_on_the_left", &[("found", path)]);
        }
        let mut fields = names.form.iter().map(|(_, field)| field);
        let of_items = fields.find(|field| is_of_items(&field.path));
        let is_around = |list: &FieldId| names.inside.contains(list);
        if let Some(field) = of_items.filter(|field| !field.list.as_ref().is_some_and(is_around)) {
            let path = field.path.as_str();
            return reader.refuse(node, "book.field_of_items", &[("found", path)]);
        }
        if let Some(similar) = names.meant_of_each(path) {
            let about = [("found", path), ("similar", &*similar)];
            return reader.refuse(node, "book.unknown_field_similar", &about);
        }
        unknown_field(reader, node, path, (names.form, &names.known()))
    })
}
