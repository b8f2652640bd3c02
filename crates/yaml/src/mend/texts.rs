//! Texts that go on in another line, which reads as a field or as nothing: joined, or below their field.

use super::{
    LINES, Mended, Names, apart, beside, block, entry, here, in_quotes, indent, key_column, one,
};
use super::{Remark, says};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Most lines of one text in quotes.
const QUOTED: u32 = 20;

/// A text in quotes that goes on in lines which begin no further in than its field.
pub(super) fn quotes_over_lines(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    let ProblemKind::UnclosedQuote(sign) = problem.kind else {
        return None;
    };
    let (first, line) = here(lines, problem)?;
    let (_, value) = entry(line)?;
    if value.strip_prefix(sign)?.contains(sign) {
        return None;
    }
    let mut text = line.trim_end().to_owned();
    for count in 1..=QUOTED {
        let next = lines.line(first.checked_add(count)?)?;
        let body = next.trim();
        if body.is_empty() || entry(next).is_some() || body.starts_with("- ") {
            return None;
        }
        text = format!("{text} {body}");
        if let Some((_, rest)) = body.split_once(sign) {
            let ends = rest.is_empty() || rest.trim_start().starts_with('#');
            let mended = Mended {
                lines: count.checked_add(1)?,
                ..one(first, text, false)
            };
            let problem = Problem::new(ProblemKind::TextContinued, problem.span);
            return ends.then_some((problem, mended));
        }
    }
    None
}

/// A line without a colon, and those below it, that the text above goes on in. Next to each other they are one text, with a line
/// between them or as a list they stay lines.
pub(super) fn continued(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let (above, head) = beside(lines, (1..number).rev())?;
    let (_, value) = entry(head)?;
    let remark = Remark::of(value);
    let value = remark.value;
    let line = lines.line(number)?;
    let opens = value.starts_with(['"', '\'', '|', '>', '{', '[', '&', '*', '!']);
    // What stands behind a date or an amount does not belong to it.
    let no_text = !value.is_empty() && !value.contains(char::is_alphabetic);
    let column = key_column(head);
    let own = indent(line).len();
    let between = (above.checked_add(1)?..number).map_while(|number| lines.line(number));
    let (remarks, between): (Vec<&str>, Vec<&str>) =
        between.partition(|line| line.trim_start().starts_with('#'));
    let apart = !between.is_empty();
    let inside = own > column || (own == column && (remarks.is_empty() || column > 0));
    let joins = || {
        // No heading is a number, or stands in quotes.
        let is_value = line.starts_with(['"', '\'']) || !line.contains(char::is_alphabetic);
        is_amid(lines, number, column) || (value.is_empty() && is_value)
    };
    let amid = || !apart && remarks.is_empty() && joins();
    if opens || no_text || !(inside || amid()) {
        return None;
    }
    // At the margin a line on its own is a heading or a signature, unless it reads as the rest of a sentence.
    if apart && own == 0 && !line.starts_with(char::is_lowercase) {
        return None;
    }
    let rest = (number..number.saturating_add(LINES)).map_while(|number| lines.line(number));
    let rest = rest.take_while(|line| {
        says(line) && entry(line).is_none() && !line.trim_start().starts_with("- ")
    });
    let rest: Vec<&str> = rest.map(str::trim).collect();
    // Cells of a table are no words of a text.
    if rest.iter().any(|line| line.contains('\t')) {
        return None;
    }
    let count = u32::try_from(rest.len()).ok()?;
    let key = head.get(..head.find(':')?.checked_add(1)?)?;
    let is_list = rest.len() > 1
        && rest
            .iter()
            .all(|line| !line.starts_with(char::is_alphanumeric));
    let text = if apart || is_list {
        let depth = column.checked_add(2)?;
        let mut all = vec![value];
        all.extend(between.iter().map(|_| ""));
        all.extend(rest);
        let all = all
            .iter()
            .skip_while(|line| line.is_empty())
            .map(|line| match line.is_empty() {
                true => "\n".to_owned(),
                false => format!("\n{:depth$}{line}", ""),
            });
        format!("{key} |{}{}", remark.behind(), all.collect::<String>())
    } else {
        let joined = [value, &rest.join(" ")].join(" ");
        let joined = format!("{key} {}", joined.trim());
        let quoted = joined.matches(": ").count() > 1;
        let joined = match quoted {
            true => in_quotes(&joined, false)?,
            false => joined,
        };
        format!("{joined}{}", remark.behind())
    };
    // A remark that stood between stands above.
    let margin = indent(head);
    let remarks = remarks
        .iter()
        .map(|remark| format!("{margin}{}\n", remark.trim()));
    let text = remarks.chain([text]).collect();
    Some(Mended {
        lines: number.checked_sub(above)?.checked_add(count)?,
        ..one(above, text, false)
    })
}

