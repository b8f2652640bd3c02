//! Several fields on one line, and the one text that a line with two colons may be instead.

use super::{Named, Names, Remark, Under, entry, in_quotes, indent, key_column, says};
use crate::source::Lines;

/// Most colons of a line behind which a field is looked for: no line of an application has more, and each costs a look at all names.
const COLONS: usize = 32;

/// `name: A, type: b`: each field in a line of its own. Only what the form has is a field.
pub(super) fn fields_on_one_line(
    lines: &Lines<'_>,
    number: u32,
    names: Names<'_>,
) -> Option<String> {
    let line = lines.line(number)?;
    let column = key_column(line);
    let (key, value) = entry(line)?;
    let own = names.named(key);
    let holds = own.is_none_or(|own| own.under != Under::Nothing);
    let inside = entry(value).filter(|(inner, _)| holds && names.named(inner).is_some());
    if let Some((inner, rest)) = inside {
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
    let remark = Remark::of(value);
    let value = remark.value;
    let place = Place {
        lines,
        number,
        column,
        names,
    };
    let mut cuts = Vec::new();
    let mut end = value.len();
    // From the last on: what stands behind a name that is none here belongs to the value before it.
    let colons: Vec<usize> = value.match_indices(": ").map(|(at, _)| at).collect();
    for &at in colons.iter().take(COLONS).rev() {
        let before = value.get(..at)?;
        let begin = before.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        let begin = begin.map_or(0, |begin| begin.saturating_add(1));
        let word = before.get(begin..)?;
        let behind = clean(value.get(at..end)?.trim_start_matches(':'));
        let may_be = begin > 0 && !word.is_empty() && entry(&format!("{word}:")).is_some();
        let apart = before.get(..begin)?.trim_end().ends_with([',', ';']);
        if may_be && place.can_begin(word, apart, &behind) && !in_open_quote(value, begin) {
            cuts.push(begin);
            end = begin;
        }
    }
    cuts.reverse();
    let first = *cuts.first()?;
    // What stands between two fields may need quotes of its own.
    let whole = |line: String| {
        let value = entry(&line).map_or("", |(_, value)| value);
        let open = value.starts_with(['"', '\'']) && !value.ends_with(['"', '\'']);
        let colon = value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']);
        let quoted = (open || colon).then(|| in_quotes(&line, false)).flatten();
        quoted.unwrap_or(line)
    };
    let head = line.get(..column)?;
    let mut all = vec![whole(format!(
        "{head}{key}: {}",
        clean(value.get(..first)?)
    ))];
    let ends = cuts.iter().skip(1).copied().chain([value.len()]);
    for (&from, to) in cuts.iter().zip(ends) {
        all.push(whole(format!(
            "{:column$}{}",
            "",
            clean(value.get(from..to)?)
        )));
    }
    Some(format!("{}{}", all.join("\n"), remark.behind()))
}

/// A value without the sign that sets the next field apart.
fn clean(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';']);
    text.trim_end().to_owned()
}

/// The line and the column in which fields stand.
struct Place<'a> {
    lines: &'a Lines<'a>,
    number: u32,
    column: usize,
    names: Names<'a>,
}

impl Place<'_> {
    /// Whether a field begins with a word in the middle of a value: its very name, or what only it is called where a comma sets it
    /// apart. It is left out here, and what stands behind it is what it asks for; else the word is one of the text.
    fn can_begin(&self, word: &str, apart: bool, value: &str) -> bool {
        let named = self.names.named(word);
        let named = named.filter(|named| named.name == word || apart);
        named.is_some_and(|named| {
            self.holds(&named) && !self.stands(&named.name) && self.names.fits(&named.name, value)
        })
    }

    /// Whether the part around the line has a field, as far as it is known which part that is.
    fn holds(&self, named: &Named) -> bool {
        let mut above = (1..self.number)
            .rev()
            .filter_map(|number| self.lines.line(number));
        let part = above.find(|line| says(line) && key_column(line) < self.column);
        let part = part
            .and_then(entry)
            .and_then(|(key, _)| self.names.named(key));
        match part {
            Some(part) => part.holds.iter().any(|(name, _)| *name == named.name),
            None => self.column > 0 || named.outermost,
        }
    }

    /// Whether a field of this name has a line of its own beside this one.
    fn stands(&self, name: &str) -> bool {
        let is_item =
            |line: &str| key_column(line) == self.column && indent(line).len() < self.column;
        let within = |line: &&str| !says(line) || key_column(line) >= self.column;
        let own = self.lines.line(self.number).is_some_and(is_item);
        let above = (1..self.number).rev().take_while(|_| !own);
        let above = above.map_while(|number| self.lines.line(number));
        let mut first = false;
        let above = above.take_while(within).take_while(|line| {
            let inside = !first;
            first |= is_item(line);
            inside
        });
        let below = (self.number.saturating_add(1)..).map_while(|number| self.lines.line(number));
        let below = below.take_while(within).take_while(|line| !is_item(line));
        let mut all = above.chain(below);
        all.any(|line| {
            key_column(line) == self.column && entry(line).is_some_and(|(key, _)| key == name)
        })
    }
}

/// Whether a place stands within quotes that are opened before it and closed after it, as values are.
fn in_open_quote(value: &str, at: usize) -> bool {
    let Some((before, after)) = value.split_at_checked(at) else {
        return false;
    };
    let (mut open, mut last) = (None, ' ');
    for c in before.chars() {
        let begins = matches!(last, ' ' | ',' | ';' | '(');
        match open {
            None if matches!(c, '"' | '\'') && begins => open = Some(c),
            Some(sign) if c == sign => open = None,
            _ => {}
        }
        last = c;
    }
    // A quote that opens behind the next name closes nothing.
    open.is_some_and(|sign| {
        let end = after.find(sign);
        end.is_some_and(|end| !after.get(..end).is_some_and(|text| text.ends_with(": ")))
    })
}

/// Whether the name of a field with its colon stands in the value of a line.
pub(super) fn holds_field(line: &str, names: Names<'_>) -> bool {
    let Some((_, value)) = entry(line) else {
        return false;
    };
    let colons = Remark::of(value).value.match_indices(':');
    colons.take(COLONS).any(|(at, _)| {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let before = value.get(..at).unwrap_or("");
        let word = before
            .get(before.trim_end_matches(plain).len()..)
            .unwrap_or("");
        let apart = value
            .get(at..)
            .is_some_and(|rest| rest == ":" || rest.starts_with(": "));
        apart && !word.is_empty() && names.named(word).is_some_and(|named| named.name == word)
    })
}
