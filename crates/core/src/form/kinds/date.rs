//! `date`: a day, as `YYYY-MM-DD`. `05/01/2026` can be read two ways, so it has no nearest form.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::json;

use super::{Family, FieldKind, Kind, KindWord, LineOf, Measure, Schema, only_digits};
use crate::language::{Language, without_accent};
use crate::order::sort_by;
use crate::scalar::{self, Quantity};

mod likely;

pub(super) struct DateKind;

const MEASURE: Measure = Measure {
    read: |text| scalar::date(text).map(Quantity::Date),
    mistake: "book.not_a_date",
    total: None,
};

impl FieldKind for DateKind {
    fn written() -> KindWord {
        KindWord {
            name: "date",
            family: Family::Day,
            read: LineOf::Alone(Kind::Date),
        }
    }

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    fn nearest(&self, text: &str) -> Option<String> {
        nearest(text)
    }

    fn likely(&self, text: &str) -> Option<String> {
        both_days(text).is_none().then(|| likely::likely(text))?
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        slip(text)
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({
            "type": "string", "format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
        }))
    }
}

/// Both days that `05/12/2022` may be, or an instant of another time than that of Latvia; of what is one day or none, nothing.
pub(crate) fn both_days(text: &str) -> Option<Vec<String>> {
    if let Some([day, other]) = in_other_zone(text.trim()) {
        return Some(vec![day.to_string(), other.to_string()]);
    }
    let parts: Vec<&str> = text.trim().split(['/', '-']).collect();
    let [one, other, year] = *parts.as_slice() else {
        return None;
    };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| only_digits(text));
    let (one, other) = (number(one)?, number(other)?);
    let year = year.parse().ok().filter(|_| year.len() == 4)?;
    let day = |month, day| Some(NaiveDate::from_ymd_opt(year, month, day)?.to_string());
    (one != other).then_some(vec![day(other, one)?, day(one, other)?])
}

/// The day of `2022-12-31T22:00:00.000Z`, and that which it may be in Latvia, where it is two or three hours later than in UTC.
fn in_other_zone(text: &str) -> Option<[NaiveDate; 2]> {
    let (day, time) = text.split_at_checked(10)?;
    let day = scalar::date(day)?;
    let utc = ["Z", "z", "UTC", "GMT"];
    let (time, ahead) = match utc.iter().find_map(|zone| time.strip_suffix(zone)) {
        Some(time) => (time, 0),
        None => {
            let sign = time.rfind(['+', '-'])?;
            let (time, zone) = time.split_at_checked(sign)?;
            // Not the month and day of another date.
            let hours_alone = matches!(zone.len(), 3 | 5 | 6) && time.contains(':');
            hours_alone.then_some(())?;
            let hours: i8 = zone.get(..3)?.parse().ok()?;
            (time, hours)
        }
    };
    let hour = time.trim_start_matches(['T', 't', ' ']).get(..2)?;
    let hour: i8 = hour.parse().ok().filter(|_| only_digits(hour))?;
    let in_utc = hour.checked_sub(ahead)?;
    let [earliest, latest] = [in_utc.checked_add(2)?, in_utc.checked_add(3)?];
    match (ahead, earliest, latest) {
        // Its own time.
        (2 | 3, ..) => None,
        (_, ..0, _) => Some([day.pred_opt()?, day]),
        (_, _, 24..) => Some([day, day.succ_opt()?]),
        _ => None,
    }
}

fn slip(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text
        .strip_suffix('.')
        .is_some_and(|day| scalar::date(day).is_some())
    {
        return Some("dot");
    }
    if likely::several(text) {
        return Some("several_days");
    }
    let lower = text.to_lowercase().replace(DASHES, "-");
    let said = with_name(&lower).or_else(|| in_figures(&lower));
    if said.is_some_and(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day).is_none()) {
        return Some("no_such_day");
    }
    if let Some(alone) = without_day(&lower) {
        return Some(alone);
    }
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    if words.any(Language::names_part_of_year) {
        return Some("part_of_year");
    }
    let parts: Vec<&str> = text.split('-').collect();
    let figures = |part: &&str| !part.is_empty() && only_digits(part);
    match parts.as_slice() {
        [year, month, day] if [year, month, day].into_iter().all(figures) => {
            Some(match (year.len(), month.len(), day.len()) {
                (4, 2, 2) => "no_such_day",
                (_, _, 4) => "order",
                _ => "short",
            })
        }
        _ if text
            .get(..10)
            .is_some_and(|day| scalar::date(day).is_some())
            && text.get(10..).is_some_and(|rest| rest.contains(':')) =>
        {
            Some("time")
        }
        _ if likely::serial(text).is_some() => Some("serial"),
        _ if text.get(..4).is_some_and(only_digits)
            && text.get(4..5).is_some_and(|mark| matches!(mark, "." | "/"))
            || !text.contains(|c: char| !is_apart(c) && !c.is_ascii_digit()) =>
        {
            Some("separator")
        }
        _ if nearest(text).is_some() => Some("order"),
        _ => None,
    }
}

