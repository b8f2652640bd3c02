//! English beside its sentences.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};

use super::grammar::{Case, Grammar, PluralForm};

pub(super) const GRAMMAR: Grammar = Grammar {
    forms: &[PluralForm::One, PluralForm::Other],
    plural,
    group: ",",
    decimal: ".",
    euro: ["EUR ", ""],
    percent: "%",
    month,
    date,
    month_of,
};

const fn plural(n: u64) -> PluralForm {
    match n {
        1 => PluralForm::One,
        _ => PluralForm::Other,
    }
}

fn month(month: u32, _: Case) -> Cow<'static, str> {
    let name = MONTHS.get(month.wrapping_sub(1) as usize);
    Cow::Borrowed(name.copied().unwrap_or_default())
}

/// 31 December 2022.
fn date(day: NaiveDate, month: &str) -> String {
    format!("{} {month} {}", day.day(), day.year())
}

/// December 2022.
fn month_of(day: NaiveDate, month: &str) -> String {
    format!("{month} {}", day.year())
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
