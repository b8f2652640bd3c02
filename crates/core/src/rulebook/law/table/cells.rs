//! What stands in the cells of a table from one day on, and where its bands end.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::context::{Place, other_words};
use crate::form::{Field, Kind};
use crate::law::{Axis, BandEnd, Citation, CodeList, InBands};
use crate::rulebook::law::{ENTRY, Lawful, citations, constant};
use crate::rulebook::reader::{Reader, date};
use crate::scalar::{Quantity, Word};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// One reading of the cells: what stands in each, by its places on the axes.
pub(super) type Cells = BTreeMap<Vec<usize>, (Option<Quantity>, Span)>;

/// One entry of the history.
pub(super) struct Entry {
    pub(super) from: NaiveDate,
    /// The place of that day.
    pub(super) from_span: Span,
    pub(super) cells: Cells,
    pub(super) law: Vec<Citation>,
    pub(super) ends: Vec<BandEnd>,
}

/// Reads one entry of the history.
pub(super) fn entry(
    reader: &Reader<'_>,
    node: NodeId,
    kind: &Kind,
    axes: &[Axis],
    around: &Lawful<'_>,
) -> Option<Entry> {
    let map = reader.map(node, &ENTRY)?;
    let from_node = map.need("from");
    let from = from_node.and_then(|node| date(reader, node));
    let is = map.need("is")?;
    let unknown =
        reader.document.kind(is) == yaml::Kind::Scalar && reader.document.scalar(is) == "unknown";
    let mut reading = CellReader {
        reader,
        kind,
        around,
        cells: Cells::new(),
        ends: Vec::new(),
        unknown,
    };
    if !unknown {
        reading.level(is, axes, &mut Vec::new())?;
    }
    let ends = reading.common_ends();
    let law = map.need("law");
    let law = law.and_then(|node| citations(reader, node, around.sources, reading.unknown));
    Some(Entry {
        from: from?,
        from_span: reader.document.span(from_node?),
        cells: reading.cells,
        law: law?,
        ends: ends?,
    })
}

/// What stands in a cell.
fn cell(reader: &Reader<'_>, node: NodeId, kind: &Kind, around: &Lawful<'_>) -> Option<Quantity> {
    let Kind::Code(list) = kind else {
        return constant(reader, node, kind);
    };
    let list = around.lists.get(list.index())?;
    let text = reader.text(node)?;
    let word = list.find(text).and_then(|_| Word::of(text));
    word.map(Quantity::Code)
        .or_else(|| list.refuse(reader, node, text))
}

struct CellReader<'r, 'a> {
    reader: &'r Reader<'a>,
    kind: &'r Kind,
    around: &'r Lawful<'r>,
    cells: Cells,
    /// The ends of the bands of each row, with its place.
    ends: Vec<(Vec<BandEnd>, NodeId)>,
    /// Whether a cell is not known.
    unknown: bool,
}

impl CellReader<'_, '_> {
    fn level(&mut self, node: NodeId, axes: &[Axis], place: &mut Vec<usize>) -> Option<()> {
        let reader = self.reader;
        let Some((axis, rest)) = axes.split_first() else {
            self.no_further_codes(node)?;
            let is_unknown = reader.text(node)? == "unknown";
            self.unknown |= is_unknown;
            let is = if is_unknown {
                None
            } else {
                Some(cell(reader, node, self.kind, self.around)?)
            };
            self.cells
                .insert(place.clone(), (is, reader.document.span(node)));
            return Some(());
        };
        if let Axis::Bands { of, .. } = axis {
            return self.bands(node, of, place);
        }
        let list = axis.list(self.around.form)?;
        let list = self.around.lists.get(list.index())?;
        let names: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
        self.no_codes_of_another(node, list, rest)?;
        self.of_its_list(node, list, axis)?;
        self.no_cell_of_others(node, &names)?;
        self.no_titles(node, list)?;
        let map = reader.map(node, &names)?;
        // A code that is misspelt is not missing besides.
        if map.entries().any(|(_, name, _)| !names.contains(&name)) {
            return None;
        }
        for (index, code) in names.iter().enumerate() {
            place.push(index);
            match map.get(code) {
                Some(node) => self.level(node, rest, place)?,
                None => {
                    let about = [("code", *code), ("list", &*list.name)];
                    return reader.refuse(node, "book.missing_cell", &about);
                }
            }
            place.pop();
        }
        Some(())
    }

