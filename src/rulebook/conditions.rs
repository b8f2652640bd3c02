//! The conditions of a rule book, checked against its form while they are read: a rule that could not be judged is a mistake here, not later.

use super::law::quantity;
use super::reader::Reader;
use crate::condition::{Condition, FieldRef, Operand, Operator, Reach, Relation, Scope, Test};
use crate::form::{FieldId, Form, Kind};
use crate::law::{CodeList, DatedValue, ValueId};
use crate::scalar;
use crate::yaml::{self, NodeId};

/// What the conditions of a book may name, and the items they stand in.
#[derive(Clone)]
pub(super) struct Names<'a> {
    pub(super) form: &'a Form,
    pub(super) lists: &'a [CodeList],
    pub(super) values: &'a [DatedValue],
    /// The lists whose items are judged, outermost first.
    pub(super) inside: Vec<FieldId>,
    /// The field that `it` means.
    pub(super) it: Option<FieldId>,
}

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

/// Most conditions inside each other.
const DEPTH: usize = 32;

impl Names<'_> {
    fn inside(&self, list: FieldId) -> Self {
        let items = self.form.children(Some(list));
        let it = items
            .iter()
            .copied()
            .find(|&id| self.form.field(id).name == "it");
        let mut inside = self.inside.clone();
        inside.push(list);
        Self {
            inside,
            it: it.or(self.it),
            ..self.clone()
        }
    }

    /// The names for conditions that stand inside the items of lists inside each other.
    pub(super) fn within(&self, lists: &[FieldId]) -> Self {
        lists
            .iter()
            .fold(self.clone(), |names, &list| names.inside(list))
    }

    /// A field by its path, looked for in the innermost item first.
    pub(super) fn field(&self, path: &str) -> Option<FieldRef> {
        if path == "it" {
            return self.it.and_then(|it| self.reference(it));
        }
        let within = |list: &FieldId| format!("{}[].{path}", self.form.field(*list).path);
        let found = self.inside.iter().rev().find_map(|list| {
            self.form
                .find(&within(list))
                .filter(|&id| self.is_within(id))
        });
        self.reference(found.or_else(|| self.form.find(path))?)
    }

    fn is_within(&self, id: FieldId) -> bool {
        self.form
            .field(id)
            .list
            .is_none_or(|list| self.inside.contains(&list))
    }

    fn reference(&self, id: FieldId) -> Option<FieldRef> {
        let field = self.form.field(id);
        let level = match field.list {
            None => 0,
            Some(list) => {
                let place = self.inside.iter().position(|&inside| inside == list)?;
                place.checked_add(1)?
            }
        };
        let up = u8::try_from(self.inside.len().checked_sub(level)?).ok()?;
        Some(FieldRef {
            field: id,
            up,
            slot: field.slot,
        })
    }

    /// A field of all items, or the items themselves, from the root of the application.
    pub(super) fn reach(&self, path: &str) -> Option<Reach> {
        let (path, items_alone) = match path.strip_suffix("[]") {
            Some(list) if self.form.find(path).is_none() => (list, true),
            _ => (path, false),
        };
        let id = self.form.find(path)?;
        let mut lists = Vec::new();
        let mut around = self.form.field(id).list;
        while let Some(list) = around {
            lists.insert(0, list);
            around = self.form.field(list).list;
        }
        if items_alone {
            matches!(self.form.field(id).kind, Kind::List(_)).then_some(())?;
            lists.push(id);
        }
        Some(Reach {
            lists,
            leaf: (!items_alone).then_some(id),
        })
    }

    fn known(&self) -> String {
        let innermost = self.inside.last().copied();
        let near = self
            .form
            .iter()
            .filter(|(_, field)| field.list == innermost && field.name != "it");
        near.map(|(_, field)| field.path.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }
}

