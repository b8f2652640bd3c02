//! A path that may go through lists, and one that must name the items of one.

use super::FieldSelector;
use super::names::Names;
use super::unnamed::unknown_field;
use crate::form::Kind;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// A path that may go through lists.
pub(crate) fn selector(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<FieldSelector> {
    let path = reader.text(node)?;
    names.select(path).or_else(|| {
        let list = path.strip_suffix("[]");
        if list.is_some_and(|list| names.form.find(list).is_some()) {
            return not_items(reader, node, names);
        }
        let fields = names.form.iter().map(|(_, field)| field.path.as_str());
        let figures = names.figures.iter().map(|figure| figure.path.as_str());
        let known: Vec<_> = fields.chain(figures).collect();
        unknown_field(reader, node, path, (names.form, &known))
    })
}

/// A path that does not name the items of a list, where they are asked; those that may be meant are told.
pub(crate) fn not_items<T>(reader: &Decoder<'_>, node: NodeId, names: &Names<'_>) -> Option<T> {
    let path = reader.document.scalar(node);
    let list = path.rsplit_once("[]").map_or(path, |(list, _)| list);
    let items = format!("{list}[]");
    let bare = path.trim_end_matches("[]").trim_end_matches(".*");
    let field = names.form.find(bare).map(|id| names.form.field(id));
    let (sentence, similar) = match (names.select(&items), field.map(|field| &field.kind)) {
        (Some(_), _) if items != path => ("book.written_so", items),
        (_, Some(Kind::Record(_))) => ("book.record_is_no_list", format!("{bare}.*")),
        (_, Some(kind)) if kind.is_single() && !bare.contains("[]") => {
            ("book.field_is_no_list", bare.to_owned())
        }
        _ => ("book.not_a_list_path", items),
    };
    reader.refuse(node, sentence, &[("found", path), ("similar", &similar)])
}
