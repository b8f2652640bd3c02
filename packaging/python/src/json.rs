//! What the report for programs says, as Python has it.

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// JSON as Python has it.
pub(crate) fn parsed<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

/// The JSON of an entry in a mapping, which is there.
pub(crate) fn entry<'py>(of: &Bound<'py, PyAny>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    of.cast::<PyDict>()?.as_any().get_item(name)
}
