//! Reading the parts of a rule book: what is expected where, and every mistake with its place.

use std::cell::RefCell;

use crate::form::Bilingual;
use crate::scalar;
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, Kind, NodeId};

/// A mistake in a rule book: the key of its sentence, its place, and what the sentence speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key of its sentence in the catalogue.
    pub key: &'static str,
    /// Where.
    pub span: Span,
    /// What the sentence speaks of.
    pub about: Vec<(&'static str, String)>,
}

impl Mistake {
    /// A mistake at a span.
    #[must_use]
    pub fn new(key: &'static str, span: Span, about: &[(&'static str, &str)]) -> Self {
        Self {
            key,
            span,
            about: about
                .iter()
                .map(|&(name, value)| (name, value.to_owned()))
                .collect(),
        }
    }

    pub(super) fn from_yaml(problem: &yaml::Problem) -> Self {
        Self {
            key: problem.kind.key(),
            span: problem.span,
            about: problem.kind.args(),
        }
    }
}

/// The document of a rule book and the mistakes found in it so far.
pub(super) struct Reader<'a> {
    pub(super) document: Document<'a>,
    mistakes: RefCell<Vec<Mistake>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(document: Document<'a>) -> Self {
        Self {
            document,
            mistakes: RefCell::default(),
        }
    }

    pub(super) fn into_mistakes(self) -> Vec<Mistake> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|mistake| mistake.span);
        mistakes
    }

    /// Notes a mistake at a node; `None`, so that what depends on the node is left out.
    pub(super) fn refuse<T>(
        &self,
        node: NodeId,
        key: &'static str,
        about: &[(&'static str, &str)],
    ) -> Option<T> {
        self.refuse_at(self.document.span(node), key, about)
    }

    pub(super) fn refuse_at<T>(
        &self,
        span: Span,
        key: &'static str,
        about: &[(&'static str, &str)],
    ) -> Option<T> {
        self.mistakes
            .borrow_mut()
            .push(Mistake::new(key, span, about));
        None
    }

    pub(super) fn is_clean(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    /// A mapping that may have only these keys.
    pub(super) fn map(&self, node: NodeId, keys: &[&str]) -> Option<Map<'_, 'a>> {
        let map = self.open_map(node)?;
        for (key, _) in self.document.entries(node) {
            let name = self.document.scalar(key);
            if !keys.contains(&name) {
                self.refuse::<()>(
                    key,
                    "book.unknown_key",
                    &[("found", name), ("allowed", &keys.join(", "))],
                );
            }
        }
        Some(map)
    }

    /// A mapping whose keys are names of the book's own.
    pub(super) fn open_map(&self, node: NodeId) -> Option<Map<'_, 'a>> {
        if self.document.kind(node) == Kind::Mapping {
            Some(Map { reader: self, node })
        } else {
            self.refuse(node, "book.not_a_mapping", &[])
        }
    }

    /// The items of a list that has at least one.
    pub(super) fn list(&self, node: NodeId) -> Option<Vec<NodeId>> {
        let items: Vec<_> = self.document.items(node).collect();
        if items.is_empty() {
            self.refuse(node, "book.not_a_list", &[])
        } else {
            Some(items)
        }
    }

    /// What can be read of the items of such a list.
    pub(super) fn each<T>(
        &self,
        node: NodeId,
        read: impl FnMut(NodeId) -> Option<T>,
    ) -> Option<Vec<T>> {
        Some(self.list(node)?.into_iter().filter_map(read).collect())
    }

    /// The items of such a list, where all of them can be read.
    pub(super) fn every<T>(
        &self,
        node: NodeId,
        read: impl FnMut(NodeId) -> Option<T>,
    ) -> Option<Vec<T>> {
        let all = self.each(node, read)?;
        (all.len() == self.document.items(node).count()).then_some(all)
    }

    /// A text that is not empty.
    pub(super) fn text(&self, node: NodeId) -> Option<&'a str> {
        let text = self.document.scalar(node);
        let is_text = self.document.kind(node) == Kind::Scalar
            && !self.document.is_null(node)
            && !text.trim().is_empty();
        if is_text {
            Some(text)
        } else {
            self.refuse(node, "book.not_a_text", &[])
        }
    }

    /// A text in both languages.
    pub(super) fn bilingual(&self, node: NodeId) -> Option<Bilingual> {
        let map = self.map(node, &["lv", "en"])?;
        let one = |language: &'static str| match map.get(language) {
            Some(text) => self.text(text).map(str::to_owned),
            None => self.refuse(node, "book.missing_translation", &[("language", language)]),
        };
        let (lv, en) = (one("lv"), one("en"));
        Some(Bilingual { lv: lv?, en: en? })
    }

    /// A day.
    pub(super) fn date(&self, node: NodeId) -> Option<chrono::NaiveDate> {
        let text = self.text(node)?;
        scalar::date(text).or_else(|| self.refuse(node, "book.not_a_date", &[("found", text)]))
    }

    /// `true` or `false`.
    pub(super) fn flag(&self, node: NodeId) -> Option<bool> {
        let text = self.text(node)?;
        scalar::flag(text).or_else(|| self.refuse(node, "book.not_a_flag", &[("found", text)]))
    }

    /// One of a few words.
    pub(super) fn word<T: Copy>(&self, node: NodeId, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node)?;
        let found = words
            .iter()
            .find(|(word, _)| *word == text)
            .map(|&(_, meaning)| meaning);
        found.or_else(|| {
            let allowed: Vec<_> = words.iter().map(|&(word, _)| word).collect();
            self.refuse(
                node,
                "book.unknown_word",
                &[("found", text), ("allowed", &allowed.join(", "))],
            )
        })
    }
}

/// A mapping of a rule book.
#[derive(Clone, Copy)]
pub(super) struct Map<'r, 'a> {
    reader: &'r Reader<'a>,
    pub(super) node: NodeId,
}

impl<'a> Map<'_, 'a> {
    /// The value of a key that may be left out.
    pub(super) fn get(&self, key: &str) -> Option<NodeId> {
        let document = self.reader.document;
        document
            .get(self.node, key)
            .filter(|&value| !document.is_null(value))
    }

    /// The value of a key that must be there.
    pub(super) fn need(&self, key: &'static str) -> Option<NodeId> {
        self.get(key).or_else(|| {
            let document = self.reader.document;
            let first = document
                .entries(self.node)
                .next()
                .map_or(self.node, |(key, _)| key);
            self.reader
                .refuse(first, "book.missing_key", &[("key", key)])
        })
    }

    /// What stands under a key that may be left out; nothing at all only where that cannot be read.
    pub(super) fn optional<T>(
        &self,
        key: &str,
        read: impl FnOnce(NodeId) -> Option<T>,
    ) -> Option<Option<T>> {
        self.get(key)
            .map_or(Some(None), |node| read(node).map(Some))
    }

    /// The names and values, in order.
    pub(super) fn entries(&self) -> impl Iterator<Item = (NodeId, &'a str, NodeId)> + use<'a> {
        let document = self.reader.document;
        document
            .entries(self.node)
            .map(move |(key, value)| (key, document.scalar(key), value))
    }
}
