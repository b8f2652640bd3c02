//! Texts where several lines or items are expected: how what is said there is written.

use crate::context::yes_or_no;
use crate::language::Language;
use crate::rulebook::{head, law, month_end, rules};
use atbilst_yaml::decode::Mistake;

use super::said;

/// What stands in braces under these keys, with the text where it is meant: `law: { source: …, quote: "…" }`.
pub(super) fn in_braces(mistake: &Mistake, text: &str) -> Option<String> {
    let found = mistake.span.of(text).trim();
    let is_alone = !found.contains(['{', '[', '\n', '"', '\'']);
    let own = if is_alone { found } else { "" };
    let of_name = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_name = !own.is_empty() && own.chars().all(of_name);
    let name = if is_name { own } else { "…" };
    let days = month_end::DAYS.map(|(day, _)| day);
    let day = match days.contains(&own) {
        true => own.to_owned(),
        false => days.join(" / "),
    };
    let allowed = said(mistake, "allowed");
    let asked = |keys: &[&str]| allowed == keys.join(", ");
    let written = if asked(&month_end::KEYS) {
        format!("{{ day: {day}, because: {} }}", in_every_language("…"))
    } else if asked(&head::AS_OF) {
        format!("{{ field: {}, otherwise: … }}", field(name))
    } else if asked(&law::CITATION) {
        format!("{{ source: {name}, quote: \"…\" }}")
    } else if asked(&rules::WAIVER_TERMS) {
        format!("{{ allowed: {} }}", yes_or_no(own)?)
    } else if asked(&law::CODE) {
        let title = in_every_language("…");
        format!("{{ title: {title}, law: {{ source: …, quote: \"…\" }} }}")
    } else if asked(&Language::NAMES) {
        in_every_language("[ … ]")
    } else {
        return None;
    };
    Some(written)
}

fn in_every_language(said: &str) -> String {
    let all = Language::NAMES.map(|name| format!("{name}: {said}"));
    format!("{{ {} }}", all.join(", "))
}

/// A path of a field and no day.
fn field(name: &str) -> &str {
    match name.starts_with(|c: char| c.is_ascii_digit()) {
        true => "…",
        false => name,
    }
}

/// The keys behind which names or texts stand as a list.
const OF_TEXTS: [&str; 5] = [
    "without",
    "waived",
    "unanswered",
    "groups",
    "not_obligations",
];

/// A text alone where a list of them is asked: `[ text ]`.
pub(super) fn in_brackets(mistake: &Mistake, text: &str) -> Option<String> {
    let found = mistake.span.of(text).trim();
    let (before, _) = text.split_at_checked(mistake.span.start as usize)?;
    let key = before.trim_end().strip_suffix(':')?;
    let key = key.rsplit([' ', '{', '\n']).next()?;
    let is_of_texts = OF_TEXTS.contains(&key) || Language::NAMES.contains(&key);
    let is_text = found.starts_with(char::is_alphabetic) && !found.contains('\n');
    (is_of_texts && is_text).then(|| format!("[ {found} ]"))
}

/// Whether what comes behind a text stands in a rule.
pub(super) fn is_in_a_rule(before: &str) -> bool {
    let mut lines = before.lines().rev();
    let part = lines.find(|line| line.ends_with(':') && !line.starts_with([' ', '-', '#']));
    let is_at_margin = before.ends_with('\n');
    !is_at_margin && part.is_some_and(|part| ["rules:", "portfolio:"].contains(&part))
}

/// `{ found }`: the name of a placeholder with spaces around it.
pub(super) fn spaced(found: &str) -> Option<&str> {
    let (name, _) = found.strip_prefix('{')?.split_once('}')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || "_.:".contains(c);
    let bare = name.trim();
    (bare != name && !bare.is_empty() && bare.chars().all(is_name)).then_some(bare)
}
