//! Files that no rule book could be applied to: each of them may belong to any call, so what is said of all its applications is not certain.

use std::sync::Arc;

use crate::language::{Catalogue, Value};

/// So many are named.
const NAMED: usize = 3;

/// How many there are, and the first of them.
#[derive(Debug, Default)]
pub(super) struct Strays {
    count: usize,
    first: Vec<Arc<str>>,
}

impl Strays {
    pub(super) fn add(&mut self, path: &Arc<str>) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < NAMED {
            self.first.push(Arc::clone(path));
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// What a reader of the rules over all applications should know of them.
    pub(super) fn note(&self, catalogue: &Catalogue) -> Option<String> {
        let mut names = self.first.join(", ");
        let more = self.count.saturating_sub(self.first.len());
        if more > 0 {
            let about = [("names", names.into()), ("count", more.into())];
            names = catalogue.say("note.and_more", &about);
        }
        let about = [("count", Value::from(self.count)), ("names", names.into())];
        (!self.is_empty()).then(|| catalogue.say("note.strays", &about))
    }
}
