//! The `portfolio` of a rule book: rules over all applications of the call.

use super::conditions::condition;
use super::reader::{Map, Reader};
use super::rules::{Surroundings, head, opened};
use super::templates::OF_A_PORTFOLIO;
use super::{PortfolioRule, Requirement};
use crate::context::{FieldSelector, Names, selector};
use crate::form::{Family, Kind, names};
use crate::quantity::{Comparison, RelationWord};
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
    around: &Names<'_>,
    to: &mut Vec<Requirement>,
) -> Option<()> {
    let mut keys = vec!["all", "sum", "count", "where", "as", "unique"];
    keys.extend(RelationWord::of(Family::Number).map(|word| word.word));
    let map = reader.map(node, &keys)?;
    let asked = ["all", "sum", "count", "unique"]
        .into_iter()
        .find_map(|key| map.get(key).map(|node| (key, node)));
    let span = reader.document.span(node);
    match asked {
        Some(("all", node)) => {
            for node in reader.list(node)? {
                requirement(reader, node, around, to)?;
            }
        }
        Some(("sum", node)) => {
            let of = selector(reader, node, around)?;
            let kind = of.leaf.map(|leaf| &around.form.field(leaf).kind);
            let Some(kind) = kind.filter(|kind| kind.is_added_up()) else {
                let found = reader.document.scalar(node);
                let kinds = names(Family::kinds(&[Family::Number]));
                let about = [("found", found), ("kind", kinds.as_str())];
                return reader.refuse(node, "book.cannot_sum", &about);
            };
            to.push(Requirement::Sum {
                compares: compares(reader, map, kind, around)?,
                of,
                span,
            });
        }
        Some(("count", node)) => {
            let of = match reader.text(node)? {
                "applications" => FieldSelector {
                    lists: Vec::new(),
                    leaf: None,
                },
                _ => selector(reader, node, around)?,
            };
            if of.leaf.is_some() {
                return reader.refuse(
                    node,
                    "book.not_a_list_path",
                    &[("found", reader.document.scalar(node))],
                );
            }
            let inside = around.within(&of.lists);
            let filter = map.optional("where", |node| condition(reader, node, &inside))?;
            let name = map.optional("as", |node| reader.text(node))?;
            to.push(Requirement::Count {
                compares: compares(reader, map, &Kind::Count, around)?,
                of,
                filter,
                name: name.map(str::to_owned),
                span,
            });
        }
        Some((_, node)) => to.push(Requirement::Unique {
            keys: keys_of(reader, node, around)?,
        }),
        None => return reader.refuse(node, "book.portfolio_requirement", &[]),
    }
    Some(())
}

/// How a total compares. Over all applications there is no one field to compare it with.
fn compares(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    kind: &Kind,
    around: &Names<'_>,
) -> Option<Comparison> {
    let compares = Comparison::read(reader, map, kind, around)?;
    if compares.to.is_by_law() {
        Some(compares)
    } else {
        reader.refuse(map.node, "book.portfolio_operand", &[])
    }
}

/// `unique: id`, or a list of keys, each a list of paths.
fn keys_of(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<Vec<Vec<FieldSelector>>> {
    let path = |node: NodeId| {
        let field = selector(reader, node, names)?;
        let single = field
            .leaf
            .is_some_and(|leaf| names.form.field(leaf).kind.is_single());
        if single {
            Some(field)
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
