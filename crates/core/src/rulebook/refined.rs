//! Mistakes in a rule book as whoever made them would look at them: each once, the cause and not what follows from it.

mod brackets;
mod key;
mod looks;
mod shapes;
mod signs;

use super::head;
use super::reader::Mistake;
use crate::condition::quantity::RelationWord;
use crate::context::{Place, name_of, other_words, similar, yes_or_no};
use crate::language::Language;
use brackets::{refine_brackets, refine_remark};
use key::refine_key;
use signs::{comparison, or_between};

/// The mistakes, each once, and as whoever made it would look at it.
pub(super) fn refined(mut mistakes: Vec<Mistake>, text: &str) -> Vec<Mistake> {
    mistakes.dedup();
    mistakes
        .iter_mut()
        .for_each(|mistake| refine(mistake, text));
    mistakes.iter_mut().for_each(looks::refine_looks);
    brackets::numbers_parted(&mut mistakes, text);
    to_their_part(&mut mistakes, text);
    let causes = mistakes.clone();
    let is_told = |keys: &[&str]| causes.iter().any(|cause| keys.contains(&cause.key));
    mistakes.retain(|mistake| match mistake.key {
        // It is said once, however often the book names it.
        key if ONCE.contains(&key) && !is_first(mistake, &causes) => false,
        key if OF_ALL_UNDER_RULES.contains(&key) => !is_told(&["book.under_portfolio"]),
        // A value without its history lacks what stands in that.
        "book.unknown_key" if said(mistake, "found") == "law" && lacks_history(&causes) => false,
        // With the first line the others move.
        "book.unknown_key" => !causes.iter().any(|cause| {
            cause.key == "book.not_below" && said(cause, "beside") == said(mistake, "beside")
        }),
        "book.missing_key" if stands_elsewhere(mistake, &causes) => false,
        "book.missing_key" => !causes.iter().any(|cause| is_misspelt(mistake, cause)),
        // What belongs under it stands beside it.
        "decode.nothing_here" => !causes.iter().any(|cause| {
            cause.key == "book.not_below" && said(cause, "similar") == mistake.span.of(text)
        }),
        // The part is there, but cannot be read.
        "book.no_part" if is_told(&["book.names_and_no_list"]) => false,
        "book.no_part" => {
            let part = said(mistake, "found");
            let mut missing = causes.iter().map(|cause| said(cause, "key"));
            !stands_by_another_word(&causes, part) && missing.all(|key| key != part)
        }
        "book.shared_without_groups" => {
            !is_told(&["book.key_of_the_quantity", "book.under_portfolio"])
        }
        // A figure of the application in whose bands it lies is there, but cannot be read.
        "book.table_of_items" => !said(mistake, "list").is_empty() || causes.is_empty(),
        "book.no_good_example" | "book.no_bad_example" => !is_told(&["book.key_of_the_rule"]),
        // What no quantity knows no message knows either.
        "book.unknown_placeholder" => !causes.iter().any(|cause| {
            cause.key == "book.not_an_operand" && said(cause, "found") == said(mistake, "found")
        }),
        "book.fields_or_of" => {
            let told = ["fields", "of"].map(|key| stands_by_another_word(&causes, key));
            told == [false; 2]
        }
        "book.hash_without_day" => !stands_by_another_word(&causes, "sha256"),
        "book.cells_without_by" => {
            let by = ["by", "bands"].map(|key| stands_by_another_word(&causes, key));
            !is_told(&["book.beside_history"]) && by == [false; 2]
        }
        // A line that begins with what looks like a space seems to stand twice.
        "book.stated_twice" if said(mistake, "name").starts_with('\u{a0}') => {
            !is_told(&["yaml.no_break_space_in_a_book"])
        }
        // Of what items a rule judges, another word says it.
        "book.field_of_items" => !stands_by_another_word(&causes, "each"),
        "book.nothing_required" => !stands_by_another_word(&causes, "require"),
        "book.missing_quote" => !stands_by_another_word(&causes, "quote"),
        "book.law_or_because" => !stands_by_another_word(&causes, "law"),
        "book.missing_translation" => !stands_by_another_word(&causes, said(mistake, "language")),
        // Of a text in both languages the first is told.
        "book.text_of_no_name" => {
            let is_of_first = |one: &Mistake| Language::NAMES.first() == Some(&said(one, "found"));
            is_of_first(mistake) || !causes.iter().any(is_of_first)
        }
        "book.comma_in_brackets" => true,
        // What a comma parted is no number of its own.
        _ => !causes.iter().any(|cause| {
            let (own, other) = (mistake.span, cause.span);
            let within = other.start <= own.start && own.end <= other.end;
            cause.key == "book.comma_in_brackets" && within
        }),
    });
    // Nothing is refused without a word: what leaves each other out is told after all.
    if mistakes.is_empty() {
        causes
    } else {
        mistakes
    }
}

