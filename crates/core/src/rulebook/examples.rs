//! The examples of a rule: the book's complete application, changed, and the outcome that must come of it.

use serde_json::Value;

use super::reader::{BookValues as _, Reader};
use crate::data::DataPath;
use crate::finding::Outcome;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, Kind, NodeId};

/// One test of a rule.
#[derive(Debug, Clone)]
pub struct Example {
    /// The worst outcome that the rule must have.
    pub expect: Outcome,
    /// The day whose law is applied; without it, as for any application.
    pub as_of: Option<chrono::NaiveDate>,
    /// How each application differs from the complete one: one for a rule, several for a rule of the portfolio.
    pub changes: Vec<Vec<Change>>,
    /// Its place in the rule book.
    pub span: Span,
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
    #[must_use]
    pub fn applications(&self, complete: &Value) -> Vec<Value> {
        let application = |changes: &Vec<Change>| changed(complete, changes);
        self.changes.iter().map(application).collect()
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

/// A part of a rule book as plain data: every scalar is the text it is written as.
pub(super) fn plain(document: Document<'_>, node: NodeId) -> Value {
    match document.kind(node) {
        Kind::Scalar if document.is_null(node) => Value::Null,
        Kind::Scalar => Value::String(document.scalar(node).to_owned()),
        Kind::Sequence => document
            .items(node)
            .map(|item| plain(document, item))
            .collect(),
        Kind::Mapping => {
            let entries = document
                .entries(node)
                .map(|(key, value)| (document.scalar(key).to_owned(), plain(document, value)));
            Value::Object(entries.collect())
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
    complete: &Value,
    portfolio: bool,
) -> Option<Vec<Example>> {
    let nodes = reader.list(node)?;
    Some(
        nodes
            .iter()
            .filter_map(|&node| example(reader, node, complete, portfolio))
            .collect(),
    )
}

fn example(
    reader: &Reader<'_>,
    node: NodeId,
    complete: &Value,
    portfolio: bool,
) -> Option<Example> {
    let keys: &[&str] = if portfolio {
        &["expect", "as_of", "applications"]
    } else {
        &["expect", "as_of", "with", "without"]
    };
    let map = reader.map(node, keys)?;
    let expect_node = map.need("expect");
    let expect = expect_node.and_then(|node| reader.word(node, &OUTCOMES));
    let as_of = map
        .get("as_of")
        .map_or(Some(None), |node| reader.date(node).map(Some));
    let changes = if portfolio {
        let nodes = map
            .need("applications")
            .and_then(|node| reader.list(node))?;
        let read =
            |&node: &NodeId| changes(reader, reader.map(node, &["with", "without"])?, complete);
        nodes.iter().filter_map(read).collect()
    } else {
        vec![changes(reader, map, complete)?]
    };
    Some(Example {
        expect: expect?,
        as_of: as_of?,
        changes,
        span: reader.document.span(expect_node?),
    })
}

fn changes(
    reader: &Reader<'_>,
    map: super::reader::Map<'_, '_>,
    complete: &Value,
) -> Option<Vec<Change>> {
    let mut all = Vec::new();
    if let Some(with) = map.get("with") {
        for (key, path, value) in reader.open_map(with)?.entries() {
            let change = Change {
                at: DataPath::named(path),
                to: Some(plain(reader.document, value)),
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
        if !change.fits(so_far.as_ref().unwrap_or(complete)) {
            return reader.refuse(node, "book.example_path", &[("found", path)]);
        }
        if let Some(so_far) = &mut so_far {
            change.apply(so_far);
        }
        changes.push(change);
    }
    Some(changes)
}
