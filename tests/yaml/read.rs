//! The files of the repository, read, and what is wrong with a text.

use std::fs;
use std::path::Path;

use atbilst_yaml::{Document, Limits, NodeId, Problem, Tree};

use super::compare::read_with;

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
