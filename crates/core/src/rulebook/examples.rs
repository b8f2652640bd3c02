//! The examples of a rule: the book's complete application, changed, and the outcome that must come of it.

use serde_json::Value;

use super::reader::{Reader, date};
use crate::context::{TELLS_AUTHORS, is_rest_of_number, similar};
use crate::data::{DataPath, plain};
use crate::finding::Outcome;
use crate::form::{self, FieldId, Form};
use atbilst_yaml::source::Span;
use atbilst_yaml::{Kind, NodeId};

/// One test of a rule.
#[derive(Debug, Clone)]
pub struct Example {
    /// The worst outcome that the rule must have.
    pub expect: Outcome,
    /// The day whose law is applied; without it, as for any application.
    pub as_of: Option<chrono::NaiveDate>,
    /// Its applications: one for a rule, one or more for a rule of the portfolio.
    pub subjects: Vec<Subject>,
    /// Its place in the rule book.
    pub span: Span,
}

/// An application of an example.
#[derive(Debug, Clone)]
pub struct Subject {
    /// How it differs from the complete one.
    pub changes: Vec<Change>,
    /// Ids of rules whose findings somebody answers for, as a waiver would say it.
    pub waived: Vec<String>,
    /// Ids of rules whose question no person has answered yet, though the complete application is asked it.
    pub unanswered: Vec<String>,
}

/// One difference from the complete application.
#[derive(Debug, Clone)]
pub struct Change {
    at: DataPath,
    /// The new value; `None` to leave the field out.
    to: Option<Value>,
}

impl Example {
    /// The applications of the example.
    pub fn applications(&self, complete: &Value) -> Vec<Value> {
        let application = |subject: &Subject| changed(complete, &subject.changes);
        self.subjects.iter().map(application).collect()
    }
}

/// The complete application with some changes.
fn changed(complete: &Value, changes: &[Change]) -> Value {
    let mut application = complete.clone();
    for change in changes {
        change.apply(&mut application);
    }
    application
}

impl Change {
    /// What it sets; nothing where it takes something out.
    pub const fn value(&self) -> Option<&Value> {
        self.to.as_ref()
    }

    /// The path of the first field in a whole record that it sets.
    pub fn replaced(&self) -> Option<String> {
        let (name, _) = self.to.as_ref()?.as_object()?.iter().next()?;
        Some(format!("{}.{name}", self.at.name()))
    }

    fn apply(&self, application: &mut Value) {
        match &self.to {
            Some(to) => self.at.set(application, to.clone()),
            None => self.at.remove(application),
        }
    }

    /// Whether the application has a place for it: what is to be left out must be there.
    fn fits(&self, application: &Value) -> bool {
        match self.to {
            Some(_) => self.at.fits(application),
            None => self.at.is_in(application),
        }
    }
}

const OUTCOMES: [(&str, Outcome); 5] = [
    ("pass", Outcome::Pass),
    ("fail", Outcome::Fail),
    ("review", Outcome::Review),
    ("open", Outcome::Open),
    ("not_applicable", Outcome::NotApplicable),
];

/// Reads the examples of a rule; those of the portfolio name several applications.
pub(super) fn examples(
    reader: &Reader<'_>,
    node: NodeId,
    (form, complete): (&Form, &Value),
    portfolio: bool,
) -> Option<Vec<Example>> {
    if reader.document.kind(node) == atbilst_yaml::Kind::Mapping {
        return reader.refuse(node, "book.examples_are_items", &[]);
    }
    // With a broken example the others would seem too few.
    reader.every(node, |node| {
        example(reader, node, (form, complete), portfolio)
    })
}

