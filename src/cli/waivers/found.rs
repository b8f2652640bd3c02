//! The files of waivers: the one that is named, or the nearest above each application. They are no applications.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use crate::discover::{Found, Input, WAIVERS, relative, shown, upwards};
use atbilst_core::language::Catalogue;
use atbilst_core::part::Beside;
use atbilst_core::waivers::{self, Nature, Waivers};
use atbilst_yaml::Limits;

use crate::cli::files;

/// Which waivers are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cli) enum WaiverChoice {
    /// Those of the nearest file above each application, up to the root of its repository or the folder of the check.
    #[default]
    Nearest,
    /// Those of one file, to all.
    Named(PathBuf),
    /// None.
    None,
}

/// The waivers of a check, and what is no application because of them.
pub(in crate::cli) struct FoundWaivers {
    pub(in crate::cli) waivers: Waivers,
    /// The files that are read.
    pub(in crate::cli) files: Vec<PathBuf>,
    /// What they say, for a part.
    pub(in crate::cli) texts: Vec<Beside>,
    /// Those that lie where they have no effect.
    pub(in crate::cli) idle: Vec<Arc<str>>,
    /// What is called nearly as one, and is read as an application.
    pub(in crate::cli) nearly: Vec<Arc<str>>,
}

impl FoundWaivers {
    /// Reads them, and takes their files from the applications.
    pub(in crate::cli) fn of(
        choice: &WaiverChoice,
        found: &mut Found,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let mut all = Self {
            waivers: Waivers::default(),
            files: Vec::new(),
            texts: Vec::new(),
            idle: Vec::new(),
            nearly: Vec::new(),
        };
        all.waivers.folder =
            std::env::current_dir().map_or_else(|_| String::new(), |here| shown(&here).to_string());
        match choice {
            WaiverChoice::None => {}
            WaiverChoice::Named(path) => all.read(path, None, catalogue)?,
            WaiverChoice::Nearest => {
                let (files, roots) = lying(&found.inputs, WAIVERS);
                let roots = roots.iter().map(|root| shown(root).to_string());
                all.waivers.roots = roots.collect();
                for path in files {
                    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                    all.read(&path, Some(&folder), catalogue)?;
                }
            }
        }
        all.set_apart(found);
        Ok(all)
    }

    fn read(
        &mut self,
        path: &Path,
        folder: Option<&Path>,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let name = shown(path);
        // Waivers that cannot be read are not the same as none.
        let bytes = files::whole(path, Limits::default().bytes, catalogue)
            .with_context(|| catalogue.say("target.waivers", &[("path", (&*name).into())]))?;
        let own = waivers::read(&name, &bytes);
        match (own.nature(&bytes), folder) {
            (Nature::Application, Some(_)) => return Ok(()),
            (Nature::Other, Some(_)) => {
                bail!(catalogue.say("waiver.not_of_waivers", &[("path", (&*name).into())]))
            }
            (Nature::Broken | Nature::Other | Nature::Application, _) => {
                let mut mistakes = own.mistakes().filter(|mistake| mistake.whole);
                if let Some(mistake) = mistakes.next() {
                    let place = ("place", (&*mistake.place).into());
                    let about = [place, ("why", mistake.say(catalogue).into())];
                    bail!(catalogue.say("waiver.broken", &about));
                }
            }
            (Nature::Waivers, _) => {}
        }
        self.files.push(path.to_owned());
        self.texts.push(Beside {
            path: name.to_string(),
            folder: folder.map(|folder| shown(folder).to_string()),
            office: false,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
        self.waivers.merge(match folder {
            Some(folder) => own.within(&shown(folder)),
            // Whoever names a file means it for all.
            None => own,
        });
        Ok(())
    }

    /// Takes the files of waivers from the applications. What is merely called so stays an application.
    fn set_apart(&mut self, found: &mut Found) {
        let (files, idle, nearly) = (&self.files, &mut self.idle, &mut self.nearly);
        found.inputs.retain(|input| {
            let path = input.path();
            if is_among(files, path) {
                return false;
            }
            let name = path.file_name().unwrap_or_default();
            if name == "atbilst-waivers.yml" {
                nearly.push(Arc::clone(&input.shown));
            }
            let holds = name == WAIVERS && holds_waivers(path);
            if holds {
                idle.push(Arc::clone(&input.shown));
            }
            !holds
        });
        let is_applied = |link: &Arc<str>| is_among(files, Path::new(&**link));
        found.links.retain(|link| !is_applied(link));
    }
}

/// The files of a name that lie above applications, each up to the root of its repository or the folder of the check; and those
/// roots.
pub(in crate::cli) fn lying(inputs: &[Input], name: &str) -> (Vec<PathBuf>, BTreeSet<PathBuf>) {
    let here = std::env::current_dir().unwrap_or_default();
    let (mut folders, mut roots) = (BTreeSet::new(), BTreeSet::new());
    let mut last = None;
    for input in inputs {
        let folder = if input.is_stdin() && &*input.shown == "-" {
            Path::new("")
        } else {
            input.path().parent().unwrap_or(Path::new(""))
        };
        // The files of a folder come one after the other.
        if last.replace(folder) != Some(folder) {
            let above = upwards(folder, &here);
            roots.extend(above.last().cloned());
            folders.extend(above);
        }
    }
    let files = folders.into_iter().map(|folder| folder.join(name));
    let files = files.filter(|path| std::fs::symlink_metadata(path).is_ok());
    let roots = roots.iter().map(|root| relative(root, &here)).collect();
    (files.map(|path| relative(&path, &here)).collect(), roots)
}

fn holds_waivers(path: &Path) -> bool {
    let mut bytes = Vec::new();
    files::bytes(path, Limits::default().bytes, &mut bytes).is_ok()
        && waivers::read("", &bytes).nature(&bytes) == Nature::Waivers
}

/// Whether a path leads to one of these files.
pub(in crate::cli) fn is_among(files: &[PathBuf], path: &Path) -> bool {
    let named_alike = files
        .iter()
        .filter(|file| file.file_name() == path.file_name());
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let mut real_files = named_alike.map(|file| real(file));
    real_files.any(|file| file.is_some() && file == real(path))
}
