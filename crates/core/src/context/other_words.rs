//! Words that people write in a rule book where the language has another: what each place calls it instead.

use std::sync::LazyLock;

use crate::form::Family;
use crate::language::{Language, without_accent};
use crate::named::named;
use crate::scalar;
use atbilst_yaml::Parsed;

named! {
    /// Where a word stands.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Place {
        /// A line of a condition.
        Condition = "condition",
        /// What is asked of a field.
        Test = "test",
        /// The same, where what stands behind it is a field.
        TestOfField = "test_of_field",
        /// The same of a number, where of a day it says something else.
        TestOfNumber = "test_of_number",
        /// What is asked of a field by a word alone.
        Alone = "alone",
        /// A shape of a quantity.
        Quantity = "quantity",
        /// What is asked of all applications together.
        OfAll = "of_all",
        /// A key of a rule, a figure or an entry.
        Key = "key",
        /// Such a key with a single value behind it.
        Single = "single",
        /// What a message says by a placeholder.
        Placeholder = "placeholder",
        /// What stands within the braces of what is computed.
        Inside = "inside",
        /// What groups are made by.
        Period = "period",
        /// The day that begins a month, a quarter or a year.
        FirstDay = "first_day",
        /// A key beside the word of a quantity.
        Beside = "beside",
        /// What time is counted in that no key counts.
        Time = "time",
        /// One of the few words that may stand behind a key.
        Word = "word",
    }
}

/// What is written in a place instead of some words.
struct OtherWord {
    place: Place,
    instead: String,
    words: String,
}

/// Whether mistakes of a rule book are told. The page in the browser, which has to be small, reads books that are sound, and holds neither
/// their sentences nor what there is to say of them.
pub(crate) const TELLS_AUTHORS: bool = !cfg!(target_family = "wasm");

/// Those of `other_words.yaml`, in its order.
static WORDS: LazyLock<Vec<OtherWord>> = LazyLock::new(|| {
    let text = match TELLS_AUTHORS {
        true => include_str!("other_words.yaml"),
        false => "",
    };
    let parsed = Parsed::of(text);
    let document = parsed.document();
    let places = document.root().into_iter();
    let places = places.flat_map(|root| document.entries(root));
    let known = places.filter_map(|(name, own)| {
        let name = document.scalar(name);
        let place = Place::ALL.into_iter().find(|place| place.name() == name)?;
        Some((place, own))
    });
    let words = known.flat_map(|(place, own)| {
        let own = document.entries(own);
        own.map(move |(instead, words)| OtherWord {
            place,
            instead: document.scalar(instead).to_owned(),
            words: document.scalar(words).to_owned(),
        })
    });
    words.collect()
});

/// What says that nothing is limited: no value does.
const NO_LIMIT: &str = "∞";

/// What stands beside the requirement of a rule, and never within a condition.
const OF_A_RULE: [&str; 12] = [
    "when",
    "each",
    "require",
    "otherwise",
    "review",
    "message",
    "help",
    "examples",
    "level",
    "waiver",
    "because",
    "law",
];

/// Whether it is a line of the rule itself.
pub(crate) fn is_of_a_rule(found: &str) -> bool {
    OF_A_RULE.contains(&found)
}

/// Words for what is left of something.
const LESS: [&str; 10] = [
    "difference",
    "minus",
    "less",
    "deduct",
    "subtraction",
    "starpība",
    "diff",
    "rest",
    "remainder",
    "atlikums",
];

/// Words of computing that the language lacks on purpose.
const QUOTIENT: [&str; 9] = [
    "divide",
    "divided_by",
    "quotient",
    "ratio",
    "average",
    "avg",
    "mean",
    "vidējais",
    "vidējā",
];

const WORKING_DAYS: [&str; 5] = [
    "working_days",
    "workdays",
    "business_days",
    "hours",
    "darba_dienas",
];
const TODAY: [&str; 4] = ["today", "now", "today()", "šodien"];

/// How words for a stretch of time begin, and the key that counts it.
const STRETCHES: [(&[&str], &str); 3] = [
    (&["year", "gad"], "years"),
    (&["month", "mēne"], "months"),
    (&["day", "dien"], "days"),
];

