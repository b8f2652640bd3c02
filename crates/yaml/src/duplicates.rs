//! The keys that stand twice in one mapping. Compared as decoded text: `a`, `'a'` and `"\x61"` are one key.

use std::collections::HashMap;

use super::{Document, NodeId, Problem, ProblemKind};

/// Up to here comparing every pair is faster than hashing.
const FEW: usize = 32;

/// Fewest fields of the outermost mapping that stand twice where all of it does.
const AGAIN: usize = 3;

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

/// Where the first key of an item and others after it stand twice, the second item lacks its dash: one problem, not one for each key.
pub(super) fn without_dash(document: Document<'_>, problems: &mut Vec<Problem>) {
    let text = document.text;
    let mut at = 0;
    while let Some((first, span)) = problems.get(at).map(|one| (one.first, one.span)) {
        at = at.saturating_add(1);
        let Some(first) = first else { continue };
        let start = text.get(..first.start as usize).unwrap_or_default();
        if start.rsplit('\n').next().unwrap_or_default().trim() != "-" {
            continue;
        }
        let mut entries = document.all_entries();
        let Some((mapping, ..)) = entries.find(|&(_, key, _)| document.span(key) == first) else {
            continue;
        };
        let begins = document.entries(mapping).next();
        if begins.is_none_or(|(key, _)| document.span(key) != first) {
            continue;
        }
        let inside = document.span(mapping);
        let is_of = |one: &Problem| {
            let twice = one.first.is_some_and(|other| other.start > first.start);
            twice && one.span.start < inside.end
        };
        if !problems.iter().any(is_of) {
            continue;
        }
        problems.retain(|one| !is_of(one) && one.first != Some(first));
        let missing = Problem::new(ProblemKind::MissingDash, span);
        let place = problems.partition_point(|one| one.span.start < span.start);
        problems.insert(place, missing);
        at = place.saturating_add(1);
    }
}

/// Where the whole application stands twice, one problem in the place of one for each field.
pub(super) fn again(document: Document<'_>, problems: &mut Vec<Problem>) {
    let Some(root) = document.root() else { return };
    let of_root = |one: &Problem| {
        let mut keys = document.entries(root).map(|(key, _)| document.span(key));
        one.first.is_some_and(|first| keys.any(|key| key == first))
    };
    let Some((begins, _)) = document.entries(root).next() else {
        return;
    };
    let begins = Some(document.span(begins));
    let twice = problems.iter().filter(|one| of_root(one)).count();
    let Some(place) = problems.iter().position(|one| one.first == begins) else {
        return;
    };
    if twice < AGAIN {
        return;
    }
    let Some(span) = problems.get(place).map(|one| one.span) else {
        return;
    };
    problems.retain(|one| !of_root(one));
    problems.insert(
        place.min(problems.len()),
        Problem::new(ProblemKind::Again, span),
    );
}

/// Where the first field of a part and others after it stand again and again, one problem in the place of one for each: they are
/// items that lack their dashes.
pub(super) fn without_dashes(document: Document<'_>, problems: &mut Vec<Problem>) {
    let text = document.text;
    let mut at = 0;
    while let Some((first, span)) = problems.get(at).map(|one| (one.first, one.span)) {
        at = at.saturating_add(1);
        let Some(first) = first else { continue };
        let start = text.get(..first.start as usize).unwrap_or_default();
        let margin = start.rsplit('\n').next().unwrap_or_default();
        if margin.is_empty() || !margin.bytes().all(|byte| byte == b' ') {
            continue;
        }
        let mut entries = document.all_entries();
        let Some((mapping, ..)) = entries.find(|&(_, key, _)| document.span(key) == first) else {
            continue;
        };
        let mut keys = document.entries(mapping).map(|(key, _)| document.span(key));
        if keys.next() != Some(first) {
            continue;
        }
        let keys: Vec<_> = keys.collect();
        let is_of = |one: &Problem| keys.contains(&one.span);
        if problems.iter().filter(|one| is_of(one)).count() < 2 {
            continue;
        }
        problems.retain(|one| !is_of(one));
        let mut missing = Problem::new(ProblemKind::ListWithoutDashes, span);
        missing.first = Some(first);
        at = problems.partition_point(|one| one.span.start < span.start);
        problems.insert(at, missing);
        at = at.saturating_add(1);
    }
}

/// Within braces a comma begins a new field: of two values with a comma the rests may be the same, and are no keys.
pub(super) fn rests_of_values(document: Document<'_>, problems: &mut Vec<Problem>) {
    problems.retain(|one| {
        let ProblemKind::DuplicateKey(name) = &one.kind else {
            return true;
        };
        let rest = document.text.get(one.span.end as usize..).unwrap_or("");
        let ends = rest.trim_start().starts_with([',', '}']);
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
        !ends
            || name.bytes().next().is_some_and(plain)
                && name
                    .bytes()
                    .all(|byte| plain(byte) || byte.is_ascii_digit())
    });
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
