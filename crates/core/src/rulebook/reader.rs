//! Reading the parts of a rule book: the strict decoder, and the values that only rule books have.

use crate::condition::quantity::RelationWord;
use crate::context::{
    Place, is_of_a_rule, is_rest_of_number, never_computed, other_word, other_words, similar,
};
use crate::form::Words;
use crate::language::{Language, Translated};
use crate::scalar;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Sentences;

pub use atbilst_yaml::decode::Mistake;
pub(super) use atbilst_yaml::decode::{Decoder as Reader, Map};

pub(super) const SENTENCES: Sentences = Sentences {
    unknown_key: "book.unknown_key",
    missing_key: "book.missing_key",
    not_a_mapping: "book.not_a_mapping",
    not_a_list: "book.not_a_list",
};

/// The mistakes, each once, and as whoever made it would look at it.
pub(super) fn refined(mut mistakes: Vec<Mistake>, text: &str) -> Vec<Mistake> {
    mistakes.dedup();
    mistakes
        .iter_mut()
        .for_each(|mistake| refine(mistake, text));
    let causes = mistakes.clone();
    let mut of_months = false;
    mistakes.retain(|mistake| match mistake.key {
        // It is said once, however often the book counts in months.
        "book.no_month_end" => !std::mem::replace(&mut of_months, true),
        "book.missing_key" => !causes.iter().any(|cause| is_misspelt(mistake, cause)),
        // Of what items a rule judges, another word says it.
        "book.field_of_items" => !stands_by_another_word(&causes, "each"),
        "book.nothing_required" => !stands_by_another_word(&causes, "require"),
        "book.missing_quote" => !stands_by_another_word(&causes, "quote"),
        "book.law_or_because" => !stands_by_another_word(&causes, "law"),
        "book.missing_translation" => !stands_by_another_word(&causes, said(mistake, "language")),
        // Of a text in both languages the first is told.
        "book.text_of_no_name" => Language::NAMES.first() == Some(&said(mistake, "found")),
        _ => true,
    });
    mistakes
}

/// The first word of what may stand in the place of a key.
fn key_of(instead: &str) -> &str {
    instead.split(':').next().unwrap_or(instead)
}

/// Whether a key stands somewhere by another word, or misspelt.
fn stands_by_another_word(causes: &[Mistake], key: &str) -> bool {
    let instead = ["book.other_word", "book.unknown_key_similar"];
    let mut causes = causes.iter().filter(|cause| instead.contains(&cause.key));
    causes.any(|cause| key_of(said(cause, "similar")) == key)
}

/// Whether a key is missing that stands there by another word, or by one that nobody knows.
fn is_misspelt(missing: &Mistake, cause: &Mistake) -> bool {
    let may_be_it = match cause.key {
        "book.other_word" => {
            let mut keys = said(cause, "similar").split(", ").map(key_of);
            keys.any(|key| key == said(missing, "key"))
        }
        "book.unknown_key_similar" | "book.text_of_no_name" => {
            said(cause, "similar") == said(missing, "key")
        }
        "book.unknown_key" => true,
        _ => false,
    };
    if said(missing, "beside").is_empty() {
        return cause.key != "book.unknown_key" && may_be_it;
    }
    let mut beside = said(missing, "beside").split(", ");
    may_be_it && beside.any(|key| key == said(cause, "found"))
}

fn said<'m>(mistake: &'m Mistake, name: &str) -> &'m str {
    let mut args = mistake.args.iter();
    args.find(|(own, _)| *own == name)
        .map_or("", |(_, said)| said.as_str())
}

/// What is said of an application is said of a book in other words.
const OF_A_BOOK: [(&str, &str); 4] = [
    ("yaml.second_document", "yaml.second_part_of_a_book"),
    ("yaml.no_break_space", "yaml.no_break_space_in_a_book"),
    ("yaml.syntax", "yaml.syntax_of_a_book"),
    ("yaml.colon_in_value", "yaml.colon_in_value_of_a_book"),
];

/// A mistake as whoever wrote the book would look at it.
fn refine(mistake: &mut Mistake, text: &str) {
    if let Some((_, own)) = OF_A_BOOK.iter().find(|(key, _)| *key == mistake.key) {
        mistake.key = own;
    }
    match mistake.key {
        "yaml.comma" => refine_brackets(mistake, text),
        "yaml.unclosed_bracket" => refine_remark(mistake, text),
        "yaml.reserved_start" => {
            let (before, after) = text
                .split_at_checked(mistake.span.start as usize)
                .unwrap_or_default();
            if after.starts_with(',') && before.trim_end().ends_with(['}', ']']) {
                *mistake = Mistake::new("book.second_on_line", mistake.span, &[]);
            }
        }
        "decode.unknown_word" => {
            let found = said(mistake, "found").to_owned();
            let allowed =
                |word: &&str| said(mistake, "allowed").split(", ").any(|one| one == *word);
            let instead = other_words(&found, Place::Word).find(allowed);
            let near = || similar(&found, said(mistake, "allowed").split(", "));
            if let Some(instead) = instead.or_else(near) {
                let about = [("found", &*found), ("similar", instead)];
                *mistake = Mistake::new("book.other_word", mistake.span, &about);
            }
        }
        "book.not_a_mapping" if !said(mistake, "allowed").is_empty() => {
            mistake.key = "book.not_a_mapping_of";
        }
        "book.unknown_key" => refine_key(mistake),
        _ => {}
    }
}

