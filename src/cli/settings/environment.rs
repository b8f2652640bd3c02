//! Settings in the environment: `ATBILST_` and the name in capitals. Several values stand on lines of their own.

use std::ffi::OsString;
use std::sync::Once;

use anyhow::bail;

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::suggest::nearest;

use super::known::{Kind, Known, SETTINGS};
use super::{Setting, SettingValue};
use crate::cli::output;

/// What stands before the name of every setting.
const PREFIX: &str = "ATBILST_";

/// What the tools of the project itself call so: how it is built, and how it is tested.
const OF_TOOLS: [&str; 11] = [
    "COMMIT",
    "CORPUS",
    "DIFFERENTIAL",
    "DIFFERENTIAL_COUNT",
    "FUZZ_SECONDS",
    "FUZZ_SEED",
    "HOMEPAGE",
    "MEASURED",
    "SCREENSHOTS",
    "SHARED",
    "UPDATE",
];

/// What is no setting is told once, however often settings are read.
static TOLD: Once = Once::new();

/// What the environment says. The language is read before all else.
pub(super) fn read(catalogue: &Catalogue) -> anyhow::Result<Vec<Setting>> {
    all_known(std::env::vars_os().map(|(name, _)| name), catalogue)?;
    let mut settings = Vec::new();
    for known in SETTINGS {
        let from = format!("{PREFIX}{}", known.name.to_uppercase());
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

/// Refuses a name that is nearly that of a setting: whoever misspells one counts on it. Any other that looks like one is told.
fn all_known(
    variables: impl Iterator<Item = OsString>,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let names: Vec<String> = SETTINGS.iter().map(|one| one.name.to_uppercase()).collect();
    let mut others = Vec::new();
    for variable in variables {
        let variable = variable.to_string_lossy();
        let Some(found) = variable.strip_prefix(PREFIX) else {
            continue;
        };
        if names.iter().any(|name| name == found) || OF_TOOLS.contains(&found) {
            continue;
        }
        let candidates = names.iter().map(|name| (&**name, &**name));
        let longer = |name: &&String| found.starts_with(&format!("{name}_"));
        let longer = || names.iter().find(longer).map(String::as_str);
        if let Some(similar) = nearest(found, candidates).or_else(longer) {
            let similar = format!("{PREFIX}{similar}");
            let about = [("found", (&*variable).into()), ("similar", similar.into())];
            bail!(catalogue.say("settings.unknown_variable_similar", &about));
        }
        others.push(variable.into_owned());
    }
    if !others.is_empty() {
        let about = [("names", others.join(", ").into())];
        TOLD.call_once(|| output::note(&catalogue.say("settings.unknown_variables", &about)));
    }
    Ok(())
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
