//! A text as the form shows it: whose call it is of, its answers, and what no field can show.

use serde_json::{Value, json};

use atbilst_books::template;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::{Document, NodeId};

use crate::answers;
use crate::{call, write};
use atbilst_yaml::Parsed;

/// The answers of a text for the book of its call, and whether they alone make the text: then nothing is lost where it is written anew.
/// Where it names no call of the page, those that it may be of; nothing where it cannot be read.
pub(crate) fn open(books: &[RuleBook], text: &str, file: &str) -> Option<Value> {
    let parsed = Parsed::of(text);
    let document = parsed.document();
    if !parsed.is_whole() {
        return None;
    }
    let call = document.root().and_then(|root| document.get(root, "call"));
    let call = call.map(|call| document.scalar(call));
    let book = books.iter().find(|book| Some(&*book.call) == call);
    let (Some(root), Some(book)) = (document.root(), book) else {
        return Some(json!({ "calls": call::candidates(books, document) }));
    };
    let answers = answers::of(book, document);
    // What the program wrote names its schema first; of what it did not, nothing need be written to see it.
    let may_be_own = text.starts_with(&format!(
        "{}\n",
        template::first_line(&template::schema_name(book))
    ));
    let own = may_be_own
        && Language::ALL
            .into_iter()
            .any(|language| write::text(book, Catalogue::of(language), &answers, file) == text);
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
