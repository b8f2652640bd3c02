//! The folder that is checked, and the reports of its check as each reader sees them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::Value;

use super::Named;
use crate::program;

/// The formats that are held against each other.
pub(crate) const NAMES: [&str; 8] = [
    "json", "jsonl", "yaml", "sarif", "junit", "gitlab", "github", "markdown",
];

/// What tries to be more than text in every format at once.
const HOSTILE: &str = "]]><x>&amp;</failure>-->%0A::error file=a::b ##[error]x {0} {{1}} [a](https://evil.example/)\\n\
    ::warning::c\\n| d | **e** `f` <script>g</script> www.evil.example @h :i: \\u001b[31mj\\u009b2Jk\\u202el\\u200bm\\uffff\\r ā";

/// The reports of one check.
pub(crate) struct Reports {
    folder: PathBuf,
    texts: Vec<(&'static str, String)>,
}

/// A finding of the JSON report.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) named: Named,
    /// The other places that a finding over all applications names.
    pub(crate) also: Vec<Named>,
    pub(crate) kind: String,
    pub(crate) level: String,
    pub(crate) fingerprint: String,
    /// The other rules that ask for the same, with their fingerprints.
    pub(crate) asks: Vec<(String, String)>,
    pub(crate) portfolio: bool,
}

impl Found {
    /// Every place that it names.
    pub(crate) fn everywhere(&self) -> impl Iterator<Item = Named> {
        let first = std::iter::once(self.named.clone());
        first.chain(self.also.clone())
    }
}

/// The program, about to check the folder.
fn check(folder: &Path, language: &str) -> Command {
    let mut command = program::within(folder);
    command.args(["check", ".", "--lang", language, "--today", program::TODAY]);
    command.args(["--rules", ".book/second-call.yaml"]);
    command
}

impl Reports {
    /// The reports in a language; the folder is checked once for all who ask.
    pub(crate) fn of(language: &'static str) -> &'static Self {
        static LV: OnceLock<Reports> = OnceLock::new();
        static EN: OnceLock<Reports> = OnceLock::new();
        let made = if language == "lv" { &LV } else { &EN };
        made.get_or_init(|| Self::anew(language, language))
    }

    /// Checks the folder in a language, with every report at once.
    pub(crate) fn anew(name: &str, language: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("formats-{name}"));
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("removed");
        }
        std::fs::create_dir_all(&folder).expect("a folder");
        fill(&folder);
        let mut command = check(&folder, language);
        for name in NAMES {
            command.arg("--report").arg(format!("{name}=out/{name}"));
        }
        std::fs::create_dir(folder.join("out")).expect("a folder");
        let output = program::run(&mut command);
        let said = output.err;
        assert!(output.code.is_some(), "{said}");
        let read = |name| std::fs::read_to_string(folder.join("out").join(name));
        let texts = NAMES.map(|name| {
            (
                name,
                read(name).unwrap_or_else(|_| panic!("{name}: {said}")),
            )
        });
        let left: Vec<_> = std::fs::read_dir(folder.join("out"))
            .expect("a folder")
            .collect();
        assert_eq!(left.len(), NAMES.len(), "{left:?}");
        Self {
            texts: texts.into(),
            folder,
        }
    }

    /// The report of another check of the folder, made for standard output alone.
    pub(crate) fn alone(&self, language: &str, name: &str) -> String {
        let mut command = check(&self.folder, language);
        program::run(command.args(["--format", name])).out
    }

    pub(crate) fn text(&self, name: &str) -> &str {
        let found = self.texts.iter().find(|(known, _)| *known == name);
        &found.expect("a report").1
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.text("json")).expect("JSON")
    }

    pub(crate) fn sarif(&self) -> Value {
        serde_json::from_str(self.text("sarif")).expect("JSON")
    }

    pub(crate) fn json_findings(&self) -> Vec<Found> {
        let json = self.json();
        let mut findings = Vec::new();
        for (part, portfolio) in [("applications", false), ("portfolio", true)] {
            for whole in json[part].as_array().expect("a list") {
                for finding in whole["findings"].as_array().expect("a list") {
                    let place = if portfolio {
                        &finding["related"][0]
                    } else {
                        finding
                    };
                    let path = if portfolio {
                        &place["path"]
                    } else {
                        &whole["path"]
                    };
                    let named = |path: &Value, place: &Value| {
                        let line = place["location"]["start"]["line"].as_u64();
                        (text(&finding["rule"]), text(path), line.expect("a line"))
                    };
                    let related = finding["related"].as_array().expect("a list").iter();
                    let also = related.skip(1).filter(|_| portfolio);
                    findings.push(Found {
                        named: named(path, place),
                        also: also.map(|place| named(&place["path"], place)).collect(),
                        kind: text(&finding["kind"]),
                        level: text(&finding["level"]),
                        fingerprint: text(&finding["fingerprint"]),
                        asks: finding["also"].as_array().map_or(Vec::new(), |also| {
                            let one = |one: &Value| (text(&one["rule"]), text(&one["fingerprint"]));
                            also.iter().map(one).collect()
                        }),
                        portfolio,
                    });
                }
            }
        }
        findings
    }
}

pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("{value} is no text"))
        .to_owned()
}

/// The examples; applications with odd names and hostile content; waivers in force; a book with warnings.
fn fill(folder: &Path) {
    copy(Path::new("examples"), &folder.join("examples"));
    let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).expect("written");
    std::fs::create_dir(folder.join(".book")).expect("a folder");
    let book = std::fs::read_to_string("tests/books/second-call.yaml").expect("a book");
    copy(
        Path::new("tests/books/sources"),
        &folder.join(".book/sources"),
    );
    write(".book/second-call.yaml", &book);
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("an example");
    let with = |key: &str, value: &str| {
        let line = |line: &str| match line.trim_start().starts_with(&format!("{key}:")) {
            true => format!(
                "{}{key}: \"{value}\"\n",
                &line[..line.len() - line.trim_start().len()]
            ),
            false => format!("{line}\n"),
        };
        complete.lines().map(line).collect::<String>()
    };
    std::fs::create_dir_all(folder.join("a b/100%")).expect("folders");
    // Windows has no such names.
    let odd = if cfg!(windows) {
        "a b/100%/ā,ž#.yaml"
    } else {
        "a b/100%/ā,ž:#?.yaml"
    };
    write(odd, &with("purpose", HOSTILE));
    write("hostile-key.yaml", &format!("{complete}\"{HOSTILE}\": 1\n"));
    write(
        "hostile-id.yaml",
        &with("id", HOSTILE).replace("purpose: ", "purpose: x"),
    );
    write("not-yaml.yaml", &format!("call: \"{HOSTILE}\n"));
    write("twice.yaml", &format!("{complete}title: a\ntitle: a\n"));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt as _;
        let late = with("submitted", "2023-01-04");
        for name in [
            "new\n::error file=x::line.yaml".as_bytes(),
            b"caf\xe9.yaml",
            b"caf\xe8.yaml",
        ] {
            let path = folder.join(std::ffi::OsStr::from_bytes(name));
            std::fs::write(path, &late).expect("written");
        }
        std::os::unix::fs::symlink("/nowhere", folder.join("broken")).expect("a link");
    }
    write("second.yaml", include_str!("second.yaml"));
    write("second-again.yaml", include_str!("second.yaml"));
    write("atbilst-waivers.yaml", include_str!("waivers.yaml"));
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("copied");
        }
    }
}

pub(crate) fn percent_bytes(text: &str) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or("").as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at(2);
        out.push(u8::from_str_radix(digits, 16).expect("two digits"));
        out.extend_from_slice(rest.as_bytes());
    }
    out
}

pub(crate) fn percent_decoded(text: &str) -> String {
    String::from_utf8(percent_bytes(text)).expect("UTF-8")
}

/// What a reader of Markdown sees of the report.
#[derive(Debug, Default)]
pub(crate) struct Markdown {
    /// The path of the section, the place and the rule of each row.
    pub(crate) rows: Vec<(String, String, String)>,
    pub(crate) links: Vec<String>,
    /// The rules of the summary by rule, with the findings and the applications of each.
    pub(crate) rules: Vec<[String; 3]>,
    /// What is neither text nor the report's own markup.
    pub(crate) foreign: Vec<String>,
}

pub(crate) fn markdown(text: &str) -> Markdown {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
    let mut read = Markdown::default();
    let (mut heading, mut current, mut row) = (String::new(), String::new(), Vec::new());
    let mut in_body = false;
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) => current.push_str(&text),
            Event::InlineHtml(html) if &*html == "<br>" => current.push('⏎'),
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => current.clear(),
            Event::End(TagEnd::Heading(_)) => {
                let path = current.rsplit_once(" – ").map_or("", |(path, _)| path);
                heading = path.to_owned();
            }
            Event::Start(Tag::TableHead) => in_body = false,
            Event::End(TagEnd::TableHead) => {
                in_body = true;
                row.clear();
            }
            Event::End(TagEnd::TableCell) => row.push(current.clone()),
            Event::End(TagEnd::TableRow) if in_body && row.len() == 3 => {
                let row: Result<[String; 3], _> = std::mem::take(&mut row).try_into();
                read.rules.push(row.expect("three columns"));
            }
            Event::End(TagEnd::TableRow) if in_body => {
                assert_eq!(row.len(), 4, "{row:?}");
                read.rows
                    .push((heading.clone(), row[0].clone(), row[1].clone()));
                row.clear();
            }
            Event::Start(Tag::Link { dest_url, .. }) => read.links.push(dest_url.to_string()),
            Event::Start(
                Tag::Paragraph
                | Tag::Strong
                | Tag::List(None)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableRow,
            )
            | Event::End(_) => {}
            other => read.foreign.push(format!("{other:?}")),
        }
    }
    read
}
