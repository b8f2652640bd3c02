//! The `sources`, `lists` and `values` of a rule book, and the citations that stand everywhere in it.

mod table;

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::reader::{Map, Reader, constant, date, other_words, translated, words_of};
use crate::form::{Family, FieldLine, Form, Kind, KindWord, MEASURED, Words};
use crate::language::Translated;
use crate::law::{
    Captured, Citation, Code, CodeList, Dated, DatedValue, Period, Source, SourceId, Table,
};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;
use table::table;

pub(super) fn sources(reader: &Reader<'_>, node: NodeId) -> Option<Vec<Source>> {
    let map = reader.open_map(node)?;
    Some(map.entries().map(|entry| source(reader, entry)).collect())
}

/// A source with a mistake stays known, so that its citations are no further mistakes.
fn source(reader: &Reader<'_>, (key, id, node): (NodeId, &str, NodeId)) -> Source {
    let keys = [
        "title",
        "url",
        "text",
        "sha256",
        "captured_on",
        "excerpt",
        "only_named",
        "not_obligations",
    ];
    let map = reader.map(node, &keys);
    let need = |key| map.and_then(|map| map.need(key));
    let get = |key| map.and_then(|map| map.get(key));
    let title = need("title").and_then(|node| translated(reader, node));
    let url = need("url").and_then(|node| url(reader, node));
    let captured = map.and_then(|map| captured(reader, map));
    let only_named = get("only_named").and_then(|node| reader.flag(node));
    let nodes = get("not_obligations").and_then(|node| reader.list(node));
    let sentence = |node| Some((reader.text(node)?.to_owned(), reader.document.span(node)));
    Source {
        id: id.to_owned(),
        title: title.unwrap_or_default(),
        url: url.unwrap_or_default(),
        captured,
        only_named: only_named.unwrap_or(false),
        not_obligations: nodes.into_iter().flatten().filter_map(sentence).collect(),
        span: reader.document.span(key),
    }
}

/// The words beside the book: `text`, with the hash and the day that belong to them.
fn captured(reader: &Reader<'_>, map: Map<'_, '_>) -> Option<Captured> {
    let about_words = ["sha256", "captured_on", "excerpt"];
    let first = about_words.iter().find_map(|key| map.get(key));
    let Some(text) = map.get("text") else {
        return reader.refuse(first?, "book.no_captured_words", &[]);
    };
    let sha256 = map
        .get("sha256")
        .map(|node| reader.parsed(node, "book.not_a_hash", hash));
    let on = map.get("captured_on").map(|node| date(reader, node));
    let seal = match (sha256, on) {
        (None, None) => None,
        (Some(sha256), Some(on)) => Some((sha256?, on?)),
        _ => return reader.refuse(first?, "book.hash_without_day", &[]),
    };
    let excerpt = map.get("excerpt").and_then(|node| reader.flag(node));
    Some(Captured {
        path: reader.text(text)?.to_owned(),
        seal,
        excerpt: excerpt.unwrap_or(false),
        compared: false,
    })
}

fn hash(digits: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    let decoded = base16ct::lower::decode(digits, &mut bytes).ok()?;
    (decoded.len() == bytes.len()).then_some(bytes)
}

