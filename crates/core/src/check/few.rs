//! Files of which a note speaks: the first by name, the others by number.

use std::sync::Arc;

use crate::language::{Catalogue, Value};

/// So many are named.
const NAMED: usize = 3;

/// How many there are, and the first of them.
#[derive(Debug, Default)]
pub(super) struct Few {
    count: usize,
    first: Vec<Arc<str>>,
}

impl Few {
    pub(super) fn add(&mut self, path: &Arc<str>) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < NAMED {
            self.first.push(Arc::clone(path));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    pub(super) fn are_several(&self) -> bool {
        self.count > 1
    }

    /// How many, and their names: what a sentence on them needs.
    pub(super) fn about(&self, catalogue: &Catalogue) -> [(&'static str, Value<'static>); 2] {
        let names = catalogue.first_of(&self.first, self.count);
        [("count", self.count.into()), ("names", names.into())]
    }
}
