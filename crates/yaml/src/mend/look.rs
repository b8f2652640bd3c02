//! A problem as the rules look at it: with its line and those around it, and what a line says.

use super::{Named, Names, Told, one};
use crate::Remark;
use crate::source::{Lines, Span};
use crate::{Problem, ProblemKind, span};
use std::iter;

/// Most lines that are mended at once.
pub(super) const LINES: usize = 500;

/// A problem, the text that has it, and the fields that may be meant.
#[derive(Clone, Copy)]
pub(super) struct Look<'t> {
    pub(super) lines: &'t Lines<'t>,
    pub(super) problem: &'t Problem,
    pub(super) names: Names<'t>,
    /// The line in which the problem begins, from 1.
    pub(super) number: u32,
    pub(super) line: &'t str,
}

impl<'t> Look<'t> {
    pub(super) fn at(lines: &'t Lines<'t>, problem: &'t Problem, names: Names<'t>) -> Self {
        let number = lines.position(problem.span.start).line;
        Self {
            lines,
            problem,
            names,
            number,
            line: lines.line(number).unwrap_or_default(),
        }
    }

    /// The line of the problem and its number, where the problem may be of its kind.
    pub(super) fn here(self, may_be: bool) -> Option<(u32, &'t str)> {
        may_be.then_some((self.number, self.line))
    }

    /// Whether the line above may be to blame: of what has no place among the items and fields the reader tells at the line below it.
    pub(super) const fn stops_below(self) -> bool {
        matches!(
            self.problem.kind,
            ProblemKind::Indentation
                | ProblemKind::DashNotAllowed
                | ProblemKind::MissingDash
                | ProblemKind::Syntax
        )
    }

    /// How many bytes of its line stand before the problem.
    pub(super) fn column(self) -> usize {
        let start = self.lines.start(self.number);
        self.problem.span.start.saturating_sub(start) as usize
    }

    /// The lines from one on.
    pub(super) fn lines_from(self, number: u32) -> impl Iterator<Item = (u32, &'t str)> + Clone {
        lines_from(self.lines, number)
    }

    /// The lines from one on above another.
    pub(super) fn lines_between(
        self,
        number: u32,
        end: u32,
    ) -> impl Iterator<Item = (u32, &'t str)> {
        self.lines_from(number)
            .take_while(move |&(number, _)| number < end)
    }

    /// The lines above one, the nearest first.
    pub(super) fn lines_above(self, number: u32) -> impl Iterator<Item = (u32, &'t str)> + Clone {
        lines_above(self.lines, number)
    }

    /// The nearest line above one that says something.
    pub(super) fn above(self, number: u32) -> Option<(u32, &'t str)> {
        self.lines_above(number).find(|(_, line)| says(line))
    }

    /// The nearest line below one that says something.
    pub(super) fn below(self, number: u32) -> Option<(u32, &'t str)> {
        self.lines_from(number + 1).find(|(_, line)| says(line))
    }

    /// Whether a remark ends right above a line.
    pub(super) fn is_below_remark(self, number: u32) -> bool {
        let above = self.lines_above(number).next().map(|(_, line)| line);
        let behind = |(_, value)| !Remark::of(value).remark.is_empty();
        above.is_some_and(|line| {
            line.trim_start().starts_with('#') || entry(line).is_some_and(behind)
        })
    }

