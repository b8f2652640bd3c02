//! Lines that belong to no application: a greeting above it, a heading within it, a signature or a sign below it; and one that is there
//! twice.

use super::keys::named_at_first;
use super::look::{LINES, Look, behind_dash, deep, entry, indent, is_item, says};
use super::{Mended, Told, Under, one, several};
use crate::{Problem, ProblemKind as P};

impl Look<'_> {
    /// Text above the first field, which remarks part from it.
    pub(super) fn greeting(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingColon | P::Syntax
        );
        let (here, line) = self.here(may_be)?;
        let is_none = |line: &str| entry(line).is_none() && !is_item(line);
        let before = self.lines_between(1, here);
        let mut before = before.filter(|(_, line)| says(line));
        let (first, begins) = before.next()?;
        if !is_none(begins) || !before.all(|(_, line)| is_none(line)) || is_none(line) {
            return None;
        }
        let place = self.whole_line(first);
        // Fields with another sign in the place of the colon are no greeting.
        let signs = ["–", "—", "=", "->", " - ", "|", ";", "\t", "\u{ff1a}"];
        let stated = |line: &str| {
            let named = signs.iter().any(|sign| line.contains(sign));
            let text = named_at_first(line.trim(), self.names).filter(|_| named)?;
            Some(format!("{}{text}", indent(line)))
        };
        let fields = self.lines_from(first).take(LINES);
        let fields = fields.map_while(|(_, line)| stated(line));
        match several(first, fields) {
            Some(fields) => fields.told(P::MissingColon, place),
            None => self.behind_signs(first)?.told(P::NotOfApplication, place),
        }
    }

    /// `{ … }` in a line below another such: an application in each line, as programs write them.
    pub(super) fn another_in_braces(self) -> Option<Problem> {
        let (number, line) = self.here(self.stops_below())?;
        let (_, first) = self.below(0)?;
        let (_, above) = self.above(number)?;
        let is_one = line.starts_with('{') && first.starts_with('{') && above.ends_with('}');
        is_one.then(|| Problem::new(P::SecondDocument, self.whole_line(number)))
    }

    /// A line that begins a second text, below which there is no application of its own.
    pub(super) fn end(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::SecondDocument)?;
        let from = || self.lines_from(number).map(|(_, line)| line);
        if from().any(|line| entry(line).is_some_and(|(key, _)| key == "call")) {
            return None;
        }
        // Dots above fields that go on are what is too much.
        let above = self.above(number).filter(|(_, above)| {
            above.trim_end() == "..." && from().any(|line| self.is_field(line))
        });
        let (number, line) = above.unwrap_or((number, line));
        let mended = match matches!(line.trim(), "---" | "...") || entry(line).is_some() {
            true => one(number, format!("# {}", line.trim())),
            false => self.behind_signs(number)?,
        };
        mended.told(P::NotOfApplication, self.whole_line(number))
    }

    /// The items of a list without dashes: each begins where the first field of the first stands again. What is no list has a field
    /// twice.
    pub(super) fn list_without_dashes(self) -> Told {
        let kind = P::ListWithoutDashes;
        let first = self.problem.first.filter(|_| self.problem.kind == kind)?;
        let number = self.lines.position(first.start).line;
        let line = self.lines.line(number)?;
        let depth = deep(line);
        let (key, _) = entry(line)?;
        let part = self.field(self.outside(number, depth)?)?;
        let dash = depth
            .checked_sub(2)
            .filter(|_| part.under == Under::Items)?;
        let begins =
            |line: &str| deep(line) == depth && entry(line).is_some_and(|(other, _)| other == key);
        let all = self.block(number, LINES, |line| deep(line) >= depth);
        let all = all.into_iter().map(|line| match begins(line) {
            true => behind_dash(dash, line),
            false => line.to_owned(),
        });
        several(number, all)?.told(kind, first)
    }

    /// A line that is none of the application, behind a `#`.
    pub(super) fn behind_sign(self, number: u32) -> Told {
        let line = self.lines.line(number)?;
        let text = format!("{}# {}", indent(line), line.trim());
        one(number, text).told(P::NotOfApplication, self.whole_line(number))
    }

    /// Such lines, as far as they belong together.
    pub(super) fn behind_signs(self, number: u32) -> Option<Mended> {
        let is_field = |line: &str| line.contains(": ") || line.trim_end().ends_with(':');
        let mut first = true;
        let all = self.block(number, LINES, |line| {
            let first = std::mem::take(&mut first);
            entry(line).is_none() && (first || !is_field(line) && !is_item(line))
        });
        let all = all.into_iter().map(|line| match says(line) {
            true => format!("# {}", line.trim().replace('\t', "  ")),
            false => line.to_owned(),
        });
        several(number, all)
    }
}
