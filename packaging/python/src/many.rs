//! Many texts, side by side.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyIterator;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use atbilst_core::check::Unreadable;
use atbilst_core::{Checker, Scratch, report};

use crate::application::Application;
use crate::arguments::checker;
use crate::check::survived;
use crate::input::Input;

/// So many texts are taken at once.
const BATCH: usize = 1024;

/// So many of them are checked one after another by one thread.
const CHUNK: usize = 32;

/// Checks applications side by side, as they are asked for and in their order.
#[pyfunction]
#[pyo3(signature = (applications, *, lang = "en", as_of = None, today = None, rules = None, jobs = 0))]
pub(crate) fn check_many(
    applications: &Bound<'_, PyAny>,
    lang: &str,
    as_of: Option<&Bound<'_, PyAny>>,
    today: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
    jobs: usize,
) -> PyResult<Checks> {
    let checker = checker(lang, as_of, today, rules)?;
    // One thread is the caller's own: a process that was forked has no other.
    let pool = match jobs {
        1 => None,
        _ => Some(
            ThreadPoolBuilder::new()
                .num_threads(jobs)
                .build()
                .map_err(|why| PyValueError::new_err(format!("jobs: {why}")))?,
        ),
    };
    Ok(Checks {
        frame: Arc::new(checker.empty_report()),
        checker,
        pool,
        source: applications.try_iter()?.unbind(),
        ready: VecDeque::new(),
        failed: None,
    })
}

/// The results of many checks, one after another.
#[pyclass(module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Checks {
    checker: Checker<'static>,
    frame: Arc<report::Report>,
    pool: Option<ThreadPool>,
    source: Py<PyIterator>,
    ready: VecDeque<report::Application>,
    /// What the source raised; it is told after what it gave before.
    failed: Option<PyErr>,
}

#[pymethods]
impl Checks {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&mut self, py: Python<'_>) -> PyResult<Option<Application>> {
        if self.ready.is_empty() && self.failed.is_none() {
            self.fill(py);
        }
        match (self.ready.pop_front(), self.failed.take()) {
            (Some(application), failed) => {
                self.failed = failed;
                Ok(Some(Application::alone(&self.frame, application)))
            }
            (None, Some(failed)) => Err(failed),
            (None, None) => Ok(None),
        }
    }
}

impl Checks {
    fn fill(&mut self, py: Python<'_>) {
        let mut inputs = Vec::with_capacity(BATCH);
        for given in self.source.bind(py).clone().take(BATCH) {
            match given.and_then(|given| Input::of_many(&given)) {
                Ok(input) => inputs.push(input),
                Err(failed) => {
                    self.failed = Some(failed);
                    break;
                }
            }
        }
        let (checker, pool) = (&self.checker, self.pool.as_ref());
        // Theirs is what Python gave, which is given back where it is locked again.
        let checked = py.detach(|| match pool {
            None => chunk(checker, &inputs),
            Some(pool) => pool.install(|| {
                let chunks = inputs.par_chunks(CHUNK).map(|some| chunk(checker, some));
                chunks.flatten_iter().collect()
            }),
        });
        self.ready = checked.into();
    }
}

fn chunk(checker: &Checker<'_>, inputs: &[Input]) -> Vec<report::Application> {
    let (mut scratch, mut buffer) = (Scratch::default(), Vec::new());
    let one = |input: &Input| {
        let checked = match input.bytes(checker.settings().limits.bytes, &mut buffer) {
            Ok(bytes) => survived(checker, &input.name, &mut scratch, bytes),
            Err(error) => checker.unreadable(&input.name, &unreadable(&error)),
        };
        checked.alone()
    };
    inputs.iter().map(one).collect()
}

fn unreadable(error: &io::Error) -> Unreadable {
    match error.kind() {
        io::ErrorKind::NotFound => Unreadable::NotFound,
        io::ErrorKind::PermissionDenied => Unreadable::Permission,
        io::ErrorKind::IsADirectory => Unreadable::NotAFile,
        _ => Unreadable::Other(error.to_string()),
    }
}
