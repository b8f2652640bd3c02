//! The conditions of a rule book, checked against its form while they are read: a rule that could not be judged is a mistake here, not later.

use super::Condition;
use super::operators::{Operator, Test};
use super::quantity::{Operand, head_of};
use crate::context::{Names, Place, Scope, field, is_of_a_rule, never_computed, other_word};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// Most conditions inside each other.
const DEPTH: usize = 32;

/// What is asked of all applications together and of no one of them.
const OF_ALL: [&str; 2] = ["unique", "alike"];

/// A mapping whose lines must all hold.
pub(crate) fn condition(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<Condition> {
    nested(reader, node, names, 0)
}

fn nested(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
    depth: usize,
) -> Option<Condition> {
    if depth > DEPTH {
        return reader.refuse(node, "book.too_deep", &[("limit", &DEPTH.to_string())]);
    }
    let text = reader.document.scalar(node);
    if reader.document.kind(node) == yaml::Kind::Scalar && !reader.document.is_null(node) {
        let sentence = never_computed(text).unwrap_or("book.condition_in_text");
        return reader.refuse(node, sentence, &[("found", text)]);
    }
    if reader.document.kind(node) == yaml::Kind::Sequence {
        return reader.refuse(node, "book.condition_is_list", &[]);
    }
    let map = reader.open_map(node)?;
    let lines: Vec<_> = map.entries().collect();
    if lines.is_empty() {
        return reader.refuse(node, "book.empty_condition", &[]);
    }
    if head_of(map).is_some() {
        let tests = Test::computed(reader, node, names)?;
        return Some(joined(tests.into_iter().map(Condition::Test).collect()));
    }
    if strange(reader, &lines, names) {
        return None;
    }
    let read: Vec<_> = lines
        .iter()
        .filter_map(|&line| self::line(reader, line, names, depth.saturating_add(1)))
        .collect();
    if read.len() < lines.len() {
        return None;
    }
    Some(joined(read.into_iter().flatten().collect()))
}

/// Whether a line begins with what is no path and no word of a condition, but another word for one, something that is not computed,
/// or a test without its field. Of several such lines the first is the mistake.
fn strange(reader: &Decoder<'_>, lines: &[(NodeId, &str, NodeId)], names: &Names<'_>) -> bool {
    let is_known = |name: &str| {
        ["all", "any", "not", "every", "some"].contains(&name)
            || names.field(name).is_some()
            || names.figure(name).is_some()
            || names.table(name).is_some()
    };
    // What is held against a limit beside it is a quantity.
    let compared = lines.iter().any(|(_, name, _)| Operator::is_word(name));
    let mut unknown = lines.iter().filter(|(_, name, _)| !is_known(name));
    let told = unknown.find_map(|&(key, name, _)| {
        let about = [("found", name)];
        if OF_ALL.contains(&name) {
            return Some((key, "book.asked_of_all", about.to_vec()));
        }
        if is_of_a_rule(name) {
            return Some((key, "book.key_of_the_rule", about.to_vec()));
        }
        if let Some(sentence) = never_computed(name) {
            return Some((key, sentence, about.to_vec()));
        }
        if let Some(instead) = other_word(name, Place::Condition) {
            return Some((
                key,
                "book.other_word",
                [about[0], ("similar", instead)].to_vec(),
            ));
        }
        if let Some(instead) = other_word(name, Place::Quantity).filter(|_| compared) {
            return Some((
                key,
                "book.other_word",
                [about[0], ("similar", instead)].to_vec(),
            ));
        }
        Operator::is_word(name).then(|| (key, "book.test_outside", about.to_vec()))
    });
    told.is_some_and(|(key, sentence, about)| reader.refuse::<()>(key, sentence, &about).is_none())
}

/// One condition alone, or all of several.
fn joined(mut all: Vec<Condition>) -> Condition {
    match (all.pop(), all.is_empty()) {
        (Some(one), true) => one,
        (last, _) => {
            all.extend(last);
            Condition::All(all)
        }
    }
}

fn line(
    reader: &Decoder<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    names: &Names<'_>,
    depth: usize,
) -> Option<Vec<Condition>> {
    let several = || reader.every(node, |node| nested(reader, node, names, depth));
    match name {
        "all" => several(),
        "any" => Some(vec![Condition::Any(several()?)]),
        "not" => Some(vec![Condition::Not(Box::new(nested(
            reader, node, names, depth,
        )?))]),
        "every" | "some" => Some(vec![items(reader, node, names, name == "every", depth)?]),
        path => {
            let tests = match names.figure(path).filter(|_| names.field(path).is_none()) {
                Some((figure, sign)) => {
                    Test::read_figure(reader, node, (figure, &sign.kind), names)?
                }
                None => match Operand::codes(path, names) {
                    Some(codes) => Test::read_codes(reader, node, (path, codes), names)?,
                    None => Test::read(reader, node, field(reader, key, path, names)?, names)?,
                },
            };
            Some(tests.into_iter().map(Condition::Test).collect())
        }
    }
}

fn items(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
    every: bool,
    depth: usize,
) -> Option<Condition> {
    let keys = ["of", "is"];
    let beside = reader.open_map(node)?.entries();
    let mut beside = beside.filter(|(_, name, _)| !keys.contains(name));
    if reader.document.get(node, "is").is_none()
        && let Some((key, name, _)) = beside.next()
    {
        let sentence = match name.ends_with("[]") {
            true => "book.items_without_of",
            false => "book.items_without_is",
        };
        return reader.refuse(key, sentence, &[("found", name)]);
    }
    let map = reader.map(node, &keys)?;
    let (of, is) = (map.need("of"), map.need("is"));
    let of = of?;
    let path = reader.text(of)?;
    // The values of a list stand in `it`.
    let is_value = |leaf| names.form.field(leaf).name == "it";
    let lists = names.select(path);
    let lists = lists.filter(|of| of.leaf.is_none_or(is_value));
    let lists = lists.map(|of| of.lists).unwrap_or_default();
    if lists.is_empty() || !path.ends_with("[]") {
        return reader.refuse(of, "book.not_a_list_path", &[("found", path)]);
    }
    if names.inside.len().saturating_add(lists.len()) > Scope::DEEPEST {
        return reader.refuse(
            of,
            "book.lists_too_deep",
            &[("limit", &Scope::DEEPEST.to_string())],
        );
    }
    let is = nested(reader, is?, &names.within(&lists), depth)?;
    // Of items within items: one of one of them, or each of each.
    let mut of_each = Some(is);
    for (index, &list) in lists.iter().enumerate().rev() {
        let around = names.within(lists.get(..index).unwrap_or_default());
        of_each = Some(Condition::Items {
            list: around.reference(list)?,
            every,
            is: Box::new(of_each?),
        });
    }
    of_each
}
