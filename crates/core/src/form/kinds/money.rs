//! `money`: euro, to the cent. `1,234` can be read two ways, so it has no nearest form.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{
    Codes, Family, FieldKind, Kind, KindWord, LineOf, Measure, Schema, Single, bare, number,
    only_digits,
};
use crate::scalar::{self, Quantity};

pub(super) struct MoneyKind;

const MEASURE: Measure = Measure {
    read: |text| scalar::money(text).map(Quantity::Money),
    mistake: "book.not_an_amount",
    total: Some(|sum| Some(Quantity::Money(sum))),
};

impl FieldKind for MoneyKind {
    fn written() -> KindWord {
        KindWord {
            name: "money",
            family: Family::Number,
            read: LineOf::Alone(Kind::Money),
        }
    }

    fn read(&self, text: &str, _: &dyn Codes) -> Option<Single> {
        (MEASURE.read)(text).map(Single::Quantity)
    }

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    fn nearest(&self, text: &str) -> Option<String> {
        nearest(text)
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        slip(text)
    }

    fn schema(&self) -> Schema {
        Schema::Value(json!({
            "type": ["number", "string"], "minimum": 0,
            "pattern": "^(0|[1-9][0-9]{0,14})(\\.[0-9]{1,2})?$"
        }))
    }

    fn example(&self, text: &str) -> Json {
        number(text)
    }

    fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        bare(text)
    }
}

/// The same amount in the form that is asked: `1 234,56 €` is `1234.56`.
fn nearest(text: &str) -> Option<String> {
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
    (amount != text && scalar::money(&amount).is_some()).then_some(amount)
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
        whole.len() == 3 && only_digits(whole)
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

fn slip(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let fraction = text.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    if lower.contains('€') || lower.contains("eur") {
        Some("currency")
    } else if text.contains(',') {
        Some("comma")
    } else if text.starts_with(['+', '-', '−']) {
        Some("sign")
    } else if lower.contains('e') {
        Some("exponent")
    } else if text.contains(|c: char| c.is_whitespace() || matches!(c, '_' | '\'' | '’'))
        || text.matches('.').count() > 1
    {
        Some("spaces")
    } else if !only_digits(&text.replace('.', "")) {
        None
    } else if text.len() > 1 && text.starts_with('0') && !text.starts_with("0.") {
        Some("leading_zero")
    } else if fraction.len() > 2 {
        Some("decimals")
    } else if scalar::money(text).is_none() && !text.contains('.') {
        Some("too_large")
    } else {
        None
    }
}
