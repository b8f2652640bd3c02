//! How a limit that is made of what all applications come to depends on that.

use rust_decimal::Decimal;

use super::{Comparison, Operand};

/// How a quantity depends on what all applications come to that it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dependence {
    /// It is the same whatever they come to.
    Constant,
    /// It moves as far as they do, in proportion.
    Linear,
    /// It moves with each of them one way only, up or down, by now more and now less.
    Monotone,
    /// Nothing is known of it.
    Unknown,
}

/// One of the quantities of which a limit is the smallest or the largest, without its rounding.
#[derive(Clone, Copy)]
pub(crate) struct LimitPiece<'o> {
    pub(crate) of: &'o Operand,
    pub(crate) dependence: Dependence,
    /// By how much less it may be for its rounding, and by how much more.
    pub(crate) rounded: [Decimal; 2],
}

impl<'o> LimitPiece<'o> {
    fn of(operand: &'o Operand) -> Self {
        let (of, rounded) = match operand {
            Operand::Rounded(rounded) => (&*rounded.of, rounded.how.moves()),
            whole => (whole, [Decimal::ZERO; 2]),
        };
        Self {
            of,
            dependence: of.dependence(),
            rounded,
        }
    }
}

impl Comparison {
    /// The quantities of which the limit is the smallest or the largest, or itself alone; and whether it is kept only where it is with each.
    pub(crate) fn pieces(&self) -> (Vec<LimitPiece<'_>>, bool) {
        let several = match &self.to {
            Operand::Extreme(extreme) => extreme.several(),
            _ => None,
        };
        // What is just as much as one of them need not be as much as the smallest.
        match several.filter(|_| !self.is_equality()) {
            Some((all, largest)) => {
                let pieces = all.iter().map(LimitPiece::of).collect();
                (pieces, largest == self.relation().is_target())
            }
            None => (vec![LimitPiece::of(&self.to)], true),
        }
    }
}

impl Operand {
    fn dependence(&self) -> Dependence {
        let inside = self.part().inside().into_iter().map(Self::dependence);
        let (mut most, mut moving) = (Dependence::Constant, 0_usize);
        for dependence in inside {
            most = most.max(dependence);
            moving = moving.saturating_add(usize::from(dependence != Dependence::Constant));
        }
        match (self, most) {
            (Self::OverallValue(_), _) => Dependence::Linear,
            (_, Dependence::Constant) => Dependence::Constant,
            (Self::Sum(_), most) => most,
            (Self::Percent(_) | Self::Times(_), most) if moving == 1 => most,
            (
                Self::Percent(_)
                | Self::Times(_)
                | Self::Extreme(_)
                | Self::Subtract(_)
                | Self::Rounded(_),
                most,
            ) => most.max(Dependence::Monotone),
            (
                Self::Constant(_)
                | Self::LawValue(_)
                | Self::TableValue(_)
                | Self::FieldValue(_)
                | Self::FigureValue(_)
                | Self::Count(_)
                | Self::Criteria(_)
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
            ) => Dependence::Unknown,
        }
    }
}
