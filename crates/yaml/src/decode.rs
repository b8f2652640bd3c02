//! Takes apart, strictly, what a person writes in YAML beside applications: rule books, waivers, answers, settings. A mapping has a
//! closed list of keys, a text says something, and every mistake is noted with its span, so that all of them are told at once.
//! Knows no language: a mistake has the key of its sentence and the values that the sentence names.

use std::cell::RefCell;

use crate::invisible::is_blank;
use crate::order::sort_by;
use crate::source::Span;
use crate::{Document, Kind, Limits, NodeId, Parsed, Problem};

/// A mistake: the key of its sentence, where it is, and the values that the sentence names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key of its sentence in the catalogue.
    pub key: &'static str,
    /// Where.
    pub span: Span,
    /// The values that the sentence names.
    pub args: Vec<(&'static str, String)>,
}

impl Mistake {
    /// A mistake at a span.
    pub fn new(key: &'static str, span: Span, args: &[(&'static str, &str)]) -> Self {
        let owned = |&(name, value): &(&'static str, &str)| (name, value.to_owned());
        Self {
            key,
            span,
            args: args.iter().map(owned).collect(),
        }
    }

    /// The keys of its sentence and, where the text itself cannot be read, of the sentence that says what to do.
    pub fn sentences(&self) -> (String, Option<String>) {
        if self.key.starts_with("yaml.") {
            let part = |part| format!("{}.{part}", self.key);
            (part("message"), Some(part("help")))
        } else {
            (self.key.to_owned(), None)
        }
    }
}

impl From<&Problem> for Mistake {
    fn from(problem: &Problem) -> Self {
        let mut args = problem.kind.args();
        let first = problem.first.map(|first| first.start.to_string());
        args.extend(first.map(|first| ("first", first)));
        Self {
            key: problem.kind.key(),
            span: problem.span,
            args,
        }
    }
}

/// The keys of the sentences that one kind of file says differently.
#[derive(Debug)]
pub struct Sentences {
    /// `{found}` is none of the keys `{allowed}`.
    pub unknown_key: &'static str,
    /// `{key}` is missing.
    pub missing_key: &'static str,
    /// Nothing stands behind a key that may be left out; without it, that is as if it were.
    pub empty_key: Option<&'static str>,
    /// Keys with values are expected.
    pub not_a_mapping: &'static str,
    /// A list with at least one item is expected.
    pub not_a_list: &'static str,
}

