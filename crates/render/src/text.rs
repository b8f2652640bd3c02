//! Setting plain text in columns: how wide it is, where it breaks, where it is cut.
//! Knows nothing of reports.

use std::borrow::Cow;

/// No text is set narrower than this, whatever the terminal says.
pub(super) const MIN_WIDTH: usize = 40;

/// The columns that a text takes on a terminal.
pub(super) fn width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// Breaks a text between words; its own line breaks stay. Addresses and long words are never torn apart.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    textwrap::fill(text, options(width))
}

/// A text after its head, with all further lines under the text's first; where too little would be left for them,
/// two columns in from the head.
pub fn hanging(head: &str, text: &str, whole: usize) -> String {
    if text.is_empty() {
        return head.to_owned();
    }
    let beside = width(head);
    let whole = whole.max(MIN_WIDTH);
    let margin = head
        .len()
        .saturating_sub(head.trim_start_matches(' ').len());
    let indent = if whole.saturating_sub(beside) < MIN_WIDTH {
        beside.min(margin.saturating_add(2))
    } else {
        beside
    };
    // A head that leaves no room for one word stands by itself.
    let first = text.split([' ', '\n']).next().map_or(0, width);
    let margin = " ".repeat(margin.saturating_add(2));
    if !head.trim().is_empty() && beside.saturating_add(first) > whole {
        let text = indented(&margin, text, whole, width(&margin));
        return format!("{}\n{text}", head.trim_end());
    }
    indented(head, text, whole, indent)
}

/// A text after its head, with all further lines so many columns in.
pub(super) fn indented(head: &str, text: &str, whole: usize, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let options = options(whole).initial_indent(head);
    textwrap::fill(text, options.subsequent_indent(&indent))
}

fn options<'a>(width: usize) -> textwrap::Options<'a> {
    textwrap::Options::new(width.max(MIN_WIDTH / 2))
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
}

/// A line in so many columns: what does not fit is left out behind the last whole word.
pub(super) fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let room = columns.saturating_sub(2);
    let mut kept = String::new();
    for word in text.split_inclusive(' ') {
        if width(&kept).saturating_add(width(word.trim_end())) > room {
            break;
        }
        kept.push_str(word);
    }
    Cow::Owned(format!("{}…", kept))
}

/// At most so many characters, with a sign that there was more. It ends behind a whole word, unless that one is very long; a letter
/// keeps its accents.
pub(super) fn short(text: &str, characters: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(characters) else {
        return Cow::Borrowed(text);
    };
    let words = text.get(..end).and_then(|kept| kept.rsplit_once(' '));
    if let Some((words, _)) = words.filter(|(words, _)| words.len() > end / 2) {
        let open = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | '…' | '.');
        return Cow::Owned(format!("{}…", words.trim_end_matches(open)));
    }
    let (kept, rest) = text.split_at(end);
    let accents = rest
        .chars()
        .take_while(|&c| textwrap::core::display_width(c.encode_utf8(&mut [0; 4])) == 0);
    let accents: String = accents.take(8).collect();
    Cow::Owned(format!("{kept}{accents}…"))
}

#[cfg(test)]
mod tests {
    use super::{hanging, short, width, wrapped};

    #[test]
    fn breaks_between_words_only() {
        let text =
            "Projektu iesniegumu atlases laiks https://example.org/very/long/address/of/a/law";
        let wrapped = wrapped(text, 30);
        assert_eq!(
            wrapped,
            "Projektu iesniegumu atlases\nlaiks\nhttps://example.org/very/long/address/of/a/law"
        );
        let amount = super::wrapped("Kopā tas ir vairāk par 70\u{a0}177\u{a0}920,00\u{a0}€", 25);
        assert_eq!(
            amount,
            "Kopā tas ir vairāk par\n70\u{a0}177\u{a0}920,00\u{a0}€"
        );
    }

    #[test]
    fn further_lines_stand_under_the_first() {
        let text = "viens divi trīs četri pieci seši septiņi";
        assert_eq!(
            hanging("piezīme: ", text, 50),
            "piezīme: viens divi trīs četri pieci seši septiņi"
        );
        assert_eq!(
            hanging("piezīme: ", "viens\ndivi", 50),
            "piezīme: viens\n         divi"
        );
        assert_eq!(hanging("kopā  5", "", 50), "kopā  5");
        assert_eq!(
            hanging("    gara piezīme: ", text, 40),
            "    gara piezīme: viens divi trīs četri\n      pieci seši septiņi"
        );
        assert_eq!(
            hanging("ļoti gara piezīme: ", text, 40),
            "ļoti gara piezīme: viens divi trīs četri\n  pieci seši septiņi"
        );
        assert_eq!(
            hanging("  integrity-declarations-of-all  ", "Apliecinājumi", 40),
            "  integrity-declarations-of-all\n    Apliecinājumi"
        );
    }

    #[test]
    fn cuts_between_letters() {
        assert_eq!(short("āčē", 3), "āčē");
        assert_eq!(short("āčēģ", 3), "āčē…");
        assert_eq!(short("a\u{304}b", 1), "a\u{304}…");
        assert_eq!(width("āčē"), 3);
        assert_eq!(width("a\u{304}"), 1);
    }
}
