//! Which files of those that are there are taken: patterns, read as git reads those of `.gitignore`, and these files themselves where
//! they count. A file that is named itself is not asked about.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use atbilst_core::report::{Patterns, Selection};

use super::patterns::{Mistake, PatternList};
use super::spelling::lexical;
use super::tree::upwards;

/// No ignore file is read that is larger, in bytes.
const LARGEST: u64 = 1 << 20;

/// A pattern that is none, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotAPattern {
    pub(crate) pattern: String,
    pub(crate) why: Mistake,
}

/// Which files of a folder or a list are taken.
#[derive(Debug, Default)]
pub(crate) struct Choice {
    here: PathBuf,
    exclude: Option<PatternsBelow>,
    include: Option<PatternsBelow>,
    ignores: Option<IgnoreFiles>,
}

impl Choice {
    /// As it was asked for.
    ///
    /// # Errors
    /// The first pattern that is none.
    pub(crate) fn of(selection: &Selection) -> Result<Self, NotAPattern> {
        let here = std::env::current_dir().unwrap_or_default();
        let below = |patterns: &Option<Patterns>| {
            let patterns = patterns.as_ref().filter(|some| !some.patterns.is_empty());
            let patterns = patterns.map(|patterns| PatternsBelow::of(patterns, &here));
            patterns.transpose()
        };
        Ok(Self {
            exclude: below(&selection.exclude)?,
            include: below(&selection.include)?,
            ignores: selection.gitignore.then(IgnoreFiles::default),
            here,
        })
    }

    /// Whether a file, or all of a folder, is not taken.
    pub(super) fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        if self.exclude.is_none() && self.include.is_none() && self.ignores.is_none() {
            return false;
        }
        let path = lexical(&self.here.join(path));
        let matches = |patterns: &PatternsBelow| patterns.match_path(&path, is_folder);
        let is_ignored = |ignores: &IgnoreFiles| ignores.match_path(&path, is_folder, &self.here);
        self.exclude.as_ref().is_some_and(matches)
            || self.ignores.as_ref().is_some_and(is_ignored)
            // What lies in a folder may match where the folder does not.
            || (!is_folder && self.include.as_ref().is_some_and(|include| !matches(include)))
    }
}

/// Patterns for what lies in a folder.
#[derive(Debug)]
struct PatternsBelow {
    folder: PathBuf,
    patterns: PatternList,
}

impl PatternsBelow {
    fn of(patterns: &Patterns, here: &Path) -> Result<Self, NotAPattern> {
        let folder = lexical(&here.join(&patterns.folder));
        let mut list = PatternList::default();
        for pattern in &patterns.patterns {
            if let Some(why) = Mistake::in_pattern(pattern) {
                let pattern = pattern.clone();
                return Err(NotAPattern { pattern, why });
            }
            list.add(pattern);
        }
        Ok(Self {
            folder,
            patterns: list,
        })
    }

    fn match_path(&self, path: &Path, is_folder: bool) -> bool {
        let below = path.strip_prefix(&self.folder).ok();
        let said = below.and_then(|below| self.patterns.match_path(below, is_folder));
        said.unwrap_or(false)
    }
}

/// The `.gitignore` of each folder, read when it is asked for.
#[derive(Debug, Default)]
struct IgnoreFiles(Mutex<HashMap<PathBuf, Option<Arc<PatternList>>>>);

impl IgnoreFiles {
    /// The nearest file that says something of a path decides.
    fn match_path(&self, path: &Path, is_folder: bool, here: &Path) -> bool {
        let above = path.parent().map(|folder| upwards(folder, here));
        let said = above.into_iter().flatten().find_map(|folder| {
            let below = path.strip_prefix(&folder).ok()?;
            let file = self.of(folder)?;
            file.match_path(below, is_folder)
        });
        said.unwrap_or(false)
    }

    fn of(&self, folder: PathBuf) -> Option<Arc<PatternList>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let read = |folder: &PathBuf| read(&folder.join(".gitignore")).map(Arc::new);
        known.entry(folder).or_insert_with_key(read).clone()
    }
}

/// The patterns of an ignore file; of what is none or cannot be read there are none, as for git.
fn read(path: &Path) -> Option<PatternList> {
    let there = path.symlink_metadata().ok()?;
    let text = (there.is_file() && there.len() <= LARGEST).then(|| std::fs::read(path).ok())??;
    let text = String::from_utf8_lossy(&text);
    let mut list = PatternList::default();
    for line in text.trim_start_matches('\u{feff}').lines() {
        list.add(line);
    }
    Some(list)
}
