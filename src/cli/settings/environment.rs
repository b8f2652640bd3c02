//! Settings in the environment: `ATBILST_` and the name in capitals. Several values stand on lines of their own.

use anyhow::bail;

use atbilst_core::language::{Catalogue, Language};

use super::known::{Kind, Known, SETTINGS};
use super::{Setting, SettingValue};

/// What the environment says. The language is read before all else.
pub(super) fn read(catalogue: &Catalogue) -> anyhow::Result<Vec<Setting>> {
    let mut settings = Vec::new();
    for known in SETTINGS {
        let from = format!("ATBILST_{}", known.name.to_uppercase());
        let Some(text) = std::env::var_os(&from).filter(|text| !text.is_empty()) else {
            continue;
        };
        // What is no language stands for that of the system, as it always has.
        if known.name == "lang" && Language::from_name(&text.to_string_lossy()).is_none() {
            continue;
        }
        let Some(value) = value(known, &text.to_string_lossy()) else {
            bail!("{from}: {}", catalogue.say(known.kind.wanted(), &[]));
        };
        settings.push(Setting { known, value, from });
    }
    Ok(settings)
}

fn value(known: &Known, text: &str) -> Option<SettingValue> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let flag = match text {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    };
    Some(match known.kind {
        Kind::Paths | Kind::Files => SettingValue::Paths(lines().map(Into::into).collect()),
        Kind::FileOrNone if flag == Some(false) => SettingValue::Flag(false),
        Kind::File | Kind::FileOrNone => SettingValue::Paths(vec![text.into()]),
        Kind::Patterns => SettingValue::Patterns {
            folder: ".".into(),
            patterns: lines().map(str::to_owned).collect(),
        },
        Kind::Reports => {
            let report = |line: &str| {
                let (format, file) = line.split_once('=')?;
                Some((format.to_owned(), file.into()))
            };
            SettingValue::Reports(lines().map(report).collect::<Option<_>>()?)
        }
        Kind::Flag | Kind::Unless => SettingValue::Flag(flag?),
        Kind::Word | Kind::Number => SettingValue::Word(text.to_owned()),
    })
}
