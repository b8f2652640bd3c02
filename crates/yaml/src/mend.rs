//! What a mistake of the text is, looked at with the names that the form has, and the lines that put it right, where they can be
//! told.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

mod amid;
mod around;
mod between;
mod block;
mod commented;
mod fields;
mod indents;
mod items;
mod keys;
mod look;
mod mail;
mod marked;
mod marks;
mod parts;
mod quotes;
mod signs;
mod texts;
mod whole;

use super::pasted::{bullet, is_no_break};
use super::{Problem, ProblemKind as P};
use crate::Remark;
use crate::source::{Lines, Span};
pub use between::items_go_on;
use look::{Look, entry, key_column};
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

/// A name that a field has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As it is to be written.
    pub name: String,
    /// What stands under it.
    pub under: Under,
    /// Whether any text may stand beside it.
    pub text: bool,
    /// Whether it must be filled in.
    pub required: bool,
    /// The fields that stand under it, and whether each must be: those that must, first.
    pub holds: Vec<(String, bool)>,
    /// Whether a field of this name stands at the margin.
    pub outermost: bool,
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

/// The fields that a form has, as whoever has it tells of them.
pub trait Fields {
    /// The field that a text names, where it can name no other.
    fn named(&self, text: &str) -> Option<Named>;

    /// Whether a text may name a field, though it is misspelt or several are called so.
    fn may_name(&self, text: &str) -> bool;

    /// Whether what stands behind a name is what the field of this name asks for, or can be told to mean it.
    fn fits(&self, name: &str, value: &str) -> bool;

    /// The name of a field with which a word ends that is none: one behind a lost line break.
    fn glued(&self, word: &str) -> Option<&str>;
}

/// They, as the lines of a text are read by them.
pub type Names<'a> = &'a dyn Fields;

/// What a problem is when the lines around it are looked at too, and the lines that put it right.
type Told = Option<(Problem, Mended)>;

impl Mended {
    /// In the place of so many lines.
    fn over(self, lines: u32) -> Self {
        Self { lines, ..self }
    }

    fn sure(self, sure: bool) -> Self {
        Self { sure, ..self }
    }

    fn below(self, above: u32) -> Self {
        let below = Some(above);
        Self { below, ..self }
    }

    /// With what is wrong, and where.
    fn told(self, kind: P, place: Span) -> Told {
        Some((Problem::new(kind, place), self))
    }
}

/// One line in the place of a line, where something else can be meant.
fn one(line: u32, text: String) -> Mended {
    Mended {
        line,
        lines: 1,
        text,
        sure: false,
        below: None,
        later: false,
    }
}

/// Lines in the place of as many; none where there are none.
fn several(first: u32, text: impl IntoIterator<Item = String>) -> Option<Mended> {
    let text: Vec<String> = text.into_iter().collect();
    let count = u32::try_from(text.len()).ok().filter(|&count| count > 0)?;
    Some(one(first, text.join("\n")).over(count))
}

impl Look<'_> {
    /// The rules in the order in which they are asked: what the first of them says is so.
    const RULES: [fn(Self) -> Told; 39] = [
        Self::hidden_start,
        Self::commented_out,
        Self::behind_slashes,
        Self::fence,
        Self::bold_value,
        Self::quoted_by_mail,
        Self::markup,
        Self::tags,
        Self::signs_at_name,
        Self::quoted_line,
        Self::semicolons,
        Self::list_without_dashes,
        Self::stars,
        Self::part_behind_value,
        Self::two_in_one_line,
        Self::dash_alone,
        Self::behind_braces,
        Self::row_of_signs,
        Self::quotes_over_lines,
        Self::other_signs,
        Self::greeting,
        Self::end,
        Self::moved_lines,
        Self::out_of_block,
        Self::several_dashes,
        Self::dash_before_fields,
        Self::dash_at_the_top,
        Self::heading,
        Self::remark_between_items,
        Self::bullet_before_field,
        Self::bullet_among_dashes,
        Self::dashes_without_space,
        Self::further_out,
        Self::first_item_without_dash,
        Self::value_above_fields,
        Self::value_without_name,
        Self::item_without_name,
        Self::part_without_name,
        Self::below_remark,
    ];
}

