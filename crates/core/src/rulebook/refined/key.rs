//! Keys that may not stand where they stand, as whoever wrote them would look at them.

use super::{key_of, said};
use crate::condition::quantity::{RelationWord, is_key};
use crate::condition::read::joins;
use crate::context::{
    Place, is_of_a_rule, is_rest_of_number, never_computed, other_word, other_words, similar,
};
use crate::language::Language;
use crate::rulebook::particulars::IDENTITY;
use crate::rulebook::{figures, law};
use atbilst_yaml::decode::Mistake;

/// A key that may not stand here is often a slip of the pen, or the rest of a text that a comma ended.
pub(super) fn refine_key(mistake: &mut Mistake, (before, after): (&str, &str)) {
    let found = said(mistake, "found").to_owned();
    let allowed = said(mistake, "allowed").to_owned();
    let beside = said(mistake, "beside").to_owned();
    let allowed = || allowed.split(", ");
    let is_alone = !said(mistake, "alone").is_empty();
    // Behind a single value stands another word than behind several.
    let line = after.lines().next().and_then(|line| line.split_once(": "));
    let is_single = line.is_some_and(|(_, value)| !value.starts_with(['{', '[']));
    let of_a_quantity = allowed().all(|key| key != "title");
    let places = [
        (Place::Single, is_single),
        (Place::Beside, of_a_quantity),
        (Place::Key, true),
    ];
    let other_words = || {
        let places = places.into_iter().filter(|(_, is_here)| *is_here);
        places.flat_map(|(place, _)| other_words(&found, place))
    };
    let instead = |key: &&str| {
        let key = key_of(key);
        allowed().any(|one| one == key) && beside.split(", ").all(|one| one != key)
    };
    let is_digits = found.bytes().all(|byte| byte.is_ascii_digit());
    let less = never_computed(&found);
    let of_an_entry = allowed().eq(law::ENTRY);
    let of_extreme = allowed().eq(["smallest", "where"]) || allowed().eq(["largest", "where"]);
    let of_figure = allowed().eq(figures::FIGURE);
    let of_rule = allowed().any(|key| key == "require");
    let limit = match RelationWord::is_one(&found) {
        true => Some(&*found),
        false => {
            let of_number = other_word(&found, Place::TestOfNumber);
            of_number.or_else(|| other_word(&found, Place::Test))
        }
    };
    let spaced = found.replacen(':', ": ", 1);
    let near = similar(&found, allowed());
    let owner = above(before).filter(|name| near.is_none() && allowed().any(|key| key == *name));
    // A field beside the key under which its change, or its test, belongs.
    let is_path = found
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_.[]".contains(&byte));
    let name = found.rsplit(['.', ']']).next().unwrap_or_default();
    let is_field = before.contains(&format!(" {name}:"));
    let belongs = |key: &&str| {
        let has = |one: &&str| allowed().any(|allowed| allowed == *one);
        is_path && is_field && !of_rule && has(key) && ["expect", "without", "is"].iter().any(has)
    };
    let tests = tests_behind(&found, after);
    let tests = tests.filter(|tests| allowed().any(|key| tests.starts_with(&format!("{key}: "))));
    let is_held_against = beside.split(", ").any(RelationWord::is_one);
    let join = other_word(&found, Place::Condition).and_then(joins);
    let join = join.filter(|_| is_held_against);
    // `{ page: "…" }` of a source that is called so.
    let is_alone_there = beside == found && other_words().next().is_none() && near.is_none();
    let of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    // A limit within what is computed is the lesser, or the greater, of both.
    let extreme = match limit {
        Some("at_most" | "less_than") => Some("smallest"),
        Some("at_least" | "more_than") => Some("largest"),
        _ => None,
    };
    let extreme = extreme.filter(|_| !is_held_against && allowed().any(|key| key == "rounded"));
    let is_end = found == "until" || other_words().any(|instead| instead == "until");
    let (sign, within);
    let refined: (_, &[(_, &str)]) = if is_rest_of_number(&found) || (is_alone && is_digits) {
        ("book.comma_in_number", &[])
    } else if is_alone && found.ends_with(['”', '“', '»', '’', '‘']) {
        ("book.comma_typographic", &[])
    } else if is_alone && allowed().any(|key| key == key_of(&spaced)) {
        ("book.no_space", &[("similar", &spaced)])
    } else if allowed().eq(Language::NAMES) && is_alone {
        ("book.comma", &[])
    } else if allowed().eq(law::CITATION) && is_alone_there && found.bytes().all(of_name) {
        within = format!("{{ source: {found}, quote: \"…\" }}");
        ("book.in_braces", &[("similar", &within)])
    } else if found == "name" && allowed().eq(IDENTITY) {
        ("book.name_of_whom", &[])
    } else if ["where", "per"].contains(&&*found) && allowed().any(|key| key == "latest") {
        ("book.unique_of_some", &[])
    } else if let Some(name) = owner {
        ("book.not_below", &[("similar", name), ("beside", &beside)])
    } else if found == "rounded" && (of_rule || of_figure || of_extreme) {
        ("book.rounded_inside", &[])
    } else if (of_rule || of_figure) && ["where", "per"].contains(&&*found) {
        ("book.key_of_the_quantity", &[])
    } else if found == "applications" && allowed().any(|key| key == "without") {
        ("book.under_portfolio", &[])
    } else if ["by", "bands"].contains(&&*found) && of_an_entry {
        ("book.beside_history", &[])
    } else if is_end && of_an_entry {
        ("book.ended_by_the_next", &[])
    } else if Language::NAMES.contains(&&*found) {
        let mut names = ["title", "text", "help"].into_iter();
        let name = names.find(instead).unwrap_or("…");
        ("book.text_of_no_name", &[("similar", name)])
    } else if found == "when" && allowed().any(|key| key == "where") {
        ("book.other_word", &[("similar", "where")])
    } else if found == "each" && instead(&"per") {
        ("book.other_word", &[("similar", "per")])
    } else if found == "rounded" && is_held_against {
        ("book.only_money_is_rounded", &[])
    } else if is_of_a_rule(&found) && allowed().any(RelationWord::is_one) {
        ("book.key_of_the_rule", &[])
    } else if let Some(join) = join {
        within = format!("{join}[ {{ … }}, {{ … }} ]");
        ("book.joined_beside", &[("similar", &within)])
    } else if let Some(sentence) = less.filter(|_| allowed().any(|key| key == "sum")) {
        (sentence, &[])
    } else if let Some(tests) = tests {
        ("book.other_word", &[("similar", tests)])
    } else if let Some(instead) = other_words().find(instead) {
        ("book.other_word", &[("similar", instead)])
    } else if let Some(limit) = limit.filter(|limit| allowed().any(|key| key == *limit)) {
        ("book.other_word", &[("similar", limit)])
    } else if let Some(extreme) = extreme {
        within = format!("{{ {extreme}: [ {{ … }}, … ] }}");
        ("book.other_word", &[("similar", &within)])
    } else if let Some(similar) = near {
        ("book.unknown_key_similar", &[("similar", similar)])
    } else if let Some((name, value)) = found.split_once(" = ").filter(|_| is_alone) {
        sign = [("found", name), ("value", value)];
        ("book.sign_for_a_colon", &sign)
    } else if is_alone {
        ("book.key_alone", &[])
    } else if let Some(limit) = limit
        && allowed().any(|key| key == "not_judged")
    {
        ("book.no_limit_in_form", &[("similar", &required(limit))])
    } else if found == "history" && of_figure {
        ("book.history_of_a_value", &[])
    } else if let Some(key) = ["with", "when"].into_iter().find(belongs) {
        within = format!("{key}: {{ {found}: … }}");
        ("book.belongs_within", &[("similar", &within)])
    } else if is_held_against && (is_condition(&found) || (is_field && !is_word(&found))) {
        match allowed().any(|key| key == "where") {
            true => ("book.condition_beside_items", &[]),
            false => ("book.quantity_and_condition", &[]),
        }
    } else if found == "each" && allowed().any(|key| key == "among") {
        ("book.no_when_of_all", &[])
    } else {
        return;
    };
    let about = [refined.1, &[("found", &*found)]].concat();
    *mistake = Mistake::new(refined.0, mistake.span, &about);
}

