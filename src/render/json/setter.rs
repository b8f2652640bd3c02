//! Applications ready to be written. Most agree in all their outcomes, and findings of one rule in their law, so those are set once
//! by each thread and copied: they are more than half of the line of an application, with findings or without.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use thread_local::ThreadLocal;

use super::shape::{JsonApplication, JsonLaw, Outcomes, Part};
use crate::finding::{Law, Outcome};
use crate::report::{Application, Report};

/// So many are kept of either, so that memory does not grow with the files.
const KEPT: usize = 4_096;

/// Sets the applications of one report, on as many threads as ask.
pub(in crate::render) struct Setter<'r> {
    /// Of it only the rules are taken.
    report: &'r Report,
    parts: ThreadLocal<RefCell<Parts>>,
}

/// What is set already, by where it stands; what stands there is kept, so that nothing else can come to stand there.
#[derive(Default)]
struct Parts {
    outcomes: HashMap<(Option<usize>, usize), (Arc<[Outcome]>, Box<RawValue>)>,
    laws: HashMap<usize, (Arc<[Law]>, Box<RawValue>)>,
}

impl<'r> Setter<'r> {
    pub(in crate::render) fn new(report: &'r Report) -> Self {
        Self {
            report,
            parts: ThreadLocal::new(),
        }
    }

    /// Hands over one application, ready to be written.
    ///
    /// # Errors
    /// Those of `write`; outcomes and law can always be set.
    pub(in crate::render) fn set(
        &self,
        application: &Application,
        write: impl FnOnce(JsonApplication<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut parts = self.parts.get_or_default().borrow_mut();
        parts.learn(self.report, application)?;
        write(JsonApplication::of(
            application,
            parts.outcomes(self.report, application),
            |law| parts.law(law),
        ))
    }
}

impl Parts {
    fn learn(&mut self, report: &Report, application: &Application) -> io::Result<()> {
        if self.outcomes.len().max(self.laws.len()) > KEPT {
            *self = Self::default();
        }
        if !self.outcomes.contains_key(&place(application)) {
            let set = raw(&Outcomes::of_application(report, application))?;
            let own = Arc::clone(&application.outcomes);
            self.outcomes.insert(place(application), (own, set));
        }
        for law in application.findings.iter().map(|finding| &finding.law) {
            if !law.is_empty() && !self.laws.contains_key(&law.as_ptr().addr()) {
                let set = raw(&JsonLaw::all(law))?;
                self.laws
                    .insert(law.as_ptr().addr(), (Arc::clone(law), set));
            }
        }
        Ok(())
    }

    fn outcomes<'a>(
        &'a self,
        report: &'a Report,
        application: &Application,
    ) -> Part<'a, Outcomes<'a>> {
        match self.outcomes.get(&place(application)) {
            Some((_, set)) => Part::Set(set),
            None => Part::Made(Outcomes::of_application(report, application)),
        }
    }

    fn law<'a>(&'a self, law: &'a [Law]) -> Part<'a, Vec<JsonLaw<'a>>> {
        match self.laws.get(&law.as_ptr().addr()) {
            Some((_, set)) => Part::Set(set),
            None => Part::Made(JsonLaw::all(law)),
        }
    }
}

/// The rule book, and where the outcomes stand that applications share.
fn place(application: &Application) -> (Option<usize>, usize) {
    (application.book, application.outcomes.as_ptr().addr())
}

fn raw(value: &impl Serialize) -> io::Result<Box<RawValue>> {
    let text = String::from_utf8(super::set(value)?).map_err(io::Error::other)?;
    Ok(RawValue::from_string(text)?)
}