/// Addresses become links in reports, so only those of the web are taken.
fn url(reader: &Reader<'_>, node: NodeId) -> Option<String> {
    let text = reader.text(node)?;
    let fits = text.starts_with("https://")
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>`".contains(c));
    if fits {
        Some(text.to_owned())
    } else {
        reader.refuse(node, "book.not_an_address", &[("found", text)])
    }
}

/// One citation or a list of them. Where `unknown`, the quote may be left out.
pub(super) fn citations(
    reader: &Reader<'_>,
    node: NodeId,
    sources: &[Source],
    unknown: bool,
) -> Option<Vec<Citation>> {
    let nodes = match reader.document.kind(node) {
        yaml::Kind::Sequence => reader.list(node)?,
        _ => vec![node],
    };
    let all: Vec<_> = nodes
        .iter()
        .filter_map(|&node| citation(reader, node, sources, unknown))
        .collect();
    (all.len() == nodes.len()).then_some(all)
}

/// What a reference to the law says.
pub(super) const CITATION: [&str; 3] = ["source", "point", "quote"];

fn citation(
    reader: &Reader<'_>,
    node: NodeId,
    sources: &[Source],
    unknown: bool,
) -> Option<Citation> {
    let map = reader.map(node, &CITATION)?;
    let names = sources.iter().map(|source| source.id.as_str());
    let source = reader.named(map.need("source")?, names, "book.unknown_source")?;
    let point = map
        .get("point")
        .and_then(|node| reader.text(node))
        .map(str::to_owned);
    let quote_node = map.get("quote");
    let quote = quote_node
        .and_then(|node| reader.text(node))
        .map(str::to_owned);
    let only_named = sources.get(source).is_some_and(|source| source.only_named);
    if quote_node.is_none() && !unknown && !only_named {
        return reader.refuse(node, "book.missing_quote", &[]);
    }
    Some(Citation {
        source: SourceId(u16::try_from(source).ok()?),
        point,
        quote,
        span: reader.document.span(quote_node.unwrap_or(node)),
    })
}

/// `from` and `until`.
pub(super) fn period(reader: &Reader<'_>, map: Map<'_, '_>) -> Option<Period> {
    let day = |key| map.optional(key, |node| date(reader, node));
    let period = Period {
        from: day("from")?,
        until: day("until")?,
    };
    match (period.from, period.until) {
        (Some(from), Some(until)) if until < from => reader.refuse(
            map.get("until")?,
            "book.until_before_from",
            &[("found", &until.to_string()), ("from", &from.to_string())],
        ),
        _ => Some(period),
    }
}

pub(super) fn lists(
    reader: &Reader<'_>,
    node: NodeId,
    sources: &[Source],
) -> Option<Vec<CodeList>> {
    let map = reader.open_map(node)?;
    let read = |(key, name, node): (NodeId, &str, NodeId)| CodeList {
        name: name.to_owned(),
        codes: codes(reader, node, sources),
        spellings: OnceLock::new(),
        span: reader.document.span(key),
    };
    Some(map.entries().map(read).collect())
}

fn codes(reader: &Reader<'_>, node: NodeId, sources: &[Source]) -> Vec<Code> {
    let document = reader.document;
    let first = document.items(node).next();
    let Some(first) = first.filter(|&first| document.kind(first) == yaml::Kind::Scalar) else {
        let map = reader.open_map(node).into_iter();
        let entries = map.flat_map(|map| map.entries());
        return entries.map(|entry| code(reader, entry, sources)).collect();
    };
    let about = [("found", document.scalar(first))];
    let _: Option<()> = reader.refuse(node, "book.codes_alone", &about);
    let named = document.items(node).map(|item| Code {
        code: document.scalar(item).to_owned(),
        title: Translated::default(),
        also: Words::default(),
        never: Vec::new(),
        law: Vec::new(),
        period: Period::default(),
        span: document.span(item),
    });
    named.collect()
}

/// What a code of a list says.
pub(super) const CODE: [&str; 7] = ["title", "also", "perhaps", "never", "law", "from", "until"];

/// A code with a mistake stays known, so that nothing that names it is a further mistake.
fn code(
    reader: &Reader<'_>,
    (key, code, node): (NodeId, &str, NodeId),
    sources: &[Source],
) -> Code {
    let map = reader.map(node, &CODE);
    let need = |key| map.and_then(|map| map.need(key));
    let title = need("title").and_then(|node| translated(reader, node));
    let law = need("law").and_then(|node| citations(reader, node, sources, false));
    let period = map.and_then(|map| period(reader, map));
    let also = map.and_then(|map| other_words(reader, map));
    let never = map.and_then(|map| words_of(reader, map, "never"));
    Code {
        code: code.to_owned(),
        title: title.unwrap_or_default(),
        also: also.unwrap_or_default(),
        never: never.unwrap_or_default(),
        law: law.unwrap_or_default(),
        period: period.unwrap_or_default(),
        span: reader.document.span(key),
    }
}

pub(super) fn values(
    reader: &Reader<'_>,
    node: NodeId,
    around: &Lawful<'_>,
) -> Option<(Vec<DatedValue>, Vec<Table>)> {
    let map = reader.open_map(node)?;
    let (mut values, mut tables) = (Vec::new(), Vec::new());
    for (key, name, node) in map.entries() {
        let is_table = |key| reader.document.get(node, key).is_some();
        if is_table("by") || is_table("bands") {
            let table = table(reader, (key, name, node), around, (&mut values, &tables));
            tables.extend(table);
        } else {
            values.push(value(reader, (key, name, node), around.sources));
        }
    }
    Some((values, tables))
}

/// What values may name.
pub(super) struct Lawful<'a> {
    pub(super) sources: &'a [Source],
    pub(super) lists: &'a [CodeList],
    pub(super) form: &'a Form,
}

/// A value with a mistake stays known, so that nothing that names it is a further mistake; it then has no history.
fn value(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    sources: &[Source],
) -> DatedValue {
    // Of a table or bands more may stand here; the whole list is for what is asked when a word is misspelt.
    let map = reader.map(
        node,
        &[
            "kind", "title", "unit", "decimals", "by", "bands", "history",
        ],
    );
    let need = |key| map.and_then(|map| map.need(key));
    let kind = map.and_then(|map| kind(reader, map, None));
    let title = need("title").and_then(|node| translated(reader, node));
    let nodes = need("history").and_then(|node| reader.list(node));
    DatedValue {
        name: name.into(),
        kind: kind.clone().unwrap_or(Kind::Money),
        title: title.unwrap_or_default(),
        history: kind
            .zip(nodes)
            .and_then(|(kind, nodes)| history(reader, &nodes, &kind, sources))
            .unwrap_or_default(),
        span: reader.document.span(key),
    }
}

fn history(
    reader: &Reader<'_>,
    nodes: &[NodeId],
    kind: &Kind,
    sources: &[Source],
) -> Option<Vec<Dated>> {
    let history: Vec<Dated> = nodes
        .iter()
        .filter_map(|&node| dated(reader, node, kind, sources))
        .collect();
    if history.len() < nodes.len() {
        return None;
    }
    in_order(reader, history.iter().map(|dated| (dated.from, dated.span)))?;
    Some(history)
}

/// The days of a history go from the oldest to the newest.
fn in_order(
    reader: &Reader<'_>,
    days: impl Iterator<Item = (NaiveDate, Span)> + Clone,
) -> Option<()> {
    for ((earlier, _), (later, span)) in days.clone().zip(days.skip(1)) {
        if later <= earlier {
            let about = [
                ("found", &*later.to_string()),
                ("earlier", &*earlier.to_string()),
            ];
            return reader.refuse_at(span, "book.history_order", &about);
        }
    }
    Some(())
}

/// What a value says from one day on.
pub(super) const ENTRY: [&str; 3] = ["from", "is", "law"];

fn dated(reader: &Reader<'_>, node: NodeId, kind: &Kind, sources: &[Source]) -> Option<Dated> {
    let map = reader.map(node, &ENTRY)?;
    let from_node = map.need("from");
    let from = from_node.and_then(|node| date(reader, node));
    let is_node = map.need("is")?;
    if reader.document.kind(is_node) != yaml::Kind::Scalar {
        return reader.refuse(is_node, "book.cells_without_by", &[]);
    }
    let text = reader.text(is_node)?;
    let is = if text == "unknown" {
        Some(None)
    } else {
        constant(reader, is_node, kind).map(Some)
    };
    let law = map
        .need("law")
        .and_then(|node| citations(reader, node, sources, text == "unknown"));
    Some(Dated {
        from: from?,
        is: is?,
        comparable: true,
        law: law?,
        span: reader.document.span(is_node),
        from_span: reader.document.span(from_node?),
    })
}

/// The kind of a value: one that is measured; the cells of a table may be codes, of these lists.
pub(super) fn kind(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    table: Option<&Lawful<'_>>,
) -> Option<Kind> {
    let node = map.need("kind")?;
    let lists = table.map_or(&[][..], |around| around.lists);
    let lists: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
    let families: &[Family] = match table {
        Some(_) => &[Family::Number, Family::Day, Family::Code],
        None => &MEASURED,
    };
    let kind = KindWord::find(reader, node, Family::kinds(families))?;
    for (key, of) in [
        ("list", "code"),
        ("unit", "quantity"),
        ("decimals", "quantity"),
    ] {
        if let Some(node) = map.get(key).filter(|_| kind.name != of) {
            let about = [("found", key), ("kind", kind.name), ("kinds", of)];
            return reader.refuse(node, "book.key_of_other_kinds", &about);
        }
    }
    let lists = &lists;
    kind.single(&FieldLine { reader, map, lists })
}
