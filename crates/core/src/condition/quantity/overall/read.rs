//! How a quantity over all applications is read.

use super::{Adds, Overall, items_of};
use crate::condition::quantity::items::figure_of;
use crate::condition::quantity::{Comparison, Operand, OperandLine, Per, Place, kind_of};
use crate::condition::read;
use crate::context::{FieldSelector, Names, TELLS_AUTHORS, not_items, selector, similar};
use crate::form::{Family, FieldId, Kind, names};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Map;

/// What a map says of a list of quantities: added up of every application, or of what all come to.
pub(in crate::condition::quantity) fn sum_of_several(
    line: &OperandLine<'_, '_>,
    node: NodeId,
    map: Map<'_, '_>,
) -> Option<Operand> {
    let several = || {
        let (parts, places) = super::super::sum::parts(line, node, map)?;
        let all: Operand = super::super::sum::Sum::Of(parts, places).into();
        all.is_apart().then_some(all)
    };
    match line.reader.alone(several) {
        Ok(all) => Some(all),
        Err(_) => Some(sum(line, (map, node))?.into()),
    }
}

/// A field, a figure, or what is computed of each application, added up.
pub(in crate::condition::quantity) fn sum(
    line: &OperandLine<'_, '_>,
    (map, node): (Map<'_, '_>, NodeId),
) -> Option<Overall> {
    let (reader, names) = (line.reader, line.names.of_one());
    let text = reader.document.scalar(node);
    if TELLS_AUTHORS && reader.document.kind(node) == yaml::Kind::Sequence {
        let several = reader.document.span(node).of(reader.document.text);
        let about = [("found", several)];
        return reader.refuse(node, "book.sum_of_several", &about);
    }
    let is_text = reader.document.kind(node) == yaml::Kind::Scalar;
    let (filtered, grouped) = (map.get("where"), map.get("per"));
    // Of the items of a list, `where` chooses items; otherwise applications.
    let of_items = is_text && text.contains("[]");
    let one = OperandLine {
        names: &names,
        ..*line
    };
    let field = names.select(text).filter(|of| is_text && of.leaf.is_some());
    let leaf = field.as_ref().and_then(|of| of.leaf);
    let kind = leaf.map(|leaf| &names.form.field(leaf).kind);
    if let Some(kind) = kind.filter(|kind| !kind.measures_as(line.kind)) {
        return one.other_kind(text, kind);
    }
    let term = match (of_items, &field) {
        (true, Some(_)) if filtered.is_none() && grouped.is_none() => None,
        (true, _) => Some(super::super::sum::over(&one, node, map)?),
        (false, Some(_)) => None,
        (false, None) => Some(Operand::read(&OperandLine { node, ..one })?),
    };
    // What no field is measured of is of those by which it is decided.
    let decided_by = |term: &Operand| {
        let leaf = term.pointed(&names)?.field;
        Some(FieldSelector {
            up: 0,
            lists: Vec::new(),
            leaf: Some(leaf),
        })
    };
    let own = || {
        let term = term.as_ref()?;
        term.selector(&names).or_else(|| decided_by(term))
    };
    let Some(of) = field.or_else(own) else {
        return reader.refuse(node, "book.nothing_of_the_application", &[]);
    };
    let filter = filtered.filter(|_| !of_items);
    let filter = match filter {
        Some(node) => Some(read::condition(reader, node, &names)?),
        None => None,
    };
    let lists = term.as_ref().map_or(&[][..], items_of);
    let per = match grouped {
        Some(node) => Some(Per::read(reader, node, &names, lists)?),
        None => None,
    };
    Some(Overall {
        of,
        adds: match term {
            Some(term) => Adds::Computed(Box::new(term)),
            None => Adds::Field,
        },
        filter,
        kind: line.kind.clone(),
        per,
        reaches: false,
        belongs: false,
    })
}

/// The number of applications, or of the items of their lists.
pub(in crate::condition::quantity) fn count(
    line: &OperandLine<'_, '_>,
    (map, node): (Map<'_, '_>, NodeId),
) -> Option<Overall> {
    let (reader, names) = (line.reader, line.names.of_one());
    if reader.document.kind(node) == yaml::Kind::Sequence {
        return reader.refuse(node, "book.criteria_of_all", &[]);
    }
    let of = match reader.text(node)? {
        "applications" => FieldSelector::default(),
        path if names.select(path).is_none() && is_like_applications(path) => {
            let about = [("found", path), ("similar", "applications")];
            return reader.refuse(node, "book.other_word", &about);
        }
        _ => selector(reader, node, &names)?,
    };
    // `keywords[]` names the values of a list as a field of their own; the items are what is meant.
    let of = match of.leaf {
        Some(leaf) if names.form.field(leaf).name == "it" => FieldSelector { leaf: None, ..of },
        _ => of,
    };
    if of.leaf.is_some() {
        return not_items(reader, node, &names);
    }
    let inside = names.within(&of.lists);
    let filter = map.optional("where", |node| read::condition(reader, node, &inside))?;
    let different = map.optional("different", |node| {
        Some((name(line, node, &of)?, Place::of(reader, node)))
    })?;
    let per = map.optional("per", |node| Per::read(reader, node, &names, &of.lists))?;
    if let (Some(_), Some(node)) = (different, map.get("per")) {
        return reader.refuse(
            node,
            "book.unknown_key",
            &[("found", "per"), ("allowed", "different")],
        );
    }
    Some(Overall {
        of,
        adds: Adds::Number(different),
        filter,
        kind: Kind::Count,
        per,
        reaches: false,
        belongs: false,
    })
}

