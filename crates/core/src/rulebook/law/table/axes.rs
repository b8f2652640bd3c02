//! What the cells of a table depend on: codes, codes that another table gives, bands of a number or a day.

use std::sync::Arc;

use crate::context::unknown_field;
use crate::form::{FieldId, Kind, ListId};
use crate::law::{Axis, InBands, Table};
use crate::rulebook::law::{Lawful, kind};
use crate::rulebook::reader::{Map, Reader};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// Most fields by which a table is read.
const AXES: usize = 3;

pub(super) fn axes(
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
            let value = values.and_then(|all| reader.document.get(all, named));
            if value.is_some() && !reader.is_clean() {
                return None;
            }
            let kind = value.and_then(|value| reader.document.get(value, "kind"));
            if kind.is_some_and(|kind| reader.document.scalar(kind) == "code") {
                return reader.refuse(node, "book.table_below", &[("found", named)]);
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

/// The figure that a path names as if it were a field of a part: `firm.age` of the figure `age`.
fn figure_below<'p>(reader: &Reader<'_>, path: &'p str) -> Option<&'p str> {
    let (_, own) = path.rsplit_once('.')?;
    figure(reader, own).map(|_| own)
}

/// What lies in bands. A figure is read later, so it says its kind itself.
fn in_bands(reader: &Reader<'_>, node: NodeId, around: &Lawful<'_>) -> Option<InBands> {
    let path = reader.text(node)?;
    let Some(figure) = figure(reader, path).filter(|_| around.form.find(path).is_none()) else {
        if let Some(own) = figure_below(reader, path).filter(|_| around.form.find(path).is_none()) {
            let about = [("found", path), ("similar", own)];
            return reader.refuse(node, "book.unknown_field_similar", &about);
        }
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
    if figure(reader, path).is_some() && around.form.find(path).is_none() {
        return reader.refuse(node, "book.only_a_field", &[("found", path)]);
    }
    around.form.find(path).or_else(|| {
        let fields = around.form.iter();
        let known: Vec<_> = fields.map(|(_, field)| field.path.as_str()).collect();
        unknown_field(reader, node, path, (around.form, &known))
    })
}
