//! The `portfolio` of a rule book: rules over all applications of the call.

use super::reader::{Reader, each_rule};
use super::rules::{HeadOf, Surroundings, head, opened};
use super::templates::{OF_A_PORTFOLIO, Stands};
use super::{Among, PortfolioRule, Requirement, UniqueKey};
use crate::condition::quantity::{
    OperandLine, Overall, RelationWord, is_head, kind_of_head, limits_of_all,
};
use crate::context::{
    FieldSelector, Names, Place, TELLS_AUTHORS, never_computed, other_word, selector, similar,
};
use crate::form::Kind;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<PortfolioRule>> {
    each_rule(reader, node, |node| rule(reader, node, around))
}

fn rule(reader: &Reader<'_>, node: NodeId, around: &Surroundings<'_>) -> Option<PortfolioRule> {
    let map = opened(reader, node, &["among", "when", "require"])?;
    let mut when = Vec::new();
    if let Some(node) = map.get("when") {
        let is_of_one = |name: &str| around.names.field(name).is_some();
        let mut lines = reader.open_map(node)?.entries();
        if lines.any(|(_, name, _)| is_of_one(name)) {
            return reader.refuse(node, "book.when_of_all", &[]);
        }
        requirement(reader, node, &around.names, &mut when)?;
        // What groups or keys come to is many things, and messages speak of what must hold.
        let is_one = |one: &Requirement| {
            let overall = one.compared().map(|(overall, ..)| overall);
            one.name().is_none() && overall.is_some_and(|overall| overall.per.is_none())
        };
        if !when.iter().all(is_one) {
            return reader.refuse(node, "book.when_of_all", &[]);
        }
    }
    let mut require = Vec::new();
    requirement(reader, map.need("require")?, &around.names, &mut require)?;
    let named: Vec<&str> = require.iter().filter_map(Requirement::name).collect();
    let knows = |name: &str| {
        let says_latest = || require.iter().any(Requirement::has_latest);
        if name == "shared" && !require.iter().any(Requirement::has_groups) {
            return None;
        }
        let is_known = OF_A_PORTFOLIO.contains(&name) || named.contains(&name);
        if is_known || (name == "latest" && says_latest()) {
            return Some(Stands::Other);
        }
        let (_, value) = around.names.value(name)?;
        Some(Stands::of(&value.kind))
    };
    let of = match require.iter().all(Requirement::always_asks) {
        true => HeadOf::Names,
        false => HeadOf::Portfolio,
    };
    let head = head(reader, map, around, &knows, of)?;
    if head.message.is_none() {
        return reader.refuse_at(head.span, "book.missing_key", &[("key", "message")]);
    }
    let among = map.optional("among", |node| {
        reader.word(node, &Among::ALL.map(|among| (among.name(), among)))
    })?;
    Some(PortfolioRule {
        head,
        among,
        when,
        require,
    })
}

/// What may be asked of all applications, each with the keys that may stand beside it, and whether it is held against a limit.
const SHAPES: [(&str, &[&str], bool); 6] = [
    ("all", &[], false),
    ("sum", &["where", "per"], true),
    ("count", &["where", "different", "as", "per"], true),
    ("different", &["where", "as", "per"], true),
    ("unique", &["latest"], false),
    ("alike", &["also"], false),
];

