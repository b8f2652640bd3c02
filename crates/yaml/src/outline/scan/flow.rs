//! Lists and mappings in brackets, also those that nobody has closed yet.

use super::{EntryIndex, Scanner};
use crate::outline::{Entry, Flow};
use crate::span;

/// Most brackets inside each other.
const DEPTH: usize = 64;

impl Scanner<'_> {
    /// A list or mapping in brackets; just past the bracket that closes, or as far as it may go.
    pub(super) fn flow(
        &mut self,
        of: Option<EntryIndex>,
        at: usize,
        limit: usize,
        depth: usize,
    ) -> usize {
        let mapping = self.byte(at) == Some(b'{');
        let flow = self.outline.flows.len();
        self.outline.flows.push(Flow {
            span: span(at, limit + 1),
            of,
            mapping,
        });
        let mut items = 0;
        let mut place = at + 1;
        loop {
            place = self.blanks(place, limit);
            if place >= limit {
                return limit;
            }
            match self.byte(place) {
                Some(b'}' | b']') => {
                    if let Some(flow) = self.outline.flows.get_mut(flow) {
                        flow.span.end = span(place, place + 1).end;
                    }
                    return place + 1;
                }
                Some(b',') => place += 1,
                _ if depth >= DEPTH => return limit,
                _ => {
                    let item = (!mapping).then_some(items);
                    items += 1;
                    place = self.flow_entry(of, item, place, limit, depth);
                }
            }
        }
    }

    /// Past blanks, breaks and comments.
    fn blanks(&mut self, mut at: usize, limit: usize) -> usize {
        while at < limit {
            match self.byte(at) {
                Some(b' ' | b'\t' | b'\n' | b'\r') => at += 1,
                Some(b'#') => {
                    let end = self.end(at).min(limit);
                    self.outline.comments.push(span(at, end));
                    at = end;
                }
                _ => break,
            }
        }
        at
    }

    fn flow_entry(
        &mut self,
        of: Option<EntryIndex>,
        item: Option<u32>,
        at: usize,
        limit: usize,
        depth: usize,
    ) -> usize {
        let own = self.outline.entries.len();
        let end = self.flow_word(at, limit);
        let after = self.skip(end, limit);
        let colon = (item.is_none() && self.byte(after) == Some(b':')).then_some(after);
        let name = match item {
            Some(_) => span(at, at),
            None => span(at, end),
        };
        let stop = colon.map_or(end, |colon| colon + 1);
        self.outline.entries.push(Entry {
            parent: of,
            item,
            name,
            value: span(stop, stop),
            colon: colon.is_some(),
            indent: 0,
            flow: true,
        });
        let from = match (item, colon) {
            (Some(_), _) => at,
            (None, Some(colon)) => self.skip(colon + 1, limit),
            // A key that is still without its colon; never without a step ahead.
            (None, None) => return end.max(at + 1),
        };
        match self.byte(from) {
            Some(b'{' | b'[') => {
                let close = self.flow(Some(own), from, limit, depth + 1);
                self.set_value(Some(own), span(from, close));
                close
            }
            Some(b',' | b'}' | b']') | None => from.max(at),
            Some(_) => {
                let end = self.flow_word(from, limit).max(from);
                self.set_value(Some(own), span(from, end));
                end.max(at + 1)
            }
        }
    }

    /// Where a word in brackets ends.
    fn flow_word(&self, at: usize, limit: usize) -> usize {
        if let Some(quote @ (b'"' | b'\'')) = self.byte(at) {
            return self.quoted(at, limit, quote);
        }
        let mut place = at;
        while place < limit {
            match self.byte(place) {
                Some(b',' | b'{' | b'}' | b'[' | b']' | b'\n' | b'\r') => break,
                Some(b':')
                    if matches!(
                        self.byte(place + 1),
                        None | Some(b' ' | b'\n' | b'\r' | b',' | b'}' | b']')
                    ) =>
                {
                    break;
                }
                Some(b'#') if self.byte(place.saturating_sub(1)) == Some(b' ') => break,
                _ => place += 1,
            }
        }
        at + self.text.get(at..place).unwrap_or("").trim_end().len()
    }
}
