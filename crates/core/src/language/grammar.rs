//! What a language does in its own way beside its sentences. Each language has one grammar, in its own file.

use std::borrow::Cow;

use chrono::NaiveDate;

/// How a language forms words beside numbers, and writes numbers, amounts and days.
pub(super) struct Grammar {
    /// The forms of a word in a sentence, in the order in which they are written: `diena|dienas|dienu`.
    pub(super) forms: &'static [PluralForm],
    /// The form of the word beside a whole number, by the rule of CLDR.
    pub(super) plural: fn(u64) -> PluralForm,
    /// Stands between groups of three digits.
    pub(super) group: &'static str,
    /// Stands before the parts of a whole.
    pub(super) decimal: &'static str,
    /// Stands before an amount in euro, and after it.
    pub(super) euro: [&'static str; 2],
    /// Stands behind a rate in hundredths.
    pub(super) percent: &'static str,
    /// The name of a month, 1 to 12, in a case; a language without cases pays no heed to it.
    pub(super) month: fn(u32, Case) -> Cow<'static, str>,
    /// A day, with the name of its month.
    pub(super) date: fn(NaiveDate, &str) -> String,
    /// The month of a day, with its name.
    pub(super) month_of: fn(NaiveDate, &str) -> String,
}

/// The form of a word beside a whole number, as CLDR names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PluralForm {
    /// In Latvian beside 0, 10 to 20, 30: `dienu`.
    Zero,
    /// Beside 1; in Latvian also 21, 101: `diena`.
    One,
    /// A dual.
    Two,
    /// A few, as Lithuanian and Polish have it.
    Few,
    /// Many, as Polish has it.
    Many,
    /// All others.
    Other,
}

/// A case of a noun. Sentences in every language ask for it by its question in Latvian: `{day:kam}`.
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
    /// Every case.
    pub const ALL: [Self; 5] = [
        Self::Nominative,
        Self::Genitive,
        Self::Dative,
        Self::Accusative,
        Self::Locative,
    ];

    /// The case that a question asks for.
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
}
