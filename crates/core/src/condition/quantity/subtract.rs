//! What is left of something: `{ subtract: income, from: costs }`. Never below zero: where more is taken away than there is, nothing is
//! left.

use super::rounded::rounded;
use super::{Apart, Formula, KeyWord, Operand, Place, Quantify, Varied, Word};
use crate::context::{Around, Bound, Context, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::scalar::Quantity;

/// What is left of something.
#[derive(Clone, Debug, PartialEq)]
pub struct Subtract {
    taken: Box<Operand>,
    from: Box<Operand>,
    place: Place,
}

impl Quantify for Subtract {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "subtract",
            beside: &["from", "rounded"],
            subject: true,
            kind: None,
            read: |line, map| {
                if *line.kind == Kind::Date {
                    return line.reader.refuse(map.node, "book.subtract_of_days", &[]);
                }
                let (taken, from) = (map.need("subtract"), map.need("from"));
                // Of what it is left says of which kind all of it is.
                from?;
                let taken = taken.and_then(|taken| line.inner(taken, line.kind));
                let from = from.and_then(|from| line.inner(from, line.kind));
                let left = taken.zip(from).map(|(taken, from)| {
                    let left = Self {
                        taken: Box::new(taken),
                        from: Box::new(from),
                        place: Place::of_key(line.reader, map, "subtract"),
                    };
                    left.into()
                });
                rounded(line, map, left)
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        // The more is taken, the less is left: of all that there is at most, and at least nothing.
        let taken = self.taken.resolve(&context.turned(), scope);
        let from = self.from.resolve(context, scope);
        match context.bound {
            Some(Bound::Most) if taken.known().is_none() => from,
            Some(Bound::Least) if taken.known().is_none() => left(from, from),
            _ => left(from, taken),
        }
    }

    fn apart<'a>(&self, apart: &Apart<'a, '_>) -> Option<Resolved<'a>> {
        Some(left(self.from.apart(apart)?, self.taken.apart(apart)?))
    }

    fn told(&self) -> Option<Formula<'_>> {
        let parts = vec![("from", &*self.from), ("taken", &*self.taken)];
        Some(Formula::of("work.subtract", parts))
    }

    fn inside(&self) -> Vec<&Operand> {
        vec![&self.from, &self.taken]
    }

    fn joined(&self, from: Quantity, taken: Quantity) -> Option<Quantity> {
        from.minus(taken)
    }
}

impl Varied for Subtract {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let whole = Variant::dropped((*self.from).clone(), "subtract").at(self.place.0);
        changed_parts!(self, around: from, taken)
            .chain([whole])
            .collect()
    }
}

impl Subtract {
    /// Of what it is left.
    pub(super) fn from(&self) -> &Operand {
        &self.from
    }
}

fn left<'a>(from: Resolved<'a>, taken: Resolved<'a>) -> Resolved<'a> {
    from.and(taken, Quantity::minus)
}