/// Whether the record whose fields begin in a column goes on below a line.
fn is_amid(lines: &Lines<'_>, number: u32, column: usize) -> bool {
    let below = number.checked_add(1);
    let below = below.and_then(|below| lines.line(below));
    below.is_some_and(|line| entry(line).is_some() && indent(line).len() == column && column > 0)
}

/// A line of a text below `|` that begins further out than its first line.
pub(super) fn out_of_block(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::MissingColon | P::BlockIndentation | P::MissingDash | P::Syntax
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    if entry(line).is_some_and(|(key, _)| names.named(key).is_some()) {
        return None;
    }
    // A remark further out ends the text.
    let above = (1..number).rev().take_while(|&above| {
        lines
            .line(above)
            .is_some_and(|line| line.trim_start().starts_with('#'))
    });
    let first = above.last().unwrap_or(number);
    let depth = block_above(lines, first)?;
    let apart = lines.line(first.checked_sub(1)?)?.trim().is_empty();
    let own = indent(line).len();
    if (own >= depth && first == number) || (apart && own == 0) {
        return None;
    }
    let rest = (first..first.saturating_add(LINES)).map_while(|number| lines.line(number));
    let rest = (first..).zip(rest).map_while(|(place, line)| {
        let is_of = place < number || says(line);
        is_of.then_some(line)
    });
    let rest =
        rest.take_while(|line| entry(line).is_none_or(|(key, _)| names.named(key).is_none()));
    let rest: Vec<String> = rest
        .map(|line| match indent(line).len() < depth {
            true => format!("{:depth$}{}", "", line.trim()),
            false => line.to_owned(),
        })
        .collect();
    let start = (lines.start(number) as usize).checked_add(own)?;
    let place = span(start, start.checked_add(1)?);
    Some((
        Problem::new(P::BlockIndentation, place),
        Mended {
            lines: u32::try_from(rest.len()).ok().filter(|&count| count > 0)?,
            ..one(first, rest.join("\n"), false)
        },
    ))
}

/// How deep the first line stands of the text below `|` or `>` that ends above a line.
fn block_above(lines: &Lines<'_>, number: u32) -> Option<usize> {
    let (mut first, mut least) = (0, usize::MAX);
    for number in (1..number).rev().take(LINES as usize) {
        let line = lines.line(number)?;
        let own = indent(line).len();
        if line.trim().is_empty() {
            continue;
        }
        let opens = entry(line).filter(|(_, value)| is_header(value));
        if opens.is_some() {
            return (least > key_column(line) && first > 0).then_some(first);
        }
        if own == 0 {
            return None;
        }
        (first, least) = (own, least.min(own));
    }
    None
}

/// Whether a value is the sign below which a text stands.
fn is_header(value: &str) -> bool {
    let signs = Remark::of(value).value;
    let mut signs = signs.chars();
    matches!(signs.next(), Some('|' | '>')) && signs.all(|c| matches!(c, '+' | '-' | '0'..='9'))
}

