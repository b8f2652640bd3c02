//! What the server asks of the place it runs in: files, settings and the day are not its own.

use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

use atbilst_core::language::Catalogue;
use atbilst_core::{Checker, Scratch};
use atbilst_yaml::Limits;
use chrono::NaiveDate;
use serde_json::Value;

/// What a text is meant as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meant {
    /// An application.
    Application,
    /// A rule book: other books, waivers and answers are nothing to it, and stand in nobody's way who mends it.
    Book,
}

/// The place that the server runs in.
pub trait Projects {
    /// The folder that is open in the editor: relative names lead on from it.
    fn open(&mut self, root: &Path);

    /// The language that the editor's settings ask for, where they do.
    fn catalogue(&self, options: &Value) -> Option<&'static Catalogue>;

    /// What counts for a file, or for a text without one, together with the editor's settings.
    ///
    /// # Errors
    /// Why nothing can be checked, in a sentence.
    fn of(&self, file: Option<&Path>, meant: Meant, options: &Value) -> Result<Project, String>;

    /// What reports call a file.
    fn name(&self, file: &Path) -> Arc<str>;

    /// Whether a file stands beside applications and is none: waivers, answers.
    fn stands_beside(&self, file: &Path) -> bool;

    /// Whether the process of that number runs, as far as can be seen.
    fn is_running(&self, process: u32) -> bool;

    /// The text of a file that stands beside a rule book.
    fn beside(&self, file: &Path) -> Option<String>;
}

/// What counts for the files of a folder.
#[derive(Debug)]
pub struct Project {
    /// Holds applications against the rule books that count.
    pub checker: Checker<'static>,
    /// The language that is spoken.
    pub catalogue: &'static Catalogue,
    /// How much of a text is read.
    pub limits: Limits,
    /// The day whose law is applied, whatever an application says.
    pub as_of: Option<NaiveDate>,
    /// The day of the check.
    pub today: NaiveDate,
    /// Whether a text that names no call is one of an application all the same.
    pub strict: bool,
    /// The memory of the checker.
    pub scratch: RefCell<Scratch>,
}
