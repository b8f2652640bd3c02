//! The conditions of a rule book, checked against its form while they are read: a rule that could not be judged is a mistake here, not later.

mod in_text;

use super::Condition;
use super::operators::{Operator, Test};
use super::quantity::{Operand, head_of, no_quantity};
use crate::context::{
    Names, Place, Scope, TELLS_AUTHORS, field, is_of_a_rule, never_computed, not_items, other_word,
};
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
    if reader.document.kind(node) == yaml::Kind::Scalar && !reader.document.is_null(node) {
        return in_text::refuse(reader, node, names);
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
    if !TELLS_AUTHORS {
        return false;
    }
    let is_known = |name: &str| {
        ["all", "any", "not", "every", "some"].contains(&name)
            || names.field(name).is_some()
            || names.figure(name).is_some()
            || names.table(name).is_some()
            // Of items that are not looked at, as is told of it.
            || names.form.iter().any(|(_, field)| field.name == name)
    };
    // What is held against a limit beside it is a quantity.
    let compared = lines.iter().any(|(_, name, _)| Operator::is_word(name));
    let mut unknown = lines.iter().filter(|(_, name, _)| !is_known(name));
    let told = unknown.find_map(|&(key, name, node)| {
        let say = |sentence, similar| {
            let about = [("found", name), ("similar", similar)];
            Some(reader.refuse::<()>(key, sentence, &about))
        };
        if is_of_a_rule(name) {
            return say("book.key_of_the_rule", "");
        }
        let is_path = reader.document.scalar(node).contains("[]");
        let quantity = || other_word(name, Place::Quantity).filter(|_| compared || is_path);
        if let Some(instead) = other_word(name, Place::Condition).or_else(quantity) {
            if let Some(both) = both_joined(reader, lines, (name, instead)) {
                return say("book.joined_beside", &both);
            }
            let of_items = reader.document.get(node, "of").is_some();
            let instead = match instead.starts_with("not:") && of_items {
                true => "not: { some: { of: …, is: { … } } }",
                false => instead,
            };
            return say("book.other_word", instead);
        }
        if OF_ALL.contains(&name) {
            return say("book.asked_of_all", "");
        }
        if let Some(condition) = in_text::compared(name, names) {
            return say("book.comparison_in_text", &condition);
        }
        if let Some(sentence) = never_computed(name) {
            return say(sentence, "");
        }
        if Operator::is_word(name) {
            // As deep as its field, below which it belongs.
            let is_open = |value| reader.document.is_null(value);
            let mut fields = lines.iter().filter(|(_, _, value)| is_open(*value));
            let Some((_, field, _)) = fields.find(|(_, field, _)| is_known(field)) else {
                // `any: [ …, … ]`, `of: [ …, … ]`: so many of several conditions.
                let several = |node| reader.document.kind(node) == yaml::Kind::Sequence;
                return match lines.iter().any(|(_, _, value)| several(*value)) {
                    true => say("book.criteria_meant", ""),
                    false => say("book.test_outside", ""),
                };
            };
            let asked = reader.document.span(node).of(reader.document.text);
            let instead = format!("{field}: {{ {name}: {asked} }}");
            return say("book.test_beside", &instead);
        }
        let is_test = reader.document.kind(node) == yaml::Kind::Mapping;
        (compared && !is_test).then(|| no_quantity(reader, key, name))
    });
    told.is_some()
}

/// `any: ` of `any: [ … ]`, where conditions are joined by it.
pub(crate) fn joins(instead: &str) -> Option<&str> {
    let is_join = instead.starts_with("any:") || instead.starts_with("all:");
    instead.strip_suffix("[ … ]").filter(|_| is_join)
}

/// `any: [ { … }, { … } ]` for `or` beside what it joins: the conditions as they stand there, where they are short.
fn both_joined(
    reader: &Decoder<'_>,
    lines: &[(NodeId, &str, NodeId)],
    (word, instead): (&str, &str),
) -> Option<String> {
    const SHORT: usize = 80;
    let join = joins(instead)?;
    let document = reader.document;
    let source = |node| document.span(node).of(document.text).trim();
    let others = lines.iter().filter(|(_, name, _)| *name != word);
    let others: Vec<String> = others
        .map(|(_, name, value)| format!("{name}: {}", source(*value)))
        .collect();
    let (_, _, own) = lines.iter().find(|(_, name, _)| *name == word)?;
    let (first, second) = (format!("{{ {} }}", others.join(", ")), source(*own));
    let is_short = |said: &str| said.len() <= SHORT && !said.contains('\n');
    let [first, second] = match is_short(&first) && is_short(second) && second.starts_with('{') {
        true => [&*first, second],
        false => ["{ … }"; 2],
    };
    (!others.is_empty()).then(|| format!("{join}[ {first}, {second} ]"))
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
    let of_items = [("all", "every"), ("any", "some")];
    let of_items = of_items.iter().find(|(word, _)| *word == name);
    if let Some((_, instead)) = of_items
        && reader.document.get(node, "of").is_some()
    {
        let about = [("found", name), ("similar", instead)];
        return reader.refuse(key, "book.of_its_items", &about);
    }
    let several = || reader.every(node, |node| nested(reader, node, names, depth));
    match name {
        "all" => several(),
        "any" => Some(vec![Condition::Any(several()?)]),
        "not" if reader.document.kind(node) == yaml::Kind::Sequence => {
            reader.refuse(node, "book.not_is_list", &[])
        }
        "not" => Some(vec![Condition::Not(Box::new(nested(
            reader, node, names, depth,
        )?))]),
        "every" | "some" => Some(vec![items(reader, node, names, name == "every", depth)?]),
        path => {
            let is_field = names.field(path).is_some();
            let codes = Operand::codes(path, names).filter(|_| !is_field);
            let figure = names.figure(path).filter(|_| !is_field);
            let tests = match (codes, figure) {
                (Some(codes), _) => Test::read_codes(reader, node, (path, codes), names)?,
                (None, Some((figure, sign))) => {
                    Test::read_figure(reader, node, (figure, sign), names)?
                }
                _ => Test::read(reader, node, field(reader, key, path, names)?, names)?,
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
        let sentence = match name {
            "where" | "when" | "require" => "book.other_word",
            _ if name.ends_with("[]") => "book.items_without_of",
            _ => "book.items_without_is",
        };
        return reader.refuse(key, sentence, &[("found", name), ("similar", "is")]);
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
        return not_items(reader, of, names);
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
