//! How much a workbook comes to when it is unpacked: a small file may hold what no memory has room for.

use std::io::Cursor;

use zip::ZipArchive;

/// No part of a workbook comes to more bytes. What reads it may have to hold one at a time.
pub(super) const MOST_OF_PART: u64 = 256 << 20;

/// Nor do all of them.
pub(super) const MOST_OF_ALL: u64 = 1 << 30;

/// The part with which it is too much, and the bytes that it comes to.
pub(super) struct TooMuch {
    pub(super) part: String,
    pub(super) bytes: u64,
}

/// The part that goes beyond a limit, by what each says of itself: of one that holds more than it says no more is unpacked. What is no
/// archive is left to whoever reads it.
pub(super) fn too_much(bytes: &[u8]) -> Option<TooMuch> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut all = 0_u64;
    for number in 0..archive.len() {
        let Ok(part) = archive.by_index_raw(number) else {
            continue;
        };
        let bytes = part.size();
        all = all.saturating_add(bytes);
        if bytes > MOST_OF_PART || all > MOST_OF_ALL {
            return Some(TooMuch {
                part: part.name().map(String::from).unwrap_or_default(),
                bytes,
            });
        }
    }
    None
}
