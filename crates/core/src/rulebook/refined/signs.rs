//! Words and signs that join or compare in a text that cannot be read yet: what the language has instead.

use crate::condition::quantity::limit_in_text;
use crate::context::{Place, is_of_a_rule, of_family, other_word, sign_of_a_test};
use crate::form::{Family, Kind};
use crate::language::Language;
use atbilst_yaml::decode::Mistake;

/// `{ … } or { … }`: a comma in the place of the word would make both conditions hold.
pub(super) fn or_between(mistake: &Mistake, (before, after): (&str, &str)) -> Option<Mistake> {
    let word = after.split_whitespace().next()?;
    let joined = before.trim_end().ends_with(['}', ']']);
    let is_or =
        other_word(word, Place::Condition).is_some_and(|instead| instead.starts_with("any"));
    let about = [("found", word)];
    (joined && is_or).then(|| Mistake::new("book.or_between", mistake.span, &about))
}

/// `>= 150.00`, which YAML takes for the beginning of a text below it, or for nothing.
pub(super) fn comparison(mistake: &Mistake, (before, after): (&str, &str)) -> Option<Mistake> {
    let line = after.lines().next()?;
    let told = |key, found, similar: &str, of_days: &str| {
        let about = [("found", found), ("similar", similar), ("of_days", of_days)];
        let about = about.into_iter().filter(|(_, said)| !said.is_empty());
        Mistake::new(key, mistake.span, &about.collect::<Vec<_>>())
    };
    if let Some((sign, _)) = line.split_once(':')
        && let Some(test) = other_word(sign.trim(), Place::Test)
    {
        return Some(told("book.other_word", sign, test, ""));
    }
    // Within braces a value ends with them or with a comma; one in braces of its own with those.
    let (_, value) = line.split_once(' ').unwrap_or_default();
    let in_braces = value.starts_with('{');
    let ends: &[char] = match mistake.key {
        _ if in_braces => &['}'],
        "yaml.reserved_start" => &[',', '}', ']'],
        _ => &[],
    };
    let end = line.find(ends).unwrap_or(line.len());
    let end = end.saturating_add(usize::from(in_braces));
    let found = line.get(..end).unwrap_or(line).trim_end();
    let (test, rest) = sign_of_a_test(found)?;
    // Behind the name of a text stands a text that begins with the sign.
    let key = before.trim_end().trim_end_matches(':');
    let key = key.rsplit([' ', '\n', '{']).next()?;
    let is_text = Language::NAMES.contains(&key) || is_of_a_rule(key);
    let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
    let is_name = rest.starts_with(|c: char| c.is_ascii_lowercase()) && !rest.contains(' ');
    if is_text || !(is_number || is_name || rest.starts_with('{')) {
        return None;
    }
    let rest = &*limit_in_text(rest);
    let asked = |family| format!("{{ {}: {rest} }}", of_family(test, family));
    let [of_numbers, of_days] = [Family::Number, Family::Day].map(asked);
    Some(match Kind::Date.quantity(rest) {
        Some(_) => told("book.other_word", found, &of_days, ""),
        None if is_number => told("book.other_word", found, &of_numbers, ""),
        None => told("book.sign_of_either", found, &of_numbers, &of_days),
    })
}
