//! The file of a part: whole, or not there at all.

use std::io;
use std::path::PathBuf;

use anyhow::Context;

use crate::cli::output;
use crate::cli::targets::{Target, Writing};
use atbilst_core::language::Catalogue;
use atbilst_core::part::{LeftOut, PackedBlock, PartEnd, PartHead, PartWriter};

/// A part while it is written.
pub(super) struct PartFile<'a> {
    writer: PartWriter<Writing>,
    /// How many files are looked at, where applications are kept with what every rule looked at.
    sheets: Option<usize>,
    path: PathBuf,
    catalogue: &'a Catalogue,
}

impl<'a> PartFile<'a> {
    pub(super) fn new(
        target: &Target,
        head: &PartHead,
        sheets: Option<usize>,
        catalogue: &'a Catalogue,
    ) -> anyhow::Result<Self> {
        let writer = Writing::of(target).and_then(|out| PartWriter::new(out, head));
        let refused = || output::about(&target.path, "target.part", catalogue);
        Ok(Self {
            writer: writer.with_context(refused)?,
            sheets,
            path: target.path.clone(),
            catalogue,
        })
    }

    pub(super) fn add(&mut self, block: io::Result<PackedBlock>) -> anyhow::Result<()> {
        let added = block.and_then(|block| self.writer.add(&block));
        added.with_context(|| output::about(&self.path, "target.part", self.catalogue))
    }

    /// Ends it, and gives it its name.
    pub(super) fn end(self, left_out: &LeftOut, listed: &[String]) -> anyhow::Result<()> {
        let end = PartEnd {
            sheets: self.sheets,
            left_out: left_out.clone(),
            listed: listed.to_vec(),
        };
        let ended = self.writer.finish(serde_json::to_string(&end)?);
        let ended = ended.and_then(Writing::end);
        ended.with_context(|| output::about(&self.path, "target.part", self.catalogue))
    }
}
