//! The `portfolio` of a rule book: rules over all applications of the call.

use super::conditions::{Names, comparison, condition, reach, relations};
use super::reader::Reader;
use super::rules::{Surroundings, head, opened};
use super::templates::OF_A_PORTFOLIO;
use super::{PortfolioRule, Requirement};
use crate::condition::{Operand, Reach};
use crate::form::Kind;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<PortfolioRule>> {
    reader.each(node, |node| rule(reader, node, around))
}

fn rule(reader: &Reader<'_>, node: NodeId, around: &Surroundings<'_>) -> Option<PortfolioRule> {
    let map = opened(reader, node, &["require"])?;
    let mut require = Vec::new();
    requirement(reader, map.need("require")?, &around.names, &mut require)?;
    let named: Vec<&str> = require.iter().filter_map(Requirement::name).collect();
    let knows = |name: &str| {
        OF_A_PORTFOLIO.contains(&name)
            || named.contains(&name)
            || around.names.value(name).is_some()
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
    let mut keys = vec!["all", "sum", "count", "where", "as", "unique"];
    keys.extend(relations("count"));
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
            let filter = map.optional("where", |node| condition(reader, node, &inside))?;
            let name = map.optional("as", |node| reader.text(node))?;
            let (relation, operand) = comparison(reader, map, "count", names)?;
            to.push(Requirement::Count {
                of,
                filter,
                relation,
                to: fixed(reader, map.node, operand)?,
                name: name.map(str::to_owned),
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
