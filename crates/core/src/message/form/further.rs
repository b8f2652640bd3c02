//! Whether lines that are proposed bring the reader further: what only leads to another proposal for the same line leads nowhere.

use super::FormMessages;
use atbilst_yaml::source::Lines;
use atbilst_yaml::{Mended, Parsed, Problem, ProblemKind};

impl FormMessages<'_> {
    /// Whether nothing is wrong with the first of the lines any more, once they stand in the place of those that they are for. Asked
    /// only of what the reader stops at, which is one place of a text.
    pub(super) fn leads_further(&self, problem: &Problem, mended: &Mended) -> bool {
        let again = match problem.kind {
            ProblemKind::DuplicateKey(_) | ProblemKind::ListWithoutDashes | ProblemKind::Again => {
                true
            }
            ProblemKind::MissingDash => mended.text.trim_start().starts_with("- "),
            _ => false,
        };
        if again {
            return true;
        }
        let text = self.document.text;
        let start = self.lines.start(mended.line) as usize;
        let below = mended.line.saturating_add(mended.lines);
        let rest = text.get(self.lines.start(below) as usize..);
        let before = text.get(..start).unwrap_or_default();
        let after = format!("{before}{}\n{}", mended.text, rest.unwrap_or_default());
        let parsed = Parsed::of(&after);
        parsed
            .stop()
            .is_none_or(|next| Lines::of(&after).position(next.span.start).line > mended.line)
    }
}
