//! A large check in parts: whatever the split and the order, they are put together into the report of one check, to the byte; and what is
//! not of one check is refused.

use sha2::{Digest, Sha256};

use crate::folder::Folder;
use crate::program::{Said, here, run, within};

const FORMATS: [&str; 8] = [
    "json", "jsonl", "sarif", "csv", "human", "markdown", "junit", "html",
];

/// Applications of every kind, in folders, with waivers and answers beside some of them, and what is none.
fn applications() -> Folder {
    let folder = Folder::new();
    let mut from: Vec<_> = ["examples", "examples/violations", "examples/portfolio"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(here().join(folder)).expect("a folder"))
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .filter(|path| !path.ends_with("atbilst-waivers.yaml"))
        .collect();
    from.sort();
    for (number, path) in from.iter().enumerate() {
        let text = std::fs::read(path).expect("a text");
        let place = format!("apps/{}/{number:02}.yaml", ["a", "b", "b/c"][number % 3]);
        folder.write(&place, text);
    }
    folder.write("apps/a/none.yaml", "just: this\n");
    folder.write("apps/b/broken.yaml", "call: [2.1.2.1.i\n");
    folder.write("apps/b/.hidden.yaml", "call: 2.1.2.1.i\n");
    folder.write("apps/b/atbilst-waivers.yaml", WAIVERS);
    folder
}

const WAIVERS: &str = "waivers:
  - rule: selection-deadline
    application: 2.1.2.1.i-0001
    reason: Pagarināts termiņš
    approver: Komisija
    document: 1-2/3
    issued: 2026-01-01
    expires: 2026-12-31
  - rule: portfolio-double-funding
    application: 2.1.2.1.i
    reason: Vērtēts
    approver: Komisija
    document: 1-2/4
    issued: 2026-01-01
    expires: 2026-12-31
";

fn part(folder: &Folder, name: &str, more: &[&str]) -> Said {
    let said = folder.check(&[&["--part", name], more].concat());
    assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
    assert_eq!(said.out, "", "a part takes the place of the report");
    said
}

fn merge(folder: &Folder, parts: &[&str], more: &[&str]) -> Said {
    run(within(folder.path())
        .arg("merge")
        .args(parts)
        .args(more)
        .env("COLUMNS", "100"))
}

/// That parts are put together into what one check says, in every format.
fn is_one(folder: &Folder, parts: &[&str], check: &[&str]) {
    for format in FORMATS {
        let one = folder.check(&[check, &["--format", format]].concat());
        let merged = merge(folder, parts, &["--format", format]);
        assert_eq!(merged.out, one.out, "{format}: {}", merged.err);
        assert_eq!(merged.code, one.code, "{format}: {}", merged.err);
        assert_eq!(merged.err, one.err, "{format}");
    }
}

#[test]
fn shards_in_any_order_are_one_check() {
    let folder = applications();
    // Some have none, for there are not many applications.
    let names: Vec<String> = (1..=67).map(|number| format!("part-{number}")).collect();
    for (name, number) in names.iter().zip(1..) {
        part(&folder, name, &["apps", "--shard", &format!("{number}/67")]);
    }
    let mut parts: Vec<&str> = names.iter().map(String::as_str).collect();
    is_one(&folder, &parts, &["apps"]);
    parts.reverse();
    parts.swap(3, 50);
    let json = merge(&folder, &parts, &["--format", "json"]);
    let one = folder.check(&["apps", "--format", "json"]);
    assert_eq!(json.out, one.out);
    assert!(one.out.contains("\"together\":[") && one.out.contains("\"waived\""));
    // However many there are, few files are open at a time.
    #[cfg(unix)]
    {
        let few = "ulimit -n 24 && exec \"$0\" merge --format json \"$@\"";
        let program = folder.atbilst().get_program().to_owned();
        let mut shell = folder.other("sh");
        let shell = shell.args(["-c", few]).arg(program).args(&parts);
        let few = run(shell);
        assert_eq!(few.out, one.out, "{}", few.err);
    }
}

#[test]
fn uneven_parts_and_one_part_are_one_check() {
    let folder = applications();
    part(&folder, "whole", &["apps"]);
    is_one(&folder, &["whole"], &["apps"]);
    for (name, from) in [
        ("p1", &["apps/a/00.yaml"][..]),
        ("p2", &["apps/b/c"]),
        (
            "p3",
            &["apps/a/03.yaml", "apps/a/06.yaml", "apps/a/09.yaml"],
        ),
    ] {
        part(&folder, name, from);
    }
    let all = [
        "apps/a/00.yaml",
        "apps/a/03.yaml",
        "apps/a/06.yaml",
        "apps/a/09.yaml",
        "apps/b/c",
    ];
    is_one(&folder, &["p3", "p1", "p2"], &all);
}

