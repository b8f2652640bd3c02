//! The program as its users call it, for the tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The program, in English and on a fixed day, whatever the machine is set to.
pub(crate) fn atbilst() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_atbilst"));
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "en_GB.UTF-8")
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// The JSON report of a check, and the exit code.
#[allow(dead_code, reason = "not every test file asks for it")]
pub(crate) fn report(arguments: &[&str], paths: &[&Path]) -> (serde_json::Value, i32) {
    let output = run(atbilst()
        .arg("check")
        .args(["--format", "json", "--today", "2026-11-22"])
        .args(arguments)
        .args(paths));
    let report = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)));
    (report, output.status.code().expect("an exit code"))
}

pub(crate) fn run(command: &mut Command) -> Output {
    command.output().expect("the program starts")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What stands beside the repository for its makers; a user's clone has none of it.
#[allow(dead_code, reason = "not every test file asks for it")]
pub(crate) fn shared() -> Option<PathBuf> {
    let named = std::env::var_os("ATBILST_SHARED").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"));
    folder.is_dir().then_some(folder)
}

/// Says that a check needs what is not at hand, so that its silence is not taken for success.
#[allow(dead_code, reason = "not every test file asks for it")]
#[expect(clippy::print_stderr, reason = "a skipped check must be said aloud")]
pub(crate) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}
