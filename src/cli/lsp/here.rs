//! What the language server asks of the place it runs in: which settings, rule books, waivers and answers count for a file.

use std::cell::RefCell;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use atbilst_core::Scratch;
use atbilst_core::check::{Checker, Settings as CheckSettings};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::tool::Tool;
use atbilst_lsp::{Meant, Project, Projects};
use atbilst_render::Style;

use crate::cli::answers::FoundAnswers;
use crate::cli::check;
use crate::cli::settings::{Setting, Settings};
use crate::cli::waivers::found::FoundWaivers;
use crate::cli::{CHECK, books, output};
use crate::discover::{ANSWERS, Choice, WAIVERS, discover, relative, shown};

/// The settings that count while somebody writes; the others say which files are checked, and where reports go.
const COUNT: [&str; 10] = [
    "strict",
    "lang",
    "as_of",
    "rules",
    "waivers",
    "answers",
    "office",
    "max_file_size",
    "max_nodes",
    "max_value_size",
];

/// What the editor says to the server, or keeps for itself, and not to a check.
const OF_SERVER: [&str; 2] = ["ownDocuments", "path"];

/// Where the settings of the editor stand, for whoever is told of a mistake in them.
const OPTIONS: &str = "initializationOptions";

/// The place that the server runs in.
pub(super) struct Here {
    /// The language that was typed.
    lang: Option<OsString>,
    catalogue: &'static Catalogue,
}

impl Here {
    pub(super) fn new(lang: Option<&str>, catalogue: &'static Catalogue) -> Self {
        let lang = lang.map(|lang| format!("--lang={lang}").into());
        Self { lang, catalogue }
    }

    fn project(
        &self,
        file: Option<&Path>,
        meant: Meant,
        options: &Value,
    ) -> anyhow::Result<Project> {
        let counts = match meant {
            Meant::Application => counts,
            Meant::Book => counts_for_books,
        };
        // No folder is walked because of a text that is called as it is.
        let file = file.filter(|file| !file.is_dir());
        let catalogue = self.catalogue(options).unwrap_or(self.catalogue);
        let mut own = Settings::of_toml(OPTIONS, &toml(options), catalogue)?;
        own.all.retain(counts);
        let words = [Tool::NAME, CHECK].map(OsString::from).into_iter();
        let mut typed = own.add_to(&words.chain(self.lang.clone()).collect::<Vec<_>>(), true);
        if let Some(file) = file {
            typed.extend(["--".into(), named(file).into()]);
        }
        let (arguments, language) = Settings::check(&typed, counts, catalogue)?;
        let catalogue = Catalogue::of(language);
        let options = check::options(&arguments, catalogue)?;
        let books = books::load(&options.rules, catalogue, &Style::default())?;
        let beside = file.filter(|_| meant == Meant::Application);
        let paths: Vec<PathBuf> = beside.map(named).into_iter().collect();
        let mut found = discover(&paths, paths.len(), &Choice::default());
        let office = options.office.as_deref();
        let answers = FoundAnswers::of(&options.answers, office, &mut found, catalogue)?;
        let waivers = FoundWaivers::of(&options.waivers, &mut found, catalogue)?;
        let settings = CheckSettings {
            portfolio: false,
            ..options.settings
        };
        Ok(Project {
            checker: Checker::new(books, catalogue, settings)
                .with_waivers(waivers.decisions)
                .with_answers(answers.decisions),
            catalogue,
            limits: settings.limits,
            as_of: settings.as_of,
            today: settings.today,
            strict: options.selection.strict,
            scratch: RefCell::new(Scratch::default()),
        })
    }
}

impl Projects for Here {
    fn open(&mut self, root: &Path) {
        // A folder that is not there changes nothing.
        let _ = std::env::set_current_dir(root);
    }

    fn catalogue(&self, options: &Value) -> Option<&'static Catalogue> {
        let named = options.get("lang").and_then(Value::as_str);
        let named = named.and_then(Language::from_name);
        named.map(Catalogue::of)
    }

    fn of(&self, file: Option<&Path>, meant: Meant, options: &Value) -> Result<Project, String> {
        let project = self.project(file, meant, options);
        project.map_err(|error| {
            output::told(self.catalogue(options).unwrap_or(self.catalogue), &error)
        })
    }

    fn name(&self, file: &Path) -> Arc<str> {
        shown(&named(file))
    }

    fn stands_beside(&self, file: &Path) -> bool {
        let name = file.file_name();
        name.is_some_and(|name| name == WAIVERS || name == ANSWERS)
    }

    #[cfg(unix)]
    fn is_running(&self, process: u32) -> bool {
        use rustix::io::Errno;
        use rustix::process::{Pid, test_kill_process};
        let process = i32::try_from(process).ok().and_then(Pid::from_raw);
        process.is_some_and(|process| test_kill_process(process) != Err(Errno::SRCH))
    }

    /// Elsewhere the line ends with the editor.
    #[cfg(not(unix))]
    fn is_running(&self, _: u32) -> bool {
        true
    }

    fn beside(&self, file: &Path) -> Option<String> {
        books::read_text(file, self.catalogue).ok()
    }
}

fn counts(setting: &Setting) -> bool {
    COUNT.contains(&setting.known.name)
}

fn counts_for_books(setting: &Setting) -> bool {
    setting.known.name == "lang"
}

/// A file as it is named in the folder that is open.
fn named(file: &Path) -> PathBuf {
    relative(file, &std::env::current_dir().unwrap_or_default())
}

/// The settings of the editor as a file of settings has them: what is no list is written in both in the same way.
fn toml(options: &Value) -> String {
    let options = options.as_object().into_iter().flatten();
    // What an editor shows in its settings and nobody has filled in says nothing.
    let says =
        |value: &Value| !(value.is_null() || value == "" || value == &Value::Array(Vec::new()));
    let said = options.filter(|(name, value)| !OF_SERVER.contains(&name.as_str()) && says(value));
    let lines = said.map(|(name, value)| format!("{} = {value}\n", Value::from(name.as_str())));
    lines.collect()
}
