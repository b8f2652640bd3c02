//! What people who write a language may mean: lists of words, in a file for each language. A word that ends with `*` is the beginning of
//! words; in lists of beginnings alone it stands without.

use std::sync::LazyLock;

use super::Language;
use crate::named::named;
use atbilst_yaml::Parsed;

named! {
    /// A list of words that every language has.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(super) enum WordList {
        /// What else people write in a day.
        InDates = "in_dates",
        /// What makes thousands of a number.
        Thousands = "thousands",
        /// What makes millions of a number.
        Millions = "millions",
        /// How words begin behind which a limit is itself with what is less: `ne vairāk kā`.
        LimitsBelow = "limits_below",
        /// How words begin behind which a limit is itself with what is more: `vismaz`.
        LimitsAbove = "limits_above",
        /// Words before those, which may say the contrary: `ne vairāk kā`.
        BeforeLimits = "before_limits",
        /// What people write for what is still to be written.
        Open = "open",
        /// What people write where there is nothing to write.
        Nothing = "nothing",
        /// At least one of these stands where something comes later or stands elsewhere; in small letters without accents.
        Defers = "defers",
        /// And nothing else beside those but these and numbers.
        BesideDeferring = "beside_deferring",
        /// What forms and hints call that which somebody is to write: a text of these words alone says nothing.
        Labels = "labels",
        /// How an example begins.
        ForExample = "for_example",
        /// What people write for `true`.
        Yes = "yes",
        /// What people write for `false`.
        No = "no",
        /// Words that deny what stands beside them.
        Denying = "denying",
        /// How words begin that deny what stands beside them once more: `nav novērsta krāpšana`.
        Preventing = "preventing",
        /// How the name of a tax begins that an amount may hold.
        Tax = "tax",
        /// Words before that name where an amount holds it.
        With = "with",
        /// Words before that name where it does not.
        Without = "without",
        /// Beginnings that deny the rest of a word.
        DenyingBeginnings = "denying_beginnings",
        /// How two words begin of which one says what the other does not, with a space between them.
        Opposites = "opposites",
        /// Words behind which is told of what, or for whom, something is; none where that stands before its name.
        Prepositions = "prepositions",
        /// What the pages of a document are called, and what stands between their numbers.
        Pages = "pages",
        /// Words beside a number that say that it is that of one of several: `7. punkts`.
        Numbering = "numbering",
        /// What people write beside an amount that stays the one asked: beside any other word it may be another, or none.
        BesideAmounts = "beside_amounts",
        /// The words that say an amount in letters.
        Numerals = "numerals",
        /// What people write beside a day that stays the one asked.
        BesideDays = "beside_days",
        /// Quarters and halves of a year.
        PartsOfYears = "parts_of_years",
        /// What people write beside the name of a field that leaves its value what it is.
        BesideNames = "beside_names",
        /// How words begin that say of months or years that those count which are full.
        Full = "full",
        /// How begins what programs leave where a text is to be written, or cannot be shown.
        Prompts = "prompts",
        /// What people write in the place of a yes, or without its accents, where they must be asked.
        Confirming = "confirming",
    }
}

/// The words of each list, of each language.
type Lists = [Vec<String>; WordList::ALL.len()];

static LISTS: LazyLock<[Lists; Language::ALL.len()]> =
    LazyLock::new(|| Language::ALL.map(|language| read(language.word_lists())));

fn read(text: &str) -> Lists {
    let parsed = Parsed::of(text);
    debug_assert!(parsed.problems.is_empty(), "{:?}", parsed.problems);
    let document = parsed.document();
    let entries: Vec<_> = document
        .root()
        .into_iter()
        .flat_map(|root| document.entries(root))
        .collect();
    debug_assert_eq!(entries.len(), WordList::ALL.len());
    WordList::ALL.map(|list| {
        let own = entries
            .iter()
            .find(|(name, _)| document.scalar(*name) == list.name());
        debug_assert!(own.is_some(), "{}", list.name());
        let words = own
            .into_iter()
            .flat_map(|&(_, words)| document.items(words));
        words.map(|word| document.scalar(word).to_owned()).collect()
    })
}

impl Language {
    /// The words of a list.
    #[expect(clippy::indexing_slicing, reason = "every language has every list")]
    pub(super) fn words(self, list: WordList) -> &'static [String] {
        &LISTS[self as usize][list as usize]
    }

    /// Whether a word is one of a list, or begins as one that ends with `*`.
    pub(super) fn has(self, list: WordList, word: &str) -> bool {
        let mut own = self.words(list).iter();
        own.any(|own| match own.strip_suffix('*') {
            Some(begins) => word.starts_with(begins),
            None => own == word,
        })
    }

    /// Whether a word is one of a list, in any language.
    pub(super) fn any_has(list: WordList, word: &str) -> bool {
        let mut all = Self::ALL.into_iter();
        all.any(|language| language.has(list, word))
    }

    /// Whether a word begins as one of a list does.
    pub(super) fn begins(self, list: WordList, word: &str) -> bool {
        let mut own = self.words(list).iter();
        own.any(|begins| word.starts_with(begins.as_str()))
    }
}
