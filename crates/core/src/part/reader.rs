//! Reads a part. Its sum is reckoned before anything else of it is believed, and what it holds must be what its index says.

use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::read::DeflateDecoder;
use sha2::{Digest, Sha256};

use super::{FOOTER, PartHead, PartIndex, SCHEMA};
use crate::check::Checked;
use crate::message::aggregate::Cited;
use crate::texts::Texts;

/// No block, index or head is longer, in bytes.
const LONGEST: u64 = 1 << 30;

/// Why a part cannot be read.
#[derive(Debug)]
pub enum PartMistake {
    /// It is none.
    NotAPart,
    /// It has another form, of this name.
    OtherForm(String),
    /// It was damaged or cut off.
    Damaged,
    /// The system says so.
    Io(io::Error),
}

impl From<io::Error> for PartMistake {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::InvalidData
            | io::ErrorKind::InvalidInput => Self::Damaged,
            _ => Self::Io(error),
        }
    }
}

/// One part, whose applications are read one after another, and again by their paths.
#[derive(Debug)]
pub struct PartReader<R> {
    from: BufReader<R>,
    /// How it was made.
    pub head: PartHead,
    index: PartIndex,
    /// The next block, and what is left of the one before.
    next: usize,
    open: std::vec::IntoIter<Checked>,
}

impl<R: Read + Seek> PartReader<R> {
    /// Opens a part and looks at all of it.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(from: R) -> Result<Self, PartMistake> {
        let mut from = BufReader::with_capacity(1 << 16, from);
        let mut line = Vec::new();
        (&mut from).take(LONGEST).read_until(b'\n', &mut line)?;
        let said: serde_json::Value =
            serde_json::from_slice(&line).map_err(|_| PartMistake::NotAPart)?;
        match said.get("schema").and_then(serde_json::Value::as_str) {
            Some(SCHEMA) => {}
            Some(other) if other.starts_with("atbilst-part/") => {
                return Err(PartMistake::OtherForm(other.to_owned()));
            }
            _ => return Err(PartMistake::NotAPart),
        }
        let length = from.seek(SeekFrom::End(0))?;
        from.rewind()?;
        let sum_at = length.checked_sub(32).ok_or(PartMistake::Damaged)?;
        if summed(&mut from, sum_at)? != rest(&mut from)? {
            return Err(PartMistake::Damaged);
        }
        // Only what is whole is read further.
        let head = serde_json::from_value(said).map_err(|_| PartMistake::Damaged)?;
        let footer = length
            .checked_sub(FOOTER as u64)
            .ok_or(PartMistake::Damaged)?;
        from.seek(SeekFrom::Start(footer))?;
        let (at, long) = (number(&mut from)?, number(&mut from)?);
        from.seek(SeekFrom::Start(at))?;
        let index = unpacked(&mut from, long)?;
        let index: PartIndex = postcard::from_bytes(&index).map_err(|_| PartMistake::Damaged)?;
        let part = Self {
            from,
            head,
            index,
            next: 0,
            open: Vec::new().into_iter(),
        };
        match part.is_in_order() {
            true => Ok(part),
            false => Err(PartMistake::Damaged),
        }
    }

    fn is_in_order(&self) -> bool {
        let mut cursor = self.index.paths.from(0);
        let mut last: Option<String> = None;
        let mut count = 0_usize;
        while let Some(path) = cursor.next_text() {
            if last.as_deref().is_some_and(|last| last >= path) {
                return false;
            }
            last = Some(path.to_owned());
            count = count.saturating_add(1);
        }
        count == self.index.paths.len()
    }

    /// The paths of its applications, in order.
    #[must_use]
    pub fn paths(&self) -> &Texts {
        &self.index.paths
    }

    /// What else is said in it, as JSON.
    #[must_use]
    pub fn end(&self) -> &str {
        &self.index.end
    }

    /// The next application.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn next_application(&mut self) -> Result<Option<Checked>, PartMistake> {
        if let Some(checked) = self.open.next() {
            return Ok(Some(checked));
        }
        if self.next >= self.index.blocks.len() {
            return Ok(None);
        }
        self.open = self.block(self.next)?.into_iter();
        self.next = self.next.saturating_add(1);
        Ok(self.open.next())
    }

    /// What a finding over all applications may show of one of them; nothing where it is none of this part.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn cited(&mut self, path: &str) -> Result<Option<Cited>, PartMistake> {
        let Some(at) = self.index.paths.find(path) else {
            return Ok(None);
        };
        let blocks = &self.index.blocks;
        let block = blocks.partition_point(|(_, first)| *first <= at as u64);
        let block = block.checked_sub(1).ok_or(PartMistake::Damaged)?;
        let mut all = self.block(block)?.into_iter();
        let own = all.find(|checked| *checked.application.path == *path);
        Ok(own.and_then(|checked| checked.cited).map(|cited| *cited))
    }

    fn block(&mut self, block: usize) -> Result<Vec<Checked>, PartMistake> {
        let &(at, first) = self.index.blocks.get(block).ok_or(PartMistake::Damaged)?;
        self.from.seek(SeekFrom::Start(at))?;
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        let plain = unpacked(&mut self.from, u64::from(u32::from_le_bytes(length)))?;
        let mut rest = plain.as_slice();
        let first = usize::try_from(first).map_err(|_| PartMistake::Damaged)?;
        let mut paths = self.index.paths.from(first);
        let mut all = Vec::new();
        while let Some((length, after)) = rest.split_first_chunk() {
            let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
            let own = after.split_at_checked(length);
            let (own, after) = own.ok_or(PartMistake::Damaged)?;
            let checked: Checked = postcard::from_bytes(own).map_err(|_| PartMistake::Damaged)?;
            let books = self.head.rule_books.len();
            let known = checked.application.book.is_none_or(|book| book < books);
            if !known || paths.next_text() != Some(&checked.application.path) {
                return Err(PartMistake::Damaged);
            }
            all.push(checked);
            rest = after;
        }
        match rest.is_empty() {
            true => Ok(all),
            false => Err(PartMistake::Damaged),
        }
    }
}

fn number(from: &mut impl Read) -> io::Result<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

/// The SHA-256 of so many bytes.
fn summed(from: &mut impl BufRead, bytes: u64) -> io::Result<[u8; 32]> {
    let mut sum = Sha256::new();
    let mut from = from.take(bytes);
    loop {
        let read = from.fill_buf()?;
        let count = read.len();
        if count == 0 {
            return Ok(sum.finalize().into());
        }
        sum.update(read);
        from.consume(count);
    }
}

fn rest(from: &mut impl Read) -> io::Result<[u8; 32]> {
    let mut sum = [0; 32];
    from.read_exact(&mut sum)?;
    Ok(sum)
}

/// What was packed into so many bytes.
fn unpacked(from: &mut impl Read, bytes: u64) -> Result<Vec<u8>, PartMistake> {
    let mut plain = Vec::new();
    let mut unpacker = DeflateDecoder::new(from.take(bytes)).take(LONGEST);
    unpacker
        .read_to_end(&mut plain)
        .map_err(|_| PartMistake::Damaged)?;
    Ok(plain)
}
