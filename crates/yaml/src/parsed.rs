//! A text that was read, with its tree and what is wrong with it. What reads many texts keeps its tree, and calls `read` itself.

use crate::{Document, Limits, Problem, Tree, read};

/// A text with its tree.
#[derive(Debug)]
pub struct Parsed<'t> {
    text: &'t str,
    tree: Tree,
    /// What is wrong with it, in the order of the text.
    pub problems: Vec<Problem>,
}

impl<'t> Parsed<'t> {
    /// Reads a text of which no more is expected than of an application.
    pub fn of(text: &'t str) -> Self {
        Self::within(text, &Limits::default())
    }

    /// Reads a text.
    pub fn within(text: &'t str, limits: &Limits) -> Self {
        let (mut tree, mut problems) = (Tree::default(), Vec::new());
        read(text, limits, &mut tree, &mut problems);
        Self {
            text,
            tree,
            problems,
        }
    }

    /// Its nodes, as far as it could be read.
    pub fn document(&self) -> Document<'_> {
        Document {
            text: self.text,
            tree: &self.tree,
        }
    }

    /// Whether it could be read to its end.
    pub fn is_whole(&self) -> bool {
        self.stop().is_none()
    }

    /// What stopped the reader.
    pub fn stop(&self) -> Option<&Problem> {
        let mut problems = self.problems.iter();
        problems.find(|problem| problem.kind.is_fatal())
    }
}
