//! The bytes of the files that are checked.

use crate::cli::files;
use crate::cli::identity::{FileIdentity, Stream};
use crate::discover::{Input, Inputs, Origin, Tree};
use atbilst_core::check::Unreadable;
use atbilst_render::is_report;

/// The files of a check, from which bytes are read one after another.
pub(super) struct Sources {
    pub(super) inputs: Inputs,
    /// How many bytes of a file are taken.
    limit: usize,
    /// What came through standard input, which can be read only once.
    piped: Option<Result<Vec<u8>, Unreadable>>,
    tree: Tree,
    /// The files behind standard output and standard error.
    outputs: Vec<FileIdentity>,
}

/// Why nothing of a file is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoText {
    /// It cannot be read.
    Unreadable(Unreadable),
    /// What the program writes is going into it.
    Output,
    /// It is a report of this program.
    Report,
}

impl From<Unreadable> for NoText {
    fn from(why: Unreadable) -> Self {
        Self::Unreadable(why)
    }
}

fn own_report(text: &[u8]) -> Result<(), NoText> {
    match is_report(text) {
        true => Err(NoText::Report),
        false => Ok(()),
    }
}

impl Sources {
    /// Reads standard input, where it is among them, at once.
    pub(super) fn new(inputs: Vec<Input>, limit: usize) -> Self {
        let piped = inputs.iter().any(Input::is_stdin);
        let outputs = [Stream::Output, Stream::Error];
        Self {
            inputs: inputs.into(),
            limit,
            piped: piped.then(|| files::stdin(limit)),
            tree: Tree::here(),
            outputs: outputs.into_iter().filter_map(Stream::ordinary).collect(),
        }
    }

    /// Puts the bytes of one file in the place of what the buffer holds.
    ///
    /// # Errors
    /// Why there is no text to check.
    pub(super) fn read(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), NoText> {
        match (&input.origin, &self.piped) {
            (Origin::Stdin, Some(piped)) => {
                buffer.clear();
                let bytes = piped.as_ref().map_err(Clone::clone)?;
                buffer.extend_from_slice(bytes);
            }
            _ => {
                let mut file = files::open_input(input, &self.tree)?;
                let own = FileIdentity::of(&file.1);
                if own.is_some_and(|own| self.outputs.contains(&own)) {
                    return Err(NoText::Output);
                }
                files::read(&mut file, self.limit, buffer)?;
            }
        }
        own_report(buffer)
    }

    /// Puts as many of the first bytes of a file as are taken in the place of what the buffer holds.
    ///
    /// # Errors
    /// Why there are none.
    pub(super) fn begin(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), NoText> {
        let (file, _) = files::open_input(input, &self.tree)?;
        files::begin(file, self.limit, buffer)?;
        own_report(buffer)
    }

    /// The bytes of a file by the name that reports give it.
    pub(super) fn again(&self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(&self.inputs.find(path)?, &mut bytes).ok()?;
        Some(bytes)
    }
}
