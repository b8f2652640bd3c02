//! The files of answers: the one that is named, or the nearest above each application.

use std::path::Path;

use anyhow::bail;

use atbilst_core::answers::{self, AnswerEntry};
use atbilst_core::language::Catalogue;

use crate::cli::decisions::{self, DecisionChoice, FoundDecisions};
use crate::discover::{ANSWERS, Found, shown};

/// The answers of a check.
pub(in crate::cli) type FoundAnswers = FoundDecisions<AnswerEntry>;

impl FoundAnswers {
    /// Reads them, and takes their files from the applications.
    pub(in crate::cli) fn of(
        choice: &DecisionChoice,
        office: Option<&Path>,
        found: &mut Found,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let mut all = Self::chosen(choice, ANSWERS, found, |all, path, folder| {
            all.read(path, folder, false, catalogue)
        })?;
        if let Some(path) = office {
            all.read(path, None, true, catalogue)?;
        }
        all.set_apart(found, |path| {
            path.file_name().is_some_and(|name| name == ANSWERS)
        });
        Ok(all)
    }

    fn read(
        &mut self,
        path: &Path,
        folder: Option<&Path>,
        office: bool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let bytes = decisions::bytes(path, "target.answers", catalogue)?;
        let own = answers::read(&shown(path), &bytes);
        if let Some(mistake) = own.broken() {
            let place = ("place", (&*mistake.place).into());
            let about = [place, ("why", mistake.say(catalogue).into())];
            bail!(catalogue.say("answer.broken", &about));
        }
        self.take(path, folder, office, (&bytes, own));
        Ok(())
    }
}
