//! Files of waivers and of answers that nobody named: they lie among the applications, where whoever applies may have laid them, and what
//! of them counted is said.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::check::Checker;
use crate::check::few::Few;
use crate::decisions::DecisionFile;
use crate::finding::Finding;
use crate::report::Application;

/// How often each file counted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    waivers: BTreeMap<Arc<str>, u32>,
    answers: BTreeMap<Arc<str>, u32>,
}

impl Counted {
    /// What is said of findings.
    pub(super) fn add(&mut self, findings: &[Finding]) {
        for finding in findings {
            let waived = finding.waived.as_deref().map(|waived| &waived.file);
            let answered = finding.answered.as_deref().map(|one| &one.file);
            count(&mut self.waivers, waived);
            count(&mut self.answers, answered);
        }
    }

    /// What is said of an application, with what the office states of it.
    pub(super) fn add_application(&mut self, application: &Application) {
        self.add(&application.findings);
        let stated = application.stated.iter().map(|stated| &stated.file);
        count(&mut self.answers, stated);
    }

    /// That such files count, or that none do.
    pub(super) fn notes(&self, checker: &Checker<'_>) -> Vec<String> {
        let catalogue = checker.catalogue;
        let waivers = match checker.settings.waivers {
            true => lying(
                checker,
                "note.waivers_applied",
                &checker.waivers.files,
                &self.waivers,
            ),
            false => Some(catalogue.say("note.no_waivers", &[])),
        };
        let answers = match checker.settings.answers {
            true => lying(
                checker,
                "note.answers_applied",
                &checker.answers.files,
                &self.answers,
            ),
            false => Some(catalogue.say("note.no_answers", &[])),
        };
        waivers.into_iter().chain(answers).collect()
    }
}

fn count<'f>(counts: &mut BTreeMap<Arc<str>, u32>, files: impl IntoIterator<Item = &'f Arc<str>>) {
    for file in files {
        let count = counts.entry(Arc::clone(file)).or_default();
        *count = count.saturating_add(1);
    }
}

fn lying(
    checker: &Checker<'_>,
    key: &str,
    files: &[DecisionFile],
    counts: &BTreeMap<Arc<str>, u32>,
) -> Option<String> {
    let (mut few, mut all) = (Few::default(), 0_u32);
    for file in files.iter().filter(|file| file.folder.is_some()) {
        if let Some(count) = counts.get(&file.path) {
            few.add(&file.path);
            all = all.saturating_add(*count);
        }
    }
    let [_, names] = few.about(checker.catalogue);
    let about = [names, ("count", all.into())];
    (all > 0).then(|| checker.catalogue.say(key, &about))
}
