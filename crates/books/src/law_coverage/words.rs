//! Finding words in a text, however its lines are broken.

use std::ops::Range;

/// A text whose every stretch of white space is one space, and where each of its bytes came from.
pub(crate) struct Folded {
    text: String,
    from: Vec<usize>,
    end: usize,
}

impl Folded {
    pub(crate) fn of(text: &str) -> Self {
        let mut folded = String::with_capacity(text.len());
        let mut from = Vec::with_capacity(text.len());
        let mut gap = None;
        for (at, letter) in text.char_indices() {
            if letter.is_whitespace() || letter == '\u{feff}' {
                gap = gap.or(Some(at));
                continue;
            }
            if let Some(gap) = gap.take().filter(|_| !folded.is_empty()) {
                folded.push(' ');
                from.push(gap);
            }
            folded.push(letter);
            from.extend(at..at.saturating_add(letter.len_utf8()));
        }
        Self {
            text: folded,
            from,
            end: text.len(),
        }
    }

    /// Every place of some words in the text, as whole words.
    pub(crate) fn find(&self, words: &str) -> Vec<Range<usize>> {
        let words = Self::of(words).text;
        if words.is_empty() {
            return Vec::new();
        }
        let whole = |at: usize| {
            let before = self
                .text
                .get(..at)
                .and_then(|text| text.chars().next_back());
            let after = self
                .text
                .get(at.saturating_add(words.len())..)
                .and_then(|text| text.chars().next());
            let joined = |outside: Option<char>, inside: Option<char>| {
                outside.is_some_and(char::is_alphanumeric)
                    && inside.is_some_and(char::is_alphanumeric)
            };
            !joined(before, words.chars().next()) && !joined(after, words.chars().next_back())
        };
        let found = self.text.match_indices(&words).map(|(at, _)| at);
        found
            .filter(|&at| whole(at))
            .map(|at| {
                let last = at.saturating_add(words.len()).saturating_sub(1);
                self.source(at)..self.source(last).saturating_add(1)
            })
            .collect()
    }

    fn source(&self, at: usize) -> usize {
        self.from.get(at).copied().unwrap_or(self.end)
    }
}

/// The words of a stretch of text: its runs of letters and digits.
pub(crate) fn words(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let part = text.get(within.clone()).unwrap_or("");
    let mut all = Vec::new();
    let mut start = None;
    for (at, letter) in part.char_indices().chain([(part.len(), ' ')]) {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(begin)) => {
                let within_text = |at| within.start.saturating_add(at);
                all.push(within_text(begin)..within_text(at));
                start = None;
            }
            _ => {}
        }
    }
    all
}

/// The sentences of a text, line by line: a line is one unless a full stop in it is followed by a capital letter.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut line_start = 0_usize;
    for line in text.split_inclusive('\n') {
        let mut start = line_start;
        for (at, mark) in line.match_indices(['.', '!', '?']) {
            let behind = at.saturating_add(mark.len());
            let end = line_start.saturating_add(behind);
            let rest = line.get(behind..).unwrap_or("");
            let next = rest.strip_prefix(' ').and_then(|rest| rest.chars().next());
            let before = line.get(..at).unwrap_or("");
            let word = before
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or("");
            // An ordinal number or an abbreviation also ends in a full stop.
            let abbreviated = word.chars().count() <= 3 || word.ends_with(|c: char| c.is_numeric());
            if next.is_some_and(char::is_uppercase) && !(mark == "." && abbreviated) {
                all.push(start..end);
                start = end;
            }
        }
        line_start = line_start.saturating_add(line.len());
        all.push(start..line_start);
    }
    all.into_iter()
        .filter_map(|range| {
            let part = text.get(range.clone())?;
            let trimmed = without_number(part.trim());
            let left = part.trim_end().len().saturating_sub(trimmed.len());
            let start = range.start.saturating_add(left);
            trimmed
                .contains(char::is_alphanumeric)
                .then(|| start..start.saturating_add(trimmed.len()))
        })
        .collect()
}

/// A sentence without the number of its paragraph: `2.1. The project …`, `(3) The project …`.
fn without_number(sentence: &str) -> &str {
    let Some((number, rest)) = sentence.split_once(' ') else {
        return sentence;
    };
    let is_number = number.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && number.ends_with(['.', ')'])
        && number
            .chars()
            .all(|c| c.is_ascii_digit() || "().".contains(c));
    let rest = rest.trim_start();
    match is_number && rest.starts_with(|c: char| c.is_uppercase()) {
        true => rest,
        false => sentence,
    }
}

#[cfg(test)]
mod tests {
    use super::{Folded, sentences, words};

    #[test]
    fn words_are_found_across_lines_and_only_whole() {
        let text = "Līdz  2022.\ngada 31. decembrim; apgadā";
        let folded = Folded::of(text);
        let found = folded.find("2022. gada 31.");
        assert_eq!(found.len(), 1);
        assert_eq!(text.get(found[0].clone()), Some("2022.\ngada 31."));
        assert_eq!(folded.find("gad").len(), 0);
        assert_eq!(folded.find("").len(), 0);
        assert_eq!(words(text, 0..5).len(), 1);
    }

    #[test]
    fn sentences_end_where_the_next_one_begins() {
        let text = "Viens teikums. Otrs, 2022. gada 31. martā, t.sk. Rīgā.\n\n • trešais;\n…\n2.1. Projekts ilgst.\n(3) Otrs. 31. maijā.\n";
        let found: Vec<_> = sentences(text)
            .into_iter()
            .filter_map(|range| text.get(range))
            .collect();
        assert_eq!(
            found,
            [
                "Viens teikums.",
                "Otrs, 2022. gada 31. martā, t.sk. Rīgā.",
                "• trešais;",
                "Projekts ilgst.",
                "Otrs. 31. maijā."
            ]
        );
    }
}
