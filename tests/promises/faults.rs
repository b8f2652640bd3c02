//! What goes wrong around a check: files that cannot be read, disks that are full, signals. Nothing is lost without a word,
//! no report is half there, and the exit code is the right one.
#![cfg(unix)]
// What was skipped is said.
#![allow(clippy::print_stderr)]

use crate::program;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use program::{atbilst, report, run, text};

/// For an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(20);

/// A user who may do nothing.
const NOBODY: u32 = 65_534;

fn complete(folder: &Path, name: &str) {
    fs::copy("examples/complete.yaml", folder.join(name)).expect("a file to check");
}

fn rules_of(report: &serde_json::Value, path: &str) -> Vec<String> {
    let applications = report["applications"].as_array().expect("applications");
    let one = applications.iter().find(|application| {
        application["path"]
            .as_str()
            .is_some_and(|own| own.ends_with(path))
    });
    let one = one.unwrap_or_else(|| panic!("{path} is not in the report"));
    let findings = one["findings"].as_array().expect("findings");
    let rule = |finding: &serde_json::Value| finding["rule"].as_str().unwrap_or("").to_owned();
    findings.iter().map(rule).collect()
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|output| output.stdout == b"0\n")
}

/// Makes a command run as somebody whom permissions bind, and says whether that is so.
fn without_privileges(command: &mut Command) {
    if is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
}

fn open_to_all(folder: &Path) {
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("own folder");
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([name, &child.id().to_string()])
        .status();
    assert!(sent.expect("kill starts").success());
}

fn ended(child: &mut Child) -> std::process::ExitStatus {
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

#[test]
fn a_file_that_may_not_be_read_is_a_finding_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    open_to_all(folder.path());
    complete(folder.path(), "secret.yaml");
    complete(folder.path(), "sound.yaml");
    let secret = folder.path().join("secret.yaml");
    fs::set_permissions(secret, fs::Permissions::from_mode(0o000)).expect("own file");
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "--format", "json"])
        .arg(folder.path()));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rules_of(&report, "secret.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&report, "sound.yaml"), [""; 0]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_folder_that_may_not_be_read_is_a_finding_and_the_rest_is_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    open_to_all(folder.path());
    complete(folder.path(), "sound.yaml");
    let inner = folder.path().join("closed");
    fs::create_dir(&inner).expect("a folder");
    complete(&inner, "unseen.yaml");
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o000)).expect("own folder");
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "--format", "json"])
        .arg(folder.path()));
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).expect("own folder");
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("unreadable-file"));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rules_of(&report, "sound.yaml"), [""; 0]);
}

/// Each case: what is there, what is said of it in English and in Latvian.
#[test]
fn why_it_cannot_be_read_is_said_in_the_language_of_the_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    open_to_all(folder.path());
    complete(folder.path(), "secret.yaml");
    let place = |name: &str| folder.path().join(name);
    fs::create_dir(place("closed")).expect("a folder");
    complete(&place("closed"), "unseen.yaml");
    let made = Command::new("mkfifo").arg(place("pipe.yaml")).status();
    assert!(made.expect("mkfifo starts").success());
    let close = |name: &str, mode| {
        fs::set_permissions(place(name), fs::Permissions::from_mode(mode)).expect("own file");
    };
    close("secret.yaml", 0o000);
    close("closed", 0o000);
    let denied = [
        "Permission to read this file or folder is denied.",
        "Nav atļaujas lasīt šo datni vai mapi.",
    ];
    let missing = [
        "There is no such file or folder.",
        "Nav ne šādas datnes, ne mapes.",
    ];
    let cases = [
        ("closed", denied),
        ("secret.yaml", denied),
        ("missing.yaml", missing),
        ("pipe.yaml/inner.yaml", missing),
        (
            "pipe.yaml",
            ["This is not an ordinary file.", "Tā nav parasta datne."],
        ),
    ];
    let mut said = Vec::new();
    for (name, sentences) in cases {
        for (language, sentence) in ["en", "lv"].into_iter().zip(sentences) {
            let mut command = atbilst();
            without_privileges(&mut command);
            let output = run(command
                .args(["check", "--format", "csv", "--lang", language])
                .arg(place(name)));
            said.push((name, sentence, output));
        }
    }
    close("closed", 0o755);
    for (name, sentence, output) in said {
        let stdout = text(&output.stdout);
        assert!(stdout.contains(sentence), "{name}: {stdout}");
        assert!(!stdout.contains("os error"), "{name}: {stdout}");
        assert_eq!(output.status.code(), Some(2), "{name}");
    }
}

