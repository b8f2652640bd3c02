//! Texts as two people would call them the same: letters' case, spaces, the way accents are stored and what nobody sees make no
//! difference. Knows nothing of what is compared.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::invisible::is_shapeless;

/// Adds a text as it is compared with others.
pub(super) fn same(text: &str, to: &mut Vec<u8>) {
    let begin = to.len();
    // Below U+0180, where every letter is stored in one way only, no byte is more than this.
    if text.bytes().fold(0, u8::max) <= 0xc5 {
        add_letters(text, begin, to);
    } else {
        // What has no shape may stand between a letter and its accent.
        let seen = |letter: &char| letter.is_whitespace() || !is_shapeless(*letter);
        let stored: String = text.chars().filter(seen).nfc().collect();
        add_letters(&stored, begin, to);
    }
    if is_space_at_end(begin, to) {
        to.pop();
    }
}

/// What becomes of the letters that European names are written in; the library looks for each in a long list.
static PLAIN: LazyLock<[Plain; 0x180]> = LazyLock::new(|| {
    std::array::from_fn(|place| {
        let letter = u32::try_from(place).ok().and_then(char::from_u32);
        letter.map_or(Plain::Other, Plain::of)
    })
});

#[derive(Clone, Copy)]
enum Plain {
    Space,
    Nothing,
    /// The small letter, where it is one byte.
    Byte(u8),
    /// Where it is two.
    Bytes([u8; 2]),
    Other,
}

impl Plain {
    fn of(letter: char) -> Self {
        let small: String = letter.to_lowercase().collect();
        match *small.as_bytes() {
            _ if letter.is_whitespace() => Self::Space,
            _ if is_shapeless(letter) => Self::Nothing,
            [small] => Self::Byte(small),
            [first, second] => Self::Bytes([first, second]),
            _ => Self::Other,
        }
    }
}

/// Adds letters in lower case, many spaces as one, and none where the text begins.
fn add_letters(text: &str, begin: usize, to: &mut Vec<u8>) {
    let plain = &*PLAIN;
    to.reserve(text.len());
    for letter in text.chars() {
        let is = match plain.get(letter as usize) {
            Some(&is) => is,
            None => Plain::of(letter),
        };
        match is {
            Plain::Byte(small) => to.push(small),
            Plain::Bytes(small) => to.extend(small),
            Plain::Space if to.len() == begin || is_space_at_end(begin, to) => {}
            Plain::Space => to.push(b' '),
            Plain::Nothing => {}
            Plain::Other => {
                let small: String = letter.to_lowercase().collect();
                to.extend_from_slice(small.as_bytes());
            }
        }
    }
}

fn is_space_at_end(begin: usize, to: &[u8]) -> bool {
    to.get(begin..).is_some_and(|own| own.last() == Some(&b' '))
}

#[cfg(test)]
mod tests {
    use super::same;

    fn folded(text: &str) -> Vec<u8> {
        // What stands before it makes no difference.
        let mut folded = b"x ".to_vec();
        same(text, &mut folded);
        folded
    }

    #[test]
    fn texts_that_people_call_the_same_are_the_same() {
        let same = [
            ("Rīgas pils", "rīgas PILS"),
            (" a \t b\n", "a b"),
            ("a\u{ad}b", "ab"),
            ("a \u{ad} b", "a b"),
            ("\u{2003}a\u{2003}\u{2003}ж", "a Ж"),
            ("a\u{200b}\u{304}", "ā"),
            ("\u{130}", "i\u{307}"),
            (" \t", ""),
            ("ĀČĒĢĪĶĻŅŠŪŽÄÖÜŸ", "āčēģīķļņšūžäöüÿ"),
        ];
        for (one, other) in same {
            assert_eq!(folded(one), folded(other), "{one:?} {other:?}");
        }
        let different = [
            ("a", "b"),
            ("", "a"),
            ("a", "ā"),
            ("a b", "ab"),
            ("ж", "з"),
            ("ж з", "жз"),
        ];
        for (one, other) in different {
            assert_ne!(folded(one), folded(other), "{one:?} {other:?}");
        }
    }

    #[test]
    fn nothing_is_added_but_the_text_in_lower_case() {
        assert_eq!(folded("  Rīgas  Pils "), "x rīgas pils".as_bytes());
        assert_eq!(folded("\u{a0}"), b"x ");
    }
}
