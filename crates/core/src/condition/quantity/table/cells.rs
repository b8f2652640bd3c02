//! The cells of a table among which the one lies that is read.

use std::ops::Range;

use super::{By, Operand, TableValue};
use crate::application::State;
use crate::condition::quantity::Quantify as _;
use crate::context::{
    Bound, Context, FieldRef, Resolved, Scope, UnknownValue, least_and_most, value_on,
};
use crate::form::Single;
use crate::law::Axis;
use crate::scalar::Quantity;

impl TableValue {
    /// The places of the cells among which the one that is read lies: a single one, or where the figure in its bands rests on a value
    /// that is not known on the day, those of every band between its known neighbours, with that value.
    pub(super) fn cells<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Result<(Range<usize>, Option<UnknownValue<'a>>), Resolved<'a>> {
        let (mut first, mut last, mut why) = (0_usize, 0_usize, None);
        // As the book has it: one that is tried otherwise may end its bands elsewhere.
        let table = context.tables.get(self.index).unwrap_or(&self.table);
        for (axis, by) in table.by.iter().zip(&self.by) {
            let place = match by {
                By::Field(field) => Self::place_of(axis, *field, context, scope)?,
                By::Figure(figure) => match figure.resolve(context, scope) {
                    Resolved::Known(quantity) => Some(axis.band(quantity, context.as_of)),
                    Resolved::Unknown(unknown) => {
                        let band = |known| axis.band(known, context.as_of);
                        let [Some(one), Some(other)] = unknown.known.map(|known| known.map(band))
                        else {
                            return Err(Resolved::Unknown(unknown));
                        };
                        why = Some(unknown);
                        last = one.abs_diff(other);
                        Some(one.min(other))
                    }
                    why => return Err(why),
                },
                By::Table(table) => Self::place_set_by(table, context, scope)?,
            };
            let of_axis = first.checked_mul(axis.len());
            let of_cell = of_axis.zip(place);
            let of_cell = of_cell.and_then(|(before, place)| before.checked_add(place));
            first = of_cell.ok_or(Resolved::Open)?;
        }
        // Bands are the last axis of a table, so that their cells stand side by side.
        let end = first.saturating_add(last).saturating_add(1);
        Ok((first..end, why))
    }

    pub(super) fn value_of<'a>(&self, cell: usize, context: &Context<'a>) -> Resolved<'a> {
        let cell = self.table.cells.get(cell);
        cell.map_or(Resolved::Open, |&cell| {
            value_on(context.values, cell, context.as_of)
        })
    }

    /// The place on an axis of the code that another table sets.
    fn place_set_by<'a>(
        table: &Self,
        context: &Context<'a>,
        scope: Scope,
    ) -> Result<Option<usize>, Resolved<'a>> {
        match table.resolve(context, scope) {
            Resolved::Known(Quantity::Code(code)) => {
                let list = table.list();
                let list = list.and_then(|list| context.lists.get(list.index()));
                let place = list.and_then(|list| list.find(&code.name()));
                Ok(place.map(usize::from))
            }
            Resolved::Known(_) | Resolved::Open => Ok(None),
            unknown => Err(unknown),
        }
    }

    /// The place on an axis that a field names.
    fn place_of<'a>(
        axis: &Axis,
        by: FieldRef,
        context: &Context<'a>,
        scope: Scope,
    ) -> Result<Option<usize>, Resolved<'a>> {
        Ok(match (axis, context.state(by, scope)) {
            (Axis::Codes { .. }, State::Single(Single::Code(Some(code)))) => {
                Some(usize::from(code))
            }
            (Axis::Bands { .. }, State::Single(Single::Quantity(quantity))) => {
                Some(axis.band(quantity, context.as_of))
            }
            (_, State::Absent) if !context.is_missed(by, scope) => {
                return Err(Resolved::NotStated);
            }
            // A code that its list does not know is the finding of the rule that names the list.
            _ => None,
        })
    }

    /// The least or the most of all cells that may be the one, where not everything is stated by which it is read.
    pub(super) fn bounded<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        bound: Bound,
    ) -> Resolved<'a> {
        let table = context.tables.get(self.index).unwrap_or(&self.table);
        let axes = table.by.iter().zip(&self.by);
        let axes = axes.map(|(axis, by)| Some((axis, may_be(axis, by, context, scope)?)));
        let Some(axes) = axes.collect::<Option<Vec<_>>>() else {
            return Resolved::Open;
        };
        let mut all = Vec::new();
        for cell in 0..table.cells.len() {
            let mut place = cell;
            let may_be = axes.iter().rev().all(|(axis, places)| {
                let own = place.checked_rem(axis.len());
                place = place.checked_div(axis.len()).unwrap_or(0);
                own.is_some_and(|own| places.contains(&own))
            });
            if may_be {
                match self.value_of(cell, context) {
                    Resolved::Known(quantity) => all.push(quantity),
                    Resolved::Unknown(UnknownValue {
                        known: [Some(before), Some(after)],
                        ..
                    }) => all.extend([before, after]),
                    why => return why,
                }
            }
        }
        let [least, most] = least_and_most(&all);
        let end = match bound {
            Bound::Least => least,
            Bound::Most => most,
        };
        end.map_or(Resolved::Open, Resolved::Known)
    }
}

/// The places on an axis among which the one lies that is read, whatever may be stated on the day: a code that is stated is applied. None
/// where a code is stated that its list does not have, of which nobody knows what is meant.
fn may_be(axis: &Axis, by: &By, context: &Context<'_>, scope: Scope) -> Option<Range<usize>> {
    let one = |place: usize| place..place.saturating_add(1);
    let known = match by {
        By::Field(field) => {
            let is_code = matches!(axis, Axis::Codes { .. });
            let place = TableValue::place_of(axis, *field, context, scope);
            if is_code && place == Ok(None) {
                return None;
            }
            place.ok().flatten()
        }
        By::Table(table) => match TableValue::place_set_by(table, context, scope) {
            Ok(place) => Some(place?),
            Err(_) => None,
        },
        By::Figure(figure) => {
            let figure = Operand::from(figure.clone());
            let band = |quantity| axis.band(quantity, context.as_of);
            let end = |bound| {
                figure
                    .resolve(&context.asking(bound), scope)
                    .known()
                    .map(band)
            };
            if let Some(place) = end(None) {
                return Some(one(place));
            }
            let least = end(Some(Bound::Least)).unwrap_or(0);
            let most = end(Some(Bound::Most)).map_or(axis.len(), |most| most.saturating_add(1));
            return Some(least..most);
        }
    };
    Some(known.map_or(0..axis.len(), one))
}

/// What one of several cells comes to: known where all say the same, else between the least and the most of them.
pub(super) fn ends_of<'a>(
    cells: impl Iterator<Item = Resolved<'a>>,
    unknown: UnknownValue<'a>,
) -> Resolved<'a> {
    let mut all = Vec::new();
    for cell in cells {
        match cell {
            Resolved::Known(quantity) => all.push(Some(quantity)),
            Resolved::Unknown(own) => all.extend(own.known),
            why => return why,
        }
    }
    let all: Option<Vec<Quantity>> = all.into_iter().collect();
    match least_and_most(&all.unwrap_or_default()) {
        [Some(least), Some(most)] if least == most => Resolved::Known(least),
        known => Resolved::Unknown(UnknownValue { known, ..unknown }),
    }
}
