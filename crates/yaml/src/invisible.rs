//! Characters that nobody sees: two texts that differ in them alone look the same, and a text of them alone says nothing.
//! Knows nothing of where a text stands or how it is shown.

/// Whether a character has no shape of its own, or moves or turns what stands beside it: a terminal would obey it,
/// and a reader would not see it. No honest text needs it on its own, so reports write it out.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a character is seen by nobody where it stands alone: besides what is hidden, what joins or varies another character,
/// as in many a pictograph, and what fills a place with nothing. They are those that Unicode lets every program ignore
/// (`Default_Ignorable_Code_Point`), and the empty cell of Braille.
pub fn is_shapeless(c: char) -> bool {
    is_hidden(c)
        || matches!(c,
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{2800}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a text shows nothing: it is empty, or all of it is spaces and what has no shape.
pub fn is_blank(text: &str) -> bool {
    // Most texts tell with their first letter.
    let seen = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_graphic());
    !seen && text.chars().all(|c| c.is_whitespace() || is_shapeless(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_is_blank() {
        for text in [
            "",
            " \t\n",
            "\u{200b}",
            "\u{a0}\u{feff} \u{2060}",
            "\u{3164}",
            "\u{fe0f}",
            "\u{2800}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["0", "-", "a\u{200b}", "\u{301}", "❤\u{fe0f}", "„"] {
            assert!(!is_blank(text), "{text:?}");
        }
    }

    #[test]
    fn what_is_hidden_has_no_shape() {
        let all = (0..=0x0010_ffff).filter_map(char::from_u32);
        for c in all.filter(|&c| is_hidden(c)) {
            assert!(is_shapeless(c), "{c:?}");
        }
        // Some have no shape and yet are written as they are: they belong to what stands beside them.
        for c in ['\u{fe0f}', '\u{34f}', '\u{3164}', '\u{2800}'] {
            assert!(is_shapeless(c) && !is_hidden(c), "{c:?}");
        }
        for c in [
            '\n', '\u{7f}', '\u{9b}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{feff}',
        ] {
            assert!(is_hidden(c), "{c:?}");
        }
        assert!(!is_shapeless('a') && !is_shapeless(' ') && !is_shapeless('ā'));
    }
}