/// A bracket that seems not to be closed because a `#` behind a space makes the rest of its line a remark.
fn refine_remark(mistake: &mut Mistake, text: &str) {
    let start = mistake.span.start as usize;
    let (_, after) = text.split_at_checked(start).unwrap_or_default();
    let line = after.lines().next().unwrap_or_default();
    let Some((before, remark)) = line.split_once(" #") else {
        return;
    };
    let is_quoted = before.matches('"').count() % 2 == 1;
    // A remark behind what is written out is one.
    if is_quoted || !remark.contains(['}', ']']) {
        return;
    }
    let begin = before
        .rfind(": ")
        .map_or(0, |at| at.saturating_add(": ".len()));
    let value = before.get(begin..).unwrap_or_default().trim_start();
    let rest = remark.split([',', '}', ']']).next().unwrap_or_default();
    let found = format!("{value} #{}", rest.trim_end());
    let at = start.saturating_add(before.len()).saturating_add(" ".len());
    let place = at..at.saturating_add("#".len());
    *mistake = Mistake::new("book.remark_in_text", place.into(), &[("found", &found)]);
}

/// Within braces a path with brackets needs quotes, as a text with braces does; and a name needs its colon.
fn refine_brackets(mistake: &mut Mistake, text: &str) {
    let (before, after) = text
        .split_at_checked(mistake.span.start as usize)
        .unwrap_or_default();
    let begin = before
        .rfind([',', '{', '[', '\n'])
        .map_or(0, |at| at.saturating_add(1));
    let own = before.get(begin..).unwrap_or_default().trim_start();
    if own.is_empty() {
        return;
    }
    let end = |signs: &[char]| after.find(signs).unwrap_or(after.len());
    let value = own
        .rfind(": ")
        .map_or(own, |at| own.get(at..).unwrap_or_default());
    let value = value.trim_start_matches(": ");
    let (key, whole) = if after.starts_with('[') && !own.ends_with(' ') {
        let path = after
            .get(..end(&[' ', ',', '}', ':', '\n']))
            .unwrap_or_default();
        let path = balanced(path);
        ("book.path_unquoted", format!("{value}{path}"))
    } else if after.starts_with('{') && own.contains(": ") {
        let rest = after.get(..end(&[',', '\n'])).unwrap_or_default();
        (
            "book.braces_unquoted",
            format!("{value}{}", rest.trim_end()),
        )
    } else if after.starts_with('{') {
        ("book.colon_missing", own.trim_end().to_owned())
    } else {
        return;
    };
    *mistake = Mistake::new(key, mistake.span, &[("found", &whole)]);
}

/// The path as far as its brackets are its own, and not those around it.
fn balanced(path: &str) -> &str {
    let (mut open, mut end) = (0_usize, 0_usize);
    for (at, sign) in path.char_indices() {
        match sign {
            '[' => open = open.saturating_add(1),
            ']' if open == 0 => break,
            ']' => open = open.saturating_sub(1),
            _ => {}
        }
        end = at.saturating_add(sign.len_utf8());
    }
    let path = path.get(..end).unwrap_or_default();
    if path.contains(']') { path } else { "[]" }
}

/// A key that may not stand here is often a slip of the pen, or the rest of a text that a comma ended.
fn refine_key(mistake: &mut Mistake) {
    let found = said(mistake, "found").to_owned();
    let allowed = said(mistake, "allowed").to_owned();
    let beside = said(mistake, "beside").to_owned();
    let allowed = || allowed.split(", ");
    let is_alone = !said(mistake, "alone").is_empty();
    let instead = |key: &&str| {
        let key = key_of(key);
        allowed().any(|one| one == key) && beside.split(", ").all(|one| one != key)
    };
    let is_digits = found.bytes().all(|byte| byte.is_ascii_digit());
    let less = never_computed(&found);
    let is_limit = RelationWord::is_one(&found) || other_word(&found, Place::Test).is_some();
    let refined: (_, &[(_, &str)]) = if is_rest_of_number(&found) || (is_alone && is_digits) {
        ("book.comma_in_number", &[])
    } else if allowed().eq(Language::NAMES) && is_alone {
        match found.ends_with(['”', '“', '»', '’', '‘']) {
            true => ("book.comma_typographic", &[]),
            false => ("book.comma", &[]),
        }
    } else if Language::NAMES.contains(&&*found) && instead(&"title") {
        ("book.text_of_no_name", &[("similar", "title")])
    } else if is_of_a_rule(&found) && allowed().any(RelationWord::is_one) {
        ("book.key_of_the_rule", &[])
    } else if let Some(sentence) = less.filter(|_| allowed().any(|key| key == "sum")) {
        (sentence, &[])
    } else if let Some(instead) = other_words(&found, Place::Key).find(instead) {
        ("book.other_word", &[("similar", instead)])
    } else if let Some(similar) = similar(&found, allowed()) {
        ("book.unknown_key_similar", &[("similar", similar)])
    } else if is_alone {
        ("book.key_alone", &[])
    } else if is_limit && allowed().any(|key| key == "not_judged") {
        ("book.no_limit_in_form", &[])
    } else if found == "each" && allowed().any(|key| key == "among") {
        ("book.no_when_of_all", &[])
    } else {
        return;
    };
    let about = [&[("found", &*found)], refined.1].concat();
    *mistake = Mistake::new(refined.0, mistake.span, &about);
}

