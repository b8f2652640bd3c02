//! A text as far as it is written: which key, value and item stands where, also while nobody could read it as YAML. For whoever helps
//! a person who is still writing; what an application says is read by the strict reader alone.

mod cursor;
mod scan;

use crate::pointer::segment;
use crate::source::Span;

pub use cursor::Cursor;

/// The keys and items of a text, in its order.
#[derive(Debug, Default)]
pub struct Outline {
    entries: Vec<Entry>,
    flows: Vec<Flow>,
    comments: Vec<Span>,
}

/// The place of an entry in its [`Outline`].
pub type EntryIndex = usize;

/// A key or an item, with what stands behind it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The key or item around it; `None` for the outermost.
    pub parent: Option<EntryIndex>,
    /// The place of an item in its list; `None` for a key.
    pub item: Option<u32>,
    /// The key as it is written, with its quotes; the dash of an item.
    pub name: Span,
    /// What stands behind it, up to a comment; empty where nothing does yet, or other entries do.
    pub value: Span,
    /// Whether the colon of a key is there.
    pub colon: bool,
    /// The columns before it.
    indent: u32,
    /// Whether it stands within brackets.
    flow: bool,
}

/// A list or mapping in brackets.
#[derive(Clone, Copy, Debug)]
struct Flow {
    span: Span,
    of: Option<EntryIndex>,
    mapping: bool,
}

impl Outline {
    /// Finds the keys and items of a text.
    pub fn of(text: &str) -> Self {
        scan::scan(text)
    }

    /// The keys and items, in the order of the text.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// An entry.
    pub fn entry(&self, index: EntryIndex) -> Option<&Entry> {
        self.entries.get(index)
    }

    /// What stands directly in an entry, or outermost.
    pub fn inside(&self, of: Option<EntryIndex>) -> impl Iterator<Item = (EntryIndex, &Entry)> {
        // What stands in an entry stands behind it, and before whatever does not.
        let from = of.map_or(0, |index| index.saturating_add(1));
        let behind = self.entries.iter().enumerate().skip(from);
        let inside = behind.take_while(move |(_, entry)| entry.parent >= of);
        inside.filter(move |(_, entry)| entry.parent == of)
    }

    /// The entry of this key in an entry, or outermost.
    pub fn get(&self, text: &str, of: Option<EntryIndex>, key: &str) -> Option<&Entry> {
        let mut inside = self.inside(of);
        let found = inside.find(|(_, entry)| entry.item.is_none() && entry.key(text) == key);
        found.map(|(_, entry)| entry)
    }

    /// An entry with all that are around it, the outermost first.
    pub fn way(&self, to: Option<EntryIndex>) -> Vec<EntryIndex> {
        let around = |index: &EntryIndex| self.entries.get(*index)?.parent;
        let mut way: Vec<_> = std::iter::successors(to, around).collect();
        way.reverse();
        way
    }

    /// The way from the root to an entry as a JSON Pointer (RFC 6901).
    pub fn pointer(&self, text: &str, to: Option<EntryIndex>) -> String {
        let mut pointer = String::new();
        for entry in self.way(to).iter().filter_map(|&at| self.entries.get(at)) {
            pointer.push('/');
            match entry.item {
                Some(place) => pointer.push_str(&place.to_string()),
                None => pointer.push_str(&segment(entry.key(text))),
            }
        }
        pointer
    }
}

impl Entry {
    /// The key without its quotes; empty for an item.
    pub fn key<'t>(&self, text: &'t str) -> &'t str {
        match self.item {
            Some(_) => "",
            None => bare(self.name.of(text)),
        }
    }

    /// What stands behind it, without its quotes.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        bare(self.value.of(text))
    }

    /// The columns before it.
    pub const fn indent(&self) -> u32 {
        self.indent
    }
}

/// A word without the quotes around it.
fn bare(word: &str) -> &str {
    let unquoted = |sign: char| {
        let inner = word.strip_prefix(sign)?;
        Some(inner.strip_suffix(sign).unwrap_or(inner))
    };
    unquoted('"').or_else(|| unquoted('\'')).unwrap_or(word)
}
