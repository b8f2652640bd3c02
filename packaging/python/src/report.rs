//! Everything that was said in one check.

use std::sync::Arc;

use chrono::NaiveDate;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use atbilst_core::finding::Verdict;
use atbilst_core::language::Catalogue;
use atbilst_core::report;
use atbilst_render::{FORMATS, Format, JSON, Style, jsonl};

use crate::application::Application;
use crate::arguments::Asked;
use crate::arrow::Table;
use crate::finding::{Finding, Owner};
use crate::json::parsed;
use crate::reduced::{Reduced, hash, reduced, version};

/// A report, and what makes it again in another process.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) report: report::Report,
    pub(crate) asked: Asked,
    pub(crate) made_of: MadeOf,
}

/// What a report was made of.
#[derive(Debug)]
pub(crate) enum MadeOf {
    /// Nothing: it only has what holds for all applications of a check.
    Nothing,
    /// A text by this name.
    Text(Arc<str>, Vec<u8>),
    /// A part of a check.
    Part(Vec<u8>),
}

impl Record {
    /// What holds for all applications of a check.
    pub(crate) fn frame(asked: Asked) -> Self {
        Self {
            report: asked.checker().empty_report(),
            asked,
            made_of: MadeOf::Nothing,
        }
    }
}

/// The record of one check.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Report {
    record: Arc<Record>,
}

impl Report {
    pub(crate) fn new(record: Record) -> Self {
        let record = Arc::new(record);
        Self { record }
    }

    fn report(&self) -> &report::Report {
        &self.record.report
    }

    fn written(&self, py: Python<'_>, format: Format) -> PyResult<Vec<u8>> {
        let catalogue = Catalogue::of(self.report().language);
        let mut out = Vec::new();
        py.detach(|| format.write(self.report(), catalogue, &Style::default(), &mut out))?;
        Ok(out)
    }
}

#[pymethods]
impl Report {
    /// Its applications, in the order of their paths.
    #[getter]
    fn applications(&self) -> Vec<Application> {
        let places = 0..self.report().applications.len();
        places
            .filter_map(|place| Application::at(&self.record, place))
            .collect()
    }

    /// What was said of all applications of a call together, for each call.
    #[getter]
    fn portfolios(&self) -> Vec<PortfolioReport> {
        let places = 0..self.report().portfolios.len();
        let record = || Arc::clone(&self.record);
        places
            .map(|place| PortfolioReport::new(record(), place))
            .collect()
    }

    /// All findings, those over all applications last.
    #[getter]
    fn findings(&self) -> Vec<Finding> {
        let of_applications = self
            .applications()
            .into_iter()
            .flat_map(|one| one.findings());
        let of_portfolios = self.portfolios().into_iter().flat_map(|one| one.findings());
        of_applications.chain(of_portfolios).collect()
    }

    /// What a reader should know beside the findings.
    #[getter]
    fn notes(&self) -> Vec<&str> {
        self.report().notes.iter().map(String::as_str).collect()
    }

