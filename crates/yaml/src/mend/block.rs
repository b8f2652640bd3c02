//! Lines that stand too deep, not deep enough, or behind a dash that is none: where they belong.

use super::{
    Mended, Names, Remark, Under, beside, entry, here, in_quotes, indent, key_column, one, whole,
};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// A value behind a key below which its fields stand: the value is what is too much, and becomes a remark.
pub(super) fn value_above_fields(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let here = lines.position(problem.span.start).line;
    let (above, below) = match problem.kind {
        ProblemKind::Indentation => {
            let (above, _) = beside(lines, (1..here).rev())?;
            (above, here)
        }
        // A remark behind the value is where the reader stops.
        ProblemKind::Comment => {
            let (below, _) = beside(lines, here.checked_add(1)?..)?;
            (here, below)
        }
        _ => return None,
    };
    let (line, fields) = (lines.line(above)?, lines.line(below)?);
    let (key, value) = entry(line)?;
    let (first, _) = entry(fields)?;
    let depth = indent(fields).len();
    let opens = ['"', '\'', '|', '>', '&', '!', '['];
    if depth <= key_column(line) || value.starts_with(opens) || value.starts_with('#') {
        return None;
    }
    let holds = names
        .named(key)
        .is_some_and(|named| named.under != Under::Nothing);
    let known = holds && names.named(first).is_some();
    let (value, remark) = value.split_once(" #").unwrap_or((value, ""));
    let (value, remark) = (value.trim(), remark.trim());
    let head = line.get(..line.find(':')?.checked_add(1)?)?;
    let text = match value
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        Some(inside) => {
            let parts = inside
                .split(", ")
                .map(|part| format!("\n{:depth$}{}", "", part.trim()));
            let remark = if remark.is_empty() {
                String::new()
            } else {
                format!("   # {remark}")
            };
            format!("{head}{remark}{}", parts.collect::<String>())
        }
        None => {
            let both = [value, remark].join(" ");
            format!("{head}   # {}", both.trim())
        }
    };
    let start = (lines.start(above) as usize).checked_add(line.find(value)?)?;
    let place = span(start, start.checked_add(value.len())?);
    let problem = Problem::new(ProblemKind::ValueAboveFields, place);
    known.then(|| (problem, one(above, text, false)))
}

