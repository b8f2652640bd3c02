//! What a repository or the environment says of how the program is used, where nobody typed it: `atbilst.toml` and `ATBILST_…`.
//! Each setting becomes the option of its name, so that whatever holds for the option holds for it.

mod environment;
mod file;
mod known;
pub(super) mod source;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, FromArgMatches as _};

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::{Patterns, Selection};
use atbilst_core::tool::Tool;

use super::check::CheckArguments;
use super::{CHECK, files, help, language, output, program, usage};
use crate::discover::{Choice, relative, shown, upwards};
pub(super) use known::{Kind, Known, SETTINGS};
pub(super) use source::{FILE, SettingsSource};

/// What files and folders are called among the arguments of a verb.
const PATHS: &str = "paths";

/// No file of settings is larger, in bytes.
const LIMIT: usize = 1 << 20;

/// The settings that count, and the file that was found.
#[derive(Debug, Default)]
pub(super) struct Settings {
    pub(super) file: Option<PathBuf>,
    pub(super) all: Vec<Setting>,
}

/// A setting that nobody typed.
#[derive(Clone, Debug)]
pub(super) struct Setting {
    pub(super) known: &'static Known,
    pub(super) value: SettingValue,
    /// Where it stands.
    pub(super) from: String,
}

/// What a setting says; paths lead on from the current folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SettingValue {
    Flag(bool),
    Word(String),
    Paths(Vec<PathBuf>),
    Patterns {
        /// The folder for whose files they are written.
        folder: PathBuf,
        patterns: Vec<String>,
    },
    /// Formats and files.
    Reports(Vec<(String, PathBuf)>),
}

impl Settings {
    /// Those of the file that is nearest to these paths, and of the environment, each held against what its option may be.
    pub(super) fn read(
        paths: &[PathBuf],
        source: &SettingsSource,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let mut settings = Self::default();
        if source.no_config {
            return Ok(settings);
        }
        settings.file = match &source.config_file {
            Some(named) => Some(named.clone()),
            None => nearest(paths, catalogue)?,
        };
        if let Some(file) = &settings.file {
            settings.all = read(file, source.config_file.is_some(), catalogue)?;
        }
        for setting in environment::read(catalogue)? {
            let name = setting.known.name;
            settings.all.retain(|other| other.known.name != name);
            settings.all.push(setting);
        }
        for setting in &settings.all {
            setting.hold(catalogue)?;
        }
        Ok(settings)
    }

    /// Those of a text that is written as a file of settings is. Paths in it lead on from the current folder.
    pub(super) fn of_toml(name: &str, text: &str, catalogue: &Catalogue) -> anyhow::Result<Self> {
        let all = told(file::read(name, text, Path::new(""), catalogue))?;
        for setting in &all {
            setting.hold(catalogue)?;
        }
        Ok(Self { file: None, all })
    }

    /// Those that count beside what was typed: for a check, or for another verb, as far as that has the same option.
    pub(super) fn beside(
        other: Option<&Command>,
        typed: &ArgMatches,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let paths = typed.try_get_many::<PathBuf>(PATHS).ok().flatten();
        let paths: Vec<PathBuf> = paths.into_iter().flatten().cloned().collect();
        let source = SettingsSource::from_arg_matches(typed)?;
        let mut settings = Self::read(&paths, &source, catalogue)?;
        let has = |option: &str| typed.try_contains_id(option).is_ok();
        if let Some(other) = other {
            let check = program().command;
            let check = check.find_subcommand(CHECK).unwrap_or(&check);
            settings.all.retain(|setting| {
                let option = setting.known.options.first().copied();
                let option = option.filter(|option| setting.known.shared && has(option));
                option.is_some_and(|option| is_same(option, other, check))
            });
        }
        settings.all.retain(|setting| {
            let mut options = setting.known.options.iter();
            !options.any(|option| {
                has(option) && typed.value_source(option) == Some(ValueSource::CommandLine)
            })
        });
        Ok(settings)
    }

    /// The command line with the settings in it, as if they had been typed behind all options.
    pub(super) fn add_to(&self, typed: &[OsString], checks: bool) -> Vec<OsString> {
        let mut words = typed.to_vec();
        let at = words.iter().position(|word| word == "--");
        let at = at.unwrap_or(words.len());
        let mut named = Vec::new();
        let mut options = Vec::new();
        for setting in &self.all {
            let added = match setting.known.kind {
                Kind::Paths => &mut named,
                _ => &mut options,
            };
            added.extend(setting.words());
        }
        if checks {
            options.extend(self.set_by().map(|text| joined("--set-by", text)));
        }
        words.splice(at..at, options);
        if !named.is_empty() {
            if !words.iter().any(|word| word == "--") {
                words.push("--".into());
            }
            words.append(&mut named);
        }
        words
    }

