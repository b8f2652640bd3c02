//! Items that are marked otherwise than by a dash before each: with stars, two in one line, below a dash that stands alone, with a sign
//! behind their braces, or below a row of signs.

use super::{Mended, Names, Remark, Under, beside, between, entry, here, indent, key_column, one};
use crate::pasted::item_sign;
use crate::source::{Lines, Span};
use crate::{Problem, ProblemKind, span};

/// Most lines of an item.
const LINES: u32 = 40;

/// One sign of a line, at so many bytes from its beginning.
fn sign_at(lines: &Lines<'_>, number: u32, at: usize) -> Option<Span> {
    let start = (lines.start(number) as usize).checked_add(at)?;
    Some(span(start, start.checked_add(1)?))
}

/// `* north` below the name of a list of values: each such line with a dash.
pub(super) fn stars(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let may_be = matches!(
        problem.kind,
        ProblemKind::ReservedStart('*') | ProblemKind::Alias(_)
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let (_, part) = beside(lines, (1..number).rev())?;
    let (part, _) = entry(part).filter(|(_, value)| Remark::of(value).value.is_empty())?;
    let margin = indent(line);
    let item = |line: &str| {
        let body = line.strip_prefix(margin)?;
        let rest = body.get(item_sign(body)?..)?.trim_start();
        entry(rest).is_none().then(|| format!("{margin}- {rest}"))
    };
    let all = (number..number.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let all: Vec<String> = all.map_while(item).collect();
    let problem = Problem::new(ProblemKind::Bullet, sign_at(lines, number, margin.len())?);
    let mended = Mended {
        lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
        ..one(number, all.join("\n"), false)
    };
    (names.named(part)?.under == Under::Items).then_some((problem, mended))
}

/// `price: 900.00 - name: B`: the next item begins in the line of a field, with the name that the item itself begins with.
pub(super) fn two_in_one_line(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    let (number, line) =
        here(lines, problem).filter(|_| problem.kind == ProblemKind::ColonInValue)?;
    let column = key_column(line);
    let mut above = (number.saturating_sub(LINES).max(1)..=number).rev();
    let item = above.find_map(|number| {
        let line = lines.line(number)?;
        (key_column(line) == column && line.trim_start().starts_with("- ")).then_some(line)
    })?;
    let (first, _) = entry(item)?;
    let cut = line.match_indices(" - ").find_map(|(at, sign)| {
        let rest = line.get(at.checked_add(sign.len())?..)?.trim_start();
        (at > column && entry(rest)?.0 == first).then_some((at, rest))
    });
    let (at, rest) = cut?;
    let before = line.get(..at)?.trim_end_matches([' ', ',', ';']);
    let dash = indent(item).len();
    let place = sign_at(lines, number, at.checked_add(1)?)?;
    Some((
        Problem::new(ProblemKind::ColonInValue, place),
        one(number, format!("{before}\n{:dash$}- {rest}", ""), false),
    ))
}

/// A dash on a line of its own above the fields that stand as deep: the first of them behind it, or, in a part that is no list, none.
pub(super) fn dash_alone(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Syntax | P::Indentation | P::MissingDash | P::DashNotAllowed
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let (above, dash) = beside(lines, (1..number).rev())?;
    let own = indent(line).len();
    let depth = indent(dash).len();
    entry(line).filter(|_| dash.trim() == "-" && own == depth)?;
    let is_rest = |line: &str| indent(line).len() >= own && !line.trim_start().starts_with("- ");
    let mut parts = (1..above).rev().filter_map(|number| lines.line(number));
    let part = parts.find(|line| super::says(line) && indent(line).len() < depth)?;
    let text = match names.named(entry(part)?.0)?.under {
        Under::Nothing => return None,
        Under::Fields => vec![line.to_owned()],
        Under::Items => {
            let all = (number..number.saturating_add(LINES)).map_while(|number| lines.line(number));
            let all = all.take_while(|line| super::says(line) && is_rest(line));
            let all: Vec<&str> = all.collect();
            // Those that stand further in already stand below what is behind the dash.
            let deeper = all.get(1).is_some_and(|line| indent(line).len() > own);
            let margin = if deeper { "" } else { "  " };
            let all = all.iter().enumerate().map(|(place, line)| match place {
                0 => format!("{:depth$}- {}", "", line.trim_start()),
                _ => format!("{margin}{line}"),
            });
            all.collect()
        }
    };
    let problem = Problem::new(P::LoneSign('-'), sign_at(lines, above, depth)?);
    let between = number.checked_sub(above)?;
    let mended = Mended {
        lines: u32::try_from(text.len()).ok()?.checked_add(between)?,
        ..one(above, text.join("\n"), false)
    };
    Some((problem, mended))
}

/// `- { … },`, `- { … }, { … }`: the sign that sets items apart in brackets means nothing behind a dash.
pub(super) fn behind_braces(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::MissingDash | P::ReservedStart(_) | P::Syntax | P::DashNotAllowed
    );
    let here = lines.position(problem.span.start).line;
    let above = beside(lines, (1..here).rev()).map(|(number, _)| number);
    let mut near = [Some(here), above].into_iter().flatten();
    near.find_map(|number| {
        let line = lines.line(number).filter(|_| may_be)?;
        let margin = indent(line);
        let body = line.get(margin.len()..)?.strip_prefix("- ")?.trim_start();
        let value = Remark::of(body).value;
        let remark = Remark::of(body).behind();
        let mut items = Vec::new();
        let mut rest = value;
        while !rest.is_empty() {
            let inside = rest.strip_prefix('{')?;
            let (item, behind) = inside.split_at_checked(closing(inside)?)?;
            let behind = behind.strip_prefix('}')?;
            items.push(format!("{margin}- {{{item}}}"));
            let sign = behind.trim_start();
            rest = sign.trim_start_matches([',', ';', ' ']);
            if sign.len() == rest.len() && !rest.is_empty() {
                return None;
            }
        }
        let text = format!("{}{remark}", items.join("\n"));
        let whole = text.trim_end();
        let place = sign_at(lines, number, line.find('}')?.checked_add(1)?)?;
        (whole != line.trim_end()).then(|| {
            (
                Problem::new(P::BehindBraces, place),
                one(number, whole.to_owned(), false),
            )
        })
    })
}

/// Where braces close that hold no others; not within quotes.
fn closing(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, sign) in text.char_indices() {
        match (quote, sign) {
            (Some(open), _) if open == sign => quote = None,
            (None, '"' | '\'') => quote = Some(sign),
            (None, '{') => return None,
            (None, '}') => return Some(at),
            _ => {}
        }
    }
    None
}

/// `-----------` within a part: the reader stops at the line below it.
pub(super) fn row_of_signs(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::DashNotAllowed | P::MissingDash | P::Syntax
    );
    let number = lines.position(problem.span.start).line;
    let (above, row) = beside(lines, (1..number).rev()).filter(|_| may_be)?;
    let mut signs = row.trim().chars();
    let sign = signs
        .next()
        .filter(|sign| matches!(sign, '-' | '=' | '*' | '_' | '~'))?;
    let long = signs.clone().count() >= 2 && signs.all(|other| other == sign);
    (long && !indent(row).is_empty()).then(|| between::behind_sign(lines, above))?
}
