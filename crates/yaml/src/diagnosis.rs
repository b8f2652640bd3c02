//! The parser's errors as kinds that a person can act on. An error of YAML shows where the parser could not go on,
//! which is often a line below the mistake; what stands around the place says which mistake it was.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use granit_parser::{ErrorKind, ScanError};

use super::{Limits, Problem, ProblemKind, place, span};
use crate::source::Span;

/// The longest key that YAML allows without a question mark before it, in characters.
const KEY: usize = 1024;

/// What is known where the parser stopped.
pub(super) struct Context<'a> {
    /// The text, without the byte-order mark that it may begin with; all places are places in it.
    pub(super) text: &'a str,
    pub(super) limits: &'a Limits,
    /// Just past the last key, value or bracket that was read.
    pub(super) cursor: u32,
    /// The innermost open bracket.
    pub(super) bracket: Option<u32>,
}

impl Context<'_> {
    /// What an error is for which the parser stopped at a place.
    pub(super) fn problem(&self, error: &ScanError, at: usize) -> Problem {
        let at = at.min(self.text.len());
        let cause = crate::pasted::cause(self.text, at);
        let cause = cause.or_else(|| crate::quotes::cause(self.text, at));
        let (kind, place) = cause.unwrap_or_else(|| self.classify(error.kind(), at));
        // Behind a bracket that is not closed the lines below it belong to it, and are indented wrongly for that.
        let within = matches!(kind, ProblemKind::Indentation | ProblemKind::Syntax);
        // So do a comma that is missing there, and a dash.
        let behind = matches!(
            kind,
            ProblemKind::Comma | ProblemKind::ColonInValue | ProblemKind::DashNotAllowed
        );
        let open = place::open_bracket(self.text, place.start as usize);
        let open = open.filter(|&open| within || (behind && !place::is_closed(self.text, open)));
        match open.map(|open| (self.char_at(open), self.sign(open))) {
            Some((sign, place)) => Problem::new(ProblemKind::UnclosedBracket(sign), place),
            None => Problem::new(kind, place),
        }
    }

    fn classify(&self, kind: &ErrorKind, at: usize) -> (ProblemKind, Span) {
        use ErrorKind as E;
        use ProblemKind as P;
        let here = self.sign(at);
        match kind {
            E::RecursionLimitExceeded => (P::TooDeep(self.limits.depth), here),
            E::MappingValueNotAllowed => self.colon(at),
            E::SimpleKeyExpected | E::InvalidSimpleKey => self.no_colon(at),
            E::ExpectedBlockMappingKey => self.no_key(at),
            E::ExpectedBlockSequenceEntry => self.no_dash(at),
            E::ExpectedDocumentStart if self.line_before(at).trim().is_empty() => {
                (P::Indentation, here)
            }
            E::UnexpectedCharacter { character } => self.character(*character, at),
            E::BomInsideDocument => (P::ControlCharacter('\u{feff}'), here),
            E::TabNotAllowed
            | E::TabInBlockIndentation
            | E::TabInIndentation
            | E::TabInPlainScalar
            | E::TabAtBlockScalarStart
            | E::InvalidBlockEntryWhitespace => (P::Tab, self.tab(at)),
            E::UnclosedQuotedScalar
            | E::InvalidQuotedScalarIndent
            | E::DocumentIndicatorInQuotedScalar => self.open_quote(at),
            E::InvalidTrailingSingleQuotedScalar => (P::TextAfterQuote('\''), here),
            E::InvalidTrailingDoubleQuotedScalar => (P::TextAfterQuote('"'), here),
            E::UnknownQuotedScalarEscape => (P::UnknownEscape, self.escape(at, true)),
            E::InvalidQuotedScalarHexEscape
            | E::InvalidLowSurrogateHexEscape
            | E::InvalidLowSurrogate
            | E::MissingLowSurrogate
            | E::UnpairedLowSurrogate
            | E::InvalidUnicodeEscape => (P::UnknownEscape, self.escape(at, false)),
            E::UnclosedFlowCollection { open } => (P::UnclosedBracket(*open), here),
            E::MismatchedFlowCollectionEnd { open, .. } => (P::UnclosedBracket(*open), here),
            E::MisplacedFlowCollectionEnd => (P::WrongBracket(self.char_at(at)), here),
            E::InvalidIndentation
            | E::InvalidFlowScalarIndent
            | E::UnexpectedEofFlowSequence
            | E::UnexpectedEofFlowMapping => self.within_brackets(at),
            E::ExpectedFlowMappingSeparator if self.char_at(at) == ':' => (P::ColonInValue, here),
            E::ExpectedFlowMappingSeparator
            | E::ExpectedFlowSequenceSeparator
            | E::InvalidColonPlacement => (P::Comma, here),
            E::UnexpectedEofImplicitFlowMapping
            | E::UnexpectedEofBlockMapping
            | E::UnexpectedEofBlockSequence
            | E::UnexpectedEof
            | E::ExpectedNodeContent
            | E::UnexpectedEndOfPlainScalar
            | E::ExpectedDocumentStart => self.unexpected(at),
            E::PlainScalarStartsWithDashFlowIndicator
            | E::MappingKeyNotAllowed
            | E::MissingAnchorOrAliasName => (P::ReservedStart(self.char_at(at)), here),
            E::BlockSequenceEntryNotAllowed | E::BlockEntryInFlowCollection => {
                (P::DashNotAllowed, here)
            }
            E::FlowMappingValueAdjacentCollection | E::InvalidMappingValueWhitespace => {
                (P::MissingSpace(':'), here)
            }
            E::InvalidBlockScalarHeader | E::ZeroBlockScalarIndent => (P::BlockHeader, here),
            E::InvalidBlockScalarIndent => (P::BlockIndentation, here),
            E::CommentInterceptedScalar | E::CommentNotSeparated => self.comment(at),
            E::InvalidDocumentEnd => (P::SecondDocument, here),
            E::DirectiveDisallowed
            | E::MissingDocumentEndBeforeDirective
            | E::MissingDirectiveName
            | E::InvalidDirectiveName => (P::Directive, here),
            E::ExpectedTagBang
            | E::InvalidGlobalTagCharacter
            | E::InvalidTagTerminator
            | E::MissingTagUri
            | E::UnclosedVerbatimTag
            | E::InvalidTagEscape
            | E::InvalidTagUtf8LeadingByte
            | E::InvalidTagUtf8TrailingByte
            | E::InvalidTagUtf8
            | E::UndeclaredTagHandle => self.tag(at),
            _ => (P::Syntax, here),
        }
    }

    /// A colon where no key can be: a second one in its line, or the line does not belong where it stands.
    fn colon(&self, at: usize) -> (ProblemKind, Span) {
        let before = self.line_before(at);
        let start = at - before.trim_start_matches([' ', '\t']).len();
        // `address:{ street: …, town: … }`
        if let Some((':', place)) = place::missing_space(self.text, self.line(at))
            && matches!(self.char_at(place.end as usize), '{' | '[')
        {
            return (ProblemKind::MissingSpace(':'), place);
        }
        if before.contains(": ") || before.contains(":\t") {
            return (ProblemKind::ColonInValue, self.sign(at));
        }
        if before.trim_start().chars().count() > KEY {
            return (ProblemKind::KeyTooLong(KEY), span(start, at));
        }
        let Some(above) = self.line_above(at) else {
            return (ProblemKind::ColonInValue, self.sign(at));
        };
        if let Some((sign, place)) = place::missing_space(self.text, above) {
            return (ProblemKind::MissingSpace(sign), place);
        }
        let text = above.of(self.text);
        let body = text.trim();
        if !body.contains(':') && !body.starts_with('-') && indentation(text) == indentation(before)
        {
            let from = above.start as usize + text.len() - text.trim_start().len();
            return (ProblemKind::MissingColon, span(from, from + body.len()));
        }
        (ProblemKind::Indentation, self.sign(start))
    }

    /// A remark within a text: one that goes on below it, or is the text of a line whose sign lacks its space.
    fn comment(&self, at: usize) -> (ProblemKind, Span) {
        match place::missing_space(self.text, self.line(at)) {
            Some((sign, place)) => (ProblemKind::MissingSpace(sign), place),
            None => (ProblemKind::Comment, self.sign(at)),
        }
    }

    /// A line of a mapping that has no colon, or none with a space after it.
    fn no_colon(&self, at: usize) -> (ProblemKind, Span) {
        let line = self.line(at);
        if let Some((sign, place)) = place::missing_space(self.text, line) {
            return (ProblemKind::MissingSpace(sign), place);
        }
        if self.stands_in_list(at) {
            return (ProblemKind::MissingDash, self.sign(at));
        }
        let rest = self
            .text
            .get(at..line.end as usize)
            .unwrap_or("")
            .trim_end();
        if rest.chars().count() > KEY {
            return (ProblemKind::KeyTooLong(KEY), span(at, at + rest.len()));
        }
        (ProblemKind::MissingColon, span(at, at + rest.len()))
    }

    fn no_key(&self, at: usize) -> (ProblemKind, Span) {
        let before = self.line_before(at);
        let body = before.trim();
        if body == "-" || self.char_at(at) == '-' {
            let above = self
                .line_above(at)
                .and_then(|line| place::missing_space(self.text, line));
            if let Some((sign, place)) = above {
                return (ProblemKind::MissingSpace(sign), place);
            }
            let dash = if body == "-" {
                at - before.trim_start().len()
            } else {
                at
            };
            return (ProblemKind::DashNotAllowed, self.sign(dash));
        }
        if body.is_empty() && !matches!(self.char_at(at), ',' | ']' | '}') {
            return (ProblemKind::Indentation, self.sign(at));
        }
        self.unexpected(at)
    }

    /// In a list, a line without a dash: beside the dashes it lacks one, elsewhere it is indented like nothing.
    fn no_dash(&self, at: usize) -> (ProblemKind, Span) {
        if let Some((sign @ '-', place)) = place::missing_space(self.text, self.line(at)) {
            return (ProblemKind::MissingSpace(sign), place);
        }
        let kind = if self.stands_in_list(at) {
            ProblemKind::MissingDash
        } else {
            ProblemKind::Indentation
        };
        (kind, self.sign(at))
    }

    /// Whether the lines above with the same indentation, as far as they belong together, are all items of a list.
    fn stands_in_list(&self, at: usize) -> bool {
        let depth = self.line_before(at).len();
        let above = self.text.get(..at - depth).unwrap_or("");
        let lines = above.lines().rev().filter(|line| !line.trim().is_empty());
        let mut beside = lines
            .take_while(|line| indentation(line) >= depth)
            .filter(|line| indentation(line) == depth);
        let dash = |line: &str| line.trim_start().starts_with('-');
        beside.next().is_some_and(dash) && beside.all(dash)
    }

    fn character(&self, character: char, at: usize) -> (ProblemKind, Span) {
        if character == '\0' {
            return (ProblemKind::Nul, self.sign(at));
        }
        if character.is_ascii_graphic() {
            return (ProblemKind::ReservedStart(character), self.sign(at));
        }
        // The parser names the start of the text that holds it.
        let place = self
            .text
            .get(at..)
            .and_then(|rest| rest.find(character))
            .map_or(at, |found| at + found);
        (ProblemKind::ControlCharacter(character), self.sign(place))
    }

    fn within_brackets(&self, at: usize) -> (ProblemKind, Span) {
        match self.bracket {
            Some(bracket) => {
                let open = bracket as usize;
                (
                    ProblemKind::UnclosedBracket(self.char_at(open)),
                    self.sign(open),
                )
            }
            None => (ProblemKind::Indentation, self.sign(at)),
        }
    }

    fn unexpected(&self, at: usize) -> (ProblemKind, Span) {
        let kind = match self.char_at(at) {
            ']' | '}' => ProblemKind::WrongBracket(self.char_at(at)),
            ',' if self.bracket.is_some() => ProblemKind::Comma,
            sign @ (',' | '?' | '@' | '`' | '%') => ProblemKind::ReservedStart(sign),
            _ => ProblemKind::Syntax,
        };
        (kind, self.sign(at))
    }

    fn tag(&self, at: usize) -> (ProblemKind, Span) {
        let rest = self.text.get(at..).unwrap_or("");
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        (
            ProblemKind::Tag(rest.get(..length).unwrap_or("").to_owned()),
            span(at, at + length),
        )
    }

    /// The first quote after what was read last that can open a text; where none can, the first of all, which a bracket may be before.
    fn open_quote(&self, at: usize) -> (ProblemKind, Span) {
        let from = (self.cursor as usize).min(at);
        let until = at + self.char_at(at).len_utf8();
        let between = self.text.get(from..until.min(self.text.len()));
        let between = between.unwrap_or("");
        let before = |place: usize| {
            let before = self.text.get(..place).unwrap_or("");
            before.chars().next_back().unwrap_or(' ')
        };
        let opens = |place: usize| {
            let before = before(place);
            before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':')
        };
        let quotes = || {
            between
                .match_indices(['"', '\''])
                .map(|(found, _)| from + found)
        };
        let Some(quote) = quotes().find(|&place| opens(place)).or(quotes().next()) else {
            return (ProblemKind::Syntax, self.sign(at));
        };
        let sign = self.char_at(quote);
        let kind = match before(quote) {
            ']' | '}' => ProblemKind::QuoteBehindBracket(sign),
            _ => ProblemKind::UnclosedQuote(sign),
        };
        (kind, self.sign(quote))
    }

    /// The first backslash with a sign that means nothing, or that announces a number.
    fn escape(&self, at: usize, unknown: bool) -> Span {
        let rest = self.text.get(at..).unwrap_or("");
        let mut past = 0;
        let found = rest
            .match_indices('\\')
            .map(|(found, _)| found)
            .find(|&found| {
                if found < past {
                    return false;
                }
                past = found + 2;
                let sign = rest
                    .get(found + 1..)
                    .and_then(|after| after.chars().next())
                    .unwrap_or(' ');
                let number = matches!(sign, 'x' | 'u' | 'U');
                if unknown {
                    !number && !"0abtnvfre \"/\\N_LP\t\n\r".contains(sign)
                } else {
                    number
                }
            });
        let place = found.map_or(at, |found| at + found);
        Span::new(self.sign(place).start, self.sign(place + 1).end)
    }

    fn tab(&self, at: usize) -> Span {
        let start = at - self.line_before(at).len();
        let found = self.text.get(start..).and_then(|rest| rest.find('\t'));
        self.sign(found.map_or(at, |found| start + found))
    }

    /// The character at a place; a space where the text ends.
    fn char_at(&self, at: usize) -> char {
        self.text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(' ')
    }

    /// The one character at a place; empty where the text ends.
    fn sign(&self, at: usize) -> Span {
        let length = self
            .text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        span(at, at + length)
    }

    fn line_before(&self, at: usize) -> &str {
        let before = self.text.get(..at).unwrap_or("");
        before.rsplit(['\n', '\r']).next().unwrap_or("")
    }

    fn line(&self, at: usize) -> Span {
        let start = at - self.line_before(at).len();
        let rest = self.text.get(start..).unwrap_or("");
        span(start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()))
    }

    /// The nearest line above that says something.
    fn line_above(&self, at: usize) -> Option<Span> {
        let mut end = at - self.line_before(at).len();
        while end > 0 {
            let line = self.line(end - 1);
            let body = line.of(self.text).trim();
            if !body.is_empty() && !body.starts_with('#') {
                return Some(line);
            }
            end = line.start as usize;
        }
        None
    }
}

/// The number of spaces a line begins with.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
