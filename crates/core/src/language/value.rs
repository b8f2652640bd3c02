//! What a placeholder can stand for, and how a language writes it: amounts, dates, numbers, and the form of a word beside a number.
//! Knows nothing of where the values come from.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{Case, Language, PluralForm};

/// What a placeholder can stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// Words; written as they are.
    Text(Cow<'a, str>),
    /// A code of a list; written as it is.
    Code(Cow<'a, str>),
    /// A number of things.
    Count(u64),
    /// An amount in euro.
    Money(Decimal),
    /// A rate in hundredths.
    Percent(Decimal),
    /// So much of a unit; without one, of things.
    Amount(Decimal, Arc<str>),
    /// A value, and how it comes about.
    Explained(Box<Value<'a>>, String),
    /// A day.
    Date(NaiveDate),
    /// A number of days; the word for them stands in the sentence.
    Days(u64),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<u32> for Value<'_> {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}

impl From<usize> for Value<'_> {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

// Templates of pages hand over references.
impl From<&usize> for Value<'_> {
    fn from(count: &usize) -> Self {
        Self::from(*count)
    }
}

impl From<&NaiveDate> for Value<'_> {
    fn from(date: &NaiveDate) -> Self {
        Self::Date(*date)
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl From<Decimal> for Value<'_> {
    fn from(amount: Decimal) -> Self {
        Self::Money(amount)
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl Value<'_> {
    /// As the language writes it.
    pub fn write(&self, language: Language) -> Cow<'_, str> {
        self.write_in(language, Case::Nominative)
    }

    /// As the language writes it in a case; days alone are declined.
    pub fn write_in(&self, language: Language, case: Case) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Code(text) => Cow::Borrowed(text),
            Self::Count(number) | Self::Days(number) => Cow::Owned(count(*number, language)),
            Self::Money(amount) => Cow::Owned(money(*amount, language)),
            Self::Percent(rate) => {
                let rate = number(*rate, 0, language);
                Cow::Owned(format!("{rate}{}", language.grammar().percent))
            }
            Self::Amount(amount, unit) => {
                let amount = number(*amount, 0, language);
                Cow::Owned(match &**unit {
                    "" => amount,
                    unit => format!("{amount}\u{a0}{unit}"),
                })
            }
            Self::Explained(value, how) => {
                Cow::Owned(format!("{} ({how})", value.write_in(language, case)))
            }
            Self::Date(day) => Cow::Owned(language.date(*day, case)),
        }
    }

    /// The form of the word that goes with it; what is no number is as many.
    pub(crate) fn plural(&self, language: Language) -> PluralForm {
        match self {
            Self::Count(number) | Self::Days(number) => language.plural(*number),
            Self::Explained(value, _) => value.plural(language),
            Self::Text(_)
            | Self::Code(_)
            | Self::Money(_)
            | Self::Percent(_)
            | Self::Amount(..)
            | Self::Date(_) => PluralForm::Other,
        }
    }
}

fn count(number: u64, language: Language) -> String {
    let digits = number.to_string();
    // Four digits may be a year, and are read at a glance.
    if digits.len() <= 4 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    group(&mut out, &digits, language.grammar().group);
    out
}

/// The digits in groups of three.
fn group(out: &mut String, digits: &str, separator: &str) {
    for (index, digit) in digits.char_indices() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
}

/// Always with both cents: two amounts under each other compare at a glance. Of a part of a cent every digit is shown.
fn money(amount: Decimal, language: Language) -> String {
    let [before, after] = language.grammar().euro;
    format!("{before}{}{after}", number(amount, 2, language))
}

/// With all its digits, and with so many behind the mark at least.
fn number(amount: Decimal, least: usize, language: Language) -> String {
    let grammar = language.grammar();
    let amount = amount.normalize();
    let digits = amount.abs().to_string();
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut out = String::with_capacity(digits.len().saturating_mul(2).saturating_add(8));
    if amount < Decimal::ZERO {
        out.push('-');
    }
    group(&mut out, whole, grammar.group);
    if !part.is_empty() || least > 0 {
        out.push_str(grammar.decimal);
    }
    out.push_str(part);
    out.extend(std::iter::repeat_n('0', least.saturating_sub(part.len())));
    out
}

#[cfg(test)]
mod tests {
    use super::Value;
    use crate::language::{Language, PluralForm};
    use chrono::NaiveDate;
    use icu_plurals::{PluralCategory, PluralRules};
    use rust_decimal::Decimal;

    #[test]
    fn plurals_are_those_of_icu() {
        for language in Language::ALL {
            let locale: icu_locale_core::Locale = language.name().parse().expect("a locale");
            let rules = PluralRules::try_new_cardinal((&locale).into()).expect("its rules");
            for n in 0..=2000_u64 {
                let asked = match rules.category_for(n) {
                    PluralCategory::Zero => PluralForm::Zero,
                    PluralCategory::One => PluralForm::One,
                    PluralCategory::Two => PluralForm::Two,
                    PluralCategory::Few => PluralForm::Few,
                    PluralCategory::Many => PluralForm::Many,
                    PluralCategory::Other => PluralForm::Other,
                };
                assert_eq!(language.plural(n), asked, "{n} in {language:?}");
            }
        }
    }

    #[test]
    fn amounts() {
        for (amount, lv, en) in [
            ("0", "0,00 €", "EUR 0.00"),
            ("0.5", "0,50 €", "EUR 0.50"),
            ("999.99", "999,99 €", "EUR 999.99"),
            ("1234.5", "1 234,50 €", "EUR 1,234.50"),
            ("70177920.00", "70 177 920,00 €", "EUR 70,177,920.00"),
            ("70177920.01", "70 177 920,01 €", "EUR 70,177,920.01"),
            ("-1234.5", "-1 234,50 €", "EUR -1,234.50"),
            ("-0.01", "-0,01 €", "EUR -0.01"),
            ("-0.001", "-0,001 €", "EUR -0.001"),
            ("0.005", "0,005 €", "EUR 0.005"),
            (
                "79228162514264337593543950335",
                "79 228 162 514 264 337 593 543 950 335,00 €",
                "EUR 79,228,162,514,264,337,593,543,950,335.00",
            ),
        ] {
            let value = Value::Money(Decimal::from_str_exact(amount).expect("an amount"));
            assert_eq!(value.write(Language::Lv), lv.replace(' ', "\u{a0}"));
            assert_eq!(value.write(Language::En), en);
        }
    }

    #[test]
    fn dates_and_numbers() {
        let date = NaiveDate::from_ymd_opt(2022, 12, 31).map(Value::Date);
        let date = date.expect("a day");
        assert_eq!(date.write(Language::Lv), "2022. gada 31. decembris");
        assert_eq!(date.write(Language::En), "31 December 2022");
        let count = Value::Count(12345);
        assert_eq!(count.write(Language::Lv), "12\u{a0}345");
        assert_eq!(count.write(Language::En), "12,345");
        assert_eq!(Value::Days(100).write(Language::En), "100");
        assert_eq!(Value::Days(1000).write(Language::Lv), "1000");
        assert_eq!(Value::from("1000").write(Language::Lv), "1000");
    }
}
