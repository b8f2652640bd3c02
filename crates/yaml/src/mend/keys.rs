//! Lines in which the name of a field is not written as one: without its colon, several on a line, with signs of other notations.

use super::{Mended, Names, Remark, apart, entry, here, in_quotes, indent, one, says, texts};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Signs that other notations put around a name.
const MARKS: [char; 6] = ['*', '`', '|', '~', '>', ' '];

/// Most words of a name.
const WORDS: usize = 6;

/// Three backticks, between which other texts hold a file: a line that is none of it.
pub(super) fn fence(lines: &Lines<'_>, problem: &Problem) -> Option<(Problem, Mended)> {
    let (number, line) = here(lines, problem)?;
    let body = line.trim();
    let of_fence = problem.kind == ProblemKind::ReservedStart('`');
    let word = body.strip_prefix("```").filter(|_| of_fence)?;
    if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    // At the beginning or the end of a file it can be nothing else.
    let above = super::beside(lines, (1..number).rev()).is_none();
    let below = super::beside(lines, number.checked_add(1)?..).is_none();
    let start = (lines.start(number) as usize).checked_add(indent(line).len())?;
    let place = span(start, start.checked_add(body.len())?);
    Some((
        Problem::new(ProblemKind::Markup, place),
        one(number, format!("# {body}"), above || below),
    ))
}

/// `name: **A**`: a value between signs that other notations set in bold.
pub(super) fn bold_value(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    let (number, line) = here(lines, problem)?;
    let may_be = matches!(problem.kind, ProblemKind::Alias(_));
    let (key, value) = entry(line).filter(|_| may_be)?;
    let remark = Remark::of(value);
    let bold = remark.value.strip_prefix("**")?.strip_suffix("**")?;
    if bold.is_empty() || bold.contains('*') || names.named(key).is_none() {
        return None;
    }
    let text = line.replacen(remark.value, bold, 1);
    let start = (lines.start(number) as usize).checked_add(line.find(remark.value)?)?;
    let place = span(start, start.checked_add(remark.value.len())?);
    Some((
        Problem::new(ProblemKind::Markup, place),
        one(number, text, false),
    ))
}

/// `**name:** X`, `| name | X |`: the name of a field as other notations set it.
pub(super) fn markup(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Alias(_) | P::ReservedStart(_) | P::MissingColon | P::Syntax | P::BlockHeader
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    let head = line.get(..super::key_column(line))?;
    let body = line.get(head.len()..)?;
    let bare = body.trim_start_matches(MARKS);
    let end = bare.find(|c| MARKS.contains(&c) || c == ':')?;
    let (key, rest) = bare
        .split_at_checked(end)
        .filter(|_| bare.len() < body.len())?;
    let value = rest.trim_start_matches(|c| MARKS.contains(&c) || c == ':');
    let between = rest.get(..rest.len().checked_sub(value.len())?)?;
    let value = value.trim_end_matches(MARKS);
    let name = names
        .named(key)
        .filter(|_| between.contains([':', '|']))?
        .name;
    let text = format!("{head}{name}: {value}");
    let start = lines.start(number) as usize;
    let start = start.checked_add(head.len())?;
    let signs = body.len().checked_sub(bare.len())?;
    let place = span(start, start.checked_add(signs)?);
    Some((
        Problem::new(P::Markup, place),
        one(number, text.trim_end().to_owned(), false),
    ))
}