#[test]
fn files_that_vanish_are_named_or_were_never_found() {
    for round in 0..5 {
        let folder = tempfile::tempdir().expect("a folder");
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).expect("a folder");
        for number in 0..300 {
            complete(&inner, &format!("{number}.yaml"));
        }
        complete(folder.path(), "stays.yaml");
        let child = atbilst()
            .args(["check", "--format", "json", "--jobs", "1", "--no-portfolio"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(10 * round));
        fs::remove_dir_all(&inner).expect("own folder");
        let output = child.wait_with_output().expect("it ends");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(rules_of(&report, "stays.yaml"), [""; 0]);
        let all = report["applications"].as_array().expect("applications");
        let lost = all.iter().any(|one| one["verdict"] == "unreadable");
        assert_eq!(output.status.code(), Some(if lost { 2 } else { 0 }));
    }
}

#[test]
fn a_file_that_is_not_there_is_a_finding() {
    let (report, code) = report(&[], &[Path::new("examples/no-such-file.yaml")]);
    assert_eq!(rules_of(&report, "no-such-file.yaml"), ["unreadable-file"]);
    assert_eq!(code, 2);
}

#[test]
fn links_in_circles_and_pipes_do_not_hold_a_check_up() {
    let folder = tempfile::tempdir().expect("a folder");
    complete(folder.path(), "sound.yaml");
    let place = |name: &str| folder.path().join(name);
    std::os::unix::fs::symlink(folder.path(), place("circle")).expect("a link");
    std::os::unix::fs::symlink(place("b.yaml"), place("a.yaml")).expect("a link");
    std::os::unix::fs::symlink(place("a.yaml"), place("b.yaml")).expect("a link");
    let made = Command::new("mkfifo").arg(place("pipe.yaml")).status();
    assert!(made.expect("mkfifo starts").success());
    let start = Instant::now();
    let (found, code) = report(&[], &[folder.path()]);
    assert!(start.elapsed() < BOUND);
    assert_eq!(rules_of(&found, "pipe.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&found, "sound.yaml"), [""; 0]);
    assert_eq!(found["applications"].as_array().map(Vec::len), Some(2));
    assert_eq!(code, 2);
    let (named, code) = report(&[], &[&place("a.yaml"), Path::new("/dev/zero")]);
    assert_eq!(rules_of(&named, "a.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&named, "/dev/zero"), ["unreadable-file"]);
    assert_eq!(code, 2);
}

#[test]
fn a_file_of_200_megabytes_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.yaml");
    let file = fs::File::create(&path).expect("a file");
    file.set_len(200 << 20).expect("room for a file of holes");
    let start = Instant::now();
    let (report, code) = report(&[], &[&path]);
    assert!(start.elapsed() < Duration::from_secs(5));
    assert_eq!(rules_of(&report, "large.yaml"), ["yaml-syntax"]);
    assert_eq!(code, 1);
}

#[test]
fn few_open_files_are_enough_for_many() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..400 {
        complete(folder.path(), &format!("{number}.yaml"));
    }
    let output = run(Command::new("sh")
        .args(["-c", "ulimit -n 24; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_atbilst"))
        .args([
            "check",
            "--format",
            "json",
            "--no-portfolio",
            "--jobs",
            "4",
            "--lang",
            "en",
        ])
        .arg(folder.path()));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["summary"]["applications"], 400);
    assert_eq!(report["summary"]["complies"], 400);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn where_nothing_can_be_written_the_end_is_2() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    for arguments in [
        &["check", "examples/complete.yaml"][..],
        &["check", "--help"],
        &["--version"],
    ] {
        let full = fs::OpenOptions::new().write(true).open(full).expect("open");
        let output = run(atbilst().args(arguments).stdout(full));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = text(&output.stderr);
        assert!(
            said.contains("cannot be written: no room is left on the disk"),
            "{arguments:?}: {said}"
        );
    }
}

#[test]
fn a_full_disk_leaves_the_report_that_was_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
        .arg(folder.path())
        .stderr(Stdio::null())
        .status();
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("skipped: a small file system cannot be mounted without privileges");
        return;
    }
    let path = folder.path().join("report.json");
    fs::write(&path, "the report of yesterday").expect("room for a few words");
    let output = run(atbilst()
        .args(["check", "examples", "--quiet", "--report"])
        .arg(format!("json={}", path.display())));
    let left = fs::read_to_string(&path).expect("the report of yesterday");
    let names = fs::read_dir(folder.path()).expect("a folder").count();
    let unmounted = Command::new("umount").arg(folder.path()).status();
    assert!(unmounted.expect("umount starts").success());
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("report.json cannot be written"));
    assert_eq!((left.as_str(), names), ("the report of yesterday", 1));
}

#[test]
fn a_folder_that_may_not_be_written_is_said_and_ends_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).expect("own folder");
    let path = folder.path().join("report.json");
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "examples/complete.yaml", "--report"])
        .arg(format!("json={}", path.display())));
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("report.json cannot be written"));
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = atbilst()
        .args(["check", "examples"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), &*text(&output.stderr)),
        (Some(1), "")
    );
    let closed = run(Command::new("sh")
        .args(["-c", "exec \"$0\" check examples --lang en >&-"])
        .arg(env!("CARGO_BIN_EXE_atbilst")));
    assert_eq!(
        (closed.status.code(), &*text(&closed.stderr)),
        (Some(1), "")
    );
}

