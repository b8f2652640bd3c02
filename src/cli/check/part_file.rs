//! The file of a part: whole, or not there at all.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::cli::interrupt::UnfinishedFile;
use crate::cli::left_out::LeftOut;
use crate::cli::targets;
use atbilst_core::part::{PackedBlock, PartHead, PartWriter};

/// What a part says at its end; one that was not made of files says nothing.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cli) struct PartEnd {
    pub(in crate::cli) left_out: LeftOut,
    /// What a list named beside applications, with the place of each in the list.
    pub(in crate::cli) listed: Vec<(usize, String)>,
}

/// A part while it is written.
pub(super) struct PartFile {
    path: PathBuf,
    file: NamedTempFile,
    writer: PartWriter<BufWriter<File>>,
    /// The places of what a list names.
    places: HashMap<String, usize>,
    _unfinished: Option<UnfinishedFile>,
}

impl PartFile {
    pub(super) fn new(path: &Path, head: &PartHead, listed: &[String]) -> io::Result<Self> {
        let (file, unfinished) = targets::temporary(path)?;
        let out = BufWriter::with_capacity(1 << 16, file.as_file().try_clone()?);
        let places = listed.iter().cloned().zip(0..);
        Ok(Self {
            path: path.to_owned(),
            file,
            writer: PartWriter::new(out, head)?,
            places: places.collect(),
            _unfinished: unfinished,
        })
    }

    pub(super) fn add(&mut self, block: &PackedBlock) -> io::Result<()> {
        self.writer.add(block)
    }

    /// Ends it, and gives it its name.
    pub(super) fn end(self, left_out: &LeftOut, listed: &[String]) -> io::Result<()> {
        let place = |name: &String| self.places.get(name).copied().unwrap_or_default();
        let end = PartEnd {
            left_out: left_out.clone(),
            listed: listed
                .iter()
                .map(|name| (place(name), name.clone()))
                .collect(),
        };
        self.writer.finish(serde_json::to_string(&end)?)?;
        self.file.as_file().sync_all()?;
        self.file.persist(&self.path)?;
        Ok(())
    }
}
