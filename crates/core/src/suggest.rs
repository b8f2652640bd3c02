//! "Did you mean": the name nearest to one that is not known. Letters' case, accents, spaces and hyphens make no difference.

mod lead;
mod words;

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

pub(crate) use lead::latin;
pub use lead::{Lead, Name, lead, parts, sure};
pub use words::{is_commented_out, is_label, mentions, one_slip, undecorated};

/// Least likeness, from 0 to 1, for a name to be worth naming.
const LIKENESS: f64 = 0.7;

/// Letters of a name that are looked at.
const LONGEST: usize = 200;

/// A spelling made ready for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spelling {
    folded: String,
    letters: usize,
    plain: String,
    accented: String,
}

impl Spelling {
    /// Makes one ready.
    pub fn of(text: &str) -> Self {
        let folded = folded(text);
        let letters = folded.chars().count();
        Self {
            folded,
            letters,
            plain: plain(text),
            accented: accented(text),
        }
    }
}

/// The best of the candidates, each a spelling and what it stands for; `None` where none is near.
pub fn nearest<'a, T>(found: &str, candidates: impl Iterator<Item = (&'a str, T)>) -> Option<T> {
    nearest_of(
        found,
        candidates.map(|(spelling, meaning)| (Cow::Owned(Spelling::of(spelling)), meaning)),
    )
}

/// The same of spellings that are ready.
pub fn nearest_of<'a, T>(
    found: &str,
    candidates: impl Iterator<Item = (Cow<'a, Spelling>, T)>,
) -> Option<T> {
    nearest_where(found, candidates, |_| true)
}

/// The same of those of which something more is true, which is asked of the few that are near alone.
fn nearest_where<'a, T>(
    found: &str,
    candidates: impl Iterator<Item = (Cow<'a, Spelling>, T)>,
    is_true: impl Fn(&Spelling) -> bool,
) -> Option<T> {
    let found = Spelling::of(found);
    let mut best: Option<(f64, T)> = None;
    for (spelling, meaning) in candidates {
        let longest = found.letters.max(spelling.letters);
        let most = (1.0 - LIKENESS) * longest as f64;
        if found.letters.abs_diff(spelling.letters) as f64 > most
            || f64::from(at_least_unlike(&found.folded, &spelling.folded)) > most
        {
            continue;
        }
        let likeness = strsim::normalized_damerau_levenshtein(&found.folded, &spelling.folded);
        let is_best = best.as_ref().is_none_or(|(most, _)| likeness > *most);
        if likeness >= LIKENESS && is_best && is_true(&spelling) {
            best = Some((likeness, meaning));
        }
    }
    best.map(|(_, meaning)| meaning)
}

/// How many letters at least are to be changed: those that one has more often than the other. Far cheaper than the number itself,
/// which then need not be found for most names.
fn at_least_unlike(a: &str, b: &str) -> u32 {
    // Letters that share a place can only make it less.
    let mut more = [0_i32; 64];
    let place = |letter: char| letter as usize % 64;
    for letter in a.chars() {
        if let Some(count) = more.get_mut(place(letter)) {
            *count = count.saturating_add(1);
        }
    }
    for letter in b.chars() {
        if let Some(count) = more.get_mut(place(letter)) {
            *count = count.saturating_sub(1);
        }
    }
    let sum = |sign: i32| -> u32 {
        let ones = more.iter().map(|count| count.saturating_mul(sign));
        ones.filter_map(|count| u32::try_from(count).ok()).sum()
    };
    sum(1).max(sum(-1))
}

/// Whether two spellings differ in nothing but letters' case, accents, and the spaces, hyphens and underscores between words.
pub fn same(a: &str, b: &str) -> bool {
    let mut a = small_words(without_accents(a)).peekable();
    a.peek().is_some() && a.eq(small_words(without_accents(b)))
}

/// A spelling without what [`same`] overlooks, all of it: every other sign may have a meaning.
pub fn plain(text: &str) -> String {
    small_words(without_accents(text)).collect()
}

/// The same with its accents.
fn accented(text: &str) -> String {
    small_words(text.nfc()).collect()
}

fn without_accents(text: &str) -> impl Iterator<Item = char> {
    // Not the signs that strike through or enclose what they stand on: `≠` is no `=`.
    let is_accent = |c: char| matches!(c, '\u{300}'..='\u{333}' | '\u{339}'..='\u{36f}');
    text.nfd().filter(move |&c| !is_accent(c))
}

/// Small letters, with one `_` between words.
fn small_words(letters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut small = letters.flat_map(char::to_lowercase).peekable();
    let (mut begun, mut gap) = (false, false);
    std::iter::from_fn(move || {
        while small.next_if(|c| matches!(c, ' ' | '-' | '_')).is_some() {
            gap = begun;
        }
        small.peek()?;
        if std::mem::take(&mut gap) {
            return Some('_');
        }
        begun = true;
        small.next()
    })
}

/// Lower case, without accents, with `_` for every gap; long texts are cut, for their likeness costs their length squared.
fn folded(text: &str) -> String {
    let letters = text
        .trim()
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .take(LONGEST);
    letters
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() { c } else { '_' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_fewer_letters_are_to_be_changed_than_the_cheap_count_says(a in "[a-dāž_]{0,12}", b in "[a-dāž_]{0,12}") {
            let changed = strsim::damerau_levenshtein(&a, &b);
            prop_assert!(at_least_unlike(&a, &b) as usize <= changed);
        }
    }
}
