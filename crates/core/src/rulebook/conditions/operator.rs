//! The tests of a condition: what is asked of one field, and whether its kind can be asked that.

use super::Names;
use super::operand::operand;
use crate::condition::{Condition, FieldRef, Operand, Operator, Relation, Test};
use crate::form::Kind;
use crate::law::CodeList;
use crate::rulebook::reader::{Map, Reader};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// The tests, the kinds they are for, and what they compare.
const RELATIONS: [(&str, Relation, &[&str]); 9] = [
    ("at_most", Relation::AtMost, &["money", "count"]),
    ("at_least", Relation::AtLeast, &["money", "count"]),
    ("more_than", Relation::MoreThan, &["money", "count"]),
    ("less_than", Relation::LessThan, &["money", "count"]),
    ("not_after", Relation::AtMost, &["date"]),
    ("not_before", Relation::AtLeast, &["date"]),
    ("after", Relation::MoreThan, &["date"]),
    ("before", Relation::LessThan, &["date"]),
    ("equals", Relation::Equals, &["money", "count", "date"]),
];

/// The tests that compare a number of one kind.
pub(in crate::rulebook) fn relations(kind: &str) -> Vec<&'static str> {
    let of_kind = RELATIONS.iter().filter(|(.., kinds)| kinds.contains(&kind));
    of_kind.map(|(word, ..)| *word).collect()
}

/// How the portfolio compares a number of one kind: the test, and what stands beside it.
pub(in crate::rulebook) fn comparison(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    kind: &str,
    names: &Names<'_>,
) -> Option<(Relation, Operand)> {
    let found: Vec<_> = map
        .entries()
        .filter_map(|(key, name, node)| {
            let relation = RELATIONS
                .iter()
                .find(|(word, _, kinds)| *word == name && kinds.contains(&kind))?;
            Some((key, relation.1, node))
        })
        .collect();
    match found.as_slice() {
        [(_, relation, node)] => Some((*relation, operand(reader, *node, kind, names)?)),
        _ => reader.refuse(map.node, "book.one_comparison", &[("kind", kind)]),
    }
}

pub(super) fn tests(
    reader: &Reader<'_>,
    node: NodeId,
    subject: FieldRef,
    names: &Names<'_>,
) -> Option<Vec<Condition>> {
    let test = |operator, node| {
        Condition::Test(Test {
            subject,
            operator,
            span: reader.document.span(node),
        })
    };
    if reader.document.kind(node) == yaml::Kind::Scalar {
        let word = [("present", Operator::Present), ("absent", Operator::Absent)];
        let found = word
            .iter()
            .find(|(word, _)| *word == reader.document.scalar(node));
        return match found {
            Some((_, operator)) => Some(vec![test(operator.clone(), node)]),
            None => reader.refuse(
                node,
                "book.not_a_test",
                &[("found", reader.document.scalar(node))],
            ),
        };
    }
    let map = reader.open_map(node)?;
    let lines: Vec<_> = map.entries().collect();
    if lines.is_empty() {
        return reader.refuse(node, "book.empty_condition", &[]);
    }
    let read = |&(key, name, value): &(NodeId, &str, NodeId)| {
        Some(test(
            operator(reader, (key, name, value), subject, names)?,
            key,
        ))
    };
    let all: Vec<_> = lines.iter().filter_map(read).collect();
    (all.len() == lines.len()).then_some(all)
}

fn operator(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    subject: FieldRef,
    names: &Names<'_>,
) -> Option<Operator> {
    let kind = &names.form.field(subject.field).kind;
    let fits = |kinds: &[&str]| -> Option<()> {
        let path = &names.form.field(subject.field).path;
        if kinds.contains(&kind.name()) {
            Some(())
        } else {
            reader.refuse(
                key,
                "book.test_for_other_kind",
                &[
                    ("found", name),
                    ("kind", kind.name()),
                    ("field", path),
                    ("kinds", &kinds.join(", ")),
                ],
            )
        }
    };
    match name {
        "present" => reader.flag(node).map(|yes| {
            if yes {
                Operator::Present
            } else {
                Operator::Absent
            }
        }),
        "is" => {
            fits(&["text", "code", "digits", "flag"])?;
            match kind {
                Kind::Flag => reader.flag(node).map(Operator::IsFlag),
                Kind::Code(list) => {
                    code(reader, node, names.lists.get(list.index())?).map(Operator::IsCode)
                }
                _ => reader
                    .text(node)
                    .map(|text| Operator::IsText(text.to_owned())),
            }
        }
        "one_of" => {
            fits(&["text", "code", "digits"])?;
            one_of(reader, node, kind, names)
        }
        _ => match RELATIONS.iter().find(|(word, ..)| *word == name) {
            Some((_, relation, kinds)) => {
                fits(kinds)?;
                Some(Operator::Compare(
                    *relation,
                    operand(reader, node, kind.name(), names)?,
                ))
            }
            None => {
                let words = RELATIONS
                    .iter()
                    .map(|(word, ..)| *word)
                    .collect::<Vec<_>>()
                    .join(", ");
                reader.refuse(
                    key,
                    "book.unknown_test",
                    &[
                        ("found", name),
                        ("allowed", &format!("present, is, one_of, {words}")),
                    ],
                )
            }
        },
    }
}

fn code(reader: &Reader<'_>, node: NodeId, list: &CodeList) -> Option<u16> {
    let text = reader.text(node)?;
    list.find(text).or_else(|| {
        let known: Vec<_> = list.codes.iter().map(|code| code.code.as_str()).collect();
        reader.refuse(
            node,
            "book.not_a_code",
            &[
                ("found", text),
                ("list", &list.name),
                ("allowed", &known.join(", ")),
            ],
        )
    })
}

fn one_of(reader: &Reader<'_>, node: NodeId, kind: &Kind, names: &Names<'_>) -> Option<Operator> {
    let own = match kind {
        Kind::Code(list) => names.lists.get(list.index()),
        _ => None,
    };
    if reader.document.kind(node) == yaml::Kind::Scalar {
        let name = reader.text(node)?;
        return match (own, names.lists.iter().find(|list| list.name == name)) {
            (Some(own), Some(list)) if own.name == list.name => Some(Operator::InList),
            (Some(own), Some(list)) => {
                // The codes of another list, as far as the field's own list has them.
                Some(Operator::OneOfCodes(
                    list.codes
                        .iter()
                        .filter_map(|code| own.find(&code.code))
                        .collect(),
                ))
            }
            (None, Some(list)) => Some(Operator::OneOfTexts(
                list.codes.iter().map(|code| code.code.clone()).collect(),
            )),
            (_, None) => {
                let known: Vec<_> = names.lists.iter().map(|list| list.name.as_str()).collect();
                reader.refuse(
                    node,
                    "book.unknown_list",
                    &[("found", name), ("allowed", &known.join(", "))],
                )
            }
        };
    }
    match own {
        Some(list) => reader
            .every(node, |node| code(reader, node, list))
            .map(Operator::OneOfCodes),
        None => reader
            .every(node, |node| reader.text(node).map(str::to_owned))
            .map(Operator::OneOfTexts),
    }
}
