//! Rule books.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use atbilst_books::{captured, examples};
use atbilst_core::finding::Hex;
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::rulebook;
use atbilst_render::Style;
use atbilst_render::escape::path_name;
use atbilst_yaml::source::Lines;

use crate::input::os_error;
use crate::json::parsed;
use crate::reduced::{Reduced, compared_sources, reduced, version};

create_exception!(
    atbilst.rules,
    RuleBookError,
    PyValueError,
    "A rule book has mistakes: `mistakes` has each with its place."
);

/// A rule book that was read and whose examples hold.
#[pyclass(frozen, module = "atbilst.rules")]
#[derive(Debug)]
pub(crate) struct RuleBook {
    pub(crate) book: Arc<rulebook::RuleBook>,
}

impl RuleBook {
    pub(crate) fn new(book: Arc<rulebook::RuleBook>) -> Self {
        Self { book }
    }
}

#[pymethods]
impl RuleBook {
    /// What reports call it: its path, or the name of an embedded book.
    #[getter]
    fn name(&self) -> &str {
        &self.book.name
    }

    /// Code of the call.
    #[getter]
    fn call(&self) -> &str {
        &self.book.call
    }

    /// Version of the book.
    #[getter]
    fn version(&self) -> &str {
        &self.book.version
    }

    /// The day it was last compared with its sources.
    #[getter]
    fn verified_on(&self) -> NaiveDate {
        self.book.verified_on
    }

    /// SHA-256 of its file, as hexadecimal digits.
    #[getter]
    fn sha256(&self) -> String {
        Hex(&self.book.sha256).to_string()
    }

    /// The ids of its rules, in order; those over all applications last.
    #[getter]
    fn rules(&self) -> Vec<&str> {
        self.book.heads().map(|head| &*head.id).collect()
    }

    /// Title of the call.
    #[pyo3(signature = (*, lang = "en"))]
    fn title(&self, lang: &str) -> PyResult<&str> {
        Ok(self.book.title.get(language(lang)?))
    }

    /// The book as plain data: every value is the text it is written as.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        parsed(py, &self.book.plain().to_string())
    }

    fn __repr__(&self) -> String {
        format!(
            "RuleBook(call={:?}, version={:?})",
            self.book.call, self.book.version
        )
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.book.sha256 == other.book.sha256
    }

    fn __hash__(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.book.sha256;
        u64::from_le_bytes([a, b, c, d, e, f, g, h])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let compared = compared_sources(&self.book);
        let of = (version(), &*self.book.name, &*self.book.text, compared);
        reduced(py, "_book", of)
    }
}

/// One mistake of a rule book.
#[pyclass(frozen, get_all, eq, hash, module = "atbilst.rules")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Mistake {
    /// The line, from 1.
    line: u32,
    /// The column, from 1, in characters.
    column: u32,
    /// What is wrong.
    message: String,
    /// What to do.
    help: Option<String>,
}

#[pymethods]
impl Mistake {
    #[new]
    #[pyo3(signature = (line, column, message, help = None))]
    fn new(line: u32, column: u32, message: String, help: Option<String>) -> Self {
        Self {
            line,
            column,
            message,
            help,
        }
    }

    /// The same as plain values.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let told = PyDict::new(py);
        told.set_item("line", self.line)?;
        told.set_item("column", self.column)?;
        told.set_item("message", &self.message)?;
        told.set_item("help", &self.help)?;
        Ok(told)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let of = (self.line, self.column, &self.message, &self.help);
        Ok((py.get_type::<Self>().into_any(), of.into_pyobject(py)?))
    }

    fn __repr__(&self) -> String {
        let Self {
            line,
            column,
            message,
            ..
        } = self;
        format!("Mistake(line={line}, column={column}, message={message:?})")
    }
}

/// Reads a rule book from a file and tries its examples.
#[pyfunction]
#[pyo3(signature = (path, *, lang = "en"))]
pub(crate) fn load(path: &Bound<'_, PyAny>, lang: &str) -> PyResult<RuleBook> {
    let book = loaded(path, language(lang)?)?;
    Ok(RuleBook::new(book))
}

/// Reads a rule book from a text and tries its examples.
#[pyfunction]
#[pyo3(signature = (text, *, name = "rules.yaml", lang = "en"))]
pub(crate) fn loads(py: Python<'_>, text: &str, name: &str, lang: &str) -> PyResult<RuleBook> {
    let book = read(py, name, text, None, language(lang)?)?;
    Ok(RuleBook::new(book))
}

/// The rule books inside the module.
#[pyfunction]
pub(crate) fn embedded() -> Vec<RuleBook> {
    let books = embedded_books().iter().cloned();
    books.map(|book| RuleBook::new(Arc::new(book))).collect()
}

/// The books inside the module, read once.
pub(crate) fn embedded_books() -> &'static [rulebook::RuleBook] {
    static BOOKS: OnceLock<Vec<rulebook::RuleBook>> = OnceLock::new();
    BOOKS.get_or_init(rulebook::embedded::books)
}

/// The language of that name.
pub(crate) fn language(name: &str) -> PyResult<Language> {
    Language::from_name(name).ok_or_else(|| {
        let known = Language::NAMES.join(", ");
        PyValueError::new_err(format!("lang: {name:?} is none of {known}"))
    })
}

/// The book in a file.
pub(crate) fn loaded(
    path: &Bound<'_, PyAny>,
    language: Language,
) -> PyResult<Arc<rulebook::RuleBook>> {
    let path: PathBuf = path.extract()?;
    let name = path_name(&path);
    let bytes = std::fs::read(&path).map_err(|error| os_error(&error, &name))?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let why = Catalogue::of(language).say("reason.not_utf8", &[]);
        PyValueError::new_err(format!("{name}: {why}"))
    })?;
    Python::attach(|py| read(py, &name, &text, Some(&path), language))
}

fn read(
    py: Python<'_>,
    name: &str,
    text: &str,
    path: Option<&Path>,
    language: Language,
) -> PyResult<Arc<rulebook::RuleBook>> {
    let beside = |words: &str| std::fs::read_to_string(path?.with_file_name(words)).ok();
    let catalogue = Catalogue::of(language);
    let book = py.detach(|| {
        let mut book = rulebook::embedded::read(name, text)?;
        let mut mistakes = captured::compare(&mut book, beside);
        mistakes.append(&mut examples::mistakes(&book, catalogue));
        if mistakes.is_empty() {
            Ok(book)
        } else {
            Err(mistakes)
        }
    });
    book.map(Arc::new)
        .map_err(|mistakes| refused(py, name, text, &mistakes, catalogue))
}

fn refused(
    py: Python<'_>,
    name: &str,
    text: &str,
    mistakes: &[rulebook::Mistake],
    catalogue: &Catalogue,
) -> PyErr {
    let error = RuleBookError::new_err(atbilst_render::mistakes(
        name,
        text,
        mistakes,
        catalogue,
        &Style::default(),
    ));
    let lines = Lines::of(text);
    let told = mistakes.iter().map(|mistake| {
        let (message, help) = catalogue.mistake(mistake);
        let start = lines.location(mistake.span).start;
        Mistake {
            line: start.line,
            column: start.column,
            message,
            help,
        }
    });
    let told: Vec<Mistake> = told.collect();
    match error.value(py).setattr("mistakes", told) {
        Ok(()) => error,
        Err(other) => other,
    }
}
