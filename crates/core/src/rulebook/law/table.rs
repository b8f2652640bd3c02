//! A value of the law that depends on codes or bands: `by: [applicant.size]`, `bands: distance`.

mod axes;
mod cells;
mod names;

use axes::axes;
use cells::{Entry, entry};
use names::word;

use super::{Lawful, in_order, kind};
use crate::language::Translated;
use crate::law::{Axis, Dated, DatedValue, Table, ValueId};
use crate::rulebook::reader::{Reader, translated};
use atbilst_yaml::NodeId;

/// Most cells of a table.
const CELLS: usize = 5_000;

/// Most values of a book.
const VALUES: usize = u16::MAX as usize;

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
        map.need("title").and_then(|node| translated(reader, node)),
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
        // While it is not known what applies, the bands end where they did.
        let known = |entry: &&Entry| !entry.cells.is_empty();
        let first = entries.iter().find(known).or(entries.first())?;
        let mut own = &first.ends;
        *ends = entries
            .iter()
            .map(|entry| {
                if known(&entry) {
                    own = &entry.ends;
                }
                (entry.from, own.clone())
            })
            .collect();
        *bands = ends
            .iter()
            .map(|(_, ends)| ends.len().saturating_add(1))
            .max()?;
    }
    let comparable = axes.last().is_none_or(Axis::ends_stay);
    let lengths = axes.iter().map(|axis| axis.len());
    let count = lengths.fold(1, usize::saturating_mul);
    let refused = |what, found: usize, limit: usize| {
        let (found, limit) = (found.to_string(), limit.to_string());
        reader.refuse(key, what, &[("found", &*found), ("limit", &*limit)])
    };
    if count > CELLS {
        return refused("book.table_too_large", count, CELLS);
    }
    let all = values.len().saturating_add(count);
    if all > VALUES {
        return refused("book.too_many_values", all, VALUES);
    }
    let mut cells = Vec::new();
    for place in places(&axes) {
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
                comparable,
                law: entry.law.clone(),
                span,
                from_span: entry.from_span,
            }
        });
        cells.push(ValueId(u16::try_from(values.len()).unwrap_or(u16::MAX)));
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
        let with = |place: &Vec<usize>| -> Vec<Vec<usize>> {
            (0..axis.len())
                .map(|next| [place.as_slice(), &[next]].concat())
                .collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}
