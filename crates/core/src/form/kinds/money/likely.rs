//! The one amount that a text speaks of: `640 tūkst.`, `aptuveni 640000`, `640000.00 bez PVN`. Whoever wrote it must be asked.

use rust_decimal::Decimal;

use crate::form::kinds::only_digits;
use crate::language::{Language, is_struck_out};
use crate::scalar;

/// Other money than euro, of which nobody knows how many euro it is.
const OTHER_MONEY: [&str; 19] = [
    "ls", "lvl", "lati", "latu", "usd", "gbp", "sek", "nok", "dkk", "chf", "pln", "rub", "руб",
    "kr", "$", "£", "¥", "₽", "zł",
];

/// How a number below zero begins, whichever dash a text program makes of it.
const SIGNS: [char; 6] = ['-', '−', '–', '—', '\u{2010}', '\u{2011}'];

/// What the unit of the amount is called.
const UNITS: [&str; 4] = ["eur", "euro", "eiro", "€"];

/// Signs around a word that change no amount.
const AROUND: [char; 17] = [
    ':', ';', '"', '„', '”', '“', '\'', '’', '=', '+', '~', '≈', '-', '–', '—', '[', '/',
];

/// Whether a text in small letters is of other money than euro.
pub(super) fn is_of_other_money(lower: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || c.is_ascii_digit() || ".,()".contains(c);
    let mut words = lower.split(apart);
    words.any(|word| OTHER_MONEY.contains(&word))
}

pub(super) fn likely(text: &str) -> Option<String> {
    let lower = text.trim().to_lowercase();
    // What is still to be written stands in such.
    let inside = lower.strip_prefix('<');
    let inside = inside.and_then(|rest| rest.strip_suffix('>'));
    let lower = inside.map_or(lower.as_str(), str::trim);
    let of_number = |c: char| c.is_ascii_digit() || c.is_whitespace() || ".,'’".contains(c);
    let digit = |c: char| c.is_ascii_digit();
    let mut numbers = lower.split(|c| !of_number(c));
    let mut numbers = numbers.by_ref().filter(|part| part.contains(digit));
    let (number, None) = (numbers.next()?, numbers.next()) else {
        return None;
    };
    let number = number.trim_matches(|c: char| !c.is_ascii_digit());
    if !stands_alone(lower, number) || is_below_zero(lower, number) {
        return None;
    }
    let amount = amount(number)?;
    let factor = factor(lower, number)?;
    let amount = scalar::money(&amount).or_else(|| amount.parse().ok())?;
    let written = format!("{:.2}", amount.checked_mul(factor)?.normalize());
    // Nothing is rounded.
    let exact: Decimal = written.parse().ok()?;
    let whole = exact == amount.checked_mul(factor)?;
    (whole && scalar::money(&written).is_some() && written != text).then_some(written)
}

/// Whether a text says that its number is less than nothing, as bookkeepers write it too: `-5`, `5-`, `(5)`.
fn is_below_zero(lower: &str, number: &str) -> bool {
    let unit = |c: char| c.is_alphabetic() || c.is_whitespace() || c == '€';
    let (before, after) = lower.split_once(number).unwrap_or_default();
    let is_sign = |text: &str| !text.is_empty() && text.chars().all(|c| SIGNS.contains(&c));
    let (before, after) = (before.trim_matches(unit), after.trim_matches(unit));
    is_sign(before) || (before.is_empty() && is_sign(after)) || (before, after) == ("(", ")")
}

/// Whether a number is whole: no letter that touches it may be a figure, as the O of `64O` is, and no figure is of another script.
fn stands_alone(lower: &str, number: &str) -> bool {
    let letter = |c: char| c.is_alphabetic();
    let Some((before, after)) = lower.split_once(number) else {
        return false;
    };
    let known = |word: &str| {
        let mut languages = Language::ALL.into_iter();
        let mut multiplies = || languages.any(|language| language.multiplier(word).is_some());
        word.is_empty() || UNITS.contains(&word) || multiplies()
    };
    let own = before.trim_end_matches(letter).len();
    let rest = after.trim_start_matches(letter).len();
    let touching = (
        before.get(own..).unwrap_or_default(),
        after
            .get(..after.len().saturating_sub(rest))
            .unwrap_or_default(),
    );
    let foreign = lower.contains(|c: char| c.is_numeric() && !c.is_ascii());
    known(touching.0) && known(touching.1) && !foreign
}

/// By how much the word behind a number multiplies it; `None` where it is of other money, or where such a word stands elsewhere. What
/// stands in brackets only says it again: `640 000 (seši simti četrdesmit tūkstoši)`.
fn factor(lower: &str, number: &str) -> Option<Decimal> {
    let (before, after) = lower.split_once(number)?;
    let (outside, behind) = after.split_once('(').unwrap_or((after, ""));
    let behind = behind.split_once(')').map_or("", |(_, behind)| behind);
    let apart = |c: char| c.is_whitespace() || c.is_ascii_digit() || ".,()€".contains(c);
    let words = |text| str::split(text, apart).filter(|word| !word.is_empty());
    let times = |word: &str| {
        let mut languages = Language::ALL.into_iter();
        languages.find_map(|language| language.multiplier(word))
    };
    let any = |is: fn(Language, &str) -> bool, word: &str| {
        let mut languages = Language::ALL.into_iter();
        languages.any(|language| is(language, word))
    };
    let is_known = |word: &str| {
        let bare = word.trim_matches(AROUND);
        let is_unit = UNITS.contains(&bare) || times(bare).is_some();
        bare.is_empty() || is_unit || any(Language::leaves_amount, bare)
    };
    if !words(lower).all(is_known) || is_struck_out(lower) {
        return None;
    }
    // `9000 (tūkst. EUR)`: in brackets the word alone may as well multiply.
    let inside = after.split_once('(').map_or("", |(_, inside)| inside);
    let mut inside = words(inside.split(')').next().unwrap_or("")).peekable();
    let says_it_again = inside.clone().any(|word| any(Language::is_numeral, word));
    if !says_it_again && inside.any(|word| times(word).is_some()) {
        return None;
    }
    let mut next = words(outside);
    let factor = next.next().and_then(|word| {
        // `730000.00 t`: one letter behind cents is more likely the rest of a word cut off.
        let of_cents = number.rsplit_once(['.', ',']);
        let of_cents = of_cents.is_some_and(|(whole, cents)| whole.len() > 3 && cents.len() == 2);
        let is_letter = word.chars().nth(1).is_none();
        times(word).map(|factor| (!(is_letter && of_cents)).then_some(factor))
    });
    let factor = match factor {
        Some(None) => return None,
        Some(factor) => factor,
        None => None,
    };
    let mut others = words(before).chain(next).chain(words(behind));
    (!others.any(|word| times(word).is_some())).then(|| factor.unwrap_or(Decimal::ONE))
}

/// A number as an amount, or as a part of thousands or millions: `0,64`, `640000.000`.
fn amount(number: &str) -> Option<String> {
    if scalar::money(number).is_some() {
        return Some(number.to_owned());
    }
    if let Some(nearest) = super::nearest(number) {
        return Some(nearest);
    }
    let (whole, fraction) = number.split_once(['.', ','])?;
    // `640.000` may be thousands; nothing else can be meant by zeros behind a number that is too long for a group.
    let zeros = only_digits(whole) && whole.len() > 3 && only_digits(fraction);
    let cents = fraction.get(..2)?;
    let rest = fraction.get(2..)?;
    (zeros && rest.bytes().all(|byte| byte == b'0')).then(|| format!("{whole}.{cents}"))
}
