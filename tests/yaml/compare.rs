//! A text read by the fast reader and by the parser: nothing may differ. Shared with the fuzzer.

use std::fmt::Write as _;

use atbilst_yaml::{Document, Kind, Limits, NodeId, Problem, Style, Tree, read, read_plain};

/// A text read with these limits.
pub(crate) fn read_with(text: &str, limits: &Limits) -> (Tree, Vec<Problem>) {
    let (mut tree, mut problems) = (Tree::default(), Vec::new());
    read(text, limits, &mut tree, &mut problems);
    (tree, problems)
}

/// Reads with both. `false` where the fast reader declines; no return where they differ.
pub(crate) fn same(name: &str, text: &str, limits: &Limits) -> bool {
    let (mut tree, mut problems): (Tree, Vec<Problem>) = Default::default();
    if !read_plain(text, limits, &mut tree, &mut problems) {
        assert!(
            tree.is_empty() && problems.is_empty(),
            "{name}: something was left behind"
        );
        return false;
    }
    // What both look at once more when all is read.
    let (_, problems) = read_with(text, limits);
    let (parsed, expected) = read_with(
        text,
        &Limits {
            fast: false,
            ..*limits
        },
    );
    assert_eq!(problems, expected, "{name}:\n{text}");
    let (ours, theirs) = (events(text, &tree, true), events(text, &parsed, true));
    assert!(
        ours == theirs,
        "{name}:\n{text}\n--- fast\n{ours}--- parser\n{theirs}"
    );
    true
}

/// The tree as the suite's events, one a line; with `spans`, each with its bytes.
pub(crate) fn events(text: &str, tree: &Tree, spans: bool) -> String {
    let document = Document { text, tree };
    let mut events = String::new();
    if let Some(root) = document.root() {
        node(document, root, spans, &mut events);
    }
    events
}

fn node(document: Document<'_>, id: NodeId, spans: bool, events: &mut String) {
    let place = |events: &mut String| {
        if spans {
            let span = document.span(id);
            let _ = write!(events, " {}..{}", span.start, span.end);
        }
        events.push('\n');
    };
    match document.kind(id) {
        Kind::Scalar => {
            let style = match document.node(id).style {
                Style::Plain => ':',
                Style::SingleQuoted => '\'',
                Style::DoubleQuoted => '"',
                Style::Literal => '|',
                Style::Folded => '>',
            };
            let text = document
                .scalar(id)
                .replace('\\', "\\\\")
                .replace('\n', "\\n");
            let text = text
                .replace('\t', "\\t")
                .replace('\r', "\\r")
                .replace('\u{8}', "\\b");
            let _ = write!(events, "=VAL {style}{text}");
            place(events);
        }
        Kind::Sequence => {
            events.push_str("+SEQ");
            place(events);
            for item in document.items(id) {
                node(document, item, spans, events);
            }
            events.push_str("-SEQ\n");
        }
        Kind::Mapping => {
            events.push_str("+MAP");
            place(events);
            for (key, value) in document.entries(id) {
                node(document, key, spans, events);
                node(document, value, spans, events);
            }
            events.push_str("-MAP\n");
        }
    }
}
