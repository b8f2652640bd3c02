//! Signs in the place of others: what looks like a space, tabs, semicolons between fields, a bracket that is missing.

use super::look::{LINES, Look, as_deep, deep, entry, is_item, key_column, says, up_to_colon};
use super::{Mended, Told, one, several};
use crate::ProblemKind as P;
use crate::Remark;
use crate::invisible::is_hidden;
use crate::pasted::is_no_break;
use std::iter;

/// Lines above whose depth a line may have.
const ABOVE: usize = 40;

impl Look<'_> {
    /// A sign that nobody sees before the spaces or the name of a field: as deep as it is seen to stand, the field belongs elsewhere. The
    /// reader tells it there, or in a line beside it.
    pub(super) fn hidden_start(self) -> Told {
        let below = self.number + 1;
        let below = self.lines.line(below).map(|line| (below, line));
        self.here_and_above()
            .chain(below)
            .find_map(|(number, line)| {
                // A tab is told as one.
                let unseen = |c: char| is_hidden(c) && c != '\t';
                let seen = line.trim_start_matches(|c: char| c == ' ' || unseen(c));
                let before = line.get(..line.len() - seen.len())?;
                let (margin, sign) = before.char_indices().find(|(_, c)| unseen(*c))?;
                let text = format!("{}{seen}", before.replace(unseen, ""));
                let place = self.place(number, margin, sign.len_utf8());
                let stands = self.is_field(&text) || is_item(&text);
                let mended = one(number, text).sure(true);
                stands.then(|| mended.told(P::HiddenStart(sign), place))?
            })
    }

    /// All lines of a text with spaces in the place of what looks like them, from the first that has such to the last.
    pub(super) fn spaces(self) -> Option<Mended> {
        let (first, _) = self.lines_from(1).find(|(_, line)| spaced(line) != *line)?;
        let all = self.lines_from(first).take(LINES);
        let all: Vec<_> = all.map(|at| (at, spaced(at.1))).collect();
        let last = all.iter().rposition(|((_, line), text)| line != text)?;
        let mut sure = true;
        let all = all
            .into_iter()
            .take(last + 1)
            .map(|((number, line), text)| {
                match self.depth_of_field(number, &text).filter(|_| line != text) {
                    Some((depth, below_text)) => {
                        sure &= !below_text;
                        as_deep(depth, &text)
                    }
                    None => text,
                }
            });
        let all: Vec<String> = all.collect();
        Some(several(first, all)?.sure(sure))
    }

    /// How deep a field stands that further in would be none: at the margin where it has no other place, else beside the text of several
    /// lines above it; and whether it is below such.
    fn depth_of_field(self, number: u32, line: &str) -> Option<(usize, bool)> {
        let (key, _) = entry(line)?;
        let named = self.names.named(key).filter(|named| named.name == key)?;
        let text = self.text_above(number).filter(|&text| deep(line) > text);
        let depth = match named.outermost && named.within.is_empty() {
            true => 0,
            false => text?,
        };
        (deep(line) > depth).then_some((depth, text.is_some()))
    }

    /// Lines that begin with tabs, from this one to the last of the text, each tab two spaces; one line alone as deep as those around
    /// it.
    pub(super) fn tabs(self) -> Option<Mended> {
        let first = self.number;
        let head = |line: &str| line.len() - line.trim_start_matches([' ', '\t', '-']).len();
        let has_tab = |line: &str| {
            line.get(..head(line))
                .is_some_and(|head| head.contains('\t'))
        };
        let block = self.lines_while(first, LINES, |line| has_tab(line)).len();
        // Other lines that begin with a tab, too, or a text that has many would be put right in pieces.
        let all = self.lines_while(first, LINES, |_| true);
        let last = all.iter().rposition(|line| line.starts_with('\t'));
        let count = block.max(last.map_or(0, |last| last + 1));
        let all = all.into_iter().take(count).enumerate();
        let all = all.map(|(place, line)| {
            if place >= block && !line.starts_with('\t') {
                return line.to_owned();
            }
            let (head, rest) = line.split_at_checked(head(line)).unwrap_or(("", line));
            let mut head = head.to_owned();
            while head.contains("-\t") || head.contains("- \t") {
                head = head.replace("- \t", "- ").replace("-\t", "- ");
            }
            format!("{}{rest}", head.replace('\t', "  "))
        });
        let mut all: Vec<String> = all.collect();
        if let [only] = all.as_mut_slice() {
            let above = self.lines_above(first).map(|(_, line)| line);
            let mut above = above.filter(|line| says(line));
            let nearest = above.next().unwrap_or_default();
            let open = entry(nearest).is_some_and(|(_, value)| Remark::of(value).value.is_empty());
            let inside = open.then_some(key_column(nearest) + 2).into_iter();
            // What stands further in above a line that holds it is closed.
            let mut least = usize::MAX;
            let around = iter::once(nearest).chain(above.take(ABOVE)).map(key_column);
            let around = around.filter(|&column| {
                let holds = column < least;
                least = least.min(column);
                holds
            });
            let own = key_column(only);
            // A field of the outermost part that the one above does not hold stands at the margin.
            let named = self.field(only).filter(|named| named.outermost);
            let at_margin = named.is_some_and(|named| {
                let part = self.outside(first, own).and_then(|line| self.field(line));
                part.is_some_and(|part| part.holds.iter().all(|(name, _)| *name != named.name))
            });
            let depth = match at_margin {
                true => Some(0),
                false => inside
                    .chain(around)
                    .min_by_key(|column| column.abs_diff(own)),
            };
            // Behind a dash the dash stays where it is.
            if let Some(depth) = depth.filter(|_| deep(only) == own) {
                *only = as_deep(depth, only);
            }
        }
        Some(several(first, all)?.sure(true))
    }

    /// `{ name: A; group: b }`: within braces a comma stands between fields.
    pub(super) fn semicolons(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::TextAfterQuote(_) | P::ColonInValue | P::Comma
        );
        let (number, line) = self.here(may_be)?;
        let brace = line.find('{')?;
        let (mut text, mut first) = (line.to_owned(), None);
        for (at, _) in line.match_indices(';').filter(|&(at, _)| at > brace) {
            let behind = line.get(at + 1..)?.trim_start();
            if self.is_field(behind) {
                text.replace_range(at..=at, ",");
                first = first.or(Some(at));
            }
        }
        one(number, text).told(P::Comma, self.place(number, first?, 1))
    }

    /// The line with the bracket closed that is open at its end, where nothing that belongs within it can follow.
    pub(super) fn closed(self, open: char) -> Option<String> {
        let line = self.line;
        let close = if open == '[' { ']' } else { '}' };
        let opened = line.matches(open).count();
        let next = self.below(self.number).map(|(_, line)| line);
        let ends = next.is_none_or(|next| entry(next).is_some() || is_item(next));
        let (before, behind) = line.split_at_checked(line.find(open)?)?;
        let value = Remark::of(behind).value;
        let remark = behind.get(value.len()..)?;
        let whole = opened == line.matches(close).count() + 1;
        // Lines as they stand without brackets need none.
        let below = next.filter(|next| deep(next) > deep(line));
        let in_block = below.is_some_and(|below| !below.trim_end().ends_with(','));
        if value.len() == 1 && ends && in_block {
            return Some(format!("{}{remark}", before.trim_end()));
        }
        let fits = ends && whole && !value.ends_with(',') && value.len() > 1;
        fits.then(|| format!("{before}{value} {close}{remark}"))
    }
}

