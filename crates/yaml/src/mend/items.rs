//! Items of a list that do not begin as the others do: the first without its dash, one whose dash stands too far in.

use super::{Mended, Names, Under, beside, entry, here, indent, key_column, one, says};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Most lines of an item.
const LINES: u32 = 40;

/// The first item of a list has no dash, those below it do: it is the one that lacks it, wherever the reader stops.
pub(super) fn first_without_dash(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::DashNotAllowed | P::MissingDash | P::Indentation | P::Comment
    );
    let here = lines.position(problem.span.start).line;
    let of_list = |number: u32| {
        let (key, value) = entry(lines.line(number)?)?;
        let empty = value.is_empty() || value.starts_with('#');
        let named = names.named(key).filter(|named| named.under == Under::Items);
        named.filter(|_| empty).map(|named| (number, named))
    };
    let mut above = (here.saturating_sub(LINES)..here).rev().filter(|_| may_be);
    let (part, named) = above.find_map(of_list)?;
    let is_of = |line: &str| {
        let body = line.trim_start_matches([' ', '-', '{']);
        entry(body).is_some_and(|(key, _)| named.holds.iter().any(|(name, _)| name == key))
    };
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let (first, line) = beside(lines, part.checked_add(1)?..)?;
    let below = first.checked_add(1)?;
    let mut below = (below..below.saturating_add(LINES)).map_while(|number| lines.line(number));
    let rest: Vec<&str> = below.by_ref().take_while(|line| !is_item(line)).collect();
    let next = first
        .checked_add(u32::try_from(rest.len()).ok()?)?
        .checked_add(1)?;
    let item = lines
        .line(next)
        .filter(|line| is_item(line) && is_of(line))?;
    let dash = indent(item).len();
    let fields = || {
        rest.iter()
            .filter(|line| says(line))
            .map(|line| indent(line).len())
    };
    let inside = dash >= indent(lines.line(part)?).len()
        && indent(line).len() >= dash
        && fields().all(|depth| depth >= dash);
    if is_item(line) || !is_of(line) || !inside || here > next {
        return None;
    }
    let head = format!("{:dash$}- {}", "", line.trim_start());
    let start = (lines.start(first) as usize).checked_add(indent(line).len())?;
    let problem = Problem::new(P::MissingDash, span(start, start.checked_add(1)?));
    // The other fields of the item stand below its first.
    let depth = dash.checked_add(2)?;
    let least = fields().min().unwrap_or(depth);
    if least == depth {
        return Some((problem, one(first, head, false)));
    }
    let mut text = vec![head];
    let mut last = 0;
    for (place, line) in (1_usize..).zip(&rest) {
        let own = indent(line).len();
        let margin = own
            .checked_sub(least)
            .and_then(|more| more.checked_add(depth));
        text.push(match margin.filter(|_| says(line)) {
            Some(margin) => {
                last = place;
                format!("{:margin$}{}", "", line.trim_start())
            }
            None => (*line).to_owned(),
        });
    }
    text.truncate(last.checked_add(1)?);
    let mended = Mended {
        lines: u32::try_from(text.len()).ok()?,
        ..one(first, text.join("\n"), false)
    };
    Some((problem, mended))
}

/// The first item of a list begins further in than its fields and the dashes below it say.
pub(super) fn first_too_deep(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(problem.kind, P::Indentation | P::MissingDash);
    let (here, line) = here(lines, problem).filter(|_| may_be)?;
    let fields = indent(line).len();
    let dash = fields.checked_sub(2)?;
    let (number, item) = beside(lines, (1..here).rev())?;
    let own = indent(item).len();
    let rest = item.get(own..)?.strip_prefix("- ")?.trim_start();
    let (key, _) = entry(rest).filter(|_| own > dash)?;
    let (part, name) = beside(lines, (1..number).rev())?;
    let named = entry(name).and_then(|(name, _)| names.named(name))?;
    let is_next = |line: &str| {
        let body = line.get(dash..).and_then(|body| body.strip_prefix("- "));
        let same = body.and_then(entry).is_some_and(|(first, _)| first == key);
        same && indent(line).len() == dash
    };
    let mut below = (here..here.saturating_add(LINES)).map_while(|number| lines.line(number));
    let inside = named.under == Under::Items && indent(name).len() <= dash;
    if !inside || !below.any(is_next) {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(own)?;
    let problem = Problem::new(P::Indentation, span(start, start.checked_add(1)?));
    let mended = Mended {
        below: Some(part),
        ..one(number, format!("{:dash$}- {rest}", ""), false)
    };
    Some((problem, mended))
}

/// An item whose dash stands as far in as the fields of the item above it: as deep as the dash of that.
pub(super) fn too_deep(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    let (number, line) =
        here(lines, problem).filter(|_| problem.kind == ProblemKind::DashNotAllowed)?;
    let own = indent(line).len();
    let rest = line.get(own..)?.strip_prefix("- ")?.trim_start();
    let (key, _) = entry(rest)?;
    let above = (number.saturating_sub(LINES)..number).rev();
    let mut above = above.filter_map(|number| Some((number, lines.line(number)?)));
    let (item, begins) = above.find(|(_, line)| says(line) && indent(line).len() < own)?;
    let depth = indent(begins).len();
    let is_item = begins.get(depth..)?.starts_with("- ") && key_column(begins) == own;
    let mut fields = (item..number).filter_map(|number| lines.line(number));
    // What the item above does not have is its next field, behind a dash too many.
    let again = fields
        .any(|line| key_column(line) == own && entry(line).is_some_and(|(other, _)| other == key));
    if !is_item || !again {
        return None;
    }
    let mut text = vec![format!("{:depth$}- {rest}", "")];
    let below = (number.checked_add(1)?..number.saturating_add(LINES))
        .map_while(|number| lines.line(number))
        .take_while(|line| says(line) && indent(line).len() > own);
    text.extend(below.filter_map(|line| {
        let margin = depth.checked_add(indent(line).len())?.checked_sub(own)?;
        Some(format!("{:margin$}{}", "", line.trim_start()))
    }));
    let start = (lines.start(number) as usize).checked_add(own)?;
    let problem = Problem::new(ProblemKind::Indentation, span(start, start.checked_add(1)?));
    let mended = Mended {
        lines: u32::try_from(text.len()).ok()?,
        below: Some(item),
        ..one(number, text.join("\n"), false)
    };
    Some((problem, mended))
}
