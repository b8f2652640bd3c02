//! The signs with which YAML gives a value a type, a name, or refers to one: the line without them, with the value itself. What begins
//! with such a sign and is a text comes into quotes.

use super::{LINES, Mended, Names, Remark, Under, beside, entry, here, indent, key_column, one};
use crate::source::Lines;
use crate::{Problem, ProblemKind, write};

/// Most signs of one line that are looked at.
const COUNT: usize = 32;

/// Types that say no more than the value does.
const TYPES: [&str; 6] = [
    "!!str",
    "!!int",
    "!!float",
    "!!bool",
    "!!timestamp",
    "!!null",
];

/// Whether the sign of a problem is one of YAML and no letter of a text.
pub(super) fn is_mark(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> bool {
    let simple = |name: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        name.bytes().all(plain)
    };
    let number = lines.position(problem.span.start).line;
    match &problem.kind {
        ProblemKind::Tag(tag) => tag == "!" || tag.starts_with("!!") || tag.contains(['/', '<']),
        ProblemKind::Anchor(name) => {
            // A whole word may be the first of a text.
            let word = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
            let own = || simple(name) && !(word && begins_text(lines, problem, names));
            standing(lines, number, '*', name).is_some() || own()
        }
        ProblemKind::Alias(name) => simple(name) || standing(lines, number, '&', name).is_some(),
        _ => false,
    }
}

/// Whether more stands behind the sign, in a field that asks for a text; not what stands elsewhere, too, in the place of a reference.
fn begins_text(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> bool {
    let begins = || {
        let (number, line) = here(lines, problem)?;
        let (key, value) = entry(line)?;
        let (_, rest) = Remark::of(value).value.split_once(' ')?;
        let near = number.saturating_sub(LINES).max(1)..number.saturating_add(LINES);
        let mut near = near.map_while(|number| lines.line(number));
        let again = near.any(|line| {
            entry(line).is_some_and(|(_, value)| Remark::of(value).value == rest.trim())
        });
        Some(names.named(key)?.text && !again)
    };
    begins().unwrap_or(false)
}

/// The line of such a sign without it; none where its value goes over several lines.
pub(super) fn without(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> Option<Mended> {
    let (number, line) = here(lines, problem)?;
    let start = lines.start(number);
    let at = problem.span.start.checked_sub(start)? as usize;
    let end = problem.span.end.checked_sub(start)? as usize;
    let (before, rest) = (line.get(..at)?, line.get(end..)?);
    let (value, after) = parted(before, rest)?;
    let with = |value: &str| match value.is_empty() && after.trim().is_empty() {
        true => before.trim_end().to_owned(),
        false => format!("{before}{value}{after}"),
    };
    match &problem.kind {
        ProblemKind::Alias(name) => {
            let value = value_of(lines, number, name).filter(|_| value.is_empty())?;
            Some(one(number, with(value), false))
        }
        ProblemKind::Tag(tag) if tag == "!!binary" => None,
        ProblemKind::Tag(_) if value.is_empty() => untyped(lines, number, names, &with("")),
        ProblemKind::Tag(tag) => {
            let sure = TYPES.contains(&tag.as_str());
            let is_text = matches!(tag.as_str(), "!!str" | "!");
            let bare = is_text && !value.starts_with(['"', '\'', '|', '>', '{', '[', '&', '*']);
            let text = match bare && !goes_on(lines, number) {
                true => write::text(value),
                false => value.into(),
            };
            Some(one(number, with(&text), sure))
        }
        // What refers to the name is written first: without the name nobody knows its value.
        ProblemKind::Anchor(name) => Some(Mended {
            later: standing(lines, number, '*', name).is_some(),
            ..one(number, with(value), false)
        }),
        _ => None,
    }
}

/// The value behind a sign, and what stands behind the value: within brackets the rest of them, else a remark.
fn parted<'t>(before: &str, rest: &'t str) -> Option<(&'t str, &'t str)> {
    let trimmed = rest.trim_start();
    if trimmed.starts_with('#') {
        return Some(("", rest));
    }
    let rest = trimmed;
    let value = match before.contains(['{', '[']) {
        true => rest.split([',', '}', ']']).next()?.trim_end(),
        false => Remark::of(rest).value,
    };
    Some((value, rest.get(value.len()..)?))
}

/// A line whose value below it has a type of its own: what has fields or items needs none, and a value alone in a list is that value.
fn untyped(lines: &Lines<'_>, number: u32, names: Names<'_>, line: &str) -> Option<Mended> {
    let Some((key, _)) = entry(line) else {
        return Some(one(number, line.to_owned(), false));
    };
    if names.named(key)?.under != Under::Nothing {
        return Some(one(number, line.to_owned(), false));
    }
    let below = number.checked_add(1)?;
    let item = lines.line(below)?;
    let value = item.trim_start().strip_prefix("- ")?.trim();
    let deep = indent(item).len() >= key_column(line);
    let next = lines.line(below.checked_add(1)?).unwrap_or_default();
    let alone = !next.trim_start().starts_with('-') && indent(next).len() <= indent(item).len();
    let single =
        deep && alone && entry(value).is_none() && !value.starts_with(['{', '[', '|', '>']);
    single.then(|| Mended {
        lines: 2,
        ..one(number, format!("{line} {value}"), false)
    })
}

/// The one line that a name stands for.
fn value_of<'t>(lines: &Lines<'t>, near: u32, name: &str) -> Option<&'t str> {
    let (number, at) = standing(lines, near, '&', name)?;
    let line = lines.line(number)?;
    let (before, rest) = line.split_at_checked(at)?;
    let rest = rest.get(name.len().checked_add(1)?..)?;
    let (value, _) = parted(before, rest)?;
    let first = value.chars().next()?;
    let closed = match first {
        '"' | '\'' => value.len() > 1 && value.ends_with(first),
        '{' => value.ends_with('}'),
        '[' => value.ends_with(']'),
        _ => !matches!(first, '|' | '>' | '&' | '*' | '!'),
    };
    (closed && !goes_on(lines, number)).then_some(value)
}

