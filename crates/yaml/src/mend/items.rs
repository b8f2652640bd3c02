//! Items of a list that do not begin as the others do: the first without its dash, one whose dash stands too far in or out.

use super::look::{Look, as_deep, behind_dash, deep, entry, is_item, is_nothing, key_column, says};
use super::{Told, Under, several};
use crate::ProblemKind as P;
use std::iter;

/// Most lines of an item.
const LINES: usize = 40;

impl Look<'_> {
    /// A dash before the first field of the whole application, whose other fields begin at the margin: to indent them one after another
    /// would make an item of it all.
    pub(super) fn dash_at_the_top(self) -> Told {
        let may_be = matches!(self.problem.kind, P::MissingDash | P::Indentation);
        let (here, own) = self.here(may_be)?;
        let (first, line) = self.below(0)?;
        let outermost = |line: &str| self.field(line).is_some_and(|named| named.outermost);
        let rest = line.strip_prefix("- ")?.trim_start();
        if deep(own) > 0 || is_item(own) || !outermost(own) {
            return None;
        }
        if !outermost(rest) {
            // An item that has come here from its list.
            return self.behind_sign(first);
        }
        let below = self.lines_between(first + 1, here).map(|(_, line)| line);
        let below: Vec<&str> = below.collect();
        if below.iter().any(|line| says(line) && deep(line) < 2) {
            return None;
        }
        let below = below
            .iter()
            .map(|line| line.strip_prefix("  ").unwrap_or(line));
        let text = iter::once(rest).chain(below).map(str::to_owned);
        let mended = several(first, text)?.sure(true);
        mended.told(P::DashAtTheTop, self.first_sign(first))
    }

    /// An item that begins further out than those above it, with its fields: its lines, and those of others below it that do.
    pub(super) fn items_further_out(self) -> Told {
        let may_be = self.stops_below() && is_item(self.line);
        let (number, line) = self.here(may_be)?;
        let own = deep(line);
        let above = self.lines_above(number).take(LINES);
        let mut above = above.filter(|(_, line)| says(line));
        let (item, other) = above.find(|(_, line)| is_item(line))?;
        let dash = deep(other);
        let (_, part) = above.find(|(_, line)| key_column(line) <= own)?;
        let (part, _) = entry(part).filter(|(_, value)| is_nothing(value))?;
        let part = self.names.named(part)?;
        let is_of = |line: &&str| {
            let key = entry(line).map(|(key, _)| key);
            let holds = key.is_some_and(|key| part.holds.iter().any(|(name, _)| name == key));
            // What may be a field of the whole application stays.
            let is_other = !is_item(line) && self.field(line).is_some_and(|named| named.outermost);
            deep(line) == own && holds && !is_other
        };
        if part.under != Under::Items || dash <= own || !is_of(&line) {
            return None;
        }
        let all = self.lines_while(number, LINES, is_of);
        let all = all.into_iter().map(|line| match is_item(line) {
            true => as_deep(dash, line),
            false => as_deep(dash + 2, line),
        });
        let mended = several(number, all)?.below(item);
        mended.told(P::Indentation, self.first_sign(number))
    }

    /// The first item of a list has no dash, those below it do: it is the one that lacks it, wherever the reader stops.
    pub(super) fn first_item_without_dash(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::DashNotAllowed | P::MissingDash | P::Indentation | P::Comment
        );
        let (here, _) = self.here(may_be)?;
        let mut above = self.lines_above(here).take(LINES);
        let (part, margin, named) = above.find_map(|(number, line)| {
            let (key, value) = entry(line)?;
            let named = self.names.named(key).filter(|_| is_nothing(value))?;
            (named.under == Under::Items).then_some((number, deep(line), named))
        })?;
        let is_of = |line: &str| {
            let body = line.trim_start_matches([' ', '-', '{']);
            entry(body).is_some_and(|(key, _)| named.holds.iter().any(|(name, _)| name == key))
        };
        let (first, line) = self.below(part)?;
        let mut rest = self.lines_while(first + 1, LINES, |line| !is_item(line));
        let next = first + u32::try_from(rest.len()).ok()? + 1;
        let item = self.lines.line(next);
        let item = item.filter(|line| is_item(line) && is_of(line))?;
        let dash = deep(item);
        let fields = || rest.iter().filter(|line| says(line)).map(|line| deep(line));
        let inside = margin <= dash && dash <= deep(line) && fields().all(|depth| depth >= dash);
        if is_item(line) || !is_of(line) || !inside || here > next {
            return None;
        }
        let mut text = vec![behind_dash(dash, line)];
        // The other fields of the item stand below its first.
        let depth = dash + 2;
        let least = fields().min().unwrap_or(depth);
        if least != depth {
            rest.truncate(rest.iter().rposition(|line| says(line))? + 1);
            text.extend(rest.into_iter().map(|line| match says(line) {
                true => as_deep(deep(line) - least + depth, line),
                false => line.to_owned(),
            }));
        }
        several(first, text)?.told(P::MissingDash, self.first_sign(first))
    }

    /// The first item of a list begins further in, or out, than its fields and the dashes below it say.
    pub(super) fn first_item_not_as_deep(self) -> Told {
        let (here, line) = match self.problem.kind {
            P::Indentation | P::MissingDash | P::ColonInValue => (self.number, self.line),
            // The reader stops at the item itself, whose value would go on behind its remark.
            P::Comment => self.below(self.number)?,
            _ => return None,
        };
        let dash = deep(line).checked_sub(2)?;
        let (number, item) = self.above(here)?;
        let own = deep(item);
        let rest = item.get(own..)?.strip_prefix("- ")?.trim_start();
        let (key, _) = entry(rest).filter(|_| own != dash)?;
        let (_, name) = self.above(number)?;
        let is_next = |line: &str| {
            let body = line.get(dash..).and_then(|body| body.strip_prefix("- "));
            let same = body.and_then(entry).is_some_and(|(first, _)| first == key);
            same && deep(line) == dash
        };
        let inside = self.field(name)?.under == Under::Items && deep(name) <= dash;
        let mut below = self.lines_from(here).take(LINES);
        let (next, _) = below.find(|(_, line)| inside && is_next(line))?;
        self.moved(number, behind_dash(dash, rest), next)
    }

    /// An item whose dash stands as far in as the fields of the item above it: as deep as the dash of that.
    pub(super) fn item_too_deep(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::DashNotAllowed)?;
        let own = deep(line);
        let rest = line.get(own..)?.strip_prefix("- ")?.trim_start();
        let (key, _) = entry(rest)?;
        let mut above = self.lines_above(number).take(LINES);
        let (item, begins) = above.find(|(_, line)| says(line) && deep(line) < own)?;
        let depth = deep(begins);
        let is_item = begins.get(depth..)?.starts_with("- ") && key_column(begins) == own;
        let mut fields = self.lines_between(item, number);
        // What the item above does not have is its next field, behind a dash too many.
        let again = fields.any(|(_, line)| {
            key_column(line) == own && entry(line).is_some_and(|(other, _)| other == key)
        });
        if !is_item || !again {
            return None;
        }
        let below = self.lines_while(number + 1, LINES - 1, |line| says(line) && deep(line) > own);
        let below = below.iter();
        let below = below.map(|line| as_deep(deep(line) - own + depth, line));
        let text = iter::once(behind_dash(depth, rest)).chain(below);
        let mended = several(number, text)?.below(item);
        mended.told(P::Indentation, self.first_sign(number))
    }
}
