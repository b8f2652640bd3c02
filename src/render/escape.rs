//! The one place where foreign text is made harmless for the reader of a format: file names, values and quotes may hold anything.
//! Knows nothing of what the text says.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character has no shape of its own, or moves or turns what stands beside it: a terminal would obey it,
/// and a reader would not see it.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// On one line, with every hidden character written out as `\u{…}`.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden)
}

/// As [`shown`], but its line breaks stay.
#[must_use]
pub fn shown_lines(text: &str) -> Cow<'_, str> {
    written_out(text, |c| c != '\n' && is_hidden(c))
}

/// With every hidden character replaced by one visible character, so that columns stay what they were;
/// line breaks and tabs stay.
#[must_use]
pub fn pictured(text: &str) -> Cow<'_, str> {
    let replaced = |c: char| is_hidden(c) && c != '\n' && c != '\t';
    if !text.contains(replaced) {
        return Cow::Borrowed(text);
    }
    let picture = |c: char| match c {
        // Unicode has a picture for each control character of ASCII.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    };
    let pictured = text
        .chars()
        .map(|c| if replaced(c) { picture(c) } else { c });
    Cow::Owned(pictured.collect())
}

/// An address that may be made a link: `https` and nothing but visible ASCII.
#[must_use]
pub fn link(url: &str) -> Option<&str> {
    let visible = url.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && url.starts_with("https://")).then_some(url)
}

/// As words for a spreadsheet program, which would compute a cell that begins like a formula: such words get an apostrophe before them.
#[must_use]
pub fn unformula(text: &str) -> Cow<'_, str> {
    let starts = |c: char| {
        matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n')
            // The same signs at the width of Chinese letters.
            || matches!(c, '\u{ff1d}' | '\u{ff0b}' | '\u{ff0d}' | '\u{ff20}')
    };
    if text.trim_start_matches([' ', '\u{a0}']).starts_with(starts) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// At most so many UTF-16 units, with a sign that there was more: a cell of a workbook holds no more.
#[must_use]
pub fn cut(text: &str, units: usize) -> Cow<'_, str> {
    if text.len() <= units || text.encode_utf16().count() <= units {
        return Cow::Borrowed(text);
    }
    let mut left = units.saturating_sub(1);
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept: String = text.chars().take_while(fits).collect();
    Cow::Owned(kept + "…")
}

fn written_out(text: &str, hidden: impl Fn(char) -> bool + Copy) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hidden(c) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::{cut, is_hidden, link, pictured, shown, shown_lines, unformula};
    use proptest::prelude::*;

    #[test]
    fn what_is_hidden() {
        let hidden = "\0\t\n\r\u{1b}\u{7f}\u{80}\u{9b}\u{9f}\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\
                      \u{2028}\u{2029}\u{202a}\u{202e}\u{2060}\u{2066}\u{2069}\u{feff}\u{e0041}";
        for c in hidden.chars() {
            assert!(is_hidden(c), "{c:?}");
        }
        for c in "aā \u{a0}€„”–`\u{301}👍🏽\u{fe0f}".chars() {
            assert!(!is_hidden(c), "{c:?}");
        }
        assert_eq!(shown("a\u{1b}[31m\n\u{9b}ž"), "a\\u{1b}[31m\\u{a}\\u{9b}ž");
        assert_eq!(shown_lines("a\n\u{202e}b"), "a\n\\u{202e}b");
        assert_eq!(pictured("\u{1b}\u{9b}\t\n\u{7f}"), "␛\u{fffd}\t\n␡");
    }

    #[test]
    fn only_plain_https_becomes_a_link() {
        assert!(link("https://likumi.lv/ta/id/1").is_some());
        for url in [
            "http://likumi.lv",
            "javascript:alert(1)",
            "https://a\u{1b}]8;;b",
            "https://a b",
            "",
        ] {
            assert_eq!(link(url), None, "{url:?}");
        }
    }

    #[test]
    fn no_words_are_a_formula() {
        for text in [
            "=cmd|' /C calc'!A0",
            "+1",
            "-1",
            "@x",
            "\t=1",
            " =1",
            "\u{a0}+1",
            "＝1",
        ] {
            assert_eq!(unformula(text), format!("'{text}"));
        }
        for text in ["", "1", "a=b", "'=1", "– 1", "2.1.2.1.i-0007"] {
            assert_eq!(unformula(text), text);
        }
    }

    #[test]
    fn what_is_too_long_for_a_cell_is_cut() {
        assert_eq!(cut("āčē", 3), "āčē");
        assert_eq!(cut("āčēģ", 3), "āč…");
        assert_eq!(cut("👍👍", 4), "👍👍");
        assert_eq!(cut("👍👍👍", 4), "👍…");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in "(?s:.)*") {
            prop_assert!(!shown(&text).contains(is_hidden));
            prop_assert!(!shown_lines(&text).contains(|c| is_hidden(c) && c != '\n'));
            prop_assert!(!pictured(&text).contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
            prop_assert_eq!(pictured(&text).chars().count(), text.chars().count());
        }

        #[test]
        fn what_is_visible_stays(text in "[^\\p{C}\\u2028\\u2029]*") {
            prop_assert_eq!(&*shown(&text), &text);
            prop_assert_eq!(&*pictured(&text), &text);
        }
    }
}
