//! Lines amid the fields of a part that begin another way than those: one further out, and items whose dashes lack their space.

use super::{LINES, Mended, Names, Under, beside, between, entry, here, indent, key_column, one};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// A line further out than the fields above and below it: a field of them, or a remark.
pub(super) fn further_out(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let (below, next) = here(lines, problem).filter(|_| problem.kind == P::Indentation)?;
    let depth = indent(next).len();
    entry(next)?;
    let (number, line) = beside(lines, (1..below).rev())?;
    let (_, before) = beside(lines, (1..number).rev())?;
    let own = indent(line).len();
    let body = line.trim();
    let (name, value) = body.split_once(": ").filter(|_| !body.starts_with('-'))?;
    if own >= depth || key_column(before) != depth || entry(before).is_none() || value.is_empty() {
        return None;
    }
    let Some(named) = names.named(name) else {
        return between::behind_sign(lines, number);
    };
    if named.outermost || named.under != Under::Nothing {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(own)?;
    let problem = Problem::new(P::Indentation, span(start, start.checked_add(1)?));
    let mended = Mended {
        below: Some(below),
        ..one(number, format!("{:depth$}{body}", ""), false)
    };
    Some((problem, mended))
}

/// `-name: A` with fields below it: all such lines of the list with the space behind their dash.
pub(super) fn dashes_without_space(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(problem.kind, P::Indentation | P::MissingDash | P::Syntax);
    let here = lines.position(problem.span.start).line;
    let (first, line) = beside(lines, (1..here).rev()).filter(|_| may_be)?;
    let margin = indent(line);
    let spaced = |line: &str| {
        let body = line.strip_prefix(margin)?.strip_prefix('-')?;
        let begins = body.starts_with(|c: char| c.is_ascii_lowercase());
        let known = entry(body).is_some_and(|(key, _)| names.named(key).is_some());
        (begins && known).then(|| format!("{margin}- {body}"))
    };
    spaced(line)?;
    let (_, part) = beside(lines, (1..first).rev())?;
    let part = entry(part).and_then(|(part, _)| names.named(part))?;
    let all = (first..first.saturating_add(LINES)).map_while(|number| lines.line(number));
    let inside = |line: &&str| !super::says(line) || indent(line).len() >= margin.len();
    let mut all: Vec<String> = all
        .take_while(inside)
        .map(|line| spaced(line).unwrap_or_else(|| line.to_owned()))
        .collect();
    let is_item = |line: &String| line.starts_with(&format!("{margin}- "));
    let last = all.iter().rposition(is_item)?;
    all.truncate(last.checked_add(1)?);
    let start = (lines.start(first) as usize).checked_add(margin.len())?;
    let place = span(start, start.checked_add(1)?);
    let mended = Mended {
        lines: u32::try_from(all.len()).ok()?,
        ..one(first, all.join("\n"), false)
    };
    let of_list = part.under == Under::Items;
    of_list.then(|| (Problem::new(P::MissingSpace('-'), place), mended))
}
