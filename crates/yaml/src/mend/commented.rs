//! Lines that somebody put out of use with the signs of another notation: behind a `#` each, as nobody has said that they count again.

use super::look::{LINES, Look, deep, entry, indent, is_item, says};
use super::{Told, several};
use crate::ProblemKind as P;
use crate::Remark;

/// The signs that lines stand between, and whether they stand on lines of their own.
const SIGNS: [(&str, &str, bool); 5] = [
    ("<!--", "-->", false),
    ("/*", "*/", false),
    ("'''", "'''", true),
    ("\"\"\"", "\"\"\"", true),
    ("~~", "~~", true),
];

/// Behind which nothing counts in other notations.
const SLASHES: &str = "//";

impl<'t> Look<'t> {
    /// A line that such signs stand in, or that stands between them.
    pub(super) fn commented_out(self) -> Told {
        let near = self.lines_above(self.number + 1).take(LINES);
        let (opens, open, end) = near
            .flat_map(|(number, line)| SIGNS.map(|signs| (number, line.trim(), signs)))
            .find_map(|(number, body, (open, end, alone))| {
                let opens = body.starts_with(open) && (!alone || body == open);
                opens.then_some((number, open, end))
            })?;
        let body = |number| self.lines.line(number).unwrap_or_default().trim();
        let mut last = self.lines_from(opens).take(LINES);
        let is_end = |&(number, line): &(u32, &str)| {
            let rest = match number == opens {
                true => body(number).get(open.len()..).unwrap_or_default(),
                false => line.trim_end(),
            };
            Remark::of(rest).value.ends_with(end)
        };
        let (last, _) = last.find(is_end)?;
        // Below them the reader stops at the next line that says something.
        let is_below = || {
            self.above(self.number)
                .is_some_and(|(above, _)| above == last)
        };
        if last < self.number && !is_below() {
            return None;
        }
        let all = self.lines_between(opens, last + 1);
        let all = all.map(|(_, line)| as_remark(line));
        several(opens, all)?.told(P::CommentedOut(open), self.whole_line(opens))
    }

    /// `// name: A`: lines, each behind two slashes; an item of which only the first line is, with its others, which would be those of
    /// the item above.
    pub(super) fn behind_slashes(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::MissingDash | P::DashNotAllowed | P::Indentation | P::MissingColon | P::Comment
        );
        let behind = |line: &'t str| line.trim_start().strip_prefix(SLASHES);
        let mut near = self.here_and_above().filter(|_| may_be);
        let (near, _) = near.find(|(_, line)| behind(line).is_some())?;
        let above = self.lines_above(near).take(LINES);
        let above = above.take_while(|(_, line)| behind(line).is_some());
        let first = above.last().map_or(near, |(number, _)| number);
        let line = self.lines.line(first)?;
        let item = behind(line)?.trim_start().strip_prefix("- ");
        let mut all = self.lines_while(first, LINES, |line| behind(line).is_some());
        if all.len() == 1 && item.is_some() {
            all.extend(self.block(first + 1, LINES, |below| {
                deep(below) > deep(line) && !is_item(below)
            }));
        }
        let is_field = |line: &&'t str| {
            let own = behind(line).unwrap_or_default().trim_start();
            entry(own.strip_prefix("- ").unwrap_or(own)).is_some()
        };
        if !all.iter().any(is_field) {
            return None;
        }
        let all = all.into_iter().map(|line| match behind(line) {
            Some(rest) => format!("{}#{rest}", indent(line)),
            None => as_remark(line),
        });
        several(first, all)?.told(P::CommentedOut(SLASHES), self.whole_line(first))
    }
}

/// A line that counts no more.
fn as_remark(line: &str) -> String {
    match says(line) {
        true => format!("# {line}"),
        false => line.to_owned(),
    }
}
