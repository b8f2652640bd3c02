//! Letters of other scripts that look like Latin ones. Before their case is folded: В looks like B, в does not.
//!
//! Unicode's own list is for ids: it also makes l of 1 and rn of m, and would take "11. kārta" for "II. kārta".

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

use crate::letters::{Part, each};
use atbilst_yaml::invisible::is_shapeless;

/// The small Latin letter that a Cyrillic, Greek or Armenian one looks like.
pub fn latin(c: char) -> Option<u8> {
    Some(match c {
        'А' | 'а' | 'Α' | 'α' => b'a',
        'В' | 'Β' => b'b',
        'С' | 'с' | 'Ϲ' | 'ϲ' => b'c',
        'ԁ' => b'd',
        'Е' | 'е' | 'Ε' => b'e',
        'Ϝ' => b'f',
        'ց' => b'g',
        'Н' | 'һ' | 'Һ' | 'Η' | 'հ' => b'h',
        'І' | 'і' | 'Ι' | 'ι' => b'i',
        'Ј' | 'ј' | 'Ϳ' | 'ϳ' => b'j',
        'К' | 'к' | 'Κ' | 'κ' => b'k',
        'ӏ' | 'Ӏ' => b'l',
        'М' | 'Μ' => b'm',
        'Ν' | 'ո' => b'n',
        'О' | 'о' | 'Ο' | 'ο' | 'օ' | 'Օ' => b'o',
        'Р' | 'р' | 'Ρ' | 'ρ' => b'p',
        'ԛ' | 'Ԛ' => b'q',
        'Ѕ' | 'ѕ' | 'Տ' => b's',
        'Т' | 'Τ' => b't',
        'υ' | 'ս' | 'Ս' => b'u',
        'ѵ' | 'Ѵ' | 'ν' => b'v',
        'ԝ' | 'Ԝ' => b'w',
        'Х' | 'х' | 'Χ' | 'χ' => b'x',
        'У' | 'у' | 'Υ' | 'Ү' | 'ү' => b'y',
        'Ζ' => b'z',
        _ => return None,
    })
}

/// The same of a letter with a mark.
pub(crate) fn latin_of_marked(c: char) -> Option<u8> {
    let mut bare = None;
    decompose_compatible(c, |part| {
        if canonical_combining_class(part) == 0 {
            bare = bare.or(Some(part));
        }
    });
    latin(bare.unwrap_or(c))
}

/// A word while it is looked at.
#[derive(Clone, Default)]
struct Word {
    bytes: Range<usize>,
    latin: bool,
    looks: bool,
    foreign: bool,
}

/// Which words of a name are Latin to the eye: all that is not Latin in them looks as if it were. A word that has nothing Latin at
/// all counts only within a name that is otherwise Latin, so that a Russian name stays Russian.
pub(crate) fn words_that_look_latin(text: &str, to: &mut Vec<Range<usize>>) {
    to.clear();
    let mut words: Vec<Word> = Vec::new();
    let mut word = Word::default();
    for (at, c) in text.char_indices() {
        let mut signs = false;
        let mut gap = false;
        let mut ascii = false;
        each(c, &mut |part| match part {
            Part::Sign(sign) => {
                signs = true;
                ascii |= sign.is_ascii_alphabetic();
            }
            Part::Gap => gap = true,
        });
        if gap {
            words.push(std::mem::take(&mut word));
        } else if signs {
            if word.bytes.is_empty() {
                word.bytes.start = at;
            }
            word.bytes.end = at.saturating_add(c.len_utf8());
            let looks = latin_of_marked(c).is_some();
            word.latin |= ascii;
            word.looks |= looks;
            word.foreign |= !looks && !ascii && c.is_alphabetic() && !is_shapeless(c);
        }
    }
    words.push(word);
    let among_latin = words.iter().any(|word| word.latin) && !words.iter().any(|word| word.foreign);
    let chosen = words
        .into_iter()
        .filter(|word| word.looks && !word.foreign && (word.latin || among_latin));
    to.extend(chosen.map(|word| word.bytes));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_latin_where_all_of_it_looks_so() {
        let words = |text: &str| {
            let mut found = Vec::new();
            words_that_look_latin(text, &mut found);
            let texts = found.into_iter().filter_map(|bytes| text.get(bytes));
            texts.map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(words("Vienа platforma"), ["Vienа"]);
        assert_eq!(words("Platforma ІІ"), ["ІІ"]);
        assert_eq!(words("ЕІРОРА"), <[&str; 0]>::default());
        assert_eq!(words("Ремонт оса"), <[&str; 0]>::default());
        assert_eq!(words("Ремонт Rīgā оса"), <[&str; 0]>::default());
    }
}
