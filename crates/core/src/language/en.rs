//! English beside its sentences.

use chrono::{Datelike, NaiveDate};

use super::grammar::{Case, Grammar, PluralForm};

pub(super) const GRAMMAR: Grammar = Grammar {
    forms: &[PluralForm::One, PluralForm::Other],
    plural,
    group: ",",
    decimal: ".",
    euro: ["EUR ", ""],
    date,
};

const fn plural(n: u64) -> PluralForm {
    match n {
        1 => PluralForm::One,
        _ => PluralForm::Other,
    }
}

/// 31 December 2022; English has no cases.
fn date(day: NaiveDate, _: Case) -> String {
    let month = MONTHS.get(day.month0() as usize).copied();
    let month = month.unwrap_or_default();
    format!("{} {month} {}", day.day(), day.year())
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
