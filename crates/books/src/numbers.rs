//! The numbers of a text, as people write them: `300 000`, `300.000,00`, `1.5 million`, and of what they are: money, per cent, or a length
//! of time. What is a reference or a day, `2.1.` or `31. decembrī`, is of nothing.

use rust_decimal::Decimal;

use atbilst_core::language::Language;

/// Of what a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Euro.
    Money,
    /// Per cent.
    Percent,
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl Unit {
    /// Whether it is a length of time.
    pub(crate) fn is_of_time(self) -> bool {
        match self {
            Self::Money | Self::Percent => false,
            Self::Days | Self::Weeks | Self::Months | Self::Years => true,
        }
    }
}

/// Words by which a unit is known, by how they begin.
const UNITS: [(Unit, &[&str]); 6] = [
    (Unit::Money, &["eur", "eiro", "€"]),
    (Unit::Percent, &["%", "procent", "percent", "per cent"]),
    (Unit::Days, &["dien", "day"]),
    (Unit::Weeks, &["nedēļ", "week"]),
    (Unit::Months, &["mēne", "month"]),
    (Unit::Years, &["gad", "year"]),
];

/// On which side of a limit it is itself: that of what is less, or that of what is more. Whether it is allowed is another matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LimitSide {
    /// With what is less: `ne vairāk kā`, `pārsniedz`.
    Lower,
    /// With what is more: `vismaz`, `mazāk par`.
    Upper,
}

/// So many words stand between such a word and its limit at most: `ne vairāk kā kopā EUR 300`.
const BETWEEN: usize = 3;

/// Words that make a number so many times as much.
const SCALES: [(&str, i64); 6] = [
    ("tūkst", 1_000),
    ("thousand", 1_000),
    ("milj", 1_000_000),
    ("mlj", 1_000_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];

/// How words for numbers begin, by the digit that they are made of: `sešdesmit` of a six.
const WORDS: [(u32, &[&str]); 9] = [
    (
        1,
        &["ten", "eleven", "hundred", "desmit", "vienpadsmit", "simt"],
    ),
    (2, &["two", "twelve", "twent", "div"]),
    (3, &["three", "thirt", "trīs", "trij"]),
    (4, &["four", "fort", "četr"]),
    (5, &["five", "fift", "piec"]),
    (6, &["six", "seš"]),
    (7, &["seven", "septiņ"]),
    (8, &["eight", "astoņ"]),
    (9, &["nine", "deviņ"]),
];

/// How words for a part of a whole begin: half of an amount is another one.
const PARTS: [&str; 9] = [
    "half",
    "third",
    "quarter",
    "double",
    "twice",
    "pus",
    "trešdaļ",
    "ceturtdaļ",
    "divkārš",
];

/// A number of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    /// As it is written there.
    pub(crate) written: String,
    /// What it may be: `300.000` is so many thousands, or a number with decimals.
    pub(crate) is: Vec<Decimal>,
    /// Of what, where it is said beside it.
    pub(crate) unit: Option<Unit>,
    /// On which side it is itself, where words before it make a limit of it, from that word on.
    pub(crate) side: Option<(LimitSide, String)>,
}

/// Every number of a text that is written in digits.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let text = text.to_lowercase();
    let mut all = Vec::new();
    let mut rest = text.as_str();
    let mut before = String::new();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (skipped, from) = rest.split_at(start);
        before.push_str(skipped);
        let (written, after) = from.split_at(length(from));
        // What goes on in letters or begins in them is a name.
        let is_name = before.ends_with(char::is_alphanumeric);
        if !is_name {
            all.push(number(&before, skipped, (written, after)));
        }
        before.push_str(written);
        rest = after;
    }
    all
}

/// Whether a text may say a number in words: `sixty-five` where the number is 65, and any other that is made of a six as well.
pub(crate) fn may_say(text: &str, number: Decimal) -> bool {
    let tens = (number / Decimal::TEN).trunc();
    let said = WORDS.iter().filter(|(_, words)| has(text, words));
    said.map(|(digit, _)| Decimal::from(*digit)).any(|digit| {
        let all = [
            digit,
            digit + Decimal::TEN,
            digit * Decimal::TEN,
            digit * Decimal::ONE_HUNDRED,
        ];
        all.contains(&number) || tens == digit
    })
}

/// Whether a text speaks of a part or a multiple of something.
pub(crate) fn has_parts(text: &str) -> bool {
    has(text, &PARTS)
}

fn has(text: &str, beginnings: &[&str]) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| beginnings.iter().any(|begins| word.starts_with(begins)))
}

/// So many bytes of a text are one number: digits with single marks between them, and spaces before three of them.
fn length(text: &str) -> usize {
    let mut end = 0_usize;
    for part in text.split_inclusive(|c: char| !c.is_ascii_digit()) {
        let digits = part.trim_end_matches(|c: char| !c.is_ascii_digit());
        let is_group = digits.len() == 3;
        let before = text.get(..end).and_then(|text| text.chars().next_back());
        let goes_on = match before {
            None | Some('.' | ',') => !digits.is_empty(),
            Some(' ' | '\u{a0}' | '\u{202f}' | '\'') => is_group,
            Some(_) => false,
        };
        if !goes_on {
            break;
        }
        end = end.saturating_add(part.len());
    }
    let number = text.get(..end).unwrap_or("");
    let last = number.rfind(|c: char| c.is_ascii_digit());
    last.map_or(0, |last| last.saturating_add(1))
}

