//! The files of answers: the one that is named, or the nearest above each application. They are no applications.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use atbilst_core::answers::{self, Answers};
use atbilst_core::language::Catalogue;
use atbilst_core::part::Beside;
use atbilst_yaml::Limits;

use crate::cli::files;
use crate::cli::waivers::{WaiverChoice, is_among, lying};
use crate::discover::{ANSWERS, Found, shown};

/// The answers of a check, and what is no application because of them.
pub(in crate::cli) struct FoundAnswers {
    pub(in crate::cli) answers: Answers,
    /// The files that are read.
    pub(in crate::cli) files: Vec<PathBuf>,
    /// What they say, for a part.
    pub(in crate::cli) texts: Vec<Beside>,
    /// Those that lie where they have no effect.
    pub(in crate::cli) idle: Vec<Arc<str>>,
}

impl FoundAnswers {
    /// Reads them, and takes their files from the applications.
    pub(in crate::cli) fn of(
        choice: &WaiverChoice,
        office: Option<&Path>,
        found: &mut Found,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let mut all = Self {
            answers: Answers::default(),
            files: Vec::new(),
            texts: Vec::new(),
            idle: Vec::new(),
        };
        all.answers.folder =
            std::env::current_dir().map_or_else(|_| String::new(), |here| shown(&here).to_string());
        match choice {
            WaiverChoice::None => {}
            WaiverChoice::Named(path) => all.read(path, None, false, catalogue)?,
            WaiverChoice::Nearest => {
                let (files, roots) = lying(&found.inputs, ANSWERS);
                let roots = roots.iter().map(|root| shown(root).to_string());
                all.answers.roots = roots.collect();
                for path in files {
                    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
                    all.read(&path, Some(&folder), false, catalogue)?;
                }
            }
        }
        if let Some(path) = office {
            all.read(path, None, true, catalogue)?;
        }
        let (files, idle) = (&all.files, &mut all.idle);
        found.inputs.retain(|input| {
            let path = input.path();
            let none_of_this = path.file_name().is_some_and(|name| name == ANSWERS);
            if none_of_this && !is_among(files, path) {
                idle.push(Arc::clone(&input.shown));
            }
            !none_of_this && !is_among(files, path)
        });
        let is_applied = |link: &Arc<str>| is_among(files, Path::new(&**link));
        found.links.retain(|link| !is_applied(link));
        Ok(all)
    }

    fn read(
        &mut self,
        path: &Path,
        folder: Option<&Path>,
        office: bool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<()> {
        let name = shown(path);
        // Answers that cannot be read are not the same as none.
        let bytes = files::whole(path, Limits::default().bytes, catalogue)
            .with_context(|| catalogue.say("target.answers", &[("path", (&*name).into())]))?;
        let own = answers::read(&name, &bytes);
        if let Some((place, mistake)) = own.broken() {
            let why = catalogue.mistake(mistake).0;
            let about = [("place", place.into()), ("why", why.into())];
            bail!(catalogue.say("answer.broken", &about));
        }
        self.files.push(path.to_owned());
        self.texts.push(Beside {
            path: name.to_string(),
            folder: folder.map(|folder| shown(folder).to_string()),
            office,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        });
        self.answers.merge(match folder {
            Some(folder) => own.within(&shown(folder)),
            // Whoever names a file means it for all.
            None if office => own.of_office(),
            None => own,
        });
        Ok(())
    }
}
