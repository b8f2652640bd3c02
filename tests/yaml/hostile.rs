//! Texts written to hurt a reader, each with one expected answer and a bounded time; and short ones that readers misread.

use std::time::{Duration, Instant};

use atbilst_yaml::{Limits, utf8};

use super::compare::{events, read_with};
use super::read::{File, fatal};

/// For an unoptimised build on a busy machine; measured times are far below.
const BOUND: Duration = Duration::from_secs(20);

/// What must come of a text: so many nodes, or a first problem of this kind.
type Answer = Result<usize, &'static str>;

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let units = mark
        .then_some(0xfeff)
        .into_iter()
        .chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn laughs() -> String {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    text
}

/// Texts that are large for what they say: name, text, answer.
pub(super) fn attacks() -> Vec<(&'static str, String, Answer)> {
    const DEEP: usize = 100_000;
    let long = "x".repeat(4_000_000);
    let aliases = "- *a\n".repeat(50_000);
    let nested: String = (0..3_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let deep = |levels: usize| -> String {
        let keys = (0..levels - 1).map(|depth| " ".repeat(depth) + "a:\n");
        keys.collect::<String>() + &" ".repeat(levels - 1) + "a: b\n"
    };
    let closed = "[".repeat(DEEP) + &"]".repeat(DEEP);
    let key = |length: usize| format!("{}: a\n", "x".repeat(length));
    let quoted = |length: usize| format!("\"{}\": a\n", "x".repeat(length - 2));
    let keys: String = (0..49_000)
        .map(|number| format!("k{number}: 1\n"))
        .collect();
    vec![
        ("billion laughs", laughs(), Err("anchor")),
        (
            "aliases of one text",
            format!("- &a {}\n{aliases}", "x".repeat(100_000)),
            Err("anchor"),
        ),
        (
            "more aliases than nodes",
            "- *a\n".repeat(150_000),
            Err("alias"),
        ),
        ("brackets opened", "[".repeat(DEEP), Err("too_deep")),
        ("brackets closed", closed, Err("too_deep")),
        ("braces", "{a: ".repeat(DEEP), Err("too_deep")),
        ("brackets and braces", "[{a: ".repeat(DEEP), Err("too_deep")),
        ("dashes in a line", "- ".repeat(DEEP), Err("too_deep")),
        (
            "question marks in a line",
            "? ".repeat(DEEP),
            Err("key_not_text"),
        ),
        ("mappings within one another", nested, Err("too_deep")),
        ("64 mappings", deep(64), Ok(129)),
        ("65 mappings", deep(65), Err("too_deep")),
        ("64 dashes", "- ".repeat(64) + "a\n", Ok(65)),
        ("65 dashes", "- ".repeat(65) + "a\n", Err("too_deep")),
        (
            "63 dashes and a flow list",
            "- ".repeat(63) + "[a]\n",
            Ok(65),
        ),
        (
            "64 dashes and a flow list",
            "- ".repeat(64) + "[a]\n",
            Err("too_deep"),
        ),
        (
            "two million items",
            format!("[{}]", "1,".repeat(2_000_000)),
            Err("too_many_nodes"),
        ),
        ("a list of 99,999", "- 1\n".repeat(99_999), Ok(100_000)),
        (
            "a list of 100,000",
            "- 1\n".repeat(100_000),
            Err("too_many_nodes"),
        ),
        ("50 MB", "x".repeat(50_000_000), Err("too_large")),
        (
            "4 MB in one value",
            format!("a: {long}\n"),
            Err("scalar_too_long"),
        ),
        (
            "4 MB in quotes",
            format!("a: \"{long}\"\n"),
            Err("scalar_too_long"),
        ),
        (
            "4 MB in a block",
            format!("a: |\n  {long}\n"),
            Err("scalar_too_long"),
        ),
        (
            "4 MB in a key",
            format!("{long}: a\n"),
            Err("scalar_too_long"),
        ),
        (
            "1 MiB in a value",
            format!("a: {}\n", "x".repeat(1 << 20)),
            Ok(3),
        ),
        (
            "1 MiB and a byte",
            format!("a: {}\n", "x".repeat((1 << 20) + 1)),
            Err("scalar_too_long"),
        ),
        (
            "1 MiB in a block",
            format!("a: |-\n  {}\n", "x".repeat(1 << 20)),
            Ok(3),
        ),
        (
            "1 MiB and its break",
            format!("a: |\n  {}\n", "x".repeat(1 << 20)),
            Err("scalar_too_long"),
        ),
        ("a key of 1,024", key(1_024), Ok(3)),
        ("a key of 1,025", key(1_025), Err("key_too_long")),
        ("a quoted key of 1,024", quoted(1_024), Ok(3)),
        ("a quoted key of 1,025", quoted(1_025), Err("key_too_long")),
        (
            "100,000 directives",
            "%TAG !e! tag:e,2000:\n".repeat(100_000),
            Err("directive"),
        ),
        (
            "a million documents",
            "---\n".repeat(1_000_000),
            Err("second_document"),
        ),
        (
            "an unclosed quote",
            format!("a: \"{}", "x\n ".repeat(1_300_000)),
            Err("unclosed_quote"),
        ),
        (
            "49,000 keys alike",
            "a: 1\n".repeat(49_000),
            Err("duplicate_key"),
        ),
        ("49,000 keys", keys, Ok(98_001)),
        ("4 MB of comments", "# x\n".repeat(1_000_000), Ok(0)),
        (
            "4 MB before a key",
            format!("a:\n{}b: 1\n", "# x\n".repeat(1_000_000)),
            Ok(5),
        ),
        (
            "4 MB of line breaks",
            format!("a: |\n  x\n{}", "\n".repeat(4_000_000)),
            Ok(3),
        ),
    ]
}

/// Bytes that are no text.
fn encodings() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("NUL in a text", b"a: b\0c\n".to_vec(), "nul"),
        (
            "NUL and more after the text",
            b"a: 1\n\0b: 2\n".to_vec(),
            "nul",
        ),
        ("not UTF-8", b"a: \xff\n".to_vec(), "not_utf8"),
        (
            "windows-1257",
            b"nosaukums: Ied\xfestas\n".to_vec(),
            "not_utf8",
        ),
        ("overlong", b"a: \xc0\xaf\n".to_vec(), "not_utf8"),
        ("a surrogate", b"a: \xed\xa0\x80\n".to_vec(), "not_utf8"),
        ("cut off in a character", b"a: \xc4".to_vec(), "not_utf8"),
        (
            "UTF-16 with its mark",
            utf16("a: 1\n", true),
            "other_encoding",
        ),
        ("UTF-16 without", utf16("a: 1\n", false), "other_encoding"),
        ("a document", b"PK\x03\x04 word".to_vec(), "no_text"),
        ("a printed page", b"%PDF-1.7".to_vec(), "no_text"),
    ]
}

