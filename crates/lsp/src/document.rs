//! A text that is open in the editor, with what was last said of it.

use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use atbilst_core::finding::Finding;
use atbilst_core::rulebook::RuleBook;
use lsp_types::Uri;

use crate::text::Text;

/// A text that is open in the editor.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) uri: Uri,
    /// Its file, where it has one.
    pub(crate) path: Option<PathBuf>,
    /// What reports call it.
    pub(crate) name: Arc<str>,
    pub(crate) version: i32,
    pub(crate) text: Text,
    /// Whether it has changed since it was checked.
    pub(crate) unchecked: bool,
    /// Whether it was an application once: a person who deletes the line of the call wants to hear of it.
    pub(crate) was_application: bool,
    /// What was found when it was last checked.
    pub(crate) findings: Vec<Finding>,
    /// Of a rule book, how it last could be read.
    pub(crate) book: Option<Rc<RuleBook>>,
    /// The other files of which something was said because of it.
    pub(crate) beside: Vec<Uri>,
}

impl Document {
    /// Whether it is meant as a rule book, by the text that it has now.
    pub(crate) fn is_book(&self, text: &str) -> bool {
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let lines = text.split(['\n', '\r']).filter(is_key);
        let keys = lines.filter_map(|line| line.split_once(':'));
        !self.was_application && RuleBook::is_meant(keys.map(|(key, _)| key.trim_end()))
    }
}
