//! What the office states of one application, while it is read, and as the report tells it.

use std::cell::RefCell;
use std::sync::Arc;

use super::Checker;
use crate::answers::{OfficeEntries, PlacedEntry};
use crate::application::Placed;
use crate::message::written_in_words;
use crate::reading::{Office, OfficeSays};
use crate::report::StatedByOffice;
use crate::rulebook::RuleBook;

/// An entry by its index, what became of it, and the index of another, if that is why.
pub(super) type PlacedIndex = (usize, Placed, Option<usize>);

/// The entries of one application, by its path, and what becomes of each.
#[derive(Debug)]
pub(super) struct OfficeOf<'c> {
    entries: &'c OfficeEntries,
    path: &'c str,
    placed: RefCell<Vec<PlacedIndex>>,
}

impl OfficeSays for OfficeOf<'_> {
    fn each(&self, id: Option<&str>, visit: &mut dyn FnMut(&str, &str) -> Placed) {
        let mut placed = self.placed.borrow_mut();
        for one in self.entries.each(id, self.path) {
            let (what, other) = match one.passed_over {
                Some((why, other)) => (why, Some(other)),
                None => (visit(&one.stated.field, &one.stated.is), None),
            };
            placed.push((one.index, what, other));
        }
    }
}

impl<'c> OfficeOf<'c> {
    /// What became of each.
    pub(super) fn placed(self) -> Vec<PlacedIndex> {
        self.placed.into_inner()
    }

    /// Where that is found which the applicant is not asked.
    pub(super) fn office(&self, checker: &Checker<'_>) -> Office<'_> {
        match checker.office_within {
            true => Office::Within,
            false if self.entries.is_empty() => Office::Silent,
            false => Office::Says(self),
        }
    }
}

impl Checker<'_> {
    /// What the office states of the application of this path.
    pub(super) fn office_of<'c>(&'c self, path: &'c str) -> OfficeOf<'c> {
        OfficeOf {
            entries: &self.office,
            path,
            placed: RefCell::default(),
        }
    }

    /// The entries by their keys, with what became of each.
    pub(super) fn places_of(&self, placed: &[PlacedIndex]) -> Vec<PlacedEntry> {
        let placed = placed.iter();
        let entry = |index| self.office.get(index);
        let placed = placed.filter_map(|&(index, placed, other)| {
            let other = other.and_then(entry).map(|other| other.place.clone());
            Some((entry(index)?.key(), placed, other))
        });
        placed.collect()
    }

    /// What the office states, as the report tells it; of what stands twice the last.
    pub(super) fn stated_by_office(
        &self,
        book: &RuleBook,
        placed: &[PlacedIndex],
    ) -> Vec<StatedByOffice> {
        let mut all: Vec<StatedByOffice> = Vec::new();
        for &(index, placed, _) in placed {
            let (Placed::Taken(field), Some(stated)) = (placed, self.office.get(index)) else {
                continue;
            };
            all.retain(|other| other.field != stated.field);
            let of = book.form.field(field);
            all.push(StatedByOffice {
                field: stated.field.clone(),
                title: of.title.get(self.catalogue.language()).to_owned(),
                is: stated.is.clone(),
                in_words: written_in_words(&of.kind, &stated.is, book, self.catalogue),
                by: stated.by.clone(),
                on: stated.on,
                register: stated.register.clone(),
                file: Arc::clone(&stated.file),
            });
        }
        all
    }
}
