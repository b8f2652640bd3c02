//! What a value that misses the grammar was most likely meant to be, where it can mean only one thing.
//! `1,234` or `05/01/2026` can be read two ways, so they have no nearest form.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{date, digits, is_digits, money};
use crate::language::Language;

/// The same amount in the form that is asked: `1 234,56 €` is `1234.56`.
#[must_use]
pub fn nearest_money(text: &str) -> Option<String> {
    if !spaced_in_threes(text) {
        return None;
    }
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '\'' | '’'))
        .collect();
    let lower = bare.to_lowercase();
    // Only at the ends: `12€50` has cents.
    let bare = ["euro", "eur", "€"]
        .iter()
        .fold(lower.as_str(), |rest, unit| {
            let rest = rest.strip_suffix(unit).unwrap_or(rest);
            rest.strip_prefix(unit).unwrap_or(rest)
        });
    let bare = bare.strip_prefix('+').unwrap_or(bare);
    // A unit alone is not nothing.
    if bare.is_empty() {
        return None;
    }
    let last = bare.rfind([',', '.']);
    let amount = match last {
        None => bare.to_owned(),
        Some(at) => {
            let (whole, rest) = bare.split_at_checked(at)?;
            let (mark, fraction) = rest.split_at_checked(1)?;
            let inner = whole.contains(mark);
            let other = whole.contains(if mark == "," { "." } else { "," });
            match fraction.len() {
                // `1.234.567`: one mark several times can only group thousands.
                3 if inner && !other => format!("{}{fraction}", grouped(whole, mark)?),
                1 | 2 if !inner && !other => format!("{whole}.{fraction}"),
                1 | 2 if other && !inner => {
                    format!(
                        "{}.{fraction}",
                        grouped(whole, if mark == "," { "." } else { "," })?
                    )
                }
                _ => return None,
            }
        }
    };
    let trimmed = amount.trim_start_matches('0');
    let amount = if trimmed.is_empty() || trimmed.starts_with('.') {
        format!("0{trimmed}")
    } else {
        trimmed.to_owned()
    };
    (amount != text && money(&amount).is_some()).then_some(amount)
}

/// Whether spaces between digits can only set thousands apart: `12 34` and `2023 500` may be two numbers.
fn spaced_in_threes(text: &str) -> bool {
    let groups = text.split_whitespace().map(|group| {
        let group = group.trim_start_matches(UNIT);
        group.strip_prefix('+').unwrap_or(group)
    });
    let numbers: Vec<&str> = groups
        .filter(|group| group.starts_with(|c: char| c.is_ascii_digit()))
        .collect();
    let Some((first, rest)) = numbers.split_first().filter(|(_, rest)| !rest.is_empty()) else {
        return true;
    };
    let digits = |group: &&str| {
        let group = group.trim_end_matches(UNIT);
        // Cents anywhere but at the end are refused with the amount.
        let whole = group
            .split_once([',', '.'])
            .map_or(group, |(whole, _)| whole);
        whole.len() == 3 && is_digits(whole.as_bytes())
    };
    first.len() <= 3 && rest.iter().all(digits)
}

/// The letters of a unit.
const UNIT: [char; 9] = ['€', 'e', 'u', 'r', 'o', 'E', 'U', 'R', 'O'];

/// The digits of a number whose thousands are set apart by `mark`, in threes.
fn grouped(whole: &str, mark: &str) -> Option<String> {
    let mut groups = whole.split(mark);
    let first = groups.next()?;
    let rest: Vec<_> = groups.collect();
    let fits = (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    fits.then(|| format!("{first}{}", rest.concat()))
}

/// The same day as `YYYY-MM-DD`, from the ways in which European officials write dates.
#[must_use]
pub fn nearest_date(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let (year, month, day) = with_name(&lower).or_else(|| in_figures(&lower))?;
    let written = NaiveDate::from_ymd_opt(year, month, day)?.to_string();
    (written != text && year >= 1000).then_some(written)
}

/// `2026. gada 5. janvāris`, `5. janvāris 2026`, `5 January 2026`, `January 5, 2026`.
fn with_name(lower: &str) -> Option<(i32, u32, u32)> {
    let mut months = MONTHS.iter();
    let (name, month) = months.find(|(name, _)| lower.contains(name.as_str()))?;
    let rest = lower.replacen(name, " ", 1);
    let words = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '.' | ','))
        .filter(|word| !word.is_empty());
    let said = |word: &&str| Language::ALL.iter().any(|one| one.has_in_dates(word));
    let mut figures = words.filter(|word| !said(word));
    let (first, second) = (figures.next()?, figures.next()?);
    let (year, day) = if first.len() == 4 {
        (first, second)
    } else {
        (second, first)
    };
    (year.len() == 4 && figures.next().is_none()).then_some(())?;
    Some((year.parse().ok()?, *month, day.parse().ok()?))
}

/// `05.01.2026`, `5.1.2026.`, `2026/1/5`, `2026-01-05T00:00`; not `05/01/2026` or `05-01-2026`, where day and month may have changed places.
fn in_figures(lower: &str) -> Option<(i32, u32, u32)> {
    let day_alone = match lower.split_once(['t', ' ']) {
        // Only what is a time of the same day: a zone could make it another.
        Some((day, time)) if date(day).is_some() => {
            let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.');
            (time.contains(':') && time.chars().all(is_time)).then_some(day)?
        }
        _ => lower,
    };
    let mut parts = day_alone
        .strip_suffix('.')
        .unwrap_or(day_alone)
        .split(['.', '/', '-'])
        .map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let figures = |part: &str| part.len() <= 4 && is_digits(part.as_bytes());
    (parts.next().is_none() && [first, second, third].into_iter().all(figures)).then_some(())?;
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = if first.len() == 4 {
        (first, number(second)?, number(third)?)
    } else if third.len() != 4 {
        return None;
    } else if !day_alone.contains(['/', '-']) || number(first)? > 12 || first == second {
        (third, number(second)?, number(first)?)
    } else if number(second)? > 12 {
        (third, number(first)?, number(second)?)
    } else {
        return None;
    };
    Some((year.parse().ok()?, month, day))
}

/// The months' names in every language and case, longest first, since one may begin another.
static MONTHS: LazyLock<Vec<(String, u32)>> = LazyLock::new(|| {
    let months = (1..=12).flat_map(|month| {
        let names = Language::ALL.into_iter();
        let names = names.flat_map(move |language| language.month_names(month));
        names.map(move |name| (name.to_lowercase(), month))
    });
    let mut months: Vec<_> = months.collect();
    months.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    months
});

/// `true` or `false` for the words that people and other programs write instead; not for `nav`, which as an answer
/// to "no fraud" may be either.
#[must_use]
pub fn nearest_flag(text: &str) -> Option<&'static str> {
    match text.trim().to_lowercase().as_str() {
        "true" | "y" | "on" | "1" => Some("true"),
        "false" | "n" | "off" | "0" => Some("false"),
        word => {
            let meant = Language::ALL.into_iter().find_map(|one| one.flag(word))?;
            Some(if meant { "true" } else { "false" })
        }
    }
}

/// The digits alone, where just marks between them or the country's letters were in the way.
#[must_use]
pub fn nearest_digits(text: &str, length: usize) -> Option<String> {
    let bare: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '–'))
        .collect();
    let bare = bare.strip_prefix("LV").unwrap_or(&bare);
    (bare != text && digits(bare, length)).then(|| bare.to_owned())
}
