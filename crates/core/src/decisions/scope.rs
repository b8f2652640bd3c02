//! Whose findings an entry is about: an application by its id or its file, or all of a call together.

use super::path::{is_absolute, plain, whole};

/// Whose findings an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of the application with this id.
    Application(String),
    /// Those of this file; as it is written, which leads from the folder of its own file, and as reports name it.
    Path(String, String),
    /// Those over all applications of the call together.
    Call(String),
}

impl Scope {
    /// What the fields `application`, `path` and `call` of an entry say, of which exactly one stands there. `file` is the path of the
    /// file it stands in.
    pub(crate) fn of(file: &str, fields: [Option<&str>; 3]) -> Option<Self> {
        Some(match fields {
            [Some(id), None, None] => Self::Application(id.to_owned()),
            [None, Some(path), None] => {
                let whole = match file.rsplit_once('/') {
                    Some((folder, _)) if !is_absolute(path) => format!("{folder}/{path}"),
                    _ => path.to_owned(),
                };
                Self::Path(path.to_owned(), plain(&whole))
            }
            [None, None, Some(call)] => Self::Call(call.to_owned()),
            _ => return None,
        })
    }

    /// As the file writes it.
    pub(crate) fn written(&self) -> &str {
        match self {
            Self::Application(text) | Self::Path(text, _) | Self::Call(text) => text,
        }
    }

    /// What it is looked up by, in a run in this folder: a file may be named in many ways.
    pub(crate) fn key(&self, folder: &str) -> String {
        match self {
            Self::Application(id) => format!("application\n{id}"),
            Self::Path(_, path) => format!("path\n{}", whole(folder, path)),
            Self::Call(call) => format!("call\n{call}"),
        }
    }

    /// What an application is looked up by.
    pub(crate) fn keys(folder: &str, id: Option<&str>, path: &str) -> Vec<String> {
        let id = id.map(|id| Self::Application(id.to_owned()));
        let path = Self::Path(path.to_owned(), path.to_owned());
        let all = id.into_iter().chain([path]);
        all.map(|one| one.key(folder)).collect()
    }
}