/// `'name: A'`, `"name": "A",`: a whole line in quotes, or one of another notation.
pub(super) fn quoted_line(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let here = lines.position(problem.span.start).line;
    let known = |line: &str| entry(line).is_some_and(|(key, _)| names.named(key).is_some());
    if let P::TextAfterQuote(sign @ ('"' | '\'')) = problem.kind {
        let line = lines.line(here)?;
        let body = line.trim_start_matches([' ', '-']).strip_prefix(sign)?;
        let (key, value) = body.split_once(sign)?;
        let text = format!("{key}{}", value.trim_end().trim_end_matches(','));
        let head = line.get(..super::key_column(line))?;
        return known(&text).then(|| (problem.clone(), one(here, format!("{head}{text}"), false)));
    }
    if !matches!(problem.kind, P::Indentation | P::MissingColon | P::Syntax) {
        return None;
    }
    let above = super::beside(lines, (1..here).rev()).map(|(number, _)| number);
    [Some(here), above]
        .into_iter()
        .flatten()
        .find_map(|number| {
            let line = lines.line(number)?;
            let column = super::key_column(line);
            let body = line.get(column..)?.trim_end().trim_end_matches(',');
            let sign = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let inside = body.strip_prefix(sign)?.strip_suffix(sign)?;
            let start = (lines.start(number) as usize).checked_add(column)?;
            let place = span(start, start.checked_add(body.len())?);
            let text = format!("{}{inside}", line.get(..column)?);
            let whole = !inside.contains(sign) && known(inside);
            whole.then(|| (Problem::new(P::QuotedLine, place), one(number, text, false)))
        })
}

/// `-- name: A`, `– – name: A`: one dash is one too many.
pub(super) fn several_dashes(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::MissingDash | P::Indentation | P::Bullet | P::DashNotAllowed | P::ReservedStart(_)
    );
    let (number, line) = here(lines, problem).filter(|_| may_be)?;
    // The reader stops below two dashes that YAML takes for a list in a list.
    let above = super::beside(lines, (1..number).rev());
    let above = above.filter(|(_, above)| above.trim_start().starts_with("- - "));
    let (number, line) = above.unwrap_or((number, line));
    let margin = indent(line);
    let signs = ['-', '–', '—', '•', '*', '·'];
    let body = line.get(margin.len()..)?;
    let rest = body.trim_start_matches(|c| signs.contains(&c) || c == ' ');
    let before = body.get(..body.len().checked_sub(rest.len())?)?;
    let known = entry(rest).is_some_and(|(key, _)| names.named(key).is_some());
    if !known || before.matches(signs).count() < 2 {
        return None;
    }
    let start = (lines.start(number) as usize).checked_add(margin.len())?;
    let place = span(start, start.checked_add(before.trim_end().len())?);
    let text = format!("{margin}- {rest}");
    Some((Problem::new(P::Bullet, place), one(number, text, false)))
}

/// `name = A`, `name;A`: lines with the name of a field in which another sign stands in the place of the colon, all of the text at once.
pub(super) fn other_signs(
    lines: &Lines<'_>,
    problem: &Problem,
    names: Names<'_>,
) -> Option<(Problem, Mended)> {
    use ProblemKind as P;
    let may_be = matches!(
        problem.kind,
        P::Indentation | P::MissingColon | P::Syntax | P::NotOfApplication
    );
    let here = lines.position(problem.span.start).line;
    let last = here.saturating_add(super::LINES);
    let with_colon = |line: &str| {
        let column = super::key_column(line);
        let (head, body) = line.split_at_checked(column)?;
        let strong = body.contains(['=', ';', '\t', '|', '>']) && entry(line).is_none();
        let text = strong.then(|| named_at_first(body.trim_end(), names))??;
        Some(format!("{head}{text}"))
    };
    let all = (1..last).map_while(|number| Some((number, lines.line(number)?)));
    let mut all = all.filter(|(_, line)| says(line));
    let (first, line) = all.next().filter(|_| may_be)?;
    with_colon(line)?;
    let mended = |number| {
        let line = lines.line(number)?;
        Some(with_colon(line).unwrap_or_else(|| line.to_owned()))
    };
    let end = (first..last).take_while(|&number| lines.line(number).is_some());
    let end = end.filter(|&number| lines.line(number).and_then(with_colon).is_some());
    let end = end.last().filter(|&end| end > first)?;
    let text: Vec<String> = (first..=end).filter_map(mended).collect();
    let start = (lines.start(first) as usize).checked_add(indent(line).len())?;
    let place = span(start, start.checked_add(line.trim().len())?);
    let mended = Mended {
        lines: end.checked_sub(first)?.checked_add(1)?,
        ..one(first, text.join("\n"), false)
    };
    Some((Problem::new(P::MissingColon, place), mended))
}