    /// How many applications have each verdict.
    #[getter]
    fn verdicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let verdicts = PyDict::new(py);
        for verdict in Verdict::ALL {
            verdicts.set_item(verdict.name(), self.report().summary.of(verdict))?;
        }
        Ok(verdicts)
    }

    /// The report for programs, as `atbilst check --format json` writes it.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        let json = self.written(py, JSON)?;
        String::from_utf8(json).map_err(|why| PyValueError::new_err(why.to_string()))
    }

    /// The same as Python has it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        parsed(py, &self.to_json(py)?)
    }

    /// The report in a format of `atbilst check --format`.
    fn write<'py>(&self, py: Python<'py>, format: &str) -> PyResult<Bound<'py, PyBytes>> {
        let known = atbilst_render::format(format).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            PyValueError::new_err(format!(
                "format: {format:?} is none of {}",
                names.join(", ")
            ))
        })?;
        Ok(PyBytes::new(py, &self.written(py, *known)?))
    }

    /// Its `findings` or `applications` as a table.
    #[pyo3(signature = (table = "findings"))]
    fn to_arrow(&self, table: &str) -> PyResult<Table> {
        Table::of(table, self.report().applications.iter())
    }

    fn __len__(&self) -> usize {
        self.report().applications.len()
    }

    fn __repr__(&self) -> String {
        let of =
            |verdict: Verdict| format!("{}={}", verdict.name(), self.report().summary.of(verdict));
        format!("Report({})", Verdict::ALL.map(of).join(", "))
    }

    /// Where the same is said of the same applications.
    fn __eq__(&self, py: Python<'_>, other: &Self) -> PyResult<bool> {
        Ok(self.__hash__() == other.__hash__()
            && self.written(py, JSON)? == other.written(py, JSON)?)
    }

    fn __hash__(&self) -> u64 {
        let applications = self.report().applications.iter();
        let files = applications.map(|one| (&one.path, one.sha256));
        hash(&files.collect::<Vec<_>>())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let asked = self.record.asked.again(py);
        match &self.record.made_of {
            MadeOf::Text(name, text) => {
                let of = (version(), &**name, PyBytes::new(py, text), asked);
                reduced(py, "_report", of)
            }
            MadeOf::Part(part) => {
                reduced(py, "_finished", (version(), PyBytes::new(py, part), asked))
            }
            MadeOf::Nothing => Err(PyValueError::new_err("there is no report")),
        }
    }
}

/// What was said of all applications of one call together.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct PortfolioReport {
    record: Arc<Record>,
    place: usize,
}

impl PortfolioReport {
    pub(crate) fn new(record: Arc<Record>, place: usize) -> Self {
        Self { record, place }
    }

    fn get(&self) -> PyResult<&report::Portfolio> {
        let portfolio = self.record.report.portfolios.get(self.place);
        portfolio.ok_or_else(|| PyIndexError::new_err("no such portfolio"))
    }

    /// All that is said of it.
    fn told(&self) -> PyResult<Vec<u8>> {
        let mut line = Vec::new();
        jsonl::add_portfolio(&self.record.report, self.get()?, &mut line)?;
        Ok(line)
    }

    fn findings(&self) -> Vec<Finding> {
        let count = self.get().map_or(0, |portfolio| portfolio.findings.len());
        let owner = || Owner::Portfolio(Arc::clone(&self.record), self.place);
        (0..count)
            .map(|place| Finding::new(owner(), place))
            .collect()
    }
}

#[pymethods]
impl PortfolioReport {
    /// The call.
    #[getter]
    fn call(&self) -> PyResult<Option<&str>> {
        let book = self.record.report.rule_books.get(self.get()?.book);
        Ok(book.map(|book| &*book.call))
    }

    /// The day whose law was applied.
    #[getter]
    fn as_of(&self) -> PyResult<NaiveDate> {
        Ok(self.get()?.as_of.date)
    }

    /// How many applications took part.
    #[getter]
    fn applications(&self) -> PyResult<usize> {
        Ok(self.get()?.applications)
    }

    /// What a person must see.
    #[getter(findings)]
    fn all_findings(&self) -> Vec<Finding> {
        self.findings()
    }

    /// What the report for programs says of it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let told = parsed(py, &String::from_utf8_lossy(&self.told()?))?;
        told.del_item("type")?;
        Ok(told)
    }

    fn __repr__(&self) -> PyResult<String> {
        let (call, portfolio) = (self.call()?.unwrap_or_default(), self.get()?);
        let (applications, findings) = (portfolio.applications, portfolio.findings.len());
        Ok(format!(
            "PortfolioReport(call={call:?}, applications={applications}, findings={findings})"
        ))
    }

    /// Where the same is said of the same applications.
    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        Ok(self.told()? == other.told()?)
    }

    fn __hash__(&self) -> PyResult<u64> {
        let findings = self.get()?.findings.iter();
        let findings = findings.map(|finding| finding.fingerprint.to_string());
        Ok(hash(&findings.collect::<Vec<_>>()))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let record = Arc::clone(&self.record);
        let of = (Bound::new(py, Report { record })?, "portfolios", self.place);
        reduced(py, "_within", of)
    }
}