/// A key that may not stand in one part and is missing in another stands in the wrong one.
fn to_their_part(mistakes: &mut [Mistake], text: &str) {
    let missing = mistakes.iter().filter(|one| one.key == "book.missing_key");
    let missing: Vec<Mistake> = missing.cloned().collect();
    for mistake in mistakes.iter_mut() {
        let found = said(mistake, "found");
        let mut lacking = missing.iter().filter(|one| said(one, "key") == found);
        if let ("book.unknown_key", Some(lacking), None) =
            (mistake.key, lacking.next(), lacking.next())
        {
            let line = line_of(text, lacking.span.start as usize);
            mistake.key = "book.of_another_part";
            mistake.args.push(("line", line.to_string()));
        }
    }
}

/// Whether a key that is missing stands in another part than its own.
fn stands_elsewhere(missing: &Mistake, causes: &[Mistake]) -> bool {
    let key = said(missing, "key");
    let mut elsewhere = causes.iter();
    elsewhere.any(|cause| cause.key == "book.of_another_part" && said(cause, "found") == key)
}

/// Whether a word says how much it weighs that a rule is not kept.
fn is_level(found: &str) -> bool {
    found == "warning" || other_words(found, Place::Word).any(|instead| instead == "warning")
}

/// Whether what a value is stands beside its kind and not in a history.
fn lacks_history(causes: &[Mistake]) -> bool {
    let mut causes = causes.iter();
    causes.any(|cause| key_of(said(cause, "similar")) == "history")
}

/// The number of the line in which a place stands.
fn line_of(text: &str, at: usize) -> usize {
    let above = text.get(..at).unwrap_or_default();
    above.matches('\n').count().saturating_add(1)
}

/// What is told once, of each thing that it names.
const ONCE: [&str; 5] = [
    "book.no_month_end",
    "book.unknown_source",
    "book.unknown_list",
    "book.no_part",
    "book.under_portfolio",
];

/// What follows where a rule over all applications stands among those for one.
const OF_ALL_UNDER_RULES: [&str; 5] = [
    "book.placeholder_of_all",
    "book.not_of_items",
    "book.sum_of_one",
    "book.per_of_one",
    "book.asked_of_all",
];

fn is_first(mistake: &Mistake, causes: &[Mistake]) -> bool {
    let about = |one: &Mistake| (one.key, said(one, "found").to_owned());
    let mut same = causes.iter().filter(|one| about(one) == about(mistake));
    same.next().is_some_and(|one| one.span == mistake.span)
}

/// The first word of what may stand in the place of a key.
fn key_of(instead: &str) -> &str {
    instead.split(':').next().unwrap_or(instead)
}

/// Whether a key stands somewhere by another word, misspelt, or by one that nobody knows.
fn stands_by_another_word(causes: &[Mistake], key: &str) -> bool {
    let instead = [
        "book.other_word",
        "book.unknown_key_similar",
        "book.no_space",
        "book.not_below",
    ];
    causes.iter().any(|cause| match cause.key {
        "book.unknown_key" => said(cause, "allowed").split(", ").any(|one| one == key),
        known => instead.contains(&known) && key_of(said(cause, "similar")) == key,
    })
}

