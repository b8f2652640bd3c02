//! The `form` of a rule book.

use std::cell::RefCell;

use super::law::citations;
use super::reader::{Map, Reader, other_words, translated};
use crate::condition::quantity::is_head;
use crate::form::{Family, Field, FieldId, FieldLine, Form, Items, Kind, KindWord, LineOf, id};
use crate::language::Translated;
use crate::law::{Citation, Source};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// Most lists inside each other, and most fields in all.
const DEPTH: usize = 3;
const FIELDS: usize = 2_000;

pub(super) fn form(
    reader: &Reader<'_>,
    node: NodeId,
    lists: &[&str],
    sources: &[Source],
) -> Option<(Form, FieldLaws)> {
    let map = reader.map(node, &["version", "fields"])?;
    let version = map
        .need("version")
        .and_then(|node| reader.text(node))
        .map(str::to_owned);
    let mut form = Form {
        version: version?,
        ..Form::default()
    };
    let laws = RefCell::default();
    // The first slot of a frame is the record itself.
    let mut slots = 1;
    let root = Surroundings {
        list: None,
        parent: None,
        path: String::new(),
        depth: 0,
        sources,
        laws: &laws,
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
    form.of_office = form.fields.iter().any(|field| field.office.is_some());
    for name in ["call", "id"] {
        let fits = form
            .find(name)
            .is_some_and(|id| form.field(id).kind == Kind::Text && form.field(id).required);
        if !fits {
            reader.refuse::<()>(node, "book.needs_field", &[("found", name)]);
        }
    }
    Some((form, laws.into_inner()))
}

/// The law that a field meets by being required.
pub(super) type FieldLaws = Vec<(FieldId, Vec<Citation>)>;

/// Where a field stands.
struct Surroundings<'s> {
    sources: &'s [Source],
    laws: &'s RefCell<FieldLaws>,
    list: Option<FieldId>,
    parent: Option<FieldId>,
    path: String,
    depth: usize,
}

fn fields(
    reader: &Reader<'_>,
    node: NodeId,
    lists: &[&str],
    form: &mut Form,
    around: &Surroundings<'_>,
    slots: &mut u16,
) -> Option<Vec<FieldId>> {
    let map = reader.open_map(node)?;
    let read = |(key, name, value)| field(reader, (key, name, value), lists, form, around, slots);
    Some(map.entries().filter_map(read).collect())
}

/// The keys of a field.
const KEYS: [&str; 18] = [
    "kind",
    "required",
    "title",
    "also",
    "perhaps",
    "help",
    "example",
    "list",
    "length",
    "fields",
    "of",
    "identified_by",
    "not_judged",
    "unit",
    "decimals",
    "law",
    "stated_by",
    "register",
];

