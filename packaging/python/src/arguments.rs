//! What may be said of a check beside its texts, and the checker that follows from it.

use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use chrono::NaiveDate;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook::{self, embedded};
use atbilst_core::tool::Tool;
use atbilst_core::{Checker, Settings, scalar};

use crate::books::{RuleBook, loaded};

/// The module; who builds it names the commit.
const THIS: Tool = Tool {
    version: env!("CARGO_PKG_VERSION"),
    commit: option_env!("ATBILST_COMMIT"),
    home: option_env!("ATBILST_HOMEPAGE"),
};

/// The books inside the module, read once.
pub(crate) fn embedded_books() -> &'static [rulebook::RuleBook] {
    static BOOKS: OnceLock<Vec<rulebook::RuleBook>> = OnceLock::new();
    BOOKS.get_or_init(embedded::books)
}

/// The language of that name.
pub(crate) fn language(name: &str) -> PyResult<Language> {
    Language::from_name(name).ok_or_else(|| {
        let known = Language::NAMES.join(", ");
        PyValueError::new_err(format!("lang: {name:?} is none of {known}"))
    })
}

/// The books that count: those named, and of the embedded ones those of other calls.
pub(crate) fn books(rules: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Vec<rulebook::RuleBook>>> {
    let Some(rules) = rules else { return Ok(None) };
    let one = |any: &Bound<'_, PyAny>| -> PyResult<Arc<rulebook::RuleBook>> {
        match any.cast::<RuleBook>() {
            Ok(book) => Ok(Arc::clone(&book.get().book)),
            Err(_) => loaded(any, Language::default()),
        }
    };
    let several = rules.cast::<pyo3::types::PySequence>().ok();
    let several = several.filter(|_| !rules.is_instance_of::<pyo3::types::PyString>());
    let named: Vec<Arc<rulebook::RuleBook>> = match several {
        Some(all) => all
            .try_iter()?
            .map(|any| one(&any?))
            .collect::<PyResult<_>>()?,
        None => vec![one(rules)?],
    };
    for (index, book) in named.iter().enumerate() {
        if named
            .iter()
            .take(index)
            .any(|other| other.call == book.call)
        {
            let call = &book.call;
            return Err(PyValueError::new_err(format!(
                "rules: two books of the call {call}"
            )));
        }
    }
    let other = embedded_books().iter();
    let other = other.filter(|book| !named.iter().any(|own| own.call == book.call));
    Ok(Some(
        other
            .cloned()
            .chain(named.iter().map(|book| (**book).clone()))
            .collect(),
    ))
}

/// A day: a `datetime.date`, or a text as `2026-01-31`.
pub(crate) fn day(name: &str, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<NaiveDate>> {
    let Some(given) = given else { return Ok(None) };
    if let Ok(text) = given.extract::<String>() {
        let day = scalar::date(&text);
        return day.map(Some).ok_or_else(|| {
            PyValueError::new_err(format!("{name}: {text:?} is no day as 2026-01-31"))
        });
    }
    let day: PyResult<NaiveDate> = given.extract();
    day.map(Some).map_err(|_| {
        PyTypeError::new_err(format!(
            "{name}: a datetime.date or a text as 2026-01-31 is asked for"
        ))
    })
}

/// The checker for what is asked.
pub(crate) fn checker(
    lang: &str,
    as_of: Option<&Bound<'_, PyAny>>,
    today: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
) -> PyResult<Checker<'static>> {
    let catalogue = Catalogue::of(language(lang)?);
    let today = match day("today", today)? {
        Some(day) => day,
        None => clock(catalogue)?,
    };
    let settings = Settings {
        as_of: day("as_of", as_of)?,
        findings: Settings::FINDINGS,
        tool: THIS,
        ..Settings::on(today)
    };
    Ok(match books(rules)? {
        None => Checker::new(embedded_books(), catalogue, settings),
        Some(books) => Checker::new(books, catalogue, settings),
    })
}

/// The day of the clock, or of what takes its place.
fn clock(catalogue: &Catalogue) -> PyResult<NaiveDate> {
    let set = std::env::var_os("SOURCE_DATE_EPOCH").filter(|set| !set.is_empty());
    let Some(set) = set else {
        let passed = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        return Ok(Settings::day_at(
            passed.map_or(0, |passed| passed.as_secs()),
        ));
    };
    set.to_str()
        .and_then(Settings::day_of_epoch)
        .ok_or_else(|| {
            let found = set.to_string_lossy();
            PyValueError::new_err(catalogue.say("cli.no_epoch", &[("found", (&*found).into())]))
        })
}
