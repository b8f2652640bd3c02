//! The program's own sentences in one language, looked up by key.
//! Knows nothing of who says them, nor of the texts that rule books bring along.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::{Language, Template, Value};
use atbilst_yaml::decode::Mistake;
use atbilst_yaml::{Document, Kind, NodeId, Parsed};

/// The sentences of one language.
#[derive(Debug)]
pub struct Catalogue {
    language: Language,
    sections: Vec<Section>,
}

/// The sentences under one outermost key. A run says few of them, so each section is read when it is first asked.
#[derive(Debug)]
struct Section {
    name: &'static str,
    text: &'static str,
    sentences: OnceLock<HashMap<String, Sentence>>,
}

#[derive(Debug)]
struct Sentence {
    text: String,
    /// Made when it is first said; `None` for a text that is no template, which the tests rule out.
    template: OnceLock<Option<Template>>,
}

/// What stands in an advice for a name of the author's own.
const IN_ADVICE: [(&str, &str); 7] = [
    ("FIELD", "book.word.field"),
    ("DAY", "book.word.day"),
    ("LIST", "book.word.list"),
    ("TEXT", "book.word.text"),
    ("AMOUNT", "book.word.amount"),
    ("COUNT", "book.word.count"),
    ("RATE", "book.word.rate"),
];

impl Catalogue {
    /// The sentences of a language, loaded once and kept as long as the program runs.
    pub fn of(language: Language) -> &'static Self {
        static LOADED: [OnceLock<Catalogue>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        let [first, ..] = &LOADED;
        let loaded = LOADED.get(language as usize).unwrap_or(first);
        loaded.get_or_init(|| Self::load(language))
    }

    /// The sentences of a language, which are part of the program.
    pub fn load(language: Language) -> Self {
        let files = language.sentences().into_iter();
        Self {
            language,
            sections: files.flat_map(sections).collect(),
        }
    }

    /// The language it speaks.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether it has a sentence under this key.
    pub fn has(&self, key: &str) -> bool {
        self.sentence(key).is_some()
    }

    /// Every key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let sections = self.sections.iter();
        sections.flat_map(|section| section.sentences().keys().map(String::as_str))
    }

    /// A sentence as it is written, with its placeholders.
    pub fn sentence(&self, key: &str) -> Option<&str> {
        self.find(key).map(|sentence| sentence.text.as_str())
    }

    fn find(&self, key: &str) -> Option<&Sentence> {
        let name = key.split('.').next()?;
        let section = self.sections.iter().find(|section| section.name == name)?;
        section.sentences().get(key)
    }

    /// A sentence with its values; the key itself in angle brackets where there is none.
    pub fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        let Some(sentence) = self.find(key) else {
            return format!("<{key}>");
        };
        let Some(template) = sentence.template() else {
            return sentence.text.clone();
        };
        template.fill(self.language, &mut |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "{key} asks for {name}");
            value.map(|(_, value)| value.clone())
        })
    }

    /// What a name of a list is called: an outcome, a verdict, a column.
    pub fn word(&self, list: &str, name: &str) -> String {
        self.say(&format!("{list}.{name}"), &[])
    }

    /// What a name of a list is called, where the list has it: what was read may name what there is not.
    pub fn known_word(&self, list: &str, name: &str) -> Option<String> {
        let key = format!("{list}.{name}");
        self.has(&key).then(|| self.say(&key, &[]))
    }

    /// The first names of so many, and how many more there are.
    pub fn first_of(&self, first: &[impl AsRef<str>], count: usize) -> String {
        let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
        let names = first.join(", ");
        match count.saturating_sub(first.len()) {
            0 => names,
            more => self.say(
                "note.and_more",
                &[("names", names.into()), ("count", more.into())],
            ),
        }
    }

    /// What is wrong, and what to do where a sentence of its own says it.
    pub fn mistake(&self, mistake: &Mistake) -> (String, Option<String>) {
        let advices = ["book.other_word", "book.no_limit_in_form", "book.how_long"];
        let is_advice = advices.contains(&mistake.key);
        let said = |word: String| match is_advice {
            true => IN_ADVICE.iter().fold(word, |said, (word, key)| {
                said.replace(word, &self.say(key, &[]))
            }),
            false => word,
        };
        let args = mistake.args.iter();
        let args: Vec<_> = args
            .map(|(name, value)| match *name {
                // Two advices that are each other's opposite.
                name @ ("similar" | "ago" | "within") => (name, said(value.clone()).into()),
                name => (name, value.as_str().into()),
            })
            .collect();
        let (message, help) = mistake.sentences();
        (
            self.say(&message, &args),
            help.map(|help| self.say(&help, &args)),
        )
    }
}

