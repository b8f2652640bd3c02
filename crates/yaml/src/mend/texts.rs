//! Texts that go on in another line, which reads as a field or as nothing: joined, or below their field.

use super::look::{
    LINES, Look, as_deep, deep, entry, indent, is_item, key_column, says, up_to_colon,
};
use super::{Mended, Named, Told, Under, in_quotes, one, several};
use crate::ProblemKind as P;
use crate::Remark;

/// Most lines of one text in quotes.
const QUOTED: u32 = 20;

/// What begins a value that is no bare text.
const SIGNS: [char; 9] = ['"', '\'', '|', '>', '{', '[', '&', '*', '!'];

impl Look<'_> {
    /// `summary: | A`: the text behind the sign of a text of several lines begins in the next.
    pub(super) fn text_behind_header(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (key, value) = entry(line)?;
        let text = value.trim_start_matches(['|', '>', '+', '-']);
        let header = value.strip_suffix(text).filter(|header| header.len() < 3)?;
        let (_, below) = self.below(number).unwrap_or_default();
        let goes_on = deep(below) > key_column(line);
        // `> 5` may say more than five, and a row of a table has more such signs.
        let is_text = says(text) && !text.contains('|') && (header.starts_with('|') || goes_on);
        let is_asked = self.names.named(key)?.text;
        let depth = if goes_on {
            deep(below)
        } else {
            key_column(line) + 2
        };
        let head = up_to_colon(line)?;
        let text = format!("{head} {header}\n{}", as_deep(depth, text));
        (is_text && is_asked).then(|| one(number, text))
    }

    /// A text in quotes that goes on in lines which begin no further in than its field.
    pub(super) fn quotes_over_lines(self) -> Told {
        let P::UnclosedQuote(sign) = self.problem.kind else {
            return None;
        };
        let (_, value) = entry(self.line)?;
        if value.strip_prefix(sign)?.contains(sign) {
            return None;
        }
        let mut text = self.line.trim_end().to_owned();
        for count in 1..=QUOTED {
            let next = self.lines.line(self.number + count)?;
            let body = next.trim();
            if body.is_empty() || entry(next).is_some() || body.starts_with("- ") {
                return None;
            }
            text = format!("{text} {body}");
            if let Some((_, rest)) = body.split_once(sign) {
                let ends = rest.is_empty() || rest.trim_start().starts_with('#');
                let mended = one(self.number, text).over(count + 1);
                return ends.then(|| mended.told(P::TextContinued, self.problem.span))?;
            }
        }
        None
    }

    /// A line without a colon, and those below it, that the text above goes on in. Next to each other they are one text, with a line
    /// between them or as a list they stay lines.
    pub(super) fn continued(self, number: u32) -> Option<Mended> {
        let (above, head) = self.above(number)?;
        let (_, value) = entry(head)?;
        let remark = Remark::of(value);
        let value = remark.value;
        let line = self.lines.line(number)?;
        // What stands behind a date or an amount does not belong to it.
        let no_text = !value.is_empty() && !value.contains(char::is_alphabetic);
        let column = key_column(head);
        let own = deep(line);
        // What stands right below a remark is the rest of that; further in it may be that of a text.
        let named = self.field(head);
        let is_text = named.as_ref().is_some_and(|named| named.text);
        let in_text = value.is_empty() || (is_text && own > column);
        // Nor is a line below the name of a part its text.
        let is_part = named.as_ref().is_some_and(|named| !named.holds.is_empty());
        let of_part = value.is_empty() && is_part;
        if of_part || (self.is_below_remark(number) && !in_text) {
            return None;
        }
        let between = self.lines_between(above + 1, number);
        let between = between.map(|(_, line)| line);
        let (remarks, between): (Vec<&str>, Vec<&str>) =
            between.partition(|line| line.trim_start().starts_with('#'));
        let apart = !between.is_empty();
        let inside = own > column || (own == column && (remarks.is_empty() || column > 0));
        let asked = named.as_ref().filter(|named| !named.text);
        let fits = |text: &str| asked.is_some_and(|named| self.names.fits(&named.name, text));
        let joins = || {
            // No heading is a number, or stands in quotes.
            let is_value = line.starts_with(['"', '\'']) || !line.contains(char::is_alphabetic);
            // `no_fraud:`, and below it `true`.
            let is_value = is_value || fits(line.trim());
            self.is_amid(number, column) || (value.is_empty() && is_value)
        };
        let amid = || !apart && remarks.is_empty() && joins();
        // `130` and below it `000`: digits go on with digits.
        let rest = Remark::of(line.trim());
        let are_digits = is_number(value) && is_number(rest.value);
        if !apart && remarks.is_empty() && own == column && are_digits {
            let joined = format!("{} {value} {}", up_to_colon(head)?, rest.value);
            let joined = format!("{joined}{}{}", remark.behind(), rest.behind());
            return Some(one(above, joined).over(2));
        }
        // Nor behind a code that is one.
        let is_whole = own <= column && !value.is_empty() && fits(value);
        if value.starts_with(SIGNS) || no_text || is_whole || !(inside || amid()) {
            return None;
        }
        // At the margin a line on its own is a heading or a signature, unless it reads as the rest of a sentence, or as one below a text.
        let goes_on = line.starts_with(char::is_lowercase) || (is_text && is_sentence(line));
        if apart && own == 0 && !goes_on {
            return None;
        }
        let rest = self.lines_while(number, LINES, |line| {
            says(line) && entry(line).is_none() && !is_item(line)
        });
        let rest: Vec<&str> = rest.into_iter().map(str::trim).collect();
        // Cells of a table are no words of a text.
        if rest.iter().any(|line| line.contains('\t')) {
            return None;
        }
        let count = u32::try_from(rest.len()).ok()?;
        let key = up_to_colon(head)?;
        let is_bare = |line: &&str| line.starts_with(char::is_alphanumeric);
        let text = if apart || rest.len() > 1 && !rest.iter().any(is_bare) {
            let depth = column + 2;
            let all = [value].into_iter().chain(between.iter().map(|_| ""));
            let all = all.chain(rest).skip_while(|line| line.is_empty());
            let all = all.map(|line| match line.is_empty() {
                true => "\n".to_owned(),
                false => format!("\n{:depth$}{line}", ""),
            });
            format!("{key} |{}{}", remark.behind(), all.collect::<String>())
        } else {
            let joined = [value, &rest.join(" ")].join(" ");
            let joined = format!("{key} {}", joined.trim());
            let joined = match joined.matches(": ").count() > 1 {
                true => in_quotes(&joined, false)?,
                false => joined,
            };
            format!("{joined}{}", remark.behind())
        };
        // A remark that stood between stands above.
        let margin = indent(head);
        let remarks = remarks.iter();
        let remarks = remarks.map(|remark| format!("{margin}{}\n", remark.trim()));
        let text = remarks.chain([text]).collect();
        Some(one(above, text).over(number - above + count))
    }

    /// A line that begins with a small letter and names a field, as the last word of the text above: fields go on below it as they began
    /// above, or it names a part that has nothing.
    pub(super) fn last_word(self, named: &Named) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (above, head) = self.above(number)?;
        let is_text = self.field(head).is_some_and(|field| field.text);
        let (_, below) = self.below(number)?;
        let is_open = named.under != Under::Nothing && deep(below) <= deep(line);
        let goes_on = is_open || self.is_amid(number, key_column(head));
        let begins_small = line.trim().starts_with(char::is_lowercase);
        let may_be = above + 1 == number && is_text && begins_small && goes_on;
        may_be.then(|| self.continued(number))?
    }

    /// Whether the record whose fields begin in a column goes on below a line.
    fn is_amid(self, number: u32, column: usize) -> bool {
        let below = self.lines.line(number + 1);
        below.is_some_and(|line| entry(line).is_some() && deep(line) == column && column > 0)
    }

    /// A line of a text below `|` that begins further out than its first line.
    pub(super) fn out_of_block(self) -> Told {
        let may_be = matches!(
            self.problem.kind,
            P::Indentation | P::MissingColon | P::BlockIndentation | P::MissingDash | P::Syntax
        );
        let (number, line) = self.here(may_be)?;
        if self.is_field(line) {
            return None;
        }
        // `applicant`, or `applicant =`, above its fields: the name of a part that lacks its colon.
        let name = line.trim_end_matches([' ', '=', ';', '.', '-', '–', '\u{ff1a}']);
        let part = self.names.named(name);
        let part = part.filter(|part| part.outermost && part.under != Under::Nothing);
        if part.is_some_and(|part| self.opens(number, &part)) {
            return self
                .with_colon()?
                .told(P::MissingColon, self.whole_line(number));
        }
        // A remark further out ends the text.
        let is_remark = |line: &str| line.trim_start().starts_with('#');
        let remarks = self.lines_above(number);
        let remarks = remarks.take_while(|(_, line)| is_remark(line));
        let first = remarks.last().map_or(number, |(first, _)| first);
        let depth = self.block_above(first)?;
        let apart = self.lines.line(first - 1)?.trim().is_empty();
        let own = deep(line);
        if (own >= depth && first == number) || (apart && own == 0 && !is_sentence(line)) {
            return None;
        }
        let rest = self.lines_from(first).take(LINES);
        let rest = rest.take_while(|&(place, line)| place < number || says(line));
        let rest = rest.take_while(|(_, line)| !self.is_field(line));
        let rest = rest.map(|(_, line)| match deep(line) < depth {
            true => format!("{:depth$}{}", "", line.trim()),
            false => line.to_owned(),
        });
        let mended = several(first, rest)?;
        mended.told(P::BlockIndentation, self.first_sign(number))
    }

    /// Whether a field of a part stands right below a line, further in.
    fn opens(self, number: u32, part: &Named) -> bool {
        let below = self.below(number).filter(|(_, line)| deep(line) > 0);
        let first = below.and_then(|(_, line)| entry(line.trim_start_matches([' ', '-'])));
        first.is_some_and(|(key, _)| part.holds.iter().any(|(name, _)| name == key))
    }

    /// How deep the name stands of a text below `|` or `>` that ends above a line.
    pub(super) fn text_above(self, number: u32) -> Option<usize> {
        let mut least = usize::MAX;
        for (_, line) in self.lines_above(number).take(LINES) {
            if line.trim().is_empty() {
                continue;
            }
            if entry(line).is_some_and(|(_, value)| is_header(value)) {
                return (least > key_column(line)).then_some(key_column(line));
            }
            least = least.min(deep(line));
        }
        None
    }

    /// How deep the first line stands of the text below `|` or `>` that ends above a line.
    fn block_above(self, number: u32) -> Option<usize> {
        let (mut first, mut least) = (0, usize::MAX);
        for (_, line) in self.lines_above(number).take(LINES) {
            let own = deep(line);
            if line.trim().is_empty() {
                continue;
            }
            if entry(line).is_some_and(|(_, value)| is_header(value)) {
                return (least > key_column(line) && first > 0).then_some(first);
            }
            if own == 0 {
                return None;
            }
            (first, least) = (own, least.min(own));
        }
        None
    }

    /// What stands below a value with a remark behind it, too deep to be a field of its own: a field that begins too far in, or the
    /// rest of the text, which no remark may interrupt.
    pub(super) fn below_remark(self) -> Told {
        let (first, line) = self.here(self.problem.kind == P::Comment)?;
        let before = line.get(..self.column())?;
        let (_, value) = entry(line)?;
        if !before.ends_with([' ', '\t']) {
            return None;
        }
        let (below, next) = self.below(first)?;
        if entry(next).is_some() || is_item(next) || self.may_be_field(next) {
            let mended = self
                .dashes_not_deep_enough(first, deep(next))
                .or_else(|| self.all_too_deep(below, key_column(line)))?;
            // Where the line with the remark is the one that moves, it is the one to be shown.
            let place = self.first_sign(mended.line);
            return mended.told(P::Indentation, place);
        }
        let is_text = Remark::of(value).value.contains(char::is_alphabetic);
        let mended = match first + 1 == below && is_text {
            true => self.continued(below)?,
            false => self.behind_signs(below)?,
        };
        mended.told(P::TextBelowRemark, self.first_sign(below))
    }

    /// `description: What:` with items below: a text of several lines.
    pub(super) fn text_above_items(self) -> Option<Mended> {
        let Self { number, line, .. } = self;
        let (_, value) = entry(line)?;
        let value = Remark::of(value).value;
        let column = key_column(line);
        let below = self.lines_while(number + 1, LINES - 1, |line| {
            says(line) && deep(line) > column
        });
        let depth = deep(below.first().filter(|line| is_item(line))?);
        if !value.ends_with(':') || below.iter().any(|line| deep(line) < depth) {
            return None;
        }
        let count = u32::try_from(below.len()).ok()? + 1;
        let key = up_to_colon(line)?;
        let text = format!("{key} |\n{:depth$}{value}\n{}", "", below.join("\n"));
        Some(one(number, text).over(count))
    }

    /// The line behind a number that goes on with the text above, in quotes for what it holds.
    pub(super) fn counted_text(self) -> Option<Mended> {
        let (above, head) = self.lines_above(self.number).next()?;
        let (_, value) = entry(head)?;
        let remark = Remark::of(value);
        let value = remark.value;
        let inside = |line: &str| deep(line) > key_column(head);
        let is_text = value.contains(char::is_alphabetic) && !value.starts_with(SIGNS);
        if !is_text || !inside(self.line) {
            return None;
        }
        let rest = self.lines_while(self.number, LINES, |line| says(line) && inside(line));
        let rest: Vec<&str> = rest.into_iter().map(str::trim).collect();
        let key = up_to_colon(head)?;
        let text = in_quotes(&format!("{key} {value} {}", rest.join(" ")), false)?;
        let count = u32::try_from(rest.len()).ok()? + 1;
        Some(one(above, format!("{text}{}", remark.behind())).over(count))
    }
}

/// Whether a value is the sign below which a text stands.
pub(super) fn is_header(value: &str) -> bool {
    let mut signs = Remark::of(value).value.chars();
    matches!(signs.next(), Some('|' | '>')) && signs.all(|c| matches!(c, '+' | '-' | '0'..='9'))
}

/// Whether a line reads as a sentence of some words: no heading, no signature.
fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(['.', '!', '?']) && line.split_whitespace().nth(3).is_some()
}

/// Whether a text is digits, with the signs that stand between them.
pub(super) fn is_number(text: &str) -> bool {
    let signs = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ');
    text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(signs)
}
