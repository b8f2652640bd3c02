//! The keys that stand twice in one mapping. Compared as decoded text: `a`, `'a'` and `"\x61"` are one key.

use std::collections::HashMap;

use super::{Document, NodeId, Problem, ProblemKind};

/// Up to here comparing every pair is faster than hashing.
const FEW: usize = 32;

/// Adds a problem for every key of `mapping` that stood in it before.
pub(super) fn find(document: Document<'_>, mapping: NodeId, problems: &mut Vec<Problem>) {
    let found = problems.len();
    // One bit per key, of sixty-four by its length and ends: only a bit seen before asks for a comparison.
    let mut bits = 0_u64;
    for (index, (key, _)) in document.entries(mapping).enumerate() {
        if index == FEW {
            problems.truncate(found);
            return find_among_many(document, mapping, problems);
        }
        let text = document.scalar(key);
        let bit = 1_u64 << bucket(text.as_bytes());
        if bits & bit != 0 {
            let mut earlier = document
                .entries(mapping)
                .take(index)
                .map(|(earlier, _)| earlier);
            if let Some(first) = earlier.find(|&earlier| document.scalar(earlier) == text) {
                problems.push(duplicate(document, first, key));
            }
        }
        bits |= bit;
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
    let first = text.first().copied().unwrap_or(0);
    let middle = text.get(text.len() / 2).copied().unwrap_or(0);
    let mixed = u32::from(first)
        .wrapping_mul(31)
        .wrapping_add(u32::from(middle).wrapping_mul(7));
    mixed.wrapping_add(u32::try_from(text.len() & 63).unwrap_or(0).wrapping_mul(5)) & 63
}

fn duplicate(document: Document<'_>, first: NodeId, second: NodeId) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey(document.scalar(second).to_owned()),
        span: document.span(second),
        first: Some(document.span(first)),
    }
}
