//! The `rules` of a rule book.

mod head;

use super::reader::{Reader, each_rule};
use super::templates::{OF_A_RULE, Stands};
use super::{Case, Each, Rule};
use crate::condition::quantity::Operand;
use crate::condition::read::condition;
use crate::context::{FieldSelector, Names, field, selector};
use crate::form::{Family, Form, Kind};
use atbilst_yaml::NodeId;

pub(super) use head::{HeadOf, Surroundings, WAIVER_TERMS, head, opened, waiver_terms};

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<Rule>> {
    each_rule(reader, node, |node| rule(reader, node, around))
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
    let case = |names: &Names<'_>| {
        let read = |key| map.optional(key, |node| condition(reader, node, names));
        Some(Case {
            when: read("when")?,
            require: read("require")?,
        })
    };
    let cases: Option<Vec<_>> = subjects.names.iter().map(case).collect();
    let decides = cases
        .as_deref()
        .map_or(Stands::Day, |cases| decides(cases, names));
    let grouped = cases.as_deref().is_none_or(makes_groups);
    let knows = |name: &str| match name {
        "found" | "expected" => Some(decides),
        "shared" => grouped.then_some(Stands::Other),
        _ if OF_A_RULE.contains(&name) => Some(Stands::Other),
        _ => stands(name, names),
    };
    let head = head(reader, map, around, &knows, HeadOf::Application);
    let at = map.optional("at", |node| field(reader, node, reader.text(node)?, names));
    let (head, cases, at) = (head?, cases?, at?);
    if map.get("require").is_some() && head.message.is_none() {
        return reader.refuse_at(head.span, "book.missing_key", &[("key", "message")]);
    }
    Some(Rule {
        head,
        each: subjects.each,
        at,
        cases,
    })
}

/// What the values that decide a rule are: days, where one of its tests is of a day.
fn decides(cases: &[Case], names: &Names<'_>) -> Stands {
    let mut any_day = false;
    for require in cases.iter().filter_map(|case| case.require.as_ref()) {
        require.tests(&mut |test| {
            any_day |= match (&test.computed, test.operator.comparison()) {
                (Some(_), Some(comparison)) => comparison.word.family == Family::Day,
                _ => names.form.field(test.subject.field).kind == Kind::Date,
            };
        });
    }
    if any_day { Stands::Day } else { Stands::Other }
}

/// Whether a rule holds groups against a limit, so that one may be named.
fn makes_groups(cases: &[Case]) -> bool {
    let mut any = false;
    for require in cases.iter().filter_map(|case| case.require.as_ref()) {
        require.tests(&mut |test| {
            any |= test.computed.as_deref().is_some_and(Operand::is_of_a_group);
        });
    }
    any
}

/// What a name stands for in a message.
fn stands(name: &str, names: &Names<'_>) -> Option<Stands> {
    let field = names.field(name);
    let field = field.map(|field| &names.form.field(field.field).kind);
    let value = || names.value(name).map(|(_, value)| &value.kind);
    // One that is read by what an item says stands for nothing where no item is at hand.
    let table = || {
        names
            .table(name)
            .filter(|_| Operand::named_so(name, names).is_some())
    };
    let table = || table().map(|table| &table.kind);
    let figure = || names.figure(name).map(|(_, sign)| &sign.kind);
    let kind = field.or_else(value).or_else(table).or_else(figure)?;
    // What holds several is no value that a message could say.
    kind.is_single().then(|| Stands::of(kind))
}

/// What a rule judges, and the names its conditions may use for each of it.
struct Subjects<'a> {
    each: Each,
    names: Vec<Names<'a>>,
}

/// How the fields of a record of the application are named where each is judged, or the items of a list.
fn judged(path: &str, form: &Form) -> Option<String> {
    let bare = path.trim_end_matches("[]").trim_end_matches(".*");
    let field = form.field(form.find(bare)?);
    match field.kind {
        Kind::Record(_) if field.list.is_none() => Some(format!("{bare}.*")),
        Kind::List(_) => Some(format!("{bare}[]")),
        _ => None,
    }
}

fn each<'a>(reader: &Reader<'_>, node: NodeId, names: &Names<'a>) -> Option<Subjects<'a>> {
    let path = reader.text(node)?;
    if let Some(written) = judged(path, names.form).filter(|written| written != path) {
        let about = [("found", path), ("similar", &*written)];
        return reader.refuse(node, "book.written_so", &about);
    }
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
            let inside = names.of_each(&items.lists);
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
            let inside = names.of_each(&lists);
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