/// How many different values there are.
pub(in crate::condition::quantity) fn different(
    line: &OperandLine<'_, '_>,
    (map, node): (Map<'_, '_>, NodeId),
) -> Option<Overall> {
    let (reader, names) = (line.reader, line.names.of_one());
    let path = reader.document.scalar(node);
    let figure = || figure_of(path, &names).map(|(of, ..)| of);
    let of = match names.select(path) {
        None if names.figure(path).is_some() => FieldSelector::default(),
        None => figure().or_else(|| selector(reader, node, &names))?,
        Some(_) => selector(reader, node, &names)?,
    };
    let of_what = Per::read(reader, node, &names, &of.lists)?;
    let inside = names.within(&of.lists);
    let filter = map.optional("where", |node| read::condition(reader, node, &inside))?;
    let per = map.optional("per", |node| Per::read(reader, node, &names, &of.lists))?;
    Some(Overall {
        of,
        adds: Adds::Different(of_what),
        filter,
        kind: Kind::Count,
        per,
        reaches: false,
        belongs: false,
    })
}

/// What a quantity over all applications is held against. The groups of one may each read a cell of their own.
pub(crate) fn limits(
    line: &OperandLine<'_, '_>,
    overall: &Overall,
    map: Map<'_, '_>,
) -> Option<Vec<(Comparison, NodeId)>> {
    let reader = line.reader;
    let names = match &overall.per {
        Some(per) => line.names.within(overall.items()).within(&per.lists),
        None => line.names.clone(),
    };
    let all = Comparison::read_all(reader, map, line.kind, &names)?;
    for (compares, place) in &all {
        let mut tables = Vec::new();
        compares.to.each_table(&mut |table| tables.push(table));
        tables.dedup();
        if let Some(table) = tables.first() {
            let differs = match &overall.per {
                Some(per) => table.differs_within(per, &|_| false, names.form),
                None => table.differs_within(&Per::default(), &|_| false, names.form),
            };
            if let Some(by) = differs {
                let about = [("found", table.name()), ("field", &*by)];
                let key = match overall.per {
                    Some(_) => "book.table_of_no_group",
                    None if line.names.makes_groups(&by) => "book.table_of_one",
                    None => "book.bands_of_one",
                };
                return reader.refuse(*place, key, &about);
            }
        }
        if let Some(other) = tables.get(1) {
            let about = [("found", other.name())];
            return reader.refuse(*place, "book.one_table_of_groups", &about);
        }
        // What those of a group state is one limit for all of them.
        let is_stated = overall.per.is_some() && compares.to.is_stated();
        if !is_stated && !compares.to.is_apart_by_cell() {
            return reader.refuse(*place, "book.portfolio_operand", &[]);
        }
        if overall.per.is_some() && compares.is_equality() {
            return reader.refuse(*place, "book.per_needs_a_limit", &[]);
        }
        // The whole of a group's share is of the same groups, and all of it is.
        let (mut of_groups, mut others) = (false, false);
        compares.to.each_overall(&mut |inner| match &inner.per {
            Some(per) if overall.per.as_ref() == Some(per) => of_groups = true,
            Some(_) => (of_groups, others) = (true, true),
            None => others = true,
        });
        if of_groups && others {
            let key = match overall.per {
                Some(_) => "book.whole_of_other_groups",
                None => "book.per_needs_a_limit",
            };
            return reader.refuse(*place, key, &[]);
        }
    }
    Some(all)
}

/// The field of the items that are counted by which they are told apart.
fn name(line: &OperandLine<'_, '_>, node: NodeId, of: &FieldSelector) -> Option<FieldId> {
    let (reader, form) = (line.reader, line.names.form);
    let found = reader.text(node)?;
    let list = of.lists.last().map(|&list| form.field(list));
    let path = list.map(|list| format!("{}[].{found}", list.path));
    let field = path.and_then(|path| form.find(&path));
    let Some(field) = field else {
        return reader.refuse(node, "book.not_a_name", &[("found", found)]);
    };
    if form.field(field).kind != Kind::Text {
        let about = [("found", found), ("path", &*form.field(field).path)];
        return reader.refuse(node, "book.counted_by_text", &about);
    }
    Some(field)
}

/// The kind that it has, by the word it begins with.
pub(crate) fn kind_of_head(
    line: (&atbilst_yaml::decode::Decoder<'_>, &Names<'_>),
    map: Map<'_, '_>,
) -> Option<Kind> {
    let (reader, around) = line;
    let Some(node) = map.get("sum") else {
        return Some(Kind::Count);
    };
    let kind = kind_of(reader, node, around)?;
    if kind.is_added_up() {
        return Some(kind);
    }
    let found = reader.document.scalar(node);
    let kinds = names(Family::kinds(&[Family::Number]));
    let about = [("found", found), ("kind", kinds.as_str())];
    reader.refuse(node, "book.cannot_sum", &about)
}

/// Whether all applications are meant, by another word for them.
fn is_like_applications(path: &str) -> bool {
    let words = [
        "applications",
        "all",
        "everything",
        "projects",
        "iesniegumi",
    ];
    similar(path.trim_end_matches("[]"), words.into_iter()).is_some()
}
