//! The characters at which readers of YAML 1.1 begin a new line and those of YAML 1.2 do not: a text that holds one could be read in
//! two ways, so that a comment here is a field there.

use super::{Document, Problem, ProblemKind, Style, span};

/// U+0085, U+2028 and U+2029, each as bytes.
pub(super) const SEPARATORS: [&str; 3] = ["\u{85}", "\u{2028}", "\u{2029}"];

/// Adds a problem for each of them before `until` that is not read alike everywhere. The tree holds all that stands there.
pub(super) fn find(document: Document<'_>, until: u32, problems: &mut Vec<Problem>) {
    let text = document.text;
    for (at, found) in separators(text).take_while(|&(at, _)| at < until as usize) {
        let end = at.saturating_add(found.len());
        let place = span(at, end);
        let nodes = document.tree.nodes();
        let before = nodes.partition_point(|node| node.span.start <= place.start);
        let node = before.checked_sub(1).and_then(|last| nodes.get(last));
        let quoted = node.is_some_and(|node| {
            matches!(node.style, Style::SingleQuoted | Style::DoubleQuoted)
                && place.end < node.span.end
        });
        // Within quotes both keep U+2028 and U+2029, but for the spaces beside them.
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let first = text.get(..at).and_then(|before| before.chars().next_back());
        let last = text.get(end..).and_then(|after| after.chars().next());
        let same = quoted && found.len() == 3 && !blank(first) && !blank(last);
        if let (false, Some(separator)) = (same, found.chars().next()) {
            problems.push(Problem::new(ProblemKind::LineSeparator(separator), place));
        }
    }
}

/// Whether a text holds U+2028 or U+2029.
pub(super) fn any_long(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xe2, bytes).any(|at| starts(bytes, at).is_some())
}

fn separators(text: &str) -> impl Iterator<Item = (usize, &'static str)> {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xc2, 0xe2, bytes).filter_map(move |at| Some((at, starts(bytes, at)?)))
}

/// The separator that starts at a place.
fn starts(bytes: &[u8], at: usize) -> Option<&'static str> {
    let rest = bytes.get(at..)?;
    let mut all = SEPARATORS.iter();
    all.find(|separator| rest.starts_with(separator.as_bytes()))
        .copied()
}
