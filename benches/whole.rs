//! The whole program beside reading the bytes alone, in turn, on a folder of generated applications.
//! `cargo bench --bench whole -- [FILES]`; benches/README.md says how to read what it prints.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rayon::prelude::*;

#[path = "../tests/yaml/sample.rs"]
mod sample;

/// Files, unless a number is given; runs of each.
const FILES: usize = 20_000;
const RUNS: usize = 7;

fn main() {
    let files = std::env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(FILES);
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = generate(folder.path(), files);
    say(&format!(
        "{files} files, {:.1} MB, {} threads",
        bytes as f64 / 1e6,
        rayon::current_num_threads()
    ));
    let report = folder.path().join("report");
    let mut reading = Vec::new();
    let formats = ["json", "jsonl"];
    let mut checking = vec![Vec::new(); formats.len() + 1];
    for _ in 0..RUNS {
        reading.push(timed(|| read(folder.path())));
        for (times, format) in checking.iter_mut().zip(formats) {
            times.push(timed(|| check(folder.path(), format, &[], &report)));
        }
        let one = checking.last_mut().expect("a place");
        one.push(timed(|| {
            check(folder.path(), "json", &["--jobs", "1"], &report)
        }));
    }
    let floor = median(&mut reading);
    say(&format!("reading the bytes      {:7.1} ms", ms(floor)));
    for (times, name) in checking
        .iter_mut()
        .zip(["json", "jsonl", "json, one thread"])
    {
        let median = median(times);
        say(&format!(
            "{name:22} {:7.1} ms  {:5.2} times reading  {:8.0} files/s",
            ms(median),
            median.as_secs_f64() / floor.as_secs_f64(),
            files as f64 / median.as_secs_f64()
        ));
    }
}

/// Writes the applications, three of ten with a fault; says how many bytes they have.
fn generate(folder: &Path, files: usize) -> usize {
    let mut bytes = 0;
    for index in 0..files {
        let inside = folder.join(format!("{:03}", index / 1_000));
        std::fs::create_dir_all(&inside).expect("a folder");
        let text = faulty(index, &sample::application(index as u64));
        bytes += text.len();
        std::fs::write(inside.join(format!("app-{index:06}.yaml")), text).expect("a file");
    }
    bytes
}

fn faulty(index: usize, text: &str) -> String {
    match index % 10 {
        1 => text.replacen("submitted: 2022", "submitted: 2023", 1),
        4 => text.replacen("purpose: ", "purpose: no_", 1),
        7 => text.replacen("title: ", "titel: ", 1),
        _ => text.to_owned(),
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(folder).build().flatten();
    walk.map(ignore::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect()
}

/// The floor: the same walker, the same threads, and nothing but reading.
fn read(folder: &Path) {
    let bytes: usize = files(folder)
        .par_iter()
        .map(|path| std::fs::read(path).expect("a file").len())
        .sum();
    assert!(bytes > 0);
}

fn check(folder: &Path, format: &str, more: &[&str], report: &Path) {
    let out = std::fs::File::create(report).expect("a file");
    let mut command = Command::new(env!("CARGO_BIN_EXE_atbilst"));
    command
        .arg("check")
        .arg(folder)
        .args(["--format", format, "--today", "2026-11-22"])
        .args(more);
    let ended = command
        .stdout(out)
        .stderr(Stdio::null())
        .status()
        .expect("the program starts");
    assert_eq!(
        ended.code(),
        Some(1),
        "three of ten applications have a fault"
    );
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

#[expect(clippy::print_stdout, reason = "a benchmark is there to print")]
fn say(line: &str) {
    println!("{line}");
}
