//! Lines that somebody put out of use with the signs of another notation: behind a `#` each, as nobody has said that they count again.

use super::look::{LINES, Look, says};
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

impl Look<'_> {
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
        let all = all.map(|(_, line)| match says(line) {
            true => format!("# {line}"),
            false => line.to_owned(),
        });
        several(opens, all)?.told(P::CommentedOut(open), self.whole_line(opens))
    }
}
