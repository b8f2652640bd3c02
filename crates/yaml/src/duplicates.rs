//! The keys that stand twice in one mapping. Compared as decoded text: `a`, `'a'` and `"\x61"` are one key.

use std::collections::{HashMap, HashSet};

use super::{Document, NodeId, Problem, ProblemKind, problem};

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
        let key = document.at(first);
        let key = key.filter(|&key| document.span(key) == first);
        let Some(mapping) = key.map(|key| document.ways().step(key).parent) else {
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
        // They stand in the order of the text: only those within the item are asked.
        let from = problems.partition_point(|one| one.span.start <= first.start);
        let mut within = problems.iter().skip(from);
        let mut within = within
            .by_ref()
            .take_while(|one| one.span.start < inside.end);
        if !within.any(is_of) {
            continue;
        }
        problems.retain(|one| !is_of(one) && one.first != Some(first));
        let missing = Problem::new(ProblemKind::MissingDash, span);
        let place = problems.partition_point(|one| one.span.start < span.start);
        problems.insert(place, missing);
        at = place.saturating_add(1);
    }
}

/// Where the first field of a part and others after it stand again and again, one problem in the place of one for each: they are
/// items that lack their dashes, or, of the outermost, the whole application stands twice. Each problem is looked at once.
pub(super) fn again(document: Document<'_>, problems: &mut Vec<Problem>) {
    let mut twice: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, one) in problems.iter().enumerate() {
        if let Some(first) = one.first {
            twice.entry(first.start).or_default().push(place);
        }
    }
    let start = |key: NodeId| document.span(key).start;
    let (mut gone, mut told) = (HashSet::new(), Vec::new());
    for (mapping, key, _) in document.all_entries() {
        let Some(first) = twice.get(&start(key)).and_then(|all| all.first()) else {
            continue;
        };
        let begins = document.entries(mapping).next();
        let Some(span) = problems.get(*first).map(|one| one.span) else {
            continue;
        };
        let outermost = document.root() == Some(mapping);
        if begins.is_none_or(|(begins, _)| begins != key)
            || !(outermost || alone(document.text, start(key)))
        {
            continue;
        }
        let keys = document.entries(mapping).map(|(key, _)| start(key));
        let all: Vec<&Vec<usize>> = keys.filter_map(|key| twice.get(&key)).collect();
        if all.len() < if outermost { AGAIN } else { 2 } {
            continue;
        }
        gone.extend(all.into_iter().flatten().copied());
        told.push(match outermost {
            true => Problem::new(ProblemKind::Again, span),
            false => Problem {
                kind: ProblemKind::ListWithoutDashes,
                span,
                first: Some(document.span(key)),
            },
        });
    }
    if told.is_empty() {
        return;
    }
    let mut place = 0_usize;
    problems.retain(|_| {
        let stays = !gone.contains(&place);
        place = place.saturating_add(1);
        stays
    });
    problems.extend(told);
    problem::in_text(problems);
}

/// Whether nothing but spaces stands before a place on its line.
fn alone(text: &str, at: u32) -> bool {
    let before = text.get(..at as usize).unwrap_or_default();
    let margin = before.bytes().rev().take_while(|&byte| byte != b'\n');
    let mut margin = margin.peekable();
    margin.peek().is_some() && margin.all(|byte| byte == b' ')
}

/// Within braces a comma begins a new field: of two values with a comma the rests may be the same, and are no keys. Nor are a colon
/// with nothing before it and brackets in the place of a key, each of which is told where it stands.
pub(super) fn not_of_keys(document: Document<'_>, problems: &mut Vec<Problem>) {
    problems.retain(|one| {
        let ProblemKind::DuplicateKey(name) = &one.kind else {
            return true;
        };
        if name.is_empty() && !one.span.of(document.text).starts_with(['"', '\'']) {
            return false;
        }
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
