//! Lines in which the name of a field is not written as one: without its colon, several on a line, with signs of other notations.

use super::look::{LINES, Look, deep, entry, indent, is_item, key_column, says};
use super::{Mended, Names, Told, Under, in_quotes, one, several};
use crate::ProblemKind as P;
use crate::Remark;
use crate::pasted::is_no_break;

/// Signs that other notations put around a name.
const MARKS: [char; 6] = ['*', '`', '|', '~', '>', ' '];

/// Signs beside the name of a field that mean nothing there.
const SIGNS_AT_NAME: [char; 20] = [
    '#', '&', '!', '~', '@', '%', '?', '+', '[', ']', '{', '}', '<', '>', '(', ')', '‹', '«', '☒',
    '☐',
];

/// Most words of a name.
const WORDS: usize = 6;

impl<'t> Look<'t> {
    /// Three backticks, between which other texts hold a file: a line that is none of it.
    pub(super) fn fence(self) -> Told {
        let (number, line) = self.here(self.problem.kind == P::ReservedStart('`'))?;
        let body = line.trim();
        let word = body.strip_prefix("```")?;
        if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        // At the beginning or the end of a file it can be nothing else.
        let sure = self.above(number).is_none() || self.below(number).is_none();
        let mended = one(number, format!("# {body}")).sure(sure);
        mended.told(P::Markup, self.whole_line(number))
    }

    /// `name: **A**`: a value between signs that other notations set in bold.
    pub(super) fn bold_value(self) -> Told {
        let (number, line) = self.here(matches!(self.problem.kind, P::Alias(_)))?;
        let (key, value) = entry(line)?;
        let value = Remark::of(value).value;
        let bold = value.strip_prefix("**")?.strip_suffix("**")?;
        if bold.is_empty() || bold.contains('*') || self.names.named(key).is_none() {
            return None;
        }
        let place = self.place(number, line.find(value)?, value.len());
        one(number, line.replacen(value, bold, 1)).told(P::Markup, place)
    }

