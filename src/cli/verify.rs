//! `atbilst verify`: makes the check of a report once more, from the same files, and says what came out otherwise.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use serde_json::Value;

use crate::verify::{Difference, FileChange, RecordedCheck, differences};
use atbilst_core::check::Settings;
use atbilst_core::language::Catalogue;
use atbilst_core::message::trace::Traced;
use atbilst_render::escape::shown;
use atbilst_render::{Style, format};

use super::check::CheckOptions;
use super::{Ending, check, files, output, waivers};

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    #[arg(long, value_name = "N", default_value = "1024", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    max_report_size: u32,
}

pub(super) fn run(arguments: &VerifyArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let name = arguments.report.to_string_lossy();
    let say = |key: &str| catalogue.say(key, &[("path", (&*shown(&name)).into())]);
    let limit = (arguments.max_report_size as usize).saturating_mul(1 << 20);
    let text = files::whole(&arguments.report, limit, catalogue)
        .with_context(|| say("verify.unreadable"))?;
    let report: Value =
        serde_json::from_slice(&text).map_err(|_| anyhow::anyhow!(say("verify.not_a_report")))?;
    drop(text);
    let Some(recorded) = RecordedCheck::of(&report) else {
        bail!(say("verify.not_a_report"));
    };
    // Paths that are typed start where the person is; those of the report where its check was made.
    let rules: Vec<PathBuf> = arguments
        .rules
        .iter()
        .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        .collect();
    let folder = base(arguments, &recorded)?;
    std::env::set_current_dir(&folder).with_context(|| say("verify.unreadable"))?;
    let now = again(&recorded, rules, catalogue)?;
    let found = differences(&report, &now);
    tell(&recorded, &folder, &found, catalogue)?;
    Ok(Ending::clean_if(found.is_empty()))
}

/// The folder from which the paths of the report lead to files: the one that is named, or that of the report; or the
/// nearest above it.
fn base(arguments: &VerifyArguments, recorded: &RecordedCheck) -> anyhow::Result<PathBuf> {
    let named = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => std::path::absolute(&arguments.report)?
            .parent()
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf),
    };
    let first =
        std::fs::canonicalize(&named).with_context(|| named.to_string_lossy().into_owned())?;
    let leads = |folder: &&Path| {
        recorded
            .paths
            .iter()
            .any(|path| folder.join(path).is_file())
    };
    let base = first.ancestors().find(leads).unwrap_or(&first);
    Ok(base.to_path_buf())
}

/// The report as it is now.
fn again(
    recorded: &RecordedCheck,
    rules: Vec<PathBuf>,
    catalogue: &Catalogue,
) -> anyhow::Result<Value> {
    // What came through standard input is not there any more.
    let paths = recorded.inputs.iter().filter(|input| *input != "-");
    let paths: Vec<PathBuf> = paths.map(PathBuf::from).collect();
    let format = format("json").with_context(|| catalogue.say("cli.error", &[]))?;
    let usual = CheckOptions::on(recorded.today, format);
    let options = CheckOptions {
        waivers: named_waivers(recorded, &paths),
        paths,
        rules,
        allow_empty: true,
        traced: traced(recorded),
        settings: Settings {
            as_of: recorded.as_of,
            portfolio: recorded.portfolio,
            ..usual.settings
        },
        ..usual
    };
    let catalogue = Catalogue::load(recorded.language.unwrap_or(catalogue.language()));
    let mut json = Vec::new();
    check::make(&options, &catalogue, &Style::default(), &mut json)?;
    Ok(serde_json::from_slice(&json)?)
}

/// The file of waivers that was named. What a folder has itself is for that folder alone; a file that is named is for all.
fn named_waivers(recorded: &RecordedCheck, paths: &[PathBuf]) -> Option<PathBuf> {
    let [file] = &*recorded.waivers else {
        return None;
    };
    let file = PathBuf::from(file);
    let is_named = file.is_file() && !waivers::is_among(&waivers::found(paths), &file);
    is_named.then_some(file)
}

fn traced(recorded: &RecordedCheck) -> Traced {
    let mut rules = recorded.traced.iter();
    match (rules.next(), rules.next()) {
        (None, _) => Traced::Nothing,
        (Some(rule), None) => Traced::Rule(rule.as_str().into()),
        (Some(_), Some(_)) => Traced::Everything,
    }
}

fn tell(
    recorded: &RecordedCheck,
    folder: &Path,
    found: &[Difference],
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let unknown = || catalogue.say("page.unknown", &[]);
    let (was, was_commit) = &recorded.tool;
    let now_commit = crate::THIS.commit.map(str::to_owned);
    if was != crate::THIS.version || *was_commit != now_commit {
        let about = [
            ("was", shown(was).into()),
            (
                "was_commit",
                was_commit.clone().unwrap_or_else(unknown).into(),
            ),
            ("now", crate::THIS.version.into()),
            ("now_commit", now_commit.unwrap_or_else(unknown).into()),
        ];
        output::note(&catalogue.say("verify.other_tool", &about));
    }
    let folder = folder.to_string_lossy();
    let about = [
        ("date", recorded.today.to_string().into()),
        ("count", recorded.paths.len().into()),
        ("folder", shown(&folder).into()),
    ];
    let head = catalogue.say("verify.compared", &about);
    let end = match found.len() {
        0 => catalogue.say("verify.same", &[]),
        count => catalogue.say("verify.differs", &[("count", count.into())]),
    };
    output::to_stdout(|out| {
        writeln!(out, "{head}")?;
        for difference in found {
            writeln!(out, "  {}", shown(&sentence(difference, catalogue)))?;
        }
        writeln!(out, "{end}")
    })?;
    Ok(())
}

fn sentence(difference: &Difference, catalogue: &Catalogue) -> String {
    let about = |key: &str, path: &str| catalogue.say(key, &[("path", path.into())]);
    match difference {
        Difference::File { change, path } => about(key(*change), path),
        Difference::Book { call, was, now } => {
            let about = [
                ("path", call.as_str().into()),
                ("was", was.as_str().into()),
                ("now", now.as_str().into()),
            ];
            catalogue.say("verify.book_changed", &about)
        }
        Difference::Outcome {
            path,
            rule,
            was,
            now,
        } => {
            let word = |outcome: &str| match format!("outcome.{outcome}") {
                key if catalogue.has(&key) => catalogue.say(&key, &[]),
                _ => String::from("–"),
            };
            let about = [
                ("path", path.as_str().into()),
                ("rule", rule.as_str().into()),
                ("was", word(was).into()),
                ("now", word(now).into()),
            ];
            catalogue.say("verify.outcome", &about)
        }
        Difference::Together(call) => about("verify.together", call),
        Difference::Content(path) => about("verify.content", path),
        Difference::Totals => catalogue.say("verify.totals", &[]),
        Difference::Part(name) => catalogue.say("verify.part", &[("name", name.as_str().into())]),
    }
}

fn key(change: FileChange) -> &'static str {
    match change {
        FileChange::Changed => "verify.file_changed",
        FileChange::Missing => "verify.file_missing",
        FileChange::Added => "verify.file_added",
        FileChange::Twice => "verify.file_twice",
        FileChange::BookMissing => "verify.book_missing",
        FileChange::BookLeftOut => "verify.book_left_out",
        FileChange::WaiversChanged => "verify.waivers_changed",
        FileChange::WaiversMissing => "verify.waivers_missing",
        FileChange::WaiversAdded => "verify.waivers_added",
    }
}
