//! Keys of the language that stand in another place than their own.

use super::{Answer, KeySlip};
use crate::condition::quantity::RelationWord;
use crate::context::is_of_a_rule;
use crate::language::Language;
use crate::rulebook::particulars::IDENTITY;
use crate::rulebook::{figures, law};

/// `{ page: "…" }` of a source that is called so.
pub(super) fn source_alone<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_alone = slip.beside == [slip.found];
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let is_source = slip.allowed == law::CITATION && is_alone && slip.found.bytes().all(is_name);
    let is_other = || slip.other_words().next().is_some() || slip.near().is_some();
    (is_source && !is_other()).then(|| {
        let whole = format!("{{ source: {}, quote: \"…\" }}", slip.found);
        Answer::instead("book.in_braces", whole)
    })
}

/// Whose name it is, is not said by `name`.
pub(super) fn name_of_an_identity<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_name = slip.found == "name" && slip.allowed == IDENTITY;
    is_name.then(|| Answer::new("book.name_of_whom"))
}

/// What is unique is so of all.
pub(super) fn unique_of_some<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_choice = slip.is_one(&["where", "per"]) && slip.has("latest");
    is_choice.then(|| Answer::new("book.unique_of_some"))
}

/// A key as far left as the one that it belongs under, which has nothing behind it.
pub(super) fn below_its_owner<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let (above, indent) = slip.before.rsplit_once('\n')?;
    let mut lines = above.lines().rev();
    let line = lines.find(|line| !line.trim().is_empty())?;
    let name = line.strip_prefix(indent)?.trim_end().strip_suffix(':')?;
    let is_as_far_left = indent.trim().is_empty() && !name.starts_with(' ');
    (is_as_far_left && slip.has(name) && slip.near().is_none())
        .then(|| Answer::instead("book.not_below", name).about("beside", slip.beside.join(", ")))
}

/// What is computed is rounded, not the rule or the figure.
pub(super) fn rounded_outside<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let of_extreme = ["smallest", "largest"].map(|key| slip.allowed == [key, "where"]);
    let is_outside = slip.is_of_a_rule() || is_of_a_figure(slip) || of_extreme != [false; 2];
    (slip.found == "rounded" && is_outside).then(|| Answer::new("book.rounded_inside"))
}

/// Items and groups are chosen where something is added up or counted.
pub(super) fn of_the_quantity<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_outside = slip.is_of_a_rule() || is_of_a_figure(slip);
    (is_outside && slip.is_one(&["where", "per"])).then(|| Answer::new("book.key_of_the_quantity"))
}

/// All applications are those of a rule of the portfolio.
pub(super) fn all_applications<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_all = slip.found == "applications" && slip.has("without");
    is_all.then(|| Answer::new("book.under_portfolio"))
}

/// By what a table is read stands beside its history.
pub(super) fn beside_the_history<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_of_a_table = is_of_an_entry(slip) && slip.is_one(&["by", "bands"]);
    is_of_a_table.then(|| Answer::new("book.beside_history"))
}

/// An entry lasts until the next.
pub(super) fn end_of_an_entry<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_end = || slip.found == "until" || slip.other_words().any(|instead| instead == "until");
    (is_of_an_entry(slip) && is_end()).then(|| Answer::new("book.ended_by_the_next"))
}

/// A text in a language says of what it is the title.
pub(super) fn language_of_no_text<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let mut names = ["title", "text", "help"].into_iter();
    let name = names.find(|name| slip.takes(name)).unwrap_or("…");
    slip.is_one(&Language::NAMES)
        .then(|| Answer::instead("book.text_of_no_name", name))
}

/// What is no money is not rounded.
pub(super) fn rounded_comparison<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_rounded = slip.found == "rounded" && slip.is_held_against();
    is_rounded.then(|| Answer::new("book.only_money_is_rounded"))
}

/// A line of the rule among what it asks.
pub(super) fn of_the_rule<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let mut allowed = slip.allowed.iter();
    let is_within = is_of_a_rule(slip.found) && allowed.any(|key| RelationWord::is_one(key));
    is_within.then(|| Answer::new("book.key_of_the_rule"))
}

/// The form has no limits: rules have.
pub(super) fn limit_of_a_field<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let limit = slip.limit().filter(|_| slip.has("not_judged"))?;
    Some(Answer::instead("book.no_limit_in_form", required(limit)))
}

/// What a figure comes to has no history.
pub(super) fn history_of_a_figure<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_history = slip.found == "history" && is_of_a_figure(slip);
    is_history.then(|| Answer::new("book.history_of_a_value"))
}

/// A rule over all applications judges no items.
pub(super) fn each_of_all<'m>(slip: &KeySlip<'m>) -> Option<Answer<'m>> {
    let is_of_all = slip.found == "each" && slip.has("among");
    is_of_all.then(|| Answer::new("book.no_when_of_all"))
}

fn is_of_a_figure(slip: &KeySlip<'_>) -> bool {
    slip.allowed == figures::FIGURE
}

fn is_of_an_entry(slip: &KeySlip<'_>) -> bool {
    slip.allowed == law::ENTRY
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
