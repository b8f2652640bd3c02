//! Where a word of a quantity stands in the book, for whoever is told what was changed there.

use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};
use atbilst_yaml::source::Span;

/// Where a word stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(pub(in crate::condition) Span);

impl PartialEq for Place {
    /// Where something stands makes it nothing else.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Place {
    /// Where something was read.
    pub(super) fn of(reader: &Decoder<'_>, node: NodeId) -> Self {
        Self(reader.document.span(node))
    }

    /// Where a key stands; without it, its mapping.
    pub(super) fn of_key(reader: &Decoder<'_>, map: Map<'_, '_>, key: &str) -> Self {
        let mut entries = map.entries();
        let found = entries.find(|(_, name, _)| *name == key);
        Self::of(reader, found.map_or(map.node, |(node, ..)| node))
    }
}
