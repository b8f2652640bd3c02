//! Applications ready to be written, as one object each. The outcomes are put together from pieces made once for a report, and the
//! law of findings, which those of one rule share, is set once by each thread: together most of what an application takes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::Arc;

use serde_json::value::RawValue;
use thread_local::ThreadLocal;

use super::shape::{JsonFindings, JsonLaw, JsonSubject, Part};
use super::{set, set_into};
use crate::finding::{Law, Outcome};
use crate::report::{Application, Report};

/// So much law is kept, so that memory does not grow with the files.
const KEPT: usize = 4_096;

/// Sets the applications of one report, on as many threads as ask.
pub(in crate::render) struct Setter {
    /// For files without a rule book, then for each book: the outcomes of every rule as they may stand.
    outcomes: Vec<Vec<Entries>>,
    laws: ThreadLocal<RefCell<Laws>>,
}

/// One rule with each outcome it may have.
type Entries = [String; Outcome::ALL.len()];

/// What is set already, by where it stands; that is kept, so that nothing else can come to stand there.
#[derive(Default)]
struct Laws(HashMap<usize, (Arc<[Law]>, Box<RawValue>)>);

impl Setter {
    /// Of the report only the rules are taken.
    pub(in crate::render) fn new(report: &Report) -> Self {
        let books = (0..report.rule_books.len()).map(Some);
        let outcomes = [None].into_iter().chain(books);
        let outcomes = outcomes.map(|book| {
            let rules = report.rules_of(book);
            // Ids of rules and names of outcomes are plain letters: nothing in them needs an escape.
            let entry = |id: &str, outcome: Outcome| format!("\"{id}\":\"{}\"", outcome.name());
            let entries = rules.map(|rule| Outcome::ALL.map(|outcome| entry(&rule.id, outcome)));
            entries.collect()
        });
        Self {
            outcomes: outcomes.collect(),
            laws: ThreadLocal::new(),
        }
    }

    /// Adds one application; `kind` says what it is where other objects stand beside it.
    ///
    /// # Errors
    /// None that is known: what a report holds can always be set.
    pub(in crate::render) fn set(
        &self,
        kind: Option<&'static str>,
        application: &Application,
        text: &mut Vec<u8>,
    ) -> io::Result<()> {
        // One object in three pieces: what it is, its outcomes, its findings.
        set_into(text, &JsonSubject::of(kind, application))?;
        text.pop();
        text.extend_from_slice(b",\"outcomes\":{");
        self.set_outcomes(application, text);
        text.extend_from_slice(b"}");
        let mut laws = self.laws.get_or_default().borrow_mut();
        laws.learn(application)?;
        let begin = text.len();
        set_into(text, &JsonFindings::of(application, |law| laws.part(law)))?;
        if let Some(brace) = text.get_mut(begin) {
            *brace = b',';
        }
        Ok(())
    }

    fn set_outcomes(&self, application: &Application, text: &mut Vec<u8>) {
        let place = application.book.map_or(0, |book| book.saturating_add(1));
        let rules = self.outcomes.get(place).into_iter().flatten();
        let mut between: &[u8] = b"";
        for (entries, outcome) in rules.zip(&application.outcomes) {
            if let Some(entry) = entries.get(*outcome as usize) {
                text.extend_from_slice(between);
                text.extend_from_slice(entry.as_bytes());
                between = b",";
            }
        }
    }
}

impl Laws {
    fn learn(&mut self, application: &Application) -> io::Result<()> {
        if self.0.len() > KEPT {
            self.0.clear();
        }
        for law in application.findings.iter().map(|finding| &finding.law) {
            if let Entry::Vacant(place) = self.0.entry(law.as_ptr().addr()) {
                let json = String::from_utf8(set(&JsonLaw::all(law))?);
                let json = RawValue::from_string(json.map_err(io::Error::other)?)?;
                place.insert((Arc::clone(law), json));
            }
        }
        Ok(())
    }

    fn part<'a>(&'a self, law: &'a [Law]) -> Part<'a, Vec<JsonLaw<'a>>> {
        match self.0.get(&law.as_ptr().addr()) {
            Some((_, json)) => Part::Set(json),
            None => Part::Made(JsonLaw::all(law)),
        }
    }
}
