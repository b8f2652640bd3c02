//! A value of the book that depends on codes or bands, by its name: `percent: intensity`.

use std::sync::Arc;

use super::{Limit, Named, Operand, Quantify, TitleOf, Word, value};
use crate::application::State;
use crate::context::{Around, Context, FieldRef, Names, Resolved, Scope, Uses, Variant, value_on};
use crate::form::Single;
use crate::law::{Axis, DatedValue, Table, ValueId};

/// The cell of a table that an application asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct TableValue {
    table: Arc<Table>,
    index: usize,
    by: Vec<FieldRef>,
}

impl Quantify for TableValue {
    fn words() -> Vec<Word> {
        vec![Word::Text(|line, text| {
            let table = line.names.table(text)?;
            if !table.kind.measures_as(line.kind) {
                return Some(line.other_kind(text, table.kind.name()));
            }
            Some(
                Self::named_so(text, line.names)
                    .map(Into::into)
                    .or_else(|| {
                        let fields = table.by.iter().map(Axis::field);
                        let mut far = fields.filter(|&field| line.names.reference(field).is_none());
                        let far = far
                            .next()
                            .map_or("", |field| line.names.form.field(field).path.as_str());
                        let about = [("found", text), ("field", far)];
                        line.reader.refuse(line.node, "book.table_of_items", &about)
                    }),
            )
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match self.cell(context, scope) {
            Ok(cell) => value_on(context.values, cell, context.as_of),
            Err(why) => why,
        }
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_value",
            title: TitleOf::Table(self.index),
        })
    }

    fn value_in(&self, context: &Context<'_>, scope: Scope) -> Option<ValueId> {
        self.cell(context, scope).ok()
    }

    fn uses(&self, for_equality: bool, to: &mut Uses) {
        to.fields.extend(self.by.iter().map(|by| by.field));
        for &cell in &self.table.cells {
            to.value(cell, for_equality);
        }
    }

    /// What its cells are at which time is changed where the book says it.
    fn variants(&self, _: &Around<'_>) -> Vec<Variant<Operand>> {
        Vec::new()
    }

    fn limits(&self, values: &[DatedValue]) -> Option<Vec<Limit>> {
        let cells = self.table.cells.iter();
        let cells = cells.filter_map(|cell| values.get(cell.index()));
        Some(cells.flat_map(value::limits).collect())
    }
}

impl TableValue {
    /// A table, where the fields that it is read by can be reached.
    pub(super) fn named_so(name: &str, names: &Names<'_>) -> Option<Self> {
        let index = names.tables.iter().position(|table| *table.name == *name)?;
        let table = names.tables.get(index)?;
        let by = table.by.iter().map(|axis| names.reference(axis.field()));
        Some(Self {
            index,
            by: by.collect::<Option<Vec<_>>>()?,
            table: Arc::new(table.clone()),
        })
    }

    fn cell<'a>(&self, context: &Context<'a>, scope: Scope) -> Result<ValueId, Resolved<'a>> {
        let mut places = Vec::with_capacity(self.by.len());
        for (axis, &by) in self.table.by.iter().zip(&self.by) {
            let place = match (axis, context.state(by, scope)) {
                (Axis::Codes { .. }, State::Single(Single::Code(Some(code)))) => {
                    Some(usize::from(code))
                }
                (Axis::Bands { .. }, State::Single(Single::Quantity(quantity))) => {
                    axis.band(quantity, context.as_of)
                }
                (_, State::Absent) if !context.is_missed(by, scope) => {
                    return Err(Resolved::NotStated);
                }
                // A code that its list does not know is the finding of the rule that names the list.
                _ => None,
            };
            places.push(place.ok_or(Resolved::Open)?);
        }
        self.table.cell(places).ok_or(Resolved::Open)
    }
}
