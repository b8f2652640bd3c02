//! Items of a list that are one item: a dash stands before its fields, and not before the first alone.

use std::ops::Range;

use crate::form::{FieldId, Form};
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
    let must = fields.filter(|field| field.required);
    let must: Vec<&str> = must.map(|field| field.name.as_str()).collect();
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
            .filter(|part| is_part(&before, part, &must, &names))
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

/// Whether an item goes on with what these fields of the items before it begin.
fn is_part(before: &[&str], part: &[&str], must: &[&str], all: &[&str]) -> bool {
    if before.is_empty() || part.is_empty() || part.iter().any(|name| before.contains(name)) {
        return false;
    }
    if !must.is_empty() {
        let whole = must.iter().all(|name| part.contains(name));
        return !whole && must.iter().any(|name| before.contains(name));
    }
    // Where any field may be left out, only the plainest kind: a dash before every field, in the order of the form.
    let mut order = all.iter();
    let follows = before
        .iter()
        .chain(part)
        .all(|name| order.any(|one| one == name));
    part.len() == 1 && before.first() == all.first() && follows
}
