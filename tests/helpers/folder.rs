//! A folder of its own for one test, in which the program may run.
#![allow(dead_code, reason = "each of the test programs asks for a part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::program::{self, Said};

/// Gone with the test.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn at(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Where something lies, as an argument of the program.
    pub(crate) fn name(&self, name: &str) -> String {
        self.at(name).to_str().expect("UTF-8").to_owned()
    }

    /// Writes a file, with the folders around it.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, text).expect("written");
    }

    /// Copies a file of the repository.
    pub(crate) fn copy(&self, from: &str, name: &str) {
        self.write(name, fs::read(program::here().join(from)).expect("a file"));
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.at(name)).expect("a text")
    }

    /// Makes a pipe into which nobody writes.
    #[cfg(unix)]
    pub(crate) fn pipe(&self, name: &str) {
        let made = Command::new("mkfifo").arg(self.at(name)).status();
        assert!(made.expect("mkfifo starts").success());
    }

    /// Says who may do what with something in it; with itself, where the name is empty.
    #[cfg(unix)]
    pub(crate) fn permit(&self, name: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(self.at(name), fs::Permissions::from_mode(mode)).expect("own");
    }

    /// What lies in it, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).expect("a folder");
        let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
        let mut names: Vec<_> = entries
            .map(|entry| name(entry).to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// The program, about to run in it, in English.
    pub(crate) fn atbilst(&self) -> Command {
        program::within(self.path())
    }

    /// Another program, about to run in it, with surroundings that say as little.
    pub(crate) fn other(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path()).env_clear();
        let own = self.atbilst();
        let set = own.get_envs();
        command.envs(set.filter_map(|(name, value)| Some((name, value?))));
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        program::run(self.atbilst().args(arguments))
    }

    /// A check on a day that stays.
    pub(crate) fn check(&self, arguments: &[&str]) -> Said {
        let check = ["check", "--today", program::TODAY];
        program::run(self.atbilst().args(check).args(arguments))
    }

    /// The same with a report for programs.
    pub(crate) fn json(&self, arguments: &[&str]) -> Said {
        self.check(&[&["--format", "json"], arguments].concat())
    }
}

/// The paths of the applications of a report.
pub(crate) fn paths(report: &Value) -> Vec<&str> {
    let applications = report["applications"].as_array().expect("applications");
    let paths = applications.iter().map(|one| one["path"].as_str());
    paths.flatten().collect()
}