fn example(
    reader: &Reader<'_>,
    node: NodeId,
    (form, complete): (&Form, &Value),
    portfolio: bool,
) -> Option<Example> {
    let keys: &[&str] = if portfolio {
        &["expect", "as_of", "applications"]
    } else {
        &["expect", "as_of", "with", "without"]
    };
    if let Some(with) = ["with", "without", "waived"]
        .iter()
        .find_map(|key| reader.document.get(node, key))
        .filter(|_| portfolio)
    {
        return reader.refuse(with, "book.example_of_all", &[]);
    }
    let alone = reader.document.scalar(node);
    if TELLS_AUTHORS && OUTCOMES.iter().any(|(name, _)| *name == alone) {
        let similar = format!("{{ expect: {alone} }}");
        let about = [("found", alone), ("similar", &*similar)];
        return reader.refuse(node, "book.other_word", &about);
    }
    let map = reader.map(node, keys)?;
    let expect_node = map.need("expect");
    let expect = expect_node.and_then(|node| reader.word(node, &OUTCOMES));
    let as_of = map
        .get("as_of")
        .map_or(Some(None), |node| date(reader, node).map(Some));
    let subjects = if portfolio {
        let nodes = map
            .need("applications")
            .and_then(|node| reader.list(node))?;
        let read = |&node: &NodeId| {
            let map = reader.map(node, &["with", "without", "waived", "unanswered"])?;
            subject(reader, map, (form, complete))
        };
        nodes.iter().filter_map(read).collect()
    } else {
        vec![subject(reader, map, (form, complete))?]
    };
    Some(Example {
        expect: expect?,
        as_of: as_of?,
        subjects,
        span: reader.document.span(expect_node?),
    })
}

/// `activities[0].amount` is the field `activities[].amount`.
fn general(path: &str) -> String {
    let parts = path.split('[').enumerate();
    parts
        .map(|(index, part)| match (index, part.split_once(']')) {
            (0, _) | (_, None) => part.to_owned(),
            (_, Some((_, rest))) => format!("[]{rest}"),
        })
        .collect()
}

/// `activities.0.amount` as the item of a list is named.
fn numbered(path: &str, form: &Form) -> Option<String> {
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = path.split('.').map(|part| match is_number(part) {
        true => format!("[{part}]"),
        false => format!(".{part}"),
    });
    let named = parts.collect::<String>().trim_start_matches('.').to_owned();
    form.find(&general(&named)).map(|_| named)
}

/// What an example sets a field to, where the form has it, and those inside it.
fn known(
    reader: &Reader<'_>,
    (key, path): (NodeId, &str),
    value: NodeId,
    form: &Form,
) -> Option<Value> {
    let general = general(path);
    // An item of a list stands for the list.
    let general = match form.find(&general) {
        Some(_) => general.as_str(),
        None => general.strip_suffix("[]").unwrap_or(&general),
    };
    let Some(field) = form.find(general) else {
        let paths = || form.iter().map(|(_, field)| field.path.as_str());
        let last = general.rsplit(['.', ']']).next().unwrap_or_default();
        let is_last = |known: &&str| known.rsplit(['.', ']']).next() == Some(last);
        let near = || similar(general, paths()).or_else(|| paths().find(is_last));
        let near = numbered(path, form).or_else(|| near().map(str::to_owned));
        return match near {
            Some(similar) => {
                let about = [("found", path), ("similar", &*similar)];
                reader.refuse(key, "book.unknown_field_similar", &about)
            }
            None => {
                let sentence = match reader.document.is_null(value) {
                    true if is_rest_of_number(path) => "book.comma_in_number",
                    true => "book.key_alone",
                    false => "book.example_path",
                };
                reader.refuse(key, sentence, &[("found", path)])
            }
        };
    };
    if form.field(field).kind == form::Kind::Text && reader.document.kind(value) == Kind::Mapping {
        return text_so_long(reader, value);
    }
    inside(reader, value, field, form)?;
    Some(plain(reader.document, value))
}

/// The longest text that an example makes.
const LONGEST: usize = 100_000;

/// `{ characters: 2001 }`: some text that is so long, for nobody counts what is typed; or `{ words: 501 }`.
fn text_so_long(reader: &Reader<'_>, node: NodeId) -> Option<Value> {
    let map = reader.map(node, &["characters", "words"])?;
    let (unit, between, number) = match (map.get("characters"), map.get("words")) {
        (Some(number), None) => ("a", "", number),
        (None, Some(number)) => ("a", " ", number),
        // A key that is neither is told already.
        (None, None) if map.entries().next().is_some() => return None,
        _ => return reader.refuse(node, "book.text_so_long", &[]),
    };
    let wanted: Option<usize> = reader.text(number)?.parse().ok();
    let wanted = wanted.filter(|wanted| (1..=LONGEST).contains(wanted));
    let Some(wanted) = wanted else {
        return reader.refuse(number, "book.text_so_long", &[]);
    };
    Some(Value::String(vec![unit; wanted].join(between)))
}