    /// The nearest line above one that begins further out than a depth.
    pub(super) fn outside(self, number: u32, depth: usize) -> Option<&'t str> {
        let mut above = self.lines_above(number).map(|(_, line)| line);
        above.find(|line| says(line) && deep(line) < depth)
    }

    /// The line of the problem, and the one above it: the reader may stop at either.
    pub(super) fn here_and_above(self) -> impl Iterator<Item = (u32, &'t str)> {
        let above = iter::once_with(move || self.above(self.number)).flatten();
        iter::once((self.number, self.line)).chain(above)
    }

    /// The lines from one on as far as they are of a kind; so many at most.
    pub(super) fn lines_while(
        self,
        from: u32,
        most: usize,
        of: impl FnMut(&&'t str) -> bool,
    ) -> Vec<&'t str> {
        let all = self.lines_from(from).take(most).map(|(_, line)| line);
        all.take_while(of).collect()
    }

    /// They with what says nothing between them.
    pub(super) fn block(
        self,
        from: u32,
        most: usize,
        mut of: impl FnMut(&str) -> bool,
    ) -> Vec<&'t str> {
        let mut all = self.lines_while(from, most, |line| of(line) || !says(line));
        let last = all.iter().rposition(|line| says(line));
        all.truncate(last.map_or(0, |last| last + 1));
        all
    }

    /// So many bytes of a line, behind so many others.
    pub(super) fn place(self, number: u32, column: usize, length: usize) -> Span {
        let start = self.lines.start(number) as usize + column;
        span(start, start + length)
    }

    /// The first sign of a line.
    pub(super) fn first_sign(self, number: u32) -> Span {
        self.place(number, deep(self.lines.line(number).unwrap_or_default()), 1)
    }

    /// All that a line says.
    pub(super) fn whole_line(self, number: u32) -> Span {
        let line = self.lines.line(number).unwrap_or_default();
        self.place(number, deep(line), line.trim().len())
    }

    /// A line that stands too far in or out, as it is to stand below another.
    pub(super) fn moved(self, number: u32, text: String, below: u32) -> Told {
        let mended = one(number, text).below(below);
        mended.told(ProblemKind::Indentation, self.first_sign(number))
    }

    /// The field that a line names.
    pub(super) fn field(self, line: &str) -> Option<Named> {
        entry(line).and_then(|(key, _)| self.names.named(key))
    }

    /// Whether a line may name a field, though it is misspelt, and says what stands in it.
    pub(super) fn may_be_field(self, line: &str) -> bool {
        let named = line.trim().split_once(": ");
        named.is_some_and(|(name, _)| self.names.may_name(name.trim()))
    }

    /// Whether a line names a field.
    pub(super) fn is_field(self, line: &str) -> bool {
        self.field(line).is_some()
    }
}

/// The lines from one on.
pub(super) fn lines_from<'t>(
    lines: &'t Lines<'_>,
    number: u32,
) -> impl Iterator<Item = (u32, &'t str)> + Clone {
    (number..).map_while(move |number| Some((number, lines.line(number)?)))
}

/// The lines above one, the nearest first.
pub(super) fn lines_above<'t>(
    lines: &'t Lines<'_>,
    number: u32,
) -> impl Iterator<Item = (u32, &'t str)> + Clone {
    let above = (1..number).rev();
    above.filter_map(move |number| Some((number, lines.line(number)?)))
}

/// What a line begins with that is no text.
pub(super) fn indent(line: &str) -> &str {
    let body = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - body.len()).unwrap_or("")
}

/// How deep a line begins.
pub(super) fn deep(line: &str) -> usize {
    indent(line).len()
}

/// The column in which the key of a line begins, behind its dashes.
pub(super) fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// Whether a line says something.
pub(super) fn says(line: &str) -> bool {
    let body = line.trim();
    !body.is_empty() && !body.starts_with('#')
}

/// Whether a line begins with the dash of an item.
pub(super) fn is_item(line: &str) -> bool {
    line.trim_start().starts_with("- ")
}

/// A line `key: value` behind its indentation and dashes; the key as names of fields are written.
pub(super) fn entry(line: &str) -> Option<(&str, &str)> {
    let body = line.trim_start_matches([' ', '-']);
    let (key, value) = body.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let apart = value.is_empty() || value.starts_with(' ');
    (apart && !key.is_empty() && key.bytes().all(plain)).then(|| (key, value.trim()))
}

/// Whether nothing but a remark stands behind a key.
pub(super) fn is_nothing(value: &str) -> bool {
    value.is_empty() || value.starts_with('#')
}

/// A line up to its first colon.
pub(super) fn up_to_colon(line: &str) -> Option<&str> {
    line.get(..=line.find(':')?)
}

/// A line as deep as is said.
pub(super) fn as_deep(depth: usize, line: &str) -> String {
    format!("{:depth$}{}", "", line.trim_start())
}

/// A line behind a dash that is as deep as is said.
pub(super) fn behind_dash(depth: usize, line: &str) -> String {
    format!("{:depth$}- {}", "", line.trim_start())
}
