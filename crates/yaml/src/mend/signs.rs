//! Signs in the place of others: what looks like a space, tabs, semicolons between fields, a bracket that is missing.

use super::{LINES, Mended, Names, Remark, beside, entry, here, indent, key_column, one, says};
use crate::pasted::is_no_break;
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Lines above whose depth a line may have.
const ABOVE: usize = 40;

/// All lines of a text with spaces in the place of what looks like them, from the first that has such to the last.
pub(super) fn spaces(lines: &Lines<'_>) -> Option<Mended> {
    let wrong = |number: &u32| lines.line(*number).is_some_and(|line| spaced(line) != line);
    let all = (1_u32..).take_while(|&number| lines.line(number).is_some());
    let mut all = all.filter(wrong);
    let first = all.next()?;
    let within = first.saturating_add(LINES);
    let last = all
        .take_while(|&number| number < within)
        .last()
        .unwrap_or(first);
    let text: Vec<String> = (first..=last)
        .filter_map(|number| lines.line(number).map(spaced))
        .collect();
    Some(Mended {
        lines: last.checked_sub(first)?.checked_add(1)?,
        ..one(first, text.join("\n"), true)
    })
}

/// A line with spaces in the place of what looks like them, where they indent, stand behind a dash or behind the colon of a key, or
/// before a remark. Within a text they belong to it.
fn spaced(line: &str) -> String {
    let is_blank = |c: char| c == ' ' || is_no_break(c);
    let begin = line.trim_start_matches(|c| is_blank(c) || c == '-');
    let plain = |part: &str| part.replace(is_no_break, " ");
    let (head, body) = line.split_at(line.len().saturating_sub(begin.len()));
    // Some are as wide as two.
    let mut text = plain(&head.replace(['\u{2001}', '\u{2003}', '\u{3000}'], "  "));
    if body.starts_with('#') {
        return text + body;
    }
    let key = body.split(':').next().unwrap_or(body);
    let is_key = key
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let mut rest = body;
    if let Some(value) = body
        .get(key.len()..)
        .and_then(|rest| rest.strip_prefix(':'))
        && is_key
    {
        let behind = value.trim_start_matches(is_blank);
        text = format!(
            "{text}{key}:{}",
            plain(
                value
                    .get(..value.len().saturating_sub(behind.len()))
                    .unwrap_or("")
            )
        );
        rest = behind;
    }
    let sign = rest.match_indices('#').find(|&(at, _)| {
        let before = rest.get(..at).unwrap_or("");
        at == 0 || before.ends_with(is_blank)
    });
    if rest.starts_with(['{', '[']) {
        // Within brackets keys stand on the same line.
        let mut last = ' ';
        text.extend(rest.chars().map(|c| {
            let behind = matches!(last, ' ' | ':' | ',' | '{' | '[');
            last = if behind && is_no_break(c) { ' ' } else { c };
            last
        }));
        return text;
    }
    match sign.and_then(|(at, _)| rest.split_at_checked(at)) {
        Some((value, remark)) => {
            let own = value.trim_end_matches(is_blank);
            let gap = plain(value.get(own.len()..).unwrap_or(""));
            format!("{text}{own}{gap}{remark}")
        }
        None => text + rest,
    }
}

