//! Applications ready to be written, as one object each. The outcomes are put together from pieces made once for a report, and the
//! law and help of findings, which those of one rule share, are set once by each thread: together most of what an application takes.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use thread_local::ThreadLocal;

use super::parts::{JsonLaw, Made, Part, Parts};
use super::shape::{JsonFindings, JsonSubject};
use super::{set, set_into};
use atbilst_core::finding::{Law, Outcome};
use atbilst_core::report::{Application, Report};

/// So many texts are kept, so that memory does not grow with the files.
const KEPT: usize = 4_096;

/// Sets the applications of one report, on as many threads as ask.
pub(crate) struct Setter {
    /// For files without a rule book, then for each book: the outcomes of every rule as they may stand.
    outcomes: Vec<Vec<Entries>>,
    known: ThreadLocal<RefCell<Known>>,
}

/// One rule with each outcome it may have.
type Entries = [String; Outcome::ALL.len()];

/// What is set already, by where it stands; that is kept, so that nothing else can come to stand there.
#[derive(Default)]
struct Known {
    laws: HashMap<usize, (Arc<[Law]>, Box<RawValue>)>,
    helps: HashMap<usize, (Arc<str>, Box<RawValue>)>,
}

impl Setter {
    /// Of the report only the rules are taken.
    pub(crate) fn new(report: &Report) -> Self {
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
            known: ThreadLocal::new(),
        }
    }

    /// Adds one application; `kind` says what it is where other objects stand beside it.
    ///
    /// # Errors
    /// None that is known: what a report holds can always be set.
    pub(crate) fn set(
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
        let mut known = self.known.get_or_default().borrow_mut();
        known.learn(application)?;
        let begin = text.len();
        set_into(text, &JsonFindings::of(application, &*known))?;
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

impl Known {
    fn learn(&mut self, application: &Application) -> io::Result<()> {
        if self.laws.len().max(self.helps.len()) > KEPT {
            *self = Self::default();
        }
        for finding in &application.findings {
            let law = &finding.law;
            if let Entry::Vacant(place) = self.laws.entry(law.as_ptr().addr()) {
                place.insert((Arc::clone(law), raw(&JsonLaw::all(law))?));
            }
            // A help that nobody else holds is told of one value.
            let help = finding.help.as_ref();
            if let Some(help) = help.filter(|help| Arc::strong_count(help) > 1)
                && let Entry::Vacant(place) = self.helps.entry(help.as_ptr().addr())
            {
                place.insert((Arc::clone(help), raw(&**help)?));
            }
        }
        Ok(())
    }
}

impl Parts for Known {
    fn law<'a>(&'a self, law: &'a Arc<[Law]>) -> Part<'a, Vec<JsonLaw<'a>>> {
        match self.laws.get(&law.as_ptr().addr()) {
            Some((_, json)) => Part::Set(json),
            None => Made.law(law),
        }
    }

    fn help<'a>(&'a self, help: &'a Arc<str>) -> Part<'a, &'a str> {
        match self.helps.get(&help.as_ptr().addr()) {
            Some((_, json)) => Part::Set(json),
            None => Made.help(help),
        }
    }
}

fn raw(value: &(impl Serialize + ?Sized)) -> io::Result<Box<RawValue>> {
    let json = String::from_utf8(set(&value)?).map_err(io::Error::other)?;
    Ok(RawValue::from_string(json)?)
}
