//! Paths and folders as an ordered list of files. Knows only paths.

mod absent;
mod begins;
mod choice;
mod inputs;
mod listed;
mod once;
mod patterns;
mod spelling;
mod tree;
mod walk;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use atbilst_core::part::LeftOut;
use atbilst_core::suggest::nearest;

use rayon::prelude::*;

pub(crate) use atbilst_render::escape::{named_path as called, path_name as shown};
pub(crate) use choice::{Choice, NotAPattern};
pub(crate) use inputs::Inputs;
pub(crate) use once::elsewhere;
pub(crate) use tree::{Tree, relative, upwards, within};

/// What the waivers of a folder are called. Whether a file of that name counts is not decided here.
pub(crate) const WAIVERS: &str = "atbilst-waivers.yaml";

/// The name of a file of answers.
pub(crate) const ANSWERS: &str = "atbilst-answers.yaml";

/// One file to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Input {
    /// As reports name it; see [`shown`].
    pub shown: Arc<str>,
    /// Where it is, where that is not just what it is called.
    path: Option<Box<Path>>,
    /// How it was found.
    pub origin: Origin,
}

/// How a file was found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Origin {
    /// It was named; what it is will be seen when it is opened.
    Named,
    /// A list names it, beside whatever else has changed: as in a folder, it is an application only where it says so.
    Listed,
    /// In a folder that says that it is an ordinary file.
    Folder,
    /// It comes through standard input.
    Stdin,
    /// Git says that it has changed, and has not written it here.
    Absent,
    /// It could not be reached: what kind of error that is, and the words of the system.
    Failed(ErrorKind, Box<str>),
}

impl Input {
    fn new(path: &Path, origin: Origin) -> Self {
        let shown = shown(path);
        let differs = path.as_os_str() != &*shown;
        Self {
            shown,
            path: differs.then(|| path.into()),
            origin,
        }
    }

    /// Whether what it is must be seen from what it says: nobody called it an application.
    pub(crate) fn may_be_foreign(&self) -> bool {
        matches!(self.origin, Origin::Folder | Origin::Listed)
    }

    /// Whether it comes through standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.origin == Origin::Stdin
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(&*self.shown))
    }
}

/// What was found under some paths.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// The files, in the order of reports, each once.
    pub inputs: Vec<Input>,
    /// What is passed over.
    pub left_out: LeftOut,
    /// Folders in which there is nothing, by their paths.
    empty: Vec<PathBuf>,
}

impl Found {
    /// Gives what comes through standard input a name in reports. A file of that name is not read as well.
    pub(crate) fn name_stdin(&mut self, name: &str) {
        let Some(at) = self.inputs.iter().position(Input::is_stdin) else {
            return;
        };
        let stdin = self.inputs.remove(at);
        let name = once::plain(Path::new(name));
        once::without(&mut self.inputs, &name);
        self.inputs.push(Input {
            shown: shown(&name),
            ..stdin
        });
        self.inputs.sort();
    }
}

/// The applications under some paths. A path that is named itself is never passed over, whatever it is called;
/// in a folder those are taken that end in `.yaml` or `.yml`. No file in a folder says what of it is checked.
/// Of those after `typed`, which a list names, what a walk passes over is passed over as well.
pub(crate) fn discover(paths: &[PathBuf], typed: usize, choice: &Choice) -> Found {
    let mut found = Found::default();
    for (number, path) in paths.iter().enumerate() {
        let plain = once::plain(path);
        if path.as_os_str() == "-" {
            found.inputs.push(Input::new(path, Origin::Stdin));
        } else if number >= typed {
            listed::take(&plain, choice, &mut found);
        } else if path.is_dir() {
            walk::walk(&plain, choice, &mut found);
        } else {
            found.inputs.push(Input::new(&plain, Origin::Named));
        }
    }
    found.inputs.par_sort_unstable();
    found.inputs.shrink_to_fit();
    // A folder by itself leads to each of its files once.
    if paths.len() > 1 {
        once::once(&mut found.inputs);
        if paths.iter().any(|path| once::has_link(path)) {
            found.left_out.again = once::one_of_links(&mut found.inputs);
        }
    }
    absent::tell(paths, &mut found);
    let typed = paths.get(..typed).unwrap_or(paths);
    let named: HashSet<_> = typed.iter().map(|path| shown(&once::plain(path))).collect();
    for left_out in [
        &mut found.left_out.links,
        &mut found.left_out.hidden,
        &mut found.left_out.misnamed,
        &mut found.left_out.excluded,
        &mut found.left_out.gone,
        &mut found.left_out.repositories,
    ] {
        // What a walk leaves out may be named itself.
        left_out.retain(|name| !named.contains(name));
        left_out.sort();
        left_out.dedup();
    }
    found
}

/// What a walk of a folder will call a file that is not there yet, where it will take it for an application. `real` has no link in it.
pub(crate) fn will_find(folder: &Path, real: &Path) -> Option<Arc<str>> {
    let within = real
        .strip_prefix(std::fs::canonicalize(folder).ok()?)
        .ok()?;
    let is_seen = |part: Component<'_>| !walk::is_hidden(part.as_os_str());
    let seen = within.components().next().is_some() && within.components().all(is_seen);
    let is_application = within.file_name().map(name) == Some(Name::Application);
    (seen && is_application).then(|| shown(&once::plain(&folder.join(within))))
}

/// Adds what a walk of these paths would find if git had written it here: a file of this path, which has no link in it.
pub(crate) fn add_absent(found: &mut Found, paths: &[PathBuf], choice: &Choice, real: &Path) {
    let mut folders = paths.iter().filter(|path| path.is_dir());
    let name = folders.find_map(|folder| will_find(folder, real));
    let Some(name) = name.filter(|name| !choice.leaves_out(&called(name), false)) else {
        return;
    };
    if !found.inputs.iter().any(|input| input.shown == name) {
        found
            .inputs
            .push(Input::new(&called(&name), Origin::Absent));
        found.inputs.sort();
    }
}

/// What the name of a file says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    /// It ends as that of an application.
    Application,
    /// Something follows such an ending, as in `a.yaml.txt`, or it ends nearly so, as `a.ymal`.
    Nearly,
    Other,
}

/// Whether a path is called as an application is.
pub(crate) fn is_called_so(path: &Path) -> bool {
    path.file_name().map(name) == Some(Name::Application)
}

/// Whether what a list names may be an application, a folder of them, or several names in one.
pub(crate) fn may_be_application(path: &Path) -> bool {
    path.extension().is_none() || path.file_name().map(name) != Some(Name::Other)
}

const ENDINGS: [&str; 2] = [".yaml", ".yml"];

fn name(name: &OsStr) -> Name {
    let name = name.to_string_lossy().to_ascii_lowercase();
    if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
        Name::Application
    } else if ENDINGS.iter().any(|ending| name.contains(ending)) || ends_nearly_so(&name) {
        Name::Nearly
    } else {
        Name::Other
    }
}

fn ends_nearly_so(name: &str) -> bool {
    let known = ENDINGS
        .iter()
        .map(|ending| (ending.trim_start_matches('.'), ()));
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| nearest(ending, known).is_some())
}
