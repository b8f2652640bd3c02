//! The `portfolio` of a rule book: rules over all applications of the call.

use super::reader::{Map, Reader};
use super::rules::{Surroundings, head, opened};
use super::templates::OF_A_PORTFOLIO;
use super::{Among, PortfolioRule, Requirement, UniqueKey};
use crate::condition::quantity::{Comparison, Operand, OperandLine, RelationWord, kind_of};
use crate::condition::read::condition;
use crate::context::{FieldSelector, Names, selector, similar};
use crate::form::{Family, FieldId, Kind, names};
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
            Self::Sum { .. } | Self::Unique { .. } | Self::Alike { .. } => None,
        }
    }
}

fn requirement(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Names<'_>,
    to: &mut Vec<Requirement>,
) -> Option<()> {
    let shapes: [(&str, &[&str], bool); 5] = [
        ("all", &[], false),
        ("sum", &["where"], true),
        ("count", &["where", "different", "as", "per"], true),
        ("unique", &[], false),
        ("alike", &["also"], false),
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
        Some(("sum", node)) => to.push(sum(reader, (map, node), around)?),
        Some(("count", node)) if map.get("per").is_some() => {
            to.push(per(reader, (map, node), around)?);
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
            let different = map.optional("different", |node| different(reader, node, &of, around));
            to.push(Requirement::Count {
                different: different?,
                compares: compares(reader, map, &Kind::Count, around)?,
                of,
                filter,
                name: name.map(str::to_owned),
                span,
            });
        }
        Some(("unique", node)) => to.push(Requirement::Unique {
            keys: keys_of(reader, node, around)?,
            most: 1,
        }),
        Some((_, node)) => {
            let also = |node| paths(reader, node, |node| single(reader, node, around));
            let also = map.optional("also", also);
            to.push(Requirement::Alike {
                paths: paths(reader, node, |node| name(reader, node, around))?,
                also: also?.unwrap_or_default(),
            });
        }
        None => return reader.refuse(node, "book.portfolio_requirement", &[]),
    }
    Some(())
}

/// A field, a figure, or what is computed of each application, added up.
fn sum(
    reader: &Reader<'_>,
    (map, node): (Map<'_, '_>, NodeId),
    around: &Names<'_>,
) -> Option<Requirement> {
    let text = reader.document.scalar(node);
    let is_text = reader.document.kind(node) == yaml::Kind::Scalar;
    let filtered = map.get("where");
    // Of the items of a list, `where` chooses items; otherwise applications.
    let of_items = is_text && text.contains("[]");
    let kind = kind_of(reader, node, around)?;
    if !kind.is_added_up() {
        let kinds = names(Family::kinds(&[Family::Number]));
        let about = [("found", text), ("kind", kinds.as_str())];
        return reader.refuse(node, "book.cannot_sum", &about);
    }
    let line = OperandLine {
        reader,
        node: map.node,
        kind: &kind,
        names: around,
        depth: 0,
    };
    let field = around
        .select(text)
        .filter(|of| is_text && of.leaf.is_some());
    let term = match (of_items, &field) {
        (true, Some(_)) if filtered.is_none() => None,
        (true, _) => Some(Operand::over(&line, map)?),
        (false, Some(_)) => None,
        (false, None) => Some(Operand::read(&OperandLine { node, ..line })?),
    };
    let own = || term.as_ref()?.selector(around);
    let Some(of) = field.or_else(own) else {
        return reader.refuse(node, "book.nothing_of_the_application", &[]);
    };
    let filter = filtered.filter(|_| !of_items);
    let filter = match filter {
        Some(node) => Some(condition(reader, node, around)?),
        None => None,
    };
    Some(Requirement::Sum {
        compares: compares(reader, map, &kind, around)?,
        of,
        term: term.map(Box::new),
        filter,
        span: reader.document.span(map.node),
    })
}

