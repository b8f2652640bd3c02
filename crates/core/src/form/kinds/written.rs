//! How a rule book writes the kind of a field.

use super::{Family, Kind};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

/// How a rule book writes a kind.
#[derive(Clone, Debug)]
pub(crate) struct KindWord {
    /// Its name.
    pub(crate) name: &'static str,
    /// What may be asked of its values.
    pub(crate) family: Family,
    /// How the line of such a field is read.
    pub(crate) read: LineOf,
}

/// How the line of a field is read.
#[derive(Clone, Debug)]
pub(crate) enum LineOf {
    /// One value; the kind needs nothing more.
    Alone(Kind),
    /// One value, with what its kind needs.
    With(fn(&FieldLine<'_, '_>) -> Option<Kind>),
    /// Fields under it.
    Record,
    /// Items under it.
    List,
}

/// The line of a field in a rule book.
pub(crate) struct FieldLine<'r, 'a> {
    /// Reads it, and notes mistakes.
    pub(crate) reader: &'r Decoder<'a>,
    /// Its keys.
    pub(crate) map: Map<'r, 'a>,
    /// The names of the book's lists of codes.
    pub(crate) lists: &'r [&'r str],
}

impl KindWord {
    /// The one of these kinds whose name stands here.
    pub(crate) fn find(
        reader: &Decoder<'_>,
        node: NodeId,
        mut kinds: impl Iterator<Item = Self> + Clone,
    ) -> Option<Self> {
        let document = reader.document;
        let lists = document.root().and_then(|root| document.get(root, "lists"));
        let found = document.scalar(node);
        let is_kind = kinds.clone().any(|kind| kind.name == found);
        if !is_kind && lists.is_some_and(|lists| document.get(lists, found).is_some()) {
            return reader.refuse(node, "book.list_for_a_kind", &[("found", found)]);
        }
        let names = kinds.clone().map(|kind| kind.name);
        if is_unit(found) && !is_kind {
            return reader.refuse(node, "book.unit_for_a_kind", &[("found", found)]);
        }
        kinds.nth(reader.named(node, names, "decode.unknown_word")?)
    }

    /// The kind of a field with this line, where it is a single value.
    pub(crate) fn single(self, line: &FieldLine<'_, '_>) -> Option<Kind> {
        match self.read {
            LineOf::Alone(kind) => Some(kind),
            LineOf::With(read) => read(line),
            LineOf::Record | LineOf::List => None,
        }
    }
}

/// Whether a word looks like a unit: `GT`, `kWh`, `m3`, `m²`.
fn is_unit(word: &str) -> bool {
    let has_capital = word.chars().skip(1).any(char::is_uppercase);
    let ends_in_power = word.ends_with(['2', '3', '²', '³']);
    (1..=4).contains(&word.chars().count()) && (has_capital || ends_in_power)
}

/// The names of kinds, one after another.
pub(crate) fn names(kinds: impl Iterator<Item = KindWord>) -> String {
    let names: Vec<_> = kinds.map(|kind| kind.name).collect();
    names.join(", ")
}