/// What a place has instead of a word.
pub(crate) fn other_word(found: &str, place: Place) -> Option<&'static str> {
    other_words(found, place).next()
}

/// Everything that a place may have instead of a word.
pub(crate) fn other_words(found: &str, place: Place) -> impl Iterator<Item = &'static str> {
    let found = found.to_lowercase().replace([' ', '-'], "_");
    let own = WORDS.iter().filter(move |own| own.place == place);
    // `ne_mazak` is written where a keyboard has no accents.
    let is_it =
        move |word: &str| word == found || word.chars().map(without_accent).eq(found.chars());
    own.filter(move |own| own.words.split(' ').any(&is_it))
        .map(|own| own.instead.as_str())
}

/// How groups are made by a month or a year that is named by its word.
pub(crate) fn by_period(found: &str) -> Option<&'static str> {
    other_word(found, Place::Period)
}

/// Whether a text says that there is no limit, which no value does.
pub(crate) fn is_no_limit(found: &str) -> bool {
    other_words(found.trim(), Place::Word).any(|instead| instead == NO_LIMIT)
}

/// What is asked of numbers, and what of days.
const OF_BOTH: [(&str, &str); 4] = [
    ("at_most", "not_after"),
    ("at_least", "not_before"),
    ("more_than", "after"),
    ("less_than", "before"),
];

/// What is asked of days where a word asks it of numbers, or the other way round.
pub(crate) fn of_other_kind(word: &str) -> Option<&'static str> {
    OF_BOTH
        .iter()
        .find_map(|&(of_numbers, of_days)| match word {
            _ if word == of_numbers => Some(of_days),
            _ if word == of_days => Some(of_numbers),
            // What a text is, a number or a day equals.
            _ if word == "is" => Some("equals"),
            _ => None,
        })
}

/// What a word for yes or no, of any language, is written as.
pub(crate) fn yes_or_no(word: &str) -> Option<bool> {
    let lower = word.to_lowercase();
    let word = lower.strip_prefix("is ").unwrap_or(&lower);
    let said = |one: Language| one.flag(word).or(one.confirms(word).then_some(true));
    scalar::flag(word).or_else(|| Language::ALL.into_iter().find_map(said))
}

/// What is asked of a family where `instead` asks it of another.
pub(crate) fn of_family(instead: &str, family: Family) -> String {
    let mut both = OF_BOTH.iter();
    match family {
        Family::Day => of_days(instead).replace("{ is:", "{ equals:"),
        Family::Number => both
            .find(|(_, of_days)| *of_days == instead)
            .map_or(instead, |(of_numbers, _)| of_numbers)
            .replace("{ is:", "{ equals:"),
        _ if instead == "equals" => "is".to_owned(),
        _ => instead.to_owned(),
    }
}

/// What is asked of days where `instead` asks it of numbers.
fn of_days(instead: &str) -> String {
    OF_BOTH
        .iter()
        .fold(instead.to_owned(), |said, (of_numbers, of_days)| {
            said.replace(of_numbers, of_days)
        })
}

/// The sentence that says why something cannot be computed so: it has another word, divides, or is a formula in text.
pub(crate) fn never_computed(found: &str) -> Option<&'static str> {
    let lower = found.to_lowercase();
    if LESS.contains(&lower.as_str()) {
        return Some("book.subtraction");
    }
    if QUOTIENT.contains(&lower.as_str()) {
        return Some("book.no_division");
    }
    if WORKING_DAYS.contains(&lower.as_str()) {
        return Some("book.no_working_days");
    }
    if TODAY.contains(&lower.as_str()) {
        return Some("book.no_today");
    }
    let signs = [
        " + ", " - ", " – ", " − ", " * ", " × ", " / ", " > ", " < ", " >= ", " <= ", " = ",
    ];
    let is_formula = signs.iter().any(|sign| found.contains(sign))
        && found.contains(|c: char| c.is_ascii_alphabetic());
    // `sum(grant)`, as a workbook writes it.
    let name = found
        .strip_suffix(')')
        .and_then(|said| said.split_once('('));
    let is_call = name.is_some_and(|(name, _)| name.ends_with(|c: char| c.is_alphanumeric()));
    (is_formula || is_call).then_some("book.formula")
}

