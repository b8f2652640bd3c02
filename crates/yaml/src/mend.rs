//! What a mistake of the text is, looked at with the names that the form has, and the lines that put it right, where they can be
//! told.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

mod block;
mod keys;
mod parts;
mod quotes;

use super::pasted::{bullet, is_no_break};
use super::{Problem, ProblemKind};
use crate::source::Lines;
use quotes::in_quotes;

/// Lines in the place of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    /// The first line they take the place of, from 1.
    pub line: u32,
    /// How many they take the place of.
    pub lines: u32,
    /// The lines.
    pub text: String,
    /// Whether nothing else can be meant.
    pub sure: bool,
    /// The line above, from 1, that it begins below, where only its indentation is changed.
    pub below: Option<u32>,
}

/// A name that a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is to be written.
    pub name: String,
    /// What stands under it.
    pub under: Under,
    /// Whether it must be filled in.
    pub required: bool,
    /// The fields that stand under it, and whether each must be: those that must, first.
    pub holds: Vec<(String, bool)>,
    /// The outermost parts in which a field of this name stands.
    pub within: Vec<String>,
}

/// What stands under the name of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// Nothing: its value stands beside it.
    Nothing,
    /// Fields of its own.
    Fields,
    /// Items, each behind a dash.
    Items,
}

/// The field that a text names, where it can name no other.
pub type Names<'a> = &'a dyn Fn(&str) -> Option<Named>;

/// Most lines that are mended at once.
const LINES: u32 = 500;

/// What a problem is when the lines around it are looked at too, and the lines that put it right; none where only a person knows.
#[must_use]
pub fn mended(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> (Problem, Option<Mended>) {
    let seen = keys::markup(lines, problem, names)
        .or_else(|| block::value_above_fields(lines, problem, names))
        .or_else(|| block::line_not_deep_enough(lines, problem, names))
        .or_else(|| block::first_line_too_deep(lines, problem))
        .or_else(|| block::dash_before_fields(lines, problem, names))
        .or_else(|| parts::item_without_name(lines, problem, names))
        .or_else(|| parts::part_without_name(lines, problem, names));
    match seen {
        Some((problem, mended)) => (problem, Some(mended)),
        None => (problem.clone(), mended_here(lines, problem, names)),
    }
}

/// One line in the place of a line.
fn one(line: u32, text: String, sure: bool) -> Mended {
    Mended {
        line,
        lines: 1,
        text,
        sure,
        below: None,
    }
}

/// The lines that put right what is wrong in the line of the problem.
fn mended_here(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> Option<Mended> {
    use ProblemKind as P;
    let first = lines.position(problem.span.start).line;
    let line = lines.line(first)?;
    let at = problem.span.start.checked_sub(lines.start(first))? as usize;
    let several = |wrong: &dyn Fn(&str) -> bool, right: &dyn Fn(&str) -> String| {
        let all = (first..first.saturating_add(LINES)).map_while(|number| lines.line(number));
        let all = all.take_while(|line| wrong(line)).map(right);
        let all: Vec<String> = all.collect();
        Some(Mended {
            lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
            ..one(first, all.join("\n"), true)
        })
    };
    let mended = match problem.kind {
        P::NoBreakSpace => several(&|line| line.contains(is_no_break), &spaced)?,
        P::Tab => several(&|line| indent(line).contains('\t'), &|line| {
            let indent = indent(line);
            let rest = line.get(indent.len()..).unwrap_or("");
            format!("{}{rest}", indent.replace('\t', "  "))
        })?,
        P::Bullet => {
            let (start, length) = bullet(line)?;
            let rest = line.get(start + length..)?;
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
            let indent = line.get(..start)?.replace(is_no_break, " ");
            one(first, format!("{indent}- {rest}"), true)
        }
        P::ColonInValue => match keys::fields_on_one_line(lines, first, names) {
            Some(text) => one(first, text, false),
            None => one(first, in_quotes(line, false)?, true),
        },
        P::ReservedStart(_) if !line.contains(char::is_alphanumeric) => {
            keys::behind_signs(lines, first)?
        }
        P::ReservedStart('`') if line.trim_start().starts_with("```") => {
            keys::behind_signs(lines, first)?
        }
        P::SecondDocument => block::second_document(lines, first)?,
        P::Comment if entry(line).is_none() => keys::with_colon(lines, first, names)?,
        P::ReservedStart('`') => {
            let bare = line.replace('`', "");
            let wraps = line.matches('`').count() == 2;
            let quoted = || in_quotes(line, false);
            one(first, if wraps { bare } else { quoted()? }, !wraps)
        }
        P::TextAfterQuote(_) | P::ReservedStart(_) | P::UnknownEscape => {
            one(first, in_quotes(line, true)?, true)
        }
        P::UnclosedQuote(_) | P::Alias(_) | P::Anchor(_) | P::Tag(_) => {
            one(first, in_quotes(line, false)?, false)
        }
        P::BlockHeader | P::Syntax => one(first, in_quotes(line, true)?, false),
        P::MissingSpace(sign) => {
            let behind = at + sign.len_utf8();
            let (before, after) = (line.get(..behind)?, line.get(behind..)?);
            one(first, format!("{before} {after}"), true)
        }
        P::MissingColon => keys::with_colon(lines, first, names)?,
        P::DashNotAllowed => parts::nothing_behind_dash(lines, first, names)
            .or_else(|| block::without_dash(lines, at, first))?,
        P::MissingDash if block::dash_again(lines, first).is_some() => {
            block::dash_again(lines, first)?
        }
        P::Indentation if entry(line).is_none() && !line.trim_start().starts_with('-') => {
            keys::behind_signs(lines, first)?
        }
        P::Indentation | P::MissingDash => block::indented(lines, first)?,
        _ => return None,
    };
    let own = (mended.lines == 1)
        .then(|| lines.line(mended.line))
        .flatten();
    (own != Some(&mended.text)).then_some(mended)
}

/// What a line begins with that is no text.
fn indent(line: &str) -> &str {
    let body = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - body.len()).unwrap_or("")
}

/// The column in which the key of a line begins, behind its dashes.
fn key_column(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '-']).len()
}

/// The nearest line above, or below, that says something, with its number.
fn beside<'t>(lines: &Lines<'t>, numbers: impl Iterator<Item = u32>) -> Option<(u32, &'t str)> {
    let mut all = numbers.map_while(|number| Some((number, lines.line(number)?)));
    all.find(|(_, line)| says(line))
}

/// Whether a line says something.
fn says(line: &str) -> bool {
    let body = line.trim();
    !body.is_empty() && !body.starts_with('#')
}

/// A line `key: value` behind its indentation and dashes; the key as names of fields are written.
fn entry(line: &str) -> Option<(&str, &str)> {
    let body = line.trim_start_matches([' ', '-']);
    let (key, value) = body.split_once(':')?;
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let apart = value.is_empty() || value.starts_with(' ');
    (apart && !key.is_empty() && key.bytes().all(plain)).then(|| (key, value.trim()))
}

/// A line with spaces in the place of what looks like them, where they indent or stand behind a sign of YAML.
fn spaced(line: &str) -> String {
    let mut begins = true;
    let mut before = ' ';
    let signs = line.chars().map(|c| {
        let is_space = is_no_break(c) && (begins || matches!(before, ':' | '-' | ' '));
        let written = if is_space { ' ' } else { c };
        begins &= matches!(written, ' ' | '-');
        before = written;
        written
    });
    signs.collect()
}