/// `count: applications, per: PATH, at_most: 2`: so many applications at most agree in a field.
fn per(
    reader: &Reader<'_>,
    (map, node): (Map<'_, '_>, NodeId),
    around: &Names<'_>,
) -> Option<Requirement> {
    let map = reader.map(map.node, &["count", "per", "at_most", "less_than"])?;
    if reader.text(node)? != "applications" {
        let about = [("found", reader.document.scalar(node))];
        return reader.refuse(node, "book.per_of_applications", &about);
    }
    let keys = keys_of(reader, map.need("per")?, around)?;
    let number = |key| {
        map.optional(key, |node| {
            let number = |text: &str| text.parse::<u32>().ok().filter(|&number| number > 0);
            reader.parsed(node, "book.not_a_count", number)
        })
    };
    let most = match (number("at_most")?, number("less_than")?) {
        (Some(most), None) => Some(most),
        (None, Some(less)) => less.checked_sub(1).filter(|&most| most > 0),
        _ => None,
    };
    match most {
        Some(most) => Some(Requirement::Unique { keys, most }),
        None => reader.refuse(map.node, "book.one_comparison", &[("kind", "count")]),
    }
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

/// `unique: id`, or a list of keys: each a list of paths, or `whole:` with one.
fn keys_of(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<Vec<UniqueKey>> {
    let fields = |node: NodeId| reader.every(node, |node| single(reader, node, names));
    if reader.document.kind(node) == yaml::Kind::Scalar {
        return Some(vec![UniqueKey {
            fields: vec![single(reader, node, names)?],
            whole: false,
        }]);
    }
    let key = |node: NodeId| match reader.document.kind(node) {
        yaml::Kind::Mapping => {
            let map = reader.map(node, &["whole"])?;
            let fields = fields(map.need("whole")?)?;
            let lists = fields.first().map_or(&[][..], |first| &first.lists);
            let whole = !lists.is_empty() && fields.iter().all(|field| field.lists == lists);
            match whole {
                true => Some(UniqueKey { fields, whole }),
                false => reader.refuse(node, "book.not_whole", &[]),
            }
        }
        _ => Some(UniqueKey {
            fields: fields(node)?,
            whole: false,
        }),
    };
    reader.every(node, key)
}

/// One path, or a list of them.
fn paths(
    reader: &Reader<'_>,
    node: NodeId,
    path: impl Fn(NodeId) -> Option<FieldSelector>,
) -> Option<Vec<FieldSelector>> {
    match reader.document.kind(node) {
        yaml::Kind::Scalar => Some(vec![path(node)?]),
        _ => reader.every(node, path),
    }
}

/// The path of a single value.
fn single(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldSelector> {
    let field = selector(reader, node, names)?;
    let single = field
        .leaf
        .is_some_and(|leaf| names.form.field(leaf).kind.is_single());
    if single {
        Some(field)
    } else {
        let about = [("found", reader.document.scalar(node))];
        reader.refuse(node, "book.not_a_single_value", &about)
    }
}

/// The path of a name: a text.
fn name(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldSelector> {
    let field = single(reader, node, names)?;
    let kind = field.leaf.map(|leaf| &names.form.field(leaf).kind);
    if kind == Some(&Kind::Text) {
        Some(field)
    } else {
        let about = [("found", reader.document.scalar(node))];
        reader.refuse(node, "book.not_a_name", &about)
    }
}

/// The field of the items that are counted by which they are told apart.
fn different(
    reader: &Reader<'_>,
    node: NodeId,
    of: &FieldSelector,
    names: &Names<'_>,
) -> Option<FieldId> {
    let found = reader.text(node)?;
    let list = of.lists.last().map(|&list| names.form.field(list));
    let path = list.map(|list| format!("{}[].{found}", list.path));
    let field = path.and_then(|path| names.form.find(&path));
    let is_name = |field: &FieldId| names.form.field(*field).kind == Kind::Text;
    field
        .filter(is_name)
        .or_else(|| reader.refuse(node, "book.not_a_name", &[("found", found)]))
}