    /// `**name:** X`, `| name | X |`: the name of a field as other notations set it.
    pub(super) fn markup(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Alias(_) | P::ReservedStart(_) | P::MissingColon | P::Syntax | P::BlockHeader
        );
        let (number, line) = self.here(may_be)?;
        let (head, body) = line.split_at_checked(key_column(line))?;
        let bare = body.trim_start_matches(MARKS);
        let end = bare.find(|c| MARKS.contains(&c) || c == ':')?;
        let (key, rest) = bare.split_at_checked(end)?;
        let value = rest.trim_start_matches(|c| MARKS.contains(&c) || c == ':');
        let between = rest.strip_suffix(value)?;
        let value = value.trim_end_matches(MARKS);
        let signs = body.len() - bare.len();
        if signs == 0 || !between.contains([':', '|']) {
            return None;
        }
        // The names above a table.
        let first = value.split(MARKS).next().unwrap_or_default();
        if is_key(first, self.names) {
            return self.behind_sign(number);
        }
        // Behind the sign with which a letter quotes another a line stands as deep as it did there.
        let quoted = body.strip_prefix("> ").map_or("", indent);
        let text = format!("{head}{quoted}{}: {value}", self.names.named(key)?.name);
        let place = self.place(number, head.len(), signs);
        one(number, text.trim_end().to_owned()).told(P::Markup, place)
    }

    /// `<br>name: A`, `<name>A</name>`: a field among the tags of a page. The reader may stop at the line below it.
    pub(super) fn tags(self) -> Told {
        let may_be = self.stops_below() || self.problem.kind == P::MissingColon;
        let (number, line) = self.here_and_above().find(|(_, line)| {
            let body = line.trim_start();
            may_be && body.starts_with('<') && !body.starts_with("<!")
        })?;
        let margin = indent(line);
        let remark = Remark::of(line.trim());
        let body = remark.value;
        let (tag, mut rest) = body.strip_prefix('<')?.split_once('>')?;
        let name = tag.trim_end_matches(['/', ' ']);
        let inner = rest.strip_suffix(&format!("</{name}>"));
        let text = if let Some(value) = inner.filter(|_| is_key(name, self.names)) {
            format!("{margin}{name}: {}", value.trim())
        } else {
            let tag = |rest: &'t str| rest.trim_start().strip_prefix('<')?.split_once('>');
            while let Some((_, behind)) = tag(rest) {
                rest = behind;
            }
            // As deep as it stood before something was put in front of it.
            let margin = if margin.is_empty() {
                indent(rest)
            } else {
                margin
            };
            let bare = rest.trim_end_matches("<br>").trim();
            entry(bare).filter(|(key, _)| is_key(key, self.names))?;
            format!("{margin}{bare}")
        };
        let text = format!("{text}{}", remark.behind());
        one(number, text).told(P::Markup, self.whole_line(number))
    }

    /// `name #: A`, `&name: A`, `[name: A]`: signs beside the name of a field, or around its whole line.
    pub(super) fn signs_at_name(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Alias(_)
                | P::Anchor(_)
                | P::Comment
                | P::KeyNotText
                | P::LoneSign(_)
                | P::MissingColon
                | P::ReservedStart(_)
                | P::Syntax
                | P::Tag(_)
        );
        let (number, line) = self.here(may_be)?;
        let (head, body) = line.split_at_checked(key_column(line))?;
        let (key, value) = body.split_once(": ")?;
        if let Some(text) = self.placeholder(key, value) {
            let place = self.place(number, head.len() + key.len() + 2, value.trim_end().len());
            return one(number, format!("{head}{text}")).told(P::Markup, place);
        }
        // A box that is ticked.
        let ticked = key
            .strip_prefix("[x] ")
            .or_else(|| key.strip_prefix("[X] "));
        let bare = ticked.unwrap_or(key).trim_matches(SIGNS_AT_NAME);
        let name = self.names.named(bare)?.name;
        let is_there = |line: &str| {
            let named = |(own, _)| self.names.named(own).is_some_and(|own| own.name == name);
            key_column(line) == head.len() && entry(line).is_some_and(named)
        };
        let value = Remark::of(value);
        let is_several = value.value.contains(['[', '{', ',']);
        // What is named twice is a heading, or a remark.
        if bare == key || is_several || self.part_of(number).any(is_there) {
            return None;
        }
        let is_open = key.starts_with(['[', '{', '<', '(', '‹', '«']);
        let closes = |c: char| is_open && matches!(c, ']' | '}' | '>' | ')' | '›' | '»');
        let own = value.value.trim_end_matches(closes);
        // A part of something is no amount, and what is put out of use none that is stated.
        let own = if key.contains(['%', '‰']) || key.starts_with(['!', ';', '/']) {
            "…"
        } else {
            own
        };
        let text = format!("{head}{name}: {own}{}", value.behind());
        let place = self.place(number, head.len(), key.len());
        one(number, text.trim_end().to_owned()).told(P::Markup, place)
    }

    /// A line whose value is `{{ what }}`, as templates mark what is to be put there.
    fn placeholder(self, key: &str, value: &str) -> Option<String> {
        let named = self.names.named(key).filter(|named| named.name == key)?;
        let value = Remark::of(value);
        let inner = value.value.strip_prefix("{{")?.strip_suffix("}}")?;
        let remark = value.behind();
        (!inner.contains(['{', '}'])).then(|| format!("{}: …{remark}", named.name))
    }

    /// The lines of the part or the item that a line stands in.
    fn part_of(self, number: u32) -> impl Iterator<Item = &'t str> {
        let column = key_column(self.line);
        let within = move |line: &&str| !says(line) || key_column(line) >= column;
        let first = move |line: &&str| !is_item(line) || key_column(line) > column;
        let above = self.lines_above(number).map(|(_, line)| line);
        // The line with the dash is the first of its item.
        let mut ends = !first(&self.line);
        let above = above.take_while(within).take_while(move |line| {
            let goes_on = !ends;
            ends = ends || !first(line);
            goes_on
        });
        let below = self.lines_from(number + 1).map(|(_, line)| line);
        above
            .take(LINES)
            .chain(below.take_while(within).take_while(first).take(LINES))
    }

    /// `'name: A'`, `"name": "A",`: a whole line in quotes, or one of another notation.
    pub(super) fn quoted_line(self) -> Told {
        if let P::TextAfterQuote(sign @ ('"' | '\'')) = self.problem.kind {
            let (head, body) = self.line.split_at_checked(key_column(self.line))?;
            let (key, value) = body.strip_prefix(sign)?.split_once(sign)?;
            let text = format!("{key}{}", value.trim_end().trim_end_matches(','));
            let mended = one(self.number, format!("{head}{text}"));
            return self.is_field(&text).then(|| (self.problem.clone(), mended));
        }
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingColon | P::Syntax
        );
        self.here(may_be)?;
        self.here_and_above().find_map(|(number, line)| {
            let (head, body) = line.split_at_checked(key_column(line))?;
            let body = body.trim_end().trim_end_matches(',');
            let sign = body.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            let inside = body.strip_prefix(sign)?.strip_suffix(sign)?;
            if inside.contains(sign) || !self.is_field(inside) {
                return None;
            }
            let place = self.place(number, head.len(), body.len());
            one(number, format!("{head}{inside}")).told(P::QuotedLine, place)
        })
    }

    /// `-- name: A`, `– – name: A`: one dash is one too many.
    pub(super) fn several_dashes(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::MissingDash | P::Indentation | P::Bullet | P::DashNotAllowed | P::ReservedStart(_)
        );
        let here = self.here(may_be)?;
        // The reader stops below two dashes that YAML takes for a list in a list.
        let above = self.above(self.number);
        let above = above.filter(|(_, above)| above.trim_start().starts_with("- - "));
        let (number, line) = above.unwrap_or(here);
        let margin = indent(line);
        let signs = ['-', '–', '—', '•', '*', '·'];
        let body = line.get(margin.len()..)?;
        let rest = body.trim_start_matches(|c| signs.contains(&c) || c == ' ');
        let before = body.strip_suffix(rest)?;
        if !self.is_field(rest) || before.matches(signs).count() < 2 {
            return None;
        }
        let place = self.place(number, margin.len(), before.trim_end().len());
        one(number, format!("{margin}- {rest}")).told(P::Bullet, place)
    }

    /// `name = A`, `name;A`: lines with the name of a field in which another sign stands in the place of the colon, all of the text at
    /// once.
    pub(super) fn other_signs(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingColon | P::Syntax | P::NotOfApplication
        );
        let (here, _) = self.here(may_be)?;
        let with_colon = |line: &str| {
            let (head, body) = line.split_at_checked(key_column(line))?;
            let strong = body.contains(['=', ';', '\t', '|', '>']) && entry(line).is_none();
            let text = strong.then(|| named_at_first(body.trim_end(), self.names))??;
            Some(format!("{head}{text}"))
        };
        let all = self.lines_from(1).take(here as usize + LINES - 1);
        let all = all.skip_while(|(_, line)| !says(line));
        let (first, line) = all.clone().next()?;
        with_colon(line)?;
        let all: Vec<_> = all.map(|(_, line)| (line, with_colon(line))).collect();
        let last = all.iter().rposition(|(_, mended)| mended.is_some());
        let last = last.filter(|&last| last > 0)?;
        let all = all.into_iter().take(last + 1);
        let all = all.map(|(line, mended)| mended.unwrap_or_else(|| line.to_owned()));
        let mended = several(first, all)?;
        mended.told(P::MissingColon, self.whole_line(first))
    }

    /// A line without a colon: a remark, a heading, a name that lacks its colon, or the rest of the text above.
    pub(super) fn with_colon(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (margin, body) = (indent(line), line.trim());
        // A remark as other languages write it.
        let remark = ["//", "<!--", "/*", "--"];
        let rest = remark.iter().find_map(|sign| body.strip_prefix(sign));
        if let Some(rest) = rest.filter(|rest| !rest.trim().is_empty()) {
            let rest = rest.trim_end_matches(['-', '>', '*', '/', ' ']);
            return Some(one(number, format!("{margin}# {}", rest.trim_start())));
        }
        let bare = body.trim_matches(['[', ']', '=', '#', ' ', ';', ',', '.', '*']);
        // The rest of a remark that was broken: nothing but a key begins a field there.
        let in_remark = self.is_below_remark(number);
        let is_key = |name: &str| !in_remark || body.starts_with(name);
        let named = self.names.named(bare).filter(|named| is_key(&named.name));
        if let Some(mended) = named.as_ref().and_then(|named| self.last_word(named)) {
            return Some(mended);
        }
        let at_margin = margin.is_empty();
        if let Some(named) = named.filter(|named| !in_remark || named.outermost == at_margin) {
            let below = self.lines.line(number + 1).unwrap_or_default();
            let holds = says(below) && deep(below) > margin.len();
            let stands = |line: &str| {
                indent(line) == margin && entry(line).is_some_and(|(key, _)| key == named.name)
            };
            let is_below = |line: &str| entry(line).is_some_and(|(key, _)| key == named.name);
            let own = self.block(number + 1, LINES, |line| deep(line) > margin.len());
            let heads = holds && named.under == Under::Nothing;
            // What is named twice is a heading.
            if (heads && own.iter().any(|line| is_below(line)))
                || !holds && self.lines_from(1).any(|(_, line)| stands(line))
            {
                return self.behind_signs(number);
            }
            let open = if holds { "" } else { " …" };
            return Some(one(number, format!("{margin}{}:{open}", named.name)));
        }
        let stated = named_at_first(body, self.names);
        let stated = stated.filter(|text| {
            let name = text.split(':').next().unwrap_or_default();
            is_key(name) || !self.stands_beside(name)
        });
        if let Some(text) = stated {
            return Some(one(number, format!("{margin}{text}")));
        }
        if body.starts_with("- ") {
            return None;
        }
        // Signs alone are the rest of no text.
        if body.contains(char::is_alphanumeric) {
            if let Some(mended) = self.continued(number) {
                return Some(mended);
            }
            let above = self.lines.line(number - 1).and_then(entry);
            let opens = ['"', '\'', '|', '>', '{', '['];
            // Below the name of a part that is what stands in it, in other words.
            let is_open = |(key, value): (&str, &str)| {
                let part = self.names.named(key).filter(|_| value.is_empty());
                value.starts_with(opens) || part.is_some_and(|part| !part.holds.is_empty())
            };
            if above.is_some_and(is_open) {
                return None;
            }
        }
        self.behind_signs(number)
    }
}