/// The path of a text whose length stands within a record or a list, and not behind that path.
fn long_text<'f>(
    reader: &Reader<'_>,
    node: NodeId,
    of: FieldId,
    form: &'f Form,
) -> Option<&'f str> {
    let value = form.find(&format!("{}[]", form.field(of).path));
    let field = form.field(value.unwrap_or(of));
    let mut lengths = ["characters", "words"].into_iter();
    let is_length = lengths.any(|key| reader.document.get(node, key).is_some());
    (is_length && field.kind == form::Kind::Text).then_some(&field.path)
}

/// The same of what stands inside a record or a list.
fn inside(reader: &Reader<'_>, node: NodeId, of: FieldId, form: &Form) -> Option<()> {
    let document = reader.document;
    let mut whole = Some(());
    match document.kind(node) {
        Kind::Scalar => {}
        Kind::Sequence => {
            for item in document.items(node) {
                whole = whole.and(inside(reader, item, of, form));
            }
        }
        Kind::Mapping => {
            if let Some(text) = long_text(reader, node, of, form) {
                let about = [("similar", &*text.replace("[]", "[0]"))];
                return reader.refuse(node, "book.long_text_alone", &about);
            }
            let fields = form.children(Some(of));
            if fields.is_empty() {
                let about = [("found", &*form.field(of).path)];
                return reader.refuse(node, "book.value_and_no_part", &about);
            }
            let names: Vec<&str> = fields
                .iter()
                .map(|&id| form.field(id).name.as_str())
                .collect();
            let map = reader.map(node, &names)?;
            for (_, name, value) in map.entries() {
                let field = fields.iter().find(|&&id| form.field(id).name == name);
                whole = whole.and(field.and_then(|&field| inside(reader, value, field, form)));
            }
        }
    }
    whole
}

fn subject(
    reader: &Reader<'_>,
    map: super::reader::Map<'_, '_>,
    around: (&Form, &Value),
) -> Option<Subject> {
    let ids = |node| {
        let ids = reader.list(node)?.into_iter();
        ids.map(|node| reader.text(node).map(str::to_owned))
            .collect::<Option<Vec<_>>>()
    };
    let (waived, unanswered) = (map.optional("waived", ids), map.optional("unanswered", ids));
    Some(Subject {
        changes: changes(reader, map, around)?,
        waived: waived?.unwrap_or_default(),
        unanswered: unanswered?.unwrap_or_default(),
    })
}

fn changes(
    reader: &Reader<'_>,
    map: super::reader::Map<'_, '_>,
    (form, complete): (&Form, &Value),
) -> Option<Vec<Change>> {
    let mut all = Vec::new();
    if let Some(with) = map.get("with") {
        for (key, path, value) in reader.open_map(with)?.entries() {
            let change = Change {
                to: Some(known(reader, (key, path), value, form)?),
                at: DataPath::named(path),
            };
            all.push((key, path, change));
        }
    }
    if let Some(without) = map.get("without") {
        for node in reader.list(without)? {
            let path = reader.text(node)?;
            all.push((
                node,
                path,
                Change {
                    at: DataPath::named(path),
                    to: None,
                },
            ));
        }
    }
    let mut changes: Vec<Change> = Vec::with_capacity(all.len());
    let mut so_far: Option<Value> = None;
    for (node, path, change) in all {
        // A change may lean on those before it in the same field of the application: one item is added after another.
        if so_far.is_none() && changes.iter().any(|other| other.at.is_beside(&change.at)) {
            so_far = Some(changed(complete, &changes));
        }
        let around = so_far.as_ref().unwrap_or(complete);
        if !change.fits(around) {
            let gap = change.at.gap(around).filter(|_| change.to.is_some());
            if let Some(next) = gap {
                let about = [("found", path), ("next", &*next)];
                return reader.refuse(node, "book.example_gap", &about);
            }
            if path.contains("[]") {
                let about = [("found", path), ("similar", &*path.replace("[]", "[0]"))];
                return reader.refuse(node, "book.example_item", &about);
            }
            let sentence = match (&change.to, form.find(&general(path))) {
                (None, Some(_)) => "book.not_stated_there",
                _ => "book.example_path",
            };
            return reader.refuse(node, sentence, &[("found", path)]);
        }
        if let Some(so_far) = &mut so_far {
            change.apply(so_far);
        }
        changes.push(change);
    }
    Some(changes)
}
