//! Items of a list of values that YAML reads as one text.

use atbilst_yaml::{Document, Kind, NodeId};

/// The lines of a value, below its first, that begin with a dash or another sign of an item: YAML takes them for more of the same text.
pub fn glued<'t>(document: Document<'t>, node: NodeId) -> impl Iterator<Item = &'t str> + use<'t> {
    let written = document.span(node).of(document.text);
    let plain = document.kind(node) == Kind::Scalar
        && !written.starts_with(['"', '\'', '|', '>', '[', '{']);
    let below = written.lines().skip(1).filter(move |_| plain);
    below.filter(|line| {
        let mut letters = line.trim_start().chars();
        let sign = letters.next().is_some_and(|c| "-–—•*".contains(c));
        sign && letters.next().is_some_and(char::is_whitespace)
    })
}
