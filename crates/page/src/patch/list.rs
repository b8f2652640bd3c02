//! The items of a list by where they came from: each keeps what it holds, and the comment above it goes where it goes.

use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::rc::Rc;

use serde_json::Value;

use atbilst_core::form::{FieldId, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

use super::place::{column, dash, is_comment, line_above, line_below, line_start, spaces};
use super::written::{dashed, single};
use super::{Edit, Patcher, applied};
use crate::answers;
use crate::write::ORIGIN;

/// The lines of an item.
struct Lines {
    /// What stands before it and is not its own: blank lines, and comments that they set apart.
    gap: Range<usize>,
    /// The comment right above it, and the item.
    own: Range<usize>,
}

impl Patcher<'_> {
    pub(super) fn list(&mut self, id: FieldId, node: NodeId, new: &[Value]) {
        let old: Vec<NodeId> = self.document.items(node).collect();
        let of = self.book.form.children(Some(id)).first().copied();
        let records = matches!(&self.book.form.field(id).kind, Kind::List(items) if items.records);
        let origins = match of.filter(|_| !records) {
            Some(of) => self.same_values(of, &old, new),
            None => {
                let items = new.iter().enumerate();
                items.map(|(index, item)| origin(item, index)).collect()
            }
        };
        let mut places = origins.iter().enumerate();
        let stay = places.all(|(index, origin)| origin.is_none_or(|origin| origin == index));
        if old.len() == new.len() && stay && (!records || !has_moved(new)) {
            for (&node, new) in old.iter().zip(new) {
                match (records, of) {
                    (true, _) => self.record(Some(id), node, new),
                    (false, Some(of)) => self.item(of, node, new),
                    _ => {}
                }
            }
            return;
        }
        if self.is_within_braces(self.bytes(node).start) || self.begins_with(node, '[') {
            return self.flow_list(id, node, &old, new, &origins);
        }
        if let Some(lines) = self.lines_of(node, &old) {
            self.block_list(id, &old, &lines, new, &origins);
        }
    }

    /// Where each of these single values stands: at its own place, or at another, each place once.
    fn same_values(&self, of: FieldId, old: &[NodeId], new: &[Value]) -> Vec<Option<usize>> {
        let stands = old
            .iter()
            .map(|&node| answers::answer(self.book, self.document, of, node));
        let stands: Vec<Option<Value>> = stands.collect();
        let is_own = |at: usize| match (stands.get(at), new.get(at)) {
            (Some(Some(one)), Some(item)) => one == item,
            _ => false,
        };
        let mut elsewhere: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (at, one) in stands.iter().enumerate().filter(|&(at, _)| !is_own(at)) {
            if let Some(text) = one.as_ref().and_then(Value::as_str) {
                elsewhere.entry(text).or_default().push_back(at);
            }
        }
        let origin = |(at, item): (usize, &Value)| match is_own(at) {
            true => Some(at),
            false => elsewhere.get_mut(item.as_str()?)?.pop_front(),
        };
        new.iter().enumerate().map(origin).collect()
    }

    /// The lines of each item; nothing where one begins on a line with something else.
    fn lines_of(&self, node: NodeId, old: &[NodeId]) -> Option<Vec<Lines>> {
        let text = self.document.text;
        let first = dash(text, self.bytes(node).start);
        let indent = column(text, first);
        let is_item = |at: usize| {
            let rest = text.get(at..).unwrap_or_default();
            spaces(rest) == indent && rest.get(indent..).is_some_and(|rest| rest.starts_with('-'))
        };
        let mut all: Vec<Lines> = Vec::new();
        for &item in old {
            let mut start = line_start(text, self.bytes(item).start);
            let before = all.last().map_or(0, |one| one.own.end);
            while !is_item(start) {
                start = line_above(text, start).filter(|&above| above >= before)?;
            }
            let mut own = start;
            while let Some(above) = line_above(text, own).filter(|&above| above >= before) {
                if is_comment(text, above).is_none() {
                    break;
                }
                own = above;
            }
            let gap = match all.last() {
                Some(one) => one.own.end,
                None => {
                    let mut gap = own;
                    while let Some(above) = line_above(text, gap) {
                        let blank = text.get(above..gap).is_some_and(|it| it.trim().is_empty());
                        if !blank && is_comment(text, above).is_none() {
                            break;
                        }
                        gap = above;
                    }
                    gap
                }
            };
            let mut end = line_below(text, self.end(item).max(start));
            while is_comment(text, end).is_some_and(|column| column > indent) {
                end = line_below(text, end);
            }
            all.push(Lines {
                gap: gap..own,
                own: own..end,
            });
        }
        (!all.is_empty()).then_some(all)
    }

    /// Behind the last sign of what stands somewhere.
    fn end(&self, node: NodeId) -> usize {
        let (document, at) = (self.document, self.bytes(node));
        let begins = document
            .text
            .get(at.clone())
            .and_then(|it| it.chars().next());
        match document.kind(node) {
            _ if matches!(begins, Some('{' | '[')) => at.end,
            yaml::Kind::Mapping => {
                let last = document.entries(node).last();
                last.map_or(at.end, |(key, value)| {
                    (document.span(key).end as usize).max(self.end(value))
                })
            }
            yaml::Kind::Sequence => {
                let last = document.items(node).last();
                last.map_or(at.end, |last| self.end(last).max(at.start))
            }
            yaml::Kind::Scalar => at.end,
        }
    }

    fn block_list(
        &mut self,
        id: FieldId,
        old: &[NodeId],
        lines: &[Lines],
        new: &[Value],
        origins: &[Option<usize>],
    ) {
        let text = self.document.text;
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
            return;
        };
        let indent = old.first().map_or(0, |&item| {
            let line = line_start(text, dash(text, self.bytes(item).start));
            spaces(text.get(line..).unwrap_or_default())
        });
        let mut written = String::new();
        let mut gaps = lines
            .iter()
            .map(|one| text.get(one.gap.clone()).unwrap_or_default());
        for (item, origin) in new.iter().zip(origins) {
            written.push_str(gaps.next().unwrap_or_default());
            let stands =
                origin.and_then(|origin| Some((*old.get(origin)?, lines.get(origin)?.own.clone())));
            match stands {
                Some((node, own)) => written.push_str(&self.kept(id, node, item, own)),
                None => {
                    written.push_str(&" ".repeat(indent));
                    written.push_str(&self.lines(dashed(self.book, id, item, indent)));
                }
            }
            if !written.ends_with('\n') {
                written.push_str(self.ending);
            }
        }
        // What stands between items that are not there any more is no part of them.
        gaps.filter(|gap| gap.contains('#'))
            .for_each(|gap| written.push_str(gap));
        if new.is_empty() {
            let indent = indent.max(2);
            written.push_str(&format!("{}[]{}", " ".repeat(indent), self.ending));
        }
        // A field that is added behind the list begins with the end of its last line.
        let ends = |text: &str| text.trim_end_matches(['\r', '\n']).len();
        let at = first.gap.start..ends(text.get(..last.own.end).unwrap_or_default());
        written.truncate(ends(&written));
        // What stood there keeps the ends of its lines.
        self.edits.push(Edit { at, to: written });
    }

    /// An item as it stands, with what was changed in it.
    pub(super) fn kept(&self, id: FieldId, node: NodeId, new: &Value, at: Range<usize>) -> String {
        let mut own = Patcher {
            edits: Vec::new(),
            braces: Rc::clone(&self.braces),
            ..*self
        };
        if new.is_object() {
            own.record(Some(id), node, new);
        }
        applied(self.document.text, at, own.edits)
    }

    /// A single value of a list.
    fn item(&mut self, id: FieldId, node: NodeId, new: &Value) {
        if answers::answer(self.book, self.document, id, node).as_ref() != Some(new) {
            let at = self.bytes(node);
            let within = self.within(at.start);
            let written = single(&self.book.form.field(id).kind, new, within);
            let dash = if at.is_empty() { " " } else { "" };
            self.edit(at, format!("{dash}{written}"));
        }
    }
}

/// Where an item came from; one that the page did not make stands where it stood.
fn origin(item: &Value, index: usize) -> Option<usize> {
    match item.get(ORIGIN) {
        Some(origin) => origin
            .as_u64()
            .and_then(|origin| usize::try_from(origin).ok()),
        None => item.is_object().then_some(index),
    }
}

pub(super) fn has_moved(items: &[Value]) -> bool {
    let mut items = items.iter().enumerate();
    items.any(|(index, item)| item.is_object() && origin(item, index) != Some(index))
}
