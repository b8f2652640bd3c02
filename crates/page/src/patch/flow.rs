//! The items of a list within brackets: each keeps what is written beside it, also a comment on a line of its own.

use std::ops::Range;

use serde_json::Value;

use atbilst_core::form::FieldId;
use atbilst_yaml::NodeId;

use super::written::item_in_flow;
use super::{Edit, Patcher};

/// What stands around an item; the commas are no part of it.
struct Around<'t> {
    /// Behind the line of the item before it.
    before: &'t str,
    /// On the line of the item, or before its comma.
    behind: &'t str,
}

/// A list within brackets, taken apart.
struct Taken<'t> {
    /// A comment behind the bracket.
    head: &'t str,
    items: Vec<Around<'t>>,
    /// Before the bracket that ends it.
    tail: &'t str,
    /// Whether a comma stands behind the last item.
    ends_with_comma: bool,
}

impl<'a> Patcher<'a> {
    pub(super) fn flow_list(
        &mut self,
        id: FieldId,
        node: NodeId,
        old: &[NodeId],
        new: &[Value],
        origins: &[Option<usize>],
    ) {
        let taken = self.taken_apart(node, old);
        let gap = Gap::of(&taken, self.ending);
        let mut written = Written {
            text: "[".to_owned(),
            is_comment: false,
        };
        written.beside(taken.head, &gap);
        for (index, (item, origin)) in new.iter().zip(origins).enumerate() {
            let stands = origin.and_then(|at| Some((*old.get(at)?, taken.items.get(at)?)));
            let before = stands.map_or("", |(_, around)| around.before);
            let has_comment = before.contains('#');
            written.beside(if has_comment { before } else { gap.at(index) }, &gap);
            written.item(&match stands {
                Some((node, _)) => self.kept(id, node, item, self.bytes(node)),
                None => item_in_flow(self.book, id, item, self.within),
            });
            if index.saturating_add(1) < new.len() || taken.ends_with_comma {
                written.item(",");
            }
            written.beside(stands.map_or("", |(_, around)| around.behind), &gap);
        }
        if !new.is_empty() || written.is_comment || taken.tail.contains('#') {
            written.beside(taken.tail, &gap);
        }
        if written.is_comment {
            written.beside(&gap.line, &gap);
        }
        let at = self.bytes(node);
        let to = format!("{}]", written.text);
        self.edits.push(Edit { at, to });
    }

    fn taken_apart(&self, node: NodeId, old: &[NodeId]) -> Taken<'a> {
        let text: &'a str = self.document.text;
        let get = |range: Range<usize>| text.get(range).unwrap_or_default();
        let whole = self.bytes(node);
        let inside = whole.start.saturating_add(1)..whole.end.saturating_sub(1);
        let first = old
            .first()
            .map_or(inside.end, |&item| self.bytes(item).start);
        let (head, mut before) = with_comment(get(inside.start..first));
        let mut items = Vec::new();
        let mut ends_with_comma = false;
        for (index, &item) in old.iter().enumerate() {
            let next = old.get(index.saturating_add(1));
            let until = next.map_or(inside.end, |&next| self.bytes(next).start);
            let between = get(self.bytes(item).end..until);
            let comma = comma(between);
            let line = |from: usize| with_comment(between.get(from..).unwrap_or_default());
            let (behind, rest) = match comma {
                // What stands before the comma stays with the item, and so does a comment on the line of the comma.
                Some(at) => {
                    let after = at.saturating_add(1);
                    let (comment, rest) = line(after);
                    let before = between.get(..at).unwrap_or_default();
                    match before.trim().is_empty() {
                        true => (comment, rest),
                        false => (before, between.get(after..).unwrap_or_default()),
                    }
                }
                None => line(0),
            };
            ends_with_comma = next.is_none() && comma.is_some();
            items.push(Around { before, behind });
            before = rest;
        }
        Taken {
            head,
            items,
            tail: before,
            ends_with_comma,
        }
    }
}

/// A list as it is written anew.
struct Written {
    text: String,
    /// Whether it ends with a comment, which only the end of the line ends.
    is_comment: bool,
}

impl Written {
    fn item(&mut self, text: &str) {
        self.text.push_str(text);
        self.is_comment = false;
    }

    /// White space and comments.
    fn beside(&mut self, text: &str, gap: &Gap<'_>) {
        if text.is_empty() {
            return;
        }
        if self.is_comment && !text.starts_with(['\n', '\r']) {
            self.text.push_str(&gap.line);
        }
        self.text.push_str(text);
        self.is_comment = text
            .rsplit('\n')
            .next()
            .is_some_and(|line| line.contains('#'));
    }
}

/// What stands between items that have no comment above them.
struct Gap<'t> {
    each: Vec<&'t str>,
    /// Of one that is added.
    usual: String,
    /// The end of a line, and where the next one begins.
    line: String,
}

impl<'t> Gap<'t> {
    fn of(taken: &Taken<'t>, ending: &str) -> Self {
        let gaps = || taken.items.iter().map(|one| one.before);
        let last_line = |one: &'t str| one.rsplit('\n').next().unwrap_or_default();
        let begins = gaps().find(|one| one.contains('\n')).map(last_line);
        let line = format!("{ending}{}", begins.unwrap_or("  "));
        let plain = |one: &&str| !one.contains('#');
        let mut usual = gaps().skip(1).chain(gaps()).filter(plain);
        let usual = usual.find(|gap| !gap.is_empty()).map(str::to_owned);
        let otherwise = || {
            if begins.is_some() {
                line.clone()
            } else {
                " ".to_owned()
            }
        };
        let mut each: Vec<_> = gaps().filter(plain).collect();
        if taken.items.is_empty() {
            each.push("");
        }
        Self {
            each,
            usual: usual.unwrap_or_else(otherwise),
            line,
        }
    }

    fn at(&self, index: usize) -> &str {
        self.each.get(index).copied().unwrap_or(&self.usual)
    }
}

/// A text cut behind the comment on its first line; before it where there is none.
fn with_comment(text: &str) -> (&str, &str) {
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    let line = text.get(..end).unwrap_or_default();
    let end = if line.contains('#') { end } else { 0 };
    text.split_at_checked(end).unwrap_or(("", text))
}

/// The comma between two items, where nothing else stands but white space and comments.
fn comma(between: &str) -> Option<usize> {
    let mut comment = false;
    between.char_indices().find_map(|(at, sign)| {
        comment = match sign {
            '#' => true,
            '\n' | '\r' => false,
            _ => comment,
        };
        (sign == ',' && !comment).then_some(at)
    })
}
