//! What is held against a limit, and which sides of that limit it can stand on at all: no number is below nothing, a group has one
//! at least, and there are never more different values than items. What cannot be is asked of no example.

use std::cmp::Ordering;

use super::{Adds, Items, Limit, Operand, Overall, Relation};
use crate::context::FieldRef;
use crate::law::DatedValue;
use crate::scalar::Quantity;

/// What is held against a limit.
#[derive(Clone, Copy, Debug)]
pub enum Held<'h> {
    /// A field.
    Field(FieldRef),
    /// What is computed of one application.
    Computed(&'h Operand),
    /// What comes to one of a few.
    OneOf(&'h [Quantity]),
    /// What all applications together come to.
    Overall(&'h Overall),
}

/// The sides of a limit on which something can stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sides([(Ordering, bool); 3]);

impl Sides {
    fn new(below: bool, at: bool, above: bool) -> Self {
        Self([
            (Ordering::Less, below),
            (Ordering::Equal, at),
            (Ordering::Greater, above),
        ])
    }

    /// Whether it can stand there.
    pub(super) fn has(self, side: Ordering) -> bool {
        self.0.contains(&(side, true))
    }

    /// Whether anything that can be tells two relations apart.
    pub(super) fn tell_apart(self, one: Relation, other: Relation) -> bool {
        let mut sides = self.0.into_iter().filter(|(_, can)| *can);
        sides.any(|(side, _)| one.holds(side) != other.holds(side))
    }
}

impl Held<'_> {
    /// On which sides of one of its limits it can stand.
    pub(super) fn sides_of(self, limit: Quantity) -> Sides {
        if let Self::OneOf(outcomes) = self {
            let is = |side| {
                outcomes
                    .iter()
                    .any(|one| one.partial_cmp(&limit) == Some(side))
            };
            let [below, at, above] = [Ordering::Less, Ordering::Equal, Ordering::Greater].map(is);
            return Sides::new(below, at, above);
        }
        let Some(ordering) = limit.against(self.least()) else {
            return Sides::new(true, true, true);
        };
        Sides::new(ordering.is_gt(), ordering.is_ge(), true)
    }

    /// On which sides of its limit it can stand, whenever that is.
    pub(super) fn sides(self, limit: &Operand, values: &[DatedValue]) -> Sides {
        let Some(limits) = limit.part_limits(values) else {
            let [below, above] = self.beyond(limit);
            return Sides::new(below, true, above);
        };
        let mut all = Sides::new(false, false, false);
        for limit in limits {
            let Limit::Known(limit) = limit else {
                return Sides::new(true, true, true);
            };
            let one = self.sides_of(limit);
            all.0
                .iter_mut()
                .for_each(|(side, can)| *can |= one.has(*side));
        }
        all
    }

    /// The least that it can come to.
    fn least(self) -> u64 {
        let is_of_a_group = match self {
            Self::Computed(Operand::Group(group)) => group.is_number(),
            Self::Computed(Operand::AtOnce(at_once)) => at_once.is_number(),
            Self::Overall(overall) => {
                overall.per.is_some()
                    && !(overall.reaches && (overall.belongs || overall.filter.is_some()))
                    && matches!(overall.adds, Adds::Number(_) | Adds::Different(_))
            }
            Self::Field(_) | Self::Computed(_) | Self::OneOf(_) => false,
        };
        u64::from(is_of_a_group)
    }

    /// Whether it can be less, and more, than what is computed itself.
    fn beyond(self, limit: &Operand) -> [bool; 2] {
        let wider = |count: &Items, of: &Items| {
            let filter = count.filter();
            count.of == of.of && (filter.is_none() || filter == of.filter())
        };
        let wider_overall = |count: &Overall, of: &Overall| {
            let is_one = matches!(
                (&count.adds, &of.adds),
                (Adds::Number(None), Adds::Different(_))
            );
            is_one
                && count.per.is_none()
                && count.of.lists == of.of.lists
                && (count.filter.is_none() || count.filter == of.filter)
        };
        match (self, limit) {
            // No day is before the first one of its own month.
            (Self::Field(own), Operand::FirstDay(first)) => [!first.is_of(own), true],
            // No item is beyond the largest of all items, itself among them.
            (Self::Field(own), Operand::Extreme(extreme)) => extreme.sides_of_item(own),
            (Self::Computed(Operand::Count(count)), Operand::Different(of)) => {
                [!wider(&count.0, of.among()), true]
            }
            (Self::Computed(Operand::Different(of)), Operand::Count(count)) => {
                [true, !wider(&count.0, of.among())]
            }
            (Self::Overall(own), Operand::OverallValue(other)) => {
                [!wider_overall(own, &other.0), !wider_overall(&other.0, own)]
            }
            _ => [true, true],
        }
    }
}
