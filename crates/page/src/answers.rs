//! What a text answers to the questions of the form: every value as it is written, under the names of the form.

use serde_json::{Map, Value, json};

use atbilst_books::template;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::message::quantity_value;
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, Limits, NodeId, Tree};

use crate::{call, write};

/// A text with its tree.
pub(crate) struct Parsed<'t> {
    text: &'t str,
    tree: Tree,
    /// Whether it could be read to its end.
    pub(crate) whole: bool,
}

impl<'t> Parsed<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let (mut tree, mut problems) = (Tree::default(), Vec::new());
        yaml::read(text, &Limits::default(), &mut tree, &mut problems);
        let whole = !problems.iter().any(|problem| problem.kind.is_fatal());
        Self { text, tree, whole }
    }

    pub(crate) fn document(&self) -> Document<'_> {
        Document {
            text: self.text,
            tree: &self.tree,
        }
    }
}

/// The answers of a text for the book of its call, and whether they alone make the text: then nothing is lost where it is written anew.
/// Where it names no call of the page, those that it may be of; nothing where it cannot be read.
pub(crate) fn open(books: &[RuleBook], text: &str, file: &str) -> Option<Value> {
    let parsed = Parsed::of(text);
    let document = parsed.document();
    if !parsed.whole {
        return None;
    }
    let call = document.root().and_then(|root| document.get(root, "call"));
    let call = call.map(|call| document.scalar(call));
    let book = books.iter().find(|book| Some(&*book.call) == call);
    let (Some(root), Some(book)) = (document.root(), book) else {
        return Some(json!({ "calls": call::candidates(books, document) }));
    };
    let answers = of(book, document);
    // What the program wrote names its schema first; of what it did not, nothing need be written to see it.
    let may_be_own = text.starts_with(&format!(
        "{}\n",
        template::first_line(&template::schema_name(book))
    ));
    let own = may_be_own
        && Language::ALL.into_iter().any(|language| {
            write::text(book, Catalogue::of(language), &answers, file, None) == text
        });
    let mut other = Vec::new();
    misshapen(book, document, None, root, "", &mut other);
    Some(json!({ "call": &*book.call, "answers": answers, "own": own, "other": other }))
}

/// So much of what no field can show is shown, in letters.
const SHOWN: usize = 200;

/// What stands in the place of a field and has another shape than it, so that no field shows it.
fn misshapen(
    book: &RuleBook,
    document: Document<'_>,
    parent: Option<FieldId>,
    node: NodeId,
    at: &str,
    to: &mut Vec<Value>,
) {
    for &id in book.form.children(parent) {
        let Some(value) = document.get(node, &book.form.field(id).name) else {
            continue;
        };
        let at = format!("{at}/{}", book.form.field(id).name);
        match (&book.form.field(id).kind, document.kind(value)) {
            (Kind::Record(_), yaml::Kind::Mapping) => {
                misshapen(book, document, Some(id), value, &at, to);
            }
            (Kind::List(items), yaml::Kind::Sequence) if items.records => {
                for (index, item) in document.items(value).enumerate() {
                    misshapen(book, document, Some(id), item, &format!("{at}/{index}"), to);
                }
            }
            (Kind::List(_), yaml::Kind::Sequence) => {}
            (Kind::Record(_) | Kind::List(_), yaml::Kind::Scalar)
                if document.is_null(value) || is_blank(document.scalar(value)) => {}
            (Kind::Record(_) | Kind::List(_), _)
            | (_, yaml::Kind::Mapping | yaml::Kind::Sequence) => {
                let span = document.span(value);
                let text = document.text.get(span.start as usize..span.end as usize);
                let text: String = text
                    .unwrap_or_default()
                    .trim()
                    .chars()
                    .take(SHOWN)
                    .collect();
                to.push(json!({ "pointer": at, "text": text }));
            }
            (_, yaml::Kind::Scalar) => {}
        }
    }
}

/// The answers of a document.
pub(crate) fn of(book: &RuleBook, document: Document<'_>) -> Value {
    let root = document.root();
    root.map_or_else(
        || json!({}),
        |root| Value::Object(record(book, document, None, root)),
    )
}

fn record(
    book: &RuleBook,
    document: Document<'_>,
    parent: Option<FieldId>,
    node: NodeId,
) -> Map<String, Value> {
    let children = book.form.children(parent).iter();
    let answered = children.filter_map(|&id| {
        let name = &book.form.field(id).name;
        let value = document.get(node, name)?;
        Some((name.clone(), answer(book, document, id, value)?))
    });
    answered.collect()
}

/// What stands in a field; nothing where it is empty, or is not what the field can hold.
pub(crate) fn answer(
    book: &RuleBook,
    document: Document<'_>,
    id: FieldId,
    node: NodeId,
) -> Option<Value> {
    match (&book.form.field(id).kind, document.kind(node)) {
        (Kind::Record(_), yaml::Kind::Mapping) => {
            let inside = record(book, document, Some(id), node);
            (!inside.is_empty()).then_some(Value::Object(inside))
        }
        (Kind::List(items), yaml::Kind::Sequence) => {
            let item = |node| {
                if items.records {
                    return Value::Object(record(book, document, Some(id), node));
                }
                let of = book.form.children(Some(id)).first();
                let inside = of.and_then(|&of| answer(book, document, of, node));
                inside.unwrap_or_else(|| json!(""))
            };
            let all: Vec<_> = document.items(node).map(item).collect();
            (!all.is_empty()).then_some(Value::Array(all))
        }
        (Kind::Record(_) | Kind::List(_), _) | (_, yaml::Kind::Mapping | yaml::Kind::Sequence) => {
            None
        }
        (_, yaml::Kind::Scalar) => {
            let text = document.scalar(node);
            (!document.is_null(node) && !is_blank(text)).then(|| json!(text))
        }
    }
}

/// What was typed into a field as it will stand in the file, and as people say it.
pub(crate) fn value(
    book: &RuleBook,
    path: &str,
    typed: &str,
    catalogue: &Catalogue,
) -> Option<Value> {
    let kind = &book.form.field(book.form.find(path)?).kind;
    let written = write::value(kind, typed);
    let quantity = kind.quantity(&written).map(quantity_value);
    let words = quantity.map(|quantity| quantity.write(catalogue.language()).into_owned());
    Some(json!({ "written": written, "fits": kind.fits(&written), "words": words }))
}
