//! Files that have one id, where a waiver, an answer or the office named that id and counted: each of them is decided about, and that is
//! said.

use std::collections::{BTreeMap, BTreeSet};

use super::Assembly;
use crate::check::few::Few;
use crate::finding::Finding;
use crate::language::Value;
use crate::report::Application;
use crate::waivers::WaiverEffect;

/// The files of each id for which what names the id counted, of whatever calls.
#[derive(Debug, Default)]
pub(super) struct ById(BTreeMap<String, OneId>);

#[derive(Debug, Default)]
struct OneId {
    files: Few,
    /// The rule books of their calls.
    books: BTreeSet<usize>,
}

impl Assembly<'_> {
    /// Notes an application whose id a waiver, an answer or the office named that counted.
    pub(super) fn note_id(&mut self, application: &Application) {
        let (Some(book), Some(id)) = (application.book, &application.id) else {
            return;
        };
        let any = |has: fn(&Finding) -> bool| application.findings.iter().any(has);
        let stated = !application.stated.is_empty() && self.checker.office.is_of(id);
        let waived = any(|one| one.waived.is_some()) && self.waivers.is_of(id);
        let answered = any(|one| one.answered.is_some()) && self.answers.is_of(id);
        if stated || waived || answered {
            let own = self.by_id.0.entry(id.clone()).or_default();
            own.files.add(&application.path);
            own.books.insert(book);
        }
    }

    /// What there is to say of the ids that several files have.
    pub(super) fn ids_of_several(&self) -> Vec<String> {
        let ids = self.by_id.0.keys();
        ids.filter_map(|id| self.of_several(id)).collect()
    }

    /// Tells each waiver that names such an id.
    pub(super) fn tell_of_several(&self, effects: &mut [WaiverEffect]) {
        for effect in effects {
            let id = effect.id.as_deref().filter(|_| effect.void.is_none());
            effect.several = id.and_then(|id| self.of_several(id));
        }
    }

    fn of_several(&self, id: &str) -> Option<String> {
        let own = self.by_id.0.get(id)?;
        if !own.files.are_several() {
            return None;
        }
        let catalogue = self.checker.catalogue;
        let [count, names] = own.files.about(catalogue);
        let books = own.books.iter();
        let books = books.filter_map(|&book| self.checker.books.get(book));
        let calls: Vec<&str> = books.map(|book| &*book.call).collect();
        let key = match calls.len() {
            ..=1 => "note.one_id",
            _ => "note.one_id_of_calls",
        };
        let calls = Value::from(calls.join(", "));
        let about = [("id", id.into()), count, names, ("calls", calls)];
        Some(catalogue.say(key, &about))
    }
}
