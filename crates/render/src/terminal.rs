//! Colours and links, where the output shows them.

use annotate_snippets::renderer::{Effects, Style as Paint};

use crate::format::Style;

pub(super) const BOLD: Paint = Paint::new().effects(Effects::BOLD);

/// A text in a colour.
pub(super) fn painted(text: &str, paint: Paint, style: &Style) -> String {
    if style.color {
        format!("{paint}{text}{paint:#}")
    } else {
        text.to_owned()
    }
}

/// A text as a link to an address.
pub(super) fn linked(text: &str, url: Option<&str>, style: &Style) -> String {
    match url.filter(|_| style.hyperlinks) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\"),
        None => text.to_owned(),
    }
}
