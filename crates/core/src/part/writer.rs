//! Writes a part: blocks of applications as they come, in the order of their paths, then what stands where.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use sha2::{Digest, Sha256};

use super::{PartHead, PartIndex};
use crate::check::Checked;

/// Some applications as they stand in a part.
#[derive(Debug, Default)]
pub struct PackedBlock {
    bytes: Vec<u8>,
    paths: Vec<String>,
}

impl PackedBlock {
    /// Packs applications, in the order of their paths. Several threads may do so at a time.
    ///
    /// # Errors
    /// None is known; what the libraries say.
    pub fn of<'a>(applications: impl Iterator<Item = &'a Checked>) -> io::Result<Self> {
        let mut block = Self::default();
        let mut plain = Vec::new();
        for checked in applications {
            block.paths.push(checked.application.path.to_string());
            let own = postcard::to_allocvec(checked).map_err(io::Error::other)?;
            plain.extend_from_slice(&length(own.len())?);
            plain.extend_from_slice(&own);
        }
        block.bytes = packed(&plain)?;
        Ok(block)
    }
}

fn length(bytes: usize) -> io::Result<[u8; 4]> {
    let length = u32::try_from(bytes).map_err(io::Error::other)?;
    Ok(length.to_le_bytes())
}

fn packed(plain: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = DeflateEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(plain)?;
    packer.finish()
}

/// Writes one part.
#[derive(Debug)]
pub struct PartWriter<W> {
    out: W,
    sum: Sha256,
    at: u64,
    index: PartIndex,
}

impl<W: Write> PartWriter<W> {
    /// Begins a part.
    ///
    /// # Errors
    /// What `out` says.
    pub fn new(out: W, head: &PartHead) -> io::Result<Self> {
        let mut writer = Self {
            out,
            sum: Sha256::new(),
            at: 0,
            index: PartIndex::default(),
        };
        let mut line = serde_json::to_vec(head)?;
        line.push(b'\n');
        writer.write(&line)?;
        Ok(writer)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.update(bytes);
        self.at = self.at.saturating_add(bytes.len() as u64);
        self.out.write_all(bytes)
    }

    /// Adds a block, whose paths come behind those of the blocks before it.
    ///
    /// # Errors
    /// What the output says.
    pub fn add(&mut self, block: &PackedBlock) -> io::Result<()> {
        if block.paths.is_empty() {
            return Ok(());
        }
        let first = self.index.paths.len() as u64;
        self.index.blocks.push((self.at, first));
        block
            .paths
            .iter()
            .for_each(|path| self.index.paths.push(path));
        self.write(&length(block.bytes.len())?)?;
        self.write(&block.bytes)
    }

    /// Ends the part with what else is to be said, as JSON; without its end it is not whole.
    ///
    /// # Errors
    /// What the output says.
    pub fn finish(mut self, end: String) -> io::Result<W> {
        self.index.end = end;
        let index = postcard::to_allocvec(&self.index).map_err(io::Error::other)?;
        let index = packed(&index)?;
        let at = self.at;
        self.write(&index)?;
        self.write(&at.to_le_bytes())?;
        self.write(&(index.len() as u64).to_le_bytes())?;
        let sum = self.sum.finalize();
        self.out.write_all(&sum)?;
        self.out.flush()?;
        Ok(self.out)
    }
}
