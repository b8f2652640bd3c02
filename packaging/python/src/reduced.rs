//! What a result goes to another process as: the function that makes it again there, and plain values.

use std::hash::{DefaultHasher, Hash, Hasher as _};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use atbilst_core::rulebook;
use atbilst_core::tool::Tool;

/// The module; who builds it names the commit.
pub(crate) const THIS: Tool = Tool {
    version: env!("CARGO_PKG_VERSION"),
    commit: option_env!("ATBILST_COMMIT"),
    home: option_env!("ATBILST_HOMEPAGE"),
};

/// What makes a result again, and what of.
pub(crate) type Reduced<'py> = PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)>;

/// A result that the function of that name makes of some values.
pub(crate) fn reduced<'py>(
    py: Python<'py>,
    again: &str,
    of: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> Reduced<'py> {
    let module = py.import("atbilst._native")?;
    Ok((module.getattr(again)?, of.into_pyobject(py)?))
}

/// A number by which things are told apart that are not equal.
pub(crate) fn hash(of: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}

/// The version of the program that wrote something.
pub(crate) fn version() -> String {
    let Tool {
        version, commit, ..
    } = THIS;
    [Some(Tool::NAME), Some(version), commit]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Which sources of a book were compared with their words.
pub(crate) fn compared_sources(book: &rulebook::RuleBook) -> Vec<bool> {
    let sources = book.sources.iter();
    let captured = sources.map(|source| source.captured.as_ref());
    captured
        .map(|own| own.is_some_and(|own| own.compared))
        .collect()
}

pub(crate) fn broken(why: postcard::Error) -> PyErr {
    PyValueError::new_err(why.to_string())
}
