//! `atbilst config`: the settings that count for a check, and where each of them stands.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, Args, Command};

use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown;

use super::settings::{Kind, Known, SETTINGS, Setting, SettingValue, Settings, SettingsSource};
use super::{CHECK, Ending, output, program};
use crate::discover;

#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    source: SettingsSource,
}

/// Writes them as a file of settings says them.
pub(super) fn run(arguments: &ConfigArguments, catalogue: &Catalogue) -> anyhow::Result<Ending> {
    let settings = Settings::read(&arguments.paths, &arguments.source, catalogue)?;
    let mut text = match &settings.file {
        Some(file) => {
            let about = [("path", discover::shown(file).to_string().into())];
            format!("# {}\n", shown(&catalogue.say("settings.found", &about)))
        }
        None => format!("# {}\n", catalogue.say("settings.none", &[])),
    };
    let usual = usual();
    for known in SETTINGS {
        let set = settings
            .all
            .iter()
            .find(|setting| setting.known.name == known.name);
        text.push_str(&match set {
            Some(setting) => {
                format!(
                    "{} = {}  # {}\n",
                    known.name,
                    written(setting),
                    shown(&setting.from)
                )
            }
            None => match usual.get(known.name) {
                Some(value) => format!("# {} = {value}\n", known.name),
                None => format!("# {}\n", known.name),
            },
        });
    }
    output::print(text.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// What counts of the settings that are not there, as TOML writes it, where that is a value.
fn usual() -> BTreeMap<&'static str, String> {
    let program = program().command;
    let check = program.find_subcommand(CHECK);
    let arguments = check.into_iter().flat_map(Command::get_arguments);
    let arguments: Vec<&Arg> = arguments.collect();
    let of = |known: &'static Known| {
        let option = known.options.first()?;
        let argument = arguments.iter().find(|one| one.get_id() == *option)?;
        let value = || argument.get_default_values().first()?.to_str();
        let value = match known.kind {
            Kind::Flag => "false".to_owned(),
            Kind::Unless => "true".to_owned(),
            Kind::Number => value()?.to_owned(),
            Kind::Word => quoted(value()?),
            _ => return None,
        };
        Some((known.name, value))
    };
    SETTINGS.iter().filter_map(of).collect()
}

fn quoted(text: &str) -> String {
    let text = shown(text).replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{text}\"")
}

/// The value as TOML writes it.
fn written(setting: &Setting) -> String {
    let path = |path: &PathBuf| quoted(&discover::shown(path));
    let list = |items: Vec<String>| match &*items {
        [one] => one.clone(),
        _ => format!("[{}]", items.join(", ")),
    };
    match &setting.value {
        SettingValue::Flag(flag) => flag.to_string(),
        SettingValue::Word(word) if word.bytes().all(|byte| byte.is_ascii_digit()) => word.clone(),
        SettingValue::Word(word) => quoted(word),
        SettingValue::Paths(paths) => list(paths.iter().map(path).collect()),
        SettingValue::Patterns { patterns, .. } => {
            list(patterns.iter().map(|pattern| quoted(pattern)).collect())
        }
        SettingValue::Reports(reports) => {
            let reports = reports.iter();
            let report = |(format, file): &(String, PathBuf)| format!("{format} = {}", path(file));
            format!(
                "{{ {} }}",
                reports.map(report).collect::<Vec<_>>().join(", ")
            )
        }
    }
}
