//! The `rules` of a rule book.

use serde_json::Value;

use super::conditions::{Names, condition, field, reach};
use super::law::{citations, period};
use super::reader::{Map, Reader};
use super::templates::phrase;
use super::{Case, Each, Head, Rule, examples};
use crate::condition::Reach;
use crate::finding::{Level, Outcome};
use crate::form::Kind;
use crate::law::Source;
use crate::yaml::NodeId;

/// The keys that every rule may have.
pub(super) const HEAD: [&str; 12] = [
    "id",
    "title",
    "law",
    "because",
    "from",
    "until",
    "level",
    "otherwise",
    "review",
    "message",
    "help",
    "examples",
];

/// What the rules of a book stand among.
pub(super) struct Surroundings<'a> {
    pub(super) sources: &'a [Source],
    pub(super) names: Names<'a>,
    pub(super) complete: &'a Value,
}

pub(super) fn rules(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Surroundings<'_>,
) -> Option<Vec<Rule>> {
    let nodes = reader.list(node)?;
    Some(
        nodes
            .iter()
            .filter_map(|&node| rule(reader, node, around))
            .collect(),
    )
}

fn rule(reader: &Reader<'_>, node: NodeId, around: &Surroundings<'_>) -> Option<Rule> {
    let keys: Vec<_> = HEAD
        .iter()
        .copied()
        .chain(["each", "when", "require", "at"])
        .collect();
    let map = reader.map(node, &keys)?;
    let subjects = match map.get("each") {
        None => Subjects {
            each: Each::Application,
            names: vec![around.names.clone()],
        },
        Some(node) => each(reader, node, &around.names)?,
    };
    let names = subjects.names.first()?;
    let knows = |name: &str| {
        ["found", "expected", "difference", "field"].contains(&name)
            || names.field(name).is_some()
            || names.values.iter().any(|value| &*value.name == name)
    };
    let head = head(reader, map, around, &knows, false);
    let case = |names: &Names<'_>| {
        let read = |key| {
            map.get(key)
                .map_or(Some(None), |node| condition(reader, node, names).map(Some))
        };
        Some(Case {
            when: read("when")?,
            require: read("require")?,
        })
    };
    let cases: Option<Vec<_>> = subjects.names.iter().map(case).collect();
    let at = map.get("at").map_or(Some(None), |node| {
        field(reader, node, reader.text(node)?, names).map(Some)
    });
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
    match reach(reader, node, names)? {
        reach @ Reach { leaf: None, .. } => {
            let inside = names.within(&reach.lists);
            Some(Subjects {
                each: Each::Items(reach),
                names: vec![inside],
            })
        }
        // `keywords[]` names the values of a list as a field of their own; the items are what is meant.
        Reach {
            lists,
            leaf: Some(leaf),
        } if names.form.field(leaf).name == "it" => {
            let inside = names.within(&lists);
            Some(Subjects {
                each: Each::Items(Reach { lists, leaf: None }),
                names: vec![inside],
            })
        }
        Reach { .. } => reader.refuse(node, "book.not_a_list_path", &[("found", path)]),
    }
}

/// What every rule says of itself.
pub(super) fn head(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    around: &Surroundings<'_>,
    knows: &dyn Fn(&str) -> bool,
    portfolio: bool,
) -> Option<Head> {
    let id_node = map.need("id");
    let id = id_node.and_then(|node| {
        let text = reader.text(node)?;
        if is_kebab(text) {
            Some((node, text))
        } else {
            reader.refuse(node, "book.not_kebab", &[("found", text)])
        }
    });
    let title = map.need("title").and_then(|node| reader.bilingual(node));
    let help = map
        .need("help")
        .and_then(|node| phrase(reader, node, knows));
    let optional = |key| {
        map.get(key)
            .map_or(Some(None), |node| phrase(reader, node, knows).map(Some))
    };
    let (review, message) = (optional("review"), optional("message"));
    let because = map
        .get("because")
        .map_or(Some(None), |node| reader.bilingual(node).map(Some));
    let law = map.get("law").map_or(Some(Vec::new()), |node| {
        citations(reader, node, around.sources, false)
    });
    let level = [("error", Level::Error), ("warning", Level::Warning)];
    let level = map
        .get("level")
        .map_or(Some(Level::Error), |node| reader.word(node, &level));
    let otherwise = [("fail", Outcome::Fail), ("review", Outcome::Review)];
    let otherwise = map
        .get("otherwise")
        .map_or(Some(Outcome::Fail), |node| reader.word(node, &otherwise));
    let period = period(reader, map);
    let examples = map
        .need("examples")
        .and_then(|node| examples::examples(reader, node, around.complete, portfolio));
    let (id_node, id) = id?;
    let head = Head {
        id: id.into(),
        title: title?,
        law: law?,
        because: because?,
        period: period?,
        level: level?,
        otherwise: otherwise?,
        review: review?,
        message: message?,
        help: help?,
        examples: examples?,
        span: reader.document.span(id_node),
    };
    if head.law.is_empty() == head.because.is_none() {
        return reader.refuse(id_node, "book.law_or_because", &[]);
    }
    both_sides(reader, &head)?;
    Some(head)
}

/// An example that holds, and one that does not.
fn both_sides(reader: &Reader<'_>, head: &Head) -> Option<()> {
    let any = |outcomes: &[Outcome]| {
        head.examples
            .iter()
            .any(|example| outcomes.contains(&example.expect))
    };
    let good = any(&[Outcome::Pass]) || (head.review.is_some() && any(&[Outcome::Review]));
    let bad = any(&[head.otherwise]) || head.message.is_none();
    if !good {
        return reader.refuse_at(head.span, "book.no_good_example", &[("rule", &head.id)]);
    }
    if !bad {
        return reader.refuse_at(
            head.span,
            "book.no_bad_example",
            &[("rule", &head.id), ("outcome", head.otherwise.name())],
        );
    }
    Some(())
}

fn is_kebab(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}
