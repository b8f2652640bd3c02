//! A value of the law that depends on codes or bands: `by: [applicant.size]`, `bands: distance`.

mod names;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use names::word;

use super::{Lawful, citations, constant, in_order, kind};
use crate::context::unknown_field;
use crate::form::{FieldId, Kind, ListId};
use crate::language::Translated;
use crate::law::{Axis, BandEnd, Citation, CodeList, Dated, DatedValue, InBands, Table, ValueId};
use crate::rulebook::reader::{BookValues as _, Map, Reader};
use crate::scalar::{Quantity, Word};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// Most fields by which a table is read, and most cells.
const AXES: usize = 3;
const CELLS: usize = 5_000;

/// One reading of the cells: what stands in each, by its places on the axes.
type Cells = BTreeMap<Vec<usize>, (Option<Quantity>, Span)>;

/// One entry of the history.
struct Entry {
    from: NaiveDate,
    cells: Cells,
    law: Vec<Citation>,
    ends: Vec<BandEnd>,
}

/// Reads a table; its cells become values of their own.
pub(super) fn table(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    around: &Lawful<'_>,
    (values, tables): (&mut Vec<DatedValue>, &[Table]),
) -> Option<Table> {
    let keys = [
        "kind", "list", "title", "unit", "decimals", "by", "bands", "history",
    ];
    let map = reader.map(node, &keys)?;
    let (own, title) = (
        kind(reader, map, Some(around)),
        map.need("title").and_then(|node| reader.translated(node)),
    );
    let (kind, title) = (own?, title?);
    let mut axes = axes(reader, map, around, tables)?;
    let nodes = reader.list(map.need("history")?)?;
    let mut entries: Vec<Entry> = Vec::new();
    for &node in &nodes {
        entries.push(entry(reader, node, &kind, &axes, around)?);
    }
    in_order(
        reader,
        entries
            .iter()
            .map(|entry| (entry.from, reader.document.span(key))),
    )?;
    if let Some(Axis::Bands { ends, bands, .. }) = axes.last_mut() {
        *ends = entries
            .iter()
            .map(|entry| (entry.from, entry.ends.clone()))
            .collect();
        *bands = ends
            .iter()
            .map(|(_, ends)| ends.len().saturating_add(1))
            .max()?;
    }
    let places = places(&axes);
    if places.len() > CELLS {
        return reader.refuse(
            key,
            "book.table_too_large",
            &[("limit", &CELLS.to_string())],
        );
    }
    let mut cells = Vec::new();
    for place in places {
        let words: Vec<(String, Translated<String>)> = axes
            .iter()
            .zip(&place)
            .map(|(axis, &place)| word(axis, place, around))
            .collect();
        let codes: Vec<&str> = words.iter().map(|(code, _)| code.as_str()).collect();
        let dated = entries.iter().map(|entry| {
            let whole = reader.document.span(key);
            let (is, span) = entry.cells.get(&place).copied().unwrap_or((None, whole));
            Dated {
                from: entry.from,
                is,
                law: entry.law.clone(),
                span,
            }
        });
        cells.push(ValueId(u16::try_from(values.len()).ok()?));
        values.push(DatedValue {
            name: format!("{name}[{}]", codes.join(", ")).into(),
            kind: kind.clone(),
            title: Translated::from_fn(|language| {
                let words: Vec<&str> = words
                    .iter()
                    .map(|(_, title)| title.get(language).as_str())
                    .collect();
                format!("{}: {}", title.get(language), words.join(", "))
            }),
            history: dated.collect(),
            span: reader.document.span(key),
        });
    }
    Some(Table {
        name: name.into(),
        kind,
        title,
        by: axes,
        cells,
        span: reader.document.span(key),
    })
}

