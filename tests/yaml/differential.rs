//! Changed applications and what is read of them, for `.ci/differential`, which has other readers of YAML read the same.

use std::io::Write as _;
use std::{env, fs};

use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_yaml::{Document, Kind, Limits, NodeId, write};
use serde_json::{Value, json};

use crate::files::files;
use crate::program;

use super::changes::{changed, glued, plain_texts};
use super::compare::read_with;
use super::sample::{Numbers, application};
use super::suite::texts;

/// Every scalar as its text, an absent one as the empty text.
fn plain(document: Document<'_>, node: NodeId) -> Value {
    match document.kind(node) {
        Kind::Scalar => document.scalar(node).into(),
        Kind::Sequence => document
            .items(node)
            .map(|item| plain(document, item))
            .collect(),
        Kind::Mapping => {
            let entries = document.entries(node);
            let entry = |(key, value)| (document.scalar(key).to_owned(), plain(document, value));
            Value::Object(entries.map(entry).collect())
        }
    }
}

/// Writes so many texts that are accepted, a line of JSON each: the text and what it says.
#[test]
#[ignore = "its output is for .ci/differential"]
fn texts_for_other_readers() {
    let number = |name: &str| env::var(name).ok().and_then(|value| value.parse().ok());
    let count: u64 = number("ATBILST_DIFFERENTIAL_COUNT").unwrap_or(50_000);
    let seed: u64 = number("ATBILST_FUZZ_SEED").unwrap_or(1);
    let out = env::var_os("ATBILST_DIFFERENTIAL").expect("ATBILST_DIFFERENTIAL names a file");
    let examples = files(program::here().join("examples"), &["yaml"]);
    let examples = examples
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok());
    let mut applications: Vec<String> = examples.filter(|text| text.len() < 4_000).collect();
    applications.extend((0..20).map(application));
    let mut scraps = plain_texts();
    scraps.extend(BOOKS.iter().flat_map(|book| {
        let lines: Vec<&str> = book.text.split_inclusive('\n').collect();
        let parts: Vec<String> = lines.chunks(40).map(|lines| lines.concat()).collect();
        parts
    }));
    let others: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    let mut own = others.clone();
    let mut out = std::io::BufWriter::new(fs::File::create(out).expect("created"));
    let (mut n, mut accepted, mut tried) = (Numbers(seed), 0, 0_u64);
    while accepted < count {
        tried += 1;
        // The YAML test suite as it is, where it is at hand; then changes.
        let text = own.pop().unwrap_or_else(|| match n.below(16) {
            0 | 1 => glued(&mut n),
            2 if !others.is_empty() => changed(&others[n.below(others.len())], &others, &mut n),
            2 | 3 => changed(&scraps[n.below(scraps.len())], &scraps, &mut n),
            _ => changed(&applications[n.below(applications.len())], &scraps, &mut n),
        });
        let (tree, problems) = read_with(&text, &Limits::default());
        let document = Document {
            text: &text,
            tree: &tree,
        };
        let root = document.root().filter(|_| problems.is_empty());
        if let Some(root) = root {
            accepted += 1;
            // Without any separator at which another reader of lines would break it.
            let line = write::json(&json!({ "text": text, "read": plain(document, root) }));
            writeln!(out, "{line}").expect("written");
        }
    }
    out.flush().expect("written");
    eprintln!("accepted: {accepted} of {tried} texts");
}
