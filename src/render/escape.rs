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

/// Whether a text can hold a hidden character at all: a look at its bytes, of which Latvian letters are none of these.
#[must_use]
pub fn may_hide(text: &str) -> bool {
    let first_byte = |byte| {
        matches!(
            byte,
            ..0x20 | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3
        )
    };
    text.bytes().any(first_byte)
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
        '\0'..='\u{1f}' => char::from_u32(0x2400 | u32::from(c)).unwrap_or('\u{fffd}'),
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

/// As the message of a GitHub workflow command: it stays in the one line that the runner reads as a command.
#[must_use]
pub fn github_data(text: &str) -> String {
    encoded(&shown_lines(text), |c| matches!(c, '%' | '\n'))
}

/// As a property of a GitHub workflow command, which a colon or comma would end.
#[must_use]
pub fn github_property(text: &str) -> String {
    encoded(&shown_lines(text), |c| matches!(c, '%' | '\n' | ':' | ','))
}

/// As text of XML 1.0, which forbids more characters than are hidden. The signs of markup are left to the writer.
#[must_use]
pub fn xml(text: &str) -> Cow<'_, str> {
    written_out(text, |c| c != '\n' && is_hidden_in_xml(c))
}

/// As an attribute of XML 1.0: the same on one line, for a reader takes a line break there for a space.
#[must_use]
pub fn xml_attribute(text: &str) -> Cow<'_, str> {
    written_out(text, is_hidden_in_xml)
}

fn is_hidden_in_xml(c: char) -> bool {
    is_hidden(c) || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// As plain text within a line of Markdown, never at its beginning: no sign of it means anything, and a line break is `<br>`.
/// Braces become entities, so that the text may also stand in a SARIF message.
#[must_use]
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    let mut before = None;
    let shown = shown_lines(text);
    let mut signs = shown.chars().peekable();
    while let Some(c) = signs.next() {
        match c {
            '\n' => out.push_str("<br>"),
            '{' => out.push_str("&#123;"),
            '}' => out.push_str("&#125;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '!' | '|' | '<' | '>' | '~' | '&' | '@'
            | '$' | '^' => out.extend(['\\', c]),
            // `https://` and `www.` make links, `:name:` a picture.
            ':' if signs.peek().is_some_and(|next| !next.is_whitespace()) => out.push_str("\\:"),
            '.' if matches!(before, Some('w' | 'W')) => out.push_str("\\."),
            _ => out.push(c),
        }
        before = Some(c);
    }
    out
}

/// As a SARIF message, in which brackets would make a link and braces a placeholder (SARIF 2.1.0, 3.11.5 and 3.11.6).
#[must_use]
pub fn sarif(text: &str) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    for c in shown_lines(text).chars() {
        match c {
            '[' | ']' | '\\' => out.extend(['\\', c]),
            '{' | '}' => out.extend([c, c]),
            _ => out.push(c),
        }
    }
    out
}

/// A path, as reports name it, as the reference of a URI: relative where the path is, every byte but the plainest encoded.
/// The bytes that [`crate::discover::shown`] wrote as `\xNN` are themselves again.
#[must_use]
pub fn uri(path: &str) -> String {
    let drive = matches!(path.as_bytes(), [letter, b':', b'/', ..] if letter.is_ascii_alphabetic());
    let mut out = String::with_capacity(path.len().saturating_add(8));
    if drive {
        out.push_str("file:///");
    } else if path.starts_with('/') {
        out.push_str("file://");
    }
    let mut rest = path.as_bytes();
    while let [byte, after @ ..] = rest {
        let (byte, after) = match rest {
            [b'\\', b'x', high, low, past @ ..] => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, past),
                _ => (b'\\', after),
            },
            _ => (*byte, after),
        };
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        if plain || (drive && byte == b':' && out.len() == "file:///C".len()) {
            out.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02X}");
        }
        rest = after;
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    let lower = !digit.is_ascii_uppercase();
    let digit = char::from(digit).to_digit(16).filter(|_| lower)?;
    u8::try_from(digit).ok()
}

