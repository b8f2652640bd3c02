//! Several fields on one line, and the one text that a line with two colons may be instead.

use super::look::{Look, as_deep, behind_dash, deep, entry, is_item, key_column, says};
use super::{Named, Under, in_quotes};
use crate::Remark;

/// Most colons of a line behind which a field is looked for: no line of an application has more, and each costs a look at all names.
const COLONS: usize = 32;

/// Most words of what a field is called.
const WORDS: usize = 6;

impl Look<'_> {
    /// `name: A, type: b`: each field in a line of its own. Only what the form has is a field.
    pub(super) fn fields_on_one_line(self) -> Option<String> {
        let line = self.line;
        let column = key_column(line);
        let head = line.get(..column)?;
        let (key, value) = entry(line)?;
        let own = self.names.named(key);
        let holds = own.as_ref().is_none_or(|own| own.under != Under::Nothing);
        let inside = entry(value).filter(|_| holds && self.is_field(value));
        if let Some((inner, rest)) = inside {
            let depth = self.depth_below(column);
            let line = format!("{:depth$}{inner}: {rest}", "");
            let several = own.and_then(|part| self.several_fields(&line, Some(&part)));
            return Some(format!("{head}{key}:\n{}", several.unwrap_or(line)));
        }
        self.several_fields(line, None)
    }

    /// `applicant:name: A`, `partners:- name: A`: the first field or item of a part, in a line of its own.
    pub(super) fn first_of_part(self, head: &str, rest: &str) -> Option<String> {
        let (key, _) = entry(head)?;
        let under = self.names.named(key)?.under;
        let column = key_column(head);
        let (_, below) = self.below(self.number).unwrap_or_default();
        let next = match under == Under::Fields || is_item(below) {
            true => deep(below),
            false => deep(below).saturating_sub(2),
        };
        let depth = if next > column { next } else { column + 2 };
        let first = match (under, rest.strip_prefix("- ")) {
            (Under::Fields, None) => entry(rest).map(|_| as_deep(depth, rest)),
            (Under::Items, Some(item)) => entry(item).map(|_| behind_dash(depth, item)),
            _ => None,
        };
        first.map(|first| format!("{head}\n{first}"))
    }

    /// The fields of a line, each in one of its own; none where there is but one. Those of a part stand behind its name still.
    fn several_fields(self, line: &str, part: Option<&Named>) -> Option<String> {
        let column = key_column(line);
        let head = line.get(..column)?;
        let (key, value) = entry(line)?;
        let remark = Remark::of(value);
        let value = remark.value;
        let mut cuts = Vec::new();
        let mut end = value.len();
        // From the last on: what stands behind a name that is none here belongs to the value before it.
        let colons: Vec<usize> = value.match_indices(": ").map(|(at, _)| at).collect();
        for &at in colons.iter().take(COLONS).rev() {
            let before = value.get(..at)?;
            let begin = before.rfind(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
            let begin = begin.map_or(0, |begin| begin + 1);
            let begin = begin + self.glued_before(before.get(begin..)?);
            let word = unquoted(before.get(begin..)?);
            let behind = clean(value.get(at..end)?.trim_start_matches(':'));
            let may_be = begin > 0 && !word.is_empty() && entry(&format!("{word}:")).is_some();
            let apart = before.get(..begin)?.trim_end().ends_with([',', ';']);
            let depth = self.can_begin((key, word), apart, &behind, (part, column));
            let begins_part = || column > 0 && self.begins_part(word, &behind);
            let depth = depth.or_else(|| begins_part().then_some(0));
            if let Some(depth) = depth
                && may_be
                && !in_open_quote(value, begin)
            {
                cuts.push((begin, depth));
                end = begin;
            }
        }
        cuts.reverse();
        let (first, _) = *cuts.first()?;
        // What stands between two fields may need quotes of its own.
        let whole = |line: String| {
            let value = entry(&line).map_or("", |(_, value)| value);
            let open = value.starts_with(['"', '\'']) && !value.ends_with(['"', '\'']);
            let colon = value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']);
            let quoted = (open || colon).then(|| in_quotes(&line, false)).flatten();
            quoted.unwrap_or(line)
        };
        let before = clean(value.get(..first)?);
        let mut all = vec![whole(format!("{head}{key}: {before}"))];
        let ends = cuts.iter().skip(1).map(|(at, _)| *at);
        for (&(from, depth), to) in cuts.iter().zip(ends.chain([value.len()])) {
            let field = clean(value.get(from..to)?);
            // `funding: grant: 10.00`: the first field of a part stands below its name.
            let part = entry(&field);
            match part.filter(|(key, value)| depth == 0 && self.begins_part(key, value)) {
                Some((key, value)) => {
                    all.push(format!("{key}:"));
                    all.push(whole(as_deep(self.depth_below(depth), value)));
                }
                None => all.push(whole(format!("{:depth$}{field}", ""))),
            }
        }
        Some(format!("{}{}", all.join("\n"), remark.behind()))
    }

    /// How many signs of a word stand right before the name of a field, a number or a day, a text in quotes, or the end of a text:
    /// `2022-12-20summary`, `"A"type`, `Ministrijaregistration_number`.
    pub(super) fn glued_before(self, word: &str) -> usize {
        let name = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '.'));
        let figures = word.strip_suffix(name).unwrap_or_default();
        let stands = figures.ends_with(|c: char| c.is_ascii_digit());
        if self.names.named(word).is_some() {
            return 0;
        }
        // Behind a quote that closes: `"A"type`.
        let closed = word.rfind(['"', '\'']).map_or(0, |at| at + 1);
        let behind = word.get(closed..).filter(|_| closed > 1);
        if behind.is_some_and(|behind| self.names.named(behind).is_some()) {
            return closed;
        }
        match self.names.glued(word) {
            _ if stands => figures.len(),
            Some(name) => word.len() - name.len(),
            None => 0,
        }
    }

    /// How deep a field stands that begins with a word in the middle of a value: its very name, or what only it is called where a comma
    /// sets it apart. It is left out here, or at the margin, is not that of the value itself, and what stands behind it is what it asks
    /// for; else the word is one of the text.
    fn can_begin(
        self,
        (key, word): (&str, &str),
        apart: bool,
        value: &str,
        (part, column): (Option<&Named>, usize),
    ) -> Option<usize> {
        let named = self.names.named(word);
        let named = named.filter(|named| named.name == word || apart)?;
        let own = self.names.named(key);
        if own.is_some_and(|own| own.name == named.name) {
            return None;
        }
        let is_left_out = match part {
            Some(part) => part.holds.iter().any(|(name, _)| *name == named.name),
            None => self.may_hold(&named) && !self.stands_beside(&named.name),
        };
        let at_margin = || {
            let is_outermost = named.outermost && named.name == word && part.is_none();
            (is_outermost && column > 0 && !self.stands_outermost(word)).then_some(0)
        };
        let depth = is_left_out.then_some(column).or_else(at_margin);
        depth.filter(|_| self.names.fits(&named.name, value))
    }

    /// Whether a part begins in the middle of a value that the application lacks yet, with one of its fields behind it.
    fn begins_part(self, word: &str, behind: &str) -> bool {
        let part = self.names.named(word).filter(|part| part.name == word);
        let part = part.filter(|part| part.outermost && part.under == Under::Fields);
        let holds = |(name, value): (&str, &str)| {
            let mut fields = part.iter().flat_map(|part| &part.holds);
            fields.any(|(field, _)| field == name) && self.names.fits(name, value)
        };
        entry(behind).is_some_and(holds) && !self.stands_outermost(word)
    }

    /// How deep the first field of a part stands, `applicant: name: A`: as deep as the lines below.
    fn depth_below(self, column: usize) -> usize {
        let depth = deep(self.lines.line(self.number + 1).unwrap_or_default());
        if depth > column { depth } else { column + 2 }
    }

    /// Whether a field of this name stands at the margin.
    fn stands_outermost(self, name: &str) -> bool {
        let mut all = self.lines_from(1).map(|(_, line)| line);
        all.any(|line| deep(line) == 0 && entry(line).is_some_and(|(key, _)| key == name))
    }

    /// The part of the form that the line stands in, where it is known which that is.
    fn part(self) -> Option<Named> {
        let column = key_column(self.line);
        let mut above = self.lines_above(self.number);
        let part = above.find(|(_, line)| says(line) && key_column(line) < column);
        part.and_then(|(_, line)| self.field(line))
    }

    /// Whether the part around the line has a field, as far as it is known which part that is.
    fn may_hold(self, named: &Named) -> bool {
        match self.part() {
            Some(part) => part.holds.iter().any(|(name, _)| *name == named.name),
            None => key_column(self.line) > 0 || named.outermost,
        }
    }

    /// Whether a field of this name has a line of its own beside this one.
    pub(super) fn stands_beside(self, name: &str) -> bool {
        let column = key_column(self.line);
        let begins = |line: &str| key_column(line) == column && deep(line) < column;
        let within = |line: &&str| !says(line) || key_column(line) >= column;
        let own = begins(self.line);
        let above = self.lines_above(self.number).map(|(_, line)| line);
        let mut first = own;
        let above = above.take_while(within).take_while(|line| {
            let inside = !first;
            first |= begins(line);
            inside
        });
        let below = self.lines_from(self.number + 1).map(|(_, line)| line);
        let below = below.take_while(within).take_while(|line| !begins(line));
        above.chain(below).any(|line| {
            key_column(line) == column && entry(line).is_some_and(|(key, _)| key == name)
        })
    }

    /// Whether the name of a field with its colon stands in the value of a line, or in one that goes on in other lines; or a code behind
    /// any colon.
    pub(super) fn holds_field(self, line: &str) -> bool {
        let names = self.names;
        let Some((_, value)) = entry(line) else {
            return false;
        };
        let colons = Remark::of(value).value.match_indices(':');
        colons.take(COLONS).any(|(at, _)| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            let before = value.get(..at).unwrap_or("");
            let before = before.trim_end_matches(['"', '\'']);
            let word = before
                .get(before.trim_end_matches(plain).len()..)
                .unwrap_or("");
            // `2022-12-20summary: A`: the name may stand right behind a figure.
            let word = word.trim_start_matches(|c: char| c.is_ascii_digit());
            let behind = value.get(at + 1..).unwrap_or("");
            let apart = behind.is_empty() || behind.starts_with(char::is_whitespace);
            let is_name = || names.named(word).is_some_and(|named| named.name == word);
            let is_key = || !word.is_empty() && (is_name() || names.glued(word).is_some());
            apart && (is_key() || self.says_other_word(before, behind) || self.says_code(behind))
        })
    }

    /// Whether a text begins with a code, written as programs write it, of a field that may stand beside the line and does not.
    fn says_code(self, text: &str) -> bool {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let mut words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ')'));
        let word = words.find(|word| !word.is_empty());
        let Some(code) = word.filter(|word| word.contains('_') && word.chars().all(plain)) else {
            return false;
        };
        let part = self.part();
        let mut names = part
            .iter()
            .flat_map(|part| &part.holds)
            .map(|(name, _)| name);
        names.any(|name| {
            let is_text = self.names.named(name).is_none_or(|named| named.text);
            !is_text && !self.stands_beside(name) && self.names.fits(name, code)
        })
    }

    /// Whether a text ends with what else a field is called, and the text behind it begins with what that asks for. Where that is any text, or the field
    /// is stated beside the line, the word is one of the text.
    fn says_other_word(self, before: &str, behind: &str) -> bool {
        let names = self.names;
        let begins = before.char_indices().rev();
        let begins =
            begins.filter(|(_, c)| c.is_whitespace() || matches!(c, '(' | ',' | ';' | '.'));
        let part = behind.split([',', ';', ')']).next().unwrap_or("").trim();
        let first = part.split_whitespace().next().unwrap_or("");
        let fits = |name: &str| {
            [part, first]
                .iter()
                .any(|text| !text.is_empty() && names.fits(name, text))
        };
        let words = begins
            .take(WORDS)
            .filter_map(|(at, c)| before.get(at + c.len_utf8()..));
        words.map(|word| word.replace('.', "")).any(|word| {
            let named = names.named(&word);
            named.is_some_and(|named| {
                !named.text
                    && named.under == Under::Nothing
                    && fits(&named.name)
                    && self.may_hold(&named)
                    && !self.stands_beside(&named.name)
            })
        })
    }
}

/// A value without the sign that sets the next field apart.
fn clean(text: &str) -> String {
    let text = text.trim().trim_end_matches([',', ';']);
    text.trim_end().to_owned()
}

/// The name of a field without the quotes around it.
fn unquoted(word: &str) -> &str {
    let mut inner = ['"', '\'']
        .into_iter()
        .filter_map(|sign| word.strip_prefix(sign)?.strip_suffix(sign));
    inner.next().unwrap_or(word)
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
