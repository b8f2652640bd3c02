//! Many texts, side by side.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyInt, PyIterator, PyString};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use atbilst_core::check::Unreadable;
use atbilst_core::{Checker, Scratch, report};

use crate::application::Application;
use crate::arguments::Asked;
use crate::check::survived;
use crate::input::{Input, wrong_type};
use crate::report::Record;

/// So many texts are taken ahead for each thread, at most.
const AHEAD: usize = 64;

/// And for no longer than this: what a slow source gave before is not kept waiting.
const PATIENCE: Duration = Duration::from_millis(5);

/// So many of them are checked one after another by one thread.
const CHUNK: usize = 32;

/// As many threads as the program may be told to use.
const THREADS: i64 = 1024;

/// Checks applications side by side, as they are asked for and in their order.
#[pyfunction]
#[pyo3(signature = (applications, *, lang = "en", as_of = None, today = None, rules = None, jobs = None))]
pub(crate) fn check_many(
    applications: &Bound<'_, PyAny>,
    lang: &str,
    as_of: Option<&Bound<'_, PyAny>>,
    today: Option<&Bound<'_, PyAny>>,
    rules: Option<&Bound<'_, PyAny>>,
    jobs: Option<&Bound<'_, PyAny>>,
) -> PyResult<Checks> {
    let one = applications.is_instance_of::<PyString>() || applications.is_instance_of::<PyBytes>();
    // What has a name for each text.
    let named = applications.cast::<PyDict>().ok().map(|all| all.items());
    let source = match &named {
        Some(named) => named.try_iter(),
        None => applications.try_iter(),
    };
    let source = source.ok().filter(|_| !one);
    let source = source.ok_or_else(|| {
        let asked = "a list of texts, or a generator of them (check takes one),";
        wrong_type("applications", asked, applications)
    })?;
    let asked = Asked::of(lang, as_of, today, rules)?;
    // One thread is the caller's own: a process that was forked has no other.
    let pool = match threads(jobs)? {
        1 => None,
        threads => Some(
            ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .map_err(|why| PyValueError::new_err(format!("jobs: {why}")))?,
        ),
    };
    Ok(Checks {
        checker: asked.checker(),
        frame: Arc::new(Record::frame(asked)),
        pool,
        source: source.unbind(),
        ready: VecDeque::new(),
        failed: None,
    })
}

/// How many threads are asked for; 0 is one for each processor.
fn threads(jobs: Option<&Bound<'_, PyAny>>) -> PyResult<usize> {
    let Some(jobs) = jobs else { return Ok(0) };
    if !jobs.is_instance_of::<PyInt>() {
        return Err(wrong_type("jobs", "a whole number", jobs));
    }
    let number = jobs.extract::<i64>().ok();
    let number = number.filter(|number| (0..=THREADS).contains(number));
    let number = number.and_then(|number| usize::try_from(number).ok());
    number.ok_or_else(|| {
        PyValueError::new_err(format!(
            "jobs: a number from 0 (one for each processor) to {THREADS} is asked for, not {jobs}"
        ))
    })
}

/// The results of many checks, one after another.
#[pyclass(module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Checks {
    checker: Checker<'static>,
    frame: Arc<Record>,
    pool: Option<ThreadPool>,
    source: Py<PyIterator>,
    ready: VecDeque<report::Application>,
    /// What the source raised; it is told after what it gave before.
    failed: Option<PyErr>,
}

#[pymethods]
impl Checks {
    fn __iter__(this: Py<Self>) -> Py<Self> {
        this
    }

    fn __next__(this: &Bound<'_, Self>) -> PyResult<Option<Application>> {
        // As a generator of Python says it.
        let own = this.try_borrow_mut();
        let mut own = own.map_err(|_| {
            PyValueError::new_err(
                "another thread waits for the next result here; give each an iterator of its own",
            )
        })?;
        own.next(this.py())
    }
}

impl Checks {
    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Application>> {
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

    fn fill(&mut self, py: Python<'_>) {
        let threads = self.pool.as_ref().map(ThreadPool::current_num_threads);
        let most = threads.map_or(1, |threads| threads.saturating_mul(AHEAD));
        let mut inputs = Vec::with_capacity(most);
        let mut source = self.source.bind(py).clone();
        let begun = Instant::now();
        while inputs.len() < most && (inputs.is_empty() || begun.elapsed() < PATIENCE) {
            match source.next().map(|given| Input::of_many(&given?)) {
                Some(Ok(input)) => inputs.push(input),
                Some(Err(failed)) => {
                    self.failed = Some(failed);
                    break;
                }
                None => break,
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
        let checked = match input.bytes(&mut buffer) {
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
        io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput => Unreadable::NotAFile,
        _ => Unreadable::Other(error.to_string()),
    }
}