/// The last word that makes a limit of what follows, and all from there on.
fn side(since: &str) -> Option<(LimitSide, &str)> {
    let mut behind = since.len();
    let words = since.rsplit(char::is_whitespace).filter_map(|word| {
        behind = behind.saturating_sub(word.len());
        let from = since.get(behind..)?;
        behind = behind.saturating_sub(1);
        (!word.is_empty()).then_some((word, from))
    });
    words
        .take(BETWEEN.saturating_add(1))
        .find_map(|(word, from)| {
            let mut languages = Language::ALL.into_iter();
            let is_below = languages.find_map(|language| language.leaves_limit_below(word))?;
            let side = match is_below {
                true => LimitSide::Lower,
                false => LimitSide::Upper,
            };
            Some((side, with_word_before(since, from)))
        })
}

/// The end of a text, and the word before it, which may deny it: `ne vairāk kā`, `at least`.
fn with_word_before<'t>(text: &'t str, end: &'t str) -> &'t str {
    let before = text.strip_suffix(end).unwrap_or_default().trim_end();
    let start = before.rfind(|c: char| !c.is_alphabetic());
    let word = start.map_or(0, |at| {
        let sign = before.get(at..).and_then(|rest| rest.chars().next());
        at.saturating_add(sign.map_or(0, char::len_utf8))
    });
    let leads = |word: &str| {
        Language::ALL
            .into_iter()
            .any(|one| one.leads_to_limit(word))
    };
    match before.get(word..).is_some_and(leads) {
        true => text.get(word..).unwrap_or(end),
        false => end,
    }
}

/// A number behind `before`, of which the text `since` stands behind the number before it.
fn number(before: &str, since: &str, (written, after): (&str, &str)) -> Number {
    let trimmed = after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '(', '*']);
    let scale = SCALES.iter().find(|(word, _)| trimmed.starts_with(word));
    let behind = match scale {
        None => trimmed,
        Some(_) => trimmed
            .split_once([' ', '\u{a0}'])
            .map_or("", |(_, behind)| behind),
    };
    let is_one = |begins: &&str| behind.starts_with(*begins);
    let unit = UNITS.iter().find(|(_, words)| words.iter().any(is_one));
    let in_front = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let is_money = in_front.ends_with("eur") || in_front.ends_with('€');
    let times = scale.map_or(Decimal::ONE, |(_, times)| Decimal::from(*times));
    let is = values(written).into_iter();
    let side = side(since).map(|(side, from)| (side, format!("{from}{written}")));
    Number {
        side,
        written: written.to_owned(),
        is: is.filter_map(|one| one.checked_mul(times)).collect(),
        unit: match (unit, is_money) {
            (Some((unit, _)), _) => Some(*unit),
            (None, true) => Some(Unit::Money),
            (None, false) => None,
        },
    }
}

/// What digits with marks between them may be.
fn values(written: &str) -> Vec<Decimal> {
    let parts: Vec<&str> = written.split(|c: char| !c.is_ascii_digit()).collect();
    let parse = |text: String| text.parse::<Decimal>().ok();
    let whole = || parse(parts.concat());
    let Some((last, first)) = parts.split_last() else {
        return Vec::new();
    };
    let groups = first.iter().skip(1).all(|part| part.len() == 3);
    let decimal = || parse(format!("{}.{last}", first.concat()));
    match (first.len(), last.len()) {
        (0, _) => whole().into_iter().collect(),
        // Numbers of paragraphs.
        _ if !groups => Vec::new(),
        (_, 3) if written.contains(['.', ',']) => whole().into_iter().chain(decimal()).collect(),
        (_, 3) => whole().into_iter().collect(),
        _ => decimal().into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Vec<String>, Option<Unit>)> {
        let all = numbers(text).into_iter();
        let all = all.map(|one| (one.is.iter().map(ToString::to_string).collect(), one.unit));
        all.collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let of = |is: &[&str], unit| (is.iter().map(|is| (*is).to_owned()).collect(), unit);
        for (text, expected) in [
            ("at most EUR 300 000", of(&["300000"], Some(Unit::Money))),
            (
                "līdz 300\u{a0}000,50 eiro",
                of(&["300000.50"], Some(Unit::Money)),
            ),
            (
                "up to €300,000",
                of(&["300000", "300.000"], Some(Unit::Money)),
            ),
            ("1.5 million euro", of(&["1500000.0"], Some(Unit::Money))),
            ("7,25 procenti", of(&["7.25"], Some(Unit::Percent))),
            ("24 (divdesmit četri)", of(&["24"], None)),
            ("36 mēnešus", of(&["36"], Some(Unit::Months))),
            ("2026. gada", of(&["2026"], None)),
            ("2.1.3. apakšpunkts", of(&[], None)),
        ] {
            assert_eq!(read(text), [expected], "{text}");
        }
        assert_eq!(read("B2B and Regulation No 651"), [of(&["651"], None)]);
        let side = |text| {
            numbers(text)
                .into_iter()
                .map(|one| one.side)
                .collect::<Vec<_>>()
        };
        let lower = |said: &str| Some((LimitSide::Lower, said.to_owned()));
        let upper = |said: &str| Some((LimitSide::Upper, said.to_owned()));
        assert_eq!(
            side("Ne mazāk kā 3 un Nepārsniedz EUR 500"),
            [upper("ne mazāk kā 3"), lower("nepārsniedz eur 500")]
        );
        assert_eq!(
            side("at least 30 per cent of 100"),
            [upper("at least 30"), None]
        );
        let says = |text, number: u32| may_say(text, number.into());
        assert!(says("trīs gadus", 3) && says("sixty-five per cent", 65) && says("divpadsmit", 12));
        assert!(!says("no later than six months", 25) && !says("at most EUR 3", 3));
    }
}
