//! Files and folders that cannot be read, or are no files: each is a finding, and the rest is checked.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::without_privileges;
use crate::folder::Folder;
use crate::program::{Said, atbilst, here, report, run, skipped};

const COMPLETE: &str = "examples/complete.yaml";

/// For an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(20);

fn rules_of(report: &Value, path: &str) -> Vec<String> {
    let applications = report["applications"].as_array().expect("applications");
    let one = applications.iter().find(|application| {
        application["path"]
            .as_str()
            .is_some_and(|own| own.ends_with(path))
    });
    let one = one.unwrap_or_else(|| panic!("{path} is not in the report"));
    let findings = one["findings"].as_array().expect("findings");
    let rule = |finding: &Value| finding["rule"].as_str().unwrap_or("").to_owned();
    findings.iter().map(rule).collect()
}

#[test]
fn a_file_that_may_not_be_read_is_a_finding_and_the_rest_is_checked() {
    let folder = Folder::new();
    folder.permit("", 0o755);
    folder.copy(COMPLETE, "secret.yaml");
    folder.copy(COMPLETE, "sound.yaml");
    folder.permit("secret.yaml", 0o000);
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "--format", "json"])
        .arg(folder.path()));
    let report = output.json();
    assert_eq!(rules_of(&report, "secret.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&report, "sound.yaml"), [""; 0]);
    assert_eq!(output.code, Some(2));
}

#[test]
fn a_folder_that_may_not_be_read_is_a_finding_and_the_rest_is_checked() {
    let folder = Folder::new();
    folder.permit("", 0o755);
    folder.copy(COMPLETE, "sound.yaml");
    folder.copy(COMPLETE, "closed/unseen.yaml");
    folder.permit("closed", 0o000);
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command
        .args(["check", "--format", "json"])
        .arg(folder.path()));
    folder.permit("closed", 0o755);
    assert_eq!(output.code, Some(2), "{}", output.err);
    assert!(output.out.contains("unreadable-file"));
    let report = output.json();
    assert_eq!(rules_of(&report, "sound.yaml"), [""; 0]);
}

/// What nobody may read now may be as it was: that is neither a difference nor none.
#[test]
fn what_may_not_be_read_can_be_told_by_nobody() {
    for shut in ["in/secret.yaml", "in"] {
        let folder = Folder::new();
        folder.permit("", 0o755);
        folder.copy(COMPLETE, "in/secret.yaml");
        folder.copy("examples/violations/period-order.yaml", "other.yaml");
        let reports = ["--report=json=r.json", "--manifest=m.sha256"];
        folder.check(&[&["."], &reports[..]].concat());
        let mut said = Vec::new();
        folder.permit(shut, 0o000);
        for report in ["r.json", "m.sha256"] {
            let mut command = atbilst();
            without_privileges(&mut command);
            said.push(run(command.arg("verify").arg(folder.at(report))));
        }
        folder.permit(shut, 0o755);
        for output in said {
            assert_eq!(output.code, Some(2), "{shut}: {output:?}");
            assert!(output.out.contains("cannot be read"), "{shut}: {output:?}");
            assert!(!output.out.contains("missing"), "{shut}: {output:?}");
        }
    }
}

#[test]
fn waivers_may_lie_in_a_folder_that_may_not_be_read() {
    let folder = Folder::new();
    folder.permit("", 0o755);
    folder.write("atbilst-waivers.yaml", "waivers: []\n");
    folder.write("closed/atbilst-waivers.yaml", "waivers: []\n");
    folder.permit("closed", 0o000);
    let mut command = atbilst();
    without_privileges(&mut command);
    let output = run(command.args(["waivers", "check"]).arg(folder.path()));
    folder.permit("closed", 0o755);
    assert_eq!(output.code, Some(2), "{output:?}");
    assert!(output.err.contains("closed cannot be read"), "{output:?}");
}

/// Each case: what is there, what is said of it in English and in Latvian.
#[test]
fn why_it_cannot_be_read_is_said_in_the_language_of_the_reader() {
    let folder = Folder::new();
    folder.permit("", 0o755);
    folder.copy(COMPLETE, "secret.yaml");
    folder.copy(COMPLETE, "closed/unseen.yaml");
    folder.pipe("pipe.yaml");
    folder.permit("secret.yaml", 0o000);
    folder.permit("closed", 0o000);
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
            [
                "This is not an ordinary file. What",
                "Tā nav parasta datne. To",
            ],
        ),
    ];
    let mut said = Vec::new();
    for (name, sentences) in cases {
        for (language, sentence) in ["en", "lv"].into_iter().zip(sentences) {
            let mut command = atbilst();
            without_privileges(&mut command);
            let output = run(command
                .args(["check", "--format", "csv", "--lang", language])
                .arg(folder.at(name)));
            said.push((name, sentence, output));
        }
    }
    folder.permit("closed", 0o755);
    for (name, sentence, output) in said {
        assert!(output.out.contains(sentence), "{name}: {}", output.out);
        assert!(!output.out.contains("os error"), "{name}: {}", output.out);
        assert_eq!(output.code, Some(2), "{name}");
    }
}

