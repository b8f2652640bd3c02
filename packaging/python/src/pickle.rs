//! Results that are taken to another process: plain values, and what makes a result of them again there. A report goes as the text or
//! the part that it was made of, for to check a text again is cheaper than to carry all that was said of it.

use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyList;

use atbilst_core::report;
use atbilst_core::rulebook;

use crate::application::Application;
use crate::arguments::{Asked, AskedAgain};
use crate::books::RuleBook;
use crate::check::checked;
use crate::portfolio::Portfolio;
use crate::reduced::{self, broken, compared_sources};
use crate::report::{Record, Report};

fn of_this(version: &str) -> PyResult<()> {
    let this = reduced::version();
    if version == this {
        return Ok(());
    }
    Err(PyValueError::new_err(format!(
        "this was pickled by {version} and cannot be read by {this}; what is to be kept is kept as JSON (to_json)"
    )))
}

/// A report of one text.
#[pyfunction]
#[pyo3(name = "_report")]
pub(crate) fn report_again(
    py: Python<'_>,
    version: &str,
    name: &str,
    content: PyBackedBytes,
    asked: AskedAgain,
) -> PyResult<Report> {
    of_this(version)?;
    let asked = Asked::from_again(asked)?;
    py.detach(|| Ok(checked(asked, &name.into(), &content)))
}

/// Applications that are judged together.
#[pyfunction]
#[pyo3(name = "_portfolio")]
pub(crate) fn portfolio_again(
    py: Python<'_>,
    version: &str,
    part: PyBackedBytes,
    asked: AskedAgain,
) -> PyResult<Portfolio> {
    of_this(version)?;
    let portfolio = Portfolio::of(Asked::from_again(asked)?, Vec::new());
    portfolio.merge(py, part)?;
    Ok(portfolio)
}

/// The report of applications that were judged together.
#[pyfunction]
#[pyo3(name = "_finished")]
pub(crate) fn finished_again(
    py: Python<'_>,
    version: &str,
    part: PyBackedBytes,
    asked: AskedAgain,
) -> PyResult<Report> {
    portfolio_again(py, version, part, asked)?.finish(py)
}

/// What the applications of one check share.
static FRAME: Mutex<Option<Arc<Record>>> = Mutex::new(None);

/// An application that is in no report.
#[pyfunction]
#[pyo3(name = "_application")]
pub(crate) fn application_again(
    version: &str,
    said: PyBackedBytes,
    asked: AskedAgain,
) -> PyResult<Application> {
    of_this(version)?;
    let said: report::Application = postcard::from_bytes(&said).map_err(broken)?;
    let asked = Asked::from_again(asked)?;
    let mut known = FRAME.lock().unwrap_or_else(PoisonError::into_inner);
    let frame = match known.as_ref().filter(|known| known.asked.is_same(&asked)) {
        Some(frame) => Arc::clone(frame),
        None => {
            let frame = Arc::new(Record::frame(asked));
            *known = Some(Arc::clone(&frame));
            frame
        }
    };
    drop(known);
    Ok(Application::alone(&frame, said))
}

/// What a result has at a place of one of its lists.
#[pyfunction]
#[pyo3(name = "_within")]
pub(crate) fn within<'py>(
    of: &Bound<'py, PyAny>,
    list: &str,
    place: usize,
) -> PyResult<Bound<'py, PyAny>> {
    of.getattr(list)?.cast_into::<PyList>()?.get_item(place)
}

/// The rule book that was read last.
static BOOK: Mutex<Option<Arc<rulebook::RuleBook>>> = Mutex::new(None);

/// A rule book, of whose sources these were compared with their words.
#[pyfunction]
#[pyo3(name = "_book")]
pub(crate) fn book_again(
    py: Python<'_>,
    version: &str,
    name: PyBackedStr,
    text: PyBackedStr,
    compared: Vec<bool>,
) -> PyResult<RuleBook> {
    of_this(version)?;
    py.detach(|| {
        let mut known = BOOK.lock().unwrap_or_else(PoisonError::into_inner);
        let is_same = |known: &&Arc<rulebook::RuleBook>| {
            *known.name == *name && known.text == *text && compared == compared_sources(known)
        };
        if let Some(known) = known.as_ref().filter(is_same) {
            return Ok(RuleBook::new(Arc::clone(known)));
        }
        let book = rulebook::embedded::read(&name, &text);
        let mut book = book.map_err(|_| PyValueError::new_err("this is no rule book"))?;
        for (source, compared) in book.sources.iter_mut().zip(compared) {
            if let Some(captured) = &mut source.captured {
                captured.compared = compared;
            }
        }
        let book = Arc::new(book);
        *known = Some(Arc::clone(&book));
        Ok(RuleBook::new(book))
    })
}
