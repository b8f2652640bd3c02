//! The keys that stand twice in one mapping. Compared as decoded text: `a`, `'a'` and `"\x61"` are one key.

use std::collections::HashMap;

use super::{Document, NodeId, Problem, ProblemKind};

/// Up to here comparing every pair is faster than hashing.
const FEW: usize = 32;

/// The keys of one mapping so far, a bit for each by its length and some of its letters: only a bit that was there before
/// asks for a comparison.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen(u128);

impl Seen {
    /// Adds a key; says whether it may be one of those before.
    pub(super) fn add(&mut self, key: &[u8]) -> bool {
        let before = self.0;
        self.0 |= 1 << bucket(key);
        self.0 == before
    }
}

/// Adds a problem for every key of `mapping` that stood in it before.
pub(super) fn find(document: Document<'_>, mapping: NodeId, problems: &mut Vec<Problem>) {
    let found = problems.len();
    let mut seen = Seen::default();
    for (index, (key, _)) in document.entries(mapping).enumerate() {
        if index == FEW {
            problems.truncate(found);
            return find_among_many(document, mapping, problems);
        }
        let text = document.scalar(key);
        if seen.add(text.as_bytes()) {
            let mut earlier = document
                .entries(mapping)
                .take(index)
                .map(|(earlier, _)| earlier);
            if let Some(first) = earlier.find(|&earlier| document.scalar(earlier) == text) {
                problems.push(duplicate(document, first, key));
            }
        }
    }
}

fn find_among_many(document: Document<'_>, mapping: NodeId, problems: &mut Vec<Problem>) {
    let mut seen = HashMap::new();
    for (key, _) in document.entries(mapping) {
        if let Some(&first) = seen.get(document.scalar(key)) {
            problems.push(duplicate(document, first, key));
        } else {
            seen.insert(document.scalar(key), key);
        }
    }
}

fn bucket(text: &[u8]) -> u32 {
    let at = |place: usize| text.get(place).map_or(0, |&byte| u32::from(byte));
    let mixed = at(0).wrapping_mul(31);
    let mixed = mixed.wrapping_add(at(text.len() / 2).wrapping_mul(7));
    let length = u32::try_from(text.len() & 127).unwrap_or(0);
    mixed.wrapping_add(length.wrapping_mul(5)) & 127
}

fn duplicate(document: Document<'_>, first: NodeId, second: NodeId) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey(document.scalar(second).to_owned()),
        span: document.span(second),
        first: Some(document.span(first)),
    }
}
