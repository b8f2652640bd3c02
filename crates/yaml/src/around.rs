//! What a problem is when what stands around its place says more than the place: a sign alone, the end of a text that is cut off,
//! letters that became other signs.

use crate::invisible::is_hidden;
use crate::source::{Span, without_mark};
use crate::{Problem, ProblemKind, span};

/// Calls a problem by its narrower name, where it has one.
pub(super) fn narrow(whole: &str, problem: &mut Problem) {
    use ProblemKind as P;
    let text = without_mark(whole);
    let mark = whole.len().saturating_sub(text.len());
    let Span { start, end } = problem.span;
    let [at, end] = [start, end].map(|at| (at as usize).saturating_sub(mark));
    let found = match problem.kind {
        P::DashNotAllowed | P::ReservedStart('-' | '?') => {
            lone(text, at).map(|sign| (P::LoneSign(sign), span(at, end)))
        }
        P::ControlCharacter('\u{80}'..='\u{9f}') | P::LineSeparator('\u{85}') => {
            lost_letters(text, at).map(|word| (P::LostLetters, word))
        }
        P::MissingSpace(sign) => {
            unseen(text, end).map(|(found, place)| (P::InvisibleSign(sign, found), place))
        }
        _ if problem.kind.is_fatal() => cut_off(text),
        _ => None,
    };
    if let Some((kind, place)) = found {
        *problem = Problem::new(kind, place.behind(mark));
    }
}

/// A dash or question mark that is all there is of a value or of a line.
fn lone(text: &str, at: usize) -> Option<char> {
    let (before, after) = text.split_at_checked(at)?;
    let before = before.rsplit(['\n', '\r']).next()?.trim();
    let begins = before.is_empty() || before.ends_with([':', '[', ',']);
    let sign = after.chars().next()?;
    let after = after.get(sign.len_utf8()..)?;
    let behind = after.trim_start_matches([' ', '\t']);
    let apart = behind.len() < after.len();
    let ends = match behind.chars().next() {
        None | Some('\n' | '\r' | ',' | '}' | ']') => true,
        Some(next) => apart && next == '#',
    };
    (begins && ends).then_some(sign)
}

/// The sign at a place that nobody sees.
fn unseen(text: &str, at: usize) -> Option<(char, Span)> {
    let sign = text.get(at..)?.chars().next()?;
    is_hidden(sign).then(|| (sign, span(at, at.saturating_add(sign.len_utf8()))))
}

/// The word around a control character that is the second half of a letter in UTF-8, read as two signs.
fn lost_letters(text: &str, at: usize) -> Option<Span> {
    let (before, after) = text.split_at_checked(at)?;
    let half = before.ends_with(['Ä', 'Å', 'â', 'Ã', 'Â']);
    let blank = |c: char| c.is_whitespace() && c != '\u{85}';
    let head = before.rsplit(blank).next()?.len();
    let tail = after.find(blank).unwrap_or(after.len());
    half.then(|| span(at.saturating_sub(head), at.saturating_add(tail)))
}

/// The last sign of a text in the notation of JSON that ends within a bracket, and the signs that would close it.
fn cut_off(text: &str) -> Option<(ProblemKind, Span)> {
    let whole = text.trim_end();
    let inside = whole.trim_start().strip_prefix('{')?;
    // A bracket that is missing within a text that has its end is no end that is missing.
    if !inside.trim_start().starts_with('"') || whole.ends_with('}') {
        return None;
    }
    let (mut open, mut quoted, mut escaped) = (String::new(), false, false);
    for sign in whole.chars() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            // No text of that notation goes on in another line.
            '\n' if quoted => return None,
            '{' if !quoted => open.push('}'),
            '[' if !quoted => open.push(']'),
            '}' | ']' if !quoted => {
                open.pop().filter(|&close| close == sign)?;
            }
            _ => {}
        }
    }
    if quoted {
        open.push('"');
    }
    let last = whole.chars().next_back()?.len_utf8();
    let end = whole.len();
    let missing: String = open.chars().rev().collect();
    let place = span(end.saturating_sub(last), end);
    (!missing.is_empty()).then_some((ProblemKind::CutOff(missing), place))
}
