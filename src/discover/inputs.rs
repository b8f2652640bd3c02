//! The files of a check, set close together: a dozen bytes each, where a list of them would take a hundred.

use std::collections::HashMap;
use std::path::Path;

use atbilst_core::texts::{Texts, TextsCursor};

use super::{Input, Origin};

/// Files in the order of reports.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    names: Texts,
    origins: Vec<Kind>,
    /// What is not told by the names and kinds.
    others: HashMap<usize, (Option<Box<Path>>, Origin)>,
}

/// How a file was found, as nearly all are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Folder,
    Listed,
    Named,
    Other,
}

impl From<Vec<Input>> for Inputs {
    fn from(inputs: Vec<Input>) -> Self {
        let mut all = Self {
            origins: Vec::with_capacity(inputs.len()),
            ..Self::default()
        };
        for (at, input) in inputs.into_iter().enumerate() {
            all.names.push(&input.shown);
            let kind = match (&input.path, &input.origin) {
                (None, Origin::Folder) => Kind::Folder,
                (None, Origin::Listed) => Kind::Listed,
                (None, Origin::Named) => Kind::Named,
                _ => {
                    all.others.insert(at, (input.path, input.origin));
                    Kind::Other
                }
            };
            all.origins.push(kind);
        }
        all
    }
}

impl Inputs {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.origins.len()
    }

    /// All of them, one after another.
    pub(crate) fn iter(&self) -> InputsCursor<'_> {
        InputsCursor {
            inputs: self,
            names: self.names.from(0),
            at: 0,
        }
    }

    /// The one that reports call so.
    pub(crate) fn find(&self, shown: &str) -> Option<Input> {
        self.input(self.names.find(shown)?, shown)
    }

    fn input(&self, at: usize, shown: &str) -> Option<Input> {
        let (path, origin) = match self.origins.get(at)? {
            Kind::Folder => (None, Origin::Folder),
            Kind::Listed => (None, Origin::Listed),
            Kind::Named => (None, Origin::Named),
            Kind::Other => self.others.get(&at).cloned()?,
        };
        Some(Input {
            shown: shown.into(),
            path,
            origin,
        })
    }
}

/// Goes through files.
#[derive(Debug)]
pub(crate) struct InputsCursor<'a> {
    inputs: &'a Inputs,
    names: TextsCursor<'a>,
    at: usize,
}

impl Iterator for InputsCursor<'_> {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        let input = self.inputs.input(self.at, self.names.next_text()?);
        self.at = self.at.saturating_add(1);
        input
    }
}
