//! Applications judged together, as they come, in one process or in several.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Cursor;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use atbilst_core::check::Checked;
use atbilst_core::language::Catalogue;
use atbilst_core::part::{PackedBlock, PartHead, PartMistake, PartReader, PartWriter};
use atbilst_core::{Checker, Scratch};

use crate::arguments::checker;
use crate::check::survived;
use crate::input::{Input, os_error};
use crate::report::Report;

/// So many applications stand in one block of a part.
const BLOCK: usize = 256;

/// What a mistake calls a part that was handed in as bytes.
const PART: &str = "part";

/// Applications of one check, to be judged together.
#[pyclass(module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Portfolio {
    checker: Checker<'static>,
    catalogue: &'static Catalogue,
    head: PartHead,
    members: BTreeMap<String, Checked>,
}

#[pymethods]
impl Portfolio {
    #[new]
    #[pyo3(signature = (*, lang = "en", as_of = None, today = None, rules = None, inputs = None))]
    fn new(
        lang: &str,
        as_of: Option<&Bound<'_, PyAny>>,
        today: Option<&Bound<'_, PyAny>>,
        rules: Option<&Bound<'_, PyAny>>,
        inputs: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let checker = checker(lang, as_of, today, rules)?.collecting();
        let head = PartHead::of(checker.settings(), lang, checker.books());
        Ok(Self {
            catalogue: Catalogue::of(checker.empty_report().language),
            head: PartHead {
                inputs: inputs.unwrap_or_default(),
                ..head
            },
            checker,
            members: BTreeMap::new(),
        })
    }

    /// Checks an application and adds it.
    #[pyo3(signature = (application, *, name = None))]
    fn add(
        &mut self,
        py: Python<'_>,
        application: &Bound<'_, PyAny>,
        name: Option<&str>,
    ) -> PyResult<()> {
        let input = Input::of(application, name)?;
        let checker = &self.checker;
        let checked = py.detach(|| {
            let mut buffer = Vec::new();
            let bytes = input.bytes(checker.settings().limits.bytes, &mut buffer);
            let bytes = bytes.map_err(|error| os_error(&error, &input.name))?;
            let mut scratch = Scratch::default();
            PyResult::Ok(survived(checker, &input.name, &mut scratch, bytes))
        })?;
        self.insert(vec![checked])
    }

    /// Adds all applications of another portfolio, as `to_bytes` or `atbilst check --part` wrote it.
    fn merge(&mut self, py: Python<'_>, part: &[u8]) -> PyResult<()> {
        let (own, catalogue) = (&self.head, self.catalogue);
        let (head, all) = py.detach(|| {
            let mut reader = opened(part, catalogue)?;
            if let Some(difference) = reader.head.differs_from(own) {
                let difference = difference.say(PART, "Portfolio", catalogue);
                return Err(PyValueError::new_err(difference));
            }
            let mut all = Vec::with_capacity(reader.paths().len());
            while let Some(checked) = reader
                .next_application()
                .map_err(|mistake| refused(mistake, catalogue))?
            {
                all.push(checked);
            }
            PyResult::Ok((reader.head, all))
        })?;
        self.insert(all)?;
        self.head.join(&head);
        Ok(())
    }

    /// The portfolio as a part of a check: for `merge`, and for `atbilst merge`.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.part())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The report of one check over all that was added. The portfolio is empty then.
    fn finish(&mut self, py: Python<'_>) -> PyResult<Report> {
        let (checker, catalogue) = (&self.checker, self.catalogue);
        let part = py.detach(|| self.part())?;
        let members = std::mem::take(&mut self.members);
        py.detach(|| {
            // What a finding over all shows of an application is read from there.
            let reader = RefCell::new(opened(&part, catalogue)?);
            let mut assembly = checker.assemble(members.len());
            let members = members.into_values();
            let applications = members.map(|checked| assembly.add(checked)).collect();
            let cite = |path: &str| reader.borrow_mut().cited(path).ok().flatten();
            let mut report = assembly.report_of_parts(&cite);
            report.show(applications);
            report.inputs.clone_from(&self.head.inputs);
            Ok(Report::new(report))
        })
    }

    fn __len__(&self) -> usize {
        self.members.len()
    }

    fn __repr__(&self) -> String {
        format!("Portfolio({} applications)", self.members.len())
    }
}

impl Portfolio {
    /// Adds all, or none.
    fn insert(&mut self, all: Vec<Checked>) -> PyResult<()> {
        let twice = all
            .iter()
            .find(|checked| self.members.contains_key(&*checked.application.path));
        if let Some(checked) = twice {
            let about = [
                ("path", (&*checked.application.path).into()),
                ("one", "Portfolio".into()),
                ("other", PART.into()),
            ];
            let why = self.catalogue.say("merge.twice", &about);
            return Err(PyValueError::new_err(why));
        }
        let named = all.into_iter();
        self.members
            .extend(named.map(|one| (one.application.path.to_string(), one)));
        Ok(())
    }

    fn part(&self) -> PyResult<Vec<u8>> {
        let mut writer = PartWriter::new(Vec::new(), &self.head)?;
        let members: Vec<&Checked> = self.members.values().collect();
        for block in members.chunks(BLOCK) {
            writer.add(&PackedBlock::of(block.iter().copied())?)?;
        }
        Ok(writer.finish("{}".to_owned())?)
    }
}

fn opened<'b>(part: &'b [u8], catalogue: &Catalogue) -> PyResult<PartReader<Cursor<&'b [u8]>>> {
    PartReader::open(Cursor::new(part)).map_err(|mistake| refused(mistake, catalogue))
}

fn refused(mistake: PartMistake, catalogue: &Catalogue) -> PyErr {
    let about = [("path", PART.into())];
    PyValueError::new_err(match mistake {
        PartMistake::NotAPart => catalogue.say("merge.not_a_part", &about),
        PartMistake::Damaged => catalogue.say("merge.damaged", &about),
        PartMistake::OtherForm(form) => {
            let about = [("path", PART.into()), ("form", form.into())];
            catalogue.say("merge.other_form", &about)
        }
        PartMistake::Io(error) => return error.into(),
    })
}
