//! A session replayed: opened, broken, mended, and changed at random. At each step the editor shows what `check` says of the text.

use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use super::client::{Client, Count, greeting, position};
use crate::program;

const URI: &str = "file:///nowhere/application.yaml";

/// What `check` says of a text, as an editor shows it.
fn checked(text: &str, count: Count) -> Vec<Value> {
    let mut command = program::atbilst();
    command.args([
        "check",
        "-",
        "--format",
        "json",
        "--no-portfolio",
        "--quiet",
    ]);
    let mut check = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut input = check.stdin.take().expect("its input");
    input.write_all(text.as_bytes()).expect("sent");
    drop(input);
    let output = check.wait_with_output().expect("it ends");
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let findings = report["applications"][0]["findings"]
        .as_array()
        .expect("findings");
    let finding = |finding: &Value| {
        let byte = |end: &str| {
            let byte = finding["location"][end]["byte"].as_u64().expect("a byte");
            position(text, usize::try_from(byte).expect("small"), count)
        };
        let severity = match (finding["kind"].as_str(), finding["level"].as_str()) {
            (Some("review"), _) => 3,
            (_, Some("warning")) => 2,
            _ => 1,
        };
        let message = finding["message"].as_str().expect("a sentence");
        let message = message.lines().next().unwrap_or_default();
        json!([
            finding["rule"],
            severity,
            byte("start"),
            byte("end"),
            message
        ])
    };
    findings.iter().map(finding).collect()
}

fn shown(diagnostics: &[Value]) -> Vec<Value> {
    let diagnostic = |one: &Value| {
        let (range, message) = (&one["range"], one["message"].as_str().expect("a sentence"));
        let message = message.lines().next().unwrap_or_default();
        json!([
            one["code"],
            one["severity"],
            range["start"],
            range["end"],
            message
        ])
    };
    diagnostics.iter().map(diagnostic).collect()
}

/// An editor with one text.
struct Session {
    client: Client,
    text: String,
    version: i64,
    count: Count,
}

impl Session {
    fn open(text: &str, count: Count) -> Self {
        let mut client = Client::at(program::here(), &greeting(count)).0;
        client.open(URI, text);
        let mut session = Self {
            client,
            text: text.to_owned(),
            version: 0,
            count,
        };
        session.is_as_checked();
        session
    }

    /// Another text in the place of some bytes.
    fn replace(&mut self, bytes: std::ops::Range<usize>, to: &str) {
        let place = |byte| position(&self.text, byte, self.count);
        let range = json!({ "start": place(bytes.start), "end": place(bytes.end) });
        self.version += 1;
        let change = json!([{ "range": range, "text": to }]);
        self.client.change(URI, self.version, change);
        self.text.replace_range(bytes, to);
    }

    fn is_as_checked(&mut self) {
        let said = self.client.diagnostics(URI, self.version);
        assert_eq!(
            shown(&said),
            checked(&self.text, self.count),
            "{}",
            self.text
        );
    }

    fn write(&mut self, from: &str, to: &str) {
        let at = self.text.find(from).unwrap_or_else(|| panic!("{from}"));
        self.replace(at..at + from.len(), to);
        self.is_as_checked();
    }
}

fn complete() -> String {
    std::fs::read_to_string(program::here().join("examples/complete.yaml")).expect("an example")
}

#[test]
fn what_is_opened_broken_and_mended_is_shown_as_checked() {
    for count in [Count::Units, Count::Bytes] {
        let mut session = Session::open(&complete(), count);
        session.write("submitted: 2022-12-20", "submitted: 2023-01-02");
        session.write(
            "purpose: public_order_and_justice",
            "purpose: 😀 publiska kārtība",
        );
        session.write("amount: 640000.00", "amount: 640000,00");
        session.write("funding:\n", "funding\n");
        session.write("call: 2.1.2.1.i", "");
        session.write("id: ", "call: 2.1.2.1.i\nid: ");
        session.write("funding\n", "funding:\n");
        session.write("amount: 640000,00", "amount: 640000.00");
        session.write(
            "purpose: 😀 publiska kārtība",
            "purpose: public_order_and_justice",
        );
        session.write("submitted: 2023-01-02", "submitted: 2022-12-20");
        assert_eq!(checked(&session.text, count), [Value::Null; 0]);
    }
}

/// Numbers that come out the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("small") % limit
    }
}

#[test]
fn two_hundred_edits_at_random_are_shown_as_checked() {
    const WRITTEN: [&str; 16] = [
        "",
        "",
        "x",
        "ā",
        "😀",
        "\n",
        "\r\n",
        "  ",
        "\n  - ",
        ": ",
        "\"",
        "#",
        "{",
        "2023-01-02",
        "amount: 5,00\n",
        "\t",
    ];
    let mut numbers = Numbers(20);
    for count in [Count::Units, Count::Bytes] {
        let mut session = Session::open(&complete(), count);
        for step in 0..100 {
            // From time to time a person takes everything back.
            if step % 20 == 19 {
                session.replace(0..session.text.len(), &complete());
                session.is_as_checked();
                continue;
            }
            let place = |numbers: &mut Numbers, text: &str| {
                let mut at = numbers.below(text.len() + 1);
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = place(&mut numbers, &session.text);
            let longest = session.text[start..].len().min(12);
            let mut end = start + numbers.below(longest + 1);
            while !session.text.is_char_boundary(end) {
                end += 1;
            }
            session.replace(start..end, WRITTEN[numbers.below(WRITTEN.len())]);
            session.is_as_checked();
        }
    }
}

/// What a program holds in memory, in KiB; nothing where the system does not say.
fn memory(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Many changes that nobody waits for: the last one is answered, and memory stays what it was.
#[test]
fn changes_by_the_thousand_are_followed_and_leave_nothing_behind() {
    const ROUND: i64 = 10_000;
    let mut client = Client::new();
    client.open(URI, &complete());
    client.diagnostics(URI, 0);
    let start = json!({ "line": 6, "character": 11 });
    let mut held = Vec::new();
    for round in 0..3 {
        for step in 1..=ROUND {
            // A sign is written, and taken back.
            let (length, to) = if step % 2 == 0 { (1, "") } else { (0, "3") };
            let end = json!({ "line": 6, "character": 11 + length });
            let change = json!([{ "range": { "start": start, "end": end }, "text": to }]);
            client.change(URI, round * ROUND + step, change);
        }
        client.diagnostics(URI, (round + 1) * ROUND);
        held.extend(memory(client.process()));
    }
    let [first, .., last] = held.as_slice() else {
        program::skipped("this system does not say what a program holds in memory");
        return;
    };
    assert!(last.saturating_sub(*first) < 8 << 10, "{held:?}");
}
