//! Lines in which the name of a field is not written as one: without its colon, several on a line, with signs of other notations.

use super::{Mended, Names, entry, in_quotes, indent, one, says};
use crate::source::Lines;
use crate::{Problem, ProblemKind, span};

/// Signs that other notations put around a name.
const MARKS: [char; 6] = ['*', '`', '|', '~', '>', ' '];

/// Most words of a name.
const WORDS: usize = 6;

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
    let number = lines.position(problem.span.start).line;
    let line = lines.line(number).filter(|_| may_be)?;
    let body = line.trim_start();
    let bare = body.trim_start_matches(MARKS);
    let end = bare.find(|c| MARKS.contains(&c) || c == ':')?;
    let (key, rest) = bare
        .split_at_checked(end)
        .filter(|_| bare.len() < body.len())?;
    let value = rest.trim_start_matches(|c| MARKS.contains(&c) || c == ':');
    let between = rest.get(..rest.len().checked_sub(value.len())?)?;
    let value = value.trim_end_matches(MARKS);
    let name = names(key).filter(|_| between.contains([':', '|']))?.name;
    let text = format!("{}{name}: {value}", indent(line));
    let start = lines.start(number) as usize;
    let start = start.checked_add(indent(line).len())?;
    let signs = body.len().checked_sub(bare.len())?;
    let place = span(start, start.checked_add(signs)?);
    Some((
        Problem::new(P::Markup, place),
        one(number, text.trim_end().to_owned(), false),
    ))
}

/// `name: A, type: b`: each field in a line of its own. Only what the form has is a field.
pub(super) fn fields_on_one_line(
    lines: &Lines<'_>,
    number: u32,
    names: Names<'_>,
) -> Option<String> {
    let line = lines.line(number)?;
    let column = super::key_column(line);
    let (key, value) = entry(line)?;
    if let Some((inner, rest)) = entry(value).filter(|(inner, _)| names(inner).is_some()) {
        // `applicant: name: A`: as deep as the lines below.
        let below = lines.line(number.checked_add(1)?).unwrap_or_default();
        let depth = indent(below).len();
        let depth = if depth > column {
            depth
        } else {
            column.checked_add(2)?
        };
        let head = line.get(..column)?;
        return Some(format!("{head}{key}:\n{:depth$}{inner}: {rest}", ""));
    }
    let mut cuts = Vec::new();
    for (at, _) in value.match_indices(": ") {
        let before = value.get(..at)?;
        let begin = before.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        let begin = begin.map_or(0, |begin| begin.saturating_add(1));
        let word = before.get(begin..)?;
        if begin > 0 && entry(&format!("{word}:")).is_some() && names(word).is_some() {
            cuts.push(begin);
        }
    }
    let first = *cuts.first()?;
    let clean = |text: &str| {
        text.trim()
            .trim_end_matches([',', ';'])
            .trim_end()
            .to_owned()
    };
    let mut all = vec![format!(
        "{}{key}: {}",
        line.get(..column)?,
        clean(value.get(..first)?)
    )];
    let ends = cuts.iter().skip(1).copied().chain([value.len()]);
    for (&from, to) in cuts.iter().zip(ends) {
        all.push(format!("{:column$}{}", "", clean(value.get(from..to)?)));
    }
    Some(all.join("\n"))
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
    if let Some(named) = names(bare) {
        let open = if holds { "" } else { " …" };
        return Some(one(number, format!("{indent}{}:{open}", named.name), false));
    }
    if let Some(text) = named_at_first(body, names) {
        return Some(one(number, format!("{indent}{text}"), false));
    }
    let above = number.checked_sub(1).filter(|&above| above > 0);
    // Signs alone are the rest of no text.
    let above = above.filter(|_| body.contains(char::is_alphanumeric));
    if body.starts_with("- ") {
        return None;
    }
    let above = above.and_then(|above| Some((above, lines.line(above)?)));
    match above.and_then(|(above, text)| Some((above, text, entry(text)?.1))) {
        // The rest of the text above, which a program broke there.
        Some((above, text, value)) if !value.starts_with(['"', '\'', '|', '>', '{', '[']) => {
            let value = value.split(" #").next().unwrap_or(value);
            let key = text.get(..text.find(':')?.checked_add(1)?)?;
            let joined = format!("{key} {} {body}", value.trim());
            Some(Mended {
                lines: 2,
                ..one(above, joined.replacen(":  ", ": ", 1), false)
            })
        }
        Some(_) => None,
        None => behind_signs(lines, number),
    }
}

/// Lines that are none of the application, such as a heading or a signature, behind a `#`, as far as they belong together.
pub(super) fn behind_signs(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let all = (number..number.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let all = all.take_while(|line| says(line) && entry(line).is_none());
    let all: Vec<String> = all.map(|line| format!("# {}", line.trim())).collect();
    Some(Mended {
        lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
        ..one(number, all.join("\n"), false)
    })
}

/// A name at the beginning of a line, and behind it, whatever stands in the place of its colon, the value.
fn named_at_first(body: &str, names: Names<'_>) -> Option<String> {
    const SIGNS: [char; 9] = ['=', ';', '|', '\t', '\u{ff1a}', '–', '—', '-', ' '];
    let mut best = None;
    let ends = body.char_indices().filter(|(_, c)| SIGNS.contains(c));
    for (end, _) in ends.take(WORDS) {
        let (key, rest) = body.split_at_checked(end)?;
        let value = rest.trim_start_matches(SIGNS);
        let strong = rest.get(..rest.len().checked_sub(value.len())?)?.trim() != "";
        // A word of the form that is also one of the language needs more than a space behind it.
        let known = names(key).filter(|named| strong || named.name == key);
        if let Some(named) = known {
            best = Some(format!("{}: {value}", named.name).trim_end().to_owned());
        }
    }
    let plain = best?;
    // The value may need quotes of its own.
    let quoted = plain.matches(": ").count() > 1;
    if quoted {
        in_quotes(&plain, false)
    } else {
        Some(plain)
    }
}
