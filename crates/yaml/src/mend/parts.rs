//! Parts and items whose name is left out: what stands under it says which it is.

use super::keys::named_at_first;
use super::{Mended, Names, Under, beside, entry, indent, key_column, one, says};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Most lines of an item that are looked at.
const LINES: usize = 40;

/// `- publicity` with fields below it: the name of its field is left out.
pub(super) fn item_without_name(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let here = lines.position(problem.span.start).line;
    let number = match problem.kind {
        ProblemKind::Indentation => beside(lines, (1..here).rev())?.0,
        ProblemKind::Comment => here,
        _ => return None,
    };
    let line = lines.line(number)?;
    let dash = indent(line).len();
    let rest = line.get(dash..)?.strip_prefix("- ")?;
    let body = rest.trim_start();
    let value = body.split(" #").next()?.trim_end();
    let open = ['"', '\'', '[', '{', '|', '>', '#', '-', '&', '*', '!'];
    if value.is_empty() || value.starts_with(open) || value.contains(": ") || value.ends_with(':') {
        return None;
    }
    let column = line.len().checked_sub(body.len())?;
    let there = fields_at(lines, number.checked_add(1)?, column);
    let mut above = (1..number).rev().map_while(|number| lines.line(number));
    let part = above.find(|line| {
        says(line) && !line.trim_start().starts_with('-') && indent(line).len() <= dash
    })?;
    let (part, _) = entry(part).filter(|(_, value)| value.is_empty() || value.starts_with('#'))?;
    let part = names
        .named(part)
        .filter(|part| part.under == Under::Items)?;
    let mut holds = part.holds.iter().map(|(name, _)| name.as_str());
    let known = there
        .first()
        .is_some_and(|first| holds.clone().any(|name| name == *first));
    // `- place Hall`: the name is there and lacks its colon.
    let written = named_at_first(body, names);
    let written = written.filter(|written| {
        let name = entry(written).map_or("", |(name, _)| name);
        holds.clone().any(|own| own == name) && !there.contains(&name)
    });
    let named = match written {
        Some(written) => written,
        None => {
            let name = holds.find(|name| !there.contains(name)).filter(|_| known)?;
            format!("{name}: {body}")
        }
    };
    let start = (lines.start(number) as usize).checked_add(column)?;
    let place = span(start, start.checked_add(value.len())?);
    let text = format!("{}{named}", line.get(..column)?);
    Some((
        Problem::new(ProblemKind::ItemWithoutName, place),
        one(number, text, false),
    ))
}

/// Fields or items below no name of a part: the part that is left out, in which alone they all stand.
pub(super) fn part_without_name(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let number = lines.position(problem.span.start).line;
    let may_be = matches!(
        problem.kind,
        ProblemKind::DashNotAllowed | ProblemKind::MissingDash | ProblemKind::Indentation
    );
    let line = lines.line(number).filter(|_| may_be)?;
    let margin = indent(line).len();
    let is_item = line.trim_start().starts_with("- ");
    let there = fields_at(lines, number, key_column(line));
    let within = |name: &&str| names.named(name).map(|named| named.within);
    let mut all = there.iter().map(within);
    let mut parts = all.next()??;
    for other in all {
        let other = other?;
        parts.retain(|part| other.contains(part));
    }
    let all = || (1_u32..).map_while(|number| lines.line(number));
    let stands = |part: &str| {
        all().any(|line| indent(line).is_empty() && entry(line).is_some_and(|(key, _)| key == part))
    };
    let asked = |part: &str| {
        let under = names.named(part).map(|part| part.under);
        under == Some(if is_item { Under::Items } else { Under::Fields })
    };
    parts.retain(|part| asked(part) && !stands(part));
    let [part] = parts.as_slice() else {
        return None;
    };
    let start = (lines.start(number) as usize).checked_add(margin)?;
    let length = line.trim_end().len().checked_sub(margin)?;
    let place = span(start, start.checked_add(length)?);
    Some((
        Problem::new(ProblemKind::PartWithoutName(part.clone()), place),
        one(number, format!("{part}:\n{line}"), false),
    ))
}

/// `funding: -`: what is asked under it, or, where it may be left out, nothing.
pub(super) fn nothing_behind_dash(
    lines: &Lines<'_>,
    number: u32,
    names: Names<'_>,
) -> Option<Mended> {
    let line = lines.line(number)?;
    let (key, value) = entry(line)?;
    let (sign, remark) = value.split_once(" #").unwrap_or((value, ""));
    let named = names
        .named(key)
        .filter(|named| named.under != Under::Nothing && sign.trim() == "-")?;
    let column = key_column(line);
    let mut text = line
        .get(..column.checked_add(key.len())?.checked_add(1)?)?
        .to_owned();
    if !remark.is_empty() {
        text = format!("{text}  #{remark}");
    }
    if named.required {
        for (place, (name, _)) in named.holds.iter().filter(|(_, must)| *must).enumerate() {
            let sign = match (named.under, place) {
                (Under::Items, 0) => "- ",
                (Under::Items, _) => "  ",
                _ => "",
            };
            text = format!("{text}\n{:1$}{sign}{name}: …", "", column.checked_add(2)?);
        }
    }
    Some(one(number, text, false))
}

/// The names of the fields from a line on that begin in one column, as far as they belong together.
fn fields_at<'t>(lines: &Lines<'t>, from: u32, column: usize) -> Vec<&'t str> {
    let all = (from..).map_while(|number| lines.line(number)).take(LINES);
    let block = all.enumerate().take_while(|(place, line)| {
        let item = line.trim_start().starts_with("- ");
        !says(line)
            || *place == 0
            || (key_column(line) >= column && !(item && indent(line).len() < column))
    });
    let fields = block.filter(|(_, line)| says(line) && key_column(line) == column);
    fields
        .filter_map(|(_, line)| Some(entry(line)?.0))
        .collect()
}
