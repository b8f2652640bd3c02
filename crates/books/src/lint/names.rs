//! Names that lead to two things: a word for two codes, a figure of the items called as one of the application; and a list without codes.

use std::collections::BTreeMap;

use super::{Lint, overlap};
use crate::captured::TO_FILL_IN;
use atbilst_core::law::{Code, CodeList};

impl Lint<'_> {
    pub(super) fn words_of_two(&mut self) {
        for list in &self.book.lists {
            if list.codes.is_empty() {
                self.say("rules.list_empty", list.span, &[("list", &list.name)]);
            }
            for (word, code, other) in of_two(list) {
                let about = [
                    ("found", word),
                    ("code", &*code.code),
                    ("other", &*other.code),
                ];
                let is_title = |code: &Code| code.title.iter().any(|title| title == word);
                let sentence = match is_title(code) && is_title(other) {
                    true => "rules.title_of_two_codes",
                    false => "rules.word_of_two",
                };
                self.say(sentence, code.span, &about);
            }
        }
    }

    /// Wherever an item is looked at, its own figure is meant, and the other cannot be named.
    pub(super) fn figures_of_one_name(&mut self) {
        let figures = &self.book.figures.0;
        let paths = figures.iter().map(|figure| figure.sign.path.as_str());
        let all: Vec<&str> = paths.collect();
        for figure in figures {
            let path = figure.sign.path.as_str();
            let other = path.rsplit_once("[].").map_or("", |(_, name)| name);
            if all.contains(&other) {
                let about = [("found", other), ("other", path)];
                self.say("rules.figure_of_one_name", figure.span, &about);
            }
        }
    }
}

/// Every word that can mean nothing but a code, and nothing but another; each with the later of the two first.
fn of_two(list: &CodeList) -> Vec<(&str, &Code, &Code)> {
    let mut known: BTreeMap<String, &Code> = BTreeMap::new();
    let mut found = Vec::new();
    for code in &list.codes {
        for (word, sure) in code.spellings() {
            let other = *known.entry(word.to_lowercase()).or_insert(code);
            let is_another = other.code != code.code && overlap(other.period, code.period);
            if sure && is_another && !word.contains(TO_FILL_IN) {
                found.push((word, code, other));
            }
        }
    }
    found.dedup_by_key(|(_, code, other)| (&code.code, &other.code));
    found
}
