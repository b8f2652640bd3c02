//! The files of waivers: the one that is named, or the nearest above each application.

use std::path::Path;
use std::sync::Arc;

use anyhow::bail;

use crate::discover::{Found, WAIVERS, shown};
use atbilst_core::language::Catalogue;
use atbilst_core::waivers::{self, Nature, Waiver};
use atbilst_yaml::Limits;

use crate::cli::decisions::{self, DecisionChoice, FoundDecisions};
use crate::cli::files;

/// The waivers of a check.
pub(in crate::cli) type FoundWaivers = FoundDecisions<Waiver>;

impl FoundWaivers {
    /// Reads them, and takes their files from the applications. What is merely called so stays an application.
    pub(in crate::cli) fn of(
        choice: &DecisionChoice,
        found: &mut Found,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let mut all = Self::chosen(choice, WAIVERS, found, |all, path, folder| {
            all.read(path, folder, catalogue)
        })?;
        all.set_apart(found, |path| {
            path.file_name().is_some_and(|name| name == WAIVERS) && holds_waivers(path)
        });
        let inputs = found.inputs.iter();
        let nearly = inputs.filter(|input| {
            let name = input.path().file_name();
            name.is_some_and(|name| name == "atbilst-waivers.yml")
        });
        all.nearly = nearly.map(|input| Arc::clone(&input.shown)).collect();
        Ok(all)
    }

    fn read(
        &mut self,
        path: &Path,
        folder: Option<&Path>,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let bytes = decisions::bytes(path, "target.waivers", catalogue)?;
        let name = shown(path);
        let own = waivers::read(&name, &bytes);
        match (own.nature(&bytes), folder) {
            (Nature::Application, Some(_)) => return Ok(()),
            (Nature::Other, Some(_)) => {
                bail!(catalogue.say("waiver.not_of_waivers", &[("path", (&*name).into())]))
            }
            (Nature::Broken | Nature::Other | Nature::Application, _) => {
                if let Some(mistake) = own.broken() {
                    let place = ("place", (&*mistake.place).into());
                    let about = [place, ("why", mistake.say(catalogue).into())];
                    bail!(catalogue.say("waiver.broken", &about));
                }
            }
            (Nature::Waivers, _) => {}
        }
        self.take(path, folder, false, (&bytes, own));
        Ok(())
    }
}

fn holds_waivers(path: &Path) -> bool {
    let mut bytes = Vec::new();
    files::bytes(path, Limits::default().bytes, &mut bytes).is_ok()
        && waivers::read("", &bytes).nature(&bytes) == Nature::Waivers
}