/// Stops a check by a signal while it writes a report to a file. Whether it came so far is told.
fn stopped_while_writing(name: &str, folder: &Path) -> Option<std::process::ExitStatus> {
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
    let mut child = atbilst()
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
            let whole: serde_json::Value = serde_json::from_str(&left).expect("a whole report");
            assert!(whole["runs"].is_array());
            return None;
        }
    }
    None
}

#[test]
fn ctrl_c_ends_with_130_and_takes_a_half_report_away() {
    let folder = tempfile::tempdir().expect("a folder");
    for signal in ["-INT", "-TERM"] {
        let status = (0..20).find_map(|_| stopped_while_writing(signal, folder.path()));
        let status = status.expect("one of twenty signals comes in time");
        assert_eq!(status.code(), Some(130), "{signal}");
        let left = fs::read_dir(folder.path().join("out")).expect("a folder");
        assert_eq!(left.count(), 1, "nothing half written is left");
    }
}

/// What a shell sends to a file is the shell's: it stays, and is whole or empty.
#[test]
fn ctrl_c_leaves_no_half_report_behind_standard_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let twice = "summary: x\n".repeat(100);
    for number in 0..200 {
        let text = format!("call: 2.1.2.1.i\nid: i-{number}\n{twice}");
        fs::write(folder.path().join(format!("{number}.yaml")), text).expect("a file to check");
    }
    let shown = folder.path().join("report");
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
                let whole = serde_json::from_slice::<serde_json::Value>(&left);
                assert!(whole.is_ok(), "half a report is left");
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
    let folder = tempfile::tempdir().expect("a folder");
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
    let folder = tempfile::tempdir().expect("a folder");
    let status = (0..20).find_map(|_| stopped_while_writing("-KILL", folder.path()));
    let status = status.expect("one of twenty signals comes in time");
    assert_eq!(status.signal(), Some(9));
}

#[test]
fn ctrl_c_while_it_waits_for_input_ends_with_130() {
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

/// `strace`, which writes what a program asks of the network into a file.
fn strace(calls: &Path) -> Command {
    let mut strace = Command::new("strace");
    strace
        .args(["-f", "-e", "trace=%network", "-o"])
        .arg(calls)
        .arg(env!("CARGO_BIN_EXE_atbilst"));
    strace
}

/// What was asked of the network; `None`, said aloud, where that cannot be watched.
fn asked(calls: &Path) -> Option<Vec<String>> {
    let Ok(calls) = fs::read_to_string(calls) else {
        eprintln!("skipped: strace is not installed, or may not trace here");
        return None;
    };
    let call = |line: &&str| !line.contains("+++") && !line.contains("---");
    Some(calls.lines().filter(call).map(str::to_owned).collect())
}

#[test]
fn no_socket_is_ever_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = |file: &str| folder.path().join(file).display().to_string();
    let (json, calls) = (name("r.json"), folder.path().join("calls"));
    let (sarif, evidence, new) = (
        format!("sarif={}", name("r.sarif")),
        format!("json={json}"),
        name("new.yaml"),
    );
    let check = [
        "check", "examples", "--report", &sarif, "--report", &evidence,
    ];
    for (arguments, code) in [
        (&check[..], 1),
        (&["verify", &json, "examples"], 0),
        (&["explain", "selection-deadline"], 0),
        (&["rules", "test"], 0),
        (&["schema"], 0),
        (&["init", &new], 0),
    ] {
        let ended = strace(&calls)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let Some(asked) = asked(&calls) else { return };
        assert_eq!(ended.expect("ran").code(), Some(code), "{arguments:?}");
        assert_eq!(asked, [""; 0], "{arguments:?}");
    }
}

#[test]
fn questions_on_a_terminal_reach_nothing_outside() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = folder.path().join("calls");
    let mut command = strace(&calls);
    command.args(["init", "--lang", "en"]);
    command.current_dir(folder.path()).env("TERM", "xterm");
    let Ok(mut terminal) = rexpect::session::spawn_command(command, Some(20_000)) else {
        return eprintln!("skipped: strace is not installed");
    };
    let asks = terminal.exp_string("file").is_ok();
    if asks {
        terminal.send_control('c').expect("sent");
    }
    terminal.exp_eof().expect("it ends");
    let Some(asked) = asked(&calls) else { return };
    assert!(asks, "no question came");
    // By it the terminal tells that its size has changed.
    let within = |call: &String| call.contains(" socketpair(AF_UNIX, ");
    assert!(asked.iter().all(within), "{asked:?}");
}
