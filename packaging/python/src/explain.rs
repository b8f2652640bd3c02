//! What stands in the rule books: a rule, a code or a field in plain words, and the form as a schema.

use pyo3::exceptions::{PyLookupError, PyValueError};
use pyo3::prelude::*;

use atbilst_books::{explain as topics, schema as form};
use atbilst_core::language::Catalogue;
use atbilst_core::rulebook::RuleBook;
use atbilst_render::page;

use crate::arguments::books;
use crate::books::{embedded_books, language};
use crate::json::parsed;

/// A rule, a code or a field in plain words, as Markdown.
#[pyfunction]
#[pyo3(signature = (name, *, lang = "en", rules = None))]
pub(crate) fn explain(
    name: &str,
    lang: &str,
    rules: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let catalogue = Catalogue::of(language(lang)?);
    let named = books(rules)?;
    let books = named.as_deref().unwrap_or(embedded_books());
    let found = topics::find(books, name).map_err(|similar| {
        let unknown = catalogue.say("explain.unknown", &[("name", name.into())]);
        let advice = match similar {
            Some(similar) => {
                catalogue.say("form.did_you_mean", &[("similar", similar.as_str().into())])
            }
            None => catalogue.say("explain.where", &[]),
        };
        PyLookupError::new_err(format!("{unknown} {advice}"))
    })?;
    let mut out = Vec::new();
    for topic in &found {
        page::markdown(&topic.page(catalogue), &mut out)?;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

/// The JSON Schema of the form of a call.
#[pyfunction]
#[pyo3(signature = (call = None, *, lang = "en", rules = None))]
pub(crate) fn schema<'py>(
    py: Python<'py>,
    call: Option<&str>,
    lang: &str,
    rules: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyAny>> {
    let language = language(lang)?;
    let named = books(rules)?;
    let books = named.as_deref().unwrap_or(embedded_books());
    let asked = |book: &&RuleBook| call.is_none_or(|call| &*book.call == call);
    let mut found = books.iter().filter(asked);
    let (Some(book), None) = (found.next(), found.next()) else {
        let known: Vec<&str> = books.iter().map(|book| &*book.call).collect();
        let known = known.join(", ");
        return Err(PyValueError::new_err(match call {
            Some(call) => format!("call: {call:?} is none of {known}"),
            None => format!("call: one of several is asked for by its name: {known}"),
        }));
    };
    parsed(py, &form::schema(book, language).to_string())
}
