//! The check of a report, made once more.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use atbilst_core::check::Settings;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_render::{Style, format};
use atbilst_yaml::Limits;

use super::files_again::FilesAgain;
use crate::cli::check::{self, Changed, CheckOptions, Grounds};
use crate::cli::decisions::DecisionChoice;
use crate::cli::{books, settings};
use crate::discover::called;
use crate::verify::{RecordedCheck, RecordedWaivers};

/// No more bytes of a file are read than `check` can be asked to.
const MOST_BYTES: usize = 1 << 30;

/// A check that was made once more.
pub(super) struct Again {
    /// The report as it is now, in JSON.
    pub(super) json: String,
    /// Whether which applications are told of was taken from the report: git does not say here what has changed.
    pub(super) as_told: bool,
}

/// Makes it.
pub(super) fn make(
    recorded: &RecordedCheck,
    files: &FilesAgain,
    rules: &[PathBuf],
    catalogue: &Catalogue,
) -> anyhow::Result<Again> {
    // Paths that are typed start where the person is; those of the report where its check was made.
    let rules: Vec<PathBuf> = rules.iter().map(|path| absolute(path)).collect();
    let known = books::load(&rules, catalogue, &Style::default())?;
    let missing = recorded.calls.iter();
    let mut missing = missing.filter(|call| !known.iter().any(|book| *book.call == ***call));
    if let Some(call) = missing.next() {
        bail!(catalogue.say("verify.no_book", &[("call", call.as_str().into())]));
    }
    std::env::set_current_dir(&files.base)
        .with_context(|| files.base.to_string_lossy().into_owned())?;
    let since = &recorded.selection.since;
    let as_told = since.is_some() && !says_what_changed(recorded, catalogue);
    let format = format("json").with_context(|| catalogue.say("cli.error", &[]))?;
    let usual = CheckOptions::on(recorded.today, format);
    let options = CheckOptions {
        waivers: chosen(&recorded.waivers, recorded.with_waivers),
        answers: chosen(&recorded.answers, recorded.with_answers),
        office: recorded
            .answers
            .iter()
            .find(|file| file.office)
            .map(|file| called(&file.path)),
        settings_files: settings_files(&recorded.selection.set_by),
        paths: files.paths.clone(),
        rules,
        allow_empty: true,
        only: as_told.then(|| recorded.paths.clone()),
        selection: recorded.selection.clone(),
        traced: traced(recorded),
        settings: settings(recorded, usual.settings),
        ..usual
    };
    let catalogue = Catalogue::load(recorded.language);
    let mut json = Vec::new();
    check::make(&options, &catalogue, &Style::default(), &mut json)?;
    let json = String::from_utf8(json)?;
    Ok(Again { json, as_told })
}

/// Whether git knows the commit here that the applications were held against.
fn says_what_changed(recorded: &RecordedCheck, catalogue: &Catalogue) -> bool {
    let commit = recorded.selection.since_commit.as_deref();
    let nothing = |_: &Path| Ok(Grounds::default());
    commit.is_some_and(|commit| Changed::since(commit, nothing, catalogue).is_ok())
}

/// The files among the places that settings came from.
fn settings_files(set_by: &[String]) -> Vec<PathBuf> {
    let places = set_by.iter().filter_map(|said| settings::place_of(said));
    let files = places.map(called);
    files.filter(|path| path.is_file()).collect()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

fn settings(recorded: &RecordedCheck, usual: Settings) -> Settings {
    let (limits, findings) = match recorded.limits {
        None => (usual.limits, usual.findings),
        Some(limits) => {
            let read = Limits {
                bytes: limits.file_bytes.min(MOST_BYTES),
                scalar: limits.value_bytes.min(MOST_BYTES),
                nodes: limits.nodes,
                ..usual.limits
            };
            (read, limits.findings)
        }
    };
    Settings {
        as_of: recorded.as_of,
        portfolio: recorded.portfolio,
        waivers: recorded.with_waivers,
        answers: recorded.with_answers,
        limits,
        findings,
        ..usual
    }
}

/// The file that was named, the nearest ones, or none.
fn chosen(files: &[RecordedWaivers], any: bool) -> DecisionChoice {
    let named = files.iter().filter(|file| file.named && !file.office);
    let mut named = named.map(|file| called(&file.path));
    let named = named.find(|path| path.is_file());
    match named {
        _ if !any => DecisionChoice::None,
        Some(path) => DecisionChoice::Named(path),
        None => DecisionChoice::Nearest,
    }
}

fn traced(recorded: &RecordedCheck) -> Traced {
    let mut rules = recorded.traced.iter();
    match (rules.next(), rules.next()) {
        (None, _) => Traced::Nothing,
        (Some(rule), None) => Traced::Rule(rule.as_str().into()),
        (Some(_), Some(_)) => Traced::Everything,
    }
}
