//! Each escaping function, on chosen texts and on any.

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
    let overlooked =
        |c: &char| is_hidden(*c) && hidden(c.encode_utf8(&mut [0; 4])).next().is_none();
    assert_eq!(('\0'..=char::MAX).find(overlooked), None);
    assert_eq!(
        hidden("ā\u{9b}ž”\u{202e}").collect::<Vec<_>>(),
        [(2, '\u{9b}'), (9, '\u{202e}')]
    );
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

#[test]
fn no_line_is_a_command() {
    let cases = [
        ("a\n  ::stop-commands::t", "a\n  \\u{3a}:stop-commands::t"),
        ("\u{feff}\u{a0}::error::x", "\u{feff}\u{a0}\\u{3a}:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[error]x", "a #\\u{23}[error]x"),
        ("###[error]x", "##\\u{23}[error]x"),
        (
            "##VSO[task.x]##teamcity[y]",
            "#\\u{23}VSO[task.x]#\\u{23}teamcity[y]",
        ),
        ("## a [b]\n: :c", "## a [b]\n: :c"),
        (" ::: a.yaml:1:1", " ::: a.yaml:1:1"),
    ];
    for (text, free) in cases {
        assert_eq!(command_free(text, Spelling::Words), free);
        // In pieces of any length as at once.
        for length in 1..text.len() {
            let mut out = Vec::new();
            let mut pieces = commands::CommandFree::new(&mut out, Spelling::Words, false);
            for piece in text.as_bytes().chunks(length) {
                std::io::Write::write_all(&mut pieces, piece).expect("memory");
            }
            pieces.end().expect("memory");
            assert_eq!(String::from_utf8_lossy(&out), free, "{length}");
        }
    }
    assert_eq!(command_free("::a##[", Spelling::Markup), "&#58;:a#&#35;[");
}

#[test]
fn no_part_of_a_cell_is_a_formula() {
    for (text, own, safe) in [
        ("a;=1+1", ',', "a;'=1+1"),
        ("a;=1+1", ';', "a;=1+1"),
        ("a,=1+1", ';', "a,'=1+1"),
        ("a; \"@x|b\t-2", ',', "a; \"'@x|b\t'-2"),
        ("=1;+2", ',', "'=1;'+2"),
        ("a - b; c", ',', "a - b; c"),
    ] {
        assert_eq!(cell(text, own), safe);
    }
}

pub(super) fn percent_decoded(text: &str) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        out.push(u8::from_str_radix(digits, 16).expect("two digits"));
        out.extend_from_slice(rest.as_bytes());
    }
    out
}

/// The text as a reader of Markdown sees it in a sentence; a mark where they see anything but text.
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
    fn xml_is_well_formed(text in "(?s:.)*[\\x00-\\x1f\u{fffe}\u{ffff}](?s:.)*") {
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
fn a_path_can_be_typed_behind_a_command() {
    for (path, expected) in [
        ("iesniegumi/a-1.yaml", "iesniegumi/a-1.yaml"),
        ("mans iesniegums.yaml", "\"mans iesniegums.yaml\""),
        ("-a.yaml", "./-a.yaml"),
        ("", "\"\""),
    ] {
        assert_eq!(super::typed(path), expected);
    }
}
