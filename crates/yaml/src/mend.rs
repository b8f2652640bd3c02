//! The lines that put a mistake of the text right, where they can be told.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use super::pasted::{bullet, is_no_break};
use super::{Problem, ProblemKind, write};
use crate::source::Lines;

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

/// Most lines that are mended at once.
const LINES: u32 = 500;

/// The lines that put a problem right; `None` where only a person knows.
#[must_use]
pub fn mended(lines: &Lines<'_>, problem: &Problem) -> Option<Mended> {
    use ProblemKind as P;
    let first = lines.position(problem.span.start).line;
    let line = lines.line(first)?;
    let at = problem.span.start.checked_sub(lines.start(first))? as usize;
    let one = |text: String, sure: bool| {
        let mended = Mended {
            line: first,
            lines: 1,
            text,
            sure,
            below: None,
        };
        (mended.text != line).then_some(mended)
    };
    let several = |wrong: &dyn Fn(&str) -> bool, right: &dyn Fn(&str) -> String| {
        let all = (first..first.saturating_add(LINES)).map_while(|number| lines.line(number));
        let all = all.take_while(|line| wrong(line)).map(right);
        let all: Vec<String> = all.collect();
        Some(Mended {
            line: first,
            lines: u32::try_from(all.len()).ok().filter(|&count| count > 0)?,
            text: all.join("\n"),
            sure: true,
            below: None,
        })
    };
    match problem.kind {
        P::NoBreakSpace => several(&|line| line.contains(is_no_break), &spaced),
        P::Tab => several(&|line| indent(line).contains('\t'), &|line| {
            let indent = indent(line);
            let rest = line.get(indent.len()..).unwrap_or("");
            format!("{}{rest}", indent.replace('\t', "  "))
        }),
        P::Bullet => {
            let (start, length) = bullet(line)?;
            let rest = line.get(start + length..)?;
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
            let indent = line.get(..start)?.replace(is_no_break, " ");
            one(format!("{indent}- {rest}"), true)
        }
        P::ColonInValue
        | P::TextAfterQuote(_)
        | P::ReservedStart(_)
        | P::UnclosedQuote(_)
        | P::UnknownEscape => one(
            in_quotes(line)?,
            !matches!(problem.kind, P::UnclosedQuote(_)),
        ),
        P::MissingSpace(sign) => {
            let behind = at + sign.len_utf8();
            let (before, after) = (line.get(..behind)?, line.get(behind..)?);
            one(format!("{before} {after}"), true)
        }
        P::MissingColon => {
            let body = line.trim_start();
            // A remark as other languages write it.
            let remark = ["//", "<!--", "/*", "--"];
            if let Some(rest) = remark.iter().find_map(|sign| body.strip_prefix(sign)) {
                let rest = rest.trim_end_matches(['-', '>', '*', '/', ' ']);
                return one(format!("{}# {}", indent(line), rest.trim_start()), false);
            }
            let signs = [' ', '\t', '=', ';', '\u{ff1a}', '\u{2013}'];
            let (key, value) = body.split_once(signs)?;
            let value = value
                .trim_start_matches(signs)
                .trim_start_matches(['-', ' ']);
            let is_key = key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_');
            let text = format!("{}{key}: {value}", indent(line));
            if !is_key || key.len() < 2 {
                return None;
            }
            one(text, false)
        }
        P::Indentation | P::MissingDash => {
            let depth = indent(line).len();
            let above = (1..first).rev();
            let above = above.filter_map(|number| Some((number, lines.line(number)?)));
            let above = above.filter(|(_, line)| {
                let body = line.trim_start();
                !body.is_empty() && !body.starts_with('#')
            });
            let keys = above.take(40).map(|(number, line)| {
                let dashes = line.trim_start_matches([' ', '-']);
                (number, line.len() - dashes.len())
            });
            // Of two that are as near, the line that is nearer above.
            let others = keys.filter(|&(_, other)| other != depth);
            let (number, nearest) = others.min_by_key(|&(_, other)| other.abs_diff(depth))?;
            let mended = one(format!("{:nearest$}{}", "", line.trim_start()), false);
            mended.map(|mended| Mended {
                below: Some(number),
                ..mended
            })
        }
        _ => None,
    }
}

/// What a line begins with that is no text.
fn indent(line: &str) -> &str {
    let body = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - body.len()).unwrap_or("")
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

/// A line `key: value` with its whole value in quotes.
fn in_quotes(line: &str) -> Option<String> {
    let body = line.trim_start_matches([' ', '-']);
    let start = line.len() - body.len();
    let colon = body
        .find(": ")
        .or_else(|| body.strip_suffix(':').map(str::len))?;
    let (key, value) = (body.get(..colon)?, body.get(colon + 1..)?.trim());
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // In braces or brackets nobody knows where the value ends.
    if !key.chars().all(plain) || key.is_empty() || value.starts_with(['{', '[', '|', '>']) {
        return None;
    }
    let (value, comment) = match value.split_once(" #") {
        Some((value, comment)) => (value.trim_end(), format!("   #{comment}")),
        None => (value, String::new()),
    };
    let once = |sign: char| value.matches(sign).count() == 1;
    // A quote that opens and does not close, or the other way round.
    let value = match value.chars().next()? {
        sign @ ('"' | '\'') if once(sign) => value.get(1..)?,
        _ => value,
    };
    let quoted = match value.contains('\'') || !value.contains('"') {
        true => write::quoted(value),
        false => format!("'{value}'"),
    };
    Some(format!("{}{key}: {quoted}{comment}", line.get(..start)?))
}
