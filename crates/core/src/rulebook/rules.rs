//! The `rules` of a rule book.

mod head;

use super::reader::{BookValues as _, Reader};
use super::templates::OF_A_RULE;
use super::{Case, Each, Rule};
use crate::condition::read::condition;
use crate::context::{FieldSelector, Names, field, selector};
use crate::form::Kind;
use atbilst_yaml::NodeId;

pub(super) use head::{HeadOf, Surroundings, head, opened, waiver_terms};

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<Rule>> {
    reader.rules(node, |node| rule(reader, node, around))
}

fn rule(reader: &Reader<'_>, node: NodeId, around: &Surroundings<'_>) -> Option<Rule> {
    let map = opened(reader, node, &["each", "when", "require", "at"])?;
    let subjects = match map.get("each") {
        None => Subjects {
            each: Each::Application,
            names: vec![around.names.clone()],
        },
        Some(node) => each(reader, node, &around.names)?,
    };
    let names = subjects.names.first()?;
    let knows = |name: &str| {
        OF_A_RULE.contains(&name)
            || names.field(name).is_some()
            || names.value(name).is_some()
            || names.table(name).is_some()
            || names.figure(name).is_some()
    };
    let head = head(reader, map, around, &knows, HeadOf::Application);
    let case = |names: &Names<'_>| {
        let read = |key| map.optional(key, |node| condition(reader, node, names));
        Some(Case {
            when: read("when")?,
            require: read("require")?,
        })
    };
    let cases: Option<Vec<_>> = subjects.names.iter().map(case).collect();
    let at = map.optional("at", |node| field(reader, node, reader.text(node)?, names));
    let (head, cases, at) = (head?, cases?, at?);
    let requires = map.get("require").is_some();
    if !requires && head.review.is_none() {
        return reader.refuse_at(head.span, "book.nothing_required", &[]);
    }
    if requires && head.message.is_none() {
        return reader.refuse_at(head.span, "book.missing_key", &[("key", "message")]);
    }
    Some(Rule {
        head,
        each: subjects.each,
        at,
        cases,
    })
}

/// What a rule judges, and the names its conditions may use for each of it.
struct Subjects<'a> {
    each: Each,
    names: Vec<Names<'a>>,
}

fn each<'a>(reader: &Reader<'_>, node: NodeId, names: &Names<'a>) -> Option<Subjects<'a>> {
    let path = reader.text(node)?;
    if let Some(record) = path.strip_suffix(".*") {
        let id = names.form.find(record);
        let fields = match id.map(|id| (&names.form.field(id).kind, names.form.field(id).list)) {
            Some((Kind::Record(fields), None)) => fields,
            _ => return reader.refuse(node, "book.not_a_record_path", &[("found", path)]),
        };
        let names = fields
            .iter()
            .map(|&field| Names {
                it: Some(field),
                ..names.clone()
            })
            .collect();
        return Some(Subjects {
            each: Each::Fields,
            names,
        });
    }
    match selector(reader, node, names)? {
        items @ FieldSelector { leaf: None, .. } => {
            let inside = names.within(&items.lists);
            Some(Subjects {
                each: Each::Items(items),
                names: vec![inside],
            })
        }
        // `keywords[]` names the values of a list as a field of their own; the items are what is meant.
        FieldSelector {
            up,
            lists,
            leaf: Some(leaf),
        } if names.form.field(leaf).name == "it" => {
            let inside = names.within(&lists);
            Some(Subjects {
                each: Each::Items(FieldSelector {
                    up,
                    lists,
                    leaf: None,
                }),
                names: vec![inside],
            })
        }
        FieldSelector { .. } => reader.refuse(node, "book.not_a_list_path", &[("found", path)]),
    }
}
