//! Lines amid the fields of a part that begin another way than those: one further out, and items whose dashes lack their space.

use super::look::{LINES, Look, deep, entry, indent, key_column};
use super::{Told, Under, several};
use crate::ProblemKind as P;

impl Look<'_> {
    /// A line further out than the fields above and below it: a field of them, or a remark.
    pub(super) fn further_out(self) -> Told {
        let [(number, line), (below, next)] = self.above_and_below()?;
        let depth = deep(next);
        entry(next)?;
        let (_, before) = self.above(number)?;
        let body = line.trim();
        let (name, value) = body.split_once(": ").filter(|_| !body.starts_with('-'))?;
        let amid = deep(line) < depth && key_column(before) == depth && entry(before).is_some();
        if !amid || value.is_empty() {
            return None;
        }
        match self.names.named(name) {
            None if !self.names.may_name(name) => self.behind_sign(number),
            Some(named) if named.outermost || named.under != Under::Nothing => None,
            _ => self.moved(number, format!("{:depth$}{body}", ""), below),
        }
    }

    /// `-name: A` with fields below it: all such lines of the list with the space behind their dash.
    pub(super) fn dashes_without_space(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingDash | P::Syntax
        );
        let (here, _) = self.here(may_be)?;
        let (first, line) = self.above(here)?;
        let margin = indent(line);
        let spaced = |line: &str| {
            let body = line.strip_prefix(margin)?.strip_prefix('-')?;
            let begins = body.starts_with(|c: char| c.is_ascii_lowercase());
            (begins && self.is_field(body)).then(|| format!("{margin}- {body}"))
        };
        spaced(line)?;
        let (_, part) = self.above(first)?;
        self.field(part).filter(|part| part.under == Under::Items)?;
        let all = self.block(first, LINES, |line| deep(line) >= margin.len());
        let with_space = |line: &&str| spaced(line).unwrap_or_else(|| (*line).to_owned());
        let mut all: Vec<String> = all.iter().map(with_space).collect();
        let is_item = |line: &String| line.starts_with(&format!("{margin}- "));
        all.truncate(all.iter().rposition(is_item)? + 1);
        several(first, all)?.told(P::MissingSpace('-'), self.first_sign(first))
    }
}
