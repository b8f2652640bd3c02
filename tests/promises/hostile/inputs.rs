//! The inputs of docs/hostile-input.md, by the names they have there.

use std::fs;

/// The complete example with one thing changed.
pub(super) fn changed(from: &str, to: &str) -> Vec<u8> {
    let text = fs::read_to_string("examples/complete.yaml").expect("the example");
    assert!(text.contains(from), "{from} is in the example");
    text.replacen(from, to, 1).into_bytes()
}

pub(super) fn titled(title: &str) -> Vec<u8> {
    changed(
        "title: Izmeklēšanas un tiesvedības datu apmaiņas platformas attīstība",
        &format!("title: {title}"),
    )
}

pub(super) fn with_more(more: &str) -> Vec<u8> {
    let mut text = fs::read("examples/complete.yaml").expect("the example");
    text.extend_from_slice(more.as_bytes());
    text
}

fn bomb() -> Vec<u8> {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        text += &format!("a{level}: &a{level} [{aliases}]\n");
    }
    text.into_bytes()
}

pub(super) fn utf16() -> Vec<u8> {
    let mark = std::iter::once(0xfeff);
    let units = mark.chain("call: 2.1.2.1.i\n".encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

pub(super) fn utf32() -> Vec<u8> {
    let text = "\u{feff}call: 2.1.2.1.i\n".chars();
    text.flat_map(|c| u32::from(c).to_le_bytes()).collect()
}

pub(super) fn unknown(separator: &str) -> String {
    let fields = (0..49_000).map(|number| format!("k{number}: 1{separator}"));
    fields.collect()
}

/// An application in one line, whose last fields stand behind five long ones.
fn long_line(last: impl Iterator<Item = String>) -> Vec<u8> {
    let long = (0..5).map(|number| format!("long{number}: \"{}\", ", "ā".repeat(490_000)));
    let fields: String = long.chain(last).collect();
    format!("{{call: 2.1.2.1.i, {fields}}}\n").into()
}

/// Every input of the page.
pub(super) fn inputs() -> Vec<(&'static str, Vec<u8>)> {
    const DEEP: usize = 100_000;
    let nested: String = (0..3_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let activities = "  - { category: nothing, amount: 1.00 }\n".repeat(15_000);
    let codes = format!("type: {}", "direct_administratio".repeat(50_000));
    vec![
        ("alias bomb", bomb()),
        (
            "50,000 aliases of one text of 100 KB",
            format!("- &a {}\n{}", "x".repeat(100_000), "- *a\n".repeat(50_000)).into(),
        ),
        (
            "150,000 aliases of nothing",
            "- *a\n".repeat(150_000).into(),
        ),
        ("merge key", with_more("<<: { title: other }\n")),
        ("100,000 brackets", "[".repeat(DEEP).into()),
        ("100,000 mappings in one line", "{a: ".repeat(DEEP).into()),
        ("100,000 dashes in one line", "- ".repeat(DEEP).into()),
        (
            "200,000 colons in one line",
            format!("x: {}b\n", ": ".repeat(2 * DEEP)).into(),
        ),
        (
            "20,000 lines of a text that may be fields",
            titled(&format!(
                "|\n{}",
                "  registration_number = 9000\n  Vieta: Rīga\n".repeat(10_000)
            )),
        ),
        (
            "200,000 signs # in one line",
            titled(&format!("x{}", " #".repeat(2 * DEEP))),
        ),
        (
            "200,000 fields in one line",
            format!("x: {}b\n", "a: ".repeat(2 * DEEP)).into(),
        ),
        ("3,000 mappings in each other", nested.into()),
        (
            "2,000,000 items",
            format!("[{}]", "1,".repeat(2_000_000)).into(),
        ),
        (
            "50 MB in one value",
            format!("a: {}\n", "x".repeat(50_000_000)).into(),
        ),
        (
            "4 MB in one value",
            format!("a: {}\n", "x".repeat(4_000_000)).into(),
        ),
        (
            "4 MB in one key",
            format!("{}: a\n", "x".repeat(4_000_000)).into(),
        ),
        ("4 MB of comments", with_more(&"# x\n".repeat(1_000_000))),
        (
            "4 MB of an open quote",
            format!("call: \"{}", "x\n ".repeat(1_300_000)).into(),
        ),
        (
            "1 MB where a code stands",
            changed("type: direct_administration", &codes),
        ),
        (
            "49,000 times the same key",
            with_more(&"title: x\n".repeat(49_000)),
        ),
        (
            "45,000 times a part with a text",
            with_more(&"milestones: x\n".repeat(45_000)),
        ),
        ("49,000 unknown fields", with_more(&unknown("\n"))),
        (
            "49,000 unknown fields in one line",
            format!("{{call: 2.1.2.1.i, {}}}", unknown(", ")).into(),
        ),
        (
            "1,000 unknown fields at the end of a line of 4.9 MB",
            long_line((0..1_000).map(|number| format!("k{number}: 1, "))),
        ),
        (
            "2,000 times the same key at the end of a line of 4.9 MB",
            long_line((0..2_000).map(|_| "k: 1, ".to_owned())),
        ),
        (
            "15,000 activities that no list holds",
            changed("activities:\n", &format!("activities:\n{activities}")),
        ),
        ("1,000,000 documents", "---\n".repeat(1_000_000).into()),
        ("a second document", with_more("---\ncall: 2.1.2.1.i\n")),
        ("NUL", titled("a\0b")),
        ("not UTF-8", [b"call: ".as_slice(), b"\xff\n"].concat()),
        ("UTF-16", utf16()),
        ("UTF-32", utf32()),
        (
            "byte-order mark",
            [b"\xef\xbb\xbf".as_slice(), &titled("x")].concat(),
        ),
        (
            "CR LF",
            String::from_utf8(titled("x"))
                .expect("UTF-8")
                .replace('\n', "\r\n")
                .into(),
        ),
        (
            "tab that indents",
            changed("  name: Parauga pārvalde", "\tname: Parauga pārvalde"),
        ),
        ("U+0085 in a text", titled("a\u{85}b: c")),
        ("U+2028 in a text", titled("a\u{2028}id: c")),
        ("escape sequence of a terminal", titled("a\u{1b}[2Jb")),
        ("the same, written as \\e", titled("\"a\\e[2Jb\"")),
        ("direction turned round", titled("a\u{202e}b")),
        ("tag", titled("!!python/object/apply:os.system [x]")),
        (
            "directive",
            [b"%YAML 1.1\n---\n".as_slice(), &titled("x")].concat(),
        ),
        ("Norway", changed("type: direct_administration", "type: NO")),
        (
            "octal",
            changed("recovery_fund: 730000.00", "recovery_fund: 0o730000"),
        ),
        (
            "leading zero",
            changed("recovery_fund: 730000.00", "recovery_fund: 0730000.00"),
        ),
        (
            "sexagesimal",
            changed("recovery_fund: 730000.00", "recovery_fund: 12:30:45"),
        ),
        (
            "infinity",
            changed("recovery_fund: 730000.00", "recovery_fund: .inf"),
        ),
        (
            "exponent",
            changed("recovery_fund: 730000.00", "recovery_fund: 7.3e5"),
        ),
        (
            "300,000 brackets where a code is asked",
            changed(
                "performed_by: independent_auditor",
                &format!("performed_by: \"{}\"", "() ".repeat(300_000)),
            ),
        ),
        (
            "underscores",
            changed("recovery_fund: 730000.00", "recovery_fund: 730_000.00"),
        ),
        (
            "more digits than any number type has",
            changed(
                "recovery_fund: 730000.00",
                &format!("recovery_fund: {}", "9".repeat(10_000)),
            ),
        ),
        ("nothing", Vec::new()),
    ]
}
