//! Whether anything of the law is silently missing: each sentence of a source, and what of the book quotes it.

pub(crate) mod words;

use std::ops::Range;

use atbilst_core::law::{Citation, SourceId};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::source::{Lines, Span};
use words::{Folded, sentences, words};

/// A sentence of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its line, from 1.
    pub line: u32,
    /// Its words.
    pub text: String,
    /// The rules, codes and values that quote it, in the order of the book.
    pub carriers: Vec<String>,
    /// Whether the book lists it, or a part of it, as no obligation.
    pub no_obligation: bool,
    /// The part that nobody carries; `None` where the sentence is carried whole.
    pub missing: Option<Span>,
}

/// A quote of the book and who quotes it.
pub(crate) struct Quote<'b> {
    pub(crate) carrier: String,
    pub(crate) citation: &'b Citation,
}

/// Every citation of a book, in its order.
pub(crate) fn citations(book: &RuleBook) -> Vec<Quote<'_>> {
    let quote = |carrier: String| {
        move |citation| Quote {
            carrier: carrier.clone(),
            citation,
        }
    };
    let mut all = Vec::new();
    for list in &book.lists {
        for code in &list.codes {
            let carrier = format!("{}.{}", list.name, code.code);
            all.extend(code.law.iter().map(quote(carrier)));
        }
    }
    for value in &book.values {
        for dated in &value.history {
            let carrier = value.name.to_string();
            all.extend(dated.law.iter().map(quote(carrier)));
        }
    }
    for (field, law) in &book.field_laws {
        let carrier = book.form.field(*field).path.clone();
        all.extend(law.iter().map(quote(carrier)));
    }
    if let Some(grounds) = &book.month_end {
        all.extend(grounds.law.iter().map(quote("month_end".to_owned())));
    }
    for head in book.heads() {
        all.extend(head.law.iter().map(quote(head.id.to_string())));
    }
    for step in &book.next_steps {
        all.extend(step.law.iter().map(quote("next_steps".to_owned())));
    }
    all.sort_by_key(|quote| quote.citation.span);
    all
}

/// Each sentence of the words of a source, with what carries it.
pub fn of_source(book: &RuleBook, source: usize, text: &str) -> Vec<Sentence> {
    let folded = Folded::of(text);
    let of_this = |id: SourceId| id.index() == source;
    let mut carried: Vec<(Range<usize>, Option<String>)> = Vec::new();
    for Quote { carrier, citation } in citations(book) {
        let words = citation
            .quote
            .as_deref()
            .filter(|_| of_this(citation.source));
        let places = words.map(|words| folded.find(words)).unwrap_or_default();
        carried.extend(
            places
                .into_iter()
                .map(|place| (place, Some(carrier.clone()))),
        );
    }
    let listed = book.sources.get(source);
    for (words, _) in listed
        .into_iter()
        .flat_map(|source| &source.not_obligations)
    {
        carried.extend(folded.find(words).into_iter().map(|place| (place, None)));
    }
    let lines = Lines::of(text);
    sentences(text)
        .into_iter()
        .map(|range| sentence(text, &lines, range, &carried))
        .collect()
}

fn sentence(
    text: &str,
    lines: &Lines<'_>,
    range: Range<usize>,
    carried: &[(Range<usize>, Option<String>)],
) -> Sentence {
    let mut carriers = Vec::new();
    let mut no_obligation = false;
    let mut missing: Option<Span> = None;
    for word in words(text, number_left_out(text, range.clone())) {
        let here = carried
            .iter()
            .filter(|(place, _)| place.start <= word.start && word.end <= place.end);
        let mut any = false;
        for (_, carrier) in here {
            any = true;
            match carrier {
                None => no_obligation = true,
                Some(carrier) if !carriers.contains(carrier) => carriers.push(carrier.clone()),
                Some(_) => {}
            }
        }
        if !any {
            let word = Span::from(word);
            let start = missing.map_or(word.start, |span| span.start);
            missing = Some(Span::new(start, word.end));
        }
    }
    Sentence {
        line: lines.position(Span::from(range.clone()).start).line,
        text: text.get(range).unwrap_or("").to_owned(),
        carriers,
        no_obligation,
        missing,
    }
}

/// The number before an item of a list is no part of what the item says.
fn number_left_out(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    match part.get(digits..) {
        Some(rest) if (1..=2).contains(&digits) && rest.starts_with(". ") => {
            range.start.saturating_add(digits)..range.end
        }
        _ => range,
    }
}
