//! Lines behind the sign with which a letter quotes another: they stand as they did there.

use super::look::{LINES, Look};
use super::{Told, several};
use crate::ProblemKind as P;

impl Look<'_> {
    /// `> name: A`, and all such lines below it.
    pub(super) fn quoted_by_mail(self) -> Told {
        let all = self.lines_while(self.number, LINES, |line| line.starts_with('>'));
        let all: Vec<&str> = all.into_iter().map(unquoted).collect();
        if !all.iter().any(|line| self.is_field(line)) {
            return None;
        }
        let mended = several(self.number, all.into_iter().map(str::to_owned))?;
        mended.told(P::Markup, self.first_sign(self.number))
    }
}

/// A line without those signs, each with one space behind it.
fn unquoted(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.strip_prefix(' ').unwrap_or(rest);
    }
    line.trim_end()
}