/// `name: : A`: one colon is one too many.
pub(super) fn twice(line: &str) -> Option<String> {
    let (before, value) = line.split_once(": : ")?;
    entry(line).map(|_| format!("{before}: {}", value.trim_start()))
}

/// Whether a word is the very name of a field.
fn is_key(word: &str, names: Names<'_>) -> bool {
    names.named(word).is_some_and(|named| named.name == word)
}

/// A name at the beginning of a line, and behind it, whatever stands in the place of its colon, the value.
pub(super) fn named_at_first(body: &str, names: Names<'_>) -> Option<String> {
    const SIGNS: [char; 13] = [
        ':', '=', ';', ',', '.', '|', '\t', '\u{ff1a}', '–', '—', '-', '>', ' ',
    ];
    let is_sign = |c: char| SIGNS.contains(&c) || is_no_break(c);
    let mut best = None;
    let ends = body.char_indices().filter(|&(_, c)| is_sign(c));
    for (end, _) in ends.take(WORDS) {
        let (key, rest) = body.split_at_checked(end)?;
        let value = rest.trim_start_matches(is_sign);
        let sign = rest.get(..rest.len().checked_sub(value.len())?)?.trim();
        // Behind a word a comma or a full stop may be one of the text.
        let strong = !matches!(sign, "" | "," | ".");
        // A word of the form that is also one of the language needs more than a space behind it.
        // `no-fraud true`
        let is_its_name = |named: &super::Named| named.name == key.replace('-', "_");
        let known = names
            .named(key)
            .filter(|named| strong || is_its_name(named));
        // Names beside each other are those above a table.
        if let Some(named) = known.filter(|_| !is_key(value, names)) {
            // `summary = |` begins a text of several lines.
            let signs = rest.trim_matches(' ');
            let is_block = value.is_empty() && signs.len() > 1 && signs.ends_with('|');
            let value = if is_block { "|" } else { value };
            best = Some(format!("{}: {value}", named.name).trim_end().to_owned());
        }
    }
    let plain = best?;
    // The value may need quotes of its own.
    let value = plain.split_once(": ").map_or("", |(_, value)| value);
    if Remark::of(value).value.contains(": ") {
        in_quotes(&plain, false)
    } else {
        Some(plain)
    }
}
