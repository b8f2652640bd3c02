//! The day of a check.

use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, TimeDelta};

use atbilst_core::language::Catalogue;

/// Takes the place of the clock, as for every tool whose results must repeat to the byte.
const SET: &str = "SOURCE_DATE_EPOCH";

/// The last second of the year 9999: a date has four digits for its year.
const LAST: i64 = 253_402_300_799;

/// The day that is named; otherwise the clock's, in Latvia's winter time: a check is dated where its calls are.
pub(super) fn today(named: Option<NaiveDate>, catalogue: &Catalogue) -> anyhow::Result<NaiveDate> {
    if let Some(day) = named {
        return Ok(day);
    }
    let seconds = match std::env::var_os(SET).filter(|set| !set.is_empty()) {
        None => clock(),
        Some(set) => set.to_str().and_then(seconds).ok_or_else(|| {
            let found = set.to_string_lossy();
            anyhow!(catalogue.say("cli.no_epoch", &[("found", (&*found).into())]))
        })?,
    };
    let latvian = seconds.saturating_add(TimeDelta::hours(2).num_seconds());
    let moment = DateTime::from_timestamp(latvian.min(LAST), 0);
    Ok(moment.unwrap_or_default().date_naive())
}

fn clock() -> i64 {
    let passed = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    passed.map_or(0, |passed| i64::try_from(passed.as_secs()).unwrap_or(LAST))
}

fn seconds(set: &str) -> Option<i64> {
    let digits = set.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = digits.then(|| set.parse().ok())??;
    (seconds <= LAST).then_some(seconds)
}
