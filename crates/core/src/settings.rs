//! How a check is made. A report says it, so that the same check can be made again.

use chrono::{DateTime, NaiveDate, TimeDelta};

use crate::tool::Tool;
use atbilst_yaml::Limits;

/// How a check is made.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The day whose law is applied, whatever an application says.
    pub as_of: Option<NaiveDate>,
    /// The day of the check.
    pub today: NaiveDate,
    /// How much of a text is read.
    pub limits: Limits,
    /// How many findings are kept of one file; all are counted.
    pub findings: usize,
    /// Whether the applications of a call are also judged together.
    pub portfolio: bool,
    /// Whether waivers count.
    pub waivers: bool,
    /// Whether answers of persons to open questions count.
    pub answers: bool,
    /// The program that checks.
    pub tool: Tool,
}

/// The last second of the year 9999: a date has four digits for its year.
const LAST: i64 = 253_402_300_799;

impl Settings {
    /// How many findings are kept of one file where nobody says how many.
    pub const FINDINGS: usize = 1_000;

    /// The day so many seconds after the first of 1970, in Latvia's winter time: a check is dated where its calls are.
    pub fn day_at(seconds: u64) -> NaiveDate {
        let seconds = i64::try_from(seconds).map_or(LAST, |seconds| seconds.min(LAST));
        let latvian = seconds.saturating_add(TimeDelta::hours(2).num_seconds());
        let moment = DateTime::from_timestamp(latvian.min(LAST), 0);
        moment.unwrap_or_default().date_naive()
    }

    /// The same where the seconds are written as `SOURCE_DATE_EPOCH` holds them; nothing where they are not.
    pub fn day_of_epoch(written: &str) -> Option<NaiveDate> {
        let digits = written.bytes().all(|byte| byte.is_ascii_digit());
        let seconds: u64 = digits.then(|| written.parse().ok())??;
        (seconds <= LAST.unsigned_abs()).then(|| Self::day_at(seconds))
    }

    /// A check on a day as it is made where nothing else is asked for.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            as_of: None,
            today,
            limits: Limits::default(),
            findings: usize::MAX,
            portfolio: true,
            waivers: true,
            answers: true,
            tool: Tool::default(),
        }
    }
}
