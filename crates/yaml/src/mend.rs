//! What a mistake of the text is, looked at with the names that the form has, and the lines that put it right, where they can be
//! told.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

mod amid;
mod apart;
mod around;
mod between;
mod block;
mod fields;
mod items;
mod keys;
mod marked;
mod marks;
mod names;
mod parts;
mod quotes;
mod signs;
mod texts;
mod whole;

use super::pasted::{bullet, is_no_break};
use super::{Problem, ProblemKind, span};
use crate::source::{Lines, Span};
pub use between::items_go_on;
pub use names::{Fields, Named, Names, Under};
use quotes::{after_quote, escaped, in_quotes};

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
    /// Whether something else is to be put right first, for which these lines are needed as they are.
    pub later: bool,
}

/// Most lines that are mended at once.
const LINES: u32 = 500;

/// What a problem is when the lines around it are looked at too, and the lines that put it right; none where only a person knows.
#[must_use]
pub fn mended(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> (Problem, Option<Mended>) {
    let seen = keys::fence(lines, problem)
        .or_else(|| keys::bold_value(lines, problem, names))
        .or_else(|| keys::markup(lines, problem, names))
        .or_else(|| keys::quoted_line(lines, problem, names))
        .or_else(|| signs::semicolons(lines, problem, names))
        .or_else(|| around::dashes(lines, problem, names))
        .or_else(|| marked::stars(lines, problem, names))
        .or_else(|| marked::two_in_one_line(lines, problem))
        .or_else(|| marked::dash_alone(lines, problem, names))
        .or_else(|| marked::behind_braces(lines, problem))
        .or_else(|| marked::row_of_signs(lines, problem))
        .or_else(|| texts::quotes_over_lines(lines, problem))
        .or_else(|| keys::other_signs(lines, problem, names))
        .or_else(|| around::greeting(lines, problem))
        .or_else(|| around::end(lines, problem, names))
        .or_else(|| texts::out_of_block(lines, problem, names))
        .or_else(|| keys::several_dashes(lines, problem, names))
        .or_else(|| between::heading(lines, problem, names))
        .or_else(|| between::remark(lines, problem, names))
        .or_else(|| between::bullet(lines, problem))
        .or_else(|| amid::dashes_without_space(lines, problem, names))
        .or_else(|| amid::further_out(lines, problem, names))
        .or_else(|| items::first_too_deep(lines, problem, names))
        .or_else(|| items::first_without_dash(lines, problem, names))
        .or_else(|| items::too_deep(lines, problem))
        .or_else(|| around::part_not_at_margin(lines, problem, names))
        .or_else(|| block::value_above_fields(lines, problem, names))
        .or_else(|| block::line_not_deep_enough(lines, problem, names))
        .or_else(|| block::first_line_too_deep(lines, problem))
        .or_else(|| block::dash_before_fields(lines, problem, names))
        .or_else(|| parts::item_without_name(lines, problem, names))
        .or_else(|| parts::part_without_name(lines, problem, names))
        .or_else(|| texts::below_remark(lines, problem));
    if let Some((problem, mended)) = seen {
        return (problem, Some(mended));
    }
    if problem.kind == ProblemKind::ListWithoutDashes {
        let key = here(lines, problem).and_then(|(_, line)| entry(line));
        let kind = ProblemKind::DuplicateKey(key.map_or("", |(key, _)| key).to_owned());
        return (
            Problem {
                kind,
                ..problem.clone()
            },
            None,
        );
    }
    let mended = mended_here(lines, problem, names);
    let several = mended
        .as_ref()
        .is_some_and(|mended| mended.lines == 1 && mended.text.contains('\n'));
    if several && matches!(problem.kind, ProblemKind::TextAfterQuote(_)) {
        // Fields behind a text in quotes are fields behind a value.
        return (
            Problem::new(ProblemKind::ColonInValue, problem.span),
            mended,
        );
    }
    // A line without a colon that goes on with the text above is no mistake of its own.
    let number = lines.position(problem.span.start).line;
    let above = mended.as_ref().filter(|mended| mended.line < number);
    let told = match (&problem.kind, above) {
        (ProblemKind::MissingColon | ProblemKind::Bullet, _) => ProblemKind::TextContinued,
        // What stands further in ends for a remark, or for a colon of its own.
        (ProblemKind::Indentation, Some(above)) if above.text.trim_start().starts_with('#') => {
            ProblemKind::TextBelowRemark
        }
        (ProblemKind::Indentation, _) => ProblemKind::ColonInValue,
        _ => return (problem.clone(), mended),
    };
    match above.and_then(|above| value_of(lines, above.line)) {
        Some(place) => (Problem::new(told, place), mended),
        None => (problem.clone(), mended),
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
        later: false,
    }
}

/// The lines that put right what is wrong in the line of the problem.
fn mended_here(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> Option<Mended> {
    use ProblemKind as P;
    let (first, line) = here(lines, problem)?;
    let at = problem.span.start.checked_sub(lines.start(first))? as usize;
    let quoted = |sure: bool, brackets: bool| {
        let to = |text: &str| Some((in_quotes(text, brackets)?, sure));
        whole::quoted(lines, first, names, &to)
    };
    let mended = match problem.kind {
        P::WrongBracket(_) | P::MissingKey | P::UnclosedQuote(_) | P::BlockHeader
            if is_none(line) =>
        {
            apart::behind_signs(lines, first)?
        }
        P::NoBreakSpace(_) => signs::spaces(lines)?,
        P::Tab => signs::tabs(lines, first)?,
        P::Bullet if texts::counted_text(lines, first).is_some() => {
            texts::counted_text(lines, first)?
        }
        P::Bullet => {
            let (start, length) = bullet(line)?;
            let rest = line.get(start + length..)?;
            let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
            let indent = line.get(..start)?.replace(is_no_break, " ");
            one(first, format!("{indent}- {rest}"), true)
        }
        P::ColonInValue if texts::text_above_items(lines, first).is_some() => {
            texts::text_above_items(lines, first)?
        }
        P::ColonInValue if keys::twice(line).is_some() => one(first, keys::twice(line)?, false),
        P::ColonInValue => quoted(true, false)?,
        P::ReservedStart(_) if !line.contains(char::is_alphanumeric) => {
            apart::behind_signs(lines, first)?
        }
        P::ReservedStart(_) if signs::alone(line).is_some() => {
            one(first, signs::alone(line)?, false)
        }
        P::ReservedStart(_) if entry(line).is_none() && !line.contains(": ") => {
            keys::with_colon(lines, first, names)?
        }
        P::ReservedStart('`') if line.trim_start().starts_with("```") => {
            apart::behind_signs(lines, first)?
        }
        P::Comment if entry(line).is_none() => keys::with_colon(lines, first, names)?,
        P::ReservedStart('`') if line.matches('`').count() == 2 => {
            one(first, line.replace('`', ""), false)
        }
        P::ReservedStart('`') => quoted(true, false)?,
        P::TextAfterQuote(_) if quotes::as_list(line, names).is_some() => {
            one(first, quotes::as_list(line, names)?, false)
        }
        P::TextAfterQuote(_) => whole::quoted(lines, first, names, &after_quote)?,
        P::UnknownEscape => {
            let (text, sure) = escaped(line, at)?;
            one(first, text, sure)
        }
        P::ReservedStart(_) => quoted(true, true)?,
        P::Alias(_) | P::Anchor(_) | P::Tag(_) if marks::is_mark(lines, problem, names) => {
            marks::without(lines, problem, names)?
        }
        P::UnclosedQuote(_) | P::Alias(_) | P::Anchor(_) | P::Tag(_) => quoted(false, false)?,
        P::BlockHeader | P::Syntax => quoted(false, true)?,
        P::UnclosedBracket(open) => one(first, signs::closed(lines, first, open)?, false),
        P::InvisibleSign(..) => {
            let blank = |c: char| c.is_whitespace() || crate::invisible::is_hidden(c);
            let (before, after) = line.split_at_checked(at)?;
            one(
                first,
                format!("{before} {}", after.trim_start_matches(blank)),
                true,
            )
        }
        P::MissingSpace(sign) => {
            let behind = at + sign.len_utf8();
            let (before, after) = (line.get(..behind)?, line.get(behind..)?);
            one(first, format!("{before} {after}"), true)
        }
        P::MissingColon => keys::with_colon(lines, first, names)?,
        P::LoneSign(_) => parts::nothing_behind_dash(lines, first, names)
            .or_else(|| {
                let line = signs::alone(line).or_else(|| signs::open(line, at))?;
                Some(one(first, line, false))
            })
            .or_else(|| apart::behind_signs(lines, first))?,
        P::DashNotAllowed => parts::nothing_behind_dash(lines, first, names)
            .or_else(|| block::without_dash(lines, at, first, names))?,
        P::MissingDash if block::dash_again(lines, first).is_some() => {
            block::dash_again(lines, first)?
        }
        P::Indentation if is_text(line, names) => {
            texts::continued(lines, first).or_else(|| apart::behind_signs(lines, first))?
        }
        P::Indentation | P::MissingDash => block::indented(lines, first)?,
        _ => return None,
    };
    let own = (mended.lines == 1)
        .then(|| lines.line(mended.line))
        .flatten();
    (own != Some(&mended.text)).then_some(mended)
}

/// Whether a line has signs alone, or is a row of a table.
fn is_none(line: &str) -> bool {
    let body = line.trim();
    let is_row = body.len() > 1 && body.starts_with('|') && body.ends_with('|');
    is_row || !body.contains(char::is_alphanumeric)
}

/// Whether a line is no field and no item.
fn is_text(line: &str, names: Names<'_>) -> bool {
    let name = line.split_once(':').map_or("", |(name, _)| name.trim());
    entry(line).is_none() && !line.trim_start().starts_with('-') && names.named(name).is_none()
}

/// Where the value of a line stands, or its key where it has none.
fn value_of(lines: &Lines<'_>, number: u32) -> Option<Span> {
    let line = lines.line(number)?;
    let (key, value) = entry(line)?;
    let value = Remark::of(value).value;
    let (at, length) = match value.is_empty() {
        true => (key_column(line), key.len()),
        false => (
            line.find(':')? + line.split_once(':')?.1.find(value)? + 1,
            value.len(),
        ),
    };
    let start = lines.start(number) as usize + at;
    Some(span(start, start + length))
}

/// A value and the remark behind it.
#[derive(Clone, Copy)]
struct Remark<'t> {
    value: &'t str,
    remark: &'t str,
}

impl<'t> Remark<'t> {
    fn of(value: &'t str) -> Self {
        let (value, remark) = match value.split_once(" #") {
            Some((value, remark)) => (value.trim(), remark),
            None if value.starts_with('#') => ("", value.trim_start_matches('#')),
            None => (value.trim(), ""),
        };
        Self { value, remark }
    }

    /// The remark as it stands behind a value; nothing where there is none.
    fn behind(self) -> String {
        match self.remark {
            "" => String::new(),
            remark => format!("   #{remark}"),
        }
    }
}

/// The line in which a problem begins, with its number.
fn here<'t>(lines: &Lines<'t>, problem: &Problem) -> Option<(u32, &'t str)> {
    let number = lines.position(problem.span.start).line;
    Some((number, lines.line(number)?))
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
