//! Two readings of one part of a report: the first place where what they say differs, and how many words do.

use super::shape::Shape;
use super::tree::Tree;

/// What differs.
#[derive(Debug, Default)]
pub(super) struct Compared {
    /// The first place that differs and is no word of the program: a JSON Pointer.
    pub(super) part: Option<String>,
    /// How many texts that are words of the program differ.
    pub(super) words: usize,
}

impl Compared {
    /// Compares two parts of one shape.
    pub(super) fn of(shape: &Shape, was: &Tree<'_>, is: &Tree<'_>) -> Self {
        let mut compared = Self::default();
        compared.add(shape, was, is, &mut Vec::new());
        compared
    }

    /// Whether anything differs that must not.
    pub(super) fn differs(&self, same_tool: bool) -> bool {
        self.part.is_some() || (same_tool && self.words > 0)
    }

    fn add(&mut self, shape: &Shape, was: &Tree<'_>, is: &Tree<'_>, at: &mut Vec<String>) {
        if shape.words {
            self.words = self.words.saturating_add(texts_that_differ(was, is));
            return;
        }
        match (was, is) {
            (Tree::Object(fields), Tree::Object(others)) => {
                let only = others.iter().filter(|(name, _)| was.get(name).is_none());
                let only: Vec<_> = only.map(|(name, _)| &**name).collect();
                let pairs = fields
                    .iter()
                    .map(|(name, was)| (&**name, was, is.get(name)));
                for (name, was, is) in pairs {
                    at.push(name.to_owned());
                    match (shape.field(name), is) {
                        (Some(shape), Some(is)) => self.add(shape, was, is, at),
                        _ => self.note(at),
                    }
                    at.pop();
                }
                for name in only {
                    // What another version does not write yet proves nothing, where it may write it otherwise.
                    if shape.field(name).is_some_and(|shape| shape.words) {
                        self.words = self.words.saturating_add(1);
                        continue;
                    }
                    at.push(name.to_owned());
                    self.note(at);
                    at.pop();
                }
            }
            (Tree::List(items), Tree::List(others)) if items.len() == others.len() => {
                let Some(shape) = shape.items.as_deref() else {
                    return self.note(at);
                };
                for (number, (was, is)) in items.iter().zip(others).enumerate() {
                    at.push(number.to_string());
                    self.add(shape, was, is, at);
                    at.pop();
                }
            }
            _ if was == is => {}
            _ => self.note(at),
        }
    }

    fn note(&mut self, at: &[String]) {
        let pointer = || at.iter().map(|name| format!("/{name}")).collect();
        self.part.get_or_insert_with(pointer);
    }
}

/// How many texts of the report differ; all of them where the two do not stand side by side.
fn texts_that_differ(was: &Tree<'_>, is: &Tree<'_>) -> usize {
    match (was, is) {
        _ if was == is => 0,
        (Tree::Object(fields), Tree::Object(others)) if fields.len() == others.len() => {
            let pairs = fields.iter().map(|(name, was)| (was, is.get(name)));
            let differ = |(was, is): (&Tree<'_>, Option<&Tree<'_>>)| {
                is.map_or_else(|| texts(was), |is| texts_that_differ(was, is))
            };
            pairs.map(differ).sum()
        }
        (Tree::List(items), Tree::List(others)) if items.len() == others.len() => {
            let pairs = items.iter().zip(others);
            pairs.map(|(was, is)| texts_that_differ(was, is)).sum()
        }
        _ => texts(was),
    }
}

/// How many texts there are; at least one, for what is not there was something to somebody.
fn texts(tree: &Tree<'_>) -> usize {
    let count = match tree {
        Tree::Object(fields) => fields.iter().map(|(_, one)| texts(one)).sum(),
        Tree::List(items) => items.iter().map(texts).sum(),
        _ => 1,
    };
    std::cmp::max(count, 1)
}
