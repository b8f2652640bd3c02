//! What figures of one application come to, kept so that each is computed once: a figure that every item is held against, or of which
//! others are made, is asked again and again.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Bound, Context, FigureId, Resolved, Scope};

/// So many are kept of one application; what is asked beyond them is computed anew.
const MOST: usize = 100_000;

/// Which figure, in which items, by the law of which day, whether a text must say something, and which bound: all of a context that
/// changes from one question to the next.
type Asked = (FigureId, Scope, NaiveDate, bool, Option<Bound>);

/// What is kept of one application and one book.
#[derive(Debug, Default)]
pub struct Computed {
    figures: RefCell<HashMap<Asked, Resolved<'static>>>,
}

impl Computed {
    /// Forgets everything: another application or another book follows.
    pub fn clear(&mut self) {
        self.figures.get_mut().clear();
    }
}

impl<'a> Context<'a> {
    /// What a figure comes to in its own items.
    #[must_use]
    pub fn figure(&self, id: FigureId, scope: Scope) -> Resolved<'a> {
        let kept = &self.computed.figures;
        let asked = (id, scope, self.as_of, self.wants_words, self.bound);
        if let Some(&kept) = kept.borrow().get(&asked) {
            return kept;
        }
        let resolved = self.figures.figure(id, self, scope);
        let to_keep = match resolved {
            Resolved::Known(quantity) => Resolved::Known(quantity),
            Resolved::NotStated => Resolved::NotStated,
            Resolved::Open => Resolved::Open,
            // The value of the law belongs to its book.
            Resolved::Unknown(..) => return resolved,
        };
        let mut kept = kept.borrow_mut();
        if kept.len() < MOST {
            kept.insert(asked, to_keep);
        }
        resolved
    }
}
