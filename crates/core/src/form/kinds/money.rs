//! `money`: euro, to the cent. `1,234` can be read two ways, so it has no nearest form.

use serde_json::json;

use super::{Family, FieldKind, Kind, KindWord, LineOf, Measure, Schema, only_digits};
use crate::scalar::{self, Quantity};

mod likely;

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

    fn measure(&self) -> Option<&'static Measure> {
        Some(&MEASURE)
    }

    fn nearest(&self, text: &str) -> Option<String> {
        nearest(text)
    }

    fn likely(&self, text: &str) -> Option<String> {
        both_amounts(text).is_none().then(|| likely::likely(text))?
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
}

/// The same amount in the form that is asked: `1 234,56 €` is `1234.56`.
fn nearest(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    // Only at the ends: `12€50` has cents.
    let bare = ["euro", "eiro", "eur", "€"]
        .iter()
        .fold(&*lower, |rest, unit| {
            let rest = rest.strip_suffix(unit).unwrap_or(rest);
            rest.strip_prefix(unit).unwrap_or(rest).trim()
        });
    let bare = bare.strip_prefix('+').unwrap_or(bare).trim_start();
    // As no cents are written by hand.
    let bare = [",-", ".-", ",–", ",—"]
        .iter()
        .find_map(|none| bare.strip_suffix(none))
        .unwrap_or(bare);
    let cents = bare.rsplit_once([',', '.']);
    let cents = cents.filter(|(_, cents)| matches!(cents.len(), 1 | 2) && only_digits(cents));
    let amount = match cents {
        Some((whole, cents)) => {
            let mark = bare.get(whole.len()..)?.chars().next();
            format!("{}.{cents}", ungrouped(whole, mark)?)
        }
        // A unit alone is not nothing.
        None if bare.is_empty() => return None,
        None => ungrouped(bare, None)?,
    };
    let trimmed = amount.trim_start_matches('0');
    let amount = if trimmed.is_empty() || trimmed.starts_with('.') {
        format!("0{trimmed}")
    } else {
        trimmed.to_owned()
    };
    (amount != text && scalar::money(&amount).is_some()).then_some(amount)
}

/// The digits of a whole number before the mark of its cents. What stands between digits must set thousands apart, one sign
/// throughout: `12 34`, `2023 500` and `12'50` may be two numbers, `1,234` without cents has some.
pub(super) fn ungrouped(whole: &str, cents: Option<char>) -> Option<String> {
    if only_digits(whole) || (whole.is_empty() && cents.is_some()) {
        return Some(whole.to_owned());
    }
    let sign = |c: char| match c {
        '’' => '\'',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    let mut signs = whole.chars().filter(|c| !c.is_ascii_digit()).map(sign);
    let first = signs.next()?;
    let others = signs.clone().count();
    let decimal = matches!(first, ',' | '.');
    let known = matches!(first, ' ' | '_' | '\'') || decimal;
    if !known || Some(first) == cents || signs.any(|one| one != first) {
        return None;
    }
    if decimal && cents.is_none() && others == 0 {
        return None;
    }
    let mut groups = whole.split(|c: char| !c.is_ascii_digit());
    let leading = groups
        .next()
        .filter(|group| (1..=3).contains(&group.len()))?;
    let fits = !leading.starts_with('0') && groups.clone().all(|group| group.len() == 3);
    fits.then(|| groups.fold(leading.to_owned(), |digits, group| digits + group))
}

fn slip(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let unit = |word: &str| matches!(word, "euro" | "eiro" | "eur");
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    let other = words.any(|word| word.chars().count() > 1 && !unit(word));
    let dot = text.rfind('.');
    let fraction = text.rsplit_once('.').map_or("", |(_, fraction)| fraction);
    // An amount below zero is none, however it is written otherwise.
    if text.starts_with(['-', '−']) {
        Some("sign")
    } else if likely::is_of_other_money(&lower) {
        Some("other_money")
    } else if other {
        Some("words")
    } else if lower.contains('€') || lower.contains("eur") || lower.contains("eiro") {
        Some("currency")
    } else if is_of_thousands(text) {
        Some("thousands")
    } else if dot
        .zip(text.rfind(','))
        .is_some_and(|(dot, comma)| comma < dot)
    {
        Some("spaces")
    } else if text.contains(',') {
        Some("comma")
    } else if text.starts_with('+') {
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
    } else if text.contains('.') && fraction.len() > 2 {
        Some("decimals")
    } else if scalar::money(text).is_none() && !text.starts_with('.') && !text.ends_with('.') {
        Some("too_large")
    } else {
        None
    }
}

/// What `640.000` and `640,000` may be: thousands, or euro; of what is neither, nothing.
pub(crate) fn both_amounts(text: &str) -> Option<Vec<String>> {
    let text = text.trim();
    let (whole, rest) = text
        .split_once([',', '.'])
        .filter(|_| is_of_thousands(text))?;
    let thousands = format!("{whole}{rest}.00");
    let euro = rest
        .strip_suffix('0')
        .map(|cents| format!("{whole}.{cents}"));
    Some([Some(thousands), euro].into_iter().flatten().collect())
}

/// `640.000` and `640,000`: thousands, or three places behind the mark.
fn is_of_thousands(text: &str) -> bool {
    let parts = text.split_once([',', '.']);
    parts.is_some_and(|(whole, rest)| {
        let whole = whole.trim_start_matches('0');
        only_digits(whole) && whole.len() <= 3 && only_digits(rest) && rest.len() == 3
    })
}
