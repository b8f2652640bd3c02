//! How things are said: the languages, their numbers, dates and plurals, and the catalogue of the program's own sentences.
//! The lowest room beside `yaml`: knows nothing of rules or reports.

mod catalogue;
mod deferral;
mod denial;
mod en;
mod grammar;
mod lv;
mod template;
mod translated;
mod value;
mod words;

pub(crate) use deferral::without_accent;
pub(crate) use denial::is_struck_out;
use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use grammar::Grammar;
use words::WordList;

pub use catalogue::Catalogue;
pub use grammar::{Case, PluralForm};
pub use template::{Template, TemplateProblem, TemplateProblemKind};
pub use translated::Translated;
pub use value::Value;

/// Makes [`Language`] of one entry a language. Its file `language/NAME.rs` has the grammar, `language/NAME.yaml` and
/// `language/program/NAME.yaml` the sentences, `language/words/NAME.yaml` what people who write it may mean.
macro_rules! languages {
    ($($(#[$about:meta])* $language:ident: $name:ident),+ $(,)?) => {
        /// A language the tool speaks.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum Language {
            $($(#[$about])* $language,)+
        }

        impl Language {
            /// Their names on the command line and in rule books: the keys of a mapping that has a text in each.
            pub const NAMES: [&str; [$(stringify!($name)),+].len()] = [$(stringify!($name)),+];

            /// Every language.
            pub const ALL: [Self; Self::NAMES.len()] = [$(Self::$language),+];

            const fn grammar(self) -> &'static Grammar {
                match self {
                    $(Self::$language => &$name::GRAMMAR,)+
                }
            }

            const fn word_lists(self) -> &'static str {
                match self {
                    $(Self::$language => include_str!(concat!("language/words/", stringify!($name), ".yaml")),)+
                }
            }

            /// The catalogue as it is written: what every door says, and what the command line and the server for editors alone say,
            /// which the page in the browser goes without, for it has to be small.
            const fn sentences(self) -> [&'static str; 2] {
                match self {
                    $(Self::$language => [
                        include_str!(concat!("language/", stringify!($name), ".yaml")),
                        #[cfg(not(target_family = "wasm"))]
                        include_str!(concat!("language/program/", stringify!($name), ".yaml")),
                        #[cfg(target_family = "wasm")]
                        "",
                    ],)+
                }
            }
        }
    };
}

languages! {
    /// Latvian.
    Lv: lv,
    /// English; answers also whoever asks in a language that is not here.
    #[default]
    En: en,
}

impl Language {
    /// Its name on the command line and in rule books.
    #[expect(clippy::indexing_slicing, reason = "every language has a name")]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The language of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.name() == name)
    }

    /// The form of a word that goes with `n`.
    pub(crate) fn plural(self, n: u64) -> PluralForm {
        (self.grammar().plural)(n)
    }

    /// Of the forms of a word the one asked for; where it is not written, that for all others.
    fn form(self, forms: &[String], asked: PluralForm) -> &str {
        let of = |form| {
            let place = self.grammar().forms.iter().position(|one| *one == form);
            place.and_then(|place| forms.get(place))
        };
        let form = of(asked).or_else(|| of(PluralForm::Other));
        form.or(forms.last()).map_or("", String::as_str)
    }

    /// How many forms a word has beside a number.
    pub fn forms(self) -> usize {
        self.grammar().forms.len()
    }

    pub(crate) fn has_cases(self) -> bool {
        let name = |case| (self.grammar().month)(1, case);
        name(Case::Nominative) != name(Case::Genitive)
    }

    fn date(self, day: NaiveDate, case: Case) -> String {
        let grammar = self.grammar();
        (grammar.date)(day, &(grammar.month)(day.month(), case))
    }

    /// The month in which a day lies.
    pub(crate) fn month_of(self, day: NaiveDate) -> String {
        let grammar = self.grammar();
        (grammar.month_of)(day, &(grammar.month)(day.month(), Case::Nominative))
    }

    /// The name of a month, 1 to 12, in every case.
    pub(crate) fn month_names(self, month: u32) -> [Cow<'static, str>; Case::ALL.len()] {
        Case::ALL.map(|case| (self.grammar().month)(month, case))
    }

    /// Whether people write this word in a day beside its figures and the name of the month.
    pub(crate) fn has_in_dates(self, word: &str) -> bool {
        self.has(WordList::InDates, word)
    }

    /// By how much a word multiplies the number that it stands beside.
    pub(crate) fn multiplier(self, word: &str) -> Option<Decimal> {
        let factors = [
            (WordList::Thousands, 1_000),
            (WordList::Millions, 1_000_000),
        ];
        let factor = factors.into_iter().find(|(list, _)| self.has(*list, word));
        factor.map(|(_, factor): (_, u32)| Decimal::from(factor))
    }

    /// Whether an amount stays the one asked beside this word.
    pub(crate) fn leaves_amount(self, word: &str) -> bool {
        self.has(WordList::BesideAmounts, word) || self.is_numeral(word)
    }

    /// Whether a word is of an amount in letters.
    pub(crate) fn is_numeral(self, word: &str) -> bool {
        self.has(WordList::Numerals, word)
    }

    /// Whether a day stays the one asked beside this word.
    pub(crate) fn leaves_day(self, word: &str) -> bool {
        self.has(WordList::BesideDays, word)
    }

    /// Whether a limit behind a word is itself with what is less, as behind `ne vairāk kā`, or with what is more, as behind `vismaz`;
    /// whether it is allowed is another matter.
    pub fn leaves_limit_below(self, word: &str) -> Option<bool> {
        let below = self.begins(WordList::LimitsBelow, word);
        (below || self.begins(WordList::LimitsAbove, word)).then_some(below)
    }

    /// Whether such a word may say the contrary behind this one, so that both are quoted.
    pub fn leads_to_limit(self, word: &str) -> bool {
        self.has(WordList::BeforeLimits, word)
    }

    /// Whether a word confirms something, in the place of a yes.
    pub(crate) fn confirms(self, word: &str) -> bool {
        self.has(WordList::Confirming, word)
    }

    /// Whether a text only says that something is still to be written.
    pub(crate) fn means_open(self, text: &str) -> bool {
        is_one_of(text, self.words(WordList::Open)) || self.means_nothing(text)
    }

    /// Whether a text says that there is nothing to write.
    pub(crate) fn means_nothing(self, text: &str) -> bool {
        is_one_of(text, self.words(WordList::Nothing))
    }

    /// Whether a text only marks, in any language, what is still to be written, or says that there is nothing: `TODO`, `nav`, `xxx`.
    pub(crate) fn any_marks_open(text: &str) -> bool {
        let text = text.trim();
        let mut letters = text.chars().flat_map(char::to_lowercase);
        let first = letters.next();
        let is_letter = first.is_none_or(char::is_alphabetic);
        let is_one_sign = is_letter && letters.all(|letter| Some(letter) == first);
        is_one_sign || Self::any_means_open(text)
    }

    /// Whether a word is, in any language, only what a form calls that which is to be written.
    pub(crate) fn any_labels(word: &str) -> bool {
        let mut all = Self::ALL.into_iter();
        all.any(|language| is_one_of(word, language.words(WordList::Labels)))
    }

    /// Whether a word beside the name of a field leaves its value what it is, in any language.
    pub(crate) fn any_leaves_name(word: &str) -> bool {
        let mut all = Self::ALL.into_iter();
        all.any(|language| language.has(WordList::BesideNames, word))
    }

    /// Whether a word stands beside the number of a page, in any language.
    pub(crate) fn any_names_page(word: &str) -> bool {
        Self::any_has(WordList::Pages, word)
    }

    /// Whether a word names a quarter or a half of a year, in any language.
    pub(crate) fn names_part_of_year(word: &str) -> bool {
        Self::any_has(WordList::PartsOfYears, word)
    }

    /// Whether a text says, in any language, that there is nothing to write.
    pub(crate) fn any_means_nothing(text: &str) -> bool {
        let mut all = Self::ALL.into_iter();
        all.any(|language| language.means_nothing(text))
    }

    /// Whether a text only marks what is still to be written by a word for that.
    pub(crate) fn any_means_open(text: &str) -> bool {
        let mut all = Self::ALL.into_iter();
        all.any(|language| language.means_open(text))
    }

    /// Whether a text begins as an example does.
    pub(crate) fn begins_example(self, text: &str) -> bool {
        self.begins_as(WordList::ForExample, text)
    }

    /// Whether a program left a text where one is to be written: `Click or tap here to enter text.`
    pub(crate) fn begins_prompt(self, text: &str) -> bool {
        self.begins_as(WordList::Prompts, text)
    }

    fn begins_as(self, list: WordList, text: &str) -> bool {
        let first = |text: &str| text.bytes().next().map(|byte| byte.to_ascii_lowercase());
        let own = first(text);
        self.words(list).iter().any(|begins| {
            let head = || text.get(..begins.len());
            first(begins) == own && head().is_some_and(|head| head.eq_ignore_ascii_case(begins))
        })
    }

    /// Whether a word means yes or no.
    pub(crate) fn flag(self, word: &str) -> Option<bool> {
        let yes = self.has(WordList::Yes, word);
        (yes || self.has(WordList::No, word)).then_some(yes)
    }

    /// What stands before the parts of a whole.
    pub const fn decimal_mark(self) -> &'static str {
        self.grammar().decimal
    }

    /// The language of a person's surroundings: the first of `ATBILST_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG`
    /// that is not empty decides; without a language that is spoken, the default answers.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let locale = ["ATBILST_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()));
        locale
            .as_deref()
            .and_then(Self::of_locale)
            .unwrap_or_default()
    }

    fn of_locale(locale: &str) -> Option<Self> {
        let name = locale.split(['_', '-', '.', '@']).next()?;
        Self::from_name(&name.to_ascii_lowercase())
    }

    /// Whether a language is spoken that a system names so: `lv_LV.UTF-8`.
    pub fn is_locale(locale: &str) -> bool {
        Self::of_locale(locale).is_some()
    }
}

