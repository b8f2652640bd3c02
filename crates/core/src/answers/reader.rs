//! Reads a file of answers strictly: an answer with anything missing, unknown or malformed is none, and its place is told.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{Answer, AnswerEntry, Answers, Stated};
use crate::decisions::{
    self, EntryReader, LEAST_DOCUMENT, LEAST_NAME, LEAST_REASON, Scope, is_in_words, says_something,
};
use crate::finding::{AnswerVerdict, Answered};
use crate::fold::is_same;
use crate::language::{Catalogue, Language};
use crate::own_rules::is_own;
use crate::scalar;
use atbilst_yaml::decode::{Decoder, Map, Sentences};
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Kind, NodeId};

const SENTENCES: Sentences = Sentences {
    unknown_key: "answer.unknown_key",
    missing_key: "answer.missing",
    empty_key: None,
    not_a_mapping: "answer.not_an_answer",
    not_a_list: "answer.not_a_list",
};

/// The fields of an answer, in the order in which they are best written.
pub const FIELDS: [&str; 12] = [
    "rule",
    "application",
    "path",
    "call",
    "fingerprint",
    "basis",
    "says",
    "reason",
    "by",
    "second",
    "on",
    "document",
];

/// The fields of what the office states, in the order in which they are best written.
pub const STATED_FIELDS: [&str; 7] = ["application", "path", "field", "is", "register", "by", "on"];

/// Reads a file of answers. `name` is its path as reports name it; paths within are relative to its folder.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Answers {
    decisions::read(name, bytes, &SENTENCES, |file| {
        let document = file.decoder.document;
        // One without a decision is still to be filled in, and its question is asked all the same.
        let is_filled_in = |item: NodeId, key| {
            let says = document.get(item, key);
            says.is_some_and(|says| !document.is_null(says))
        };
        let [answers, stated] = lists(file.decoder)?;
        let answers = answers
            .into_iter()
            .filter(|&item| is_filled_in(item, "says"));
        let answers =
            answers.filter_map(|item| file.entry(|| answer(file, item).map(AnswerEntry::Answer)));
        let stated = stated.into_iter().filter(|&item| is_filled_in(item, "is"));
        let stated =
            stated.filter_map(|item| file.entry(|| of_office(file, item).map(AnswerEntry::Stated)));
        Some(answers.chain(stated).collect())
    })
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
fn of_office(file: &EntryReader<'_, '_>, item: NodeId) -> Option<Stated> {
    let decoder = file.decoder;
    let map = decoder.map(item, &STATED_FIELDS)?;
    let need = |key: &'static str| words(decoder, map, key)?.or_else(|| map.missing(key));
    let [id, path] = ["application", "path"].map(|key| words(decoder, map, key));
    let subject = id.zip(path).and_then(|(id, path)| {
        let scope = Scope::of(file.name, [id, path, None]);
        scope.or_else(|| decoder.refuse(item, "answer.one_application", &[]))
    });
    let [field, is] = ["field", "is"].map(need);
    let telling = [("register", LEAST_DOCUMENT), ("by", LEAST_NAME)];
    let [register, by] = telling
        .map(|(key, least)| need(key).and_then(|text| says(decoder, item, (key, text), least)));
    let on = need("on").and_then(|on| day(decoder, item, on));
    Some(Stated {
        subject: subject?,
        field: field?.to_owned(),
        is: is?.to_owned(),
        register: register?.to_owned(),
        by: by?.to_owned(),
        on: on?,
        file: file.name.into(),
        place: file.place(item),
        folder: None,
        office: false,
    })
}

fn day(decoder: &Decoder<'_>, item: NodeId, on: &str) -> Option<NaiveDate> {
    let about = [("found", on)];
    scalar::date(on).or_else(|| decoder.refuse(item, "answer.not_a_date", &about))
}

/// A text, where it says something.
fn says<'a>(
    decoder: &Decoder<'_>,
    item: NodeId,
    (key, text): (&'static str, &'a str),
    least: usize,
) -> Option<&'a str> {
    if says_something(text, least) {
        return Some(text);
    }
    let least = least.to_string();
    let about = [("key", key), ("found", text), ("least", &*least)];
    decoder.refuse(item, "answer.says_nothing", &about)
}

fn answer(file: &EntryReader<'_, '_>, item: NodeId) -> Option<Answer> {
    let decoder = file.decoder;
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
        [Some(id), Some(path), Some(call)] => {
            let scope = Scope::of(file.name, [id, path, call]);
            scope.or_else(|| decoder.refuse(item, "answer.one_subject", &[]))
        }
        _ => None,
    };
    let fingerprint = need("fingerprint");
    let basis = words(decoder, map, "basis");
    let verdict = need("says").and_then(|says| {
        let about = [("found", says)];
        let known = verdict(says);
        known.or_else(|| decoder.refuse(item, "answer.not_a_verdict", &about))
    });
    let telling = |key: &'static str, least: usize| {
        need(key).and_then(|text| says(decoder, item, (key, text), least))
    };
    let reason = telling("reason", LEAST_REASON).and_then(|reason| {
        let about = [("key", "reason"), ("found", reason)];
        let refused = || decoder.refuse(item, "answer.no_reason", &about);
        is_in_words(reason).then_some(reason).or_else(refused)
    });
    let by = telling("by", LEAST_NAME);
    let document = telling("document", LEAST_DOCUMENT);
    let second = words(decoder, map, "second").and_then(|second| match second {
        Some(second) if by.is_some_and(|by| is_same(by, second)) => {
            decoder.refuse(item, "answer.same_person", &[("found", second)])
        }
        Some(second) => says(decoder, item, ("second", second), LEAST_NAME).map(Some),
        None => Some(None),
    });
    let on = need("on").and_then(|on| day(decoder, item, on));
    Some(Answer {
        rule: rule?.to_owned(),
        subject: subject?,
        fingerprint: fingerprint?.to_owned(),
        basis: basis?.map(str::to_owned),
        answered: Answered {
            says: verdict?,
            reason: reason?.to_owned(),
            by: by?.to_owned(),
            second: second?.map(str::to_owned),
            on: on?,
            document: document?.to_owned(),
            file: file.name.into(),
        },
        place: file.place(item),
        folder: None,
    })
}

/// What a report calls each decision, in every language.
static WORDS: LazyLock<Vec<(String, AnswerVerdict)>> = LazyLock::new(|| {
    let catalogues = Language::ALL.map(Catalogue::load);
    let words = catalogues.iter().flat_map(|catalogue| {
        AnswerVerdict::ALL.map(|says| {
            let word = catalogue.say(&format!("verdict.{}", says.name()), &[]);
            (word.to_lowercase(), says)
        })
    });
    words.collect()
});

/// What was decided, in the words of any language or by its name.
#[must_use]
pub fn verdict(text: &str) -> Option<AnswerVerdict> {
    let text = text.trim().to_lowercase();
    let known = AnswerVerdict::from_name(&text);
    known.or_else(|| {
        WORDS
            .iter()
            .find(|(word, _)| *word == text)
            .map(|(_, says)| *says)
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
