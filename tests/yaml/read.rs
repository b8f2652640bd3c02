//! Reading a text and writing down what was read, in the notation of the YAML test suite.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use atbilst::yaml::{Document, Kind, Limits, NodeId, Problem, Style, Tree, read};

/// A text read with these limits.
pub(super) fn read_with(text: &str, limits: &Limits) -> (Tree, Vec<Problem>) {
    let (mut tree, mut problems) = (Tree::default(), Vec::new());
    read(text, limits, &mut tree, &mut problems);
    (tree, problems)
}

/// The kinds of the fatal problems, each once, in alphabetical order.
pub(super) fn fatal(problems: &[Problem]) -> Vec<&'static str> {
    let mut kinds: Vec<_> = problems
        .iter()
        .filter(|p| p.kind.is_fatal())
        .map(|p| p.kind.key())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The tree as the suite's events, one a line; with `spans`, each with its bytes.
pub(super) fn events(text: &str, tree: &Tree, spans: bool) -> String {
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

/// A file of the repository, read.
pub(super) struct File {
    text: String,
    tree: Tree,
}

impl File {
    /// Reads a file that must have nothing wrong with it.
    pub(super) fn read(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(path).expect("the file is there");
        let (tree, problems) = read_with(&text, &Limits::default());
        assert_eq!(problems, [], "{name}");
        Self { text, tree }
    }

    /// What it says.
    pub(super) fn document(&self) -> Document<'_> {
        Document {
            text: &self.text,
            tree: &self.tree,
        }
    }

    /// The value at the end of these keys.
    pub(super) fn get(&self, path: &[&str]) -> Option<NodeId> {
        let document = self.document();
        path.iter()
            .try_fold(document.root()?, |node, key| document.get(node, key))
    }
}
