//! What stands for a value that is still to be written.

use super::{Field, Kind};
use crate::language::Language;

/// No word for what is still to be written is longer, in bytes.
const LONGEST: usize = 24;

/// What text programs put around a text.
const QUOTES: [char; 6] = ['„', '“', '”', '"', '«', '»'];

impl Field {
    /// Whether a text is only a mark of what is still to be written: `…`, `....`, `___`, `???`, `XXX`, `<title>`, `(aizpildīt)`,
    /// `piemēram, …`, what the field itself is called, `00000000000`.
    pub(crate) fn is_open(&self, text: &str) -> bool {
        let text = text.trim();
        // As nearly all numbers and days begin.
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            // No number of a register has no digit but 0.
            return matches!(self.kind, Kind::Digits(_))
                && text.bytes().all(|byte| byte == b'0')
                && self.kind.fits(text);
        }
        let mark = |c: char| {
            matches!(c, '.' | '…' | '_' | '-' | '\u{2010}'..='—' | '?' | '#')
                || c.is_whitespace()
                || QUOTES.contains(&c)
        };
        if text.chars().all(mark) {
            return true;
        }
        let crosses = text.len() > 2 && text.chars().all(|c| matches!(c, 'X' | 'x'));
        let named = in_brackets(text);
        let is_value = |name: &str| match self.kind {
            Kind::Text | Kind::Code(_) => false,
            ref kind => kind.fits(name) || kind.nearest(name).or(kind.likely(name)).is_some(),
        };
        let named = named.is_some_and(|name| !name.contains(['<', '>', '@']) && !is_value(name));
        // Beside a declaration `nav` may be an answer.
        let may_answer = || matches!(self.kind, Kind::Flag) && says_nothing(text);
        crosses || named || (self.says_so(text) && !may_answer())
    }

    /// Whether a text only says that what is asked comes later, stands elsewhere, or is of no concern: `sk. pielikumu`.
    pub(crate) fn defers(&self, text: &str) -> bool {
        matches!(self.kind, Kind::Text) && Language::any_defers(text.trim())
    }

    /// Whether a text says that something is still to come; not one by which nothing is.
    pub(crate) fn puts_off(&self, text: &str) -> bool {
        let text = text.trim();
        self.defers(text) || (self.is_open(text) && !says_nothing(text))
    }

    /// Whether a text is what the form says of the field: its title, its hint, what else it is called. One small word may be an answer.
    fn is_own_text(&self, text: &str) -> bool {
        let bare = text.trim_end_matches('.');
        let mut said = self.title.iter().chain(self.help.iter());
        // Nearly every text is of another length.
        let is_said = |said: &String| {
            said.len().abs_diff(text.len()) <= 1 && said.trim_end_matches('.') == bare
        };
        let titles = self.title.iter().map(String::as_str);
        let mut called = titles.chain(self.also.iter().map(|(also, _)| also));
        said.any(is_said)
            || called.any(|name| {
                name.len() == text.len()
                    && name.eq_ignore_ascii_case(text)
                    && (text.contains(' ') || text.starts_with(char::is_uppercase))
            })
    }

    fn says_so(&self, text: &str) -> bool {
        let in_brackets = text.starts_with(['(', '[']) || text.ends_with([')', ']']);
        let bare = match in_brackets {
            true => text.trim_matches(['(', ')', '[', ']']),
            false => text,
        };
        let bare = bare.trim_matches(QUOTES);
        let of_form = matches!(self.kind, Kind::Text) && self.is_own_text(bare);
        let mut languages = Language::ALL.into_iter();
        of_form
            || languages.any(|language| {
                let is = bare.len() <= LONGEST && language.means_open(bare);
                is || language.begins_prompt(bare)
                    || (self.required && language.begins_example(bare))
            })
    }
}

/// What stands in angle brackets, or in `${}`: of a template the name of what is to be written there.
pub(crate) fn in_brackets(text: &str) -> Option<&str> {
    let text = text.trim();
    let inside = |head, end| text.strip_prefix(head)?.strip_suffix(end);
    let inner = inside("<", ">").or_else(|| inside("${", "}"))?;
    Some(inner.trim())
}

/// Whether a text says that there is none.
fn says_nothing(text: &str) -> bool {
    let dash = |c| matches!(c, '-' | '–' | '—');
    text.chars().all(dash) || Language::any_means_nothing(text)
}