/// `2022-12`, `12.2022`, `2022. gada decembris`: a month; `2022`, `2022. gads`: a year.
fn without_day(lower: &str) -> Option<&'static str> {
    let name = MONTHS.iter().find(|(name, _)| lower.contains(name));
    let rest = name.map(|(name, _)| lower.replacen(name, " ", 1));
    let rest = rest.as_deref().unwrap_or(lower);
    let apart = |c: char| c.is_whitespace() || MARKS.contains(&c) || c == ',';
    let words = rest.split(apart).filter(|word| !word.is_empty());
    let said = |word: &&str| Language::ALL.iter().any(|one| one.has_in_dates(word));
    let words: Vec<&str> = words.filter(|word| !said(word)).collect();
    let year = |word: &str| word.len() == 4 && only_digits(word);
    let month = |word: &str| {
        let number = word.parse::<u32>().ok().filter(|_| only_digits(word));
        number.is_some_and(|number| (1..=12).contains(&number))
    };
    match (name, words.as_slice()) {
        (Some(_), [one]) if year(one) => Some("no_day"),
        (None, [one, other] | [other, one]) if year(one) && month(other) => Some("no_day"),
        (None, [one]) if year(one) => Some("no_month"),
        _ => None,
    }
}

/// The same day as `YYYY-MM-DD`, from the ways in which European officials write dates.
fn nearest(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    let lower = lower.replace(DASHES, "-");
    let read = with_name(&lower).or_else(|| in_figures(&lower));
    let (year, month, day) = read.or_else(|| with_roman(&lower))?;
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
    let figures_alone = only_digits(year) && only_digits(day) && figures.next().is_none();
    (year.len() == 4 && figures_alone).then_some(())?;
    Some((year.parse().ok()?, *month, day.parse().ok()?))
}

/// `1.II.2023`, `1. II 2023`: the number of the month in Roman figures.
fn with_roman(lower: &str) -> Option<(i32, u32, u32)> {
    let parts = lower.split(|c: char| c.is_whitespace() || MARKS.contains(&c));
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let [day, month, year] = *parts.as_slice() else {
        return None;
    };
    let figures = only_digits(day) && only_digits(year) && year.len() == 4;
    let month = (1..).zip(ROMAN).find(|(_, roman)| *roman == month);
    figures.then_some(())?;
    Some((year.parse().ok()?, month?.0, day.parse().ok()?))
}

const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];

/// `05.01.2026`, `5.1.2026.`, `2026/1/5`; not `05/01/2026` or `05-01-2026`, where day and month may have changed places, nor with a
/// time, which a zone could make another day.
fn in_figures(lower: &str) -> Option<(i32, u32, u32)> {
    // Behind the year one stop belongs to the day, and another ended a sentence.
    let bare = lower.trim_end_matches('.');
    // `2026/01-05` may be from January to May.
    let mark = bare.chars().find(|c| MARKS.contains(c))?;
    let mut parts = bare.split(mark).map(str::trim);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    // A figure too many may be any of them.
    let figures = |part: &str| matches!(part.len(), 1 | 2 | 4) && only_digits(part);
    (parts.next().is_none() && [first, second, third].into_iter().all(figures)).then_some(())?;
    let number = |part: &str| part.parse::<u32>().ok();
    let (year, month, day) = if first.len() == 4 {
        (first, number(second)?, number(third)?)
    } else if third.len() != 4 {
        return None;
    } else if mark == '.' || number(first)? > 12 || first == second {
        (third, number(second)?, number(first)?)
    } else if number(second)? > 12 {
        (third, number(first)?, number(second)?)
    } else {
        return None;
    };
    Some((year.parse().ok()?, month, day))
}

/// What a text program makes of a hyphen.
const DASHES: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '−'];

/// Whether a sign sets figures apart as a hyphen does, or a space beside one.
fn is_apart(c: char) -> bool {
    c == '-' || c.is_whitespace() || DASHES.contains(&c)
}

/// What may stand between the figures of a day.
const MARKS: [char; 3] = ['.', '/', '-'];

/// The months' names in every language and case, also without accents, longest first, since one may begin another.
static MONTHS: LazyLock<Vec<(String, u32)>> = LazyLock::new(|| {
    let months = (1..=12).flat_map(|month| {
        let names = Language::ALL.into_iter();
        let names = names.flat_map(move |language| language.month_names(month));
        names.flat_map(move |name| {
            let name = name.to_lowercase();
            let plain: String = name.chars().map(without_accent).collect();
            [(name, month), (plain, month)]
        })
    });
    let mut months: Vec<_> = months.collect();
    sort_by(&mut months, |(one, _), (other, _)| {
        other.len().cmp(&one.len())
    });
    months
});
