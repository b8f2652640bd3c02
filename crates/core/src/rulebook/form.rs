//! The `form` of a rule book.

use super::reader::{BookValues as _, Reader};
use crate::condition::Scope;
use crate::form::{Field, FieldId, Form, Items, Kind, ListId, id};
use crate::law::CodeList;
use atbilst_yaml::NodeId;

/// Most lists inside each other, and most fields in all.
const DEPTH: usize = Scope::DEEPEST;
const FIELDS: usize = 2_000;

pub(super) fn form(reader: &Reader<'_>, node: NodeId, lists: &[CodeList]) -> Option<Form> {
    let map = reader.map(node, &["version", "fields"])?;
    let version = map
        .need("version")
        .and_then(|node| reader.text(node))
        .map(str::to_owned);
    let mut form = Form {
        version: version?,
        ..Form::default()
    };
    // The first slot of a frame is the record itself.
    let mut slots = 1;
    let root = Surroundings {
        list: None,
        parent: None,
        path: String::new(),
        depth: 0,
    };
    form.root = fields(
        reader,
        map.need("fields")?,
        lists,
        &mut form,
        &root,
        &mut slots,
    )?;
    form.slots = slots;
    for name in ["call", "id"] {
        let fits = form
            .find(name)
            .is_some_and(|id| form.field(id).kind == Kind::Text && form.field(id).required);
        if !fits {
            reader.refuse::<()>(node, "book.needs_field", &[("found", name)]);
        }
    }
    Some(form)
}

/// Where a field stands.
struct Surroundings {
    list: Option<FieldId>,
    parent: Option<FieldId>,
    path: String,
    depth: usize,
}

fn fields(
    reader: &Reader<'_>,
    node: NodeId,
    lists: &[CodeList],
    form: &mut Form,
    around: &Surroundings,
    slots: &mut u16,
) -> Option<Vec<FieldId>> {
    let map = reader.open_map(node)?;
    let read = |(key, name, value)| field(reader, (key, name, value), lists, form, around, slots);
    Some(map.entries().filter_map(read).collect())
}

fn field(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    lists: &[CodeList],
    form: &mut Form,
    around: &Surroundings,
    slots: &mut u16,
) -> Option<FieldId> {
    let map = reader.map(
        node,
        &[
            "kind",
            "required",
            "title",
            "help",
            "example",
            "list",
            "length",
            "fields",
            "of",
            "not_judged",
        ],
    )?;
    if name.is_empty()
        || !name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        || name == "it"
    {
        return reader.refuse(key, "book.field_name", &[("found", name)]);
    }
    if form.fields.len() >= FIELDS || around.depth > 16 {
        return reader.refuse(
            key,
            "book.too_many_fields",
            &[("limit", &FIELDS.to_string())],
        );
    }
    let title = map.need("title").and_then(|node| reader.translated(node));
    let help = map.need("help").and_then(|node| reader.translated(node));
    let word = map
        .need("kind")
        .and_then(|node| reader.text(node).map(|text| (node, text)));
    let required = map
        .get("required")
        .map_or(Some(false), |node| reader.flag(node));
    let not_judged = map
        .get("not_judged")
        .map_or(Some(false), |node| reader.flag(node));
    let example = map
        .get("example")
        .map(|node| reader.document.scalar(node).to_owned());
    let (title, help, (kind_node, word)) = (title?, help?, word?);
    let slot = *slots;
    *slots = slots.checked_add(1)?;
    let this = id(form.fields.len());
    let path = format!("{}{name}", around.path);
    form.fields.push(Field {
        name: name.to_owned(),
        path: path.clone(),
        kind: Kind::Text,
        required: required?,
        title,
        help,
        not_judged: not_judged?,
        example,
        list: around.list,
        parent: around.parent,
        slot,
        span: reader.document.span(key),
    });
    let kind = match word {
        "record" => {
            let inner = Surroundings {
                list: around.list,
                parent: Some(this),
                path: format!("{path}."),
                depth: around.depth.saturating_add(1),
            };
            Kind::Record(fields(
                reader,
                map.need("fields")?,
                lists,
                form,
                &inner,
                slots,
            )?)
        }
        "list" => Kind::List(items(
            reader,
            map.node,
            map,
            lists,
            form,
            (this, &path),
            around.depth,
        )?),
        _ => single(reader, kind_node, word, map, lists)?,
    };
    form.fields.get_mut(this.index())?.kind = kind;
    Some(this)
}

fn items(
    reader: &Reader<'_>,
    node: NodeId,
    map: super::reader::Map<'_, '_>,
    lists: &[CodeList],
    form: &mut Form,
    (this, path): (FieldId, &str),
    depth: usize,
) -> Option<Items> {
    if path.matches("[]").count() >= DEPTH {
        return reader.refuse(
            node,
            "book.lists_too_deep",
            &[("limit", &DEPTH.to_string())],
        );
    }
    let mut slots = 1;
    let inner = Surroundings {
        list: Some(this),
        parent: None,
        path: format!("{path}[]."),
        depth: depth.saturating_add(1),
    };
    match (map.get("fields"), map.get("of")) {
        (Some(node), None) => {
            let fields = fields(reader, node, lists, form, &inner, &mut slots)?;
            Some(Items {
                fields,
                records: true,
                slots,
            })
        }
        (None, Some(node)) => {
            let word = reader.text(node)?;
            let kind = single(reader, node, word, map, lists)?;
            let list = form.field(this).clone();
            let it = id(form.fields.len());
            // The value has no key of its own: it is called what its list is called.
            form.fields.push(Field {
                name: "it".to_owned(),
                path: format!("{path}[]"),
                kind,
                required: true,
                list: Some(this),
                parent: None,
                slot: 1,
                ..list
            });
            Some(Items {
                fields: vec![it],
                records: false,
                slots: 2,
            })
        }
        _ => reader.refuse(node, "book.fields_or_of", &[]),
    }
}

/// A kind that is written as one value.
fn single(
    reader: &Reader<'_>,
    node: NodeId,
    word: &str,
    map: super::reader::Map<'_, '_>,
    lists: &[CodeList],
) -> Option<Kind> {
    match word {
        "text" => Some(Kind::Text),
        "money" => Some(Kind::Money),
        "count" => Some(Kind::Count),
        "date" => Some(Kind::Date),
        "flag" => Some(Kind::Flag),
        "digits" => {
            let node = map.need("length")?;
            let text = reader.text(node)?;
            let length = crate::scalar::count(text)
                .and_then(|length| usize::try_from(length).ok())
                .filter(|&n| n > 0);
            length
                .map(Kind::Digits)
                .or_else(|| reader.refuse(node, "book.not_a_count", &[("found", text)]))
        }
        "code" => {
            let node = map.need("list")?;
            let name = reader.text(node)?;
            let place = lists
                .iter()
                .position(|list| list.name == name)
                .and_then(|index| u16::try_from(index).ok());
            let known = || {
                lists
                    .iter()
                    .map(|list| list.name.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            };
            place.map(|index| Kind::Code(ListId(index))).or_else(|| {
                reader.refuse(
                    node,
                    "book.unknown_list",
                    &[("found", name), ("allowed", &known())],
                )
            })
        }
        _ => reader.refuse(
            node,
            "decode.unknown_word",
            &[
                ("found", word),
                (
                    "allowed",
                    "text, code, money, count, date, flag, digits, record, list",
                ),
            ],
        ),
    }
}
