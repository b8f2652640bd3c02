//! The day of a check.

use std::time::SystemTime;

use anyhow::anyhow;
use chrono::NaiveDate;

use atbilst_core::Settings;
use atbilst_core::language::Catalogue;

/// Takes the place of the clock, as for every tool whose results must repeat to the byte.
const SET: &str = "SOURCE_DATE_EPOCH";

/// Whether the day is not that of the clock, though nobody named it.
pub(super) fn is_set(named: Option<NaiveDate>) -> bool {
    named.is_none() && std::env::var_os(SET).is_some_and(|set| !set.is_empty())
}

/// How a report names what sets the day.
pub(super) fn set_by(today: NaiveDate) -> String {
    format!("{SET} (today: {today})")
}

/// The day that is named; otherwise the clock's.
pub(super) fn today(named: Option<NaiveDate>, catalogue: &Catalogue) -> anyhow::Result<NaiveDate> {
    if let Some(day) = named {
        return Ok(day);
    }
    match std::env::var_os(SET).filter(|set| !set.is_empty()) {
        None => Ok(of_the_clock()),
        Some(set) => set
            .to_str()
            .and_then(Settings::day_of_epoch)
            .ok_or_else(|| {
                let found = set.to_string_lossy();
                anyhow!(catalogue.say("cli.no_epoch", &[("found", (&*found).into())]))
            }),
    }
}

/// The day of the clock, whatever else is set.
pub(super) fn of_the_clock() -> NaiveDate {
    let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    Settings::day_at(passed.map_or(0, |passed| passed.as_secs()))
}
