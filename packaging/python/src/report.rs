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
use crate::arrow::Table;
use crate::finding::{Finding, Owner};
use crate::json::parsed;

/// The record of one check.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Report {
    report: Arc<report::Report>,
}

impl Report {
    pub(crate) fn new(report: report::Report) -> Self {
        let report = Arc::new(report);
        Self { report }
    }

    fn written(&self, py: Python<'_>, format: Format) -> PyResult<Vec<u8>> {
        let catalogue = Catalogue::of(self.report.language);
        let mut out = Vec::new();
        py.detach(|| format.write(&self.report, catalogue, &Style::default(), &mut out))?;
        Ok(out)
    }
}

#[pymethods]
impl Report {
    /// Its applications, in the order of their paths.
    #[getter]
    fn applications(&self) -> Vec<Application> {
        let places = 0..self.report.applications.len();
        places
            .filter_map(|place| Application::at(&self.report, place))
            .collect()
    }

    /// What was said of all applications of a call together, for each call.
    #[getter]
    fn portfolios(&self) -> Vec<PortfolioReport> {
        let places = 0..self.report.portfolios.len();
        let report = || Arc::clone(&self.report);
        places
            .map(|place| PortfolioReport::new(report(), place))
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
        self.report.notes.iter().map(String::as_str).collect()
    }

    /// How many applications have each verdict.
    #[getter]
    fn verdicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let verdicts = PyDict::new(py);
        for verdict in Verdict::ALL {
            verdicts.set_item(verdict.name(), self.report.summary.of(verdict))?;
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
        Table::of(table, self.report.applications.iter())
    }

    fn __len__(&self) -> usize {
        self.report.applications.len()
    }

    fn __repr__(&self) -> String {
        let of =
            |verdict: Verdict| format!("{}={}", verdict.name(), self.report.summary.of(verdict));
        format!("Report({})", Verdict::ALL.map(of).join(", "))
    }
}

/// What was said of all applications of one call together.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct PortfolioReport {
    report: Arc<report::Report>,
    place: usize,
}

impl PortfolioReport {
    pub(crate) fn new(report: Arc<report::Report>, place: usize) -> Self {
        Self { report, place }
    }

    fn get(&self) -> PyResult<&report::Portfolio> {
        let portfolio = self.report.portfolios.get(self.place);
        portfolio.ok_or_else(|| PyIndexError::new_err("no such portfolio"))
    }

    fn findings(&self) -> Vec<Finding> {
        let count = self.get().map_or(0, |portfolio| portfolio.findings.len());
        let owner = || Owner::Portfolio(Arc::clone(&self.report), self.place);
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
        let book = self.report.rule_books.get(self.get()?.book);
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
        let mut line = Vec::new();
        jsonl::add_portfolio(&self.report, self.get()?, &mut line)?;
        let told = parsed(py, &String::from_utf8_lossy(&line))?;
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
}
