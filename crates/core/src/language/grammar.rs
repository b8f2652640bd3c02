//! What a language does in its own way beside its sentences. Each language has one grammar, in its own file.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::deferral::Deferral;

/// How a language forms words beside numbers, writes numbers, amounts and days, and what people who write it may mean.
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
    /// What else people write in a day.
    pub(super) in_dates: &'static [&'static str],
    /// How words begin that make thousands of a number, and millions.
    pub(super) multipliers: [&'static [&'static str]; 2],
    /// How words begin that make a limit of a number behind them, by which it is itself with what is less, and with what is more.
    pub(super) limits: [&'static [&'static str]; 2],
    /// What people write for what is still to be written.
    pub(super) open: &'static [&'static str],
    /// What people write where there is nothing to write.
    pub(super) nothing: &'static [&'static str],
    /// What people write where something comes later or stands elsewhere.
    pub(super) deferral: Deferral,
    /// What forms and hints call that which somebody is to write: a text of these words alone says nothing.
    pub(super) labels: &'static [&'static str],
    /// How an example begins.
    pub(super) for_example: &'static [&'static str],
    /// What people write for `true`.
    pub(super) yes: &'static [&'static str],
    /// What people write for `false`.
    pub(super) no: &'static [&'static str],
    /// Words that deny what stands beside them.
    pub(super) denying: &'static [&'static str],
    /// Beginnings that deny the rest of a word.
    pub(super) denying_beginnings: &'static [&'static str],
    /// How two words begin of which one says what the other does not.
    pub(super) opposites: &'static [[&'static str; 2]],
    /// Words behind which is told of what, or for whom, something is; none where that stands before its name.
    pub(super) prepositions: &'static [&'static str],
    /// What people write beside an amount that is not the one asked: `ar`, `mēnesī`.
    pub(super) of_another_amount: &'static [&'static str],
    /// Words beside a day that say that another is meant, or none; with `*` how such words begin.
    pub(super) of_another_day: &'static [&'static str],
    /// What people write in the place of a yes, or without its accents, where they must be asked.
    pub(super) confirming: &'static [&'static str],
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
