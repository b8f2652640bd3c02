//! What somebody may have meant by a path that names nothing: the nearest one, the one with the same brackets or the same end, or the
//! field of this title.

use crate::form::Form;
use crate::suggest;

/// The path that is meant, where it can be told.
pub(super) fn meant<'n>(found: &str, known: &[&'n str], form: &'n Form) -> Option<&'n str> {
    let plain = plain(found);
    let known = || known.iter().copied();
    let by_brackets = known().find(|path| *path != found && *path == plain);
    let by_brackets = by_brackets.or_else(|| bracketed(&plain, known()));
    let near = by_brackets.or_else(|| similar(found, known()).filter(|path| *path != found));
    let by_end = || {
        let ends = known().filter(|path| !end(path).is_empty() && *path != found);
        let near = suggest::nearest(found, ends.clone().map(|path| (end(path), path)));
        let mut ends = ends;
        near.or_else(|| ends.find(|path| end(path) == end(&plain)))
    };
    near.or_else(by_end).or_else(|| by_title(found, form))
}

/// The path that somebody wrote without the brackets of its lists.
pub(crate) fn bracketed<'n>(
    found: &str,
    mut paths: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    paths.find(|path| path.contains("[].") && path.replace("[]", "") == found)
}

/// The field of a title, or of another word for it.
fn by_title<'n>(found: &str, form: &'n Form) -> Option<&'n str> {
    let found = found.to_lowercase();
    let is_it = |text: &str| text.to_lowercase() == found;
    let mut fields = form.iter().map(|(_, field)| field);
    let field = fields.find(|field| field.spellings().any(|(text, _)| is_it(text)))?;
    Some(&field.path)
}

/// The name behind the last dot.
fn end(path: &str) -> &str {
    path.rsplit(['.', ']']).next().unwrap_or_default()
}

/// The name nearest to one that is not known.
pub(crate) fn similar<'n>(found: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    suggest::nearest(found, names.map(|name| (name, name)))
}

/// The name that a text comes to in small letters without accents, with `_` between its words.
pub(crate) fn name_of(found: &str) -> Option<String> {
    let name = suggest::plain(found);
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name != "it" && name.chars().all(fits)).then_some(name)
}

/// A path as it would name the items of all its lists, without quotes of any kind: `items[0].net` and `items.0.net` are `items[].net`.
pub(super) fn plain(found: &str) -> String {
    let quotes = ['„', '”', '“', '«', '»', '‘', '’', '\'', '"'];
    let mut plain = String::new();
    for part in found.trim_matches(quotes).split('.') {
        let is_number = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match part.split_once('[') {
            _ if is_number => plain.push_str("[]"),
            Some((list, _)) => plain.extend([if plain.is_empty() { "" } else { "." }, list, "[]"]),
            None => plain.extend([if plain.is_empty() { "" } else { "." }, part]),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn items_are_named_by_brackets_alone() {
        for (found, named) in [
            ("items[0].net", "items[].net"),
            ("items.0.net", "items[].net"),
            ("items[*].offers[1]", "items[].offers[]"),
            ("„aid”", "aid"),
            ("farm.name", "farm.name"),
            ("", ""),
        ] {
            assert_eq!(plain(found), named, "{found}");
        }
    }
}