#[test]
fn lists_in_any_order_are_one_check() {
    let folder = applications();
    let names = [
        "apps/b/broken.yaml",
        "apps/a/none.yaml",
        "apps/b/c/02.yaml",
        "apps/gone.yaml",
        "apps/a/00.yaml",
        "apps/b/none.txt",
        "apps/b/01.yaml",
    ];
    folder.write("apps/b/none.txt", "none");
    folder.write("all", names.join("\n"));
    for (number, some) in [&names[..1], &names[3..], &names[1..3]].iter().enumerate() {
        let (list, name) = (format!("list-{number}"), format!("part-{number}"));
        folder.write(&list, some.join("\n"));
        part(&folder, &name, &["--files-from", &list]);
    }
    is_one(
        &folder,
        &["part-1", "part-2", "part-0"],
        &["--files-from", "all"],
    );
}

#[test]
fn a_shard_says_that_it_is_one() {
    let folder = applications();
    let said = folder.check(&["apps", "--shard", "2/3", "--format", "json"]);
    let report = said.json();
    assert_eq!(report["settings"]["files"]["shard"], "2/3");
    assert_eq!(report["portfolio"], serde_json::json!([]));
    assert!(
        said.out
            .contains("Only the shard 2/3 of the applications is checked")
    );
    let counts = (1..=3).map(|number| {
        let shard = format!("{number}/3");
        let report = folder
            .check(&["apps", "--shard", &shard, "--format", "json"])
            .json();
        report["summary"]["applications"]
            .as_u64()
            .expect("a number")
    });
    let all = folder.check(&["apps", "--format", "json"]).json();
    assert_eq!(
        Some(counts.sum::<u64>()),
        all["summary"]["applications"].as_u64()
    );
    // And what it says is true.
    for more in [&[][..], &["--no-portfolio"]] {
        let made = folder.check(&[&["apps", "--shard", "1/3", "--format", "json"], more].concat());
        folder.write("report.json", &made.out);
        let verified = folder.run(&["verify", "report.json"]);
        assert_eq!(verified.code, Some(0), "{verified:?}");
    }
}

fn is_refused(folder: &Folder, parts: &[&str], says: &[&str]) {
    for language in ["en", "lv"] {
        let said = run(within(folder.path())
            .args(["merge", "--format", "jsonl", "--lang", language])
            .args(parts));
        assert_eq!(said.code, Some(2), "{parts:?}: {}", said.err);
        assert_eq!(said.out, "", "refused before anything is written");
        for word in says {
            let told = *word != says[0] || language == "en";
            assert!(!told || said.err.contains(word), "{word}: {}", said.err);
            assert!(!said.err.contains(['{', '[']), "in words: {}", said.err);
        }
    }
}

#[test]
fn parts_of_other_checks_are_refused() {
    let folder = applications();
    part(&folder, "one", &["apps/a"]);
    let other = |more: &[&str], says: &[&str]| {
        part(&folder, "other", &[&["apps/b"], more].concat());
        is_refused(&folder, &["one", "other"], says);
    };
    other(
        &["--as-of", "2023-01-01"],
        &["the day whose law is applied", "other", "2023-01-01"],
    );
    other(
        &["--no-portfolio"],
        &["the options", "other", "`--no-portfolio`"],
    );
    other(
        &["--max-findings", "5"],
        &[
            "the options",
            "other",
            "(`--max-findings 5` ",
            "`--max-findings 1000`)",
        ],
    );
    other(&["--strict"], &["the options", "other", "`--strict`"]);
    other(
        &["--exclude", "x*"],
        &["the options", "other", "`--exclude x*`"],
    );
    other(
        &["--no-waivers"],
        &["the waivers", "other", "`--no-waivers`"],
    );
    other(
        &["--waivers", "apps/b/atbilst-waivers.yaml"],
        &["the waivers", "atbilst-waivers.yaml"],
    );
    other(&["--no-answers"], &["the answers", "other"]);
    other(&["--lang", "lv"], &["the language", "lv"]);
    let book = std::fs::read_to_string(here().join("rules/2.1.2.1.i.yaml")).expect("a book");
    folder.write("book.yaml", format!("{book}# Another one.\n"));
    other(&["--rules", "book.yaml"], &["the rule books", "2.1.2.1.i"]);
    // Of a rule book that is not here.
    part(&folder, "own", &["apps/a", "--rules", "book.yaml"]);
    is_refused(
        &folder,
        &["own"],
        &["was held against a rule book", "own", "--rules"],
    );
    let merged = merge(
        &folder,
        &["own"],
        &["--rules", "book.yaml", "--format", "json"],
    );
    let one = folder.check(&["apps/a", "--rules", "book.yaml", "--format", "json"]);
    assert_eq!(merged.out, one.out);
    // Another day.
    let said = run(within(folder.path())
        .args(["check", "apps/b", "--part", "other"])
        .args(["--today", "2026-01-05"]));
    assert_eq!(said.code, Some(1), "{}", said.err);
    is_refused(
        &folder,
        &["one", "other"],
        &["the day of the check", "2026-01-05"],
    );
    // A file of waivers that was changed in between.
    part(&folder, "first", &["apps/b/broken.yaml"]);
    folder.write(
        "apps/b/atbilst-waivers.yaml",
        WAIVERS.replace("1-2/3", "1-2/5"),
    );
    part(&folder, "other", &["apps/b/c"]);
    is_refused(
        &folder,
        &["first", "other"],
        &[
            "what the file of waivers",
            "other",
            "apps/b/atbilst-waivers.yaml",
        ],
    );
}