/// Reads a text and takes it apart.
///
/// # Errors
/// What is wrong with the text; or, where it can be read, every mistake in what it says, in the order of the text.
pub fn read<T>(
    text: &str,
    limits: &Limits,
    sentences: &Sentences,
    take: impl FnOnce(&Decoder<'_>) -> Option<T>,
) -> Result<T, Vec<Mistake>> {
    let parsed = Parsed::within(text, limits);
    if !parsed.problems.is_empty() {
        return Err(parsed.problems.iter().map(Mistake::from).collect());
    }
    let decoder = Decoder {
        document: parsed.document(),
        sentences,
        mistakes: RefCell::default(),
    };
    decoder.alone(|| take(&decoder)).map_err(in_text)
}

/// As they stand in the text.
fn in_text(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    sort_by(&mut mistakes, |one, other| one.span.cmp(&other.span));
    mistakes
}

/// A document, and the mistakes found in it so far. What it cannot read is `None`, and a mistake is noted.
#[derive(Debug)]
pub struct Decoder<'a> {
    /// The document.
    pub document: Document<'a>,
    sentences: &'a Sentences,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> Decoder<'a> {
    /// Notes a mistake at a node; `None`, so that what depends on the node is left out.
    pub fn refuse<T>(
        &self,
        node: NodeId,
        key: &'static str,
        args: &[(&'static str, &str)],
    ) -> Option<T> {
        self.refuse_at(self.document.span(node), key, args)
    }

    /// Notes a mistake at a span; `None`.
    pub fn refuse_at<T>(
        &self,
        span: Span,
        key: &'static str,
        args: &[(&'static str, &str)],
    ) -> Option<T> {
        let mistake = Mistake::new(key, span, args);
        self.mistakes.borrow_mut().push(mistake);
        None
    }

    /// Whether no mistake was noted yet.
    pub fn is_clean(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    /// What can be read without any mistake; what was noted meanwhile belongs to it alone and is not noted any longer.
    ///
    /// # Errors
    /// The mistakes, as they were noted.
    pub fn alone<T>(&self, take: impl FnOnce() -> Option<T>) -> Result<T, Vec<Mistake>> {
        let before = self.mistakes.borrow().len();
        let taken = take();
        let mistakes = self.mistakes.borrow_mut().split_off(before);
        match taken {
            Some(taken) if mistakes.is_empty() => Ok(taken),
            _ => Err(mistakes),
        }
    }

    /// Notes mistakes that were kept apart.
    pub fn refuse_all<T>(&self, mistakes: Vec<Mistake>) -> Option<T> {
        self.mistakes.borrow_mut().extend(mistakes);
        None
    }

    /// A mapping that may have only these keys.
    pub fn map(&self, node: NodeId, keys: &[&str]) -> Option<Map<'_, 'a>> {
        if self.document.kind(node) != Kind::Mapping {
            let args = [("allowed", &*keys.join(", "))];
            return self.refuse(node, self.sentences.not_a_mapping, &args);
        }
        let map = self.open_map(node)?;
        for (key, name, _) in map.entries().filter(|(_, name, _)| !keys.contains(name)) {
            let allowed = keys.join(", ");
            let beside = map.names().join(", ");
            let mut args = vec![
                ("found", name),
                ("allowed", &*allowed),
                ("beside", &*beside),
            ];
            // Within braces a comma made it a key of its own.
            let within = self.document.span(node).of(self.document.text);
            if within.starts_with('{') && map.get(name).is_none() {
                args.push(("alone", name));
            }
            self.refuse::<()>(key, self.sentences.unknown_key, &args);
        }
        // A part of the file that nothing stands in yet is none.
        let is_part = self.document.root() == Some(node);
        if let Some(sentence) = self.sentences.empty_key.filter(|_| !is_part) {
            let is_empty = |name, value| keys.contains(&name) && self.document.is_null(value);
            let empty = map
                .entries()
                .filter(|&(_, name, value)| is_empty(name, value));
            for (key, ..) in empty {
                self.refuse::<()>(key, sentence, &[]);
            }
        }
        Some(map)
    }

    /// A mapping whose keys are names of the file's own.
    pub fn open_map(&self, node: NodeId) -> Option<Map<'_, 'a>> {
        if self.document.kind(node) == Kind::Mapping {
            let decoder = self;
            Some(Map { decoder, node })
        } else {
            self.refuse(node, self.sentences.not_a_mapping, &[])
        }
    }

    /// The items of a list that has at least one.
    pub fn list(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let items: Vec<_> = self.document.items(node).collect();
        if items.is_empty() {
            self.not_a_list(node)
        } else {
            Some(items)
        }
    }

    /// Notes that a list is expected; `None`.
    pub fn not_a_list<T>(&self, node: NodeId) -> Option<T> {
        self.refuse(node, self.sentences.not_a_list, &[])
    }

    /// What can be read of the items of such a list.
    pub fn each<T>(&self, node: NodeId, take: impl FnMut(NodeId) -> Option<T>) -> Option<Vec<T>> {
        Some(self.list(node)?.into_iter().filter_map(take).collect())
    }

    /// The items of such a list, where all of them can be read.
    pub fn every<T>(&self, node: NodeId, take: impl FnMut(NodeId) -> Option<T>) -> Option<Vec<T>> {
        let all = self.each(node, take)?;
        (all.len() == self.document.items(node).count()).then_some(all)
    }

    /// A text that says something.
    pub fn text(&self, node: NodeId) -> Option<&'a str> {
        let is_empty = self.document.kind(node) == Kind::Scalar;
        let key = match is_empty {
            true => "decode.nothing_here",
            false => "decode.not_a_text",
        };
        self.text_or(node, key, &[])
    }

    /// A text that says something; without one, this mistake.
    pub fn text_or(
        &self,
        node: NodeId,
        key: &'static str,
        args: &[(&'static str, &str)],
    ) -> Option<&'a str> {
        let text = self.document.scalar(node);
        let is_text = self.document.kind(node) == Kind::Scalar
            && !self.document.is_null(node)
            && !is_blank(text);
        if is_text {
            Some(text)
        } else {
            self.refuse(node, key, args)
        }
    }

    /// A text that is more than a text; where it is not, a mistake whose sentence names what was `{found}`.
    pub fn parsed<T>(
        &self,
        node: NodeId,
        key: &'static str,
        parse: impl FnOnce(&'a str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(node)?;
        parse(text).or_else(|| self.refuse(node, key, &[("found", text)]))
    }

    /// `true` or `false`.
    pub fn flag(&self, node: NodeId) -> Option<bool> {
        self.parsed(node, "decode.not_a_flag", |text| text.parse().ok())
    }

    /// One of a few words.
    pub fn word<T: Copy>(&self, node: NodeId, words: &[(&str, T)]) -> Option<T> {
        let names = words.iter().map(|&(word, _)| word);
        let index = self.named(node, names, "decode.unknown_word")?;
        words.get(index).map(|&(_, meaning)| meaning)
    }

    /// The index of the name that stands here; without one, a mistake whose sentence names what was `{found}` and what is `{allowed}`.
    pub fn named<'n>(
        &self,
        node: NodeId,
        names: impl Iterator<Item = &'n str> + Clone,
        unknown: &'static str,
    ) -> Option<usize> {
        let text = self.text(node)?;
        names.clone().position(|name| name == text).or_else(|| {
            let allowed: Vec<_> = names.collect();
            let args = [("found", text), ("allowed", &allowed.join(", "))];
            self.refuse(node, unknown, &args)
        })
    }
}

/// A mapping that is being read.
#[derive(Clone, Copy, Debug)]
pub struct Map<'r, 'a> {
    decoder: &'r Decoder<'a>,
    /// Its node.
    pub node: NodeId,
}

impl<'a> Map<'_, 'a> {
    /// The value of a key that may be left out; one with nothing behind its colon is.
    pub fn get(&self, key: &str) -> Option<NodeId> {
        let document = self.decoder.document;
        document
            .get(self.node, key)
            .filter(|&value| !document.is_null(value))
    }

    /// The value of a key that must be there.
    pub fn need(&self, key: &'static str) -> Option<NodeId> {
        self.get(key).or_else(|| self.missing(key))
    }

    /// Notes that a key is missing; `None`.
    pub fn missing<T>(&self, key: &'static str) -> Option<T> {
        let decoder = self.decoder;
        // Where the key stands and nothing behind it, there; else at the beginning.
        let own = self.entries().find(|(_, name, _)| *name == key);
        if let Some(((node, ..), sentence)) = own.zip(decoder.sentences.empty_key) {
            return decoder.refuse(node, sentence, &[]);
        }
        let first = own.or_else(|| self.entries().next());
        let first = first.map_or(self.node, |(key, ..)| key);
        let args = [("key", key), ("beside", &*self.names().join(", "))];
        decoder.refuse(first, decoder.sentences.missing_key, &args)
    }

    /// The names of the keys, in order.
    fn names(&self) -> Vec<&'a str> {
        self.entries().map(|(_, name, _)| name).collect()
    }

    /// What stands under a key that may be left out; nothing at all only where that cannot be read.
    pub fn optional<T>(
        &self,
        key: &str,
        take: impl FnOnce(NodeId) -> Option<T>,
    ) -> Option<Option<T>> {
        self.get(key)
            .map_or(Some(None), |node| take(node).map(Some))
    }

    /// The keys, their names and values, in order.
    pub fn entries(&self) -> impl Iterator<Item = (NodeId, &'a str, NodeId)> + use<'a> {
        let document = self.decoder.document;
        document
            .entries(self.node)
            .map(move |(key, value)| (key, document.scalar(key), value))
    }
}
