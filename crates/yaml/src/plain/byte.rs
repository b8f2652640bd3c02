//! What single bytes may be. All of it narrower than YAML.

use crate::separators;

const KEY: u8 = 1;
const KEY_START: u8 = 2;
const WORD: u8 = 4;
const WORD_START: u8 = 8;
const VALUE_START: u8 = 16;

/// The classes of every byte.
const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0_u8;
    loop {
        let mut class = 0;
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            class = KEY | KEY_START | WORD | WORD_START | VALUE_START;
        } else if byte >= 0x80 {
            class = WORD | WORD_START | VALUE_START;
        } else {
            if matches!(byte, b'-' | b'.') {
                class |= KEY;
            }
            if matches!(
                byte,
                b' ' | b'-'
                    | b'.'
                    | b'/'
                    | b'('
                    | b')'
                    | b'\''
                    | b'+'
                    | b'%'
                    | b'='
                    | b'~'
                    | b'!'
                    | b'?'
                    | b';'
            ) {
                class |= WORD;
            }
            if matches!(
                byte,
                b'(' | b'.' | b'/' | b'+' | b'=' | b'~' | b'$' | b';' | b'<' | b'^' | b'\\'
            ) {
                class |= VALUE_START;
            }
        }
        #[expect(clippy::indexing_slicing, reason = "256 places for 256 bytes")]
        {
            classes[byte as usize] = class;
        }
        if byte == u8::MAX {
            return classes;
        }
        byte += 1;
    }
}

const fn is(byte: u8, class: u8) -> bool {
    #[expect(clippy::indexing_slicing, reason = "256 places for 256 bytes")]
    let found = CLASSES[byte as usize];
    found & class != 0
}

pub(super) const fn is_key(byte: u8) -> bool {
    is(byte, KEY)
}

pub(super) const fn starts_key(byte: u8) -> bool {
    is(byte, KEY_START)
}

/// Within brackets.
pub(super) const fn is_word(byte: u8) -> bool {
    is(byte, WORD)
}

pub(super) const fn starts_word(byte: u8) -> bool {
    is(byte, WORD_START)
}

pub(super) const fn starts_value(byte: u8) -> bool {
    is(byte, VALUE_START)
}

/// Whether the text has no tab, no carriage return, no byte-order mark, no other line separator and nothing that YAML forbids.
pub(super) fn all_plain(bytes: &[u8]) -> bool {
    // Whole blocks, of which the processor looks at many bytes at once.
    let (blocks, rest) = bytes.as_chunks::<64>();
    if blocks.iter().any(|block| any_other(block)) || any_other(rest) {
        return false;
    }
    // 0xc2 and a byte below 0xa0 are the control characters U+0080 to U+009F.
    let control = |at: usize| bytes.get(at + 1).is_some_and(|&next| next < 0xa0);
    !memchr::memchr_iter(0xc2, bytes).any(control) && !separators::any_long(bytes)
}

fn any_other(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |any, &byte| any | is_other(byte))
}

/// 0xef begins U+F000 to U+FFFF: the byte-order mark and what is no character.
fn is_other(byte: u8) -> bool {
    ((byte < b' ') & (byte != b'\n')) | (byte == 0x7f) | (byte == 0xef)
}
