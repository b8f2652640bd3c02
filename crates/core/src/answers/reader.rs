//! Reads a file of answers strictly: an answer with anything missing, unknown or malformed is none, and its place is told.

use sha2::{Digest, Sha256};

use super::{Answer, AnswerEntry, Answers};
use crate::finding::AnswerVerdict;
use crate::own_rules::is_own;
use crate::scalar;
use crate::waivers::WaiverFile;
use atbilst_yaml::decode::{self, Decoder, Map, Mistake, Sentences};
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Kind, Limits, NodeId};

const SENTENCES: Sentences = Sentences {
    unknown_key: "answer.unknown_key",
    missing_key: "answer.missing",
    not_a_mapping: "answer.not_an_answer",
    not_a_list: "answer.not_a_list",
};

/// The fields of an answer, in the order in which they are best written.
pub const FIELDS: [&str; 11] = [
    "rule",
    "application",
    "path",
    "call",
    "fingerprint",
    "says",
    "reason",
    "by",
    "second",
    "on",
    "document",
];

/// Reads a file of answers. `name` is its path as reports name it.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Answers {
    let lossy = String::from_utf8_lossy(bytes);
    let lines = Lines::of(&lossy);
    let place = |span: Span| format!("{name}:{}", lines.position(span.start).line);
    let void = |mistake: Mistake, whole| AnswerEntry::Void(place(mistake.span), mistake, whole);
    let entries = atbilst_yaml::utf8(bytes)
        .map_err(|problem| vec![Mistake::from(&problem)])
        .and_then(|text| {
            decode::read(text, &Limits::default(), &SENTENCES, |decoder| {
                // One without a decision is still to be filled in, and its question is asked all the same.
                let is_open = |item: &NodeId| {
                    let says = decoder.document.get(*item, "says");
                    says.is_none_or(|says| decoder.document.is_null(says))
                };
                let entry = |item| match decoder.alone(|| answer(decoder, name, item)) {
                    Ok(answer) => Some(AnswerEntry::Answer(Answer {
                        place: place(decoder.document.span(item)),
                        ..answer
                    })),
                    // The first is reason enough.
                    Err(mistakes) => Some(void(mistakes.into_iter().next()?, false)),
                };
                let list = list(decoder)?.into_iter();
                Some(
                    list.filter(|item| !is_open(item))
                        .filter_map(entry)
                        .collect(),
                )
            })
        });
    let whole = |mistakes: Vec<Mistake>| {
        let all = mistakes.into_iter();
        all.map(|mistake| void(mistake, true)).collect()
    };
    Answers {
        files: vec![WaiverFile {
            path: name.into(),
            sha256: Sha256::digest(bytes).into(),
            folder: None,
        }],
        entries: entries.unwrap_or_else(whole),
        ..Answers::default()
    }
}

/// The answers; a file with nothing in it answers nothing and is no mistake.
fn list(decoder: &Decoder<'_>) -> Option<Vec<NodeId>> {
    let document = decoder.document;
    let Some(root) = document.root().filter(|&root| !document.is_null(root)) else {
        return Some(Vec::new());
    };
    let map = decoder.map(root, &["answers"])?;
    match map.get("answers") {
        None => Some(Vec::new()),
        Some(node) if document.is_null(node) => Some(Vec::new()),
        Some(node) if document.kind(node) == Kind::Sequence => Some(document.items(node).collect()),
        Some(node) => decoder.list(node),
    }
}

fn answer(decoder: &Decoder<'_>, name: &str, item: NodeId) -> Option<Answer> {
    let map = decoder.map(item, &FIELDS)?;
    let need = |key: &'static str| words(decoder, map, key)?.or_else(|| map.missing(key));
    let rule = need("rule").filter(|rule| {
        let own = is_own(rule);
        if own {
            decoder.refuse::<()>(item, "answer.never", &[("rule", rule)]);
        }
        !own
    });
    let whose = ["application", "path", "call"].map(|key| words(decoder, map, key));
    let subject = match whose {
        [Some(one), Some(other), Some(third)] => match (one, other, third) {
            (Some(one), None, None) | (None, Some(one), None) | (None, None, Some(one)) => {
                Some(one)
            }
            _ => decoder.refuse(item, "answer.one_subject", &[]),
        },
        _ => None,
    };
    let fingerprint = need("fingerprint");
    let says = need("says").and_then(|says| {
        let about = [("found", says)];
        let known = AnswerVerdict::from_name(says);
        known.or_else(|| decoder.refuse(item, "answer.not_a_verdict", &about))
    });
    let [reason, by, document] = ["reason", "by", "document"].map(need);
    let second = words(decoder, map, "second");
    let on = need("on").and_then(|on| {
        let about = [("found", on)];
        scalar::date(on).or_else(|| decoder.refuse(item, "answer.not_a_date", &about))
    });
    Some(Answer {
        rule: rule?.to_owned(),
        subject: subject?.to_owned(),
        fingerprint: fingerprint?.to_owned(),
        says: says?,
        reason: reason?.to_owned(),
        by: by?.to_owned(),
        second: second?.map(str::to_owned),
        on: on?,
        document: document?.to_owned(),
        file: name.into(),
        place: String::new(),
        folder: None,
    })
}

/// The text of a field: nothing where there is none; a mistake where something else stands there.
fn words<'a>(
    decoder: &Decoder<'a>,
    map: Map<'_, 'a>,
    key: &'static str,
) -> Option<Option<&'a str>> {
    let Some(node) = decoder.document.get(map.node, key) else {
        return Some(None);
    };
    if decoder.document.is_null(node) {
        return Some(None);
    }
    let text = decoder.text_or(node, "answer.not_a_text", &[("key", key)])?;
    Some(Some(text).filter(|text| !is_blank(text)))
}
