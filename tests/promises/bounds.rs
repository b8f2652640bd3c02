//! What is read beside the applications, lists, books, reports and waivers: never without a bound, and refused in plain words.

mod unpacked;

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::program::{Said, atbilst, run};

/// For an unoptimised build on a busy machine.
const BOUND: Duration = Duration::from_secs(60);

/// Room for addresses, in KiB.
const MEMORY: u32 = 1 << 20;

/// Runs a line of the shell with little memory; `"$0"` is the program.
fn shell(folder: &Folder, line: &str) -> Said {
    let mut command = Command::new("bash");
    command
        .args(["-c", &format!("ulimit -v {MEMORY}; {line}")])
        .arg(env!("CARGO_BIN_EXE_atbilst"))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("LANG", "en_GB.UTF-8")
        .current_dir(folder.path())
        .stdin(Stdio::null());
    let start = Instant::now();
    let output = run(&mut command);
    assert!(start.elapsed() < BOUND, "{line}");
    output
}

/// A folder with an application, a pipe into which nobody writes, and a large file of holes.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.copy("examples/complete.yaml", "a.yaml");
    folder.write("latin.yaml", b"caf\xe9");
    folder.pipe("pipe");
    let large = std::fs::File::create(folder.at("large")).expect("a file");
    large.set_len(3 << 30).expect("room for a file of holes");
    folder
}

#[test]
fn what_has_no_end_is_refused_in_plain_words() {
    let folder = folder();
    let no_file = "it is no ordinary file, but a folder, a pipe or a device";
    let cases = [
        (
            "check --files-from /dev/zero",
            "the list /dev/zero cannot be read: it is larger than the limit of 64 MiB",
        ),
        (
            "check --files-from large",
            "the list large cannot be read: it is larger than the limit of 64 MiB",
        ),
        (
            "check --files-from - < /dev/zero",
            "the list - cannot be read: it is larger than the limit of 64 MiB",
        ),
        (
            "check --files-from nowhere",
            "the list nowhere cannot be read: there is no such file or folder",
        ),
        (
            "check --files-from .",
            "the list . cannot be read: it is a folder",
        ),
        ("check a.yaml --rules /dev/zero", no_file),
        ("check a.yaml --rules pipe", no_file),
        (
            "check a.yaml --rules large",
            "the rule book large cannot be read: it is larger than the limit of 16 MiB",
        ),
        (
            "check a.yaml --rules latin.yaml",
            "the rule book latin.yaml cannot be read: it is no text in the encoding UTF-8; save it",
        ),
        (
            "check a.yaml --rules nowhere",
            "the rule book nowhere cannot be read: there is no such file or folder",
        ),
        ("rules lint pipe", no_file),
        ("explain budget-envelope --rules pipe", no_file),
        (
            "check a.yaml --waivers pipe",
            "the file of waivers pipe cannot be read: it is no ordinary file",
        ),
        (
            "check a.yaml --waivers large",
            "the file of waivers large cannot be read: it is larger than the limit of 5 MiB",
        ),
        (
            "check a.yaml --waivers nowhere",
            "the file of waivers nowhere cannot be read: there is no such file or folder",
        ),
        ("verify pipe", no_file),
        ("verify /dev/zero", no_file),
        (
            "verify large",
            "the report large cannot be read: it is larger than the limit of 1024 MiB",
        ),
        (
            "verify a.yaml --max-report-size 1",
            "a.yaml is not a report",
        ),
        (
            "verify nowhere",
            "the report nowhere cannot be read: there is no such file or folder",
        ),
    ];
    for (line, says) in cases {
        let output = shell(&folder, &format!("\"$0\" {line}"));
        let said = output.err;
        assert!(said.contains(says), "{line}: {said}");
        assert!(!said.contains("os error"), "{line}: {said}");
        assert_eq!(output.code, Some(2), "{line}");
        assert_eq!(output.out, "", "{line}");
    }
}

/// A report that somebody made to hurt takes no more than some ten times its size.
#[test]
fn a_report_made_to_hurt_is_refused() {
    let folder = folder();
    let size = 32 << 20;
    let of = |begin: &str, item: &str, end: &str| {
        let mut text = String::with_capacity(size);
        text.push_str(begin);
        while text.len() < size {
            text.push_str(item);
        }
        text.pop();
        text.push_str(end);
        text
    };
    let named = |rest: &str| format!("{{\"schema\":\"atbilst-report/2\",{rest}");
    for (begin, item, end) in [
        ("{\"x\":[", "{\"\":0},", "]}"),
        (&named("\"x\":["), "{\"\":0},", "]}"),
        (&named("\"notes\":["), "\"\",", "]}"),
        (&named("\"notes\":["), "\"\\n\",", "]}"),
        (&named(""), "\"notes\":[],", "}"),
        (&named("\"notes\":"), "[", ""),
        (&named("\"applications\":["), "[", ""),
        (
            &named("\"applications\":[{\"trace\":["),
            "{\"rule\":\"\",\"judgements\":[]},",
            "]}]}",
        ),
    ] {
        folder.write("report.json", of(begin, item, end));
        let said = shell(&folder, "\"$0\" verify report.json");
        assert_eq!(said.code, Some(2), "{begin} {item}: {said:?}");
        assert!(
            said.err.contains("is not a report that can be verified"),
            "{said:?}"
        );
        let most = most_memory(atbilst().arg("verify").arg(folder.at("report.json")));
        assert!(most < 11 * (size >> 10), "{begin} {item}: {most} KiB");
    }
}