    /// Cells by a code that `by` does not name.
    fn no_further_codes(&self, node: NodeId) -> Option<()> {
        let (reader, form) = (self.reader, self.around.form);
        let codes: Vec<&str> = reader
            .document
            .entries(node)
            .map(|(key, _)| reader.document.scalar(key))
            .collect();
        if codes.is_empty() {
            return Some(());
        }
        let lists_them = |field: &Field| {
            let list = field
                .kind
                .list()
                .and_then(|list| self.around.lists.get(list.index()));
            list.is_some_and(|list| codes.iter().all(|code| list.find(code).is_some()))
        };
        let field = form
            .iter()
            .find(|(_, field)| field.list.is_none() && lists_them(field));
        let path = field.map_or("…", |(_, field)| field.path.as_str());
        reader.refuse(node, "book.further_codes", &[("similar", path)])
    }

    /// Cells that go in another order than the fields of `by`.
    fn no_codes_of_another(&self, node: NodeId, list: &CodeList, rest: &[Axis]) -> Option<()> {
        let (reader, form) = (self.reader, self.around.form);
        let others = rest.iter().filter_map(|axis| axis.list(form));
        let others = others.filter_map(|other| self.around.lists.get(other.index()));
        for other in others {
            let map = reader.open_map(node)?;
            let turned = map
                .entries()
                .find(|(_, name, _)| list.find(name).is_none() && other.find(name).is_some());
            if let Some((key, name, _)) = turned {
                let about = [
                    ("found", name),
                    ("other", &*other.name),
                    ("list", &*list.name),
                ];
                return reader.refuse(key, "book.table_turned", &about);
            }
        }
        Some(())
    }

    /// Cells that are named by the titles of their codes.
    fn no_titles(&self, node: NodeId, list: &CodeList) -> Option<()> {
        let document = self.reader.document;
        let mut clean = Some(());
        for (key, _) in document.entries(node) {
            let name = document.scalar(key);
            if list.find(name).is_none() && list.called(name).is_some() {
                clean = list.refuse(self.reader, key, name);
            }
        }
        clean
    }

    /// `otherwise: 3000.00`: one cell for all codes that are not named.
    fn no_cell_of_others(&self, node: NodeId, codes: &[&str]) -> Option<()> {
        let document = self.reader.document;
        let is_others = |word: &str| {
            let is_one = |one: &str| ["otherwise", "above"].contains(&one);
            let mut instead = other_words(word, Place::Key);
            !codes.contains(&word) && (is_one(word) || instead.any(is_one))
        };
        let mut entries = document.entries(node);
        let Some((key, _)) = entries.find(|&(key, _)| is_others(document.scalar(key))) else {
            return Some(());
        };
        let missing = |code: &&&str| document.get(node, code).is_none();
        let missing: Vec<&str> = codes.iter().filter(missing).copied().collect();
        let about = [
            ("found", document.scalar(key)),
            ("missing", &*missing.join(", ")),
        ];
        self.reader.refuse(key, "book.no_cell_of_others", &about)
    }

    /// Cells that are all codes of another list: either they are wrong, or the list of what the table is read by.
    fn of_its_list(&self, node: NodeId, list: &CodeList, axis: &Axis) -> Option<()> {
        let document = self.reader.document;
        let entries = document.entries(node);
        let names: Vec<&str> = entries.map(|(key, _)| document.scalar(key)).collect();
        let knows = |list: &&CodeList| names.iter().all(|name| list.find(name).is_some());
        let mut others = self.around.lists.iter().filter(knows);
        let is_strange = !names.is_empty() && names.iter().all(|name| list.find(name).is_none());
        let Some(other) = others.next().filter(|_| is_strange) else {
            return Some(());
        };
        if let Kind::Code(set) = self.kind
            && self
                .around
                .lists
                .get(set.index())
                .is_some_and(|set| set.name == other.name)
            && let Some((key, value)) = document.entries(node).next()
        {
            let value = document.items(value).next().unwrap_or(value);
            let instead = format!("{}: {}", document.scalar(value), document.scalar(key));
            let about = [("found", document.scalar(key)), ("similar", &*instead)];
            return self.reader.refuse(key, "book.cells_turned", &about);
        }
        let by = match axis {
            Axis::Codes { field, .. } => &*self.around.form.field(*field).path,
            Axis::Table { table, .. } => &*table.name,
            Axis::Bands { .. } => return Some(()),
        };
        let about = [
            ("found", by),
            ("list", &*list.name),
            ("other", &*other.name),
        ];
        self.reader
            .refuse(node, "book.cells_of_another_list", &about)
    }