/// `name: : A`: one colon is one too many.
pub(super) fn twice(line: &str) -> Option<String> {
    let (before, value) = line.split_once(": : ")?;
    entry(line).map(|_| format!("{before}: {}", value.trim_start()))
}

/// A line without a colon: a remark, a heading, a name that lacks its colon, or the rest of the text above.
pub(super) fn with_colon(lines: &Lines<'_>, number: u32, names: Names<'_>) -> Option<Mended> {
    let line = lines.line(number)?;
    let (indent, body) = (indent(line), line.trim());
    // A remark as other languages write it.
    let remark = ["//", "<!--", "/*", "--"];
    let rest = remark.iter().find_map(|sign| body.strip_prefix(sign));
    if let Some(rest) = rest.filter(|rest| !rest.trim().is_empty()) {
        let rest = rest.trim_end_matches(['-', '>', '*', '/', ' ']);
        return Some(one(
            number,
            format!("{indent}# {}", rest.trim_start()),
            false,
        ));
    }
    let below = lines.line(number.checked_add(1)?).unwrap_or_default();
    let holds = says(below) && super::indent(below).len() > indent.len();
    let bare = body.trim_matches(['[', ']', '=', '#', ' ', ';', ',', '.', '*']);
    let stands = |name: &str| {
        let mut all = (1_u32..).map_while(|number| lines.line(number));
        all.any(|line| {
            super::indent(line) == indent && entry(line).is_some_and(|(key, _)| key == name)
        })
    };
    if let Some(named) = names.named(bare) {
        // What is named twice is a heading.
        if !holds && stands(&named.name) {
            return apart::behind_signs(lines, number);
        }
        let open = if holds { "" } else { " …" };
        return Some(one(number, format!("{indent}{}:{open}", named.name), false));
    }
    if let Some(text) = named_at_first(body, names) {
        return Some(one(number, format!("{indent}{text}"), false));
    }
    if body.starts_with("- ") {
        return None;
    }
    // Signs alone are the rest of no text.
    if body.contains(char::is_alphanumeric) {
        if let Some(mended) = texts::continued(lines, number) {
            return Some(mended);
        }
        let above = number.checked_sub(1).and_then(|above| lines.line(above));
        let value = above.and_then(entry).map(|(_, value)| value);
        if value.is_some_and(|value| value.starts_with(['"', '\'', '|', '>', '{', '['])) {
            return None;
        }
    }
    apart::behind_signs(lines, number)
}

/// A name at the beginning of a line, and behind it, whatever stands in the place of its colon, the value.
pub(super) fn named_at_first(body: &str, names: Names<'_>) -> Option<String> {
    const SIGNS: [char; 12] = [
        '=', ';', ',', '.', '|', '\t', '\u{ff1a}', '–', '—', '-', '>', ' ',
    ];
    let mut best = None;
    let ends = body.char_indices().filter(|(_, c)| SIGNS.contains(c));
    for (end, _) in ends.take(WORDS) {
        let (key, rest) = body.split_at_checked(end)?;
        let value = rest.trim_start_matches(SIGNS);
        let sign = rest.get(..rest.len().checked_sub(value.len())?)?.trim();
        // Behind a word a comma or a full stop may be one of the text.
        let strong = !matches!(sign, "" | "," | ".");
        // A word of the form that is also one of the language needs more than a space behind it.
        let known = names.named(key).filter(|named| strong || named.name == key);
        if let Some(named) = known {
            // `summary = |` begins a text of several lines.
            let signs = rest.trim_matches(' ');
            let is_block = value.is_empty() && signs.len() > 1 && signs.ends_with('|');
            let value = if is_block { "|" } else { value };
            best = Some(format!("{}: {value}", named.name).trim_end().to_owned());
        }
    }
    let plain = best?;
    // The value may need quotes of its own.
    let (said, _) = plain.split_once(" #").unwrap_or((&plain, ""));
    if said.matches(": ").count() > 1 {
        in_quotes(&plain, false)
    } else {
        Some(plain)
    }
}