#[test]
fn what_is_missing_or_there_twice_is_refused() {
    let folder = applications();
    for number in 1..=3 {
        let name = format!("part-{number}");
        part(&folder, &name, &["apps", "--shard", &format!("{number}/3")]);
    }
    is_refused(&folder, &["part-1", "part-3"], &["missing", "2/3"]);
    is_refused(
        &folder,
        &["part-1", "part-2", "part-3", "part-2"],
        &["stands in two parts", "part-2"],
    );
    part(&folder, "half", &["apps", "--shard", "1/2"]);
    is_refused(
        &folder,
        &["part-1", "half"],
        &["the number of shards", "half"],
    );
    part(&folder, "whole", &["apps/a/00.yaml"]);
    part(&folder, "again", &["apps/a"]);
    is_refused(
        &folder,
        &["whole", "again"],
        &["stands in two parts", "apps/a/00.yaml"],
    );
}

/// A part in which something is changed, with a sum that is right.
fn forged(part: &[u8], change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut forged = part[..part.len() - 32].to_vec();
    change(&mut forged);
    let sum = Sha256::digest(&forged);
    forged.extend_from_slice(&sum);
    forged
}

#[test]
fn a_spoiled_part_is_refused() {
    let folder = applications();
    part(&folder, "sound", &["apps"]);
    let sound = std::fs::read(folder.at("sound")).expect("a part");
    let spoiled = |bytes: &[u8], says: &[&str]| {
        folder.write("spoiled", bytes);
        is_refused(&folder, &["spoiled"], says);
    };
    let damaged = ["is damaged", "spoiled"];
    // Cut off anywhere, one byte otherwise anywhere.
    let line = sound
        .iter()
        .position(|&byte| byte == b'\n')
        .expect("a line");
    for at in [
        line + 1,
        line + 9,
        sound.len() / 2,
        sound.len() - 40,
        sound.len() - 1,
    ] {
        spoiled(&sound[..at], &damaged);
        let mut other = sound.clone();
        other[at] ^= 1;
        spoiled(&other, &damaged);
    }
    spoiled(b"", &["is no part", "spoiled"]);
    spoiled(b"{}\n", &["is no part", "spoiled"]);
    spoiled(b"call: 2.1.2.1.i\n", &["is no part", "spoiled"]);
    is_refused(&folder, &["nowhere"], &["cannot be read", "nowhere"]);
    // What can be read only once, before anything else is read.
    let once = ["Save what comes through a pipe"];
    is_refused(&folder, &["-"], &once);
    #[cfg(unix)]
    {
        folder.pipe("pipe");
        is_refused(&folder, &["spoiled", "pipe"], &[once[0], "pipe"]);
        is_refused(&folder, &["/dev/null"], &once);
    }
    is_refused(&folder, &["apps"], &["cannot be read", "apps"]);
    let replaced = |from: &str, to: &str| {
        forged(&sound, |bytes| {
            let head = String::from_utf8(bytes[..line].to_vec()).expect("JSON");
            assert!(head.contains(from), "{head}");
            bytes.splice(..line, head.replacen(from, to, 1).bytes());
        })
    };
    spoiled(
        &replaced("atbilst-part/1", "atbilst-part/9"),
        &["another form", "atbilst-part/9"],
    );
    spoiled(
        &replaced("\"version\":\"0.", "\"version\":\"9."),
        &["another program", "9."],
    );
    spoiled(&replaced("\"today\"", "\"heute\""), &damaged);
    // Whoever reckons the sum anew must still say what can be read.
    for at in [
        line + 5,
        sound.len() / 3,
        sound.len() - 48,
        sound.len() - 40,
    ] {
        let bytes = forged(&sound, |bytes| bytes[at] ^= 0x55);
        folder.write("spoiled", bytes);
        let said = merge(&folder, &["spoiled"], &["--format", "jsonl"]);
        assert!(matches!(said.code, Some(0..=2)), "{}", said.err);
        assert!(!said.err.contains("panic"), "{}", said.err);
    }
}
