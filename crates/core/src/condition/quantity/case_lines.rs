//! How the cases of a quantity are written: when each counts, and what it comes to.

use crate::context::{Names, TELLS_AUTHORS};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// When a case counts, and what it comes to.
type Case = (NodeId, NodeId);

/// Each case, and what it comes to otherwise, where all of them are written as such.
pub(super) fn case_lines(
    reader: &Decoder<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<(Vec<Case>, NodeId)> {
    let nodes = reader.list(node)?;
    let (last, first) = nodes.split_last()?;
    if TELLS_AUTHORS {
        // Every mistake is told, not the first alone.
        let told = nodes.iter().map(|case| refuse_code(reader, *case, names));
        if told.filter(Option::is_none).count() > 0 {
            return None;
        }
    }
    let otherwise = |node: NodeId| reader.document.get(node, "otherwise");
    if let Some(early) = first.iter().find(|&&case| otherwise(case).is_some()) {
        return reader.refuse(*early, "book.otherwise_last", &[]);
    }
    if reader.document.get(*last, "when").is_some() {
        return reader.refuse(*last, "book.no_otherwise", &[]);
    }
    let mut cases = Vec::new();
    for &node in first {
        let map = reader.map(node, &["when", "is"])?;
        let (when, is) = (map.need("when"), map.need("is"));
        cases.push((when?, is?));
    }
    let otherwise = reader.map(*last, &["otherwise"])?.need("otherwise")?;
    if cases.is_empty() {
        return reader.refuse(node, "book.one_case", &[]);
    }
    Some((cases, otherwise))
}

/// `{ micro: 20 }`: a code does not say of which field it is.
fn refuse_code(reader: &Decoder<'_>, case: NodeId, names: &Names<'_>) -> Option<()> {
    let map = reader.open_map(case)?;
    let mut entries = map.entries();
    let (Some((key, code, is)), None) = (entries.next(), entries.next()) else {
        return Some(());
    };
    let list = names
        .lists
        .iter()
        .position(|list| list.find(code).is_some());
    let Some(list) = list.filter(|_| names.field(code).is_none()) else {
        return Some(());
    };
    let of_list = |path: &&&str| {
        let field = names.field(path);
        let list_of = field.and_then(|field| names.form.field(field.field).kind.list());
        list_of.is_some_and(|of| of.index() == list)
    };
    let known = names.known();
    let mut fields = known.iter().filter(of_list);
    let field = match (fields.next(), fields.next()) {
        (Some(field), None) => field,
        _ => "FIELD",
    };
    let is = reader.document.span(is).of(reader.document.text);
    let instead = format!("when: {{ {field}: {{ is: {code} }} }}, is: {is}");
    reader.refuse(
        key,
        "book.other_word",
        &[("found", code), ("similar", &instead)],
    )
}
