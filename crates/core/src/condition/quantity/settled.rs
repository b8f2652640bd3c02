//! Whether a field that is held against what is made of it alone always comes out the same: on which side of the field that lies.

use super::first_day::FirstDay;
use super::period::Period;
use super::sum::Sum;
use super::{Operand, Relation};

/// Where something lies that is made of one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// It is the field itself.
    Same,
    /// Before it, or less.
    Before,
    /// Never after it: the first day of its year.
    NotAfter,
    /// After it, or more.
    After,
    /// A part of it or so many times as much: always on one side, whichever that is.
    Beside,
}

impl Operand {
    /// Whether a field that compares so with it always comes out the same; it is made of that field alone.
    pub(super) fn settles(&self, relation: Relation) -> bool {
        match self.side() {
            None => false,
            Some(Side::NotAfter) => matches!(relation, Relation::AtLeast | Relation::LessThan),
            Some(Side::Same | Side::Before | Side::After | Side::Beside) => true,
        }
    }

    /// On which side of the field it lies, where that is the same whatever the field says. What goes both ways may lie on either: three
    /// months after the first day of its year.
    fn side(&self) -> Option<Side> {
        match self {
            Self::FieldValue(_) => Some(Side::Same),
            Self::FirstDay(first) => not_after(first),
            Self::Period(period) => counted(period),
            Self::Percent(_) | Self::Times(_) => {
                let mut inside = self.part().inside().into_iter();
                let own = inside.find_map(Self::side)?;
                matches!(own, Side::Same | Side::Beside).then_some(Side::Beside)
            }
            Self::Subtract(left) => not_more(left.from().side()?),
            Self::Sum(Sum::Of(parts, _)) => added(parts),
            _ => None,
        }
    }
}

fn not_after(first: &FirstDay) -> Option<Side> {
    not_more(first.of().side()?)
}

/// What is never more than what lies there.
const fn not_more(than: Side) -> Option<Side> {
    match than {
        Side::Same | Side::NotAfter => Some(Side::NotAfter),
        Side::Before => Some(Side::Before),
        Side::After | Side::Beside => None,
    }
}

fn counted(period: &Period) -> Option<Side> {
    let of = period.of().side()?;
    match (of, period.is_before()) {
        (Side::Same | Side::Before | Side::NotAfter, true) => Some(Side::Before),
        (Side::Same | Side::After, false) => Some(Side::After),
        _ => None,
    }
}

/// No amount is less than nothing, so what is added to the field lies above it.
fn added(parts: &[Operand]) -> Option<Side> {
    let mut whole = parts.iter().filter_map(Operand::side);
    whole.any(|side| side == Side::Same).then_some(Side::After)
}