fn field(
    reader: &Reader<'_>,
    (key, name, node): (NodeId, &str, NodeId),
    lists: &[&str],
    form: &mut Form,
    around: &Surroundings<'_>,
    slots: &mut u16,
) -> Option<FieldId> {
    let map = reader.map(node, &KEYS)?;
    nameable(reader, key, name, around)?;
    if form.fields.len() >= FIELDS || around.depth > 16 {
        return reader.refuse(
            key,
            "book.too_many_fields",
            &[("limit", &FIELDS.to_string())],
        );
    }
    let title = map.need("title").and_then(|node| translated(reader, node));
    let help = map.need("help").and_then(|node| translated(reader, node));
    let kind_node = map.need("kind");
    let required = map
        .get("required")
        .map_or(Some(false), |node| reader.flag(node));
    let not_judged = map
        .get("not_judged")
        .map_or(Some(false), |node| reader.flag(node));
    let law = map.optional("law", |node| citations(reader, node, around.sources, false));
    if let Some(node) = map.get("law").filter(|_| required == Some(false)) {
        reader.refuse::<()>(node, "book.law_of_an_optional_field", &[("found", name)]);
    }
    let office = office(reader, map);
    let example = map
        .get("example")
        .map(|node| reader.document.scalar(node).to_owned());
    let also = other_words(reader, map);
    let (title, help, kind_node) = (title?, help?, kind_node?);
    let slot = *slots;
    *slots = slots.checked_add(1)?;
    let this = id(form.fields.len());
    let path = format!("{}{name}", around.path);
    if let Some(law) = law? {
        around.laws.borrow_mut().push((this, law));
    }
    form.fields.push(Field {
        name: name.to_owned(),
        path: path.clone(),
        kind: Kind::Text,
        required: required?,
        title,
        also: also?,
        help,
        not_judged: not_judged?,
        asked_by_rule: false,
        office: office?,
        example,
        list: around.list,
        parent: around.parent,
        slot,
        span: reader.document.span(key),
    });
    let line = FieldLine { reader, map, lists };
    let kind = match KindWord::find(reader, kind_node, Kind::all())?.read {
        LineOf::Record => {
            let inner = Surroundings {
                sources: around.sources,
                laws: around.laws,
                list: around.list,
                parent: Some(this),
                path: format!("{path}."),
                depth: around.depth.saturating_add(1),
            };
            let node = map.need("fields")?;
            Kind::Record(fields(reader, node, lists, form, &inner, slots)?)
        }
        LineOf::List => Kind::List(items(&line, form, (this, &path), around)?),
        LineOf::Alone(kind) => kind,
        LineOf::With(read) => read(&line)?,
    };
    without_effect(reader, map, kind_node)?;
    let field = form.fields.get_mut(this.index())?;
    if field.office.is_some() && (!kind.is_single() || field.required) {
        let sentence = match field.required {
            true => "book.office_required",
            false => "book.office_single",
        };
        return reader.refuse(key, sentence, &[("found", name)]);
    }
    if let Some(node) = map.get("example") {
        example_of_kind(reader, node, &kind)?;
    }
    field.kind = kind;
    Some(this)
}

/// An example of a single value is one: applicants copy it.
fn example_of_kind(reader: &Reader<'_>, node: NodeId, kind: &Kind) -> Option<()> {
    let found = reader.document.scalar(node);
    if kind.fits(found) || !kind.is_single() {
        return Some(());
    }
    let about = [("found", found), ("kind", &*kind.told())];
    reader.refuse(node, "book.example_of_kind", &about)
}

/// Refuses a name that a path or a condition could not hold.
fn nameable(reader: &Reader<'_>, key: NodeId, name: &str, around: &Surroundings<'_>) -> Option<()> {
    let letters = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    if name.is_empty() || !name.bytes().all(letters) || ["it", "each"].contains(&name) {
        return reader.refuse(key, "book.field_name", &[("found", name)]);
    }
    let begins_a_path = around.path.is_empty() || around.parent.is_none();
    let joins = ["all", "any", "not", "every", "some"];
    if begins_a_path && (is_head(name) || joins.contains(&name)) {
        return reader.refuse(key, "book.field_name_is_a_word", &[("found", name)]);
    }
    Some(())
}

/// The keys that say something of some kinds alone.
const OF_KINDS: [(&str, &[&str]); 7] = [
    ("list", &["code"]),
    ("length", &["digits"]),
    ("unit", &["quantity"]),
    ("decimals", &["quantity"]),
    ("fields", &["record", "list"]),
    ("of", &["list"]),
    ("identified_by", &["list"]),
];

/// A key that says nothing of a field of its kind, nor of the values of its list.
fn without_effect(reader: &Reader<'_>, map: Map<'_, '_>, kind: NodeId) -> Option<()> {
    let kind = reader.document.scalar(kind);
    let of = map.get("of").map(|of| reader.document.scalar(of));
    let of = of.filter(|_| kind == "list");
    let strange = map.entries().find(|(_, name, _)| {
        let kinds = OF_KINDS.iter().find(|(key, _)| key == name);
        kinds.is_some_and(|(_, kinds)| {
            !kinds.contains(&kind) && !of.is_some_and(|of| kinds.contains(&of))
        })
    });
    let Some((key, name, _)) = strange else {
        return Some(());
    };
    let kinds = OF_KINDS.iter().find(|(key, _)| *key == name);
    let kinds = kinds.map(|(_, kinds)| kinds.join(", ")).unwrap_or_default();
    let about = [("found", name), ("kind", kind), ("kinds", &*kinds)];
    reader.refuse(key, "book.key_of_other_kinds", &about)
}

