//! Reads a file of waivers strictly: a waiver with anything missing, unknown or malformed is none, and its place is told.

use super::{Waiver, Waivers};
use crate::decisions::{
    self, EntryReader, LEAST_DOCUMENT, LEAST_NAME, LEAST_REASON, Scope, is_in_words, says_something,
};
use crate::language::Language;
use crate::own_rules::is_own;
use crate::scalar;
use atbilst_yaml::decode::{Decoder, Map, Sentences};
use atbilst_yaml::{Kind, NodeId};

const SENTENCES: Sentences = Sentences {
    unknown_key: "waiver.unknown_key",
    missing_key: "waiver.missing",
    empty_key: None,
    not_a_mapping: "waiver.not_a_waiver",
    not_a_list: "waiver.not_a_list",
};

/// The fields of a waiver, in the order in which they are best written.
const FIELDS: [&str; 11] = [
    "rule",
    "application",
    "path",
    "call",
    "fingerprint",
    "basis",
    "reason",
    "approver",
    "document",
    "issued",
    "expires",
];

/// What must say something, and how many letters and digits it has at least.
const WORDS: [(&str, usize); 3] = [
    ("reason", LEAST_REASON),
    ("approver", LEAST_NAME),
    ("document", LEAST_DOCUMENT),
];

/// Reads a file of waivers. `name` is its path as reports name it; paths within are relative to its folder.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Waivers {
    decisions::read(name, bytes, &SENTENCES, |file| {
        let reader = Reader {
            file,
            decoder: file.decoder,
        };
        let entry = |item| file.entry(|| reader.waiver(item));
        Some(reader.list()?.into_iter().filter_map(entry).collect())
    })
}

struct Reader<'r, 'a> {
    file: &'r EntryReader<'r, 'a>,
    decoder: &'r Decoder<'a>,
}

impl<'a> Reader<'_, 'a> {
    /// The waivers; a file with nothing in it, or with an empty list, waives nothing and is no mistake.
    fn list(&self) -> Option<Vec<NodeId>> {
        let (decoder, document) = (self.decoder, self.decoder.document);
        let Some(root) = document.root().filter(|&root| !document.is_null(root)) else {
            return Some(Vec::new());
        };
        if document.kind(root) != Kind::Mapping {
            return decoder.refuse(root, "waiver.not_a_list", &[]);
        }
        let map = decoder.open_map(root)?;
        // The first mistake here is the only one: the rest of the file may be meant for somebody else.
        for (key, name, value) in map.entries() {
            if name != "waivers" {
                return decoder.refuse(key, "waiver.unknown_top", &[("found", name)]);
            }
            if document.kind(value) != Kind::Sequence && !document.is_null(value) {
                return decoder.refuse(value, "waiver.not_a_list", &[]);
            }
        }
        let list = map.get("waivers");
        Some(
            list.into_iter()
                .flat_map(|list| document.items(list))
                .collect(),
        )
    }

    fn waiver(&self, item: NodeId) -> Option<Waiver> {
        let decoder = self.decoder;
        let map = decoder.map(item, &FIELDS)?;
        let rule = self.need(map, "rule").filter(|rule| {
            // What is missing or unreadable keeps rules from being judged, and nobody can answer for what was not judged.
            let own = is_own(rule);
            if own {
                decoder.refuse::<()>(item, "waiver.never", &[("rule", rule)]);
            }
            !own
        });
        let scope = self.scope(map);
        let [fingerprint, basis] = ["fingerprint", "basis"].map(|key| self.hash(map, key));
        let [reason, approver, document] =
            WORDS.map(|(key, letters)| self.words(map, key, letters));
        // Whoever reads of the waiver finds the reason nowhere else.
        let reason = reason.and_then(|reason| {
            let says_why = is_in_words(reason) && !Language::any_defers(reason.trim());
            let args = [("key", "reason"), ("found", reason)];
            let refused = || decoder.refuse(map.node, "waiver.no_reason", &args);
            says_why.then_some(reason).or_else(refused)
        });
        let [issued, expires] = ["issued", "expires"].map(|key| self.day(map, key));
        let (issued, expires) = (issued?, expires?);
        if expires < issued {
            let (issued, expires) = (issued.to_string(), expires.to_string());
            let args = [("issued", &*issued), ("expires", &*expires)];
            return decoder.refuse(item, "waiver.ends_first", &args);
        }
        Some(Waiver {
            rule: rule?.to_owned(),
            scope: scope?,
            fingerprint: fingerprint?,
            basis: basis?,
            reason: reason?.to_owned(),
            approver: approver?.to_owned(),
            document: document?.to_owned(),
            issued,
            expires,
            file: self.file.name.into(),
            place: self.file.place(item),
            folder: None,
        })
    }

    fn scope(&self, map: Map<'_, 'a>) -> Option<Scope> {
        let [application, path, call] =
            ["application", "path", "call"].map(|key| self.text(map, key));
        let scope = Scope::of(self.file.name, [application?, path?, call?]);
        scope.or_else(|| self.decoder.refuse(map.node, "waiver.one_scope", &[]))
    }

    fn hash(&self, map: Map<'_, 'a>, key: &'static str) -> Option<Option<String>> {
        let Some(text) = self.text(map, key)? else {
            return Some(None);
        };
        if decisions::is_hash(text) {
            Some(Some(text.to_owned()))
        } else {
            let args = [("key", key), ("found", text)];
            self.decoder
                .refuse(map.node, "waiver.not_a_fingerprint", &args)
        }
    }

    fn day(&self, map: Map<'_, 'a>, key: &'static str) -> Option<chrono::NaiveDate> {
        let text = self.need(map, key)?;
        let args = [("key", key), ("found", text)];
        scalar::date(text).or_else(|| self.decoder.refuse(map.node, "waiver.not_a_date", &args))
    }

    /// A text that says something: one of so many letters and digits at least.
    fn words(&self, map: Map<'_, 'a>, key: &'static str, letters: usize) -> Option<&'a str> {
        let text = self.need(map, key)?;
        if says_something(text, letters) {
            return Some(text);
        }
        let least = letters.to_string();
        let args = [("key", key), ("found", text), ("least", &*least)];
        self.decoder.refuse(map.node, "waiver.says_nothing", &args)
    }

    fn need(&self, map: Map<'_, 'a>, key: &'static str) -> Option<&'a str> {
        match map.get(key) {
            Some(_) => self.text(map, key)?,
            // Nothing behind its colon is nothing stated.
            None => map.missing(key),
        }
    }

    /// The text of a field: nothing in it where the field is absent, a mistake where it is there and holds no text.
    fn text(&self, map: Map<'_, 'a>, key: &'static str) -> Option<Option<&'a str>> {
        let Some(node) = self.decoder.document.get(map.node, key) else {
            return Some(None);
        };
        let args = [("key", key)];
        self.decoder
            .text_or(node, "waiver.not_a_text", &args)
            .map(Some)
    }
}
