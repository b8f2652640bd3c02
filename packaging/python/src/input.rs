//! What is checked: a text, bytes, or a file.

use std::ffi::CString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use atbilst_render::escape::path_name;
use atbilst_yaml::Limits;
use pyo3::exceptions::{PyIsADirectoryError, PyOSError, PyTypeError, PyUserWarning};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyMemoryView, PyString, PyTuple};

/// What is called so that has no name of its own.
const NAME: &str = "application.yaml";

/// One text to check and what reports call it.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) name: Arc<str>,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Text(PyBackedStr),
    Bytes(PyBackedBytes),
    File(PathBuf),
}

impl Input {
    /// A text (`str`), bytes, or the path of a file (`pathlib.Path`), by this name.
    pub(crate) fn of(given: &Bound<'_, PyAny>, name: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let content = content(given, "a text (str), bytes or a path (os.PathLike)")?;
        Self::called(content, name)
    }

    fn called(content: Content, name: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let name = match (name, &content) {
            (Some(name), _) => named(name)?,
            (None, Content::File(path)) => path_name(path),
            (None, _) => NAME.into(),
        };
        Ok(Self { name, content })
    }

    /// The same, or a pair of its name and it.
    pub(crate) fn of_many(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        let Ok(pair) = given.cast::<PyTuple>() else {
            let asked = "a text (str), bytes, a path (os.PathLike) or a pair (name, text)";
            return Self::called(content(given, asked)?, None);
        };
        let Ok((name, content)) = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>() else {
            let count = pair.len();
            return Err(PyTypeError::new_err(format!(
                "a pair (name, text) is asked for, not a tuple of {count}"
            )));
        };
        Self::of(&content, Some(&name))
    }

    /// Its bytes; a file is read into `buffer`, as far as one byte over the limit.
    pub(crate) fn bytes<'b>(&'b self, buffer: &'b mut Vec<u8>) -> io::Result<&'b [u8]> {
        const LIMIT: u64 = Limits::USUAL.bytes as u64;
        match &self.content {
            Content::Text(text) => Ok(text.as_bytes()),
            Content::Bytes(bytes) => Ok(bytes),
            Content::File(path) => {
                buffer.clear();
                // Whoever opens a pipe or a device may wait for ever.
                let metadata = std::fs::metadata(path)?;
                if metadata.is_dir() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                if !metadata.is_file() {
                    let why = "this is not an ordinary file; give what it holds as bytes";
                    return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
                }
                let file = std::fs::File::open(path)?;
                file.take(LIMIT.saturating_add(1)).read_to_end(buffer)?;
                Ok(buffer)
            }
        }
    }
}

fn content(given: &Bound<'_, PyAny>, asked: &str) -> PyResult<Content> {
    if let Ok(text) = given.cast::<PyString>() {
        warn_of_a_name(text)?;
        // What is no Unicode is no UTF-8 either, which is then found in it.
        let lone = || text.call_method1("encode", ("utf-8", "surrogatepass"));
        return match text.extract() {
            Ok(text) => Ok(Content::Text(text)),
            Err(_) => Ok(Content::Bytes(lone()?.extract()?)),
        };
    }
    if let Ok(bytes) = given.extract() {
        return Ok(Content::Bytes(bytes));
    }
    if given.is_instance_of::<PyMemoryView>() {
        return Ok(Content::Bytes(given.call_method0("tobytes")?.extract()?));
    }
    if given.hasattr("__fspath__")? {
        return Ok(Content::File(given.extract()?));
    }
    Err(wrong_type("application", asked, given))
}

/// The name of a file is a text like any other, and most likely it is meant as the file.
fn warn_of_a_name(text: &Bound<'_, PyString>) -> PyResult<()> {
    let name = text.to_cow().unwrap_or_default();
    let is_name = [".yaml", ".yml"].iter().any(|end| name.ends_with(end)) && !name.contains('\n');
    if !is_name || !Path::new(&*name).is_file() {
        return Ok(());
    }
    let py = text.py();
    let words = CString::new(format!(
        "{name:?} is checked as a text; pathlib.Path({name:?}) is the file"
    ))?;
    PyErr::warn(py, &py.get_type::<PyUserWarning>(), &words, 1)
}

/// What reports call something by what Python calls it.
fn named(name: &Bound<'_, PyAny>) -> PyResult<Arc<str>> {
    if !name.is_instance_of::<PyString>() && !name.hasattr("__fspath__")? {
        return Err(wrong_type("name", "a text (str) or a path", name));
    }
    Ok(path_name(&name.extract::<PathBuf>()?))
}

/// The number of a folder where a file is asked for, in Python on every system.
const EISDIR: i32 = 21;

/// What Python raises where a file cannot be read: it names the file.
pub(crate) fn os_error(error: &io::Error, name: &str) -> PyErr {
    match error.raw_os_error() {
        Some(number) => {
            let words = error.to_string();
            let words = words
                .split(" (os error")
                .next()
                .unwrap_or_default()
                .to_owned();
            PyOSError::new_err((number, words, name.to_owned()))
        }
        None if error.kind() == io::ErrorKind::IsADirectory => {
            PyIsADirectoryError::new_err((EISDIR, error.to_string(), name.to_owned()))
        }
        None => PyOSError::new_err(format!("{name}: {error}")),
    }
}

/// That something of this kind was found where another is asked for.
pub(crate) fn wrong_type(name: &str, asked: &str, found: &Bound<'_, PyAny>) -> PyErr {
    match found.get_type().name() {
        Ok(kind) => PyTypeError::new_err(format!("{name}: {asked} is asked for, not {kind}")),
        Err(error) => error,
    }
}
