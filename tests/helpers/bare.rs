//! The program, started as a person starts it but with nothing of the tester's own surroundings.

use std::path::Path;
use std::process::{Command, Output};

/// A command in a folder, with surroundings that say nothing.
pub(crate) fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atbilst"));
    command.current_dir(folder).env_clear();
    command
}

/// What it says to `arguments` in a language.
pub(crate) fn said(folder: &Path, language: &str, arguments: &[&str]) -> Said {
    let mut command = command(folder);
    command.args(arguments).env("ATBILST_LANG", language);
    run(&mut command)
}

pub(crate) fn run(command: &mut Command) -> Said {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("started");
    Said {
        code: status.code(),
        out: String::from_utf8(stdout).expect("UTF-8"),
        err: String::from_utf8(stderr).expect("UTF-8"),
    }
}

/// How it ended, and what it wrote.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The root of the repository.
pub(crate) fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
