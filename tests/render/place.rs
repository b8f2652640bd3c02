//! Places in a text, found by the words that stand there.

use atbilst_core::finding::{Excerpt, Place};
use atbilst_yaml::source::{Lines, Span};

/// The first place where a text stands.
pub(super) fn place(text: &str, words: &str, pointer: &str) -> Place {
    at(text, text.find(words).expect("the words"), words, pointer)
}

/// The last place where a text stands.
pub(super) fn last(text: &str, words: &str, pointer: &str) -> Place {
    at(text, text.rfind(words).expect("the words"), words, pointer)
}

/// A place with the line before it and its own.
fn at(text: &str, start: usize, words: &str, pointer: &str) -> Place {
    let offset = |byte: usize| u32::try_from(byte).expect("a short text");
    let span = Span::new(offset(start), offset(start + words.len()));
    let location = Lines::of(text).location(span);
    let own = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[..own.saturating_sub(1)]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    Place {
        pointer: pointer.to_owned(),
        location,
        excerpt: Excerpt {
            first_line: location.start.line - u32::from(own > 0),
            text: text[before..end].to_owned(),
            marked: start - before..start - before + words.len(),
        },
    }
}

pub(super) fn line_with<'a>(text: &'a str, words: &str) -> &'a str {
    let line = text.lines().find(|line| line.contains(words));
    line.unwrap_or_default().trim_start()
}