/// Whether a key is missing that stands there by another word, or by one that nobody knows.
fn is_misspelt(missing: &Mistake, cause: &Mistake) -> bool {
    let may_be_it = match cause.key {
        "book.other_word" | "book.no_space" | "book.not_below" | "book.belongs_within" => {
            let mut keys = said(cause, "similar").split(", ").map(key_of);
            keys.any(|key| key == said(missing, "key"))
        }
        "book.unknown_key_similar" | "book.text_of_no_name" => {
            said(cause, "similar") == said(missing, "key")
        }
        "book.in_braces" => {
            let key = format!(" {}: ", said(missing, "key"));
            said(cause, "similar").contains(&key)
        }
        "book.history_of_a_value" => said(missing, "key") == "is",
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
const OF_A_BOOK: [(&str, &str); 11] = [
    ("yaml.again", "book.again"),
    ("yaml.second_document", "yaml.second_part_of_a_book"),
    ("yaml.no_break_space", "yaml.no_break_space_in_a_book"),
    ("yaml.syntax", "yaml.syntax_of_a_book"),
    ("yaml.colon_in_value", "yaml.colon_in_value_of_a_book"),
    ("yaml.duplicate_key", "book.stated_twice"),
    ("yaml.tag", "book.tag"),
    ("yaml.lone_sign", "book.lone_sign"),
    ("yaml.dash_not_allowed", "book.dash_not_allowed"),
    ("yaml.missing_dash", "book.missing_dash"),
    ("yaml.text_after_quote", "book.text_after_quote"),
];

/// A mistake as whoever wrote the book would look at it.
fn refine(mistake: &mut Mistake, text: &str) {
    if let Some((_, own)) = OF_A_BOOK.iter().find(|(key, _)| *key == mistake.key) {
        mistake.key = own;
    }
    let (before, after) = text
        .split_at_checked(mistake.span.start as usize)
        .unwrap_or_default();
    let line = before.lines().next_back().unwrap_or_default().trim_start();
    match mistake.key {
        "yaml.comma" => match or_between(mistake, (before, after)) {
            Some(told) => *mistake = told,
            None => refine_brackets(mistake, text),
        },
        "yaml.unclosed_bracket" => refine_remark(mistake, text),
        "yaml.reserved_start" => {
            if after.starts_with("```") {
                *mistake = Mistake::new("book.fence", mistake.span, &[]);
            } else if after.starts_with(',') && before.trim_end().ends_with(['}', ']']) {
                *mistake = Mistake::new("book.second_on_line", mistake.span, &[]);
            } else if let Some(told) = comparison(mistake, (before, after)) {
                *mistake = told;
            }
        }
        "yaml.block_header" => {
            if let Some(told) = comparison(mistake, (before, after)) {
                *mistake = told;
            }
        }
        "decode.unknown_word" => refine_word(mistake),
        "yaml.wrong_bracket" => brackets::refine_colon(mistake, line),
        "yaml.colon_in_value_of_a_book" | "book.text_after_quote"
            if brackets::lacks_colon(line).is_some() =>
        {
            brackets::refine_colon(mistake, line);
        }
        "yaml.colon_in_value_of_a_book" if line.contains(';') => {
            *mistake = Mistake::new("book.semicolon", mistake.span, &[]);
        }
        "book.stated_twice" => {
            let first = said(mistake, "first").parse().unwrap_or(0);
            mistake
                .args
                .push(("line", line_of(text, first).to_string()));
            let is_example = line.contains("expect:");
            if !shapes::is_in_a_rule(before) || is_example {
                mistake.key = "book.part_stated_twice";
            } else if said(mistake, "name") == "is" {
                mistake.key = "book.is_twice";
            }
        }
        "book.formula" => {
            let (name, value) = said(mistake, "found").split_once(" = ").unwrap_or_default();
            if RelationWord::is_one(name) {
                let about = [("found", name), ("value", value)];
                *mistake = Mistake::new("book.sign_for_a_colon", mistake.span, &about);
            }
        }
        "book.unknown_source" | "book.unknown_list" if said(mistake, "allowed").is_empty() => {
            let part = match mistake.key {
                "book.unknown_list" => "lists",
                _ => "sources",
            };
            *mistake = Mistake::new("book.no_part", mistake.span, &[("found", part)]);
        }
        "book.unknown_source" | "book.unknown_list" => {
            let found = said(mistake, "found");
            if let Some(near) = similar(found, said(mistake, "allowed").split(", ")) {
                let about = [("found", found), ("similar", near)];
                *mistake = Mistake::new("book.not_there_similar", mistake.span, &about);
            }
        }
        "book.template" => {
            if let Some(name) = shapes::spaced(said(mistake, "found")) {
                let about = [("similar", name)];
                *mistake = Mistake::new("book.placeholder_spaced", mistake.span, &about);
            }
        }
        "book.not_a_mapping" if head::part_above(before).is_some() => {
            let about = [("found", head::part_above(before).unwrap_or_default())];
            *mistake = Mistake::new("book.at_the_margin", mistake.span, &about);
        }
        "book.not_a_mapping" if line == "- " => mistake.key = "book.names_and_no_list",
        "book.not_a_mapping" if !said(mistake, "allowed").is_empty() => {
            match shapes::in_braces(mistake, text) {
                Some(instead) => {
                    let about = [("similar", &*instead)];
                    *mistake = Mistake::new("book.in_braces", mistake.span, &about);
                }
                None => mistake.key = "book.not_a_mapping_of",
            }
        }
        "book.not_a_list" => {
            if let Some(instead) = shapes::in_brackets(mistake, text) {
                *mistake = Mistake::new("book.in_brackets", mistake.span, &[("similar", &instead)]);
            }
        }
        "book.field_name" | "book.not_kebab" => refine_name(mistake),
        "decode.not_a_flag" => {
            if let Some(flag) = yes_or_no(said(mistake, "found")) {
                mistake.args.push(("similar", flag.to_string()));
                mistake.key = "book.other_word";
            }
        }
        "book.unknown_key" => refine_key(mistake, (before, after)),
        _ => {}
    }
}

/// A word that is none of those that are allowed: what is meant by it, where one thing is.
fn refine_word(mistake: &mut Mistake) {
    let found = said(mistake, "found").to_owned();
    let is_one = |word: &str| said(mistake, "allowed").split(", ").any(|one| one == word);
    let allowed = |words: &&str| words.split(" / ").all(is_one);
    let instead = other_words(&found, Place::Word).find(allowed);
    let near = || {
        let near = similar(&found, said(mistake, "allowed").split(", "))?;
        // Whoever writes `down_to_ten` does not mean `down_to_cent`.
        let whole = (found.rsplit_once('_')).zip(near.rsplit_once('_'));
        let is_slip = whole.is_none_or(|((stem, end), (other, word))| {
            stem != other || similar(end, [word].into_iter()).is_some()
        });
        is_slip.then_some(near)
    };
    if said(mistake, "allowed") == "fail, review" && is_level(&found) {
        let about = [("found", &*found)];
        *mistake = Mistake::new("book.level_apart", mistake.span, &about);
    } else if let Some(instead) = instead.or_else(near) {
        let about = [("found", &*found), ("similar", instead)];
        let sentence = match instead.contains(" / ") {
            true => "book.kind_of_a_number",
            false => "book.other_word",
        };
        *mistake = Mistake::new(sentence, mistake.span, &about);
    }
}

/// A name that is one once its signs are those of names.
fn refine_name(mistake: &mut Mistake) {
    // Hyphens of a text processor look like the one that is meant.
    let found = said(mistake, "found").replace(['\u{2010}', '\u{2011}'], "-");
    if let Some(name) = name_of(&found) {
        let name = match mistake.key {
            "book.not_kebab" => name.replace('_', "-"),
            _ => name,
        };
        mistake.key = "book.name_written_so";
        mistake.args.push(("similar", name));
    }
}
