//! Reads a part. Its sum is reckoned before anything else of it is believed, and what it holds must be what its index says. A part is
//! open only while something of it is read, so that any number of them can be put together.

use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::Range;

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
    /// It is not what it was when it was first opened.
    Changed,
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

/// Where a part lies.
pub trait PartSource {
    /// What is read.
    type Open: Read + Seek;

    /// Opens it at its beginning, as often as something of it is read.
    ///
    /// # Errors
    /// Why it cannot be opened.
    fn open(&self) -> Result<Self::Open, PartMistake>;
}

impl<'b> PartSource for &'b [u8] {
    type Open = Cursor<&'b [u8]>;

    fn open(&self) -> Result<Self::Open, PartMistake> {
        Ok(Cursor::new(self))
    }
}

/// One part, whose applications are read one after another, and again by their paths.
#[derive(Debug)]
pub struct PartReader<S> {
    source: S,
    /// How it was made.
    pub head: PartHead,
    index: PartIndex,
    /// How many applications were read, and how many blocks.
    read: usize,
    blocks: usize,
    /// The block that is read.
    block: OpenBlock,
}

impl<S: PartSource> PartReader<S> {
    /// Looks at all of a part.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn open(source: S) -> Result<Self, PartMistake> {
        let mut from = BufReader::with_capacity(1 << 16, source.open()?);
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
        drop(from);
        let part = Self {
            source,
            head,
            index,
            read: 0,
            blocks: 0,
            block: OpenBlock::default(),
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
    pub fn paths(&self) -> &Texts {
        &self.index.paths
    }

    /// What else is said in it, as JSON.
    pub fn end(&self) -> &str {
        &self.index.end
    }

    /// The path of the next application, which need not be read for that.
    pub fn next_path(&self) -> Option<String> {
        self.index.paths.get(self.read)
    }

    /// The next application.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn next_application(&mut self) -> Result<Option<Checked>, PartMistake> {
        if self.read == self.index.paths.len() {
            return Ok(None);
        }
        if self.block.is_read() {
            self.block = self.block(self.blocks)?;
            self.blocks = self.blocks.saturating_add(1);
        }
        if self.block.next != self.read {
            return Err(PartMistake::Damaged);
        }
        let checked = self.block.take(&self.head, &self.index)?;
        self.read = self.read.saturating_add(1);
        Ok(Some(checked))
    }

    /// What a finding over all applications may show of one of them; nothing where it is none of this part.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn cited(&self, path: &str) -> Result<Option<Cited>, PartMistake> {
        let Some(at) = self.index.paths.find(path) else {
            return Ok(None);
        };
        let blocks = &self.index.blocks;
        let block = blocks.partition_point(|(_, first)| *first <= at as u64);
        let mut block = self.block(block.checked_sub(1).ok_or(PartMistake::Damaged)?)?;
        while block.next < at {
            block.pass()?;
        }
        let checked = block.take(&self.head, &self.index)?;
        Ok(checked.cited.map(|cited| *cited))
    }

    fn block(&self, block: usize) -> Result<OpenBlock, PartMistake> {
        let &(at, first) = self.index.blocks.get(block).ok_or(PartMistake::Damaged)?;
        let mut from = self.source.open()?;
        from.seek(SeekFrom::Start(at))?;
        let mut length = [0; 4];
        from.read_exact(&mut length)?;
        Ok(OpenBlock {
            plain: unpacked(&mut from, u64::from(u32::from_le_bytes(length)))?,
            at: 0,
            next: usize::try_from(first).map_err(|_| PartMistake::Damaged)?,
        })
    }
}

/// Some applications, unpacked and not yet read.
#[derive(Debug, Default)]
struct OpenBlock {
    plain: Vec<u8>,
    /// How many bytes were read.
    at: usize,
    /// Which application of the part comes next.
    next: usize,
}

impl OpenBlock {
    fn is_read(&self) -> bool {
        self.at == self.plain.len()
    }

    /// Passes over the next application, and says which bytes it is.
    fn pass(&mut self) -> Result<Range<usize>, PartMistake> {
        let rest = self.plain.get(self.at..).unwrap_or_default();
        let (length, rest) = rest.split_first_chunk().ok_or(PartMistake::Damaged)?;
        let length = usize::try_from(u32::from_le_bytes(*length)).unwrap_or(usize::MAX);
        if length > rest.len() {
            return Err(PartMistake::Damaged);
        }
        let begin = self.at.saturating_add(4);
        self.at = begin.saturating_add(length);
        self.next = self.next.saturating_add(1);
        Ok(begin..self.at)
    }

    /// The next application, which must be the one that the index has there.
    fn take(&mut self, head: &PartHead, index: &PartIndex) -> Result<Checked, PartMistake> {
        let path = index.paths.get(self.next);
        let own = self.pass()?;
        let own = self.plain.get(own).unwrap_or_default();
        let checked: Checked = postcard::from_bytes(own).map_err(|_| PartMistake::Damaged)?;
        let known = |book| book < head.rule_books.len();
        let is_known = checked.application.book.is_none_or(known);
        match is_known && path.as_deref() == Some(&*checked.application.path) {
            true => Ok(checked),
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
