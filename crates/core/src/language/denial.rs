//! Whether one text says the opposite of another: `krāpšana` of `Nav krāpšanas`, `atkarīgs` of `neatkarīgs`. What is like a name in all
//! but that is not what was meant.

use super::Language;
use super::words::WordList;

/// Fewest letters that tell a word, whatever its ending.
const STEM: usize = 4;

/// Letters that an ending may add or change.
const ENDING: usize = 2;

/// Fewest letters of a word that is all that is denied.
const SHORT: usize = 3;

/// Fewest letters of a stem from which words of another kind are made.
const LONG_STEM: usize = 7;

/// Letters that make a word of another kind.
const LONG_ENDING: usize = 4;

/// Signs by which a text is struck out, or a box is left empty.
const STRUCK_OUT: [&str; 16] = [
    "~~", "--", "[-", "<s>", "<del>", "≠", "!=", "☐", "□", "◻", "[ ]", "✗", "✘", "❌", "\u{335}",
    "\u{336}",
];

/// Whether a text is struck out, or stands beside a box that nobody ticked: `~~yes~~`, `~yes~`, `☐ yes`, `-yes-`, `!yes`.
pub(crate) fn is_struck_out(text: &str) -> bool {
    let text = text.trim();
    let between = |sign| text.len() > 2 && text.starts_with(sign) && text.ends_with(sign);
    let is_denied = text.starts_with('!');
    is_denied || between('-') || between('~') || STRUCK_OUT.iter().any(|sign| text.contains(sign))
}

impl Language {
    /// Whether a text denies something, in any language; not what it says is without a tax, nor what it says is not prevented.
    pub(crate) fn denied(text: &str) -> bool {
        let text = text.to_lowercase();
        let behind = words(&text).skip(1).map(Some).chain([None]);
        let mut denying = words(&text)
            .zip(behind)
            .filter(|(word, behind)| is_denying(word) && !behind.is_some_and(is_tax));
        denying.next().is_some() && !words(&text).any(|word| begins(WordList::Preventing, word))
    }

    /// Whether a text says that an amount is with a tax, or that it is without, in any language; nothing where it says neither.
    pub(crate) fn with_tax(text: &str) -> Option<bool> {
        let text = text.to_lowercase();
        let mut before = words(&text)
            .zip(words(&text).skip(1))
            .filter(|(_, name)| is_tax(name));
        before.find_map(|(word, _)| {
            let with = Self::any_has(WordList::With, word);
            (with || Self::any_has(WordList::Without, word)).then_some(with)
        })
    }

    /// Whether a word names a tax, in any language.
    pub(crate) fn is_tax(word: &str) -> bool {
        is_tax(word)
    }

    /// Whether a text speaks of a tax, in any language.
    pub(crate) fn names_tax(text: &str) -> bool {
        words(&text.to_lowercase()).any(is_tax)
    }

    /// Whether a text holds nothing but words that deny: `no` of an English form is “from” to a Latvian.
    pub(crate) fn only_denies(text: &str) -> bool {
        words(&text.to_lowercase()).all(is_denying)
    }

    /// Whether an answer may say no, whatever to: `nav`, `nav konflikta`, `nepastāv`.
    pub(crate) fn answers_no(text: &str) -> bool {
        let denies = |word| is_denying(word) || begins(WordList::DenyingBeginnings, word);
        words(&text.to_lowercase()).any(denies)
    }

    /// Whether a word of one of two texts denies one of the other, in any language: `nepubliskie` of `publiskie`.
    pub(crate) fn has_denied_word(one: &str, other: &str) -> bool {
        let (one, other) = (one.to_lowercase(), other.to_lowercase());
        words(&one).any(|word| words(&other).any(|of| denies(word, of) || denies(of, word)))
    }

    /// Whether a word leads to what something is of, or for whom, in any language.
    pub(crate) fn is_preposition(word: &str) -> bool {
        Self::any_has(WordList::Prepositions, word)
    }

    /// Whether a word beside a number says, in any language, that it is that of one of several.
    pub(crate) fn any_numbers(word: &str) -> bool {
        Self::any_has(WordList::Numbering, word)
    }

    /// Whether a text says, in any language, that full months or years are counted.
    pub fn any_says_full(text: &str) -> bool {
        words(&text.to_lowercase()).any(|word| begins(WordList::Full, word))
    }

    /// Whether one of two texts denies what the other says, in any language.
    pub(crate) fn opposed(one: &str, other: &str) -> bool {
        if Self::denied(one) != Self::denied(other) {
            return true;
        }
        let (one, other) = (one.to_lowercase(), other.to_lowercase());
        Self::has_denied_word(&one, &other)
            || begins_denying(&one, &other)
            || begins_denying(&other, &one)
            || has_opposite(&one, &other)
            || has_opposite(&other, &one)
    }
}

