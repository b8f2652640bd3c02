//! The `portfolio` of a rule book: rules over all applications of the call.

use super::reader::{Map, Reader};
use super::rules::{Surroundings, head, opened};
use super::templates::OF_A_PORTFOLIO;
use super::{Among, PortfolioRule, Requirement};
use crate::condition::quantity::{Comparison, RelationWord};
use crate::condition::read::condition;
use crate::context::{FieldSelector, Names, selector, similar};
use crate::form::{Family, Kind, names};
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
    let map = opened(reader, node, &["among", "require"])?;
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
    let among = map.optional("among", |node| reader.word(node, &Among::WORDS))?;
    Some(PortfolioRule {
        head,
        among,
        require,
    })
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
    let shapes: [(&str, &[&str], bool); 4] = [
        ("all", &[], false),
        ("sum", &[], true),
        ("count", &["where", "as"], true),
        ("unique", &[], false),
    ];
    let open = reader.open_map(node)?;
    let shape = shapes.iter().find(|(key, ..)| open.get(key).is_some());
    let Some((key, beside, compared)) = shape else {
        let first = open.entries().next();
        let (place, found) = first.map_or((node, ""), |(key, found, _)| (key, found));
        let similar = similar(found, shapes.iter().map(|(key, ..)| *key));
        return match similar.filter(|similar| *similar != found) {
            Some(similar) => {
                let about = [("found", found), ("similar", similar)];
                reader.refuse(place, "book.unknown_key_similar", &about)
            }
            None => reader.refuse(node, "book.portfolio_requirement", &[]),
        };
    };
    // Each shape has its own keys: what would be ignored is refused.
    let relations = RelationWord::of(Family::Number).filter(|_| *compared);
    let mut keys = [&[*key], *beside].concat();
    keys.extend(relations.map(|word| word.word));
    let map = reader.map(node, &keys)?;
    let asked = map.get(key).map(|node| (*key, node));
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
                    up: 0,
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
