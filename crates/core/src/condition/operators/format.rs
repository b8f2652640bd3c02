//! `format: email`: the text has a known form, with its check digits where it has any.

use super::{Ask, Asks, Examined, Found, Wanted, Word};
use crate::context::Truth;
use crate::form::{Family, Single};
use crate::named::named;

named! {
    /// A form that a text may have.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Format {
        /// An address of electronic mail.
        Email = "email",
        /// The number of a bank account, by ISO 13616.
        Iban = "iban",
        /// A class of the statistical classification of economic activities: `01`, `01.1`, `01.11`.
        Nace = "nace",
    }
}

/// Whether it names a form that a text may have.
pub(super) fn is_word(found: &str) -> bool {
    Format::ALL.iter().any(|one| one.name() == found)
}

impl Ask for Format {
    fn words() -> Vec<Word> {
        vec![Word {
            name: "format",
            of: &[Family::Text],
            read: |line| {
                Some(
                    line.reader
                        .word(line.node, &Self::ALL.map(|one| (one.name(), one)))?
                        .into(),
                )
            },
        }]
    }

    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth {
        match value {
            Single::Text => self.fits(found.text()).into(),
            Single::Code(_) | Single::Flag(_) | Single::Quantity(_) => Truth::Open,
        }
    }

    fn asks(&self) -> Asks<'_> {
        Asks {
            sentence: match self {
                Self::Email => "trace.email",
                Self::Iban => "trace.iban",
                Self::Nace => "trace.nace",
            },
            denied: match self {
                Self::Email => "trace.denied.email",
                Self::Iban => "trace.denied.iban",
                Self::Nace => "trace.denied.nace",
            },
            wanted: Wanted::Nothing,
            bounds: None,
        }
    }
}

impl Examined for Format {}

impl Format {
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Email => is_email(text),
            Self::Iban => is_iban(text),
            Self::Nace => is_nace(text),
        }
    }
}

/// One `@`, a name before it, and behind it names joined by dots, the last of two letters at least.
fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else {
        return false;
    };
    let is_label = |label: &str| {
        let inside = |c: char| c.is_alphanumeric() || c == '-';
        !label.is_empty()
            && label.chars().all(inside)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let is_name = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c))
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    text.len() <= 254
        && name.len() <= 64
        && name.split('.').all(is_name)
        && domain.contains('.')
        && domain.split('.').all(is_label)
        && last.chars().count() >= 2
        && !last.chars().all(|c| c.is_ascii_digit())
}

/// The length of the numbers of each country whose numbers are met here, with its two letters; of others 15 to 34.
const IBANS: [(&str, usize); 32] = [
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("SK", 24),
];

/// Letters and digits, as many as the country has, of which the remainder by 97 is 1; with spaces in it, as it is printed, or in small
/// letters it is the same account.
fn is_iban(text: &str) -> bool {
    let bare = text.chars().filter(|c| !c.is_whitespace());
    let bare: String = bare.map(|c| c.to_ascii_uppercase()).collect();
    let is_made_of = bare
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_ascii_uppercase());
    let (Some(country), Some(check)) = (bare.get(..2), bare.get(2..4)) else {
        return false;
    };
    let known = IBANS.iter().find(|(letters, _)| *letters == country);
    let fits = match known {
        Some((_, length)) => bare.len() == *length,
        None => (15..=34).contains(&bare.len()),
    };
    let letters = country.chars().all(|c| c.is_ascii_uppercase());
    let digits = check.chars().all(|c| c.is_ascii_digit());
    let turned = bare.chars().skip(4).chain(bare.chars().take(4));
    let remainder = turned
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |rest, digit| {
            let shift = if digit < 10 { 10 } else { 100 };
            rest.saturating_mul(shift)
                .saturating_add(digit)
                .checked_rem(97)
                .unwrap_or(0)
        });
    is_made_of && letters && digits && fits && remainder == 1
}

/// The divisions of the classification, revision 2 and 2.1.
const DIVISIONS: [std::ops::RangeInclusive<u8>; 19] = [
    1..=3,
    5..=9,
    10..=33,
    35..=35,
    36..=39,
    41..=43,
    45..=47,
    49..=53,
    55..=56,
    58..=63,
    64..=66,
    68..=68,
    69..=75,
    77..=82,
    84..=84,
    85..=85,
    86..=88,
    90..=96,
    97..=99,
];

/// Two digits of a division, and behind a dot one for the group and one for the class.
fn is_nace(text: &str) -> bool {
    let (division, rest) = text
        .split_once('.')
        .map_or((text, None), |(division, rest)| (division, Some(rest)));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let known = division
        .parse()
        .is_ok_and(|number: u8| DIVISIONS.iter().any(|range| range.contains(&number)));
    let rest_fits = rest.is_none_or(|rest| matches!(rest.len(), 1 | 2) && is_digits(rest));
    division.len() == 2 && is_digits(division) && known && rest_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_form_and_what_has_not() {
        for (format, good, bad) in [
            (
                Format::Email,
                &[
                    "anna@example.lv",
                    "a.b+c@ex-ample.co.uk",
                    "jānis@pašvaldība.lv",
                ][..],
                &[
                    "anna",
                    "anna@example",
                    "@example.lv",
                    "a b@example.lv",
                    "a@b@c.lv",
                    "a@.lv",
                    "a..b@c.lv",
                    "a@c.1",
                    "a@-c.lv",
                ][..],
            ),
            (
                // The examples of the standard's registry.
                Format::Iban,
                &[
                    "LV80BANK0000435195001",
                    "LV80 BANK 0000 4351 9500 1",
                    "lv80bank\u{a0}0000\u{a0}435195001",
                    "DE89370400440532013000",
                    "GB29NWBK60161331926819",
                ],
                &[
                    "LV81BANK0000435195001",
                    "LV80BANK000043519500",
                    "80LVBANK0000435195001",
                    "LV80",
                    "",
                ],
            ),
            (
                Format::Nace,
                &["01", "01.1", "62.01", "62.0", "99"],
                &["1", "04", "01.", "01.111", "A01", "00", "34.1"],
            ),
        ] {
            for text in good {
                assert!(format.fits(text), "{format:?} {text}");
            }
            for text in bad {
                assert!(!format.fits(text), "{format:?} {text}");
            }
        }
    }
}
