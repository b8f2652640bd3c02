//! A value of the book that depends on codes or bands, by its name: `percent: intensity`.

mod cells;

use std::sync::Arc;

use self::cells::ends_of;
use super::figure::FigureValue;
use super::{Apart, Limit, Named, Operand, Per, PerPart, Quantify, TitleOf, Varied, Word, value};
use crate::application::State;
use crate::context::{Context, FieldAt, FieldRef, Names, Resolved, Scope, Uses, value_on};
use crate::fold::fold_into;
use crate::form::{FieldId, Form, ListId};
use crate::law::{Axis, CodeList, DatedValue, InBands, Table, ValueId};
use chrono::NaiveDate;

/// The cell of a table that an application asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct TableValue {
    table: Arc<Table>,
    index: usize,
    by: Vec<By>,
}

/// By what it is read.
#[derive(Clone, Debug, PartialEq)]
enum By {
    /// What stands in a field.
    Field(FieldRef),
    /// What a figure comes to.
    Figure(FigureValue),
    /// The code that another table sets.
    Table(Box<TableValue>),
}

impl Quantify for TableValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let table = line.names.table(text)?;
            if !table.kind.measures_as(line.kind) {
                return Some(line.other_kind(text, &table.kind));
            }
            Some(
                Self::named_so(text, line.names)
                    .map(Into::into)
                    .or_else(|| {
                        let fields = table.by.iter().flat_map(Axis::fields);
                        let mut far = fields.filter(|&field| line.names.reference(field).is_none());
                        let far = far.next().map(|field| line.names.form.field(field));
                        let far = far.map(|field| field.path.as_str());
                        let far = far.or_else(|| table.figure()).unwrap_or_default();
                        let (list, name) = far.rsplit_once('.').unwrap_or_default();
                        let about = [
                            ("found", text),
                            ("field", far),
                            ("list", list),
                            ("name", name),
                        ];
                        line.reader.refuse(line.node, "book.table_of_items", &about)
                    }),
            )
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let asked = &context.asking(None);
        match (self.cells(asked, scope), context.bound) {
            (Ok((cells, None)), _) => self.value_of(cells.start, context),
            (Ok((cells, Some(unknown))), _) => {
                let all = cells.map(|cell| self.value_of(cell, context));
                ends_of(all, unknown)
            }
            (Err(Resolved::NotStated | Resolved::Open), Some(bound)) if context.any_cell => {
                self.bounded(asked, scope, bound)
            }
            (Err(why), _) => why,
        }
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(value_on(apart.values, apart.cell?, apart.day))
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of("trace.of_value", TitleOf::Table(self.index)))
    }

    fn value_in(&self, context: &Context<'_>, scope: Scope) -> Option<(ValueId, NaiveDate)> {
        Some((self.known_cell(context, scope)?, context.as_of))
    }

    fn uses(&self, for_equality: bool, to: &mut Uses) {
        for by in &self.by {
            match by {
                By::Field(field) => {
                    to.fields.insert(field.field);
                }
                By::Figure(figure) => figure.uses(for_equality, to),
                By::Table(table) => table.uses(for_equality, to),
            }
        }
        for &cell in &self.table.cells {
            to.value(cell, for_equality);
        }
    }

    fn limits(&self, values: &[DatedValue]) -> Option<Vec<Limit>> {
        let cells = self.table.cells.iter();
        let cells = cells.filter_map(|cell| values.get(cell.index()));
        Some(cells.flat_map(value::limits).collect())
    }
}

impl Varied for TableValue {}

impl TableValue {
    /// A table, where the fields that it is read by can be reached.
    pub(super) fn named_so(name: &str, names: &Names<'_>) -> Option<Self> {
        let table = names.tables.iter().find(|table| *table.name == *name)?;
        Self::of(table, names)
    }

    fn of(table: &Table, names: &Names<'_>) -> Option<Self> {
        let by = table.by.iter().map(|axis| match axis {
            Axis::Codes { field, .. }
            | Axis::Bands {
                of: InBands::Field(field),
                ..
            } => names.reference(*field).map(By::Field),
            Axis::Bands {
                of: InBands::Figure(path, _),
                ..
            } => {
                let name = path.rsplit('.').next().unwrap_or_default();
                let figure = names.figure(path).or_else(|| names.figure(name));
                let figure = figure.filter(|(_, sign)| *sign.path == **path);
                figure.map(|(figure, _)| By::Figure(FigureValue(figure)))
            }
            Axis::Table { table, .. } => Some(By::Table(Box::new(Self::of(table, names)?))),
        });
        let mut known = names.tables.iter();
        Some(Self {
            index: known.position(|known| known.name == table.name)?,
            by: by.collect::<Option<Vec<_>>>()?,
            table: Arc::new(table.clone()),
        })
    }