fn encoded(text: &str, special: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len().saturating_add(8));
    for c in text.chars() {
        if special(c) {
            let _ = write!(out, "%{:02X}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

fn written_out(text: &str, hidden: impl Fn(char) -> bool + Copy) -> Cow<'_, str> {
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len().saturating_add(8));
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
    use super::*;
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
    fn no_hidden_character_is_overlooked() {
        let overlooked = |c: &char| is_hidden(*c) && !may_hide(c.encode_utf8(&mut [0; 4]));
        assert_eq!(('\0'..=char::MAX).find(overlooked), None);
        assert!(!may_hide("Āčēģīķļņšūž āčēģīķļņšūž"));
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

    #[test]
    fn what_would_be_a_command_or_markup() {
        assert_eq!(github_data("100 %\n::error::x"), "100 %25%0A::error::x");
        assert_eq!(github_property("a:b,c\r"), "a%3Ab%2Cc\\u{d}");
        assert_eq!(xml("a\u{b}\u{ffff}"), "a\\u{b}\\u{ffff}");
        assert_eq!(
            markdown("[a](https://b) | `c`"),
            "\\[a\\](https\\://b) \\| \\`c\\`"
        );
        assert_eq!(
            markdown("Darbību summa: 700 000,00 €"),
            "Darbību summa: 700 000,00 €"
        );
        assert_eq!(sarif("[a](1) {0}"), "\\[a\\](1) {{0}}");
    }

    #[test]
    fn paths_as_uris() {
        for (path, expected) in [
            ("a b/100%/ā.yaml", "a%20b/100%25/%C4%81.yaml"),
            ("line\nbreak#?.yaml", "line%0Abreak%23%3F.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("/tmp/a.yaml", "file:///tmp/a.yaml"),
            ("C:/tmp/a:b.yaml", "file:///C:/tmp/a%3Ab.yaml"),
            ("caf\\xe9.yaml", "caf%E9.yaml"),
            ("a\\x5cxe9\\b.yaml", "a%5Cxe9%5Cb.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    fn percent_decoded(text: &str) -> Vec<u8> {
        let mut parts = text.split('%');
        let mut out = parts.next().unwrap_or("").as_bytes().to_vec();
        for part in parts {
            out.push(u8::from_str_radix(&part[..2], 16).expect("two digits"));
            out.extend_from_slice(&part.as_bytes()[2..]);
        }
        out
    }

    /// The text as a reader of Markdown sees it, in a sentence and in the cell of a table; a mark where they see anything but text.
    fn read_as_markdown(text: &str) -> String {
        use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
        let read = |whole: &str, own: &dyn Fn(&Event<'_>) -> bool| -> String {
            let events = Parser::new_ext(whole, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
                .filter(|event| !own(event));
            let texts = events.map(|event| match event {
                Event::Text(text) => text.into_string(),
                Event::InlineHtml(html) if &*html == "<br>" => "\n".to_owned(),
                other => format!("<{other:?}>"),
            });
            texts.collect()
        };
        let sentence = format!("**a** {}b", markdown(text));
        let own = |event: &Event<'_>| {
            matches!(
                event,
                Event::Start(Tag::Paragraph | Tag::Strong)
                    | Event::End(TagEnd::Paragraph | TagEnd::Strong)
            )
        };
        let seen = read(&sentence, &own);
        let seen = seen
            .strip_prefix("a ")
            .and_then(|seen| seen.strip_suffix('b'));
        seen.unwrap_or("<broken>").to_owned()
    }

    /// The text as a reader of SARIF sees it; `None` where there is a link or a placeholder.
    fn read_as_sarif(message: &str) -> Option<String> {
        let mut out = String::new();
        let mut signs = message.chars();
        while let Some(c) = signs.next() {
            match c {
                '\\' => out.push(signs.next()?),
                '{' | '}' if signs.next() == Some(c) => out.push(c),
                '[' | ']' | '{' | '}' => return None,
                _ => out.push(c),
            }
        }
        Some(out)
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
        fn a_github_command_is_one_line_and_says_what_it_was_given(text in "(?s:.)*") {
            let data = github_data(&text);
            prop_assert!(!data.contains(is_hidden));
            prop_assert_eq!(percent_decoded(&data), shown_lines(&text).into_owned().into_bytes());
            let property = github_property(&text);
            prop_assert!(!property.contains(|c| is_hidden(c) || c == ':' || c == ','));
            prop_assert_eq!(percent_decoded(&property), shown_lines(&text).into_owned().into_bytes());
        }

        #[test]
        fn xml_is_well_formed(text in "(?s:.)*") {
            let safe = xml(&text);
            let escaped = safe.replace('&', "&amp;").replace('<', "&lt;");
            let whole = format!("<a>{}</a>", escaped.replace("]]>", "]]&gt;"));
            let document = roxmltree::Document::parse(&whole);
            prop_assert!(document.is_ok(), "{:?}", document.err());
            let document = document.expect("checked");
            prop_assert_eq!(document.root_element().text().unwrap_or(""), &*safe);
            let safe = xml_attribute(&text);
            let escaped = safe.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
            let whole = format!("<a b=\"{escaped}\"/>");
            let document = roxmltree::Document::parse(&whole).expect("XML");
            prop_assert_eq!(document.root_element().attribute("b"), Some(&*safe));
        }

        #[test]
        fn markdown_is_only_text(text in "(?s:.)*") {
            prop_assert_eq!(read_as_markdown(&text), shown_lines(&text).into_owned());
        }

        #[test]
        fn markdown_of_many_signs_is_only_text(text in "[-+*_`~<>\\[\\]()#!|{}&:;.=$^@\\\\/w1 \na]*") {
            prop_assert_eq!(read_as_markdown(&text), shown_lines(&text).into_owned());
        }

        #[test]
        fn a_sarif_message_has_no_links_and_no_placeholders(text in "(?s:.)*") {
            let message = sarif(&text);
            prop_assert!(!message.contains(|c| is_hidden(c) && c != '\n'));
            prop_assert_eq!(read_as_sarif(&message), Some(shown_lines(&text).into_owned()));
        }

        #[test]
        fn what_is_visible_stays(text in "[^\\p{C}\\u2028\\u2029]*") {
            prop_assert_eq!(&*shown(&text), &text);
            prop_assert_eq!(&*pictured(&text), &text);
        }
    }
}
