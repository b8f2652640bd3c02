//! Signals: nothing half written is left.

use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::folder::Folder;
use crate::program::{atbilst, skipped};

/// For an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(20);

/// Where Ctrl-C is ignored, as in the background of a script, the program ignores it too. Said aloud.
fn is_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    let ignored = mask.is_some_and(|mask| mask & 0b10 != 0);
    if ignored {
        skipped("Ctrl-C is ignored here, as in the background of a script");
    }
    ignored
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill starts").success());
}

fn ended(child: &mut Child) -> ExitStatus {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("a child") {
            return status;
        }
        if start.elapsed() > BOUND {
            let _ = child.kill();
            panic!("it does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Stops a check by a signal while it writes a report to a file. Whether it came so far is told.
fn stopped_while_writing(program: Command, name: &str, folder: &Path) -> Option<ExitStatus> {
    let mut program = program;
    let unknown: String = (0..300).map(|number| format!("f{number}: x\n")).collect();
    let input = folder.join("input");
    fs::create_dir_all(&input).expect("a folder");
    for number in 0..60 {
        let text = format!("call: 2.1.2.1.i\nid: i-{number}\n{unknown}");
        fs::write(input.join(format!("{number}.yaml")), text).expect("a file to check");
    }
    let out = folder.join("out");
    let _ = fs::remove_dir_all(&out);
    fs::create_dir(&out).expect("a folder");
    fs::write(out.join("report.sarif"), "the report of yesterday").expect("a report");
    let mut child = program
        .args(["check", "--format", "jsonl", "--report"])
        .arg(format!("sarif={}", out.join("report.sarif").display()))
        .arg(&input)
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts");
    let writes = || fs::read_dir(&out).expect("a folder").count() > 1;
    while child.try_wait().expect("a child").is_none() {
        if writes() {
            signal(&child, name);
            let status = ended(&mut child);
            let left = fs::read_to_string(out.join("report.sarif")).expect("a report");
            if left == "the report of yesterday" {
                return Some(status);
            }
            // The signal came too late: then the report is whole.
            let whole: Value = serde_json::from_str(&left).expect("a whole report");
            assert!(whole["runs"].is_array());
            return None;
        }
    }
    None
}

#[test]
fn ctrl_c_ends_with_130_and_takes_a_half_report_away() {
    if is_ignored() {
        return;
    }
    let folder = Folder::new();
    for (signal, code) in [("-INT", 130), ("-TERM", 143)] {
        let status = (0..20).find_map(|_| stopped_while_writing(atbilst(), signal, folder.path()));
        let status = status.expect("one of twenty signals comes in time");
        assert_eq!(status.code(), Some(code), "{signal}");
        let left = fs::read_dir(folder.at("out")).expect("a folder");
        assert_eq!(left.count(), 1, "nothing half written is left");
    }
}

/// What a script starts in the background is told to ignore Ctrl-C; what else asks it to end is heard all the same.
#[test]
fn a_job_in_the_background_leaves_nothing_half_either() {
    let folder = Folder::new();
    let deaf = || {
        let mut shell = Command::new("sh");
        let program = env!("CARGO_BIN_EXE_atbilst");
        shell.args(["-c", "trap '' INT; exec \"$0\" \"$@\"", program]);
        shell
    };
    let status = (0..20).find_map(|_| stopped_while_writing(deaf(), "-TERM", folder.path()));
    let status = status.expect("one of twenty signals comes in time");
    assert_eq!(status.code(), Some(143));
    let left = fs::read_dir(folder.at("out")).expect("a folder");
    assert_eq!(left.count(), 1, "nothing half written is left");
    // And Ctrl-C stays ignored.
    let mut child = deaf()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    std::thread::sleep(Duration::from_millis(500));
    signal(&child, "-INT");
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().expect("a child").is_none());
    signal(&child, "-TERM");
    assert_eq!(ended(&mut child).code(), Some(143));
}

/// What a shell sends to a file is the shell's: it stays, and is whole or empty.
#[test]
fn ctrl_c_leaves_no_half_report_behind_standard_output() {
    if is_ignored() {
        return;
    }
    let folder = Folder::new();
    // Written, by an unoptimised build on a busy machine, well within the time that the program gives itself.
    let twice = "summary: x\n".repeat(50);
    for number in 0..100 {
        let text = format!("call: 2.1.2.1.i\nid: i-{number}\n{twice}");
        fs::write(folder.path().join(format!("{number}.yaml")), text).expect("a file to check");
    }
    let shown = folder.at("report");
    let stopped = || {
        let out = fs::File::create(&shown).expect("a file");
        let mut command = atbilst();
        command.args(["check", "--quiet", "--format", "json"]);
        let mut child = command
            .arg(folder.path())
            .stdout(out)
            .spawn()
            .expect("it starts");
        while child.try_wait().expect("a child").is_none() {
            if fs::metadata(&shown).expect("a file").len() > 0 {
                signal(&child, "-INT");
                // With its report written, it may also have come to its own end.
                assert!(matches!(ended(&mut child).code(), Some(130 | 1)));
                let left = fs::read(&shown).expect("a report");
                // On a machine that is too busy to write the rest in time, nothing of it is left.
                let whole = serde_json::from_slice::<Value>(&left);
                assert!(left.is_empty() || whole.is_ok(), "half a report is left");
                return true;
            }
        }
        false
    };
    let in_time = (0..20).filter(|_| stopped()).take(3);
    assert_eq!(in_time.count(), 3, "three of twenty signals come in time");
}

#[test]
fn nothing_half_corrected_is_left_at_ctrl_c() {
    if is_ignored() {
        return;
    }
    let folder = Folder::new();
    let wrong = fs::read_to_string("examples/complete.yaml").expect("the example");
    let wrong = wrong.replace("recovery_fund: 730000.00", "recovery_fund: 730 000,00");
    let temporary = || {
        let names = fs::read_dir(folder.path()).expect("a folder");
        let mut names = names.map(|entry| entry.expect("an entry").file_name());
        names.find(|name| !name.to_string_lossy().ends_with(".yaml"))
    };
    let stopped = (0..20).any(|_| {
        for number in 0..200 {
            let path = folder.path().join(format!("{number}.yaml"));
            fs::write(path, &wrong).expect("a file to correct");
        }
        let mut child = atbilst()
            .args(["check", "--fix", "--quiet"])
            .arg(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        while child.try_wait().expect("a child").is_none() {
            if let Some(name) = temporary() {
                assert!(name.to_string_lossy().starts_with(".atbilst-"), "{name:?}");
                signal(&child, "-INT");
                return ended(&mut child).code() == Some(130);
            }
        }
        false
    });
    assert!(stopped, "one of twenty signals comes in time");
    assert_eq!(temporary(), None);
}

#[test]
fn a_kill_leaves_the_report_that_was_there() {
    let folder = Folder::new();
    let status = (0..20).find_map(|_| stopped_while_writing(atbilst(), "-KILL", folder.path()));
    let status = status.expect("one of twenty signals comes in time");
    assert_eq!(status.signal(), Some(9));
}

#[test]
fn ctrl_c_while_it_waits_for_input_ends_with_130() {
    if is_ignored() {
        return;
    }
    let mut child = atbilst()
        .args(["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    std::thread::sleep(Duration::from_millis(500));
    signal(&child, "-INT");
    assert_eq!(ended(&mut child).code(), Some(130));
}
