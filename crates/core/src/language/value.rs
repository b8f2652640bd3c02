//! What a placeholder can stand for, and how each language writes it: amounts, dates, numbers, and the form of a word beside a number.
//! Knows nothing of where the values come from.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Language;

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
    #[must_use]
    pub fn write(&self, language: Language) -> Cow<'_, str> {
        self.write_in(language, Case::Nominative)
    }

    /// As the language writes it in a case; days alone are declined, and only in Latvian.
    #[must_use]
    pub fn write_in(&self, language: Language, case: Case) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Code(text) => Cow::Borrowed(text),
            Self::Count(number) | Self::Days(number) => {
                Cow::Owned(grouped(&number.to_string(), language))
            }
            Self::Money(amount) => Cow::Owned(money(*amount, language)),
            Self::Date(day) => Cow::Owned(date(*day, language, case)),
        }
    }

    /// The form of the word that goes with it; what is no number is as many.
    #[must_use]
    pub fn plural(&self, language: Language) -> PluralForm {
        match self {
            Self::Count(number) | Self::Days(number) => plural(language, *number),
            Self::Text(_) | Self::Code(_) | Self::Money(_) | Self::Date(_) => PluralForm::Other,
        }
    }
}

/// The form of a word beside a whole number, as CLDR names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PluralForm {
    /// 1 day; in Latvian also 21, 101: `diena`.
    One,
    /// 2 days: `dienas`.
    Other,
    /// Latvian alone, 0, 10 to 20, 30: `dienu`.
    Zero,
}

/// The form of the word that goes with `n`.
#[must_use]
pub const fn plural(language: Language, n: u64) -> PluralForm {
    match language {
        Language::En => match n {
            1 => PluralForm::One,
            _ => PluralForm::Other,
        },
        Language::Lv => match (n % 10, n % 100) {
            (0, _) | (_, 11..=19) => PluralForm::Zero,
            (1, _) => PluralForm::One,
            _ => PluralForm::Other,
        },
    }
}

/// The digits in groups of three. A group is not torn apart at the end of a line: Latvian has a no-break space between them.
fn grouped(digits: &str, language: Language) -> String {
    let separator = match language {
        Language::Lv => '\u{a0}',
        Language::En => ',',
    };
    let mut out = String::with_capacity(digits.len().saturating_mul(2));
    for (index, digit) in digits.char_indices() {
        if index > 0 && digits.len().saturating_sub(index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Always with both cents: two amounts under each other compare at a glance.
fn money(amount: Decimal, language: Language) -> String {
    let amount = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let sign = if amount < Decimal::ZERO { "-" } else { "" };
    let digits = amount.abs().to_string();
    let (whole, cents) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = grouped(whole, language);
    match language {
        Language::Lv => format!("{sign}{whole},{cents:0<2}\u{a0}€"),
        Language::En => format!("EUR {sign}{whole}.{cents:0<2}"),
    }
}

fn date(day: NaiveDate, language: Language, case: Case) -> String {
    let month = day.month0() as usize;
    match language {
        Language::Lv => {
            let month = MONTHS_LV.get(month).copied().unwrap_or_default();
            let month = case.of_month(month);
            format!("{}. gada {}. {month}", day.year(), day.day())
        }
        Language::En => {
            let month = MONTHS_EN.get(month).copied().unwrap_or_default();
            format!("{} {month} {}", day.day(), day.year())
        }
    }
}

/// A case of Latvian, asked for by its question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Case {
    /// `kas`: 31. decembris.
    Nominative,
    /// `kā`: no 31. decembra.
    Genitive,
    /// `kam`: līdz 31. decembrim.
    Dative,
    /// `ko`: par 31. decembri.
    Accusative,
    /// `kur`: 31. decembrī.
    Locative,
}

impl Case {
    /// The case that a question asks for.
    #[must_use]
    pub fn asked_by(question: &str) -> Option<Self> {
        match question {
            "kas" => Some(Self::Nominative),
            "kā" => Some(Self::Genitive),
            "kam" => Some(Self::Dative),
            "ko" => Some(Self::Accusative),
            "kur" => Some(Self::Locative),
            _ => None,
        }
    }

    /// A month in this case; all are of the first or the second declension.
    fn of_month(self, month: &str) -> String {
        let first = month.trim_end_matches('s');
        match (self, month.strip_suffix("is")) {
            (Self::Nominative, _) => month.to_owned(),
            (Self::Genitive, None) => format!("{first}a"),
            (Self::Dative, None) => format!("{first}am"),
            (Self::Accusative, None) => format!("{first}u"),
            (Self::Locative, None) => format!("{first}ā"),
            (Self::Genitive, Some("aprīl")) => "aprīļa".to_owned(),
            (Self::Genitive, Some(second)) => format!("{second}a"),
            (Self::Dative, Some(second)) => format!("{second}im"),
            (Self::Accusative, Some(second)) => format!("{second}i"),
            (Self::Locative, Some(second)) => format!("{second}ī"),
        }
    }
}

const MONTHS_LV: [&str; 12] = [
    "janvāris",
    "februāris",
    "marts",
    "aprīlis",
    "maijs",
    "jūnijs",
    "jūlijs",
    "augusts",
    "septembris",
    "oktobris",
    "novembris",
    "decembris",
];

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::{Case, PluralForm, Value, date, plural};
    use crate::language::Language;
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
                    _ => PluralForm::Other,
                };
                assert_eq!(plural(language, n), asked, "{n} in {language:?}");
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
            ("-0.001", "0,00 €", "EUR 0.00"),
            ("0.005", "0,01 €", "EUR 0.01"),
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
    fn months_are_declined() {
        let cases = ["kas", "kā", "kam", "ko", "kur"].map(Case::asked_by);
        for (month, forms) in [
            (1, "janvāris janvāra janvārim janvāri janvārī"),
            (2, "februāris februāra februārim februāri februārī"),
            (3, "marts marta martam martu martā"),
            (4, "aprīlis aprīļa aprīlim aprīli aprīlī"),
            (5, "maijs maija maijam maiju maijā"),
            (6, "jūnijs jūnija jūnijam jūniju jūnijā"),
            (7, "jūlijs jūlija jūlijam jūliju jūlijā"),
            (8, "augusts augusta augustam augustu augustā"),
            (9, "septembris septembra septembrim septembri septembrī"),
            (10, "oktobris oktobra oktobrim oktobri oktobrī"),
            (11, "novembris novembra novembrim novembri novembrī"),
            (12, "decembris decembra decembrim decembri decembrī"),
        ] {
            let day = NaiveDate::from_ymd_opt(2024, month, 9).expect("a day");
            for (case, form) in cases.into_iter().zip(forms.split(' ')) {
                let written = date(day, Language::Lv, case.expect("a case"));
                assert_eq!(written, format!("2024. gada 9. {form}"));
            }
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
        assert_eq!(Value::Days(1000).write(Language::Lv), "1\u{a0}000");
        assert_eq!(Value::from("1000").write(Language::Lv), "1000");
    }
}