#[test]
fn every_attack_gets_its_answer_in_time() {
    let mut slowest = (Duration::ZERO, "");
    for (name, text, answer) in attacks() {
        let start = Instant::now();
        let (tree, problems) = read_with(&text, &Limits::default());
        let time = start.elapsed();
        assert!(time < BOUND, "{name} took {time:?}");
        slowest = slowest.max((time, name));
        let first = problems.first().map(|problem| problem.kind.key());
        match answer {
            Ok(nodes) => assert_eq!((first, tree.len()), (None, nodes), "{name}"),
            Err(kind) => assert_eq!(first, Some(&*format!("yaml.{kind}")), "{name}"),
        }
    }
    eprintln!("slowest: {} in {:?}", slowest.1, slowest.0);
}

#[test]
fn what_is_no_text_is_not_guessed_at() {
    for (name, bytes, kind) in encodings() {
        let problem = utf8(&bytes).expect_err(name);
        assert_eq!(problem.kind.key(), format!("yaml.{kind}"), "{name}");
    }
}

#[test]
fn every_oddity_is_read_as_written() {
    let file = File::read("tests/yaml/answers.yaml");
    let cases = file.document();
    for case in cases.items(cases.root().expect("there are cases")) {
        let field = |name| cases.get(case, name).map(|node| cases.scalar(node));
        let (name, text) = (field("name").unwrap_or(""), field("text").unwrap_or(""));
        let (tree, problems) = read_with(text, &Limits::default());
        if let Some(kind) = field("refused") {
            let first = problems.first().map(|problem| problem.kind.key());
            assert_eq!(first, Some(&*format!("yaml.{kind}")), "{name}");
        } else {
            assert_eq!(fatal(&problems), [""; 0], "{name}");
            let placed = field("placed");
            let expected = placed.or(field("read"));
            let read = events(text, &tree, placed.is_some());
            assert_eq!(Some(&*read), expected, "{name}");
        }
        let nodes = tree.nodes().iter().map(|node| node.span);
        for span in nodes.chain(problems.iter().map(|problem| problem.span)) {
            let place = span.start as usize..span.end as usize;
            assert!(text.get(place).is_some(), "{name}: {span:?}");
        }
    }
}
