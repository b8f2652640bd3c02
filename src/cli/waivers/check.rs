//! `atbilst waivers check`: what comes of each waiver, held against the rule books and against the applications that it is for.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::Args;

use atbilst_core::language::{Catalogue, Value};
use atbilst_core::tool::Tool;
use atbilst_core::waivers::WaiverEffect;
use atbilst_render::escape::shown;
use atbilst_render::{FORMATS, Style};

use crate::cli::check::{self, CheckOptions, make};
use crate::cli::decisions::DecisionChoice;
use crate::cli::settings::Settings;
use crate::cli::settings::SettingsSource;
use crate::cli::{CHECK, Ending, output, reason, today, values};
use crate::discover::{Choice, Origin, WAIVERS, discover};

#[derive(Debug, Args)]
pub(super) struct WaiversCheckArguments {
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    path: PathBuf,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "DATE", value_parser = values::day)]
    today: Option<NaiveDate>,
    #[command(flatten)]
    source: SettingsSource,
}

pub(super) fn run(
    arguments: &WaiversCheckArguments,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let path = &arguments.path;
    // Of what is not there nothing above it is read either.
    if let Err(error) = path.metadata() {
        bail!("{}: {}", path.display(), reason::of(&error, catalogue));
    }
    let is_folder = path.is_dir();
    let (files, unread) = match is_folder {
        true => lying_in(path),
        false => (vec![path.clone()], Vec::new()),
    };
    for (path, error) in &unread {
        let why = reason::of(error, catalogue);
        let about = [("path", (&**path).into()), ("why", why.into())];
        output::note(&catalogue.say("waivers.not_read", &about));
    }
    if files.is_empty() {
        bail!(output::about(path, "waivers.none", catalogue));
    }
    let folder = if is_folder { path } else { folder_of(path) };
    // As a check would: of the files above an application the nearest is its own, unless the settings name another.
    let near = effects(arguments, folder, None, catalogue)?;
    if today::is_set(arguments.today) {
        let settings = today::set_by(today::today(None, catalogue)?);
        output::note(&catalogue.say("note.set_by", &[("settings", settings.into())]));
    }
    let mut lines = Vec::new();
    let (mut count, mut void) = (0_usize, 0_usize);
    for file in &files {
        let mut own = of_file(&near, file);
        if own.is_none() {
            // It is for no application that lies there.
            own = of_file(
                &effects(arguments, folder_of(file), Some(file), catalogue)?,
                file,
            );
        }
        for effect in own.into_iter().flatten() {
            count = count.saturating_add(1);
            void = void.saturating_add(usize::from(effect.void.is_some()));
            lines.push(line(&effect, catalogue));
        }
    }
    let total = [("count", count.into()), ("void", void.into())];
    lines.push(catalogue.say("waivers.total", &total));
    output::to_stdout(|out| {
        lines
            .iter()
            .try_for_each(|line| writeln!(out, "{}", shown(line)))
    })
    .context(catalogue.say("cli.cannot_write", &[]))?;
    // Whatever lies where nobody could look.
    Ok(match unread.is_empty() {
        true => Ending::clean_if(void == 0),
        false => Ending::NotChecked,
    })
}

/// What could not be looked into, as it is named, and why.
type Unread = Vec<(Arc<str>, io::Error)>;

/// The files of waivers in a folder, however deep.
fn lying_in(folder: &Path) -> (Vec<PathBuf>, Unread) {
    let found = discover(&[folder.to_owned()], 1, &Choice::default());
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for input in found.inputs {
        match &input.origin {
            Origin::Failed(kind, words) => {
                let error = io::Error::new(*kind, words.to_string());
                unread.push((Arc::clone(&input.shown), error));
            }
            _ if input.path().file_name().is_some_and(|name| name == WAIVERS) => {
                files.push(input.path().to_owned());
            }
            _ => {}
        }
    }
    (files, unread)
}

fn folder_of(file: &Path) -> &Path {
    let folder = file
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

/// The files of waivers that a check of a folder reads, each with what comes of its waivers.
type Effects = Vec<(PathBuf, Vec<WaiverEffect>)>;

fn effects(
    arguments: &WaiversCheckArguments,
    folder: &Path,
    named: Option<&Path>,
    catalogue: &Catalogue,
) -> anyhow::Result<Effects> {
    // What is shown nowhere tells no notes of its own.
    let format = FORMATS.iter().find(|format| !format.notes);
    let format = format.with_context(|| catalogue.say("cli.error", &[]))?;
    let (checked, _) = Settings::check(&words(arguments, folder), |_| true, catalogue)?;
    let checked = check::options(&checked, catalogue)?;
    let options = CheckOptions {
        allow_empty: true,
        waivers: named.map_or(checked.waivers, |file| {
            DecisionChoice::Named(file.to_owned())
        }),
        format,
        reports: Vec::new(),
        ..checked
    };
    let report = make(&options, catalogue, &Style::default(), &mut io::sink())?.report;
    let mut effects: Effects = Vec::new();
    for file in &report.waivers {
        let lies_in = |effect: &&WaiverEffect| {
            let file_of = effect.place.rsplit_once(':');
            file_of.is_some_and(|(name, _)| *name == *file.path)
        };
        let own = report.waiver_effects.iter().filter(lies_in).cloned();
        effects.push((PathBuf::from(&*file.path), own.collect()));
    }
    Ok(effects)
}

/// The check of a folder as somebody would type it.
fn words(arguments: &WaiversCheckArguments, folder: &Path) -> Vec<OsString> {
    let option = |name: &str, value: &OsStr| {
        let mut word = OsString::from(name);
        word.push(value);
        word
    };
    let mut words: Vec<OsString> = [Tool::NAME, CHECK].map(OsString::from).into();
    let rules = arguments.rules.iter();
    words.extend(rules.map(|path| option("--rules=", path.as_os_str())));
    let today = arguments.today.map(|day| day.to_string());
    words.extend(today.map(|day| option("--today=", day.as_ref())));
    let file = arguments.source.config_file.as_deref();
    words.extend(file.map(|file| option("--config=", file.as_os_str())));
    words.extend(arguments.source.no_config.then(|| "--no-config".into()));
    words.extend(["--".into(), folder.as_os_str().to_owned()]);
    words
}

fn of_file(all: &Effects, file: &Path) -> Option<Vec<WaiverEffect>> {
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let mut own = all.iter().filter(|(path, _)| real(path) == real(file));
    own.next().map(|(_, effects)| effects.clone())
}

fn line(effect: &WaiverEffect, catalogue: &Catalogue) -> String {
    let Some((rule, subject, expires)) = effect.of.as_ref().filter(|_| effect.void.is_none())
    else {
        return effect.note(catalogue).unwrap_or_default();
    };
    let mut about: Vec<(&str, Value<'_>)> = vec![
        ("place", (&*effect.place).into()),
        ("rule", (&**rule).into()),
        ("subject", (&**subject).into()),
        ("expires", (*expires).into()),
        ("count", effect.findings.into()),
    ];
    let key = match (&effect.renews, effect.nothing_checked) {
        (Some((first, until)), _) => {
            about.extend([("first", (&**first).into()), ("until", (*until).into())]);
            "waivers.renews"
        }
        (None, true) => "waivers.in_force",
        (None, false) => "waivers.covers",
    };
    let mut line = catalogue.say(key, &about);
    if effect.soon {
        line = format!("{line} {}", catalogue.say("waivers.soon", &[]));
    }
    if let Some(several) = &effect.several {
        line = format!("{line} {several}");
    }
    line
}
