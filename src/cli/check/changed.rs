//! What has changed since a commit, as git itself says: by whatever names, renamed or not, committed or not yet.

mod way;

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};

use atbilst_core::language::Catalogue;

use crate::cli::files::path_of;
use crate::cli::settings;
use crate::discover::{ANSWERS, Input, Origin, WAIVERS, within};

use self::way::Ways;
use super::grounds::{Grounds, Reach};

/// Which applications a report tells of; the others are judged together with them.
#[derive(Debug)]
pub(in crate::cli) struct Changed {
    /// Whether everything counts as changed.
    all: bool,
    here: PathBuf,
    /// Where the repository lies of which git was asked, where it was.
    root: Option<PathBuf>,
    ways: Ways,
    /// From the root.
    files: HashSet<PathBuf>,
    /// All that lies in one of these counts as changed, for what holds for all of it has changed.
    folders: Vec<PathBuf>,
    /// What is not there because git has not written it here, from the root.
    pub(super) absent: Vec<PathBuf>,
    /// What is there no more, as git calls it.
    pub(super) gone: Vec<PathBuf>,
    /// The commit that they are held against, where there is one.
    pub(super) base: Option<String>,
}

impl Changed {
    /// These applications, as a report names them.
    pub(super) fn these(paths: &[String]) -> Self {
        let here = std::env::current_dir().unwrap_or_default();
        Self {
            files: paths
                .iter()
                .map(|path| within(Path::new(path), &here))
                .collect(),
            ..Self::none(here, None)
        }
    }

    fn none(here: PathBuf, root: Option<PathBuf>) -> Self {
        Self {
            all: false,
            here,
            root,
            ways: Ways::default(),
            files: HashSet::new(),
            folders: Vec::new(),
            absent: Vec::new(),
            gone: Vec::new(),
            base: None,
        }
    }

    /// What git says of the working tree against the commit at which the current one has left the other.
    pub(in crate::cli) fn since(
        revision: &str,
        grounds: impl FnOnce(&Path) -> anyhow::Result<Grounds>,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let git = Git { catalogue };
        let about = [("revision", revision.into())];
        let root = git.line(["rev-parse", "--show-toplevel"]);
        let root = root.with_context(|| catalogue.say("since.no_repository", &[]))?;
        let root = path_of(&root);
        let root = std::fs::canonicalize(&root).unwrap_or(root);
        let here = std::fs::canonicalize(".")?;
        // So CI servers call what was there before a new branch.
        if !revision.is_empty() && revision.bytes().all(|byte| byte == b'0') {
            return Ok(Self {
                all: true,
                ..Self::none(here, None)
            });
        }
        let commit = format!("{revision}^{{commit}}");
        let commit = git.line([
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &commit,
        ]);
        let commit = commit.with_context(|| catalogue.say("since.unknown", &about))?;
        let commit = String::from_utf8(commit)?;
        let base = git.line(["merge-base", &commit, "HEAD"]);
        let base = base.with_context(|| catalogue.say("since.no_base", &about))?;
        let base = String::from_utf8(base)?;
        let grounds = grounds(&here)?;
        let mut changed = Self {
            base: Some(base.clone()),
            ..Self::none(here, Some(root.clone()))
        };
        changed.reach(grounds.outside(&root));
        let diff = [
            "diff",
            "--name-status",
            "--no-renames",
            "--no-ext-diff",
            "--no-textconv",
            // Whatever the settings of git say, and those that a repository brings along.
            "--no-relative",
            "--ignore-submodules=none",
            "-z",
            &base,
            "--",
        ];
        let diff = git.run(diff)?;
        let mut entries = diff.split(|&byte| byte == 0);
        while let (Some(status), Some(name)) = (entries.next(), entries.next()) {
            changed.add(&root, name, status == b"D", &grounds);
        }
        let root_name = root.as_os_str();
        let others: [&OsStr; 5] = [
            "-C".as_ref(),
            root_name,
            "ls-files".as_ref(),
            "--others".as_ref(),
            "-z".as_ref(),
        ];
        for name in git
            .run(others)?
            .split(|&byte| byte == 0)
            .filter(|name| !name.is_empty())
        {
            changed.add(&root, name, false, &grounds);
        }
        for name in git.not_looked_at(&root)? {
            if root.join(path_of(&name)).symlink_metadata().is_ok() {
                changed.add(&root, &name, false, &grounds);
            }
        }
        Ok(changed)
    }