impl Sentence {
    fn template(&self) -> Option<&Template> {
        let template = self
            .template
            .get_or_init(|| Template::parse(&self.text).ok());
        template.as_ref()
    }
}

impl Section {
    fn sentences(&self) -> &HashMap<String, Sentence> {
        self.sentences.get_or_init(|| {
            let parsed = Parsed::of(self.text);
            let (document, problems) = (parsed.document(), &parsed.problems);
            debug_assert!(problems.is_empty(), "{}: {problems:?}", self.name);
            let mut sentences = HashMap::new();
            if let Some(root) = document.root() {
                flatten(document, root, &mut String::new(), &mut sentences);
            }
            sentences
        })
    }
}

/// Cuts a catalogue at its outermost keys: the lines that begin with a letter.
fn sections(text: &'static str) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut rest = text;
    while let Some((before, name)) = next_key(rest) {
        let from_key = rest.get(before..).unwrap_or("");
        let after_name = from_key.get(name.len()..).unwrap_or("");
        let length = next_key(after_name)
            .map_or(from_key.len(), |(next, _)| name.len().saturating_add(next));
        let (text, after) = from_key.split_at(length);
        sections.push(Section {
            name,
            text,
            sentences: OnceLock::new(),
        });
        rest = after;
    }
    sections
}

/// The first line that begins with a letter: where it begins, and its key.
fn next_key(text: &'static str) -> Option<(usize, &'static str)> {
    let mut start = 0;
    let line = text.split_inclusive('\n').find(|line| {
        let found = line.starts_with(|c: char| c.is_ascii_alphabetic());
        if !found {
            start = line.len().saturating_add(start);
        }
        found
    })?;
    Some((start, line.split(':').next()?))
}

/// Nested keys become one key with dots.
fn flatten(
    document: Document,
    node: NodeId,
    key: &mut String,
    sentences: &mut HashMap<String, Sentence>,
) {
    if document.kind(node) == Kind::Scalar {
        let sentence = Sentence {
            text: document.scalar(node).to_owned(),
            template: OnceLock::new(),
        };
        sentences.insert(key.clone(), sentence);
        return;
    }
    let outer = key.len();
    for (name, value) in document.entries(node) {
        if outer > 0 {
            key.push('.');
        }
        key.push_str(document.scalar(name));
        flatten(document, value, key, sentences);
        key.truncate(outer);
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Section};
    use crate::language::{Language, Value};
    use std::collections::HashMap;
    use std::sync::OnceLock;

    #[test]
    fn sections_together_are_the_whole() {
        for language in Language::ALL {
            let whole = language.sentences().map(|text| Section {
                name: "",
                text,
                sentences: OnceLock::new(),
            });
            let catalogue = Catalogue::load(language);
            let cut = catalogue.keys().map(|key| (key, catalogue.sentence(key)));
            let whole = whole.iter().flat_map(Section::sentences);
            let whole = whole.map(|(key, sentence)| (key.as_str(), Some(sentence.text.as_str())));
            assert_eq!(
                cut.collect::<HashMap<_, _>>(),
                whole.collect::<HashMap<_, _>>()
            );
        }
    }

    #[test]
    fn says_sentences_with_their_values() {
        let lv = Catalogue::load(Language::Lv);
        assert_eq!(lv.say("verdict.complies", &[]), "atbilst");
        let limit = [("limit", Value::Count(5_242_881))];
        assert_eq!(
            lv.say("form.unreadable-file.too_large", &limit),
            "Datne ir lielāka par pieļaujamo: 5\u{a0}242\u{a0}881 baits."
        );
    }

    #[test]
    fn a_sentence_that_is_missing_is_seen() {
        let en = Catalogue::load(Language::En);
        assert!(!en.has("no.such.key"));
        assert_eq!(en.say("no.such.key", &[]), "<no.such.key>");
        assert_eq!(en.say("form", &[]), "<form>");
    }
}