    /// `[ { up_to: 99, is: 0.00 }, { above: 99, is: 180.00 } ]`.
    fn bands(&mut self, node: NodeId, of: &InBands, place: &mut Vec<usize>) -> Option<()> {
        let reader = self.reader;
        let measured = of.kind(self.around.form).clone();
        let nodes = reader.list(node)?;
        let mut ends: Vec<BandEnd> = Vec::new();
        for (index, &node) in nodes.iter().enumerate() {
            let is_last = index.saturating_add(1) == nodes.len();
            let has = |key| reader.document.get(node, key);
            if let Some(from) = has("from").or(has("at_least")) {
                return reader.refuse(from, "book.band_from", &[]);
            }
            if is_last && has("above").is_none() && has("up_to").is_some() {
                return reader.refuse(node, "book.no_last_band", &[]);
            }
            if let Some(early) = has("above").filter(|_| !is_last) {
                return reader.refuse(early, "book.bands_order", &[]);
            }
            if let (true, Some(last)) = (is_last, ends.last()) {
                self.last_band_by_a_word(node, last)?;
            }
            if !is_last && has("up_to").is_none() {
                self.end_that_is_outside(node, &measured)?;
            }
            let key = if is_last { "above" } else { "up_to" };
            let map = reader.map(node, &[key, "is"])?;
            let end = map.need(key)?;
            let quantity = constant(reader, end, &measured)?;
            let follows = ends.last().is_none_or(|last| {
                if is_last {
                    last.at == quantity
                } else {
                    last.at < quantity
                }
            });
            if !follows || (is_last && ends.is_empty()) {
                return reader.refuse(end, "book.bands_order", &[]);
            }
            if !is_last {
                let span = reader.document.span(end);
                ends.push(BandEnd { at: quantity, span });
            }
            place.push(index);
            self.level(map.need("is")?, &[], place)?;
            place.pop();
        }
        self.ends.push((ends, node));
        Some(())
    }

    /// `{ less_than: 100, … }`: the end of a band belongs to it, so it is the one below.
    fn end_that_is_outside(&self, node: NodeId, measured: &Kind) -> Option<()> {
        let document = self.reader.document;
        let is_outside = |word| other_words(word, Place::Key).any(|instead| instead == "up_to: …");
        let mut entries = document.entries(node);
        let outside = entries.find(|&(key, _)| is_outside(document.scalar(key)));
        let Some((key, value)) = outside else {
            return Some(());
        };
        let end = constant(self.reader, value, measured)?;
        let inside = end.neighbours().find(|other| *other < end);
        let instead = inside.map_or_else(
            || "up_to: …".to_owned(),
            |end| format!("up_to: {}", end.written()),
        );
        let about = [
            ("found", document.scalar(key)),
            ("similar", &*instead),
            ("end", document.scalar(value)),
        ];
        self.reader.refuse(key, "book.band_below", &about)
    }

    /// `{ otherwise: 180.00 }`, with the value behind the word: the last band says where it begins as well.
    fn last_band_by_a_word(&self, node: NodeId, last: &BandEnd) -> Option<()> {
        let document = self.reader.document;
        let mut entries = document.entries(node);
        let (Some((key, value)), None) = (entries.next(), entries.next()) else {
            return Some(());
        };
        let word = document.scalar(key);
        if !other_words(word, Place::Key).any(|instead| instead == "above") {
            return Some(());
        }
        let (end, is) = (last.at.written(), document.scalar(value));
        let instead = format!("{{ above: {end}, is: {is} }}");
        let about = [("found", word), ("similar", &*instead)];
        self.reader.refuse(key, "book.other_word", &about)
    }

    /// The ends of the bands, which are those of most rows: one that ends elsewhere is a mistake.
    fn common_ends(&mut self) -> Option<Vec<BandEnd>> {
        let all = std::mem::take(&mut self.ends);
        let is_as = |one: &[BandEnd], other: &[BandEnd]| {
            let places = |ends: &[BandEnd]| ends.iter().map(|end| end.at).collect::<Vec<_>>();
            places(one) == places(other)
        };
        let alike = |ends: &[BandEnd]| all.iter().filter(|(own, _)| is_as(own, ends)).count();
        // Of as many on either side the first.
        let most = all.iter().rev().max_by_key(|(ends, _)| alike(ends));
        let most = most.map_or_else(Vec::new, |(ends, _)| ends.clone());
        let told: Vec<String> = most.iter().map(|end| end.at.written()).collect();
        let others = all.iter().filter(|(ends, _)| !is_as(ends, &most));
        let mut others = others.peekable();
        let is_one = others.peek().is_none();
        for (_, node) in others {
            let about = [("ends", &*told.join(", "))];
            let _: Option<()> = self.reader.refuse(*node, "book.bands_differ", &about);
        }
        is_one.then_some(most)
    }
}
