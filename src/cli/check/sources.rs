//! The bytes of the files that are checked.

use std::sync::Arc;

use rayon::prelude::*;

use crate::cli::files;
use crate::cli::identity::{FileIdentity, Stream};
use crate::discover::{Input, Inputs, Origin, Tree};
use atbilst_core::check::{Look, ReadAgain, Unreadable};
use atbilst_core::message::aggregate::Cited;
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

/// No line that names a call is longer, in bytes.
const OVERLAP: usize = 1 << 10;

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

    /// Whether any part of a file that is too large says something; its parts are what the buffer holds, one after another, each with the
    /// end of the one before it.
    ///
    /// # Errors
    /// Why there are none.
    pub(super) fn any_part(
        &self,
        input: &Input,
        buffer: &mut Vec<u8>,
        says: impl Fn(&[u8]) -> bool,
    ) -> Result<bool, NoText> {
        let (mut file, _) = files::open_input(input, &self.tree)?;
        buffer.clear();
        let mut first = true;
        loop {
            let kept = buffer.len().min(OVERLAP);
            buffer.drain(..buffer.len().saturating_sub(kept));
            files::append(&mut file, self.limit, buffer)?;
            if buffer.len() == kept {
                return Ok(false);
            }
            if std::mem::take(&mut first) {
                own_report(buffer)?;
            }
            if says(buffer) {
                return Ok(true);
            }
        }
    }
}

impl ReadAgain for Sources {
    fn bytes(&self, path: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.read(&self.inputs.find(path)?, &mut bytes).ok()?;
        Some(bytes)
    }

    fn look(&self, paths: &[Arc<str>], look: Look<'_>) -> Vec<Option<Cited>> {
        let all = paths.par_iter().enumerate();
        all.map(|(number, path)| look(number, &self.bytes(path)?))
            .collect()
    }
}
