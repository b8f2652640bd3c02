//! In what way a value misses the form that is asked: the name of the sentence that says so.

use crate::form::Kind;
use crate::scalar;

/// The sentence under `form.wrong-type.<kind>`; `None` where nothing in particular is wrong.
pub(super) fn reason(kind: &Kind, text: &str) -> Option<&'static str> {
    match kind {
        Kind::Money => money(text),
        Kind::Count => count(text),
        Kind::Date => date(text),
        Kind::Digits(length) => digits(text, *length),
        _ => None,
    }
}

fn money(text: &str) -> Option<&'static str> {
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

fn count(text: &str) -> Option<&'static str> {
    let text = text.trim();
    if text.starts_with(['+', '-', '−']) {
        Some("sign")
    } else if only_digits(text) {
        Some(if text.starts_with('0') {
            "leading_zero"
        } else {
            "too_large"
        })
    } else if only_digits(&text.replace(|c: char| c.is_whitespace() || c == '_', "")) {
        Some("spaces")
    } else if only_digits(&text.replacen(['.', ','], "", 1)) {
        Some("fraction")
    } else {
        None
    }
}

fn date(text: &str) -> Option<&'static str> {
    let text = text.trim();
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
            .is_some_and(|day| scalar::date(day).is_some()) =>
        {
            Some("time")
        }
        _ if text.get(..4).is_some_and(only_digits)
            && text
                .get(4..5)
                .is_some_and(|mark| matches!(mark, "." | "/" | " "))
            || text.contains(['\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '−']) =>
        {
            Some("separator")
        }
        _ if scalar::nearest_date(text).is_some() => Some("order"),
        _ => None,
    }
}

fn digits(text: &str, length: usize) -> Option<&'static str> {
    if only_digits(text) {
        return Some("length");
    }
    if scalar::nearest_digits(text, length).is_some() {
        return Some(if text.trim_start().starts_with("LV") {
            "letters"
        } else {
            "marks"
        });
    }
    None
}

fn only_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
