//! The program as its users call it, and what it said.
#![allow(dead_code, reason = "each of the test programs asks for a part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// The day on which the tests check, where a day is asked for.
pub(crate) const TODAY: &str = "2026-11-22";

/// The root of the repository.
pub(crate) fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a folder, with surroundings that say nothing.
pub(crate) fn bare(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atbilst"));
    command.current_dir(folder).env_clear();
    command
}

/// The program in a folder, in English.
pub(crate) fn within(folder: &Path) -> Command {
    let mut command = bare(folder);
    command
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "en_GB.UTF-8");
    command
}

/// The program at the root of the repository, in English.
pub(crate) fn atbilst() -> Command {
    within(here())
}

/// What it wrote, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Both streams with every stretch of white space as one plain space: where a line of a terminal ends is no matter.
    pub(crate) fn folded(&self) -> String {
        let both = format!("{} {}", self.out, self.err);
        both.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The report on standard output.
    pub(crate) fn json(&self) -> Value {
        let report = serde_json::from_str(&self.out);
        report.unwrap_or_else(|error| panic!("{error}: {}", self.err))
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            // A workbook is no text.
            out: String::from_utf8(output.stdout).unwrap_or_default(),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Said {
    command.output().expect("the program starts").into()
}

/// What is said in a language to arguments, in a folder.
pub(crate) fn said(folder: &Path, language: &str, arguments: &[&str]) -> Said {
    run(bare(folder).args(arguments).env("ATBILST_LANG", language))
}

/// The JSON report of a check, and the exit code.
pub(crate) fn report(arguments: &[&str], paths: &[&Path]) -> (Value, i32) {
    let check = ["check", "--format", "json", "--today", TODAY];
    let said = run(atbilst().args(check).args(arguments).args(paths));
    (said.json(), said.code.expect("an exit code"))
}

/// What stands beside the repository for its makers; a user's clone has none of it.
pub(crate) fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("ATBILST_SHARED").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| here().join("../shared"));
    folder.is_dir().then_some(folder)
}

/// Says that a check needs what is not at hand, so that its silence is not taken for success.
#[expect(clippy::print_stderr, reason = "a skipped check must be said aloud")]
pub(crate) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
