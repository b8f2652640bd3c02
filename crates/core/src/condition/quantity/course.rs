//! How a limit that is made of what all applications come to moves with that.

use rust_decimal::Decimal;

use super::{Comparison, Operand};

/// How a quantity moves with what all applications come to that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Course {
    /// It is the same whatever they come to.
    Still,
    /// As far as they do, in proportion.
    Straight,
    /// With each of them one way only, up or down, by now more and now less.
    Bent,
    /// Nothing is known of it.
    Unknown,
}

/// One of the quantities of which a limit is the smallest or the largest, without its rounding.
#[derive(Clone, Copy)]
pub(crate) struct Piece<'o> {
    pub(crate) of: &'o Operand,
    pub(crate) course: Course,
    /// By how much less it may be for its rounding, and by how much more.
    pub(crate) rounded: [Decimal; 2],
}

impl<'o> Piece<'o> {
    fn of(operand: &'o Operand) -> Self {
        let (of, rounded) = match operand {
            Operand::Rounded(rounded) => (&*rounded.of, rounded.how.moves()),
            whole => (whole, [Decimal::ZERO; 2]),
        };
        Self {
            of,
            course: of.course(),
            rounded,
        }
    }
}

impl Comparison {
    /// The quantities of which the limit is the smallest or the largest, or itself alone; and whether it is kept only where it is with each.
    pub(crate) fn pieces(&self) -> (Vec<Piece<'_>>, bool) {
        let several = match &self.to {
            Operand::Extreme(extreme) => extreme.several(),
            _ => None,
        };
        // What is just as much as one of them need not be as much as the smallest.
        match several.filter(|_| !self.is_equality()) {
            Some((all, largest)) => {
                let pieces = all.iter().map(Piece::of).collect();
                (pieces, largest == self.relation().is_target())
            }
            None => (vec![Piece::of(&self.to)], true),
        }
    }
}

impl Operand {
    fn course(&self) -> Course {
        let inside = self.part().inside().into_iter().map(Self::course);
        let (mut most, mut moving) = (Course::Still, 0_usize);
        for course in inside {
            most = most.max(course);
            moving = moving.saturating_add(usize::from(course != Course::Still));
        }
        match (self, most) {
            (Self::OverallValue(_), _) => Course::Straight,
            (_, Course::Still) => Course::Still,
            (Self::Sum(_), most) => most,
            (Self::Percent(_) | Self::Times(_), most) if moving == 1 => most,
            (
                Self::Percent(_)
                | Self::Times(_)
                | Self::Extreme(_)
                | Self::Subtract(_)
                | Self::Rounded(_),
                most,
            ) => most.max(Course::Bent),
            (
                Self::Constant(_)
                | Self::LawValue(_)
                | Self::TableValue(_)
                | Self::FieldValue(_)
                | Self::FigureValue(_)
                | Self::Count(_)
                | Self::Different(_)
                | Self::AtOnce(_)
                | Self::Group(_)
                | Self::OnDay(_)
                | Self::NumberOf(_)
                | Self::Length(_)
                | Self::Period(_)
                | Self::FirstDay(_)
                | Self::Cases(_),
                _,
            ) => Course::Unknown,
        }
    }
}
