//! Goes through the lines of a text once, and takes from each what it says by itself: nothing that one line lacks makes the next ones
//! unreadable.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

mod flow;

use super::{Entry, EntryIndex, Outline};
use crate::source::Span;
use crate::span;

pub(super) fn scan(text: &str) -> Outline {
    let mut scanner = Scanner {
        text,
        outline: Outline::default(),
        open: Vec::new(),
        counts: Vec::new(),
        block: None,
    };
    if u32::try_from(text.len()).is_ok() {
        let mut at = 0;
        while at < text.len() {
            at = scanner.line(at);
        }
    }
    scanner.outline
}

struct Scanner<'t> {
    text: &'t str,
    outline: Outline,
    /// The entries around the line, the outermost first.
    open: Vec<EntryIndex>,
    /// How many items each entry has; the last for those of the root.
    counts: Vec<(Option<EntryIndex>, u32)>,
    /// The columns before the key of a block of text.
    block: Option<u32>,
}

impl Scanner<'_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// Where a line ends, before its break.
    fn end(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        at + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len())
    }

    fn skip(&self, mut at: usize, end: usize) -> usize {
        while at < end && matches!(self.byte(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        at
    }

    /// Takes a line; where the next begins.
    fn line(&mut self, start: usize) -> usize {
        let mark = if start == 0 && self.text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        let end = self.end(start);
        let mut at = self.skip(start + mark, end);
        let column = |at: usize| u32::try_from(at - start - mark).unwrap_or(u32::MAX);
        if at == end {
            return end + 1;
        }
        if self.block.is_some_and(|indent| column(at) > indent) {
            return end + 1;
        }
        self.block = None;
        if self.byte(at) == Some(b'#') {
            self.outline.comments.push(span(at, end));
            return end + 1;
        }
        let words = self.text.get(start..end).unwrap_or("");
        if words.starts_with("---") || words.starts_with("...") || words.starts_with('%') {
            return end + 1;
        }
        while self.byte(at) == Some(b'-') && (at + 1 == end || self.byte(at + 1) == Some(b' ')) {
            self.item(at, column(at));
            at = self.skip(at + 1, end);
        }
        if at == end {
            return end + 1;
        }
        self.content(at, end, column(at))
    }

    /// An item whose dash stands here.
    fn item(&mut self, at: usize, column: u32) {
        let closes = |entry: &Entry| {
            let beside = entry.indent == column && entry.item.is_some();
            entry.indent > column || beside
        };
        self.close(closes);
        let parent = self.open.last().copied();
        let place = self.count(parent);
        self.push(Entry {
            parent,
            item: Some(place),
            name: span(at, at + 1),
            value: span(at + 1, at + 1),
            colon: false,
            indent: column,
            flow: false,
        });
    }

    fn close(&mut self, closes: impl Fn(&Entry) -> bool) {
        while let Some(entry) = self
            .open
            .last()
            .and_then(|&last| self.outline.entries.get(last))
        {
            if !closes(entry) {
                break;
            }
            self.open.pop();
        }
    }

    /// The place of the next item of an entry.
    fn count(&mut self, of: Option<EntryIndex>) -> u32 {
        // Lists end as they are left: the counts of what stands behind this entry are not asked again.
        while self.counts.last().is_some_and(|(other, _)| *other > of) {
            self.counts.pop();
        }
        match self.counts.last_mut() {
            Some((other, count)) if *other == of => {
                *count += 1;
                *count
            }
            _ => {
                self.counts.push((of, 0));
                0
            }
        }
    }

    fn push(&mut self, entry: Entry) {
        self.open.push(self.outline.entries.len());
        self.outline.entries.push(entry);
    }

    /// What stands on a line behind its dashes; where the next line begins.
    fn content(&mut self, at: usize, end: usize, column: u32) -> usize {
        if matches!(self.byte(at), Some(b'{' | b'[')) {
            let of = self.open.last().copied();
            return self.value(of, at, end, column);
        }
        let (name_end, colon) = self.key(at, end);
        if colon.is_none() {
            // The item that the line belongs to, or what goes on from the line above.
            let last = self.open.last().copied();
            let entry = last.and_then(|last| self.outline.entries.get(last));
            match entry.copied() {
                Some(entry)
                    if entry.item.is_some()
                        && entry.value.is_empty()
                        && self.is_own(&entry, at) =>
                {
                    return self.value(last, at, end, entry.indent);
                }
                Some(entry) if !entry.value.is_empty() && entry.indent < column => {
                    let until = span(at, self.without_comment(at, end)).end;
                    if let Some(entry) = last.and_then(|last| self.outline.entries.get_mut(last)) {
                        entry.value.end = until;
                    }
                    return end + 1;
                }
                _ => {}
            }
        }
        self.close(|entry| entry.indent >= column);
        let parent = self.open.last().copied();
        let stop = colon.map_or(name_end, |colon| colon + 1);
        self.push(Entry {
            parent,
            item: None,
            name: span(at, name_end),
            value: span(stop, stop),
            colon: colon.is_some(),
            indent: column,
            flow: false,
        });
        let own = self.open.last().copied();
        match colon {
            Some(colon) => {
                let from = self.skip(colon + 1, end);
                self.value(own, from, end, column)
            }
            None => {
                self.comment(name_end, end);
                end + 1
            }
        }
    }

    /// Whether nothing but its dash stands between an item and a place on its line.
    fn is_own(&self, item: &Entry, at: usize) -> bool {
        let between = self.text.get(item.name.end as usize..at).unwrap_or("\n");
        between.bytes().all(|byte| byte == b' ')
    }

    /// Where a key ends, and its colon where it has one; without one, where the words end.
    fn key(&self, at: usize, end: usize) -> (usize, Option<usize>) {
        if let Some(quote @ (b'"' | b'\'')) = self.byte(at) {
            let close = self.quoted(at, end, quote);
            let colon = self.skip(close, end);
            let colon = (self.byte(colon) == Some(b':')).then_some(colon);
            return (close, colon.filter(|_| close <= end));
        }
        let stop = self.without_comment(at, end);
        let words = self.text.get(at..stop).unwrap_or("");
        let mut colons = memchr::memchr_iter(b':', words.as_bytes());
        let is_sign =
            |&colon: &usize| matches!(words.as_bytes().get(colon + 1), None | Some(b' ' | b'\t'));
        match colons.find(is_sign) {
            Some(colon) => {
                let name = words.get(..colon).unwrap_or("").trim_end();
                (at + name.len(), Some(at + colon))
            }
            None => (stop, None),
        }
    }

    /// Just past the quote that closes; the end of the line where none does.
    fn quoted(&self, at: usize, end: usize, quote: u8) -> usize {
        let mut place = at + 1;
        while place < end {
            match self.byte(place) {
                Some(b'\\') if quote == b'"' => place += 1,
                Some(sign) if sign == quote => {
                    if quote == b'\'' && self.byte(place + 1) == Some(quote) {
                        place += 1;
                    } else {
                        return place + 1;
                    }
                }
                _ => {}
            }
            place += 1;
        }
        end
    }

    /// Where the words of a line end: before a comment and the blanks before it.
    fn without_comment(&self, at: usize, end: usize) -> usize {
        let words = self.text.get(at..end).unwrap_or("");
        let mut signs = memchr::memchr_iter(b'#', words.as_bytes());
        let is_sign = |&sign: &usize| {
            let before = sign.checked_sub(1).and_then(|at| words.as_bytes().get(at));
            matches!(before, None | Some(b' ' | b'\t'))
        };
        let stop = signs.find(is_sign).unwrap_or(words.len());
        at + words.get(..stop).unwrap_or("").trim_end().len()
    }

    /// Notes the comment that a line may end with.
    fn comment(&mut self, at: usize, end: usize) {
        let from = self.skip(at, end);
        if self.byte(from) == Some(b'#') && from < end {
            self.outline.comments.push(span(from, end));
        }
    }

    fn set_value(&mut self, of: Option<EntryIndex>, value: Span) {
        if let Some(entry) = of.and_then(|of| self.outline.entries.get_mut(of)) {
            entry.value = value;
        }
    }

    /// What stands behind a key or a dash; where the next line begins.
    fn value(&mut self, of: Option<EntryIndex>, at: usize, end: usize, column: u32) -> usize {
        match self.byte(at) {
            None => end + 1,
            Some(b'\n' | b'\r') => end + 1,
            Some(b'#') => {
                self.comment(at, end);
                end + 1
            }
            Some(b'|' | b'>') => {
                self.block = Some(column);
                self.set_value(of, span(at, self.without_comment(at, end)));
                end + 1
            }
            Some(quote @ (b'"' | b'\'')) => {
                let limit = self.deeper(end, column);
                let close = self.quoted(at, limit, quote);
                // A quote that nobody closes ends with its line.
                let closed = close < limit || self.byte(close - 1) == Some(quote) && close > at + 1;
                let close = if closed { close } else { end };
                self.set_value(of, span(at, close));
                let end = self.end(close);
                self.comment(close, end);
                end + 1
            }
            Some(b'{' | b'[') => {
                let limit = self.deeper(end, column);
                let close = self.flow(of, at, limit, 0);
                self.set_value(of, span(at, close));
                let end = self.end(close);
                self.comment(close, end);
                end + 1
            }
            Some(_) => {
                let stop = self.without_comment(at, end);
                self.set_value(of, span(at, stop));
                self.comment(stop, end);
                end + 1
            }
        }
    }

    /// The end of the lines below that are further in, or begin with a bracket that closes: as far as quotes and brackets may go.
    fn deeper(&self, mut end: usize, column: u32) -> usize {
        loop {
            let mut start = end;
            if self.byte(start) == Some(b'\r') && self.byte(start + 1) == Some(b'\n') {
                start += 1;
            }
            start += 1;
            if start >= self.text.len() {
                return end.min(self.text.len());
            }
            let next = self.end(start);
            let first = self.skip(start, next);
            let closes = matches!(self.byte(first), Some(b']' | b'}'));
            if first < next && !closes && first - start <= column as usize {
                return end;
            }
            end = next;
        }
    }
}