    /// What a check is asked for by these words and by those of the settings that are kept, and in which language.
    pub(super) fn check(
        typed: &[OsString],
        kept: fn(&Setting) -> bool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<(CheckArguments, Language)> {
        let parsed = |typed: &[OsString], catalogue| {
            let parsed = help::told(program().command, catalogue).try_get_matches_from(typed);
            let parsed = parsed.map_err(|error| anyhow!(usage::sentences(&error, catalogue)))?;
            let check = parsed.subcommand_matches(CHECK).cloned();
            check.with_context(|| catalogue.say("cli.bug", &[]))
        };
        let mut settings = Self::beside(None, &parsed(typed, catalogue)?, catalogue)?;
        settings.all.retain(kept);
        let typed = settings.add_to(typed, true);
        let language = language(&typed);
        let check = parsed(&typed, &Catalogue::load(language))?;
        Ok((CheckArguments::from_arg_matches(&check)?, language))
    }

    /// Which settings stand where, for the report.
    fn set_by(&self) -> impl Iterator<Item = String> {
        let mut places: Vec<(&str, Vec<&str>)> = Vec::new();
        for setting in &self.all {
            // The file without line and column.
            let place = setting.from.rsplitn(3, ':').last().unwrap_or_default();
            match places.iter_mut().find(|(other, _)| *other == place) {
                Some((_, names)) => names.push(setting.known.name),
                None => places.push((place, vec![setting.known.name])),
            }
        }
        let said = places.into_iter();
        let said = said.map(|(place, names)| format!("{place} ({})", names.join(", ")));
        said.collect::<Vec<_>>().into_iter()
    }
}

impl Setting {
    /// What it is on the command line.
    fn words(&self) -> Vec<OsString> {
        let option = self.known.option();
        let flag = |is: bool| is.then(|| OsString::from(&option)).into_iter().collect();
        match &self.value {
            SettingValue::Flag(is) if self.known.kind == Kind::Flag => flag(*is),
            SettingValue::Flag(is) if self.known.kind == Kind::Unless => flag(!is),
            SettingValue::Flag(_) => vec![format!("--no-{}", self.known.name).into()],
            SettingValue::Word(word) => vec![joined(&option, word)],
            SettingValue::Paths(paths) if self.known.kind == Kind::Paths => paths
                .iter()
                .map(|path| path.as_os_str().to_owned())
                .collect(),
            SettingValue::Paths(paths) => paths.iter().map(|path| joined(&option, path)).collect(),
            SettingValue::Patterns { folder, patterns } => {
                let here = folder.as_os_str().is_empty();
                let folder = if here { Path::new(".") } else { folder };
                let folder = joined(&format!("{option}-in"), folder);
                let patterns = patterns.iter().map(|pattern| joined(&option, pattern));
                patterns.chain([folder]).collect()
            }
            SettingValue::Reports(reports) => {
                let word = |(format, path): &(String, PathBuf)| {
                    let mut word = OsString::from(format!("{format}="));
                    word.push(path);
                    joined(&option, word)
                };
                reports.iter().map(word).collect()
            }
        }
    }