/// Whether a text is one of these, whatever its capitals and the stop behind it.
fn is_one_of(text: &str, words: &[String]) -> bool {
    let bare = |text| str::trim_end_matches(text, ['.', '!']);
    let text = bare(text);
    // Most words are soon seen to begin with another letter.
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii);
    let own = first(text).map(|byte| byte.to_ascii_lowercase());
    let mut words = words
        .iter()
        .filter(|word| own.is_none() || first(word) == own);
    words.any(|word| {
        let word = bare(word);
        word.len() == text.len() && word == text.to_lowercase()
    })
}

#[cfg(test)]
mod tests {
    use super::Language;

    fn detected(variables: &[(&str, &str)]) -> Language {
        Language::detect(|name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_first_variable_that_says_something_decides() {
        assert_eq!(detected(&[]), Language::En);
        assert_eq!(detected(&[("LANG", "lv_LV.UTF-8")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "lv-LV")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "LV")]), Language::Lv);
        assert_eq!(detected(&[("LANG", "zz_ZZ.UTF-8")]), Language::En);
        assert_eq!(detected(&[("LANG", "lvx")]), Language::En);
        assert_eq!(
            detected(&[("LC_ALL", "C"), ("LANG", "lv_LV.UTF-8")]),
            Language::En
        );
        assert_eq!(
            detected(&[("LC_ALL", ""), ("LC_MESSAGES", "lv_LV"), ("LANG", "C")]),
            Language::Lv
        );
        assert_eq!(
            detected(&[("ATBILST_LANG", "lv"), ("LC_ALL", "en_GB")]),
            Language::Lv
        );
    }
}
