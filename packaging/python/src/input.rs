//! What is checked: a text, bytes, or a file.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pyo3::exceptions::{PyOSError, PyTypeError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::PyTuple;

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
    pub(crate) fn of(given: &Bound<'_, PyAny>, name: Option<&str>) -> PyResult<Self> {
        let content = if let Ok(text) = given.extract() {
            Content::Text(text)
        } else if let Ok(bytes) = given.extract() {
            Content::Bytes(bytes)
        } else if given.hasattr("__fspath__")? {
            Content::File(given.extract()?)
        } else {
            let kind = given.get_type().name()?;
            return Err(PyTypeError::new_err(format!(
                "a text (str), bytes or a path (os.PathLike) is asked for, not {kind}"
            )));
        };
        let name = match (name, &content) {
            (Some(name), _) => name.into(),
            (None, Content::File(path)) => name_of(path),
            (None, _) => NAME.into(),
        };
        Ok(Self { name, content })
    }

    /// The same, or a pair of its name and it.
    pub(crate) fn of_many(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        match given.cast::<PyTuple>() {
            Ok(pair) => {
                let (name, content): (PathBuf, Bound<'_, PyAny>) = pair.extract()?;
                Self::of(&content, Some(&name_of(&name)))
            }
            Err(_) => Self::of(given, None),
        }
    }

    /// Its bytes; a file is read into `buffer`, as far as one byte over the limit.
    pub(crate) fn bytes<'b>(
        &'b self,
        limit: usize,
        buffer: &'b mut Vec<u8>,
    ) -> io::Result<&'b [u8]> {
        match &self.content {
            Content::Text(text) => Ok(text.as_bytes()),
            Content::Bytes(bytes) => Ok(bytes),
            Content::File(path) => {
                buffer.clear();
                // Whoever opens a pipe or a device may wait for ever.
                if !std::fs::metadata(path)?.is_file() {
                    return Err(io::ErrorKind::IsADirectory.into());
                }
                let file = std::fs::File::open(path)?;
                file.take((limit as u64).saturating_add(1))
                    .read_to_end(buffer)?;
                Ok(buffer)
            }
        }
    }
}

/// What reports call a file: with forward slashes, without `./` in front.
pub(crate) fn name_of(path: &Path) -> Arc<str> {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text.into_owned()
    };
    text.strip_prefix("./").unwrap_or(&text).into()
}

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
        None => PyOSError::new_err(format!("{name}: {error}")),
    }
}