/// A line with spaces in the place of what looks like them, where they indent, stand behind a dash or behind the colon of a key, or
/// before a remark. Within a text they belong to it.
fn spaced(line: &str) -> String {
    let is_blank = |c: char| c == ' ' || is_no_break(c);
    let begin = line.trim_start_matches(|c| is_blank(c) || c == '-');
    let plain = |part: &str| part.replace(is_no_break, " ");
    let (head, body) = line.split_at(line.len().saturating_sub(begin.len()));
    // Some are as wide as two.
    let mut text = plain(&head.replace(['\u{2001}', '\u{2003}', '\u{3000}'], "  "));
    if body.starts_with('#') {
        return text + body;
    }
    let key = body.split(':').next().unwrap_or(body);
    let is_key = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut rest = body;
    if let Some(value) = body
        .get(key.len()..)
        .and_then(|rest| rest.strip_prefix(':'))
        && is_key
    {
        let behind = value.trim_start_matches(is_blank);
        text = format!(
            "{text}{key}:{}",
            plain(
                value
                    .get(..value.len().saturating_sub(behind.len()))
                    .unwrap_or("")
            )
        );
        rest = behind;
    }
    let sign = rest.match_indices('#').find(|&(at, _)| {
        let (before, behind) = rest.split_at_checked(at).unwrap_or_default();
        // `No #5` keeps together what belongs together.
        let apart = behind.chars().nth(1).is_none_or(is_blank);
        let ends = before.trim_end_matches(is_blank).ends_with(['"', '\'']);
        at == 0 || before.ends_with(' ') || (before.ends_with(is_no_break) && (apart || ends))
    });
    if rest.starts_with(['{', '[']) {
        // Within brackets keys stand on the same line.
        let mut last = ' ';
        text.extend(rest.chars().map(|c| {
            let behind = matches!(last, ' ' | ':' | ',' | '{' | '[');
            last = if behind && is_no_break(c) { ' ' } else { c };
            last
        }));
        return text;
    }
    match sign.and_then(|(at, _)| rest.split_at_checked(at)) {
        Some((value, remark)) => {
            let own = value.trim_end_matches(is_blank);
            let gap = plain(value.get(own.len()..).unwrap_or(""));
            format!("{text}{own}{gap}{remark}")
        }
        None => text + rest,
    }
}

/// A value of signs alone says nothing yet.
pub(super) fn alone(line: &str) -> Option<String> {
    let (_, value) = entry(line)?;
    let remark = Remark::of(value);
    let key = up_to_colon(line)?;
    let nothing = !remark.value.is_empty() && !remark.value.contains(char::is_alphanumeric);
    nothing.then(|| format!("{key} …{}", remark.behind()))
}

/// A line with what is still to be written in the place of a sign behind a colon or within brackets.
pub(super) fn open(line: &str, at: usize) -> Option<String> {
    let (before, after) = line.split_at_checked(at)?;
    let after = after.get(after.chars().next()?.len_utf8()..)?;
    let value = before.trim_end().ends_with([':', '[', ',']);
    value.then(|| format!("{before}…{after}"))
}