/// A mapping whose lines must all hold.
pub(super) fn condition(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<Condition> {
    nested(reader, node, names, 0)
}

fn nested(reader: &Reader<'_>, node: NodeId, names: &Names<'_>, depth: usize) -> Option<Condition> {
    if depth > DEPTH {
        return reader.refuse(node, "book.too_deep", &[("limit", &DEPTH.to_string())]);
    }
    let map = reader.open_map(node)?;
    let lines: Vec<_> = map.entries().collect();
    if lines.is_empty() {
        return reader.refuse(node, "book.empty_condition", &[]);
    }
    let read: Vec<_> = lines
        .iter()
        .filter_map(|&line| self::line(reader, line, names, depth.saturating_add(1)))
        .collect();
    if read.len() < lines.len() {
        return None;
    }
    let mut all: Vec<_> = read.into_iter().flatten().collect();
    if all.len() == 1 {
        all.pop()
    } else {
        Some(Condition::All(all))
    }
}

fn line(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    names: &Names<'_>,
    depth: usize,
) -> Option<Vec<Condition>> {
    let several = || {
        let nodes = reader.list(node)?;
        let all: Vec<_> = nodes
            .iter()
            .filter_map(|&node| nested(reader, node, names, depth))
            .collect();
        (all.len() == nodes.len()).then_some(all)
    };
    match name {
        "all" => several(),
        "any" => Some(vec![Condition::Any(several()?)]),
        "not" => Some(vec![Condition::Not(Box::new(nested(
            reader, node, names, depth,
        )?))]),
        "every" | "some" => Some(vec![items(reader, node, names, name == "every", depth)?]),
        path => {
            let subject = field(reader, key, path, names)?;
            tests(reader, node, subject, names)
        }
    }
}

fn items(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
    every: bool,
    depth: usize,
) -> Option<Condition> {
    let map = reader.map(node, &["of", "is"])?;
    let (of, is) = (map.need("of"), map.need("is"));
    let of = of?;
    let path = reader.text(of)?;
    let list = path.strip_suffix("[]").and_then(|path| names.field(path));
    let list = list.filter(|list| matches!(names.form.field(list.field).kind, Kind::List(_)));
    let Some(list) = list else {
        return reader.refuse(of, "book.not_a_list_path", &[("found", path)]);
    };
    if names.inside.len() >= Scope::DEEPEST {
        return reader.refuse(
            of,
            "book.lists_too_deep",
            &[("limit", &Scope::DEEPEST.to_string())],
        );
    }
    let is = nested(reader, is?, &names.within(&[list.field]), depth)?;
    Some(Condition::Items {
        list,
        every,
        is: Box::new(is),
    })
}

pub(super) fn field(
    reader: &Reader<'_>,
    node: NodeId,
    path: &str,
    names: &Names<'_>,
) -> Option<FieldRef> {
    names.field(path).or_else(|| {
        let key = if names.form.find(path).is_some() {
            "book.field_of_items"
        } else {
            "book.unknown_field"
        };
        reader.refuse(node, key, &[("found", path), ("allowed", &names.known())])
    })
}

fn tests(
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
                    code(reader, node, names.lists.get(usize::from(list.0))?).map(Operator::IsCode)
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
        Kind::Code(list) => names.lists.get(usize::from(list.0)),
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
    let nodes = reader.list(node)?;
    match own {
        Some(list) => {
            let codes: Vec<_> = nodes
                .iter()
                .filter_map(|&node| code(reader, node, list))
                .collect();
            (codes.len() == nodes.len()).then_some(Operator::OneOfCodes(codes))
        }
        None => {
            let texts: Vec<_> = nodes
                .iter()
                .filter_map(|&node| reader.text(node).map(str::to_owned))
                .collect();
            (texts.len() == nodes.len()).then_some(Operator::OneOfTexts(texts))
        }
    }
}

/// How the portfolio compares a number of one kind: the test, and what stands beside it.
pub(super) fn comparison(
    reader: &Reader<'_>,
    map: super::reader::Map<'_, '_>,
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

/// A constant, a value of the book, a field of the same kind, a sum or a number of items.
fn operand(reader: &Reader<'_>, node: NodeId, kind: &str, names: &Names<'_>) -> Option<Operand> {
    if reader.document.kind(node) == yaml::Kind::Mapping {
        let map = reader.map(node, &["sum", "count"])?;
        return match (map.get("sum"), map.get("count")) {
            (Some(path), None) => {
                let reach = self::reach(reader, path, names)?;
                let leaf = reach.leaf.map(|leaf| names.form.field(leaf).kind.name());
                if leaf == Some(kind) && kind != "date" && !reach.lists.is_empty() {
                    Some(Operand::Sum(reach))
                } else {
                    reader.refuse(
                        path,
                        "book.cannot_sum",
                        &[("found", reader.document.scalar(path)), ("kind", kind)],
                    )
                }
            }
            (None, Some(path)) if kind == "count" => {
                let reach = self::reach(reader, path, names)?;
                if reach.leaf.is_none() {
                    Some(Operand::Count(reach))
                } else {
                    reader.refuse(
                        path,
                        "book.not_a_list_path",
                        &[("found", reader.document.scalar(path))],
                    )
                }
            }
            _ => reader.refuse(
                node,
                "book.not_an_operand",
                &[("found", "{ … }"), ("kind", kind)],
            ),
        };
    }
    let text = reader.text(node)?;
    if let Some(constant) = quantity(text, kind) {
        return Some(Operand::Constant(constant));
    }
    if let Some(index) = names.values.iter().position(|value| &*value.name == text) {
        let value = names.values.get(index)?;
        if value.kind != kind {
            return reader.refuse(
                node,
                "book.other_kind",
                &[("found", text), ("kind", value.kind), ("asked", kind)],
            );
        }
        return u16::try_from(index)
            .ok()
            .map(|index| Operand::Value(ValueId(index)));
    }
    if let Some(field) = names.field(text) {
        let found = names.form.field(field.field).kind.name();
        if found != kind {
            return reader.refuse(
                node,
                "book.other_kind",
                &[("found", text), ("kind", found), ("asked", kind)],
            );
        }
        return Some(Operand::Field(field));
    }
    let looks_like = [
        ("money", scalar::money(text).is_some()),
        ("date", scalar::date(text).is_some()),
    ];
    match looks_like.iter().find(|(_, fits)| *fits) {
        Some((found, _)) => reader.refuse(
            node,
            "book.other_kind",
            &[("found", text), ("kind", found), ("asked", kind)],
        ),
        None => reader.refuse(
            node,
            "book.not_an_operand",
            &[("found", text), ("kind", kind)],
        ),
    }
}

/// A path from the root that may go through lists.
pub(super) fn reach(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<Reach> {
    let path = reader.text(node)?;
    names.reach(path).or_else(|| {
        let known = names
            .form
            .iter()
            .map(|(_, field)| field.path.as_str())
            .collect::<Vec<_>>()
            .join(", ");
        reader.refuse(
            node,
            "book.unknown_field",
            &[("found", path), ("allowed", &known)],
        )
    })
}
