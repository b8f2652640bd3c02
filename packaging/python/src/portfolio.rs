//! Applications judged together, as they come, in one process or in several.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;

use atbilst_core::check::Checked;
use atbilst_core::language::Catalogue;
use atbilst_core::part::{PackedBlock, PartEnd, PartHead, PartMistake, PartReader, PartWriter};
use atbilst_core::{Checker, Scratch};
use atbilst_render::HTML;

use crate::arguments::Asked;
use crate::check::survived;
use crate::input::{Input, os_error};
use crate::reduced::{Reduced, reduced, version};
use crate::report::{MadeOf, Record, Report};

/// So many applications stand in one block of a part.
const BLOCK: usize = 32;

/// What a mistake calls a part that was handed in as bytes.
const PART: &str = "part";

/// Applications of one check, to be judged together. Several threads may add to it.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Portfolio {
    asked: Asked,
    checker: Checker<'static>,
    /// The same, telling also what each rule looked at.
    with_sheets: Checker<'static>,
    catalogue: &'static Catalogue,
    /// Waited for only where other threads of Python may run, and held by nobody who waits for them.
    kept: Mutex<Kept>,
}

/// What was added.
#[derive(Debug)]
struct Kept {
    head: PartHead,
    end: PartEnd,
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
        let asked = Asked::of(lang, as_of, today, rules)?;
        Ok(Self::of(asked, inputs.unwrap_or_default()))
    }

    /// Checks an application and adds it.
    #[pyo3(signature = (application, *, name = None))]
    fn add(
        &self,
        py: Python<'_>,
        application: &Bound<'_, PyAny>,
        name: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<()> {
        let input = Input::of(application, name)?;
        py.detach(|| {
            let mut buffer = Vec::new();
            let bytes = input.bytes(&mut buffer);
            let bytes = bytes.map_err(|error| os_error(&error, &input.name))?;
            let has_sheets = self.kept().end.sheets.is_some();
            let checker = if has_sheets {
                &self.with_sheets
            } else {
                &self.checker
            };
            let checked = survived(checker, &input.name, &mut Scratch::default(), bytes);
            let end = PartEnd {
                sheets: has_sheets.then_some(1),
                ..PartEnd::default()
            };
            self.insert(&mut self.kept(), vec![checked], end)
        })
    }

    /// Adds all applications of another portfolio, as `to_bytes` or `atbilst check --part` wrote it.
    pub(crate) fn merge(&self, py: Python<'_>, part: PyBackedBytes) -> PyResult<()> {
        py.detach(|| {
            let mut reader = opened(&part, self.catalogue)?;
            if let Some(difference) = reader.head.differs_from(&self.kept().head) {
                let difference = difference.say(PART, "Portfolio", self.catalogue);
                return Err(PyValueError::new_err(difference));
            }
            let mut all = Vec::with_capacity(reader.paths().len());
            while let Some(checked) = reader
                .next_application()
                .map_err(|mistake| refused(mistake, self.catalogue))?
            {
                all.push(checked);
            }
            let end = PartEnd::read(reader.end());
            let end = end.map_err(|mistake| refused(mistake, self.catalogue))?;
            let mut kept = self.kept();
            let is_first = kept.members.is_empty();
            self.insert(&mut kept, all, end)?;
            if is_first {
                kept.head.folder.clone_from(&reader.head.folder);
            }
            kept.head.join(&reader.head);
            Ok(())
        })
    }

    /// The portfolio as a part of a check: for `merge`, and for `atbilst merge`.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.kept().part())?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The report of one check over all that was added. The portfolio is empty then.
    pub(crate) fn finish(&self, py: Python<'_>) -> PyResult<Report> {
        let asked = Asked::from_again(self.asked.again(py))?;
        py.detach(|| {
            let (part, kept) = {
                let mut kept = self.kept();
                let part = kept.part()?;
                let head = PartHead {
                    inputs: kept.head.inputs.clone(),
                    ..head(&self.asked, &self.checker)
                };
                (part, std::mem::replace(&mut *kept, Kept::of(head)))
            };
            let Kept {
                mut head,
                end,
                members,
            } = kept;
            // Where nothing is named, whoever adds them knows which there are.
            head.selection.list |= head.inputs.is_empty();
            let checker = asked.checker().collecting();
            let checker = checker.with_waivers(head.waivers());
            let checker = checker.with_answers(head.answers());
            // What a finding over all shows of an application is read from there.
            let reader = opened(&part, self.catalogue)?;
            let mut assembly = checker.assemble(members.len());
            let members = members.into_values();
            let applications = members.map(|checked| assembly.add(checked)).collect();
            let cite = |path: &str| reader.cited(path).ok().flatten();
            let mut report = assembly.report_of_parts(&cite);
            report.show(applications);
            end.complete(&mut report, &head, self.catalogue);
            Ok(Report::new(Record {
                report,
                asked,
                made_of: MadeOf::Part(part),
            }))
        })
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        py.detach(|| self.kept().members.len())
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("Portfolio({} applications)", self.__len__(py))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> Reduced<'py> {
        let of = (version(), self.to_bytes(py)?, self.asked.again(py));
        reduced(py, "_portfolio", of)
    }
}

