//! What a field is compared with: a constant, a value of the book, another field, a sum or a number of items.

use super::Names;
use crate::condition::{Operand, Reach};
use crate::rulebook::law::quantity;
use crate::rulebook::reader::Reader;
use crate::scalar;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// A constant, a value of the book, a field of the same kind, a sum or a number of items.
pub(super) fn operand(
    reader: &Reader<'_>,
    node: NodeId,
    kind: &str,
    names: &Names<'_>,
) -> Option<Operand> {
    if reader.document.kind(node) == yaml::Kind::Mapping {
        let map = reader.map(node, &["sum", "count"])?;
        return match (map.get("sum"), map.get("count")) {
            (Some(path), None) => {
                let reach = self::reach(reader, path, names)?;
                let leaf = reach.leaf.map(|leaf| names.form.field(leaf).kind.name());
                if leaf == Some(kind) && kind != "date" && !reach.lists.is_empty() {
                    Some(Operand::Sum(reach))
                } else {
                    reader.refuse(
                        path,
                        "book.cannot_sum",
                        &[("found", reader.document.scalar(path)), ("kind", kind)],
                    )
                }
            }
            (None, Some(path)) if kind == "count" => {
                let reach = self::reach(reader, path, names)?;
                if reach.leaf.is_none() {
                    Some(Operand::Count(reach))
                } else {
                    reader.refuse(
                        path,
                        "book.not_a_list_path",
                        &[("found", reader.document.scalar(path))],
                    )
                }
            }
            _ => reader.refuse(
                node,
                "book.not_an_operand",
                &[("found", "{ … }"), ("kind", kind)],
            ),
        };
    }
    let text = reader.text(node)?;
    if let Some(constant) = quantity(text, kind) {
        return Some(Operand::Constant(constant));
    }
    if let Some((id, value)) = names.value(text) {
        if value.kind != kind {
            return reader.refuse(
                node,
                "book.other_kind",
                &[("found", text), ("kind", value.kind), ("asked", kind)],
            );
        }
        return Some(Operand::Value(id));
    }
    if let Some(field) = names.field(text) {
        let found = names.form.field(field.field).kind.name();
        if found != kind {
            return reader.refuse(
                node,
                "book.other_kind",
                &[("found", text), ("kind", found), ("asked", kind)],
            );
        }
        return Some(Operand::Field(field));
    }
    let looks_like = [
        ("money", scalar::money(text).is_some()),
        ("date", scalar::date(text).is_some()),
    ];
    match looks_like.iter().find(|(_, fits)| *fits) {
        Some((found, _)) => reader.refuse(
            node,
            "book.other_kind",
            &[("found", text), ("kind", found), ("asked", kind)],
        ),
        None => reader.refuse(
            node,
            "book.not_an_operand",
            &[("found", text), ("kind", kind)],
        ),
    }
}

/// A path from the root that may go through lists.
pub(in crate::rulebook) fn reach(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<Reach> {
    let path = reader.text(node)?;
    names.reach(path).or_else(|| {
        let list = path.strip_suffix("[]");
        if list.is_some_and(|list| names.form.find(list).is_some()) {
            return reader.refuse(node, "book.not_a_list_path", &[("found", path)]);
        }
        let known = names
            .form
            .iter()
            .map(|(_, field)| field.path.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        reader.refuse(
            node,
            "book.unknown_field",
            &[("found", path), ("allowed", &known)],
        )
    })
}
