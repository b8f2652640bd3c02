//! Two texts word by word: the same but for endings, or misspelt.

use super::{Spelling, folded};
use crate::language::Language;

/// Words of a text that are looked at.
const WORDS: usize = 30;

/// Letters that an ending may add or change: `ministrija`, `ministrijai`.
const ENDING: usize = 2;

/// Least likeness, from 0 to 1, of two words one of which may be the other misspelt.
const LIKE: f64 = 0.55;

/// Fewest letters of a word that another may begin with.
const STEM: usize = 4;

/// Whether a name differs from a text in the letters of words, and not in a word; where one has more words than the other, the last of
/// both are the same.
pub(super) fn is_like(found: &str, name: &Spelling) -> bool {
    let found = folded(found);
    let one: Vec<&str> = words(&found).collect();
    let other: Vec<&str> = words(&name.folded).collect();
    let is_like = |one: &str, other: &str| {
        // Of words that are put together the last is the end.
        let ends = one.ends_with(other) || other.ends_with(one);
        ends || (likely_misspelt(one, other) && {
            // What many words end with tells nothing: `pieņemšanas` is no `iesniegšanas`.
            let [one, other] = without_common_end(one, other);
            strsim::damerau_levenshtein(one, other) <= 1 || likely_misspelt(one, other)
        })
    };
    let mut pairs = one.iter().rev().zip(other.iter().rev());
    let last = pairs.clone().next();
    match one.len() == other.len() {
        true => pairs.all(|(one, other)| is_like(one, other)),
        false => last.is_some_and(|(one, other)| is_like(one, other)),
    }
}

fn likely_misspelt(one: &str, other: &str) -> bool {
    strsim::normalized_damerau_levenshtein(one, other) >= LIKE
}

/// Two words without the letters that both end with, where those are as many as a stem has.
fn without_common_end<'a>(one: &'a str, other: &'a str) -> [&'a str; 2] {
    let letters = one.chars().rev().zip(other.chars().rev());
    let common: Vec<char> = letters
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one)
        .collect();
    let bytes: usize = common.iter().map(|letter| letter.len_utf8()).sum();
    match common.len() >= STEM {
        true => [one, other].map(|word| {
            let end = word.len().saturating_sub(bytes);
            word.get(..end).unwrap_or(word)
        }),
        false => [one, other],
    }
}

/// Whether a text has every word of a name, with whatever endings.
pub fn mentions(text: &str, name: &str) -> bool {
    let (text, name) = (folded(text), folded(name));
    let there: Vec<&str> = words(&text).collect();
    words(&name).next().is_some() && has_all(&there, words(&name))
}

/// Whether a name begins as remarks do in other languages: whether its line is to count only its writer knows.
pub fn is_commented_out(name: &str) -> bool {
    let signs = ["--", "//", "/*", "<!--", "~~", ";", "%", "!", "("];
    signs.iter().any(|sign| name.starts_with(sign))
}

/// Signs that lists and pages put before a name, which say nothing of it; a box that is not ticked does.
const BEFORE_A_NAME: [char; 18] = [
    '•', '·', '▪', '◦', '●', '‣', '∙', '■', '→', '»', '›', '►', '▶', '✓', '✔', '–', '—', '§',
];

/// A name without such signs, and without the tags of a page.
pub fn undecorated(name: &str) -> &str {
    let mut rest = name;
    loop {
        let bare = rest.trim_start().trim_start_matches(BEFORE_A_NAME);
        let tag = bare.strip_prefix('<').filter(|tag| !tag.starts_with('!'));
        let bare = tag
            .and_then(|tag| tag.split_once('>'))
            .map_or(bare, |(_, rest)| rest);
        if bare.len() == rest.len() {
            break;
        }
        rest = bare;
    }
    if rest.starts_with(char::is_alphabetic) {
        rest
    } else {
        name
    }
}

/// Whether a name is what a form calls something beside its fields, in any language: `Paraksts` below a letter.
pub fn is_label(name: &str) -> bool {
    Language::any_labels(name)
}

/// Whether a text is a name of several words, in one letter of which its writer slipped.
pub fn one_slip(text: &str, name: &str) -> bool {
    let (text, name) = (folded(text), folded(name));
    let digits = |text: &str| text.matches(|c: char| c.is_numeric()).collect::<String>();
    let is_slip = strsim::damerau_levenshtein(&text, &name) == 1;
    is_slip && words(&name).nth(1).is_some() && digits(&text) == digits(&name)
}

/// The words of a text that is folded.
pub(super) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let words = folded.split('_').filter(|word| !word.is_empty());
    words.take(WORDS)
}

/// Whether all these words are there, with whatever endings.
pub(super) fn has_all<'a>(there: &[&str], mut asked: impl Iterator<Item = &'a str>) -> bool {
    asked.all(|word| there.iter().any(|one| alike(word, one)))
}

/// Whether two words are the same but for an ending.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longest = a.chars().count().max(b.chars().count());
    // No ending of Latvian stands in the place of a `y`: `ministru` is no `ministry`.
    let foreign = a.ends_with('y') != b.ends_with('y') && a.len() == b.len();
    a == b || (!foreign && common >= STEM && common.saturating_add(ENDING) >= longest)
}
