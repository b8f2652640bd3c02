//! What may stand at a place of a rule book. The reader of rule books is asked, which knows every word of their language: a word that
//! nobody knows is put there, and the mistake that it makes of it names those that it would take.

use atbilst_books::explain::{self, Topic};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml::Parsed;
use atbilst_yaml::outline::{Cursor, Outline};
use atbilst_yaml::source::{Lines, Span};
use lsp_types::{CompletionItem, CompletionItemKind};

use crate::markdown::documentation;
use crate::text::Text;
use crate::write;

/// No name of any book.
const PROBE: &str = "qqzzqqzz";

/// So many lines that are no YAML may stand elsewhere in the text.
const BROKEN: usize = 8;

/// What is put in the place of a word, and what is written around a name that is chosen.
struct Attempt {
    before: &'static str,
    behind: &'static str,
}

const VALUE: Attempt = Attempt {
    before: "",
    behind: "",
};
const KEY: Attempt = Attempt {
    before: "",
    behind: ": ",
};
const ITEM: Attempt = Attempt {
    before: "- ",
    behind: ": ",
};
const ITEM_VALUE: Attempt = Attempt {
    before: "- ",
    behind: "",
};

/// What may be written at a byte. The book, as it last could be read, says what its names mean.
pub(crate) fn complete(
    text: &str,
    places: &Text,
    byte: u32,
    book: Option<&RuleBook>,
    catalogue: &Catalogue,
) -> Vec<CompletionItem> {
    let outline = Outline::of(text);
    let (word, attempts) = match outline.cursor(text, byte) {
        None => return Vec::new(),
        Some(Cursor::Key { entry, word, .. }) => {
            let own = entry.and_then(|entry| outline.entry(entry));
            let attempts = match own.is_some_and(|own| own.colon) {
                true => vec![VALUE],
                false => vec![KEY, ITEM, ITEM_VALUE],
            };
            (word, attempts)
        }
        Some(Cursor::Value { word, entry }) => {
            let item = outline
                .entry(entry)
                .is_some_and(|entry| entry.item.is_some());
            (word, if item { vec![VALUE, KEY] } else { vec![VALUE] })
        }
    };
    let close = text
        .get(..word.start as usize)
        .is_some_and(|before| before.ends_with([':', '-']));
    let space = if close { " " } else { "" };
    let mut items: Vec<CompletionItem> = Vec::new();
    let open = closing(text, word);
    let told = book.map(Meanings::of);
    for Attempt { before, behind } in attempts {
        let names = allowed(text, word, (&format!("{space}{before}"), behind, &open));
        let fields = told.as_ref().is_some_and(|told| told.are_fields(&names));
        for name in names {
            let label = format!("{before}{name}");
            if items.iter().any(|item| item.label == label) {
                continue;
            }
            let text = format!("{space}{before}{name}{behind}");
            let meaning = told
                .as_ref()
                .and_then(|told| told.meaning(&name, fields, catalogue));
            let (detail, about) = meaning.unzip();
            items.push(CompletionItem {
                kind: Some(match behind {
                    "" => CompletionItemKind::VALUE,
                    _ => CompletionItemKind::PROPERTY,
                }),
                detail,
                documentation: about.and_then(|about| documentation(&about)),
                ..write::completion(items.len(), label, text, places.range(word))
            });
        }
    }
    items
}

/// The brackets that a line leaves open behind a word, closed: whoever still writes has not come to them.
fn closing(text: &str, word: Span) -> String {
    let (Some(head), Some(tail)) = (
        text.get(..word.start as usize),
        text.get(word.end as usize..),
    ) else {
        return String::new();
    };
    let breaks = ['\n', '\r'];
    let line = head.rsplit(breaks).next().unwrap_or_default();
    let rest = tail.split(breaks).next().unwrap_or_default();
    let mut open = Vec::new();
    let mut quote = None;
    for c in line.chars().chain(rest.chars()) {
        match (quote, c) {
            (Some(own), _) if own == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => open.push('}'),
            (None, '[') => open.push(']'),
            (None, '}' | ']') => {
                open.pop();
            }
            (None, _) => {}
        }
    }
    open.into_iter().rev().collect()
}

/// The names that the reader would take in the place of a word, with this before and behind it.
fn allowed(text: &str, word: Span, (before, behind, close): (&str, &str, &str)) -> Vec<String> {
    let (Some(head), Some(tail)) = (
        text.get(..word.start as usize),
        text.get(word.end as usize..),
    ) else {
        return Vec::new();
    };
    let begin = head.len().saturating_add(before.len());
    let end = begin.saturating_add(PROBE.len());
    let under = if behind.is_empty() { "" } else { PROBE };
    let (rest, below) = tail.split_at(tail.find(['\n', '\r']).unwrap_or(tail.len()));
    let mut text = format!("{head}{before}{PROBE}{behind}{under}{rest}{close}{below}");
    let at = (begin..end).into();
    for _ in 0..BROKEN {
        let names = RuleBook::allowed(&text, at);
        if !names.is_empty() {
            return names;
        }
        match without_broken_line(&text) {
            Some(without) => text = without,
            None => break,
        }
    }
    Vec::new()
}

/// A text with blanks in the place of the line for which it is no YAML; nothing where that is the probe's, or there is none.
fn without_broken_line(text: &str) -> Option<String> {
    let parsed = Parsed::of(text);
    let broken = parsed.problems.first()?;
    let lines = Lines::of(text);
    let number = lines.position(broken.span.start).line;
    let line = lines.line(number)?;
    let start = lines.start(number) as usize;
    let (head, tail) = (
        text.get(..start)?,
        text.get(start.checked_add(line.len())?..)?,
    );
    let keep = line.contains(PROBE) || line.trim().is_empty();
    (!keep).then(|| format!("{head}{}{tail}", " ".repeat(line.len())))
}

/// What the names of a book mean.
struct Meanings<'b> {
    book: &'b RuleBook,
    topics: Vec<Topic<'b>>,
}

impl<'b> Meanings<'b> {
    fn of(book: &'b RuleBook) -> Self {
        let topics = explain::topics(std::slice::from_ref(book));
        Self { book, topics }
    }

    fn topic(&self, name: &str) -> Option<&Topic<'b>> {
        self.topics.iter().find(|topic| topic.name() == name)
    }

    /// Whether fields of the form are offered, and not words of the language that some fields are called by, too.
    fn are_fields(&self, names: &[String]) -> bool {
        let form = &self.book.form;
        let fields = form.root.iter().map(|&id| &form.field(id).name);
        let offered = fields.filter(|field| names.contains(field)).count();
        offered.saturating_mul(2) > form.root.len()
            || names.iter().all(|name| self.topic(name).is_some())
    }

    /// The title of what is called so, and what there is to say of it.
    fn meaning(&self, name: &str, fields: bool, catalogue: &Catalogue) -> Option<(String, String)> {
        let language = catalogue.language();
        if let Some(source) = self.book.sources.iter().find(|source| source.id == name) {
            let title = source.title.get(language).clone();
            return Some((title, format!("<{}>", source.url)));
        }
        let topic = self.topic(name)?;
        let about = match topic {
            Topic::Field(..) if !fields => return None,
            Topic::Field(book, id) => book.form.field(*id).help.get(language).clone(),
            _ => String::new(),
        };
        Some((topic.title(catalogue), about))
    }
}
