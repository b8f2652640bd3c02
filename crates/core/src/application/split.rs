//! Items of a list that are one item: a dash stands before its fields, and not before the first alone.

use std::ops::Range;

use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::{Document, NodeId};

/// The items of a list of records that are parts of one, a stretch for each such item. No two parts have the same field, and none
/// would do alone.
pub fn split(
    form: &Form,
    document: Document<'_>,
    list: FieldId,
    node: NodeId,
) -> Vec<Range<usize>> {
    // Nearly always every item begins with the same field, and so is no part of the one before.
    let begin = |item| Some(document.scalar(document.entries(item).next()?.0));
    let begins = || document.items(node).map(begin);
    let mut pairs = begins().zip(begins().skip(1));
    if pairs.all(|(one, next)| one.is_some() && one == next) {
        return Vec::new();
    }
    let fields = form.children(Some(list)).iter().map(|&id| form.field(id));
    let names: Vec<&str> = fields.clone().map(|field| field.name.as_str()).collect();
    let is_named = fields.clone().next().map(|field| &field.kind) == Some(&Kind::Text);
    let must = fields.filter(|field| field.required);
    let must: Vec<&str> = must.map(|field| field.name.as_str()).collect();
    let rest = |before: &[&str], part: &[&str]| match must.is_empty() {
        true => is_rest(before, part, &names, is_named),
        false => is_part(before, part, &must),
    };
    let items: Vec<Vec<&str>> = document
        .items(node)
        .map(|item| own_lines(document, item, &names))
        .collect();
    let mut stretches = Vec::new();
    let mut from = 0;
    while let Some(first) = items.get(from) {
        let mut before = first.clone();
        let mut to = from.saturating_add(1);
        while let Some(part) = items
            .get(to)
            .filter(|part| is_apart(&before, part) && rest(&before, part))
        {
            before.extend(part);
            to = to.saturating_add(1);
        }
        if to.saturating_sub(from) > 1 {
            stretches.push(from..to);
        }
        from = to;
    }
    stretches
}

/// The fields of an item, each with a line of its own; none where something else stands in it.
fn own_lines<'a>(document: Document<'a>, item: NodeId, fields: &[&str]) -> Vec<&'a str> {
    let in_braces = document.span(item).of(document.text).starts_with('{');
    if document.kind(item) != yaml::Kind::Mapping || in_braces {
        return Vec::new();
    }
    let names = document.entries(item).map(|(key, _)| document.scalar(key));
    let names: Vec<&str> = names.collect();
    match names.iter().all(|name| fields.contains(name)) {
        true => names,
        false => Vec::new(),
    }
}

/// Whether an item states fields, and none of those of the items before it.
fn is_apart(before: &[&str], part: &[&str]) -> bool {
    !before.is_empty() && !part.is_empty() && !part.iter().any(|name| before.contains(name))
}

/// Whether an item goes on with what the items before it begin: they have some of the fields that must be, and it does not have all.
fn is_part(before: &[&str], part: &[&str], must: &[&str]) -> bool {
    let whole = must.iter().all(|name| part.contains(name));
    !whole && must.iter().any(|name| before.contains(name))
}

/// The same where any field may be left out: together they are all there are, or an item has the name alone, which begins the form, and
/// each further one a field behind it.
fn is_rest(before: &[&str], part: &[&str], all: &[&str], is_named: bool) -> bool {
    let mut order = all.iter();
    let follows = before
        .iter()
        .chain(part)
        .all(|name| order.any(|one| one == name));
    let named = is_named && part.len() == 1 && before.first() == all.first() && follows;
    // Two items with one of two fields each may well be two.
    let whole = before.len().saturating_add(part.len()) == all.len();
    named || (whole && all.len() > 2)
}
