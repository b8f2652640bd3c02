//! What becomes of one character of a name: a plain letter, a digit, a gap between words, or nothing.

use std::sync::LazyLock;

use unicode_normalization::char::{
    canonical_combining_class, decompose_compatible, is_combining_mark,
};

use atbilst_yaml::invisible::is_shapeless;

/// One character as it is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    /// One small letter without a mark.
    Letter(u8),
    /// A digit.
    Digit(u8),
    /// What stands between words.
    Gap,
    /// What is not seen, or belongs to the letter before it.
    Nothing,
    /// Anything else: several letters, or none of ours; [`each`] knows.
    Other,
}

/// The letters that European names are written in, and the quotes and dashes beyond them.
const LISTED: usize = 0x250;
const SIGNS: usize = 0x2000;
const SIGNS_END: usize = 0x2070;

/// Looked up, for the libraries search a long list for each character.
pub(crate) struct Table {
    letters: [Plain; LISTED],
    signs: [Plain; SIGNS_END - SIGNS],
}

impl Table {
    pub(crate) fn of(&self, c: char) -> Plain {
        let at = c as usize;
        let sign = || self.signs.get(at.checked_sub(SIGNS)?);
        let known = self.letters.get(at).or_else(sign);
        known.copied().unwrap_or(Plain::Other)
    }
}

/// Made once.
pub(crate) static TABLE: LazyLock<Table> = LazyLock::new(|| Table {
    letters: std::array::from_fn(short),
    signs: std::array::from_fn(|at| short(at.saturating_add(SIGNS))),
});

/// What [`each`] says, where that is one thing.
fn short(at: usize) -> Plain {
    let Some(c) = u32::try_from(at).ok().and_then(char::from_u32) else {
        return Plain::Other;
    };
    let mut all = Vec::new();
    each(c, &mut |part| all.push(part));
    match all.as_slice() {
        [] => Plain::Nothing,
        [Part::Gap] => Plain::Gap,
        &[Part::Sign(c)] => match u8::try_from(c) {
            Ok(digit) if digit.is_ascii_digit() => Plain::Digit(digit),
            Ok(letter) if letter.is_ascii() => Plain::Letter(letter),
            _ => Plain::Other,
        },
        _ => Plain::Other,
    }
}

/// One of the things that a character stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Sign(char),
    Gap,
}

/// Takes a character apart: full width, ligatures, Roman signs and marks as Unicode lists them, then small letters.
pub(crate) fn each(c: char, to: &mut impl FnMut(Part)) {
    match c {
        // A line that ends, or a tab, is a gap, though it is a control.
        _ if c.is_whitespace() => return to(Part::Gap),
        _ if is_shapeless(c) || is_apostrophe(c) => return,
        '№' => return "nr".chars().for_each(|c| to(Part::Sign(c))),
        _ => {}
    }
    decompose_compatible(c, |part| unmarked(part, to));
}

/// It stands within a word, or as a quote beside one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '‛' | '`' | 'ʼ' | 'ʹ' | '′')
}

fn unmarked(c: char, to: &mut impl FnMut(Part)) {
    if canonical_combining_class(c) != 0 {
        return;
    }
    if !c.is_alphanumeric() {
        // A ring around a letter is no gap.
        if !is_combining_mark(c) && !is_shapeless(c) {
            to(Part::Gap);
        }
        return;
    }
    for small in c.to_lowercase() {
        match small {
            'ß' => "ss".chars().for_each(|c| to(Part::Sign(c))),
            'æ' => "ae".chars().for_each(|c| to(Part::Sign(c))),
            'œ' => "oe".chars().for_each(|c| to(Part::Sign(c))),
            'þ' => "th".chars().for_each(|c| to(Part::Sign(c))),
            _ if canonical_combining_class(small) != 0 => {}
            _ => to(Part::Sign(without_stroke(small))),
        }
    }
}

/// Unicode takes an accent off, but no stroke through a letter.
fn without_stroke(c: char) -> char {
    match c {
        'đ' | 'ð' | 'ɖ' => 'd',
        'ħ' => 'h',
        'ı' | 'ɩ' | 'ɪ' => 'i',
        'ł' | 'ƚ' => 'l',
        'ø' => 'o',
        'ŧ' => 't',
        'ŋ' => 'n',
        'ĸ' => 'k',
        'ɑ' => 'a',
        'ɡ' => 'g',
        'ς' => 'σ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_widths_make_no_difference() {
        let folded = |text: &str| {
            let mut folded = String::new();
            for c in text.chars() {
                each(c, &mut |part| {
                    folded.push(match part {
                        Part::Sign(c) => c,
                        Part::Gap => '_',
                    });
                });
            }
            folded
        };
        for (text, wanted) in [
            ("ĀčĒģĪķĻņŠūŽ", "acegiklnsuz"),
            ("a\u{304}\u{ad}b\u{200b}", "ab"),
            ("Ｖｉｅｎａ２", "viena2"),
            ("Ⅱ ﬁ ß Æ ł", "ii_fi_ss_ae_l"),
            ("a–b—c‑d−e", "a_b_c_d_e"),
            ("„a” «b»", "_a___b_"),
            ("d’Art", "dart"),
            ("İ", "i"),
        ] {
            assert_eq!(folded(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn the_table_says_what_the_libraries_say() {
        for c in (0..0x3000).filter_map(char::from_u32) {
            let mut all = Vec::new();
            each(c, &mut |part| all.push(part));
            match TABLE.of(c) {
                Plain::Letter(b) | Plain::Digit(b) => assert_eq!(all, [Part::Sign(char::from(b))]),
                Plain::Gap => assert_eq!(all, [Part::Gap]),
                Plain::Nothing => assert!(all.is_empty()),
                Plain::Other => {}
            }
        }
    }
}
