//! Items of a list that do not begin as the others do: the first without its dash, and a dash before the whole application.

use super::look::{Look, as_deep, behind_dash, deep, entry, is_item, is_nothing, says};
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
}
