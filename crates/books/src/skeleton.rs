//! A rule book to begin with: whole and working, with comments that say what each part is for and `???` wherever something
//! must be filled in. Its words are of the catalogues: comments in one language, what the book says in every language.

use std::borrow::Cow;

use atbilst_core::language::{Catalogue, Language};
use atbilst_yaml::write;

/// The book, with `<key>` where a sentence of the catalogues goes.
const BOOK: &str = include_str!("skeleton.yaml");

/// So many characters of a line with the texts of every language are still read at a glance.
const LINE: usize = 140;

/// A commented book for a call; `None` for a code that no application could name in one plain word.
pub fn skeleton(call: &str, language: Language) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if call.is_empty() || call.len() > 60 || !call.chars().all(fits) {
        return None;
    }
    let catalogues = Language::ALL.map(Catalogue::load);
    let mut out = String::with_capacity(BOOK.len().saturating_mul(2));
    for line in BOOK.split_inclusive('\n') {
        let Some((before, key, after)) = sentence(line) else {
            out.push_str(line);
            continue;
        };
        let key = format!("skeleton.{key}");
        if before.contains('#') {
            let own = catalogues.iter().find(|one| one.language() == language);
            out.extend([before, own.map_or("", |one| text(one, &key))]);
        } else {
            out.push_str(&translated(before, &key, &catalogues));
        }
        out.push_str(after);
    }
    Some(out.replace("{CALL}", call))
}

/// A line with a sentence: what stands before it, its key, and what stands after it.
fn sentence(line: &str) -> Option<(&str, &str, &str)> {
    let (before, from_key) = line.split_once('<')?;
    let (key, after) = from_key.split_once('>')?;
    Some((before, key, after))
}

fn text<'c>(catalogue: &'c Catalogue, key: &str) -> &'c str {
    catalogue.sentence(key).unwrap_or_default()
}

/// A key with its text in every language: on one line, or below the key where that would be too long.
fn translated(key: &str, sentence: &str, catalogues: &[Catalogue]) -> String {
    let texts: Vec<_> = catalogues
        .iter()
        .map(|one| format!("{}: {}", one.language().name(), scalar(text(one, sentence))))
        .collect();
    let line = format!("{key}{{ {} }}", texts.join(", "));
    if line.chars().count() <= LINE {
        return line;
    }
    let indent: String = key.chars().take_while(|c| *c == ' ').collect();
    let below = format!("\n{indent}  ");
    format!("{}{below}{}", key.trim_end(), texts.join(&below))
}

/// A text as a value within braces.
fn scalar(text: &str) -> Cow<'_, str> {
    if text.contains([',', '{', '}', '[', ']']) {
        Cow::Owned(write::quoted(text))
    } else {
        write::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{BOOK, sentence};
    use atbilst_core::language::{Catalogue, Language};
    use std::collections::BTreeSet;

    #[test]
    fn the_sentences_are_those_of_the_catalogue() {
        let catalogue = Catalogue::load(Language::default());
        let of_skeleton = catalogue
            .keys()
            .filter_map(|key| key.strip_prefix("skeleton."));
        let used = BOOK.lines().filter_map(sentence).map(|(_, key, _)| key);
        assert_eq!(used.collect::<BTreeSet<_>>(), of_skeleton.collect());
    }
}
