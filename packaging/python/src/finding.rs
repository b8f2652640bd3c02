//! One finding, and the law it rests on.

use std::sync::Arc;

use chrono::NaiveDate;
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use atbilst_core::finding;

use crate::application::Application;
use crate::json::entry;
use crate::reduced::{Reduced, hash, reduced};
use crate::report::{PortfolioReport, Record};

/// Something that a person must see.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Finding {
    owner: Owner,
    place: usize,
}

/// What it was found in.
#[derive(Clone, Debug)]
pub(crate) enum Owner {
    Application(Application),
    Portfolio(Arc<Record>, usize),
}

impl Owner {
    /// As Python has it.
    fn to_python<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self {
            Self::Application(application) => Bound::new(py, application.clone())?.into_any(),
            Self::Portfolio(record, place) => {
                Bound::new(py, PortfolioReport::new(Arc::clone(record), *place))?.into_any()
            }
        })
    }
}

impl Finding {
    pub(crate) fn new(owner: Owner, place: usize) -> Self {
        Self { owner, place }
    }

    fn get(&self) -> PyResult<&finding::Finding> {
        let all = match &self.owner {
            Owner::Application(application) => Some(&application.get().findings),
            Owner::Portfolio(record, place) => record
                .report
                .portfolios
                .get(*place)
                .map(|portfolio| &portfolio.findings),
        };
        let found = all.and_then(|all| all.get(self.place));
        found.ok_or_else(|| PyIndexError::new_err("no such finding"))
    }

    /// Where it stands in its application; what is found over all applications stands in none.
    fn place(&self) -> PyResult<Option<&finding::Place>> {
        let is_placed = matches!(self.owner, Owner::Application(_));
        Ok(is_placed.then_some(&self.get()?.place))
    }
}

#[pymethods]
impl Finding {
    /// The file it stands in; `None` where it is about all applications of a call.
    #[getter]
    fn path(&self) -> Option<&str> {
        match &self.owner {
            Owner::Application(application) => Some(&application.get().path),
            Owner::Portfolio(..) => None,
        }
    }

    /// Id of the rule.
    #[getter]
    fn rule(&self) -> PyResult<&str> {
        Ok(&self.get()?.rule)
    }

    /// `fail`, `review`, `waived` or `answered`.
    #[getter]
    fn outcome(&self) -> PyResult<&'static str> {
        Ok(self.get()?.outcome.name())
    }

    /// `error` or `warning`.
    #[getter]
    fn level(&self) -> PyResult<&'static str> {
        Ok(self.get()?.level.name())
    }

    /// What was found and what is asked.
    #[getter]
    fn message(&self) -> PyResult<&str> {
        Ok(&self.get()?.message)
    }

    /// What to do.
    #[getter]
    fn help(&self) -> PyResult<Option<&str>> {
        Ok(self.get()?.help.as_deref())
    }

    /// The value at the place, as it was written.
    #[getter]
    fn found(&self) -> PyResult<Option<&str>> {
        Ok(self.get()?.found.as_deref())
    }

    /// The value that would do.
    #[getter]
    fn expected(&self) -> PyResult<Option<&str>> {
        Ok(self.get()?.expected.as_deref())
    }

    /// The line, from 1.
    #[getter]
    fn line(&self) -> PyResult<Option<u32>> {
        Ok(self.place()?.map(|place| place.location.start.line))
    }

    /// The column, from 1, in characters.
    #[getter]
    fn column(&self) -> PyResult<Option<u32>> {
        Ok(self.place()?.map(|place| place.location.start.column))
    }

    /// JSON Pointer into the application.
    #[getter]
    fn pointer(&self) -> PyResult<Option<&str>> {
        Ok(self.place()?.map(|place| place.pointer.as_str()))
    }

    /// Whether only the way is wrong in which something is written.
    #[getter]
    fn slip(&self) -> PyResult<bool> {
        Ok(self.get()?.slip.is_some())
    }

    /// The lines to write in its place, ready to paste.
    #[getter]
    fn write(&self) -> PyResult<Option<&str>> {
        Ok(self.get()?.cure.as_ref().map(|cure| cure.text.as_str()))
    }

    /// By which law; empty for the rules of the form.
    #[getter]
    fn law(&self) -> PyResult<Vec<Law>> {
        let law = self.get()?.law.iter();
        Ok(law.cloned().map(Law::from).collect())
    }

    /// Its identity over time.
    #[getter]
    fn fingerprint(&self) -> PyResult<String> {
        Ok(self.get()?.fingerprint.to_string())
    }

    /// What the report for programs says of it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let told = self.owner.to_python(py)?.call_method0("to_dict")?;
        entry(&told, "findings")?.get_item(self.place)
    }

    fn __repr__(&self) -> PyResult<String> {
        let finding = self.get()?;
        Ok(format!(
            "Finding(rule={:?}, outcome={:?}, message={:?})",
            finding.rule,
            finding.outcome.name(),
            finding.message
        ))
    }

    /// Where the same was found in the same place.
    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        Ok(self.path() == other.path() && self.get()? == other.get()?)
    }

    fn __hash__(&self) -> PyResult<u64> {
        Ok(hash(&(self.path(), self.get()?.fingerprint.to_string())))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let of = (self.owner.to_python(py)?, "findings", self.place);
        reduced(py, "_within", of)
    }
}

/// A sentence of law that a rule rests on.
#[pyclass(frozen, eq, get_all, new = "from_fields", module = "atbilst")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Law {
    /// Short name of the source in the rule book.
    id: String,
    /// Title of the source.
    source: String,
    /// Point or article.
    point: Option<String>,
    /// The words of the law, exactly.
    quote: Option<String>,
    /// Address of the source.
    url: String,
    /// The day since which the applied value is in force.
    since: Option<NaiveDate>,
}

impl From<finding::Law> for Law {
    fn from(law: finding::Law) -> Self {
        Self {
            id: law.id,
            source: law.source,
            point: law.point,
            quote: law.quote,
            url: law.url,
            since: law.since,
        }
    }
}

#[pymethods]
impl Law {
    fn __repr__(&self) -> String {
        format!("Law(id={:?}, point={:?})", self.id, self.point)
    }

    /// What the report for programs says of it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let told = PyDict::new(py);
        told.set_item("source", &self.source)?;
        told.set_item("point", &self.point)?;
        told.set_item("quote", &self.quote)?;
        told.set_item("url", &self.url)?;
        if let Some(since) = self.since {
            told.set_item("since", since.to_string())?;
        }
        Ok(told)
    }

    fn __hash__(&self) -> u64 {
        hash(&(&self.id, &self.point, &self.quote, &self.url))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let of = (
            &self.id,
            &self.source,
            &self.point,
            &self.quote,
            &self.url,
            self.since,
        );
        Ok((py.get_type::<Self>().into_any(), of.into_pyobject(py)?))
    }
}
