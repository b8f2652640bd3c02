//! A path that names nothing where a field is asked: what else of the book it names, or which field may be meant.

use super::TELLS_AUTHORS;
use super::meant::{meant, plain, similar};
use super::other_words::{Place, other_word};
use crate::form::Form;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// Whether the book computes something of this name, also where figures are read later.
pub(super) fn is_figure(reader: &Decoder<'_>, path: &str) -> bool {
    let root = reader.document.root();
    let figures = root.and_then(|root| reader.document.get(root, "figures"));
    figures.is_some_and(|figures| reader.document.get(figures, path).is_some())
}

/// What has the codes of a list of the book: fields, and values that come to one of them.
fn of_list<'a>(reader: &Decoder<'a>, name: &str, form: &'a Form) -> Vec<&'a str> {
    let document = reader.document;
    let part = |part| document.get(document.root()?, part);
    let mut lists = part("lists")
        .into_iter()
        .flat_map(|all| document.entries(all));
    let Some(place) = lists.position(|(key, _)| document.scalar(key) == name) else {
        return Vec::new();
    };
    let fields = form.iter().map(|(_, field)| field);
    let fields = fields.filter(|field| {
        let list = field.kind.list();
        list.is_some_and(|list| list.index() == place)
    });
    let values = part("values")
        .into_iter()
        .flat_map(|all| document.entries(all));
    let values = values.filter(|&(_, value)| {
        let list = document.get(value, "list");
        list.is_some_and(|list| document.scalar(list) == name)
    });
    let values = values.map(|(key, _)| document.scalar(key));
    fields
        .map(|field| field.path.as_str())
        .chain(values)
        .collect()
}

/// What stands behind a word that denies it: `not owner.type`.
pub(crate) fn denied(found: &str) -> Option<&str> {
    let (word, own) = found.split_once(' ')?;
    let denies = other_word(word, Place::TestOfField) == Some("different_from");
    denies.then(|| own.trim())
}

/// There is no such field; the one that may be meant is told.
pub(crate) fn unknown_field<T>(
    reader: &Decoder<'_>,
    node: NodeId,
    path: &str,
    names: (&Form, &[&str]),
) -> Option<T> {
    tell(reader, node, path, names);
    None
}

fn tell(
    reader: &Decoder<'_>,
    node: NodeId,
    path: &str,
    (form, known): (&Form, &[&str]),
) -> Option<()> {
    if !TELLS_AUTHORS {
        return reader.refuse(node, "book.unknown_field", &[]);
    }
    if known.is_empty() {
        return reader.refuse(node, "book.only_it", &[("found", path)]);
    }
    if path.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.')) {
        return reader.refuse(node, "book.number_for_a_field", &[("found", path)]);
    }
    let of_item = |own: &&str| {
        let end = format!("[].{own}");
        known
            .iter()
            .any(|known| known == own || known.ends_with(&end))
    };
    if let Some(own) = path.strip_prefix("it.").filter(of_item) {
        let about = [("found", path), ("similar", own)];
        return reader.refuse(node, "book.unknown_field_similar", &about);
    }
    let paths = path.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let paths: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
    let is_path = |path: &&str| {
        let end = format!(".{path}");
        form.find(path).is_some() || known.iter().any(|known| known.ends_with(&end))
    };
    if paths.len() > 1 && paths.iter().all(is_path) {
        let about = [("found", path), ("similar", &*paths.join(", "))];
        return reader.refuse(node, "book.comma_between", &about);
    }
    if is_figure(reader, path) {
        return reader.refuse(node, "book.figure_for_a_field", &[("found", path)]);
    }
    if let Some(own) = denied(path).filter(|own| form.find(own).is_some()) {
        let about = [("found", path), ("similar", own)];
        return reader.refuse(node, "book.denied_field", &about);
    }
    let joined = path
        .split([' ', '+', '&'])
        .map(|part| part.trim_matches(','));
    let joined: Vec<&str> = joined.filter(|part| !part.is_empty()).collect();
    let (fields, words): (Vec<&str>, Vec<&str>) = joined.into_iter().partition(is_path);
    let is_and = |word: &str| other_word(word, Place::Condition) == Some("all: [ … ]");
    if fields.len() > 1 && words.iter().all(|word| is_and(word)) {
        let about = [("found", path), ("similar", &*fields.join(", "))];
        return reader.refuse(node, "book.comma_between", &about);
    }
    let of_list = of_list(reader, path, form);
    if !of_list.is_empty() {
        let about = [("found", path), ("similar", &*of_list.join("`, `"))];
        return reader.refuse(node, "book.list_for_a_field", &about);
    }
    // `costs[*]` and `costs[0]` are the items of a list, however many there are.
    let items = plain(path);
    if path != items
        && known
            .iter()
            .any(|one| one.starts_with(&format!("{items}.")))
    {
        let about = [("found", path), ("similar", &*items)];
        return reader.refuse(node, "book.unknown_field_similar", &about);
    }
    if let Some(own) = path.strip_prefix("each.")
        && !known.iter().any(|known| known.starts_with("each."))
    {
        let about = [("found", path), ("similar", own)];
        return reader.refuse(node, "book.none_is_judged", &about);
    }
    let list = path.strip_suffix("[]");
    if list.is_some_and(|list| form.find(list).is_some()) {
        return reader.refuse(node, "book.items_for_a_field", &[("found", path)]);
    }
    if let Some(near) = list.and_then(|list| similar(list, known.iter().copied())) {
        let about = [("found", path), ("similar", &*format!("{near}[]"))];
        return reader.refuse(node, "book.unknown_field_similar", &about);
    }
    let Some(similar) = meant(path, known, form) else {
        let about = [("found", path), ("allowed", &known.join(", "))];
        return reader.refuse(node, "book.unknown_field", &about);
    };
    let about = [("found", path), ("similar", similar)];
    reader.refuse(node, "book.unknown_field_similar", &about)
}
