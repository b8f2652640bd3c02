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
        Ok(law.map(|law| Law(law.clone())).collect())
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
#[pyclass(frozen, eq, module = "atbilst")]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Law(finding::Law);

#[pymethods]
impl Law {
    #[new]
    #[pyo3(signature = (id, source, point, quote, url, since))]
    fn new(
        id: String,
        source: String,
        point: Option<String>,
        quote: Option<String>,
        url: String,
        since: Option<NaiveDate>,
    ) -> Self {
        Self(finding::Law {
            id,
            source,
            point,
            quote,
            url,
            since,
        })
    }

    /// Short name of the source in the rule book.
    #[getter]
    fn id(&self) -> &str {
        &self.0.id
    }

    /// Title of the source.
    #[getter]
    fn source(&self) -> &str {
        &self.0.source
    }

    /// Point or article.
    #[getter]
    fn point(&self) -> Option<&str> {
        self.0.point.as_deref()
    }

    /// The words of the law, exactly.
    #[getter]
    fn quote(&self) -> Option<&str> {
        self.0.quote.as_deref()
    }

    /// Address of the source.
    #[getter]
    fn url(&self) -> &str {
        &self.0.url
    }

    /// The day since which the applied value is in force.
    #[getter]
    fn since(&self) -> Option<NaiveDate> {
        self.0.since
    }

    fn __repr__(&self) -> String {
        format!("Law(id={:?}, point={:?})", self.0.id, self.0.point)
    }

    /// What the report for programs says of it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let told = PyDict::new(py);
        told.set_item("source", self.source())?;
        told.set_item("point", self.point())?;
        told.set_item("quote", self.quote())?;
        told.set_item("url", self.url())?;
        if let Some(since) = self.since() {
            told.set_item("since", since.to_string())?;
        }
        Ok(told)
    }

    fn __hash__(&self) -> u64 {
        let law = &self.0;
        hash(&(&law.id, &law.point, &law.quote, &law.url))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let law = &self.0;
        let of = (
            &law.id,
            &law.source,
            &law.point,
            &law.quote,
            &law.url,
            law.since,
        );
        Ok((py.get_type::<Self>().into_any(), of.into_pyobject(py)?))
    }
}
