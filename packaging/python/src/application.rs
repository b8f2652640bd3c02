//! What was said of one application.

use std::io;
use std::sync::Arc;

use chrono::NaiveDate;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use rust_decimal::Decimal;

use atbilst_core::finding::Hex;
use atbilst_core::report;
use atbilst_render::{OutcomeTexts, jsonl};

use crate::finding::{Finding, Owner};
use crate::json::parsed;
use crate::reduced::{Reduced, broken, hash, reduced, version};
use crate::report::Record;

/// One file and what was said of it.
#[pyclass(frozen, module = "atbilst")]
#[derive(Clone, Debug)]
pub(crate) struct Application {
    record: Arc<Record>,
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
    pub(crate) fn at(record: &Arc<Record>, place: usize) -> Option<Self> {
        let is_there = place < record.report.applications.len();
        is_there.then(|| Self {
            record: Arc::clone(record),
            place: Place::Report(place),
        })
    }

    /// An application that is in no report.
    pub(crate) fn alone(frame: &Arc<Record>, application: report::Application) -> Self {
        Self {
            record: Arc::clone(frame),
            place: Place::Alone(Arc::new(application)),
        }
    }

    pub(crate) fn get(&self) -> &report::Application {
        match &self.place {
            #[expect(clippy::indexing_slicing, reason = "made only where it is there")]
            Place::Report(place) => &self.record.report.applications[*place],
            Place::Alone(application) => application,
        }
    }

    /// All that is said of it.
    fn told(&self) -> io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let (report, outcomes) = (&self.record.report, &mut OutcomeTexts::default());
        jsonl::add_application(report, self.get(), outcomes, &mut line)?;
        Ok(line)
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
        let groupings = self.record.report.groupings(application.book).iter();
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
        let rules = self.record.report.rules_of(application.book);
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
        let told = parsed(py, &String::from_utf8_lossy(&self.told()?))?;
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

    /// Where the same is said of the same file.
    fn __eq__(&self, other: &Self) -> PyResult<bool> {
        let (one, another) = (self.get(), other.get());
        let same = one.path == another.path && one.sha256 == another.sha256;
        Ok(same && self.told()? == other.told()?)
    }

    fn __hash__(&self) -> u64 {
        hash(&(&self.get().path, self.get().sha256))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let said = postcard::to_allocvec(self.get()).map_err(broken)?;
        let said = PyBytes::new(py, &said);
        reduced(
            py,
            "_application",
            (version(), said, self.record.asked.again(py)),
        )
    }
}