/// Whether the line below belongs to a line.
fn goes_on(lines: &Lines<'_>, number: u32) -> bool {
    let column = lines.line(number).map_or(0, key_column);
    let below = beside(lines, number.saturating_add(1)..);
    below.is_some_and(|(_, below)| indent(below).len() > column)
}

/// Where a name with its sign begins a value, near a line.
fn standing(lines: &Lines<'_>, near: u32, sign: char, name: &str) -> Option<(u32, usize)> {
    let wanted = format!("{sign}{name}");
    let all = near.saturating_sub(LINES).max(1)..near.saturating_add(LINES);
    let mut all = all.map_while(|number| Some((number, lines.line(number)?)));
    all.find_map(|(number, line)| {
        let mut found = line.match_indices(&wanted).take(COUNT);
        let (at, _) = found.find(|&(at, _)| {
            let before = line.get(..at).unwrap_or_default().trim_end();
            let after = line
                .get(at.saturating_add(wanted.len())..)
                .unwrap_or_default();
            let begins = before.is_empty() || before.ends_with([':', '-', ',', '[', '{']);
            begins && (after.is_empty() || after.starts_with([' ', ',', ']', '}']))
        })?;
        Some((number, at))
    })
}

#[cfg(test)]
mod tests {
    use crate::mend::{Fields, Named, mended};
    use crate::source::Lines;
    use crate::{Limits, Tree, read};

    /// A form without fields.
    struct NoFields;

    impl Fields for NoFields {
        fn named(&self, _: &str) -> Option<Named> {
            None
        }

        fn fits(&self, _: &str, _: &str) -> bool {
            false
        }
    }

    #[test]
    fn what_is_referred_to_is_written_where_it_is_asked() {
        for (text, told) in [
            ("a: &n B c\nb: *n   # d\n", ["a: B c", "b: B c   # d"]),
            ("a: &n \"B: c\"\nb: *n\n", ["a: \"B: c\"", "b: \"B: c\""]),
            ("a: {b: &n 1, c: *n}\n", ["a: {b: 1, c: *n}", ""]),
            ("a: {b: 1, c: &n d}\ne: *n\n", ["a: {b: 1, c: d}", "e: d"]),
            // What goes over several lines is nobody's line.
            ("a: &n\n  b: c\nd: *n\n", ["a:", ""]),
            ("a: &n b\n  c\nd: *n\n", ["a: b", ""]),
            ("a: &n |\n  c\nd: *n\n", ["a: |", ""]),
            ("a: &n !!str 1\nb: *n\n", ["a: !!str 1", ""]),
            ("a: *n\nb: *Nē\n", ["", "b: \"*Nē\""]),
        ] {
            let (mut tree, mut problems) = (Tree::default(), Vec::new());
            read(text, &Limits::default(), &mut tree, &mut problems);
            let lines = Lines::of(text);
            let told_of = |place: usize| {
                let mended = problems
                    .get(place)
                    .and_then(|one| mended(&lines, one, &NoFields).1);
                mended.map_or(String::new(), |mended| mended.text)
            };
            assert_eq!([told_of(0), told_of(1)], told, "{text}: {problems:?}");
        }
    }
}