#[test]
fn files_that_vanish_are_named_or_were_never_found() {
    for round in 0..5 {
        let folder = Folder::new();
        for number in 0..300 {
            folder.copy(COMPLETE, &format!("inner/{number}.yaml"));
        }
        folder.copy(COMPLETE, "stays.yaml");
        let child = atbilst()
            .args(["check", "--format", "json", "--jobs", "1", "--no-portfolio"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("it starts");
        std::thread::sleep(Duration::from_millis(10 * round));
        fs::remove_dir_all(folder.at("inner")).expect("own folder");
        let output: Said = child.wait_with_output().expect("it ends").into();
        let report = output.json();
        assert_eq!(rules_of(&report, "stays.yaml"), [""; 0]);
        let all = report["applications"].as_array().expect("applications");
        let lost = all.iter().any(|one| one["verdict"] == "unreadable");
        assert_eq!(output.code, Some(if lost { 2 } else { 0 }));
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
    let folder = Folder::new();
    folder.copy(COMPLETE, "sound.yaml");
    for (to, name) in [("", "circle"), ("b.yaml", "a.yaml"), ("a.yaml", "b.yaml")] {
        std::os::unix::fs::symlink(folder.at(to), folder.at(name)).expect("a link");
    }
    folder.pipe("pipe.yaml");
    let start = Instant::now();
    let (found, code) = report(&[], &[folder.path()]);
    assert!(start.elapsed() < BOUND);
    assert_eq!(rules_of(&found, "pipe.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&found, "sound.yaml"), [""; 0]);
    assert_eq!(found["applications"].as_array().map(Vec::len), Some(2));
    assert_eq!(code, 2);
    let (named, code) = report(&[], &[&folder.at("a.yaml"), Path::new("/dev/zero")]);
    assert_eq!(rules_of(&named, "a.yaml"), ["unreadable-file"]);
    assert_eq!(rules_of(&named, "/dev/zero"), ["unreadable-file"]);
    assert_eq!(code, 2);
}

/// Between the walk and the opening anything may come into the place of a file.
#[test]
fn what_is_swapped_meanwhile_is_neither_waited_for_nor_followed() {
    let folder = Folder::new();
    let secret = folder.at("secret");
    // Read as an application it would be quoted.
    folder.write("secret", "call: 2.1.2.1.i\nsubmitted: Kept away\n");
    let stop = std::sync::atomic::AtomicBool::new(false);
    for number in 0..40 {
        folder.copy(COMPLETE, &format!("in/{number}.yaml"));
    }
    folder.pipe("pipe");
    let (swapped, in_time) = std::thread::scope(|scope| {
        scope.spawn(|| {
            let place = folder.at("in/0.yaml");
            let next = folder.at("next");
            for round in 0.. {
                if stop.load(std::sync::atomic::Ordering::Relaxed) {
                    break;
                }
                match round % 3 {
                    0 => std::os::unix::fs::symlink(&secret, &next).expect("a link"),
                    1 => fs::hard_link(folder.at("pipe"), &next).expect("a pipe"),
                    _ => drop(fs::copy(here().join(COMPLETE), &next).expect("a file")),
                }
                fs::rename(&next, &place).expect("own");
            }
        });
        let begun = Instant::now();
        let mut said = String::new();
        for _ in 0..40 {
            let output = run(atbilst()
                .args(["check", "--no-portfolio", "--format", "full"])
                .arg(folder.at("in")));
            said.push_str(&output.out);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        (said, begun.elapsed())
    });
    assert!(!swapped.contains("Kept away"), "{swapped}");
    assert!(in_time < 40 * BOUND);
}

#[test]
fn what_never_ends_is_not_waited_for() {
    let log = Path::new("/proc/kmsg");
    if !log.exists() {
        skipped("there is no /proc/kmsg");
        return;
    }
    let begun = Instant::now();
    let (found, code) = report(&[], &[log]);
    assert_eq!(rules_of(&found, "/proc/kmsg"), ["unreadable-file"]);
    assert_eq!(code, 2);
    assert!(begun.elapsed() < BOUND);
}

/// Whoever reads the log of a job may not be who may read every file.
#[test]
fn what_is_no_application_is_not_quoted() {
    let folder = Folder::new();
    let texts: [(&str, &[u8]); 7] = [
        (
            "passwords",
            b"root:x:0:0:secret:/root:/bin/bash\nother:x:1\n",
        ),
        ("settings", b"password: secret\npassword: secret\n"),
        ("broken", b"password: \"secret\n"),
        ("list", b"- secret\n- [secret\n"),
        ("tag", b"key: !secret x\n"),
        ("latin", b"name: secret \xff\n"),
        ("deep", b"secret:\n  secret: &secret 1\n"),
    ];
    for (name, text) in texts {
        folder.write(&format!("{name}.yaml"), text);
    }
    folder.write("application.yaml", "{ \"id\": shown\n");
    for format in atbilst_render::FORMATS.iter().map(|format| format.name) {
        let checked = folder.check(&[".", "--strict", "--format", format]);
        assert_eq!(checked.code, Some(1), "{format}: {}", checked.err);
        let told = checked.out.lines().find(|line| line.contains("secret"));
        assert_eq!(told, None, "{format}");
    }
    // An application stands in them, behind the signs of a letter or the words of a form.
    folder.write("letter.yaml", "> \"id\": shown\n> title: A\n");
    folder.write("labelled.yaml", "id (numurs): shown\n");
    for name in ["application", "letter", "labelled"] {
        let checked = folder.check(&[&format!("{name}.yaml"), "--format", "full"]);
        assert!(checked.out.contains("shown"), "{}", checked.out);
    }
    let said = folder.check(&["passwords.yaml"]);
    assert!(
        said.folded().contains("nothing of it is shown"),
        "{}",
        said.out
    );
}

#[test]
fn a_file_of_200_megabytes_is_not_read() {
    let folder = Folder::new();
    let path = folder.at("large.yaml");
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
    let folder = Folder::new();
    for number in 0..400 {
        folder.copy(COMPLETE, &format!("{number}.yaml"));
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
    let report = output.json();
    assert_eq!(report["summary"]["applications"], 400);
    assert_eq!(report["summary"]["complies"], 400);
    assert_eq!(output.code, Some(0), "{}", output.err);
}
