//! Who the applications of a call are: some twenty bytes each.

use std::sync::Arc;

use crate::texts::Texts;

/// Applications in the order in which they were added.
#[derive(Clone, Debug, Default)]
pub struct Members {
    paths: Texts,
    ids: Texts,
    /// Among all that were checked.
    places: Vec<u32>,
}

/// Stands for the place of one that is not told of.
const NOWHERE: u32 = u32::MAX;

impl Members {
    /// Adds an application by its path, its id if it has one, and its place among all that are told of if it is one of them.
    pub fn add(&mut self, path: &str, id: Option<&str>, place: Option<usize>) {
        self.paths.push(path);
        self.ids.push(id.unwrap_or_default());
        let place = place.and_then(|place| u32::try_from(place).ok());
        self.places.push(place.unwrap_or(NOWHERE));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The path of one, as the report names it.
    pub fn path(&self, member: usize) -> Option<Arc<str>> {
        self.paths.get(member).map(Into::into)
    }

    /// The path of each.
    pub(crate) fn paths(&self) -> impl Iterator<Item = String> {
        let mut cursor = self.paths.from(0);
        std::iter::from_fn(move || cursor.next_text().map(str::to_owned))
    }

    /// Its id; its path where it has none.
    pub fn id(&self, member: usize) -> Option<String> {
        let id = self.ids.get(member)?;
        match id.is_empty() {
            true => self.paths.get(member),
            false => Some(id),
        }
    }

    /// Its place among all that were checked; nothing of one that is not told of.
    pub fn place(&self, member: usize) -> Option<usize> {
        self.places.get(member).copied().and_then(told)
    }

    /// The place of each.
    pub(crate) fn places(&self) -> impl Iterator<Item = Option<usize>> {
        self.places.iter().copied().map(told)
    }
}

fn told(place: u32) -> Option<usize> {
    (place != NOWHERE).then_some(place as usize)
}
