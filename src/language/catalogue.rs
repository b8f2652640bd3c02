//! The program's own sentences in one language, looked up by key.
//! Knows nothing of who says them, nor of the texts that rule books bring along.

use std::collections::HashMap;

use super::{Language, Template, Value};
use crate::yaml::{self, Document, Kind, Limits, NodeId, Tree};

/// The sentences of one language.
#[derive(Debug)]
pub struct Catalogue {
    language: Language,
    sentences: HashMap<String, String>,
}

impl Catalogue {
    /// Reads the sentences of a language, which are part of the program.
    #[must_use]
    pub fn load(language: Language) -> Self {
        let text = match language {
            Language::Lv => include_str!("lv.yaml"),
            Language::En => include_str!("en.yaml"),
        };
        let mut tree = Tree::default();
        let mut problems = Vec::new();
        yaml::read(text, &Limits::default(), &mut tree, &mut problems);
        debug_assert!(problems.is_empty(), "{problems:?}");
        let document = Document { text, tree: &tree };
        let mut sentences = HashMap::new();
        if let Some(root) = document.root() {
            flatten(document, root, &mut String::new(), &mut sentences);
        }
        Self {
            language,
            sentences,
        }
    }

    /// The language it speaks.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Whether it has a sentence under this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.sentences.contains_key(key)
    }

    /// Every key, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.sentences.keys().map(String::as_str)
    }

    /// A sentence as it is written, with its placeholders.
    #[must_use]
    pub fn sentence(&self, key: &str) -> Option<&str> {
        self.sentences.get(key).map(String::as_str)
    }

    /// A sentence with its values; the key itself in angle brackets where there is none.
    #[must_use]
    pub fn say(&self, key: &str, values: &[(&str, Value)]) -> String {
        let Some(sentence) = self.sentences.get(key) else {
            return format!("<{key}>");
        };
        // Parsed each time: few are said in a run, and most never.
        let Ok(template) = Template::parse(sentence) else {
            return sentence.clone();
        };
        template.fill(self.language, &mut |name| {
            let value = values.iter().find(|(known, _)| *known == name);
            debug_assert!(value.is_some(), "{key} asks for {name}");
            value.map(|(_, value)| value.clone())
        })
    }
}

/// Nested keys become one key with dots.
fn flatten(
    document: Document,
    node: NodeId,
    key: &mut String,
    sentences: &mut HashMap<String, String>,
) {
    if document.kind(node) == Kind::Scalar {
        sentences.insert(key.clone(), document.scalar(node).to_owned());
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
    use super::Catalogue;
    use crate::language::{Language, Value};

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
