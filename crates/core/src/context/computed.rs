//! What is known of the figures of one application, kept so that each is computed once: a figure that every item is held against, or
//! of which others are made, is asked again and again, and of figures that each name another twice there are soon millions.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Bound, Context, FieldAt, FigureId, Resolved, Scope, UnknownValue};
use crate::scalar::Quantity;

/// So many are kept of one application; then all are forgotten.
const MOST: usize = 100_000;

/// Most looks at items of one application; what asks for more is not decided. 7,000 items that are each held against all others stay
/// below it; 4,000 held against all others and those against all again would be 64,000 million looks, in a file of 60 KB.
const MOST_LOOKED_AT: u64 = 50_000_000;

/// Which figure, in which items, by the law of which day, whether a text must say something, which bound, and whether of any cell: all
/// of a context that changes from one question to the next.
type Asked = (FigureId, Scope, NaiveDate, bool, Option<Bound>, bool);

/// What is kept of one application and one book.
#[derive(Debug, Default)]
pub struct Computed {
    figures: Kept<ResolvedFigure>,
    left_out: Kept<Option<FieldAt>>,
    stated_in_part: Kept<bool>,
    looked_at: Cell<u64>,
}

/// What a figure comes to. A value of the law belongs to its book, where it has a place.
#[derive(Clone, Copy, Debug)]
enum ResolvedFigure {
    Known(Quantity),
    Unknown(usize, NaiveDate, [Option<Quantity>; 2]),
    NotStated,
    Open,
}

/// The answers to one question.
#[derive(Debug)]
struct Kept<T>(RefCell<HashMap<Asked, T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Copy> Kept<T> {
    fn clear(&mut self) {
        self.0.get_mut().clear();
    }

    fn get(&self, asked: &Asked) -> Option<T> {
        self.0.borrow().get(asked).copied()
    }

    fn keep(&self, asked: Asked, answer: T) {
        let mut kept = self.0.borrow_mut();
        // What is asked next is made of what was asked last, not of what came first.
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(asked, answer);
    }

    fn of(&self, asked: Asked, compute: impl FnOnce() -> T) -> T {
        self.get(&asked).unwrap_or_else(|| {
            let answer = compute();
            self.keep(asked, answer);
            answer
        })
    }
}

impl Computed {
    /// Forgets everything: another application or another book follows.
    pub fn clear(&mut self) {
        self.figures.clear();
        self.left_out.clear();
        self.stated_in_part.clear();
        self.looked_at.set(0);
    }
}

impl<'a> Context<'a> {
    /// Notes that an item is looked at, and says whether it is: it is not where that was done too often.
    pub(crate) fn looks_at_one(&self) -> bool {
        let looked_at = &self.computed.looked_at;
        looked_at.set(looked_at.get().saturating_add(1));
        self.may_look()
    }

    /// Looks at items as if none had been looked at: what decides is told as it was found, however much was looked at before.
    pub(crate) fn look_anew(&self) {
        self.computed.looked_at.set(0);
    }

    /// Whether items may still be looked at.
    pub(crate) fn may_look(&self) -> bool {
        self.computed.looked_at.get() <= MOST_LOOKED_AT
    }

    /// What a figure comes to in its own items.
    pub fn figure(&self, id: FigureId, scope: Scope) -> Resolved<'a> {
        let asked = self.asked(id, scope);
        if let Some(kept) = self.computed.figures.get(&asked) {
            return match kept {
                ResolvedFigure::Known(quantity) => Resolved::Known(quantity),
                ResolvedFigure::Unknown(index, on, known) => match self.values.get(index) {
                    Some(value) => Resolved::Unknown(UnknownValue { value, on, known }),
                    None => Resolved::Open,
                },
                ResolvedFigure::NotStated => Resolved::NotStated,
                ResolvedFigure::Open => Resolved::Open,
            };
        }
        let resolved = self.figures.figure(id, self, scope);
        let to_keep = match resolved {
            Resolved::Known(quantity) => ResolvedFigure::Known(quantity),
            Resolved::NotStated => ResolvedFigure::NotStated,
            Resolved::Open => ResolvedFigure::Open,
            Resolved::Unknown(UnknownValue { value, on, known }) => {
                let mut values = self.values.iter();
                match values.position(|own| std::ptr::eq(own, value)) {
                    Some(index) => ResolvedFigure::Unknown(index, on, known),
                    None => return resolved,
                }
            }
        };
        self.computed.figures.keep(asked, to_keep);
        resolved
    }

    /// The field that is left out where a figure is not stated for it, and the items in which that is so.
    pub(crate) fn left_out_of(&self, id: FigureId, scope: Scope) -> Option<FieldAt> {
        let compute = || self.figures.left_out(id, self, scope);
        self.computed.left_out.of(self.asked(id, scope), compute)
    }

    /// Whether anything of what a figure is made of is stated, where it is not stated as a whole.
    pub(crate) fn is_stated_in_part(&self, id: FigureId, scope: Scope) -> bool {
        let compute = || self.figures.is_stated_in_part(id, self, scope);
        let kept = &self.computed.stated_in_part;
        kept.of(self.asked(id, scope), compute)
    }

    const fn asked(&self, id: FigureId, scope: Scope) -> Asked {
        (
            id,
            scope,
            self.as_of,
            self.wants_words,
            self.bound,
            self.any_cell,
        )
    }
}