/// What is asked of all behind the field that it is asked of: `{ id: unique }`, `{ id: { unique: true } }`.
fn asked_of(reader: &Reader<'_>, node: NodeId) -> Option<&'static str> {
    let document = reader.document;
    let first = document.entries(node).next();
    let word = document.scalar(first.map_or(node, |(key, _)| key));
    ["unique", "alike"].into_iter().find(|key| *key == word)
}

fn requirement(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Names<'_>,
    to: &mut Vec<Requirement>,
) -> Option<()> {
    let open = reader.open_map(node)?;
    let shape = SHAPES.iter().find(|(key, ..)| open.get(key).is_some());
    let Some(&(key, beside, compared)) = shape else {
        let first = open.entries().next();
        let (place, found) = first.map_or((node, ""), |(key, found, _)| (key, found));
        if let Some(sentence) = never_computed(found) {
            return reader.refuse(place, sentence, &[("found", found)]);
        }
        if let Some(instead) = other_word(found, Place::OfAll) {
            let about = [("found", found), ("similar", instead)];
            return reader.refuse(place, "book.other_word", &about);
        }
        let similar = similar(found, SHAPES.iter().map(|(key, ..)| *key));
        return match similar.filter(|similar| *similar != found) {
            Some(similar) => {
                let about = [("found", found), ("similar", similar)];
                reader.refuse(place, "book.unknown_key_similar", &about)
            }
            None if is_head(found) => {
                let about = [("found", found)];
                reader.refuse(place, "book.not_of_all", &about)
            }
            None => {
                let Some(key) = first.and_then(|(_, _, asked)| asked_of(reader, asked)) else {
                    return reader.refuse(node, "book.portfolio_requirement", &[]);
                };
                let asked = first.map_or("", |(_, _, asked)| {
                    let inner = reader.document.get(asked, key);
                    inner.map_or("", |node| reader.document.scalar(node))
                });
                // That no two are alike is what it asks by itself.
                let (sentence, instead) = match found {
                    "not" => ("book.never_alike", format!("{key}: {asked}")),
                    _ => ("book.asked_before", format!("{key}: {found}")),
                };
                let about = [("found", found), ("similar", &*instead)];
                reader.refuse(place, sentence, &about)
            }
        };
    };
    if compared {
        return overall(reader, node, (key, beside), around, to);
    }
    // Each shape has its own keys: what would be ignored is refused.
    let map = reader.map(node, &[&[key], beside].concat())?;
    let asked = map.need(key)?;
    match key {
        "all" => {
            for node in reader.list(asked)? {
                requirement(reader, node, around, to)?;
            }
        }
        "unique" => to.push(Requirement::Unique {
            keys: keys_of(reader, asked, around)?,
            latest: map.optional("latest", |node| day(reader, node, around))?,
        }),
        _ => {
            let also = |node| paths(reader, node, |node| single(reader, node, around));
            let also = map.optional("also", also);
            to.push(Requirement::Alike {
                paths: paths(reader, asked, |node| name(reader, node, around))?,
                also: also?.unwrap_or_default(),
            });
        }
    }
    Some(())
}

/// A quantity over all applications, and each limit that it is held against.
fn overall(
    reader: &Reader<'_>,
    node: NodeId,
    (key, beside): (&str, &[&str]),
    around: &Names<'_>,
    to: &mut Vec<Requirement>,
) -> Option<()> {
    let open = reader.open_map(node)?;
    let kind = kind_of_head((reader, around), open)?;
    let mut keys = [&[key], beside].concat();
    keys.extend(RelationWord::of(kind.family()).map(|word| word.word));
    let map = reader.map(node, &keys)?;
    if map.entries().any(|(_, name, _)| !keys.contains(&name)) {
        return None;
    }
    let names = around.of_all();
    let line = OperandLine {
        reader,
        node,
        kind: &kind,
        names: &names,
        depth: 0,
    };
    let overall = Overall::read(&line, map)?;
    let name = map.optional("as", |node| reader.text(node))?;
    for (compares, place) in limits_of_all(&line, &overall, map)? {
        let mut requirement = Requirement::Overall {
            overall: Box::new(overall.clone()),
            compares,
            name: name.map(str::to_owned),
            span: reader.document.span(place),
        };
        requirement.reach(names.form);
        to.push(requirement);
    }
    Some(())
}

/// `unique: id`, or a list of keys: each a list of paths, or `whole:` with one.
fn keys_of(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<Vec<UniqueKey>> {
    let fields = |node: NodeId| reader.every(node, |node| part_of_key(reader, node, names));
    if reader.document.kind(node) == yaml::Kind::Scalar {
        return Some(vec![UniqueKey {
            fields: vec![part_of_key(reader, node, names)?],
            whole: false,
        }]);
    }
    let written = reader.document.items(node);
    let flat = written.filter(|&item| reader.document.kind(item) == yaml::Kind::Scalar);
    let flat: Vec<_> = flat
        .map(|item| in_list(reader.document.scalar(item)))
        .collect();
    // One path alone is one key, however it is bracketed.
    if flat.len() == 1 && reader.document.items(node).count() == 1 {
        let fields = fields(node)?;
        let whole = false;
        return Some(vec![UniqueKey { fields, whole }]);
    }
    if !TELLS_AUTHORS && !flat.is_empty() {
        return reader.refuse(node, "book.unique_keys", &[]);
    }
    if !flat.is_empty() && flat.len() < reader.document.items(node).count() {
        let keys = reader.document.items(node).map(|item| {
            let written = reader.document.span(item).of(reader.document.text);
            let inner = reader.document.items(item);
            let inner: Vec<_> = inner
                .map(|part| in_list(reader.document.scalar(part)))
                .collect();
            match reader.document.kind(item) {
                yaml::Kind::Sequence => format!("[ {} ]", inner.join(", ")),
                yaml::Kind::Scalar => format!("[ {written} ]"),
                yaml::Kind::Mapping => written.to_owned(),
            }
        });
        let keys = keys.collect::<Vec<_>>().join(", ");
        return reader.refuse(node, "book.unique_key_alone", &[("similar", &keys)]);
    }
    if !flat.is_empty() {
        let (both, each) = (flat.join(", "), flat.join(" ], [ "));
        return reader.refuse(
            node,
            "book.unique_keys",
            &[("both", &both), ("each", &each)],
        );
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
        _ => {
            let fields = fields(node)?;
            let mut listed = fields.iter().filter(|field| !field.lists.is_empty());
            let lists = listed.next().map(|first| &first.lists);
            match listed.all(|field| Some(&field.lists) == lists) {
                true => Some(UniqueKey {
                    fields,
                    whole: false,
                }),
                false => reader.refuse(node, "book.key_of_lists", &[]),
            }
        }
    };
    reader.every(node, key)
}

/// A field of a key. Nothing that is computed makes one.
fn part_of_key(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldSelector> {
    let found = reader.document.scalar(node);
    let is_figure = names.select(found).is_none() && names.figure(found).is_some();
    if is_figure || reader.document.kind(node) == yaml::Kind::Mapping {
        return reader.refuse(node, "book.computed_in_a_key", &[]);
    }
    single(reader, node, names)
}

/// A path as it is written within brackets.
fn in_list(path: &str) -> String {
    match path.contains('[') {
        true => format!("\"{path}\""),
        false => path.to_owned(),
    }
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

/// The path of a day that is stated once.
fn day(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldSelector> {
    let field = single(reader, node, names)?;
    let kind = field.leaf.map(|leaf| &names.form.field(leaf).kind);
    if kind == Some(&Kind::Date) && field.lists.is_empty() {
        Some(field)
    } else {
        let about = [("found", reader.document.scalar(node))];
        reader.refuse(node, "book.not_a_date_field", &about)
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