/// Lines that begin with tabs, from this one to the last of the text, each tab two spaces; one line alone as deep as those around it.
pub(super) fn tabs(lines: &Lines<'_>, first: u32) -> Option<Mended> {
    let head = |line: &str| {
        line.len()
            .saturating_sub(line.trim_start_matches([' ', '\t', '-']).len())
    };
    let all = || (first..first.saturating_add(LINES)).map_while(|number| lines.line(number));
    let within = |line: &&str| {
        line.get(..head(line))
            .is_some_and(|head| head.contains('\t'))
    };
    let block = all().take_while(within).count();
    // Other lines that begin with a tab, too, or a text that has many would be put right in pieces.
    let last = all().collect::<Vec<_>>();
    let last = last.iter().rposition(|line| line.starts_with('\t'));
    let count = block.max(last.map_or(0, |last| last.saturating_add(1)));
    let all = all().take(count).enumerate().map(|(place, line)| {
        if place >= block && !line.starts_with('\t') {
            return line.to_owned();
        }
        let (head, rest) = line.split_at_checked(head(line)).unwrap_or(("", line));
        let mut head = head.to_owned();
        while head.contains("-\t") || head.contains("- \t") {
            head = head.replace("- \t", "- ").replace("-\t", "- ");
        }
        format!("{}{rest}", head.replace('\t', "  "))
    });
    let mut all: Vec<String> = all.collect();
    if let [only] = all.as_mut_slice() {
        let mut above = (1..first).rev().filter_map(|number| lines.line(number));
        let nearest = above.by_ref().find(|line| says(line)).unwrap_or_default();
        let open = entry(nearest).is_some_and(|(_, value)| Remark::of(value).value.is_empty());
        let inside = key_column(nearest).checked_add(2)?;
        let above = above.filter(|line| says(line)).take(ABOVE).map(key_column);
        let columns = [key_column(nearest)].into_iter().chain(above);
        let columns = open.then_some(inside).into_iter().chain(columns);
        let own = key_column(only);
        let depth = columns.min_by_key(|column| column.abs_diff(own));
        // Behind a dash the dash stays where it is.
        if let Some(depth) = depth.filter(|_| indent(only).len() == own) {
            *only = format!("{:depth$}{}", "", only.trim_start());
        }
    }
    Some(Mended {
        lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
        ..one(first, all.join("\n"), true)
    })
}

/// A value of signs alone says nothing yet.
pub(super) fn alone(line: &str) -> Option<String> {
    let (_, value) = entry(line)?;
    let remark = Remark::of(value);
    let key = line.get(..line.find(':')?.checked_add(1)?)?;
    let nothing = !remark.value.is_empty() && !remark.value.contains(char::is_alphanumeric);
    nothing.then(|| format!("{key} …{}", remark.behind()))
}

/// A line with what is still to be written in the place of a sign behind a colon or within brackets.
pub(super) fn open(line: &str, at: usize) -> Option<String> {
    let (before, after) = line.split_at_checked(at)?;
    let after = after.get(after.chars().next()?.len_utf8()..)?;
    let value = before.trim_end().ends_with([':', '[', ',']);
    value.then(|| format!("{before}…{after}"))
}

/// `{ name: A; group: b }`: within braces a comma stands between fields.
pub(super) fn semicolons(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::TextAfterQuote(_) | P::ColonInValue | P::Comma
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let brace = line.find('{')?;
    let (mut text, mut first) = (line.to_owned(), None);
    for (at, _) in line.match_indices(';').filter(|&(at, _)| at > brace) {
        let behind = line.get(at.checked_add(1)?..)?.trim_start();
        if entry(behind).is_some_and(|(key, _)| names.named(key).is_some()) {
            text.replace_range(at..at.checked_add(1)?, ",");
            first = first.or(Some(at));
        }
    }
    let start = (lines.start(number) as usize).checked_add(first?)?;
    let problem = Problem::new(P::Comma, span(start, start.checked_add(1)?));
    Some((problem, one(number, text, false)))
}

/// A line with the bracket closed that is open at its end, where nothing that belongs within it can follow.
pub(super) fn closed(lines: &Lines<'_>, number: u32, open: char) -> Option<String> {
    let line = lines.line(number)?;
    let close = if open == '[' { ']' } else { '}' };
    let opened = line.matches(open).count();
    let next = beside(lines, number.checked_add(1)?..).map(|(_, line)| line);
    let ends = next.is_none_or(|next| entry(next).is_some() || next.trim_start().starts_with("- "));
    let at = line.find(open)?;
    let Remark { value, .. } = Remark::of(line.get(at..)?);
    let remark = line.get(at.checked_add(value.len())?..)?;
    let whole = opened == line.matches(close).count().checked_add(1)?;
    let before = line.get(..at)?;
    // Lines as they stand without brackets need none.
    let below = next.filter(|next| indent(next).len() > indent(line).len());
    let in_block = below.is_some_and(|below| !below.trim_end().ends_with(','));
    if value.len() == 1 && ends && in_block {
        return Some(format!("{}{remark}", before.trim_end()));
    }
    let fits = ends && whole && !value.ends_with(',') && value.len() > 1;
    fits.then(|| format!("{before}{value} {close}{remark}"))
}