/// What stands between several of which one would do, where they are written in one text.
const OR: [&str; 4] = [" or ", " OR ", " vai ", ", "];

/// The several of a text in which any of them would do: `4 or 9`.
pub(crate) fn any_of_several(found: &str) -> Option<Vec<&str>> {
    let or = OR.iter().find(|or| found.contains(*or))?;
    Some(found.split(or).collect())
}

/// Whether it is what a comma left of a number.
pub(crate) fn is_rest_of_number(found: &str) -> bool {
    let mut bytes = found.bytes();
    found.len() >= 2 && bytes.all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// `2 years`: how many, and the key that counts them.
pub(crate) fn how_long(found: &str) -> Option<(&str, &'static str)> {
    let (number, word) = found.trim().split_once(' ')?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let begins = |stems: &[&str]| stems.iter().any(|stem| word.starts_with(stem));
    let mut keys = STRETCHES.iter().filter(|(stems, _)| begins(stems));
    let (_, key) = keys.next().filter(|_| is_number)?;
    Some((number, key))
}

/// `2 h`, `3 weeks`: so many of what no key counts.
pub(crate) fn counts_other_time(found: &str) -> bool {
    let word = found.rsplit(' ').next().unwrap_or_default();
    other_word(word, Place::Time).is_some()
}

/// The test that a sign before a text would be: `> submitted`.
pub(crate) fn sign_of_a_test(found: &str) -> Option<(&'static str, &str)> {
    let rest = found.trim_start_matches(['<', '>', '=', '!', '≤', '≥']);
    let sign = found.strip_suffix(rest)?;
    Some((other_word(sign, Place::Test)?, rest.trim()))
}

/// Most words of a comparison: `less than or equal to`.
const OF_COMPARISON: usize = 5;

/// The test that words before a text would be, `not more than 5000`, among those of the language and what people write in their place.
pub(crate) fn words_of_a_test<'t>(
    found: &'t str,
    is_test: &dyn Fn(&str) -> bool,
) -> Option<(String, &'t str)> {
    let ends = found.match_indices(' ').map(|(at, _)| at);
    let ends: Vec<usize> = ends.take(OF_COMPARISON).collect();
    ends.into_iter().rev().find_map(|end| {
        let (words, rest) = found.split_at_checked(end)?;
        let own = words.replace(' ', "_");
        let own = Some(own).filter(|own| own != words && is_test(own));
        let test = own.or_else(|| other_word(words, Place::Test).map(str::to_owned))?;
        is_test(&test).then(|| (test, rest.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_a_word_for_it() {
        for (found, place, instead) in [
            ("or", Place::Condition, Some("any: [ … ]")),
            ("No-later-than", Place::Test, Some("not_after")),
            ("max", Place::Test, Some("at_most")),
            ("max", Place::Quantity, Some("largest: [ … ]")),
            ("if", Place::Key, Some("when")),
            ("grant", Place::Test, None),
        ] {
            assert_eq!(other_word(found, place), instead, "{found}");
        }
        for place in Place::ALL {
            let own = WORDS.iter().filter(|own| own.place == place);
            assert!(own.count() > 0, "{place:?}");
        }
        assert!(WORDS.iter().any(|own| own.instead == NO_LIMIT));
        assert_eq!(never_computed("minus"), Some("book.subtraction"));
        assert_eq!(never_computed("grant + own"), Some("book.formula"));
        assert_eq!(never_computed("SUM(grant)"), Some("book.formula"));
        assert_eq!(never_computed("a-b"), None);
        assert_eq!(never_computed("area (ha)"), None);
        assert_eq!(sign_of_a_test(">= 5"), Some(("at_least", "5")));
        let said = |found| words_of_a_test(found, &|test| test.starts_with("at_"));
        for (found, test) in [("not more than 5", "at_most"), ("at least 5", "at_least")] {
            assert_eq!(said(found), Some((test.to_owned(), "5")));
        }
        assert_eq!(said("money 5"), None);
        assert_eq!(sign_of_a_test("submitted"), None);
    }
}
