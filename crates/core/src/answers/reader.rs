//! Reads a file of answers strictly: an answer with anything missing, unknown or malformed is none, and its place is told.

use std::sync::LazyLock;

use super::{Answer, AnswerEntry, Answers, Stated};
use crate::decisions::{self, Entry, EntryReader, LEAST_DOCUMENT, LEAST_NAME};
use crate::finding::{AnswerVerdict, Answered};
use crate::fold::may_be_one_person;
use crate::language::{Catalogue, Language};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Sentences;

const SENTENCES: Sentences = Sentences {
    unknown_key: "answer.unknown_key",
    missing_key: "decision.missing",
    empty_key: None,
    not_a_mapping: "answer.not_an_answer",
    not_a_list: "answer.not_a_list",
};

/// The fields of an answer, in the order in which they are best written.
pub(crate) const FIELDS: [&str; 12] = [
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
pub(crate) const STATED_FIELDS: [&str; 7] =
    ["application", "path", "field", "is", "register", "by", "on"];

/// Reads a file of answers. `name` is its path as reports name it; paths within are relative to its folder.
pub fn read(name: &str, bytes: &[u8]) -> Answers {
    decisions::read(name, bytes, &SENTENCES, |file| {
        let document = file.decoder.document;
        // One without a decision is still to be filled in, and its question is asked all the same.
        let is_filled_in = |item: NodeId, key| {
            let says = document.get(item, key);
            says.is_some_and(|says| !document.is_null(says))
        };
        let [answers, stated] = file.lists(["answers", "stated"])?;
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

/// What the office states.
fn of_office(file: &EntryReader<'_, '_>, item: NodeId) -> Option<Stated> {
    let entry = Entry::of(file, item, &STATED_FIELDS)?;
    let subject = entry.scope(["application", "path"], "decision.one_of_two");
    let [field, is] = ["field", "is"].map(|key| entry.need(key));
    let register = entry.words("register", LEAST_DOCUMENT);
    let by = entry.words("by", LEAST_NAME);
    let on = entry.day("on");
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

fn answer(file: &EntryReader<'_, '_>, item: NodeId) -> Option<Answer> {
    let entry = Entry::of(file, item, &FIELDS)?;
    let rule = entry.rule("answer.never");
    let subject = entry.scope(["application", "path", "call"], "decision.one_of_three");
    let [fingerprint, basis] = ["fingerprint", "basis"].map(|key| entry.hash(key));
    let fingerprint = fingerprint.and_then(|hash| hash.or_else(|| entry.missing("fingerprint")));
    let says = entry.need("says").and_then(|says| {
        let refused = || entry.refuse("answer.not_a_verdict", &[("found", says)]);
        verdict(says).or_else(refused)
    });
    let reason = entry.reason();
    let by = entry.words("by", LEAST_NAME);
    let second = entry.words_if_any("second", LEAST_NAME);
    let second = second.and_then(|second| match (by, second) {
        (Some(by), Some(second)) if may_be_one_person(by, second) => {
            entry.refuse("answer.same_person", &[("found", second), ("other", by)])
        }
        _ => Some(second),
    });
    let on = entry.day("on");
    let document = entry.words("document", LEAST_DOCUMENT);
    Some(Answer {
        rule: rule?.to_owned(),
        subject: subject?,
        fingerprint: fingerprint?.to_owned(),
        basis: basis?.map(str::to_owned),
        answered: Answered {
            says: says?,
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
            let word = catalogue.word("verdict", says.name());
            (word.to_lowercase(), says)
        })
    });
    words.collect()
});

/// What was decided, in the words of any language or by its name.
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
