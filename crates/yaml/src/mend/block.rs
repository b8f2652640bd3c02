//! Lines that stand too deep, not deep enough, or behind a dash that is none: where they belong.

use super::look::{
    LINES, Look, as_deep, behind_dash, deep, entry, indent, is_item, is_nothing, key_column, says,
    up_to_colon,
};
use super::texts::{is_header, is_number};
use super::{Mended, Told, Under, in_quotes, one, several};
use crate::ProblemKind as P;
use crate::Remark;

/// Most lines above that are looked at.
const ABOVE: usize = 40;

impl<'t> Look<'t> {
    /// The line above the one that is too deep, and that; a remark behind the value of the first is where the reader stops, too.
    pub(super) fn above_and_below(self) -> Option<[(u32, &'t str); 2]> {
        let here = (self.number, self.line);
        match self.problem.kind {
            P::Indentation => Some([self.above(self.number)?, here]),
            P::Comment => Some([here, self.below(self.number)?]),
            _ => None,
        }
    }

    /// A value behind a key below which its fields stand: the value is what is too much, and becomes a remark.
    pub(super) fn value_above_fields(self) -> Told {
        let [(above, line), (_, fields)] = self.above_and_below()?;
        let (key, value) = entry(line)?;
        let (first, _) = entry(fields)?;
        let depth = deep(fields);
        let opens = ['"', '\'', '|', '>', '&', '!', '[', '#'];
        let is_empty = ["[]", "{}", "\"\"", "''"].contains(&Remark::of(value).value);
        if depth <= key_column(line) || (value.starts_with(opens) && !is_empty) {
            return None;
        }
        let named = self.names.named(key);
        named.filter(|named| named.under != Under::Nothing)?;
        self.names.named(first)?;
        let Remark { value, remark } = Remark::of(value);
        let remark = remark.trim();
        let head = up_to_colon(line)?;
        let inside = value.strip_prefix('{').filter(|_| !is_empty);
        let value = if is_empty { "" } else { value };
        let text = match inside.and_then(|rest| rest.strip_suffix('}')) {
            Some(inside) => {
                let parts = inside.split(", ");
                let parts = parts.map(|part| format!("\n{:depth$}{}", "", part.trim()));
                let remark = match remark {
                    "" => String::new(),
                    remark => format!("   # {remark}"),
                };
                format!("{head}{remark}{}", parts.collect::<String>())
            }
            None if value.is_empty() && remark.is_empty() => head.to_owned(),
            None => format!("{head}   # {}", [value, remark].join(" ").trim()),
        };
        let place = self.whole_line(above);
        one(above, text).told(P::ValueAboveFields, place)
    }

    /// A dash before the first field of a record, which is no list.
    pub(super) fn dash_before_fields(self) -> Told {
        let may_be = matches!(self.problem.kind, P::MissingDash | P::Indentation);
        let (here, own) = self.here(may_be)?;
        let (number, above) = self.above(here)?;
        let (_, parent) = self.above(number)?;
        let (key, _) = entry(parent).filter(|(_, value)| is_nothing(value))?;
        let margin = indent(above);
        let rest = above.strip_prefix(margin)?.strip_prefix("- ")?;
        let is_record = self.names.named(key)?.under == Under::Fields;
        let inside = deep(own) > deep(parent) && deep(own) <= margin.len() + 3;
        if !is_record || !inside || entry(rest).is_none() {
            return None;
        }
        let text = as_deep(deep(own), rest.trim_start());
        one(number, text).told(P::DashNotAllowed, self.first_sign(number))
    }

    /// A dash where no list can begin: before a field, before an item that belongs in the line below, or before a text.
    pub(super) fn without_dash(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (before, rest) = line.split_at_checked(self.column())?;
        let rest = rest.strip_prefix('-')?.trim_start();
        if before.trim().is_empty() {
            let (key, _) = entry(rest)?;
            // Of the next item it is not the dash that is too much.
            let is_item = |line: &str| {
                let body = line.strip_prefix(before);
                body.is_some_and(|body| body.starts_with("- "))
                    && entry(line).is_some_and(|(first, _)| first == key)
            };
            let mut above = self.lines_above(number).take(ABOVE);
            if above.any(|(_, line)| is_item(line)) {
                return None;
            }
            // As deep as the other items, where the fields below stand so.
            let (_, below) = self.below(number).unwrap_or_default();
            let depth = deep(below).checked_sub(2);
            return Some(match depth.filter(|&depth| depth > before.len()) {
                Some(depth) => one(number, behind_dash(depth, rest)),
                None => one(number, format!("{before}{rest}")),
            });
        }
        let head = before.trim_end();
        let text = match entry(rest) {
            Some(_) => format!("{head}\n{}", behind_dash(key_column(line) + 2, rest)),
            None if is_nothing(rest) => format!("{head} … {rest}").trim_end().to_owned(),
            // What stands before a number may be its sign.
            None if self.is_asked(Remark::of(rest).value) => {
                let sign = if is_number(Remark::of(rest).value) {
                    "-"
                } else {
                    ""
                };
                format!("{head} {sign}{rest}")
            }
            None => return self.quoted(&|text| Some((in_quotes(text, true)?, false))),
        };
        Some(one(number, text))
    }

    /// Whether what stands behind the dash of the line is what its field asks for, where that is no text: a dash before it is no part
    /// of it.
    fn is_asked(self, value: &str) -> bool {
        self.field(self.line).is_some_and(|named| {
            !named.text && named.under == Under::Nothing && self.names.fits(&named.name, value)
        })
    }

    /// The line as deep as the nearest above that it may belong to, and those below it that are as deep as itself; a dash as deep as
    /// another.
    pub(super) fn indented(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let depth = deep(line);
        let above = self.lines_above(number);
        let above = above.filter(|(_, line)| says(line)).take(ABOVE);
        let dashes = above
            .clone()
            .filter(|(_, other)| is_item(line) && is_item(other));
        let dashes = dashes.map(|(number, line)| (number, deep(line)));
        let mut all: Vec<(u32, usize)> = dashes.collect();
        if all.is_empty() {
            all.extend(above.map(|(number, line)| (number, key_column(line))));
        }
        // Of two that are as near, the line that is nearer above.
        let others = all.iter().copied().filter(|&(_, other)| other != depth);
        let (below, nearest) = others.min_by_key(|&(_, other)| other.abs_diff(depth))?;
        if is_item(line) || depth == 0 || all.iter().any(|&(_, other)| other == depth) {
            return Some(one(number, as_deep(nearest, line)).below(below));
        }
        Some(self.all_too_deep(number, nearest)?.below(below))
    }

    /// A line and those right below it that are as deep, as deep as is said.
    pub(super) fn all_too_deep(self, first: u32, depth: usize) -> Option<Mended> {
        let line = self.lines.line(first)?;
        let own = deep(line);
        // The text below a heading stands further in than that, and stays.
        let opens_text = line
            .split_once(": ")
            .is_some_and(|(_, value)| is_header(value));
        let most = if opens_text { 1 } else { LINES };
        let all = self.lines_while(first, most, |line| says(line) && deep(line) == own);
        let all = all.into_iter().map(|line| as_deep(depth, line));
        let below = self.above(first).map(|(number, _)| number);
        Some(Mended {
            below,
            ..several(first, all)?
        })
    }

    /// Items whose dashes stand two too far out for the fields below them, which are as deep as is said.
    pub(super) fn dashes_not_deep_enough(self, first: u32, fields: usize) -> Option<Mended> {
        let line = self.lines.line(first)?;
        let dash = deep(line);
        let begins = |line: &str| {
            let body = line.get(dash..).filter(|_| deep(line) == dash);
            body.is_some_and(|body| body.starts_with("- "))
        };
        // Where others stand as they should, it is the one line that does not.
        let is_right = |line: &str| deep(line) == dash + 2 && entry(line).is_some();
        let block = self.block(first, LINES, |line| begins(line) || deep(line) > dash);
        if !begins(line) || fields != dash + 4 || block.iter().any(|line| is_right(line)) {
            return None;
        }
        let mut all = block;
        all.truncate(all.iter().rposition(|line| begins(line))? + 1);
        let all = all.into_iter().map(|line| match begins(line) {
            true => as_deep(dash + 2, line),
            false => line.to_owned(),
        });
        several(first, all)
    }

    /// The dash of an item that lacks it: its first field is that of the item above, and stands below it or below its dash. What
    /// stands further in is a list within that item.
    pub(super) fn dash_again(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (key, _) = entry(line)?;
        let depth = deep(line);
        let above = self.lines_above(number).take(ABOVE).map(|(_, line)| line);
        let mut items = above.filter(|line| is_item(line));
        let item = items.find(|item| deep(item) <= depth)?;
        let same = entry(item).is_some_and(|(first, _)| first == key);
        let fits = same && (key_column(item) == depth || deep(item) == depth);
        fits.then(|| one(number, behind_dash(deep(item), line)))
    }
}