/// What stands below a value with a remark behind it, too deep to be a field of its own: a field that begins too far in, or the rest
/// of the text, which no remark may interrupt.
pub(super) fn below_remark(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    let (first, line) = here(lines, problem).filter(|_| problem.kind == ProblemKind::Comment)?;
    let at = problem.span.start.checked_sub(lines.start(first))? as usize;
    let before = line.get(..at)?;
    let (_, value) = entry(line)?;
    if !before.ends_with([' ', '\t']) {
        return None;
    }
    let (below, next) = beside(lines, first.checked_add(1)?..)?;
    let own = indent(next).len();
    let start = (lines.start(below) as usize).checked_add(own)?;
    let place = span(start, start.checked_add(1)?);
    if entry(next).is_some() || next.trim_start().starts_with("- ") {
        let mended = block::dash_not_deep_enough(lines, first, own)
            .or_else(|| block::too_deep(lines, below, key_column(line)))?;
        // Where the line with the remark is the one that moves, it is the one to be shown.
        let start = lines.start(mended.line) as usize;
        let margin = indent(lines.line(mended.line)?).len();
        let start = start.checked_add(margin)?;
        let place = span(start, start.checked_add(1)?);
        return Some((Problem::new(ProblemKind::Indentation, place), mended));
    }
    let remark = Remark::of(value);
    let mended = match first.checked_add(1)? == below && remark.value.contains(char::is_alphabetic)
    {
        true => continued(lines, below)?,
        false => apart::behind_signs(lines, below)?,
    };
    Some((Problem::new(ProblemKind::TextBelowRemark, place), mended))
}

/// `description: What:` with items below: a text of several lines.
pub(super) fn text_above_items(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let line = lines.line(number)?;
    let (_, value) = entry(line)?;
    let column = key_column(line);
    let value = Remark::of(value).value;
    let below = (number.checked_add(1)?..number.saturating_add(LINES))
        .map_while(|number| lines.line(number))
        .take_while(|line| says(line) && indent(line).len() > column);
    let below: Vec<&str> = below.collect();
    let is_item = |line: &&str| line.trim_start().starts_with("- ");
    let depth = indent(below.first().filter(|line| is_item(line))?).len();
    if !value.ends_with(':') || !below.iter().all(|line| indent(line).len() >= depth) {
        return None;
    }
    let key = line.get(..line.find(':')?.checked_add(1)?)?;
    let count = u32::try_from(below.len()).ok()?.checked_add(1)?;
    let text = format!("{key} |\n{:depth$}{value}\n{}", "", below.join("\n"));
    Some(Mended {
        lines: count,
        ..one(number, text, false)
    })
}

/// A line behind a number that goes on with the text above, in quotes for what it holds.
pub(super) fn counted_text(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let line = lines.line(number)?;
    let above = number.checked_sub(1).filter(|&above| above > 0)?;
    let head = lines.line(above)?;
    let (_, value) = entry(head)?;
    let remark = Remark::of(value);
    let opens = remark
        .value
        .starts_with(['"', '\'', '|', '>', '{', '[', '&', '*', '!']);
    let is_text = remark.value.contains(char::is_alphabetic) && !opens;
    if !is_text || indent(line).len() <= key_column(head) {
        return None;
    }
    let rest = (number..number.saturating_add(LINES)).map_while(|number| lines.line(number));
    let rest = rest.take_while(|line| says(line) && indent(line).len() > key_column(head));
    let rest: Vec<&str> = rest.map(str::trim).collect();
    let key = head.get(..head.find(':')?.checked_add(1)?)?;
    let text = in_quotes(&format!("{key} {} {}", remark.value, rest.join(" ")), false)?;
    Some(Mended {
        lines: u32::try_from(rest.len()).ok()?.checked_add(1)?,
        ..one(above, format!("{text}{}", remark.behind()), false)
    })
}