/// Signs in a rule book that a terminal would obey are written out by every verb that shows its texts.
#[test]
fn what_nobody_sees_in_a_book_is_written_out() {
    let folder = Folder::new();
    let book = std::fs::read_to_string("tests/books/minimal.yaml").expect("the book");
    let start = book.find("    text: sources").expect("its words are kept");
    let end = book.find("form:\n").expect("its form");
    let book = format!("{}{}", &book[..start], &book[end..]);
    let signs = |text: &str| format!("\"{text} \\e[31m\\a\\u202E.\"");
    let mut hurt = book.clone();
    for text in [
        "Invented example “Stables”",
        "The animal is in the list",
        "Write freely.",
        "largest amount",
        "horse",
    ] {
        hurt = hurt.replace(
            &format!("en: {text} }}"),
            &format!("en: {} }}", signs(text)),
        );
    }
    folder.write("book.yaml", &hurt);
    folder.write("old.yaml", book);
    for line in [
        "rules test book.yaml",
        "rules lint book.yaml",
        "rules list book.yaml",
        "rules coverage book.yaml",
        "rules diff old.yaml book.yaml",
        "rules mutate book.yaml",
        "explain --rules book.yaml --all",
        "explain --rules book.yaml --all --markdown",
        "explain --rules book.yaml limit",
        "init --rules book.yaml --call 9.9.8.i --yes -",
    ] {
        let said = shell(&folder, &format!("\"$0\" {line}"));
        assert!(!said.out.is_empty(), "{line}: {}", said.err);
        let obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        for text in [said.out, said.err] {
            assert!(!text.contains(obeyed), "{line}: {text:?}");
        }
    }
}

/// Fields that stand twice in each of many items are found in a time that grows with their number, not with its square.
#[test]
fn fields_that_stand_twice_in_every_item_are_found_in_time() {
    let folder = Folder::new();
    let item = "  - category: nope\n    description: t\n    amount: 5 eiro\n    category: nope\n";
    let items = item.repeat(20_000);
    folder.write("a.yaml", format!("call: 2.1.2.1.i\nactivities:\n{items}"));
    let line = "\"$0\" check a.yaml --format json --max-findings 1000000 --max-nodes 1000000";
    let said = shell(&folder, line);
    assert_eq!(said.code, Some(1), "{}", said.err);
}

/// The most memory that a program ever held, in KiB, as Linux tells of it while it runs; nothing elsewhere.
fn most_memory(command: &mut Command) -> usize {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().expect("it starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("a child").is_none() {
        let told = std::fs::read_to_string(&status).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        most = most.max(number.unwrap_or(0));
        std::thread::sleep(Duration::from_millis(2));
    }
    most
}

#[test]
fn a_list_may_come_through_a_pipe() {
    let folder = folder();
    for line in [
        "\"$0\" check --files-from <(echo a.yaml)",
        "echo a.yaml | \"$0\" check --files-from -",
        "printf '\\xef\\xbb\\xbfa.yaml\\r\\n' | \"$0\" check --files-from -",
        "printf '\\xef\\xbb\\xbfa.yaml\\0' | \"$0\" check --files-from /dev/stdin",
    ] {
        let output = shell(&folder, &format!("{line} --format csv"));
        let said = output.err;
        assert_eq!(output.code, Some(0), "{line}: {said}");
    }
}

#[test]
fn standard_input_is_a_list_or_an_application() {
    let folder = folder();
    for line in [
        "echo a.yaml | \"$0\" check - --files-from -",
        "printf 'a.yaml\\n-\\n' | \"$0\" check --files-from -",
        "printf 'a.yaml\\n-\\n' | \"$0\" check --files-from /dev/stdin",
    ] {
        let output = shell(&folder, line);
        let said = output.err;
        assert!(
            said.contains("standard input holds the list"),
            "{line}: {said}"
        );
        assert_eq!(output.code, Some(2), "{line}");
        assert_eq!(output.out, "", "{line}");
    }
    // A list in a file may name standard input.
    let line = "printf -- '-\\n' > list; \"$0\" check --files-from list < a.yaml";
    assert_eq!(shell(&folder, line).code, Some(0));
}