    /// The first field by which it is read.
    pub(super) fn read_by(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.by.iter().find_map(|by| match by {
            By::Field(field) => Some(*field),
            By::Figure(figure) => figure.place(names),
            By::Table(table) => table.read_by(names),
        })
    }

    /// The field that is left out where no cell is read for it.
    pub(super) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        self.by.iter().find_map(|by| match by {
            By::Field(field) => {
                let is_absent = context.state(*field, scope) == State::Absent;
                is_absent.then_some((*field, scope))
            }
            By::Figure(figure) => Operand::from(figure.clone()).left_out(context, scope),
            By::Table(table) => table.left_out(context, scope),
        })
    }

    /// Whether anything is stated by which it is read.
    pub(super) fn has_stated(&self, context: &Context<'_>, scope: Scope) -> bool {
        self.by.iter().any(|by| match by {
            By::Field(field) => matches!(context.state(*field, scope), State::Single(_)),
            By::Figure(figure) => Operand::from(figure.clone()).has_stated(context, scope),
            By::Table(table) => table.has_stated(context, scope),
        })
    }

    /// The list whose codes stand in its cells.
    pub(super) fn list(&self) -> Option<ListId> {
        self.table.kind.list()
    }

    /// The cell that is read, where it is known.
    pub(crate) fn known_cell(&self, context: &Context<'_>, scope: Scope) -> Option<ValueId> {
        let (cells, _) = self.cells(context, scope).ok()?;
        let only = cells.len() == 1;
        only.then(|| self.table.cells.get(cells.start).copied())?
    }

    /// The path of the first thing by which it is read in which those of a group need not agree; `outside` is what all items share.
    pub(super) fn differs_within(
        &self,
        per: &Per,
        outside: &dyn Fn(FieldId) -> bool,
        form: &Form,
    ) -> Option<String> {
        self.by.iter().find_map(|by| match by {
            By::Field(field) => {
                let is_common = outside(field.field) || per.names(*field);
                (!is_common).then(|| form.field(field.field).path.clone())
            }
            By::Figure(figure) => {
                let is_common = per.computes(&figure.clone().into());
                (!is_common).then(|| self.table.figure().unwrap_or_default().to_owned())
            }
            // Groups are made by what it is read by.
            By::Table(table) => match per.computes(&(**table).clone().into()) {
                true => None,
                false => table
                    .differs_within(per, outside, form)
                    .map(|_| table.name().to_owned()),
            },
        })
    }

    /// The axis of each part by which groups are made, where the codes of the table alone make them.
    pub(crate) fn axes(&self, per: &Per) -> Option<Vec<usize>> {
        let axis = |part: &PerPart| {
            self.by.iter().position(|by| match (by, &part.computed) {
                (By::Field(field), None) => part.field == *field,
                (By::Table(table), Some(own)) => **own == (**table).clone().into(),
                _ => false,
            })
        };
        let bands = |axis: &Axis| matches!(axis, Axis::Bands { .. });
        let axes: Vec<usize> = per.parts.iter().map(axis).collect::<Option<_>>()?;
        let are_codes = !self.table.by.iter().any(bands) && axes.len() == self.by.len();
        are_codes.then_some(axes)
    }

    /// Calls `visit` with every group that its codes name on a day: with its key, its cell, and the codes. With none where groups are
    /// made by something else as well.
    pub(crate) fn each_group(
        &self,
        per: &Per,
        (form, lists): (&Form, &[CodeList]),
        day: NaiveDate,
        visit: &mut dyn FnMut(&[u8], ValueId, String),
    ) {
        let Some(axes) = self.axes(per) else { return };
        for (mut place, &cell) in self.table.cells.iter().enumerate() {
            let codes = self.table.by.iter().rev().map(|axis| {
                let list = lists.get(axis.list(form)?.index())?;
                let own = place.checked_rem(axis.len())?;
                place = place.checked_div(axis.len())?;
                let code = list.codes.get(own)?;
                code.period.contains(day).then_some(code.code.as_str())
            });
            let Some(mut codes) = codes.collect::<Option<Vec<_>>>() else {
                continue;
            };
            codes.reverse();
            let named = axes.iter().filter_map(|&axis| codes.get(axis).copied());
            let named: Vec<&str> = named.collect();
            let mut key = Vec::new();
            for (code, part) in named.iter().zip(&per.parts) {
                match part.computed {
                    None => fold_into(code, &mut key),
                    Some(_) => key.extend_from_slice(code.as_bytes()),
                }
                key.push(0xff);
            }
            visit(&key, cell, named.join(", "));
        }
    }

    /// Its name in the book.
    pub(crate) fn name(&self) -> &str {
        &self.table.name
    }
}
