//! What may stand at a place of a rule book. The reader of rule books is asked, which knows every word of their language: a word that
//! nobody knows is put there, and the mistake that it makes of it names those that it would take.

use atbilst_books::explain::{self, Topic};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
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
    for Attempt { before, behind } in attempts {
        for name in allowed(text, word, &format!("{space}{before}"), behind) {
            let label = format!("{before}{name}");
            if items.iter().any(|item| item.label == label) {
                continue;
            }
            let text = format!("{space}{before}{name}{behind}");
            let (detail, about) = meaning(&name, book, catalogue);
            items.push(CompletionItem {
                kind: Some(match behind {
                    "" => CompletionItemKind::VALUE,
                    _ => CompletionItemKind::PROPERTY,
                }),
                detail,
                documentation: documentation(&about),
                ..write::completion(items.len(), label, text, places.range(word))
            });
        }
    }
    items
}

/// The names that the reader would take in the place of a word.
fn allowed(text: &str, word: Span, before: &str, behind: &str) -> Vec<String> {
    let (Some(head), Some(tail)) = (
        text.get(..word.start as usize),
        text.get(word.end as usize..),
    ) else {
        return Vec::new();
    };
    let begin = head.len().saturating_add(before.len());
    let end = begin.saturating_add(PROBE.len());
    let under = if behind.is_empty() { "" } else { PROBE };
    let mut text = format!("{head}{before}{PROBE}{behind}{under}{tail}");
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
    let mistakes = RuleBook::read("", text).err()?;
    let broken = mistakes.iter().find(|one| one.key.starts_with("yaml."))?;
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

/// What a name means in a book: its title, and what there is to say of it.
fn meaning(name: &str, book: Option<&RuleBook>, catalogue: &Catalogue) -> (Option<String>, String) {
    let Some(book) = book else {
        return (None, String::new());
    };
    let language = catalogue.language();
    if let Some(source) = book.sources.iter().find(|source| source.id == name) {
        let title = source.title.get(language).clone();
        return (Some(title), format!("<{}>", source.url));
    }
    let topics = explain::topics(std::slice::from_ref(book));
    let topic = topics.iter().find(|topic| topic.name() == name);
    let about = match topic {
        Some(Topic::Field(book, id)) => book.form.field(*id).help.get(language).clone(),
        _ => String::new(),
    };
    (topic.map(|topic| topic.title(catalogue)), about)
}
