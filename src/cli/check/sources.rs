//! The bytes of the files that are checked.

use crate::cli::files;
use crate::discover::{Input, Origin};
use atbilst_core::check::Unreadable;

/// The files of a check, from which bytes are read one after another.
pub(super) struct Sources<'a> {
    pub(super) inputs: &'a [Input],
    /// How many bytes of a file are taken.
    limit: usize,
    /// What came through standard input, which can be read only once.
    piped: Option<Result<Vec<u8>, Unreadable>>,
}

impl<'a> Sources<'a> {
    /// Reads standard input, where it is among them, at once.
    pub(super) fn new(inputs: &'a [Input], limit: usize) -> Self {
        let piped = inputs.iter().any(Input::is_stdin);
        Self {
            inputs,
            limit,
            piped: piped.then(|| files::stdin(limit)),
        }
    }

    /// Puts the bytes of one file in the place of what the buffer holds.
    ///
    /// # Errors
    /// Why there is no text to check.
    pub(super) fn read(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
        match (&input.origin, &self.piped) {
            (Origin::Stdin, Some(piped)) => {
                buffer.clear();
                piped
                    .as_ref()
                    .map(|bytes| buffer.extend_from_slice(bytes))
                    .map_err(Clone::clone)
            }
            (Origin::Failed(kind, words), _) => Err(files::refused(*kind, words)),
            (origin, _) => files::read(input.path(), *origin == Origin::Folder, self.limit, buffer),
        }
    }

    /// The bytes of a file by the name that reports give it.
    pub(super) fn again(&self, path: &str) -> Option<Vec<u8>> {
        let index = self
            .inputs
            .binary_search_by(|input| (*input.shown).cmp(path))
            .ok()?;
        let mut bytes = Vec::new();
        self.read(self.inputs.get(index)?, &mut bytes)
            .ok()
            .map(|()| bytes)
    }
}
