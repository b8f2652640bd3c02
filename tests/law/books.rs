//! The bench for rule books, through the program itself and in both languages: mistakes and their places, the law in time,
//! what a change changes, the way of somebody who writes a new book, and books that nobody would write.

mod changes;
mod expected;
mod hostile;
mod mistakes;
mod newcomer;
mod time;

use std::process::Command;

/// What the program said and how it ended.
struct Said {
    out: String,
    err: String,
    code: Option<i32>,
}

impl Said {
    /// Both streams with every stretch of white space as one space, as the terminal may break lines anywhere.
    fn folded(&self) -> String {
        let both = format!("{} {}", self.out, self.err);
        both.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Runs the program from the root of the repository.
fn atbilst(arguments: &[&str], language: &str) -> Said {
    let output = Command::new(env!("CARGO_BIN_EXE_atbilst"))
        .args(arguments)
        .args(["--lang", language, "--color", "never"])
        .env("COLUMNS", "120")
        .output()
        .expect("the program runs");
    Said {
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code(),
    }
}

/// A folder of its own for one test, under the target folder.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}
