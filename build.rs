//! Tells the program the commit it is built from; a build without git says nothing, and the program then says "unknown".

use std::path::Path;
use std::process::Command;

/// What becomes part of the program; a change there that is not committed is told as well.
const SOURCES: [&str; 6] = [
    "crates",
    "src",
    "rules",
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
];

fn main() {
    for path in SOURCES {
        println!("cargo:rerun-if-changed={path}");
    }
    // A package that is built outside its repository can name the commit it was made from.
    println!("cargo:rerun-if-env-changed=ATBILST_COMMIT");
    let named = std::env::var("ATBILST_COMMIT")
        .ok()
        .filter(|commit| !commit.is_empty());
    if let Some(commit) = named.or_else(commit) {
        println!("cargo:rustc-env=ATBILST_COMMIT={commit}");
    }
}

fn commit() -> Option<String> {
    // A copy of the sources inside somebody else's repository is not built from its commit.
    if !Path::new(".git").exists() {
        return None;
    }
    for name in ["HEAD", "logs/HEAD"] {
        let path = git(&["rev-parse", "--git-path", name])?;
        if Path::new(&path).exists() {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    let commit = git(&["rev-parse", "HEAD"])?;
    let changes = ["status", "--porcelain", "--"].into_iter().chain(SOURCES);
    let changed = !git(&changes.collect::<Vec<_>>())?.is_empty();
    Some(if changed {
        format!("{commit}+changes")
    } else {
        commit
    })
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
