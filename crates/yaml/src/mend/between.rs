//! Lines between the items of a list that are none of them: a remark or a heading, below which the list goes on; and items that begin
//! with another sign than a dash.

use super::{Mended, Names, Under, beside, entry, here, indent, one, says};
use crate::pasted::{is_no_break, item_sign};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Where the items stand that go on below a line: a list above it has its dashes in the same column, and its items begin alike. Of a
/// line with a text of its own it may be the first item, too, below the name of the list.
#[must_use]
pub fn items_go_on(lines: &Lines<'_>, number: u32) -> Option<u32> {
    let below = number.checked_add(1)?;
    let (below, item) = beside(lines, below..below.saturating_add(super::LINES))?;
    let depth = indent(item).len();
    let is_item = |line: &str| line.get(depth..).is_some_and(|body| body.starts_with("- "));
    let above = (number.saturating_sub(super::LINES).max(1)..number).rev();
    let mut above = above.filter_map(|number| lines.line(number));
    let above = above.find(|line| says(line) && indent(line).len() <= depth)?;
    let begins = |line| entry(line).map(|(key, _)| key);
    let alike = is_item(above) && indent(above).len() == depth && begins(item) == begins(above);
    let says_more = |line: &str| !line.trim_end().ends_with(':');
    let opens = entry(above).is_some_and(|(_, value)| value.is_empty());
    let is_first = opens && lines.line(number).is_some_and(says_more);
    (is_item(item) && (alike || is_first)).then_some(below)
}

/// `2. concert:` and nothing behind it: no item, but the heading of one.
pub(super) fn heading(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let may_be = matches!(problem.kind, ProblemKind::Bullet | ProblemKind::MissingDash);
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let body = line.trim();
    let name = body.get(item_sign(body)?..)?.strip_suffix(':')?;
    match names.named(name) {
        Some(_) => None,
        None => behind_sign(lines, number),
    }
}

/// A line that is none of the application, behind a `#`.
pub(super) fn behind_sign(lines: &Lines<'_>, number: u32) -> Option<(Problem, Mended)> {
    let line = lines.line(number)?;
    let (margin, body) = (indent(line), line.trim());
    let start = (lines.start(number) as usize).checked_add(margin.len())?;
    let place = span(start, start.checked_add(body.len())?);
    let text = format!("{margin}# {body}");
    let problem = Problem::new(ProblemKind::NotOfApplication, place);
    Some((problem, one(number, text, false)))
}

/// A remark written as if it were a field between two items: the reader stops at the item below it.
pub(super) fn remark(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::DashNotAllowed | P::MissingDash | P::Syntax
    );
    let (below, item) = here(lines, problem).filter(|_| may_be)?;
    let (number, line) = beside(lines, (1..below).rev())?;
    let body = line.trim();
    let (name, _) = body.split_once(':')?;
    // Fields in braces are an item that lacks its dash.
    let is_none = names.named(name).is_none() && !body.starts_with(['-', '{', '[']);
    let further_out = indent(line).len() <= indent(item).len();
    // Or above the first of them.
    let begins = || {
        let (_, above) = beside(lines, (1..number).rev())?;
        let (list, _) = entry(above).filter(|(_, value)| value.is_empty())?;
        Some(names.named(list)?.under == Under::Items && item.trim_start().starts_with("- "))
    };
    let is_between = items_go_on(lines, number) == Some(below) || begins() == Some(true);
    (is_none && further_out && is_between).then(|| behind_sign(lines, number))?
}

/// `– Anna`, `* Anna`, `1. Anna`, `Anna` among texts that begin with a dash.
pub(super) fn bullet(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::MissingDash | P::ReservedStart(_) | P::Alias(_) | P::MissingColon | P::Indentation
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let margin = indent(line);
    let body = line.get(margin.len()..)?;
    let is_item = |line: &str| {
        let own = indent(line);
        let begins = |body: &str| body.starts_with("- ");
        own == margin && line.get(own.len()..).is_some_and(begins)
    };
    let (_, above) = beside(lines, (1..number).rev())?;
    if entry(body).is_some() || !is_item(above) {
        return None;
    }
    let (kind, sign) = match item_sign(body) {
        Some(sign) => (P::Bullet, sign),
        // Among texts, where nothing else begins as deep.
        None if problem.kind == P::MissingDash && entry(above).is_none() => (P::MissingDash, 0),
        None => return None,
    };
    let no_text = |c: char| c.is_whitespace() || is_no_break(c) || c == '-';
    let rest = body.get(sign..)?.trim_start_matches(no_text);
    let start = (lines.start(number) as usize).checked_add(margin.len())?;
    let first = body.chars().next()?.len_utf8();
    let place = span(start, start.checked_add(sign.max(first))?);
    let text = format!("{margin}- {rest}");
    Some((Problem::new(kind, place), one(number, text, false)))
}