/// What a problem is when the lines around it are looked at too, and the lines that put it right; none where only a person knows.
pub fn mended(lines: &Lines<'_>, problem: &Problem, names: Names<'_>) -> (Problem, Option<Mended>) {
    let look = Look::at(lines, problem, names);
    if let Some((problem, mended)) = Look::RULES.iter().find_map(|rule| rule(look)) {
        return (problem, Some(mended));
    }
    if let Some(problem) = look.another_in_braces() {
        return (problem, None);
    }
    if problem.kind == P::ListWithoutDashes {
        let key = entry(look.line).map_or("", |(key, _)| key);
        let kind = P::DuplicateKey(key.to_owned());
        let problem = problem.clone();
        return (Problem { kind, ..problem }, None);
    }
    let mended = look.by_kind();
    let several = mended
        .as_ref()
        .is_some_and(|mended| mended.lines == 1 && mended.text.contains('\n'));
    if several && matches!(problem.kind, P::TextAfterQuote(_)) {
        // Fields behind a text in quotes are fields behind a value.
        return (Problem::new(P::ColonInValue, problem.span), mended);
    }
    // A remark is no mistake in a line that lacks its colon.
    let is_own = mended.as_ref().is_some_and(|own| own.line == look.number);
    if problem.kind == P::Comment && entry(look.line).is_none() && is_own {
        let place = look.whole_line(look.number);
        return (Problem::new(P::MissingColon, place), mended);
    }
    // A line without a colon that goes on with the text above is no mistake of its own.
    let above = mended.as_ref().filter(|mended| mended.line < look.number);
    let told = match (&problem.kind, above) {
        (P::MissingColon | P::Bullet, _) => P::TextContinued,
        // What stands further in ends for a remark, or for a colon of its own.
        (P::Indentation, Some(above)) if above.text.trim_start().starts_with('#') => {
            P::TextBelowRemark
        }
        (P::Indentation, _) => P::ColonInValue,
        _ => return (problem.clone(), mended),
    };
    match above.and_then(|above| look.value_or_key(above.line)) {
        Some(place) => (Problem::new(told, place), mended),
        None => (problem.clone(), mended),
    }
}