/// A field that begins as far to the left as the part that it belongs to, with the others of it below.
pub(super) fn line_not_deep_enough(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let here = lines.position(problem.span.start).line;
    let (number, below) = match problem.kind {
        ProblemKind::Indentation => (beside(lines, (1..here).rev())?.0, here),
        ProblemKind::Comment => (here, beside(lines, here.checked_add(1)?..)?.0),
        _ => return None,
    };
    let (line, next) = (lines.line(number)?, lines.line(below)?);
    let (_, parent) = beside(lines, (1..number).rev())?;
    let depth = indent(next).len();
    let holds = |line| entry(line).filter(|(_, value)| value.is_empty() || value.starts_with('#'));
    let is_part = holds(parent).and_then(|(key, _)| names.named(key))?.under == Under::Fields;
    let is_field = |line| entry(line).is_some_and(|(key, _)| names.named(key).is_some());
    let own = indent(line).len();
    let between = indent(parent).len() == own && own < depth;
    if !(is_part && between && is_field(line) && is_field(next)) {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(own)?;
    let problem = Problem::new(ProblemKind::Indentation, span(start, start.checked_add(1)?));
    let text = format!("{:depth$}{}", "", line.trim_start());
    let mended = Mended {
        below: Some(below),
        ..one(number, text, false)
    };
    Some((problem, mended))
}

/// The first line of a block that stands deeper than all others of it.
pub(super) fn first_line_too_deep(
    lines: &Lines<'_>,
    problem: &Problem,
) -> Option<(Problem, Mended)> {
    let (here, own) = here(lines, problem).filter(|_| problem.kind == ProblemKind::Indentation)?;
    let depth = indent(own).len();
    let (number, above) = beside(lines, (1..here).rev())?;
    let dash = indent(above).len();
    let Some((_, parent)) = beside(lines, (1..number).rev()) else {
        // Of the whole text.
        let alone = depth == 0 && dash > 0 && entry(above).is_some() && entry(own).is_some();
        let start = (lines.start(number) as usize).checked_add(dash)?;
        let problem = Problem::new(ProblemKind::Indentation, span(start, start.checked_add(1)?));
        let mended = Mended {
            below: Some(here),
            ..one(number, above.trim_start().to_owned(), false)
        };
        return alone.then_some((problem, mended));
    };
    if above.get(dash..)?.starts_with("-  ") && dash.checked_add(2)? == depth {
        // A space too much behind a dash.
        let start = (lines.start(number) as usize).checked_add(dash)?;
        let problem = Problem::new(ProblemKind::Indentation, span(start, start.checked_add(1)?));
        let rest = above.get(dash..)?.trim_start_matches(['-', ' ']);
        let text = format!("{:dash$}- {rest}", "");
        let mended = Mended {
            below: Some(here),
            ..one(number, text, false)
        };
        return Some((problem, mended));
    }
    let is_parent = parent.trim_end().ends_with(':') && key_column(parent).checked_add(2)? == depth;
    if !is_parent || indent(above).len() <= depth || entry(above).is_none() {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(indent(above).len())?;
    let problem = Problem::new(ProblemKind::Indentation, span(start, start.checked_add(1)?));
    let text = format!("{:depth$}{}", "", above.trim_start());
    let mended = Mended {
        below: Some(here),
        ..one(number, text, false)
    };
    Some((problem, mended))
}

/// A dash before the first field of a record, which is no list.
pub(super) fn dash_before_fields(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let (here, own) = here(lines, problem).filter(|_| problem.kind == ProblemKind::MissingDash)?;
    let (number, above) = beside(lines, (1..here).rev())?;
    let (_, parent) = beside(lines, (1..number).rev())?;
    let (key, nothing) = entry(parent)?;
    let at = indent(above).len();
    let dash = above.get(at..)?.strip_prefix("- ")?;
    let no_list = names
        .named(key)
        .is_some_and(|named| named.under == Under::Fields);
    if !nothing.is_empty() || !no_list || indent(own).len() != at || entry(dash).is_none() {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(at)?;
    let problem = Problem::new(
        ProblemKind::DashNotAllowed,
        span(start, start.checked_add(1)?),
    );
    let text = format!("{}{}", above.get(..at)?, dash.trim_start());
    Some((problem, one(number, text, false)))
}

/// A dash where no list can begin: before a field, before an item that belongs in the line below, or before a text.
pub(super) fn without_dash(
    lines: &Lines<'_>,
    at: usize,
    number: u32,
    names: Names<'_>,
) -> Option<Mended> {
    let line = lines.line(number)?;
    let (before, rest) = (line.get(..at)?, line.get(at..)?.strip_prefix('-')?);
    let rest = rest.trim_start();
    if before.trim().is_empty() {
        let (key, _) = entry(rest)?;
        // Of the next item it is not the dash that is too much.
        let mut items = (1..number)
            .rev()
            .take(40)
            .filter_map(|number| lines.line(number));
        let is_item = |line: &str| {
            let begins = line
                .strip_prefix(before)
                .is_some_and(|line| line.starts_with("- "));
            begins && entry(line).is_some_and(|(first, _)| first == key)
        };
        if items.any(is_item) {
            return None;
        }
        let (_, below) = beside(lines, number.checked_add(1)?..).unwrap_or_default();
        // As deep as the other items, where the fields below stand so.
        let depth = indent(below)
            .len()
            .checked_sub(2)
            .filter(|&depth| depth > at);
        return Some(match depth {
            Some(depth) => one(number, format!("{:depth$}- {rest}", ""), false),
            None => one(number, format!("{before}{rest}"), false),
        });
    }
    let head = before.trim_end();
    let text = match entry(rest) {
        Some(_) => {
            let depth = key_column(line).checked_add(2)?;
            format!("{head}\n{:depth$}- {rest}", "")
        }
        None if rest.is_empty() || rest.starts_with('#') => {
            format!("{head} … {rest}").trim_end().to_owned()
        }
        None if is_asked(line, Remark::of(rest).value, names) => format!("{head} {rest}"),
        None => {
            let to = |text: &str| Some((in_quotes(text, true)?, false));
            return whole::quoted(lines, number, names, &to);
        }
    };
    Some(one(number, text, false))
}

/// Whether what stands behind the dash of a line is what its field asks for, where that is no text: a dash before it is no part of it.
fn is_asked(line: &str, value: &str, names: Names<'_>) -> bool {
    let named = entry(line).and_then(|(key, _)| names.named(key));
    named.is_some_and(|named| {
        !named.text && named.under == Under::Nothing && names.fits(&named.name, value)
    })
}

/// The line as deep as the nearest above that it may belong to, and those below it that are as deep as itself; a dash as deep as
/// another.
pub(super) fn indented(lines: &Lines<'_>, first: u32) -> Option<Mended> {
    let line = lines.line(first)?;
    let depth = indent(line).len();
    let dashed = |line: &str| line.trim_start().starts_with("- ");
    let above = (1..first).rev();
    let above = above.filter_map(|number| Some((number, lines.line(number)?)));
    let above = above.filter(|(_, line)| super::says(line)).take(40);
    let keys: Vec<(u32, usize)> = above
        .clone()
        .map(|(number, line)| (number, key_column(line)))
        .collect();
    let dashes = above.filter(|(_, other)| dashed(line) && dashed(other));
    let dashes: Vec<(u32, usize)> = dashes
        .map(|(number, line)| (number, indent(line).len()))
        .collect();
    let all = if dashes.is_empty() { keys } else { dashes };
    // Of two that are as near, the line that is nearer above.
    let others = all.iter().copied().filter(|&(_, other)| other != depth);
    let (number, nearest) = others.min_by_key(|&(_, other)| other.abs_diff(depth))?;
    if dashed(line) || depth == 0 || all.iter().any(|&(_, other)| other == depth) {
        return Some(Mended {
            below: Some(number),
            ..one(
                first,
                format!("{:nearest$}{}", "", line.trim_start()),
                false,
            )
        });
    }
    Some(Mended {
        below: Some(number),
        ..too_deep(lines, first, nearest)?
    })
}

/// A line and those right below it that are as deep, as deep as is said.
pub(super) fn too_deep(lines: &Lines<'_>, first: u32, depth: usize) -> Option<Mended> {
    let own = indent(lines.line(first)?).len();
    let all = (first..first.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let all = all.take_while(|line| super::says(line) && indent(line).len() == own);
    let all: Vec<String> = all
        .map(|line| format!("{:depth$}{}", "", line.trim_start()))
        .collect();
    let above = beside(lines, (1..first).rev()).map(|(number, _)| number);
    Some(Mended {
        lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
        below: above,
        ..one(first, all.join("\n"), false)
    })
}

/// Items whose dashes stand two too far out for the fields below them, which are as deep as is said.
pub(super) fn dash_not_deep_enough(lines: &Lines<'_>, first: u32, fields: usize) -> Option<Mended> {
    let dash = indent(lines.line(first)?).len();
    let is_item = |line: &str| {
        indent(line).len() == dash && line.get(dash..).is_some_and(|line| line.starts_with("- "))
    };
    let depth = dash.checked_add(2)?;
    if !is_item(lines.line(first)?) || fields != depth.checked_add(2)? {
        return None;
    }
    let all = (first..first.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let all =
        all.take_while(|line| !super::says(line) || is_item(line) || indent(line).len() > dash);
    let mut all: Vec<&str> = all.collect();
    while all.last().is_some_and(|line| !is_item(line)) {
        all.pop();
    }
    let text = all.iter().map(|line| match is_item(line) {
        true => format!("{:depth$}{}", "", line.trim_start()),
        false => (*line).to_owned(),
    });
    Some(Mended {
        lines: u32::try_from(all.len()).ok()?,
        ..one(first, text.collect::<Vec<_>>().join("\n"), false)
    })
}

/// The dash of an item that lacks it: its first field is that of the item above, and stands below it or below its dash. What stands
/// further in is a list within that item.
pub(super) fn dash_again(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let line = lines.line(number)?;
    let (key, _) = entry(line)?;
    let depth = indent(line).len();
    let above = (1..number)
        .rev()
        .take(40)
        .filter_map(|number| lines.line(number));
    let mut items = above.filter(|line| line.trim_start().starts_with("- "));
    let item = items.find(|item| indent(item).len() <= depth)?;
    let same = entry(item).is_some_and(|(first, _)| first == key);
    let dash = indent(item).len();
    let fits = same && (key_column(item) == depth || dash == depth);
    fits.then(|| {
        one(
            number,
            format!("{:dash$}- {}", "", line.trim_start()),
            false,
        )
    })
}
