//! The signs with which YAML gives a value a type, a name, or refers to one: the line without them, with the value itself. What begins
//! with such a sign and is a text comes into quotes.

use super::look::{Look, deep, entry, key_column};
use super::{Mended, Under, one};
use crate::Remark;
use crate::{ProblemKind as P, write};

/// Most lines above and below in which a name is looked for.
const NEAR: u32 = 500;

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

impl<'t> Look<'t> {
    /// Whether the sign of the problem is one of YAML and no letter of a text.
    pub(super) fn is_mark(self) -> bool {
        let simple = |name: &str| {
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
            name.bytes().all(plain)
        };
        match &self.problem.kind {
            P::Tag(tag) => tag == "!" || tag.starts_with("!!") || tag.contains(['/', '<']),
            P::Anchor(name) => {
                // A whole word may be the first of a text.
                let word = name.len() > 2 && name.bytes().all(|byte| byte.is_ascii_lowercase());
                let own = || simple(name) && !(word && self.begins_text() == Some(true));
                self.standing('*', name).is_some() || own()
            }
            P::Alias(name) => simple(name) || self.standing('&', name).is_some(),
            _ => false,
        }
    }

    /// Whether more stands behind the sign, in a field that asks for a text; not what stands elsewhere, too, in the place of a
    /// reference.
    fn begins_text(self) -> Option<bool> {
        let (key, value) = entry(self.line)?;
        let (_, rest) = Remark::of(value).value.split_once(' ')?;
        let again = self.near().any(|(_, line)| {
            entry(line).is_some_and(|(_, value)| Remark::of(value).value == rest.trim())
        });
        Some(self.names.named(key)?.text && !again)
    }

    /// The line of such a sign without it; none where its value goes over several lines.
    pub(super) fn without_mark(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let span = self.problem.span;
        let (before, _) = line.split_at_checked(self.column())?;
        let end = span.end.checked_sub(self.lines.start(number))?;
        let (value, after) = parted(before, line.get(end as usize..)?)?;
        let with = |value: &str| match value.is_empty() && after.trim().is_empty() {
            true => before.trim_end().to_owned(),
            false => format!("{before}{value}{after}"),
        };
        match &self.problem.kind {
            P::Alias(name) => {
                let value = self.value_of(name).filter(|_| value.is_empty())?;
                Some(one(number, with(value)))
            }
            P::Tag(tag) if tag == "!!binary" => None,
            P::Tag(_) if value.is_empty() => self.untyped(&with("")),
            P::Tag(tag) => {
                let sure = TYPES.contains(&tag.as_str());
                let is_text = matches!(tag.as_str(), "!!str" | "!");
                let bare = is_text && !value.starts_with(['"', '\'', '|', '>', '{', '[', '&', '*']);
                let text = match bare && !self.goes_on(number) {
                    true => write::text(value),
                    false => value.into(),
                };
                Some(one(number, with(&text)).sure(sure))
            }
            // What refers to the name is written first: without the name nobody knows its value.
            // A name of nothing is itself what was to stand there.
            P::Anchor(name)
                if value.is_empty()
                    && self.standing('*', name).is_none()
                    && !self.goes_on(number) =>
            {
                Some(one(number, with(name)))
            }
            P::Anchor(name) => Some(Mended {
                later: self.standing('*', name).is_some(),
                ..one(number, with(value))
            }),
            _ => None,
        }
    }

    /// The line, whose value below it has a type of its own: what has fields or items needs none, and a value alone in a list is that
    /// value.
    fn untyped(self, line: &str) -> Option<Mended> {
        let whole = one(self.number, line.to_owned());
        let Some((key, _)) = entry(line) else {
            return Some(whole);
        };
        if self.names.named(key)?.under != Under::Nothing {
            return Some(whole);
        }
        let below = self.number + 1;
        let item = self.lines.line(below)?;
        let value = item.trim_start().strip_prefix("- ")?.trim();
        let inside = deep(item) >= key_column(line);
        let next = self.lines.line(below + 1).unwrap_or_default();
        let alone = !next.trim_start().starts_with('-') && deep(next) <= deep(item);
        let plain = entry(value).is_none() && !value.starts_with(['{', '[', '|', '>']);
        (inside && alone && plain).then(|| one(self.number, format!("{line} {value}")).over(2))
    }

    /// The one line that a name stands for.
    fn value_of(self, name: &str) -> Option<&'t str> {
        let (number, at) = self.standing('&', name)?;
        let (before, rest) = self.lines.line(number)?.split_at_checked(at)?;
        let (value, _) = parted(before, rest.get(name.len() + 1..)?)?;
        let first = value.chars().next()?;
        let closed = match first {
            '"' | '\'' => value.len() > 1 && value.ends_with(first),
            '{' => value.ends_with('}'),
            '[' => value.ends_with(']'),
            _ => !matches!(first, '|' | '>' | '&' | '*' | '!'),
        };
        (closed && !self.goes_on(number)).then_some(value)
    }

    /// Whether the line below belongs to a line.
    fn goes_on(self, number: u32) -> bool {
        let column = self.lines.line(number).map_or(0, key_column);
        let below = self.below(number);
        below.is_some_and(|(_, below)| deep(below) > column)
    }

    /// The lines near the problem.
    fn near(self) -> impl Iterator<Item = (u32, &'t str)> {
        let first = self.number.saturating_sub(NEAR).max(1);
        self.lines_between(first, self.number + NEAR)
    }

    /// Where a name with its sign begins a value, near the line.
    fn standing(self, sign: char, name: &str) -> Option<(u32, usize)> {
        let wanted = format!("{sign}{name}");
        self.near().find_map(|(number, line)| {
            let mut found = line.match_indices(&wanted).take(COUNT);
            let (at, _) = found.find(|&(at, _)| {
                let before = line.get(..at).unwrap_or_default().trim_end();
                let after = line.get(at + wanted.len()..).unwrap_or_default();
                let begins = before.is_empty() || before.ends_with([':', '-', ',', '[', '{']);
                begins && (after.is_empty() || after.starts_with([' ', ',', ']', '}']))
            })?;
            Some((number, at))
        })
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

#[cfg(test)]
mod tests {
    use crate::Parsed;
    use crate::mend::{Fields, Named, mended};
    use crate::source::Lines;

    /// A form without fields.
    struct NoFields;

    impl Fields for NoFields {
        fn may_name(&self, _: &str) -> bool {
            false
        }

        fn named(&self, _: &str) -> Option<Named> {
            None
        }

        fn fits(&self, _: &str, _: &str) -> bool {
            false
        }

        fn glued(&self, _: &str) -> Option<&str> {
            None
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
            let problems = Parsed::of(text).problems;
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
