//! A part of a large check: what was found of some applications, each by itself, and what is needed to judge them together with those of
//! other parts. Never their texts. Parts are put together into the report of one check over all applications, to the byte: waivers and
//! answers are applied, counts are made and rules over all are judged only then.
//!
//! The form, `atbilst-part/1`: a line of JSON, the [`PartHead`]; blocks of applications in the order of their paths, each of them four
//! bytes for its length and that many bytes of DEFLATE; an index, packed likewise; and 48 bytes: where the index begins, how long it is,
//! and the SHA-256 of all that stands before. A sum is no signature: it shows that a part was damaged, not who made it.
//!
//! Knows nothing of files: it reads from and writes to whatever it is given.

mod beside;
mod difference;
mod end;
mod head;
mod left_out;
mod reader;
mod writer;

pub use difference::Difference;
pub use end::PartEnd;
pub use head::{Beside, BookOfPart, FoundOfPart, LimitsOfPart, PartHead, ProgramOfPart};
pub use left_out::LeftOut;
pub use reader::{PartMistake, PartReader, PartSource};
pub use writer::{PackedBlock, PartWriter};

use serde::{Deserialize, Serialize};

use crate::texts::Texts;

/// The form of parts that this program writes, and the only one it reads.
pub(crate) const SCHEMA: &str = "atbilst-part/1";

/// Bytes behind everything: two places and a sum.
const FOOTER: usize = 48;

/// What stands where in a part.
#[derive(Debug, Default, Serialize, Deserialize)]
struct PartIndex {
    /// All applications, in order.
    paths: Texts,
    /// Where each block begins, and which application is its first.
    blocks: Vec<(u64, u64)>,
    /// What else whoever wrote the part says, as JSON.
    end: String,
}