    /// Whether the option may be that.
    fn hold(&self, catalogue: &Catalogue) -> anyhow::Result<()> {
        if self.known.kind == Kind::Paths {
            return Ok(());
        }
        if let SettingValue::Patterns { folder, patterns } = &self.value {
            let exclude = Some(Patterns {
                folder: shown(folder).to_string(),
                patterns: patterns.clone(),
            });
            let choice = Choice::of(&Selection {
                exclude,
                ..Selection::default()
            });
            if let Err(wrong) = choice {
                bail!("{}: {}", self.from, usage::not_a_pattern(&wrong, catalogue));
            }
        }
        let words = [Tool::NAME, CHECK].map(OsString::from);
        let words = words.into_iter().chain(self.words());
        let tried = help::told(program().command, catalogue).try_get_matches_from(words);
        match tried {
            Ok(_) => Ok(()),
            Err(error) => bail!("{}: {}", self.from, usage::sentences(&error, catalogue)),
        }
    }
}

/// The place in what a report records of the settings that stand there.
pub(super) fn place_of(said: &str) -> Option<&str> {
    said.rsplit_once(" (").map(|(place, _)| place)
}

/// Whether an option of two verbs takes the same, or is one that all verbs have.
fn is_same(option: &str, one: &Command, other: &Command) -> bool {
    let [one, other] = [one, other].map(|verb| {
        let mut arguments = verb.get_arguments();
        let argument = arguments.find(|argument| argument.get_id() == option);
        argument.map(|argument| argument.get_value_parser().type_id())
    });
    one == other
}

/// An option with its value in one word, which no value can be taken for another option in.
fn joined(option: &str, value: impl Into<OsString>) -> OsString {
    let mut word = OsString::from(option);
    word.push("=");
    word.push(value.into());
    word
}

/// The nearest file from what is named upwards, to the root of its repository.
fn nearest(paths: &[PathBuf], catalogue: &Catalogue) -> anyhow::Result<Option<PathBuf>> {
    let here = std::env::current_dir().unwrap_or_default();
    let folders = paths.iter().filter(|path| path.as_os_str() != "-");
    let folder = |path: &PathBuf| match path.is_dir() {
        true => path.clone(),
        false => path.parent().map(Path::to_path_buf).unwrap_or_default(),
    };
    let mut folders: Vec<PathBuf> = folders.map(folder).collect();
    if folders.is_empty() {
        folders.push(PathBuf::new());
    }
    let nearest = |folder: PathBuf| {
        let above = upwards(&folder, &here);
        let mut files = above.iter().map(|folder| folder.join(FILE));
        match files.find(|file| file.symlink_metadata().is_ok()) {
            Some(file) => Ok(Some(file)),
            None => none_nearly_so(&above, &here, catalogue).map(|()| None),
        }
    };
    let found: anyhow::Result<Vec<Option<PathBuf>>> = folders.into_iter().map(nearest).collect();
    let mut found = found?;
    found.dedup();
    let mut found = found
        .into_iter()
        .map(|file| file.map(|file| relative(&file, &here)));
    match (found.next().flatten(), found.next()) {
        (file, None) => Ok(file),
        (first, Some(second)) => {
            let name = |file: Option<PathBuf>| {
                file.map_or_else(|| "–".to_owned(), |file| shown(&file).to_string())
            };
            let about = [
                ("first", name(first).into()),
                ("second", name(second).into()),
            ];
            bail!(catalogue.say("settings.several", &about))
        }
    }
}

/// Refuses a file whose name is nearly that of the settings, as an editor or an ending that is not shown makes it: whoever wrote it counts
/// on it.
fn none_nearly_so(folders: &[PathBuf], here: &Path, catalogue: &Catalogue) -> anyhow::Result<()> {
    let is_nearly_so = |name: &str| {
        let name = name.trim_start_matches('.').to_lowercase();
        let bare = name.trim_end_matches(".txt");
        bare == FILE
            || FILE
                .strip_suffix("toml")
                .is_some_and(|begin| bare == format!("{begin}tml"))
    };
    for folder in folders {
        let Ok(files) = folder.read_dir() else {
            continue;
        };
        let mut files = files.flatten().map(|file| file.path());
        let found = files.find(|file| {
            let name = file.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| is_nearly_so(&name)) && file.is_file()
        });
        if let Some(found) = found {
            let found = shown(&relative(&found, here)).to_string();
            let about = [("found", found.into()), ("similar", FILE.into())];
            bail!(catalogue.say("settings.misnamed", &about));
        }
    }
    Ok(())
}

fn read(path: &Path, named: bool, catalogue: &Catalogue) -> anyhow::Result<Vec<Setting>> {
    let name = shown(path);
    let unreadable = || output::about(path, "settings.unreadable", catalogue);
    // Whoever wrote the file is not who runs the check: a link is followed only where a person names it.
    let whole = if named {
        files::whole
    } else {
        files::whole_no_link
    };
    let bytes = whole(path, LIMIT, catalogue).with_context(unreadable)?;
    let text = String::from_utf8(bytes)
        .map_err(|_| anyhow::anyhow!(catalogue.say("reason.not_utf8", &[])));
    let text = text.with_context(unreadable)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    told(file::read(&name, &text, folder, catalogue))
}

/// What a text of settings says, where nothing is wrong with it.
fn told(read: file::FileSettings) -> anyhow::Result<Vec<Setting>> {
    if read.mistakes.is_empty() {
        return Ok(read.settings);
    }
    bail!(read.mistakes.join(" "))
}
