//! Reads a file of waivers strictly: a waiver with anything missing, unknown or malformed is none, and its place is told.

use super::{Waiver, Waivers};
use crate::decisions::{self, Entry, EntryReader, LEAST_DOCUMENT, LEAST_NAME};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Sentences;

const SENTENCES: Sentences = Sentences {
    unknown_key: "waiver.unknown_key",
    missing_key: "decision.missing",
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

/// Reads a file of waivers. `name` is its path as reports name it; paths within are relative to its folder.
pub fn read(name: &str, bytes: &[u8]) -> Waivers {
    decisions::read(name, bytes, &SENTENCES, |file| {
        let [waivers] = file.lists(["waivers"])?;
        let read = |item| file.entry(|| waiver(file, item));
        Some(waivers.into_iter().filter_map(read).collect())
    })
}

fn waiver(file: &EntryReader<'_, '_>, item: NodeId) -> Option<Waiver> {
    let entry = Entry::of(file, item, &FIELDS)?;
    let rule = entry.rule("waiver.never");
    let scope = entry.scope(["application", "path", "call"], "decision.one_of_three");
    let [fingerprint, basis] = ["fingerprint", "basis"].map(|key| entry.hash(key));
    let reason = entry.reason();
    let approver = entry.words("approver", LEAST_NAME);
    let document = entry.words("document", LEAST_DOCUMENT);
    let [issued, expires] = ["issued", "expires"].map(|key| entry.day(key));
    let (issued, expires) = (issued?, expires?);
    if expires < issued {
        let (issued, expires) = (issued.to_string(), expires.to_string());
        let about = [("issued", &*issued), ("expires", &*expires)];
        return entry.refuse("waiver.ends_first", &about);
    }
    Some(Waiver {
        rule: rule?.to_owned(),
        scope: scope?,
        fingerprint: fingerprint?.map(str::to_owned),
        basis: basis?.map(str::to_owned),
        reason: reason?.to_owned(),
        approver: approver?.to_owned(),
        document: document?.to_owned(),
        issued,
        expires,
        file: file.name.into(),
        place: file.place(item),
        folder: None,
    })
}