/// `stated_by: office` with `register`: where the office looks up what it states.
fn office(reader: &Reader<'_>, map: Map<'_, '_>) -> Option<Option<Translated<String>>> {
    let by = map.optional("stated_by", |node| reader.word(node, &[("office", true)]));
    let register = map.optional("register", |node| translated(reader, node));
    match (by?.unwrap_or(false), register?) {
        (true, Some(register)) => Some(Some(register)),
        (false, None) => Some(None),
        (true, None) => map.missing("register"),
        (false, Some(_)) => map.missing("stated_by"),
    }
}

fn items(
    line: &FieldLine<'_, '_>,
    form: &mut Form,
    (this, path): (FieldId, &str),
    around: &Surroundings<'_>,
) -> Option<Items> {
    let FieldLine { reader, map, lists } = *line;
    let depth = around.depth;
    if path.matches("[]").count() >= DEPTH {
        let limit = DEPTH.to_string();
        return reader.refuse(map.node, "book.lists_too_deep", &[("limit", &limit)]);
    }
    let mut slots = 1;
    let inner = Surroundings {
        sources: around.sources,
        laws: around.laws,
        list: Some(this),
        parent: None,
        path: format!("{path}[]."),
        depth: depth.saturating_add(1),
    };
    let mut items = match (map.get("fields"), map.get("of")) {
        (Some(node), None) => {
            let fields = fields(reader, node, lists, form, &inner, &mut slots)?;
            Items {
                fields,
                records: true,
                slots,
                identified_by: Vec::new(),
            }
        }
        (None, Some(node)) => {
            let singles = Kind::all().filter(|kind| kind.family != Family::Several);
            let kind = KindWord::find(reader, node, singles)?.single(line)?;
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
            Items {
                fields: vec![it],
                records: false,
                slots: 2,
                // Nothing but the value could.
                identified_by: vec![it],
            }
        }
        _ => return reader.refuse(map.node, "book.fields_or_of", &[]),
    };
    if let Some(node) = map.get("identified_by") {
        items.identified_by = identifying(reader, node, form, (this, path))?;
    }
    Some(items)
}

/// The fields of an item that identify it: one, or a list of them.
fn identifying(
    reader: &Reader<'_>,
    node: NodeId,
    form: &Form,
    (list, path): (FieldId, &str),
) -> Option<Vec<FieldId>> {
    let field = |node: NodeId| {
        let found = reader.text(node)?;
        // A single value has no name of its own.
        let known = match found {
            "it" => form.find(&format!("{path}[]")),
            _ => form.find(&format!("{path}[].{found}")),
        };
        let fits = |id: &FieldId| {
            let field = form.field(*id);
            field.list == Some(list) && field.kind.is_single()
        };
        known.filter(fits).or_else(|| {
            let prefix = format!("{path}[].");
            let singles = form.iter().filter(|(id, _)| fits(id));
            let names: Vec<_> = singles
                .filter_map(|(_, field)| field.path.strip_prefix(&*prefix))
                .collect();
            // The whole path, or several in one text.
            let own = |one: &str| {
                let name = one.strip_prefix(&*prefix).unwrap_or(one);
                names.iter().copied().find(|known| *known == name)
            };
            if let Some(all) = found.split(", ").map(own).collect::<Option<Vec<_>>>() {
                let similar = match all[..] {
                    [one] => one.to_owned(),
                    _ => format!("[ {} ]", all.join(", ")),
                };
                let about = [("found", found), ("similar", &*similar)];
                return reader.refuse(node, "book.written_so", &about);
            }
            let about = [("found", found), ("allowed", &names.join(", "))];
            reader.refuse(node, "book.cannot_identify", &about)
        })
    };
    match reader.document.kind(node) {
        yaml::Kind::Scalar => Some(vec![field(node)?]),
        _ => reader.every(node, field),
    }
}