/// Whether a word denies what stands beside it, in any language.
fn is_denying(word: &str) -> bool {
    Language::any_has(WordList::Denying, word)
}

/// Whether a word begins as one of a list does, in any language.
fn begins(list: WordList, word: &str) -> bool {
    let mut all = Language::ALL.into_iter();
    all.any(|language| language.begins(list, word))
}

/// Whether a word begins the name of a tax.
fn is_tax(word: &str) -> bool {
    begins(WordList::Tax, word)
}

/// Whether one of two texts says what the other does not, and not that itself: `privāta` of `publiska`.
fn has_opposite(one: &str, other: &str) -> bool {
    let says = |text: &str, begins: &str| words(text).any(|word| word.starts_with(begins));
    let all = Language::ALL.into_iter();
    let pairs = all.flat_map(|language| language.words(WordList::Opposites));
    let mut pairs = pairs.filter_map(|pair| pair.split_once(' '));
    pairs.any(|(begins, opposite)| {
        says(one, begins) && says(other, opposite) && !says(one, opposite) && !says(other, begins)
    })
}

/// Whether a word is another behind a beginning that denies it.
fn denies(word: &str, of: &str) -> bool {
    let mut languages = Language::ALL.into_iter();
    languages.any(|language| {
        let mut beginnings = language.words(WordList::DenyingBeginnings).iter();
        beginnings.any(|beginning| {
            let rest = word.strip_prefix(beginning.as_str());
            rest.is_some_and(|rest| is_same_word(rest, of) || is_of_same_stem(rest, of))
        })
    })
}

/// Whether a text begins with such a beginning, written apart, before a word of the other: `in_direct` of `direct`.
fn begins_denying(one: &str, other: &str) -> bool {
    let mut begin = words(one);
    let (Some(first), Some(second)) = (begin.next(), begin.next()) else {
        return false;
    };
    let joined = [first, second].concat();
    !is_denying(first) && words(other).any(|of| denies(&joined, of))
}

/// Whether two words differ in their endings alone.
fn is_same_word(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars());
    let common = common.take_while(|(one, other)| one == other).count();
    let longest = one.chars().count().max(other.chars().count());
    common >= STEM && common.saturating_add(ENDING) >= longest
}

/// Whether two words are made of the same, one of them short: `met`, or with other endings that make another kind of word of it:
/// `apstiprināts`, `apstiprināšana`.
fn is_of_same_stem(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars());
    let common = common.take_while(|(one, other)| one == other).count();
    let longest = one.chars().count().max(other.chars().count());
    let short = one == other && common >= SHORT;
    short || (common >= LONG_STEM && common.saturating_add(LONG_ENDING) >= longest)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn what_denies_the_other_is_opposed_to_it() {
        for (one, other) in [
            ("krāpšana", "Nav krāpšanas"),
            ("fraud", "no_fraud"),
            ("dubultais finansējums", "Nav dubultā finansējuma"),
            ("atkarīgs revidents", "neatkarīgs revidents"),
            ("netiešās pārvaldes iestāde", "tiešās pārvaldes iestāde"),
            ("dependent auditor", "independent_auditor"),
            ("in_direct_administration", "direct_administration"),
            ("ne atkarīgs revidents", "atkarīgs revidents"),
            (
                "pastarpinātās pārvaldes iestāde",
                "tiešās pārvaldes iestāde",
            ),
            ("privāts uzņēmums", "publiskas personas kapitālsabiedrība"),
            ("iekšējais revidents", "ārējais revidents"),
            ("cits", "pašvaldība"),
            ("nav novērsta krāpšana", "Nav krāpšanas"),
            ("Prasības netiks ievērotas", "Prasības ievērotas"),
            ("Prasības nevar ievērot", "Prasības ievērotas"),
            ("neapstiprināts plāns", "Plāna apstiprināšana"),
            ("requirements_unmet", "Requirements met"),
            ("requirements never met", "Requirements met"),
        ] {
            assert!(Language::opposed(one, other), "{one}");
            assert!(Language::opposed(other, one), "{one}");
        }
        for (one, other) in [
            ("nav krāpšana", "Nav krāpšanas"),
            ("bez krāpšanas", "Nav krāpšanas"),
            ("no frauds", "Nav krāpšanas"),
            ("tiešā pārvalde", "tiešās pārvaldes iestāde"),
            ("nekustamais īpašums", "nekustamā īpašuma iegāde"),
            ("Summa bez PVN", "Darbības summa"),
            ("amount_without_vat", "Amount"),
            ("informācijas sistēma", "formāta izveide"),
        ] {
            assert!(!Language::opposed(one, other), "{one}");
            assert!(!Language::opposed(other, one), "{one}");
        }
    }
}
