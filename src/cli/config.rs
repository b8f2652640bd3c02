//! `atbilst config`: the settings that count for a check, and where each of them stands.

use std::path::PathBuf;

use clap::Args;

use atbilst_core::language::Catalogue;
use atbilst_render::escape::shown;

use super::settings::{SETTINGS, Setting, SettingValue, Settings};
use super::{Ending, output};
use crate::discover;

#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    source: SettingsSource,
}

/// Where settings are read from.
#[derive(Clone, Debug, Args)]
pub(super) struct SettingsSource {
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[arg(long, conflicts_with = "config")]
    pub(super) no_config: bool,
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
            None => format!("# {}\n", known.name),
        });
    }
    output::print(text.as_bytes(), catalogue)?;
    Ok(Ending::Clean)
}

/// The value as TOML writes it.
fn written(setting: &Setting) -> String {
    let text = |text: &str| {
        let text = shown(text).replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{text}\"")
    };
    let path = |path: &PathBuf| text(&discover::shown(path));
    let list = |items: Vec<String>| match &*items {
        [one] => one.clone(),
        _ => format!("[{}]", items.join(", ")),
    };
    match &setting.value {
        SettingValue::Flag(flag) => flag.to_string(),
        SettingValue::Word(word) if word.bytes().all(|byte| byte.is_ascii_digit()) => word.clone(),
        SettingValue::Word(word) => text(word),
        SettingValue::Paths(paths) => list(paths.iter().map(path).collect()),
        SettingValue::Patterns { patterns, .. } => {
            list(patterns.iter().map(|pattern| text(pattern)).collect())
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
