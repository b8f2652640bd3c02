//! `atbilst verify`: makes the check of a report once more, from the same files, and says what came out otherwise.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Parser;
use serde_json::Value;

use crate::verify::{Difference, FileKind, Plan, differences};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::tool::Tool;
use atbilst_render::escape::shown;
use atbilst_render::{Style, format};

use super::arguments::{Arguments, Verb, VerifyArguments};
use super::{Ending, check, files, output, waivers};

pub(super) fn run(arguments: &VerifyArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let name = arguments.report.to_string_lossy();
    let say = |key: &str| catalogue.say(key, &[("path", (&*shown(&name)).into())]);
    let limit = (arguments.max_report_size as usize).saturating_mul(1 << 20);
    let text = files::whole(&arguments.report, limit, catalogue)
        .with_context(|| say("verify.unreadable"))?;
    let report: Value =
        serde_json::from_slice(&text).map_err(|_| anyhow::anyhow!(say("verify.not_a_report")))?;
    drop(text);
    let Some(plan) = Plan::of(&report) else {
        bail!(say("verify.not_a_report"));
    };
    // Paths that are typed start where the person is; those of the report where its check was made.
    let rules: Vec<PathBuf> = arguments
        .rules
        .iter()
        .map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
        .collect();
    let folder = base(arguments, &plan)?;
    std::env::set_current_dir(&folder).with_context(|| say("verify.unreadable"))?;
    let now = again(&plan, &rules, catalogue)?;
    let found = differences(&report, &now);
    tell(&plan, &folder, &found, catalogue)?;
    Ok(if found.is_empty() {
        Ending::Clean
    } else {
        Ending::Findings
    })
}

/// The folder from which the paths of the report lead to files: the one that is named, or that of the report; or the
/// nearest above it.
fn base(arguments: &VerifyArguments, plan: &Plan) -> anyhow::Result<PathBuf> {
    let named = match &arguments.folder {
        Some(folder) => folder.clone(),
        None => std::path::absolute(&arguments.report)?
            .parent()
            .map_or_else(|| PathBuf::from("."), Path::to_path_buf),
    };
    let first =
        std::fs::canonicalize(&named).with_context(|| named.to_string_lossy().into_owned())?;
    let leads = |folder: &&Path| plan.paths.iter().any(|path| folder.join(path).is_file());
    let base = first.ancestors().find(leads).unwrap_or(&first);
    Ok(base.to_path_buf())
}

/// The report as it is now.
fn again(plan: &Plan, rules: &[PathBuf], catalogue: &Catalogue) -> anyhow::Result<Value> {
    let mut typed: Vec<OsString> = vec![Tool::NAME.into(), "check".into()];
    let mut option = |name: &str, value: OsString| {
        let mut word = OsString::from(format!("--{name}="));
        word.push(value);
        typed.push(word);
    };
    option("today", plan.today.clone().into());
    if let Some(as_of) = &plan.as_of {
        option("as-of", as_of.into());
    }
    for path in rules {
        option("rules", path.into());
    }
    // What a folder has itself is for that folder alone; a file that is named is for all.
    let inputs: Vec<PathBuf> = plan.inputs.iter().map(PathBuf::from).collect();
    if let [file] = plan.waivers.as_slice()
        && Path::new(file).is_file()
        && !waivers::is_among(&waivers::found(&inputs), Path::new(file))
    {
        option("waivers", file.into());
    }
    typed.push("--allow-empty".into());
    if !plan.portfolio {
        typed.push("--no-portfolio".into());
    }
    let mut rules = plan.traced.iter();
    match (rules.next(), rules.next()) {
        (None, _) => {}
        (Some(rule), None) => typed.push(format!("--trace={rule}").into()),
        (Some(_), Some(_)) => typed.push("--trace".into()),
    }
    typed.push("--".into());
    // What came through standard input is not there any more.
    let inputs = plan.inputs.iter().filter(|input| *input != "-");
    typed.extend(inputs.map(OsString::from));
    let Verb::Check(arguments) = Arguments::try_parse_from(typed)?.verb else {
        bail!(catalogue.say("cli.error", &[]));
    };
    let language = Language::from_name(&plan.language).unwrap_or(catalogue.language());
    let catalogue = Catalogue::load(language);
    let report = check::make(&arguments, &catalogue, &Style::default(), None)?;
    let mut json = Vec::new();
    if let Some(format) = format("json") {
        (format.write)(&report, &catalogue, &Style::default(), &mut json)?;
    }
    Ok(serde_json::from_slice(&json)?)
}

fn tell(
    plan: &Plan,
    folder: &Path,
    found: &[Difference],
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let unknown = || catalogue.say("page.unknown", &[]);
    let (was, was_commit) = &plan.tool;
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
        ("date", shown(&plan.today).into()),
        ("count", plan.paths.len().into()),
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
        Difference::File {
            kind,
            path,
            versions: [was, now],
        } => match kind {
            FileKind::FileChanged => about("verify.file_changed", path),
            FileKind::FileMissing => about("verify.file_missing", path),
            FileKind::FileAdded => about("verify.file_added", path),
            FileKind::FileTwice => about("verify.file_twice", path),
            FileKind::BookLeftOut => about("verify.book_left_out", path),
            FileKind::BookMissing => about("verify.book_missing", path),
            FileKind::WaiversChanged => about("verify.waivers_changed", path),
            FileKind::WaiversMissing => about("verify.waivers_missing", path),
            FileKind::WaiversAdded => about("verify.waivers_added", path),
            FileKind::BookChanged => {
                let about = [
                    ("path", path.as_str().into()),
                    ("was", was.as_str().into()),
                    ("now", now.as_str().into()),
                ];
                catalogue.say("verify.book_changed", &about)
            }
        },
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
        Difference::Together { call } => about("verify.together", call),
        Difference::Content { path } => about("verify.content", path),
        Difference::Totals => catalogue.say("verify.totals", &[]),
        Difference::Part { name } => {
            catalogue.say("verify.part", &[("name", name.as_str().into())])
        }
    }
}
