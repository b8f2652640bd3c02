//! What a text most likely means that is no quantity as a rule book writes it.

use crate::context::{counts_other_time, how_long};
use crate::form::{Kind, both_amounts};
use crate::language::Language;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What may be meant, and the sentence that says so.
pub(crate) struct Perhaps {
    pub(crate) sentence: &'static str,
    pub(crate) similar: String,
    /// The other of two things that may be meant.
    pub(crate) other: String,
}

impl Perhaps {
    /// What a text may mean where a quantity of a kind is asked.
    pub(crate) fn of(found: &str, kind: &Kind) -> Option<Self> {
        let one = |sentence, similar| {
            let other = String::new();
            Some(Self {
                sentence,
                similar,
                other,
            })
        };
        if let Some(bare) = without_word(found, kind) {
            // Whether months or years are meant is said by a key.
            return match how_long(found) {
                Some((number, key)) => Some(Self {
                    sentence: "book.number_and_key",
                    similar: bare.to_owned(),
                    other: format!("{key}: {number}"),
                }),
                None if counts_other_time(found) => one("book.number_alone", bare.to_owned()),
                None => one(written_so(kind), bare.to_owned()),
            };
        }
        if matches!(kind, Kind::Money | Kind::Percent) && has_too_many_decimals(found) {
            let sentence = match kind {
                Kind::Percent => "book.rate_too_fine",
                _ => "book.two_decimals",
            };
            return one(sentence, String::new());
        }
        if *kind != Kind::Money {
            return None;
        }
        let mut amounts = both_amounts(found).into_iter().flatten();
        match (amounts.next(), amounts.next()) {
            (Some(similar), Some(other)) => Some(Self {
                sentence: "book.which_amount",
                similar,
                other,
            }),
            (Some(similar), None) => one("book.perhaps_meant", similar),
            (None, _) => one(
                "book.perhaps_meant",
                kind.likely(found).filter(|_| has_known_words(found))?,
            ),
        }
    }
}

/// A number without the word behind it that the kind, or the key, says already: `12 months`, `20 per cent`.
fn without_word<'t>(found: &'t str, kind: &Kind) -> Option<&'t str> {
    let (number, word) = found.split_once(' ')?;
    let is_known = match kind {
        Kind::Count => word.chars().all(char::is_alphabetic),
        Kind::Percent => ["procent", "percent", "per cent"]
            .iter()
            .any(|stem| word.starts_with(stem)),
        _ => false,
    };
    (is_known && kind.fits(number)).then_some(number)
}

/// `2/3`: so many parts of so many.
pub(super) fn fraction(found: &str) -> Option<[&str; 2]> {
    let (number, of) = found.split_once('/')?;
    let whole = |part: &str| Kind::Count.fits(part) && part != "0";
    let (number, of) = (number.trim(), of.trim());
    (whole(number) && whole(of)).then_some([number, of])
}

/// Whether more digits stand behind the dot than money and rates have; three of them may be thousands, where the last is nothing.
fn has_too_many_decimals(found: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = found.split_once('.');
    parts.is_some_and(|(whole, part)| {
        digits(whole) && digits(part) && part.len() > 2 && !part.ends_with('0')
    })
}

/// Whether it is a number with no words but those for money and for thousands.
fn has_known_words(found: &str) -> bool {
    let lower = found.to_lowercase();
    let known = |word: &str| {
        let mut languages = Language::ALL.into_iter();
        ["eur", "euro", "eiro"].contains(&word)
            || languages.any(|language| language.multiplier(word).is_some())
    };
    let words = lower.split(|c: char| !c.is_alphabetic());
    lower.starts_with(|c: char| c.is_ascii_digit())
        && words.filter(|word| !word.is_empty()).all(known)
}

/// `submitted - 2 years`: the day so long before another, or after it.
pub(super) fn moved_day(found: &str) -> Option<String> {
    let signs = [(" - ", "before"), (" – ", "before"), (" + ", "after")];
    signs.iter().find_map(|(sign, side)| {
        let (day, stretch) = found.split_once(sign)?;
        let (number, key) = how_long(stretch)?;
        let day = day.trim();
        Some(format!("{{ {key}: {number}, {side}: {day} }}"))
    })
}

/// The value or the figure of the book that has this title, in any language.
pub(super) fn titled<'a>(reader: &Decoder<'a>, found: &str) -> Option<&'a str> {
    let document = reader.document;
    let found = found.to_lowercase();
    let is_it = |node: NodeId| {
        let title = document.get(node, "title")?;
        let mut texts = document.entries(title);
        texts.find(|&(_, text)| document.scalar(text).to_lowercase() == found)
    };
    ["figures", "values"].iter().find_map(|part| {
        let all = document.get(document.root()?, part)?;
        let mut all = document.entries(all);
        let (key, _) = all.find(|&(_, node)| is_it(node).is_some())?;
        Some(document.scalar(key))
    })
}

/// The sentence that says how a quantity of a kind is written.
pub(crate) fn written_so(kind: &Kind) -> &'static str {
    match kind {
        Kind::Date => "book.day_written_so",
        _ => "book.written_so",
    }
}