impl Portfolio {
    /// An empty one.
    pub(crate) fn of(asked: Asked, inputs: Vec<String>) -> Self {
        let checker = asked.checker().collecting();
        let with_sheets = asked.checker().collecting().with_sheets(true);
        let head = head(&asked, &checker);
        Self {
            catalogue: Catalogue::of(asked.language()),
            kept: Mutex::new(Kept::of(PartHead { inputs, ..head })),
            checker,
            with_sheets,
            asked,
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds all, with what is said beside them, or none.
    fn insert(&self, kept: &mut Kept, all: Vec<Checked>, end: PartEnd) -> PyResult<()> {
        let is_there = |one: &&Checked| kept.members.contains_key(&*one.application.path);
        if let Some(checked) = all.iter().find(is_there) {
            let about = [
                ("path", (&*checked.application.path).into()),
                ("one", "Portfolio".into()),
                ("other", PART.into()),
            ];
            let why = self.catalogue.say("merge.twice", &about);
            return Err(PyValueError::new_err(why));
        }
        kept.add(all, end);
        Ok(())
    }
}

/// How a portfolio is made in which nothing is yet.
fn head(asked: &Asked, checker: &Checker<'_>) -> PartHead {
    PartHead::of(checker.settings(), asked.language().name(), checker.books())
}

impl Kept {
    fn of(head: PartHead) -> Self {
        Self {
            head,
            end: PartEnd::of_nothing(),
            members: BTreeMap::new(),
        }
    }

    /// Of more applications than a page shows in full, no sheet is kept.
    fn add(&mut self, mut all: Vec<Checked>, end: PartEnd) {
        let had_sheets = self.end.sheets.is_some();
        self.end.join(end);
        self.end.sheets = self.end.sheets.filter(|files| *files <= HTML.sheets);
        if self.end.sheets.is_none() {
            let before = self.members.values_mut().filter(|_| had_sheets);
            let all = before.chain(&mut all);
            all.for_each(|one| one.application.sheet = Vec::new());
        }
        let named = all.into_iter();
        self.members
            .extend(named.map(|one| (one.application.path.to_string(), one)));
    }

    fn part(&self) -> PyResult<Vec<u8>> {
        let mut writer = PartWriter::new(Vec::new(), &self.head)?;
        let members: Vec<&Checked> = self.members.values().collect();
        for block in members.chunks(BLOCK) {
            writer.add(&PackedBlock::of(block.iter().copied())?)?;
        }
        let end = serde_json::to_string(&self.end).map_err(std::io::Error::other)?;
        Ok(writer.finish(end)?)
    }
}

fn opened<'b>(part: &'b [u8], catalogue: &Catalogue) -> PyResult<PartReader<&'b [u8]>> {
    PartReader::open(part).map_err(|mistake| refused(mistake, catalogue))
}

fn refused(mistake: PartMistake, catalogue: &Catalogue) -> PyErr {
    let about = [("path", PART.into())];
    PyValueError::new_err(match mistake {
        PartMistake::NotAPart => catalogue.say("merge.not_a_part", &about),
        PartMistake::Damaged => catalogue.say("merge.damaged", &about),
        PartMistake::Changed => catalogue.say("merge.changed", &about),
        PartMistake::OtherForm(form) => {
            let about = [("path", PART.into()), ("form", form.into())];
            catalogue.say("merge.other_form", &about)
        }
        PartMistake::Io(error) => return error.into(),
    })
}
