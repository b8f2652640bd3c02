//! Lines between the items of a list that are none of them: a remark or a heading, below which the list goes on; and items that begin
//! with another sign than a dash.

use super::look::{self, LINES, Look, deep, entry, indent, is_item, says};
use super::{Told, Under, one};
use crate::ProblemKind as P;
use crate::pasted::{bullet, is_no_break, item_sign};
use crate::source::Lines;

/// Where the items stand that go on below a line: a list above it has its dashes in the same column, and its items begin alike. Of a
/// line with a text of its own it may be the first item, too, below the name of the list.
pub fn items_go_on(lines: &Lines<'_>, number: u32) -> Option<u32> {
    let mut below = look::lines_from(lines, number.checked_add(1)?).take(LINES);
    let (below, item) = below.find(|(_, line)| says(line))?;
    let depth = deep(item);
    let mut above = look::lines_above(lines, number).take(LINES);
    let (_, above) = above.find(|(_, line)| says(line) && deep(line) <= depth)?;
    let begins = |line| entry(line).map(|(key, _)| key);
    let is_dash = |line: &str| line.get(depth..).is_some_and(|body| body.starts_with("- "));
    let alike = is_dash(above) && deep(above) == depth && begins(item) == begins(above);
    let says_more = |line: &str| !line.trim_end().ends_with(':');
    let opens = entry(above).is_some_and(|(_, value)| value.is_empty());
    let is_first = opens && lines.line(number).is_some_and(says_more);
    (is_dash(item) && (alike || is_first)).then_some(below)
}

impl Look<'_> {
    /// `2. concert:` and nothing behind it: no item, but the heading of one.
    pub(super) fn heading(self) -> Told {
        let (number, line) = self.here(matches!(self.problem.kind, P::Bullet | P::MissingDash))?;
        let body = line.trim();
        let name = body.get(item_sign(body)?..)?.strip_suffix(':')?;
        match self.names.named(name) {
            Some(_) => None,
            None => self.behind_sign(number),
        }
    }

    /// A remark written as if it were a field between two items: the reader stops at the item below it.
    pub(super) fn remark_between_items(self) -> Told {
        let (below, item) = self.here(self.stops_below())?;
        let (number, line) = self.above(below)?;
        let body = line.trim();
        let (name, _) = body.split_once(':')?;
        // Fields in braces are an item that lacks its dash.
        let is_none = self.names.named(name).is_none() && !body.starts_with(['-', '{', '[']);
        let further_out = deep(line) <= deep(item);
        // Or above the first of them.
        let begins = || {
            let (_, above) = self.above(number)?;
            let (list, _) = entry(above).filter(|(_, value)| value.is_empty())?;
            Some(self.names.named(list)?.under == Under::Items && is_item(item))
        };
        let is_between = items_go_on(self.lines, number) == Some(below) || begins() == Some(true);
        (is_none && further_out && is_between).then(|| self.behind_sign(number))?
    }

    /// `* name: …` where fields stand, and no list: without the sign.
    pub(super) fn bullet_before_field(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::Bullet)?;
        let (depth, sign) = bullet(line)?;
        let rest = line
            .get(depth + sign..)?
            .trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
        let is_among_fields = match self.outside(number, depth) {
            Some(parent) => self
                .field(parent)
                .is_some_and(|parent| parent.under == Under::Fields),
            None => depth == 0 && self.is_field(rest),
        };
        let text = format!("{}{rest}", line.get(..depth)?.replace(is_no_break, " "));
        let mended = is_among_fields.then(|| one(number, text))?;
        mended.told(P::DashNotAllowed, self.first_sign(number))
    }

    /// `– Anna`, `* Anna`, `1. Anna`, `Anna` among texts that begin with a dash.
    pub(super) fn bullet_among_dashes(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::MissingDash | P::ReservedStart(_) | P::Alias(_) | P::MissingColon | P::Indentation
        );
        let (number, line) = self.here(may_be)?;
        let margin = indent(line);
        let body = line.get(margin.len()..)?;
        let (_, above) = self.above(number)?;
        let beside = above.strip_prefix(margin);
        if entry(body).is_some() || !beside.is_some_and(|above| above.starts_with("- ")) {
            return None;
        }
        let (kind, sign) = match item_sign(body) {
            Some(sign) => (P::Bullet, sign),
            // Among texts, where nothing else begins as deep.
            None if self.problem.kind == P::MissingDash && entry(above).is_none() => {
                (P::MissingDash, 0)
            }
            None => return None,
        };
        let no_text = |c: char| c.is_whitespace() || is_no_break(c) || c == '-';
        let rest = body.get(sign..)?.trim_start_matches(no_text);
        let first = body.chars().next()?.len_utf8();
        let place = self.place(number, margin.len(), sign.max(first));
        one(number, format!("{margin}- {rest}")).told(kind, place)
    }
}
