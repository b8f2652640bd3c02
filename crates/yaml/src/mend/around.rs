//! Lines that belong to no application: a greeting above it, a signature or a sign below it; and one that is there twice.

use super::{Mended, Names, Under, apart, entry, here, indent, one, says};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Text above the first field, which remarks part from it.
pub(super) fn greeting(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(problem.kind, P::Indentation | P::MissingColon | P::Syntax);
    let here = lines.position(problem.span.start).line;
    let before = (1..here).filter_map(|number| Some((number, lines.line(number)?)));
    let mut before = before.filter(|(_, line)| says(line));
    let (first, line) = before.next().filter(|_| may_be)?;
    let is_none = |line: &str| entry(line).is_none() && !line.trim_start().starts_with("- ");
    if !is_none(line) || !before.all(|(_, line)| is_none(line)) || is_none(lines.line(here)?) {
        return None;
    }
    let place = whole(lines, first)?;
    let mended = apart::behind_signs(lines, first)?;
    Some((Problem::new(P::NotOfApplication, place), mended))
}

/// A line that begins a second text, below which there is no application of its own.
pub(super) fn end(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let (number, line) =
        here(lines, problem).filter(|_| problem.kind == ProblemKind::SecondDocument)?;
    let names_call = |line: &str| entry(line).is_some_and(|(key, _)| key == "call");
    let from = || (number..).map_while(|number| lines.line(number));
    if from().any(names_call) {
        return None;
    }
    // Dots above fields that go on are what is too much.
    let is_field = |line: &str| entry(line).is_some_and(|(key, _)| names.named(key).is_some());
    let above = super::beside(lines, (1..number).rev());
    let dots = above.filter(|(_, above)| above.trim_end() == "..." && from().any(is_field));
    let (number, line) = dots.unwrap_or((number, line));
    let mended = match matches!(line.trim(), "---" | "...") || entry(line).is_some() {
        true => one(number, format!("# {}", line.trim()), false),
        false => apart::behind_signs(lines, number)?,
    };
    let place = whole(lines, number)?;
    Some((Problem::new(ProblemKind::NotOfApplication, place), mended))
}

/// The name of an outermost part or field, which stands further in than the margin.
pub(super) fn part_not_at_margin(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::MissingDash | P::DashNotAllowed
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let depth = indent(line).len();
    let (key, value) = entry(line).filter(|_| !line.trim_start().starts_with('-'))?;
    let is_open = value.is_empty() || value.starts_with('#');
    let named = names
        .named(key)
        .filter(|named| named.name == key && named.within.is_empty())?;
    let outermost = |line: &str| indent(line).is_empty() && entry(line).is_some();
    let stands = |line: &str| outermost(line) && entry(line).is_some_and(|(other, _)| other == key);
    let all = || (1_u32..).map_while(|number| Some((number, lines.line(number)?)));
    // A value stands beside a field, and below a part.
    if depth == 0 || depth > 4 || is_open == (named.under == Under::Nothing) {
        return None;
    }
    if all().any(|(_, line)| stands(line)) {
        return None;
    }
    let above = all().take_while(|&(other, _)| other < number);
    let (below, _) = above.filter(|(_, line)| outermost(line)).last()?;
    let start = (lines.start(number) as usize).checked_add(depth)?;
    let problem = Problem::new(P::Indentation, span(start, start.checked_add(1)?));
    let mended = Mended {
        below: Some(below),
        ..one(number, line.trim_start().to_owned(), false)
    };
    Some((problem, mended))
}

/// The items of a list without dashes: each begins where the first field of the first stands again. What is no list has a field twice.
pub(super) fn dashes(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let first = problem
        .first
        .filter(|_| problem.kind == ProblemKind::ListWithoutDashes)?;
    let number = lines.position(first.start).line;
    let line = lines.line(number)?;
    let depth = indent(line).len();
    let (key, _) = entry(line)?;
    let mut above = (1..number).rev().map_while(|number| lines.line(number));
    let part = above.find(|line| says(line) && indent(line).len() < depth);
    let part = part
        .and_then(entry)
        .and_then(|(part, _)| names.named(part))?;
    let dash = depth
        .checked_sub(2)
        .filter(|_| part.under == Under::Items)?;
    let begins = |line: &str| {
        indent(line).len() == depth && entry(line).is_some_and(|(other, _)| other == key)
    };
    let all = (number..number.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let all = all.take_while(|line| !says(line) || indent(line).len() >= depth);
    let mut all: Vec<&str> = all.collect();
    while all.last().is_some_and(|line| !says(line)) {
        all.pop();
    }
    let text = all.iter().map(|line| match begins(line) {
        true => format!("{:dash$}- {}", "", line.trim_start()),
        false => (*line).to_owned(),
    });
    let mended = Mended {
        lines: u32::try_from(all.len()).ok()?,
        ..one(number, text.collect::<Vec<_>>().join("\n"), false)
    };
    Some((Problem::new(problem.kind.clone(), first), mended))
}

/// Where the text of a line stands.
fn whole(lines: &Lines<'_>, number: u32) -> Option<crate::source::Span> {
    let line = lines.line(number)?;
    let start = (lines.start(number) as usize).checked_add(indent(line).len())?;
    Some(span(start, start.checked_add(line.trim().len())?))
}
