//! The one day that a text speaks of: `otrdien, 20.12.2022.`, `20. dec. 2022`, `20.12.22`, the number that a spreadsheet gives a
//! day. Whoever wrote it must be asked.

use chrono::{Datelike, Days, NaiveDate};

use super::{DASHES, MONTHS, in_figures, nearest};
use crate::form::kinds::only_digits;
use crate::language::Language;
use crate::scalar;

/// The years in which a project may be.
const YEARS: std::ops::RangeInclusive<i32> = 1990..=2099;

/// Signs that set words apart.
const BETWEEN: [char; 9] = ['(', ')', '<', '>', ';', ',', '"', '„', '”'];

/// What may stand behind a time: that of Latvia, or what is looked at elsewhere.
const KNOWN: [&str; 8] = ["z", "utc", "gmt", "eet", "eest", "am", "pm", "h"];

/// How the word begins behind which an hour stands.
const HOUR: [&str; 2] = ["plkst", "pulksten"];

/// Fewest letters that a month is shortened to.
const SHORT: usize = 3;

pub(super) fn likely(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase().replace(DASHES, "-");
    let day = one_of_words(&lower)
        .or_else(|| with_short_name(&lower))
        .or_else(|| in_other_figures(&lower))
        .or_else(|| serial(&lower))?;
    let sensible = YEARS.contains(&day.year());
    sensible.then(|| day.to_string())
}

/// The number that spreadsheets keep for a day: so many days after 30 December 1899.
pub(super) fn serial(text: &str) -> Option<NaiveDate> {
    let number = text.trim().strip_suffix(".0").unwrap_or(text.trim());
    let days = number
        .parse()
        .ok()
        .filter(|_| only_digits(number) && number.len() == 5)?;
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))?;
    YEARS.contains(&day.year()).then_some(day)
}

/// Whether a text names more than one day, each in full or by its number in one month: `20.12.2022 – 22.12.2022`.
pub(super) fn several(text: &str) -> bool {
    let lower = text.to_lowercase();
    let day = |word: &str| {
        let word = word.replace(DASHES, "-");
        let written = nearest(&word);
        scalar::date(written.as_deref().unwrap_or(&word))
    };
    let words = lower.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    let mut days = words.flat_map(|word| match day(word) {
        Some(day) => vec![day],
        None => {
            let parts = word.split(|c| c == '/' || DASHES.contains(&c));
            parts.filter_map(day).collect()
        }
    });
    let first = days.next();
    first.is_some_and(|first| days.any(|other| other != first)) || several_of_month(&lower)
}

/// `2022. gada 20.–22. decembris`: the name of one month, a year and two days.
fn several_of_month(lower: &str) -> bool {
    let mut names = MONTHS.iter();
    let Some((name, _)) = names.find(|(name, _)| lower.contains(name.as_str())) else {
        return false;
    };
    let rest = lower.replacen(name, " ", 1);
    let time = HOUR.iter().find_map(|hour| rest.split_once(hour));
    let rest = time.map_or(&*rest, |(day, _)| day);
    let numbers = rest.split(|c: char| !c.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|number| !number.is_empty()).collect();
    let (years, days): (Vec<&str>, Vec<&str>) =
        numbers.iter().partition(|number| number.len() == 4);
    let [one, other] = *days.as_slice() else {
        return false;
    };
    let is_day = |day: &str| day.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    years.len() == 1 && one != other && [one, other].into_iter().all(is_day) && !rest.contains(':')
}

