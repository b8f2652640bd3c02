//! Cases that are data: lists of them in YAML, and texts that stay as they were.
#![allow(dead_code, reason = "each of the test programs asks for a part")]

use serde::de::DeserializeOwned;

use crate::program::here;

/// The cases of a file of the repository.
pub(crate) fn cases<T: DeserializeOwned>(path: &str) -> T {
    let text = std::fs::read_to_string(here().join(path));
    let text = text.unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether a text is what its file of the repository holds; with `ATBILST_UPDATE` it is written there.
pub(crate) fn is_golden(path: &str, text: &str) -> bool {
    let path = here().join(path);
    if std::env::var_os("ATBILST_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(&path, text).expect("written");
    }
    std::fs::read_to_string(path).unwrap_or_default() == text
}
