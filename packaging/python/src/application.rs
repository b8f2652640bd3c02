//! What was said of one application.

use std::sync::Arc;

use chrono::NaiveDate;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use rust_decimal::Decimal;

use atbilst_core::finding::Hex;
use atbilst_core::report;
use atbilst_render::jsonl;

use crate::finding::{Finding, Owner};
use crate::json::parsed;

/// One file and what was said of it.
#[pyclass(frozen, module = "atbilst")]
#[derive(Clone, Debug)]
pub(crate) struct Application {
    report: Arc<report::Report>,
    place: Place,
}

/// Where it is kept.
#[derive(Clone, Debug)]
enum Place {
    /// In the report.
    Report(usize),
    /// By itself; of the report only what holds for every application counts.
    Alone(Arc<report::Application>),
}

impl Application {
    /// The application at this place of a report; nothing where it has none there.
    pub(crate) fn at(report: &Arc<report::Report>, place: usize) -> Option<Self> {
        let is_there = place < report.applications.len();
        is_there.then(|| Self {
            report: Arc::clone(report),
            place: Place::Report(place),
        })
    }

    /// An application that is in no report.
    pub(crate) fn alone(frame: &Arc<report::Report>, application: report::Application) -> Self {
        Self {
            report: Arc::clone(frame),
            place: Place::Alone(Arc::new(application)),
        }
    }

    pub(crate) fn get(&self) -> &report::Application {
        match &self.place {
            #[expect(clippy::indexing_slicing, reason = "made only where it is there")]
            Place::Report(place) => &self.report.applications[*place],
            Place::Alone(application) => application,
        }
    }

    fn identity(&self, part: usize) -> Option<&str> {
        let part = self.get().subject.identity.get(part)?.as_deref();
        part.filter(|text| !text.is_empty())
    }
}

#[pymethods]
impl Application {
    /// What reports call it.
    #[getter]
    fn path(&self) -> &str {
        &self.get().path
    }

    /// `complies`, `needs_review`, `does_not_comply` or `unreadable`.
    #[getter]
    fn verdict(&self) -> &'static str {
        self.get().verdict.name()
    }

    /// The call it names.
    #[getter]
    fn call(&self) -> Option<&str> {
        self.get().call.as_deref()
    }

    /// Its own id.
    #[getter]
    fn id(&self) -> Option<&str> {
        self.get().id.as_deref()
    }

    /// The title of the project.
    #[getter]
    fn title(&self) -> Option<&str> {
        self.identity(0)
    }

    /// The name of the applicant.
    #[getter]
    fn applicant(&self) -> Option<&str> {
        self.identity(1)
    }

    /// The registration number of the applicant.
    #[getter]
    fn registration_number(&self) -> Option<&str> {
        self.identity(2)
    }

    /// Its money in euro.
    #[getter]
    fn money(&self) -> Option<Decimal> {
        self.get().subject.money
    }

    /// What stands in the fields by which its call groups applications, by their paths.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let groups = PyDict::new(py);
        let application = self.get();
        let groupings = self.report.groupings(application.book).iter();
        for (grouping, value) in groupings.zip(&application.subject.groups) {
            groups.set_item(&*grouping.path, &**value)?;
        }
        Ok(groups)
    }

    /// The day whose law was applied.
    #[getter]
    fn as_of(&self) -> Option<NaiveDate> {
        self.get().as_of.as_ref().map(|as_of| as_of.date)
    }

    /// SHA-256 of its bytes, as hexadecimal digits.
    #[getter]
    fn sha256(&self) -> Option<String> {
        self.get().sha256.map(|hash| Hex(&hash).to_string())
    }

    /// The worst outcome of each rule by its id.
    #[getter]
    fn outcomes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let outcomes = PyDict::new(py);
        let application = self.get();
        let rules = self.report.rules_of(application.book);
        for (rule, outcome) in rules.zip(&application.outcomes) {
            outcomes.set_item(&*rule.id, outcome.name())?;
        }
        Ok(outcomes)
    }

    /// What a person must see, in the order of its places.
    #[getter]
    pub(crate) fn findings(&self) -> Vec<Finding> {
        let count = self.get().findings.len();
        let owner = || Owner::Application(self.clone());
        (0..count)
            .map(|place| Finding::new(owner(), place))
            .collect()
    }

    /// The rules over all applications with a finding that concerns this one.
    #[getter]
    fn together(&self) -> Vec<&str> {
        self.get().together.iter().map(|rule| &**rule).collect()
    }

    /// What the report for programs says of it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let mut line = Vec::new();
        jsonl::add_application(&self.report, self.get(), &mut line)?;
        let told = parsed(py, &String::from_utf8_lossy(&line))?;
        told.del_item("type")?;
        Ok(told)
    }

    fn __repr__(&self) -> String {
        let application = self.get();
        format!(
            "Application(path={:?}, verdict={:?}, findings={})",
            application.path,
            application.verdict.name(),
            application.findings.len()
        )
    }
}
