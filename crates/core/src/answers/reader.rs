//! Reads a file of answers strictly: an answer with anything missing, unknown or malformed is none, and its place is told.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::{Answer, AnswerEntry, Answers, Stated};
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

/// The fields of what the office states, in the order in which they are best written.
pub const STATED_FIELDS: [&str; 7] = ["application", "path", "field", "is", "register", "by", "on"];

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
                let is_open = |item: NodeId, key| {
                    let says = decoder.document.get(item, key);
                    says.is_none_or(|says| decoder.document.is_null(says))
                };
                let read = |item: NodeId, of: &dyn Fn() -> Option<AnswerEntry>| {
                    let entry = match decoder.alone(of) {
                        Ok(entry) => entry,
                        // The first is reason enough.
                        Err(mistakes) => void(mistakes.into_iter().next()?, false),
                    };
                    Some(match entry {
                        AnswerEntry::Answer(answer) => AnswerEntry::Answer(Answer {
                            place: place(decoder.document.span(item)),
                            ..answer
                        }),
                        AnswerEntry::Stated(stated) => AnswerEntry::Stated(Stated {
                            place: place(decoder.document.span(item)),
                            ..stated
                        }),
                        void @ AnswerEntry::Void(..) => void,
                    })
                };
                let [answers, stated] = lists(decoder)?;
                let answers = answers.into_iter().filter(|&item| !is_open(item, "says"));
                let answers = answers.filter_map(|item| {
                    read(item, &|| {
                        Some(AnswerEntry::Answer(answer(decoder, name, item)?))
                    })
                });
                let stated = stated.into_iter().filter(|&item| !is_open(item, "is"));
                let stated = stated.filter_map(|item| {
                    read(item, &|| {
                        Some(AnswerEntry::Stated(of_office(decoder, name, item)?))
                    })
                });
                Some(answers.chain(stated).collect())
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
            office: false,
        }],
        entries: entries.unwrap_or_else(whole),
        ..Answers::default()
    }
}

/// The answers, and what the office states; a file with nothing in it answers nothing and is no mistake.
fn lists(decoder: &Decoder<'_>) -> Option<[Vec<NodeId>; 2]> {
    let document = decoder.document;
    let Some(root) = document.root().filter(|&root| !document.is_null(root)) else {
        return Some([Vec::new(), Vec::new()]);
    };
    let map = decoder.map(root, &["answers", "stated"])?;
    let list = |key| match map.get(key) {
        None => Some(Vec::new()),
        Some(node) if document.is_null(node) => Some(Vec::new()),
        Some(node) if document.kind(node) == Kind::Sequence => Some(document.items(node).collect()),
        Some(node) => decoder.list(node),
    };
    Some([list("answers")?, list("stated")?])
}

/// What the office states.
fn of_office(decoder: &Decoder<'_>, name: &str, item: NodeId) -> Option<Stated> {
    let map = decoder.map(item, &STATED_FIELDS)?;
    let need = |key: &'static str| words(decoder, map, key)?.or_else(|| map.missing(key));
    let subject = match ["application", "path"].map(|key| words(decoder, map, key)) {
        [Some(Some(one)), Some(None)] | [Some(None), Some(Some(one))] => Some(one),
        [None, _] | [_, None] => None,
        _ => decoder.refuse(item, "answer.one_application", &[]),
    };
    let [field, is, register, by] = ["field", "is", "register", "by"].map(need);
    let on = need("on").and_then(|on| day(decoder, item, on));
    Some(Stated {
        subject: subject?.to_owned(),
        field: field?.to_owned(),
        is: is?.to_owned(),
        register: register?.to_owned(),
        by: by?.to_owned(),
        on: on?,
        file: name.into(),
        place: String::new(),
        folder: None,
    })
}

fn day(decoder: &Decoder<'_>, item: NodeId, on: &str) -> Option<NaiveDate> {
    let about = [("found", on)];
    scalar::date(on).or_else(|| decoder.refuse(item, "answer.not_a_date", &about))
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
    let on = need("on").and_then(|on| day(decoder, item, on));
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