/// Every place on the axes, those of the last one beside each other.
fn places(axes: &[Axis]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for axis in axes {
        if all.len().saturating_mul(axis.len()) > CELLS.saturating_mul(2) {
            break;
        }
        let with = |place: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..axis.len())
                .map(|next| [place.as_slice(), &[next]].concat())
                .collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

fn axes(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    around: &Lawful<'_>,
    tables: &[Table],
) -> Option<Vec<Axis>> {
    let mut axes = Vec::new();
    if let Some(node) = map.get("by") {
        let nodes = match reader.document.kind(node) {
            yaml::Kind::Sequence => reader.list(node)?,
            _ => vec![node],
        };
        for &node in &nodes {
            let codes = |list: ListId| {
                let list = around.lists.get(list.index());
                list.map_or(0, |list| list.codes.len())
            };
            let named = reader.document.scalar(node);
            if let Some(table) = tables.iter().find(|table| *table.name == *named)
                && let Kind::Code(list) = table.kind
            {
                axes.push(Axis::Table {
                    table: Arc::new(table.clone()),
                    codes: codes(list),
                });
                continue;
            }
            // What names a broken table would seem broken too.
            let values = reader.document.root();
            let values = values.and_then(|root| reader.document.get(root, "values"));
            if values.is_some_and(|all| reader.document.get(all, named).is_some())
                && !reader.is_clean()
            {
                return None;
            }
            let field = field(reader, node, around)?;
            let Kind::Code(list) = around.form.field(field).kind else {
                let found = reader.document.scalar(node);
                return reader.refuse(node, "book.table_by_no_code", &[("found", found)]);
            };
            axes.push(Axis::Codes {
                field,
                codes: codes(list),
            });
        }
    }
    if let Some(node) = map.get("bands") {
        let of = in_bands(reader, node, around)?;
        if !of.kind(around.form).is_added_up() {
            let found = reader.document.scalar(node);
            return reader.refuse(node, "book.bands_of_no_number", &[("found", found)]);
        }
        axes.push(Axis::Bands {
            of,
            ends: Vec::new(),
            bands: 0,
        });
    }
    if axes.len() > AXES {
        return reader.refuse(
            map.node,
            "book.table_too_deep",
            &[("limit", &AXES.to_string())],
        );
    }
    Some(axes)
}

/// The figure of this path, as the book writes it.
fn figure(reader: &Reader<'_>, path: &str) -> Option<NodeId> {
    let figures = reader.document.get(reader.document.root()?, "figures")?;
    reader.document.get(figures, path)
}

/// What lies in bands. A figure is read later, so it says its kind itself.
fn in_bands(reader: &Reader<'_>, node: NodeId, around: &Lawful<'_>) -> Option<InBands> {
    let path = reader.text(node)?;
    let Some(figure) = figure(reader, path).filter(|_| around.form.find(path).is_none()) else {
        return field(reader, node, around).map(InBands::Field);
    };
    let map = reader.open_map(figure)?;
    if map.get("kind").is_none() {
        return reader.refuse(node, "book.bands_of_no_kind", &[("found", path)]);
    }
    Some(InBands::Figure(path.into(), kind(reader, map, None)?))
}

fn field(reader: &Reader<'_>, node: NodeId, around: &Lawful<'_>) -> Option<FieldId> {
    let path = reader.text(node)?;
    if figure(reader, path).is_some() {
        return reader.refuse(node, "book.only_a_field", &[("found", path)]);
    }
    around.form.find(path).or_else(|| {
        let fields = around.form.iter();
        let known: Vec<_> = fields.map(|(_, field)| field.path.as_str()).collect();
        unknown_field(reader, node, path, &known)
    })
}

fn entry(
    reader: &Reader<'_>,
    node: NodeId,
    kind: &Kind,
    axes: &[Axis],
    around: &Lawful<'_>,
) -> Option<Entry> {
    let map = reader.map(node, &["from", "is", "law"])?;
    let from = map.need("from").and_then(|node| reader.date(node));
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
    word.map(Quantity::Code).or_else(|| {
        let known: Vec<_> = list.codes.iter().map(|code| code.code.as_str()).collect();
        let about = [
            ("found", text),
            ("list", &list.name),
            ("allowed", &known.join(", ")),
        ];
        reader.refuse(node, "book.not_a_code", &about)
    })
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
