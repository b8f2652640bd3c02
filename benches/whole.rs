//! The whole program beside its floors, in turn, on a folder of generated applications.
//! `cargo bench --bench whole -- [FILES | FOLDER]`; benches/README.md says how to read what it prints.

use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

#[path = "../tests/yaml/sample.rs"]
mod sample;

/// Files, unless a number or a folder is given; runs of each work.
const FILES: usize = 20_000;
const RUNS: usize = 7;

/// What one row of the table measures.
struct Work<'a> {
    name: &'a str,
    run: Box<dyn Fn() + 'a>,
    times: Vec<Duration>,
}

impl<'a> Work<'a> {
    fn new(name: &'a str, run: impl Fn() + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
            times: Vec::new(),
        }
    }

    fn median(&mut self) -> Duration {
        self.times.sort_unstable();
        self.times[self.times.len() / 2]
    }
}

fn main() {
    let given = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let own = tempfile::tempdir().expect("a folder");
    let folder = match given.as_deref().map(|given| (given, given.parse())) {
        Some((folder, Err(_))) => PathBuf::from(folder),
        Some((_, Ok(files))) => generate(own.path(), files),
        None => generate(own.path(), FILES),
    };
    let folder = folder.as_path();
    let report = own.path().join("report");
    let checked = |more: &'static [&'static str]| {
        let report = report.clone();
        move || check(folder, more, &report)
    };
    let count = files(folder).len();
    say(format!(
        "{count} files, {} threads",
        rayon::current_num_threads()
    ));
    let mut works = [
        Work::new("opening and reading", || read(folder)),
        Work::new("the parser's events alone", || parse(folder)),
        Work::new("json", checked(&["--format", "json"])),
        Work::new("jsonl", checked(&["--format", "jsonl"])),
        Work::new(
            "json, fast reader off",
            checked(&["--format", "json", "--no-fast-reader"]),
        ),
        Work::new(
            "json, one thread",
            checked(&["--format", "json", "--jobs", "1"]),
        ),
    ];
    for _ in 0..RUNS {
        for work in &mut works {
            let begun = Instant::now();
            (work.run)();
            work.times.push(begun.elapsed());
        }
    }
    let [floor, parser, ..] = &mut works;
    let (floor, parser) = (floor.median(), parser.median());
    say(format!(
        "{:26} {:>9} {:>9} {:>9} {:>9}",
        "", "ms", "reading", "parser", "files/s"
    ));
    for work in &mut works {
        let median = work.median();
        let times = |of: Duration| median.as_secs_f64() / of.as_secs_f64();
        say(format!(
            "{:26} {:9.1} {:8.2}x {:8.2}x {:9.0}",
            work.name,
            median.as_secs_f64() * 1e3,
            times(floor),
            times(parser),
            count as f64 / median.as_secs_f64()
        ));
    }
}

/// Writes applications, three of ten with a fault.
fn generate(folder: &Path, files: usize) -> PathBuf {
    let folder = folder.join("applications");
    for index in 0..files {
        let inside = folder.join(format!("{:03}", index / 1_000));
        std::fs::create_dir_all(&inside).expect("a folder");
        let text = sample::application(index as u64);
        let text = match FAULTS.get(index % 30) {
            Some((from, to)) => {
                assert!(text.contains(from), "an application has {from}");
                text.replacen(from, to, 1)
            }
            None => text,
        };
        std::fs::write(inside.join(format!("app-{index:06}.yaml")), text).expect("a file");
    }
    folder
}

/// What is written, and what stands in its place in one of thirty applications.
const FAULTS: [(&str, &str); 9] = [
    ("submitted: 2022", "submitted: 2023"),
    ("purpose: ", "purpose: no_"),
    ("title: ", "titel: "),
    ("recovery_fund: ", "recovery_fund: 9"),
    ("end: 2026-06-15", "end: 2026-09-15"),
    ("submitted_by: line_ministry", "submitted_by: ministry"),
    ("no_fraud: true", "no_fraud: false"),
    ("plan_approved: 2023-03-01", "plan_approved: 2023-04-01"),
    ("group: public_service", "group: private_sector"),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = walkdir::WalkDir::new(folder).into_iter().flatten();
    walk.map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect()
}

/// The first floor: the same walker, the same threads, and nothing but reading.
fn read(folder: &Path) {
    let bytes = files(folder)
        .into_par_iter()
        .map(|path| std::fs::read(path).expect("a file").len());
    assert!(bytes.sum::<usize>() > 0);
}

/// The floor without the fast reader: every event of the YAML grammar, and nothing done with it.
fn parse(folder: &Path) {
    let events = files(folder).into_par_iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("a file");
        let options = granit_parser::options! { strict_indentation: true };
        granit_parser::Parser::new_from_str_with_options(&text, options).count()
    });
    assert!(events.sum::<usize>() > 0);
}

fn check(folder: &Path, more: &[&str], report: &Path) {
    let out = std::fs::File::create(report).expect("a file");
    let ended = Command::new(env!("CARGO_BIN_EXE_atbilst"))
        .arg("check")
        .arg(folder)
        .args(more)
        .args(["--today", "2026-11-22"])
        .stdout(out)
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert!(
        matches!(ended.code(), Some(0 | 1)),
        "every file could be checked: {ended}"
    );
}

#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn say(line: impl Display) {
    println!("{line}");
}