/// Whether a key is a word of a quantity, or of how it compares.
fn is_word(found: &str) -> bool {
    is_key(found) || RelationWord::is_one(found)
}

/// `at_least: 5` of `is: { at_least: 5 }`.
fn tests_behind<'t>(found: &str, text: &'t str) -> Option<&'t str> {
    let behind = text.strip_prefix(found)?.strip_prefix(": {")?;
    let (tests, _) = behind.split_once('}')?;
    let is_one = ["is", "equals"].contains(&found) && !tests.contains(['{', '\n']);
    is_one.then(|| tests.trim())
}

/// Whether a key makes one condition of others.
fn is_condition(found: &str) -> bool {
    ["all", "any", "not", "some", "every"].contains(&found)
}

/// The key that has nothing behind it in the line above, where it stands as far left as what begins here.
fn above(before: &str) -> Option<&str> {
    let (above, indent) = before.rsplit_once('\n')?;
    let line = above.lines().rev().find(|line| !line.trim().is_empty())?;
    let name = line.strip_prefix(indent)?.trim_end().strip_suffix(':')?;
    let is_as_far_left = indent.trim().is_empty() && !name.starts_with(' ');
    is_as_far_left.then_some(name)
}

/// What a rule requires by what was written in the form.
fn required(limit: &str) -> String {
    match limit.split_once(':') {
        Some(_) if limit.starts_with('{') => limit.to_owned(),
        Some(("not" | "any", _)) => format!("{{ {limit} }}"),
        Some(_) => format!("{{ FIELD: {{ {limit} }} }}"),
        None => format!("{{ FIELD: {{ {limit}: … }} }}"),
    }
}