/// The one word that is a day, beside others that leave it the one asked.
fn one_of_words(lower: &str) -> Option<NaiveDate> {
    let words = lower.split(|c: char| c.is_whitespace() || BETWEEN.contains(&c));
    if has_zone(words.clone()) {
        return None;
    }
    let (mut known, mut before) = (None, "");
    for word in words {
        let (day, time) = word.split_once('t').unwrap_or((word, ""));
        // `plkst. 14.30`; alone that is the 14th of a month.
        let is_hour = HOUR.iter().any(|hour| before.starts_with(hour));
        before = word;
        let is_time = |text: &str| text.contains(':') || text.is_empty() || is_hour;
        let written = nearest(day);
        match scalar::date(written.as_deref().unwrap_or(day)) {
            Some(day) if is_time(time) && known.is_none_or(|known| known == day) => {
                known = Some(day);
            }
            None if is_time(word) || leaves_it(word) => {}
            _ => return None,
        }
    }
    known
}

/// Whether a day stays the one asked beside a word.
fn leaves_it(word: &str) -> bool {
    let bare = word.trim_matches(['.', ':', '[', ']']);
    let mut languages = Language::ALL.into_iter();
    bare.is_empty() || KNOWN.contains(&bare) || languages.any(|one| one.leaves_day(bare))
}

/// Whether a time stands there with the name of a place or of another time than that of Latvia behind it, where it may be the next day.
fn has_zone<'t>(mut words: impl Iterator<Item = &'t str>) -> bool {
    let time = words.find(|word| word.contains(':'));
    let letter = |c: char| c.is_alphabetic();
    let known = |word: &str| !word.contains(letter) || KNOWN.contains(&word);
    let touching = time.map(|time| {
        let rest = time.trim_end_matches(letter).len();
        time.get(rest..).unwrap_or_default()
    });
    touching.is_some_and(|touching| !known(touching)) || words.any(|word| !known(word))
}

/// A month by its name or the beginning of it, one year and one day of the month.
fn with_short_name(lower: &str) -> Option<NaiveDate> {
    let words = lower.split(|c: char| !c.is_alphabetic());
    let month = |word: &str| {
        let mut names = MONTHS.iter().filter(|_| word.chars().count() >= SHORT);
        names.find_map(|(name, month)| name.starts_with(word).then_some(*month))
    };
    if !words
        .clone()
        .all(|word| month(word).is_some() || leaves_it(word))
    {
        return None;
    }
    let mut months = words.filter_map(month);
    let month = months.next()?;
    let mut numbers = lower.split(|c: char| !c.is_ascii_digit());
    let mut numbers = numbers.by_ref().filter(|number| !number.is_empty());
    let (Some(one), Some(other), None, None) = (
        numbers.next(),
        numbers.next(),
        numbers.next(),
        months.next(),
    ) else {
        return None;
    };
    let (year, day) = if one.len() == 4 {
        (one, other)
    } else {
        (other, one)
    };
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    NaiveDate::from_ymd_opt(year, month, day.parse().ok()?)
}

/// `20.12.22`, `20122022`, `20221220`, `2022 12 20`, `2022-20-12`.
fn in_other_figures(lower: &str) -> Option<NaiveDate> {
    let bare = lower.trim_end_matches('.');
    let spaced = bare.split_whitespace().collect::<Vec<_>>().join("-");
    if let Some((year, month, day)) = in_figures(&spaced) {
        return NaiveDate::from_ymd_opt(year, month, day)
            .or_else(|| NaiveDate::from_ymd_opt(year, day, month));
    }
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| only_digits(text));
    if let [day, month, year] = *bare.split(['.', '/']).map(str::trim).collect::<Vec<_>>() {
        let year = i32::try_from(number(year).filter(|_| year.len() == 2)?).ok()?;
        return NaiveDate::from_ymd_opt(year.checked_add(2000)?, number(month)?, number(day)?);
    }
    if bare.len() != 8 || !only_digits(bare) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| bare.get(range).and_then(number);
    let year = |range| {
        i32::try_from(part(range)?)
            .ok()
            .filter(|year| YEARS.contains(year))
    };
    let first = || NaiveDate::from_ymd_opt(year(0..4)?, part(4..6)?, part(6..8)?);
    let last = || NaiveDate::from_ymd_opt(year(4..8)?, part(2..4)?, part(0..2)?);
    match (first(), last()) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        _ => None,
    }
}
