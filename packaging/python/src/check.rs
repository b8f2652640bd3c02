//! One text.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use pyo3::prelude::*;

use atbilst_core::check::{Checked, Unreadable};
use atbilst_core::{Checker, Scratch};

use crate::arguments::Asked;
use crate::input::{Input, os_error};
use crate::report::{MadeOf, Record, Report};

/// Checks one application.
#[pyfunction]
#[pyo3(signature = (application, *, name = None, lang = "en", as_of = None, today = None, rules = None))]
pub(crate) fn check(
    py: Python<'_>,
    application: &Bound<'_, PyAny>,
    name: Option<&Bound<'_, PyAny>>,
    lang: &str,
    as_of: Option<&Bound<'_, PyAny>>,
    today: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
) -> PyResult<Report> {
    let input = Input::of(application, name)?;
    let asked = Asked::of(lang, as_of, today, rules)?;
    py.detach(|| {
        let mut buffer = Vec::new();
        let bytes = input.bytes(&mut buffer);
        let bytes = bytes.map_err(|error| os_error(&error, &input.name))?;
        Ok(checked(asked, &input.name, bytes))
    })
}

/// The report of one text.
pub(crate) fn checked(asked: Asked, name: &Arc<str>, bytes: &[u8]) -> Report {
    // The sheet of one application tells what each rule looked at.
    let checker = asked.checker().with_sheets(true);
    let one = survived(&checker, name, &mut Scratch::default(), bytes);
    let mut report = checker.report(vec![one], &|_: &str| Some(bytes.to_vec()));
    report.inputs = vec![name.to_string()];
    Report::new(Record {
        report,
        asked,
        made_of: MadeOf::Text(Arc::clone(name), bytes.to_vec()),
    })
}

/// Checks one text. A mistake of the module at it must neither stop the others nor look like a pass.
pub(crate) fn survived(
    checker: &Checker<'_>,
    name: &Arc<str>,
    scratch: &mut Scratch,
    bytes: &[u8],
) -> Checked {
    if bytes.len() > checker.settings().limits.bytes {
        return checker.unreadable(name, &Unreadable::TooLarge);
    }
    let checked = catch_unwind(AssertUnwindSafe(|| checker.check(scratch, name, bytes)));
    checked.unwrap_or_else(|_| {
        *scratch = Scratch::default();
        checker.failed(name, "panic")
    })
}