    fn add(&mut self, root: &Path, name: &[u8], gone: bool, grounds: &Grounds) {
        let name = path_of(name);
        let path = root.join(&name);
        self.reach(grounds.changed_with(&path));
        // What holds for a folder, and a repository in this one, which git knows by its name alone.
        let for_folder = path.file_name().is_some_and(|name| {
            [WAIVERS, ANSWERS, settings::FILE]
                .iter()
                .any(|own| name == *own)
        });
        if for_folder {
            self.folders.extend(path.parent().map(Path::to_path_buf));
        } else if path.is_dir() {
            self.folders.push(path);
        } else if gone {
            self.gone.push(name);
        } else {
            if path.symlink_metadata().is_err() {
                self.absent.push(path.clone());
            }
            self.files.insert(path);
        }
    }

    fn reach(&mut self, reached: Vec<Reach>) {
        for reach in reached {
            match reach {
                Reach::All => self.all = true,
                Reach::Folder(folder) => self.folders.push(folder),
            }
        }
    }

    /// Whether the file that is read has changed, or what holds for it. What git cannot know counts as changed.
    pub(super) fn has(&self, input: &Input) -> bool {
        if self.all || self.knows(&within(input.path(), &self.here)) {
            return true;
        }
        let Some(root) = &self.root else {
            return false;
        };
        // Of what comes through standard input git knows nothing, whatever it is called.
        if matches!(input.origin, Origin::Stdin | Origin::Failed(..)) {
            return true;
        }
        let way = self.ways.of(input, &self.here);
        way.is_none_or(|way| {
            let mut through = way.links.iter().chain([&way.end]);
            !way.end.starts_with(root) || through.any(|path| self.knows(path))
        })
    }

    /// Whether a path from the root is, or lies in, what has changed.
    fn knows(&self, path: &Path) -> bool {
        let mut folders = self.folders.iter();
        self.files.contains(path) || folders.any(|folder| path.starts_with(folder))
    }
}

/// The program git, of which nothing in the repository is obeyed that would start another.
struct Git<'a> {
    catalogue: &'a Catalogue,
}

impl Git<'_> {
    fn run<S: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = S>,
    ) -> anyhow::Result<Vec<u8>> {
        let mut command = Command::new("git");
        command.args([
            "--no-pager",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            // Where case makes no difference to git, it hides a file that was renamed by its case alone.
            "-c",
            "core.ignorecase=false",
        ]);
        command
            .args(arguments)
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("LC_ALL", "C");
        let output = command.stdin(Stdio::null()).output();
        let output = output.with_context(|| self.catalogue.say("since.no_git", &[]))?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let why = String::from_utf8_lossy(&output.stderr);
        match why.lines().next() {
            Some(why) => bail!(self.catalogue.say("since.refused", &[("why", why.into())])),
            // It has nothing to add to what was asked.
            None => {
                let code = output.status.code().unwrap_or_default().to_string();
                bail!(self.catalogue.say("since.silent", &[("code", code.into())]))
            }
        }
    }

    /// The files that git was told not to look at (assume-unchanged, skip-worktree), so that it cannot say whether they have changed.
    fn not_looked_at(&self, root: &Path) -> anyhow::Result<Vec<Vec<u8>>> {
        let files = ["-C".as_ref(), root.as_os_str()];
        let files = files
            .into_iter()
            .chain(["ls-files", "-v", "-z"].map(OsStr::new));
        let files = self.run(files)?;
        let entries = files.split(|&byte| byte == 0);
        let marked = entries.filter_map(|entry| match entry {
            [mark, b' ', name @ ..] if mark.is_ascii_lowercase() || *mark == b'S' => Some(name),
            _ => None,
        });
        Ok(marked.map(<[u8]>::to_vec).collect())
    }

    /// The one line that git answers with.
    fn line<'w>(&self, arguments: impl IntoIterator<Item = &'w str>) -> anyhow::Result<Vec<u8>> {
        let mut line = self.run(arguments.into_iter().map(OsString::from))?;
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok(line)
    }
}
