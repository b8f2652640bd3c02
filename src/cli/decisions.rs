//! The files of decisions that a check applies, of waivers or of answers: the one that is named, or the nearest above each
//! application. They are no applications.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;

use atbilst_core::decisions::{Decision, Decisions};
use atbilst_core::language::Catalogue;
use atbilst_core::part::Beside;
use atbilst_yaml::Limits;

use super::files;
use crate::discover::{Found, Input, relative, shown, upwards};

/// Which of them are applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum DecisionChoice {
    /// Those of the nearest file above each application, up to the root of its repository or the folder of the check.
    #[default]
    Nearest,
    /// Those of one file, to all.
    Named(PathBuf),
    /// None.
    None,
}

/// The decisions of a check, and what is no application because of them.
pub(super) struct FoundDecisions<T> {
    pub(super) decisions: Decisions<T>,
    /// The files that are read.
    pub(super) files: Vec<PathBuf>,
    /// What they say, for a part.
    pub(super) texts: Vec<Beside>,
    /// Those that lie where they have no effect.
    pub(super) idle: Vec<Arc<str>>,
    /// What is called nearly as one, and is read as an application.
    pub(super) nearly: Vec<Arc<str>>,
}

impl<T: Decision> FoundDecisions<T> {
    /// Has `read` read each file that is chosen: the one that is named, or those of a name with the folder in which each lies.
    pub(super) fn chosen(
        choice: &DecisionChoice,
        name: &str,
        found: &Found,
        read: impl Fn(&mut Self, &Path, Option<&Path>) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let mut all = Self {
            decisions: Decisions::default(),
            files: Vec::new(),
            texts: Vec::new(),
            idle: Vec::new(),
            nearly: Vec::new(),
        };
        all.decisions.folder =
            std::env::current_dir().map_or_else(|_| String::new(), |here| shown(&here).to_string());
        match choice {
            DecisionChoice::None => {}
            DecisionChoice::Named(path) => read(&mut all, path, None)?,
            DecisionChoice::Nearest => {
                let (files, roots) = lying(&found.inputs, name);
                let roots = roots.iter().map(|root| shown(root).to_string());
                all.decisions.roots = roots.collect();
                for path in files {
                    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                    read(&mut all, &path, Some(&folder))?;
                }
            }
        }
        Ok(all)
    }

    /// Takes what a file says. Whoever names one means it for all.
    pub(super) fn take(
        &mut self,
        path: &Path,
        folder: Option<&Path>,
        office: bool,
        (bytes, own): (&[u8], Decisions<T>),
    ) {
        self.files.push(path.to_owned());
        let folder = folder.map(|folder| shown(folder).to_string());
        self.decisions.merge(match &folder {
            Some(folder) => own.within(folder),
            None if office => own.of_office(),
            None => own,
        });
        self.texts.push(Beside {
            path: shown(path).to_string(),
            folder,
            office,
            text: String::from_utf8_lossy(bytes).into_owned(),
        });
    }

    /// Takes their files from the applications, and those that `is_one` and have no effect.
    pub(super) fn set_apart(&mut self, found: &mut Found, is_one: impl Fn(&Path) -> bool) {
        let (files, idle) = (&self.files, &mut self.idle);
        found.inputs.retain(|input| {
            if is_among(files, input.path()) {
                return false;
            }
            let is_one = is_one(input.path());
            if is_one {
                idle.push(Arc::clone(&input.shown));
            }
            !is_one
        });
        let is_applied = |link: &Arc<str>| is_among(files, Path::new(&**link));
        found.left_out.links.retain(|link| !is_applied(link));
    }
}

/// The bytes of a file of decisions: those that cannot be read are not the same as none. `unreadable` says whose it is.
pub(super) fn bytes(
    path: &Path,
    unreadable: &str,
    catalogue: &Catalogue,
) -> anyhow::Result<Vec<u8>> {
    let name = shown(path);
    files::whole(path, Limits::default().bytes, catalogue)
        .with_context(|| catalogue.say(unreadable, &[("path", (&*name).into())]))
}

/// The files of a name that lie above applications, each up to the root of its repository or the folder of the check; and those
/// roots.
fn lying(inputs: &[Input], name: &str) -> (Vec<PathBuf>, BTreeSet<PathBuf>) {
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

/// Whether a path leads to one of these files.
fn is_among(files: &[PathBuf], path: &Path) -> bool {
    let named_alike = files
        .iter()
        .filter(|file| file.file_name() == path.file_name());
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let mut real_files = named_alike.map(|file| real(file));
    real_files.any(|file| file.is_some() && file == real(path))
}
