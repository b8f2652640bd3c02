//! The `portfolio` of a rule book: rules over all applications of the call.

use super::conditions::{Names, comparison, condition, reach};
use super::reader::Reader;
use super::rules::{HEAD, Surroundings, head};
use super::{PortfolioRule, Requirement};
use crate::condition::{Operand, Reach};
use crate::form::Kind;
use crate::yaml::{self, NodeId};

/// The tests that may stand beside a sum or a count.
const TESTS: [&str; 5] = ["at_most", "at_least", "more_than", "less_than", "equals"];

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<PortfolioRule>> {
    let nodes = reader.list(node)?;
    Some(
        nodes
            .iter()
            .filter_map(|&node| rule(reader, node, around))
            .collect(),
    )
}

fn rule(reader: &Reader<'_>, node: NodeId, around: &Surroundings<'_>) -> Option<PortfolioRule> {
    let keys: Vec<_> = HEAD.iter().copied().chain(["require"]).collect();
    let map = reader.map(node, &keys)?;
    let mut require = Vec::new();
    requirement(reader, map.need("require")?, &around.names, &mut require)?;
    let named: Vec<&str> = require.iter().filter_map(Requirement::name).collect();
    let knows = |name: &str| {
        [
            "sum",
            "count",
            "largest",
            "shared",
            "expected",
            "difference",
        ]
        .contains(&name)
            || named.contains(&name)
            || around.names.values.iter().any(|value| &*value.name == name)
    };
    let head = head(reader, map, around, &knows, true)?;
    if head.message.is_none() {
        return reader.refuse_at(head.span, "book.missing_key", &[("key", "message")]);
    }
    Some(PortfolioRule { head, require })
}

impl Requirement {
    fn name(&self) -> Option<&str> {
        match self {
            Self::Count { name, .. } => name.as_deref(),
            Self::Sum { .. } | Self::Unique { .. } => None,
        }
    }
}

fn requirement(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
    to: &mut Vec<Requirement>,
) -> Option<()> {
    let keys: Vec<_> = ["all", "sum", "count", "where", "as", "unique"]
        .into_iter()
        .chain(TESTS)
        .collect();
    let map = reader.map(node, &keys)?;
    let asked = ["all", "sum", "count", "unique"]
        .into_iter()
        .find_map(|key| map.get(key).map(|node| (key, node)));
    let span = reader.document.span(node);
    match asked {
        Some(("all", node)) => {
            for node in reader.list(node)? {
                requirement(reader, node, names, to)?;
            }
        }
        Some(("sum", node)) => {
            let of = reach(reader, node, names)?;
            let kind = of.leaf.map(|leaf| &names.form.field(leaf).kind);
            let Some(kind @ (Kind::Money | Kind::Count)) = kind else {
                return reader.refuse(
                    node,
                    "book.cannot_sum",
                    &[
                        ("found", reader.document.scalar(node)),
                        ("kind", "money, count"),
                    ],
                );
            };
            let (relation, operand) = comparison(reader, map, kind.name(), names)?;
            to.push(Requirement::Sum {
                of,
                relation,
                to: fixed(reader, map.node, operand)?,
                span,
            });
        }
        Some(("count", node)) => {
            let of = match reader.text(node)? {
                "applications" => Reach {
                    lists: Vec::new(),
                    leaf: None,
                },
                _ => reach(reader, node, names)?,
            };
            if of.leaf.is_some() {
                return reader.refuse(
                    node,
                    "book.not_a_list_path",
                    &[("found", reader.document.scalar(node))],
                );
            }
            let inside = names.within(&of.lists);
            let filter = map.get("where").map_or(Some(None), |node| {
                condition(reader, node, &inside).map(Some)
            })?;
            let name = map.get("as").map_or(Some(None), |node| {
                reader.text(node).map(|name| Some(name.to_owned()))
            })?;
            let (relation, operand) = comparison(reader, map, "count", names)?;
            to.push(Requirement::Count {
                of,
                filter,
                relation,
                to: fixed(reader, map.node, operand)?,
                name,
                span,
            });
        }
        Some((_, node)) => to.push(Requirement::Unique {
            keys: keys_of(reader, node, names)?,
        }),
        None => return reader.refuse(node, "book.portfolio_requirement", &[]),
    }
    Some(())
}

/// Over all applications there is no one field to compare with.
fn fixed(reader: &Reader<'_>, node: NodeId, operand: Operand) -> Option<Operand> {
    match operand {
        Operand::Constant(_) | Operand::Value(_) => Some(operand),
        _ => reader.refuse(node, "book.portfolio_operand", &[]),
    }
}

/// `unique: id`, or a list of keys, each a list of paths.
fn keys_of(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<Vec<Vec<Reach>>> {
    let path = |node: NodeId| {
        let reach = reach(reader, node, names)?;
        let single = reach
            .leaf
            .map(|leaf| !matches!(names.form.field(leaf).kind, Kind::Record(_) | Kind::List(_)));
        if single == Some(true) {
            Some(reach)
        } else {
            reader.refuse(
                node,
                "book.not_a_single_value",
                &[("found", reader.document.scalar(node))],
            )
        }
    };
    if reader.document.kind(node) == yaml::Kind::Scalar {
        return Some(vec![vec![path(node)?]]);
    }
    let key = |node: &NodeId| {
        reader
            .list(*node)?
            .into_iter()
            .map(path)
            .collect::<Option<Vec<_>>>()
    };
    reader.list(node)?.iter().map(key).collect()
}