/// The names that a mistake says could stand in its place.
pub(super) fn names(mistake: &Mistake) -> Vec<String> {
    let arg = |name| {
        let mut args = mistake.args.iter();
        args.find(|(own, _)| *own == name).map(|(_, said)| said)
    };
    // Those that fit the field, where the others would be refused as well.
    match (arg("fitting").or_else(|| arg("allowed")), mistake.key) {
        (Some(names), _) => names.split(", ").map(str::to_owned).collect(),
        (None, "decode.not_a_flag") => ["true", "false"].map(str::to_owned).into(),
        (None, _) => Vec::new(),
    }
}

/// The values that only rule books have.
pub(super) trait BookValues {
    /// A text in every language.
    fn translated(&self, node: NodeId) -> Option<Translated<String>>;

    /// What is read of a text in every language.
    fn translated_with<T>(
        &self,
        node: NodeId,
        read: impl Fn(Language, NodeId) -> Option<T>,
    ) -> Option<Translated<T>>;

    /// Other words for what these keys stand under: `also` and `perhaps`, each with a list in any language.
    fn words(&self, map: Map<'_, '_>) -> Option<Words>;

    /// The words of one of these keys, of every language; none where it is left out.
    fn words_of(&self, map: Map<'_, '_>, key: &str) -> Option<Vec<String>>;

    /// What can be read of the rules of a list. None is lost without a mistake: one that nothing is said of would never be asked.
    fn rules<T>(&self, node: NodeId, take: impl Fn(NodeId) -> Option<T>) -> Option<Vec<T>>;

    /// A day.
    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate>;
}

impl BookValues for Reader<'_> {
    fn rules<T>(&self, node: NodeId, take: impl Fn(NodeId) -> Option<T>) -> Option<Vec<T>> {
        self.each(node, |node| match take(node) {
            None if self.is_clean() => self.refuse(node, "book.unread", &[]),
            taken => taken,
        })
    }

    fn translated(&self, node: NodeId) -> Option<Translated<String>> {
        self.translated_with(node, |_, text| self.text(text).map(str::to_owned))
    }

    fn translated_with<T>(
        &self,
        node: NodeId,
        read: impl Fn(Language, NodeId) -> Option<T>,
    ) -> Option<Translated<T>> {
        if self.document.kind(node) != yaml::Kind::Mapping {
            return self.refuse(node, "book.translations", &[]);
        }
        let map = self.map(node, &Language::NAMES)?;
        Translated::try_from_fn(|language| match map.get(language.name()) {
            Some(text) => read(language, text),
            None => {
                let about = [("language", language.name())];
                self.refuse(node, "book.missing_translation", &about)
            }
        })
    }

    fn words(&self, map: Map<'_, '_>) -> Option<Words> {
        Some(Words {
            sure: self.words_of(map, "also")?,
            perhaps: self.words_of(map, "perhaps")?,
        })
    }

    fn words_of(&self, map: Map<'_, '_>, key: &str) -> Option<Vec<String>> {
        let words = map.optional(key, |node| {
            let languages = self.map(node, &Language::NAMES)?;
            let words = languages.entries().map(|(_, _, node)| {
                let word = |node| self.text(node).map(str::to_owned);
                self.every(node, word)
            });
            let words: Option<Vec<Vec<String>>> = words.collect();
            words.map(|words| words.concat())
        });
        words.map(Option::unwrap_or_default)
    }

    fn date(&self, node: NodeId) -> Option<chrono::NaiveDate> {
        self.parsed(node, "book.not_a_date", scalar::date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_ends_where_the_brackets_around_it_do() {
        for (found, path) in [
            ("[].kind]", "[].kind"),
            ("[].costs[].kind", "[].costs[].kind"),
            ("[", "[]"),
        ] {
            assert_eq!(balanced(found), path);
        }
    }

    #[test]
    fn no_rule_is_lost_in_silence() {
        let read = |take: fn(NodeId) -> Option<()>| {
            let limits = yaml::Limits::default();
            yaml::decode::read("- a\n- b\n", &limits, &SENTENCES, |reader| {
                reader.rules(reader.document.root()?, take)
            })
        };
        assert_eq!(read(|_| Some(())).map(|all| all.len()), Ok(2));
        let lost = read(|_| None).expect_err("what is lost");
        assert_eq!(lost.first().map(|mistake| mistake.key), Some("book.unread"));
    }
}