impl Look<'_> {
    /// The lines that put right what is wrong in the line of the problem, which is what the reader says.
    fn by_kind(self) -> Option<Mended> {
        let Self { line, number, .. } = self;
        let at = self.column();
        let quoted = |sure: bool, brackets: bool| {
            self.quoted(&|text| Some((in_quotes(text, brackets)?, sure)))
        };
        let instead = |text: Option<String>| Some(one(number, text?));
        let mended = match self.problem.kind {
            P::WrongBracket(_) | P::MissingKey | P::UnclosedQuote(_) | P::BlockHeader
                if is_row_of_signs(line) =>
            {
                self.behind_signs(number)
            }
            P::NoBreakSpace(_) => self.spaces(),
            P::Tab => self.tabs(),
            P::Bullet => self
                .counted_text()
                .or_else(|| instead(with_dash(line)).map(|mended| mended.sure(true))),
            P::ColonInValue => self
                .text_above_items()
                .or_else(|| instead(keys::twice(line)))
                .or_else(|| self.quoted(&quotes::alone))
                .or_else(|| quoted(true, false)),
            P::ReservedStart(_) if !line.contains(char::is_alphanumeric) => {
                self.behind_signs(number)
            }
            P::ReservedStart(_) if signs::alone(line).is_some() => instead(signs::alone(line)),
            P::ReservedStart(_) if entry(line).is_none() && !line.contains(": ") => {
                self.with_colon()
            }
            P::ReservedStart('`') if line.trim_start().starts_with("```") => {
                self.behind_signs(number)
            }
            P::Comment if entry(line).is_none() => self.with_colon(),
            P::ReservedStart('`') if line.matches('`').count() == 2 => {
                Some(one(number, line.replace('`', "")))
            }
            P::ReservedStart('`') => quoted(true, false),
            P::TextAfterQuote(_) => {
                instead(quotes::as_list(line, self.names)).or_else(|| self.quoted(&after_quote))
            }
            P::UnknownEscape => {
                let (text, sure) = escaped(line, at)?;
                Some(one(number, text).sure(sure))
            }
            P::ReservedStart(_) => quoted(true, true),
            P::Alias(_) | P::Anchor(_) | P::Tag(_) if self.is_mark() => self.without_mark(),
            P::UnclosedQuote(_) | P::Alias(_) | P::Anchor(_) | P::Tag(_) => quoted(false, false),
            P::BlockHeader => self.text_behind_header().or_else(|| quoted(false, true)),
            P::Syntax => quoted(false, true),
            P::UnclosedBracket(open) => instead(self.closed(open)),
            P::InvisibleSign(..) => {
                let blank = |c: char| c.is_whitespace() || crate::invisible::is_hidden(c);
                let (before, after) = line.split_at_checked(at)?;
                let after = after.trim_start_matches(blank);
                Some(one(number, format!("{before} {after}")).sure(true))
            }
            P::MissingSpace(sign) => {
                let (before, after) = line.split_at_checked(at + sign.len_utf8())?;
                if let Some(text) = self.first_of_part(before, after) {
                    return Some(one(number, text));
                }
                // `title:- A`, as forms are filled in; before a number it may be the sign of that.
                let value = after.strip_prefix("- ").filter(|value| {
                    sign == ':' && !value.trim_start().starts_with(|c: char| c.is_ascii_digit())
                });
                let text = format!("{before} {}", value.unwrap_or(after));
                Some(one(number, text).sure(value.is_none()))
            }
            P::MissingColon => self.with_colon(),
            P::QuoteBehindBracket(sign) => {
                let (before, after) = line.split_at_checked(at)?;
                let after = after.strip_prefix(sign)?;
                Some(one(
                    number,
                    format!("{before}{after}").trim_end().to_owned(),
                ))
            }
            P::LoneSign(_) => self
                .nothing_behind_dash()
                .or_else(|| instead(signs::alone(line).or_else(|| signs::open(line, at))))
                .or_else(|| self.behind_signs(number)),
            P::DashNotAllowed => self.nothing_behind_dash().or_else(|| self.without_dash()),
            P::Indentation if self.is_text() => {
                self.continued(number).or_else(|| self.behind_signs(number))
            }
            P::Indentation => self.indented(),
            P::MissingDash => self.dash_again().or_else(|| self.indented()),
            _ => None,
        }?;
        let own = (mended.lines == 1)
            .then(|| self.lines.line(mended.line))
            .flatten();
        (own != Some(&mended.text)).then_some(mended)
    }

    /// Whether the line is no field and no item.
    fn is_text(self) -> bool {
        let line = self.line;
        let name = line.split_once(':').map_or("", |(name, _)| name.trim());
        entry(line).is_none()
            && !line.trim_start().starts_with('-')
            && self.names.named(name).is_none()
            && !self.may_be_field(line)
    }

    /// Where the value of a line stands, or its key where it has none.
    fn value_or_key(self, number: u32) -> Option<Span> {
        let line = self.lines.line(number)?;
        let (key, value) = entry(line)?;
        let value = Remark::of(value).value;
        if value.is_empty() {
            return Some(self.place(number, key_column(line), key.len()));
        }
        let (before, behind) = line.split_once(':')?;
        let column = before.len() + 1 + behind.find(value)?;
        Some(self.place(number, column, value.len()))
    }
}

/// A line behind a bullet or a number, behind a dash instead.
fn with_dash(line: &str) -> Option<String> {
    let (start, length) = bullet(line)?;
    let rest = line.get(start + length..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || is_no_break(c));
    let rest = rest.strip_prefix("- ").map_or(rest, str::trim_start);
    let indent = line.get(..start)?.replace(is_no_break, " ");
    Some(format!("{indent}- {rest}"))
}

/// Whether a line has signs alone, or is a row of a table.
fn is_row_of_signs(line: &str) -> bool {
    let body = line.trim();
    let is_row = body.len() > 1 && body.starts_with('|') && body.ends_with('|');
    is_row || !body.contains(char::is_alphanumeric)
}
