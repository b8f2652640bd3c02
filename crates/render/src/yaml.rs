//! The JSON report as YAML. Hidden characters are escaped as they are there, which needs care: the emitter of the library
//! writes most of them as they are. Knows nothing of the other formats.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_yaml::Value;

use super::Style;
use super::escape::is_hidden;
use super::json::JsonReport;
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;

/// No text may hold this character, so the emitter escapes it, and puts the whole text in double quotes.
const MARK: char = '\u{ffff}';
/// How the emitter escapes it.
const MARK_WRITTEN: &str = "\\uFFFF";

/// Writes the report.
pub(super) fn write(
    report: &Report,
    _: &Catalogue,
    _: &Style,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut value = serde_yaml::to_value(JsonReport::of(report)).map_err(io::Error::other)?;
    mark(&mut value);
    let text = serde_yaml::to_string(&value).map_err(io::Error::other)?;
    out.write_all(unmarked(&text).as_bytes())
}

/// Puts a mark and its number in place of every character that must be escaped.
fn mark(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(marked) = marked(text) {
                *text = marked;
            }
        }
        Value::Sequence(items) => items.iter_mut().for_each(mark),
        // The keys are those of the report's form, and ids of rules.
        Value::Mapping(entries) => entries.iter_mut().for_each(|(_, value)| mark(value)),
        _ => {}
    }
}

fn marked(text: &str) -> Option<String> {
    let special = |c: char| (is_hidden(c) && c != '\n') || c == MARK;
    // A text that holds what a mark is written as must not be taken for one.
    let like_a_mark = text.contains(MARK_WRITTEN);
    if !like_a_mark && !text.contains(special) {
        return None;
    }
    let mut out = String::with_capacity(text.len().saturating_add(16));
    for c in text.chars() {
        if special(c) || (like_a_mark && c == '\\') {
            // Writing to a string does not fail.
            let _ = write!(out, "{MARK}{:x};", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Some(out)
}

/// The escape sequence of YAML for every mark.
fn unmarked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split(MARK_WRITTEN);
    out.push_str(parts.next().unwrap_or(""));
    for part in parts {
        let (number, rest) = part.split_once(';').unwrap_or(("fffd", part));
        let _ = write!(out, "\\U{number:0>8}");
        out.push_str(rest);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{is_hidden, mark, unmarked};
    use proptest::prelude::*;
    use serde_yaml::Value;

    fn written(text: &str) -> String {
        let mut value = Value::Sequence(vec![Value::String(text.to_owned())]);
        mark(&mut value);
        unmarked(&serde_yaml::to_string(&value).expect("written"))
    }

    fn read(yaml: &str) -> Option<String> {
        let read: Vec<String> = serde_yaml::from_str(yaml).ok()?;
        read.into_iter().next()
    }

    #[test]
    fn what_is_hidden_is_escaped() {
        assert_eq!(written("ā\u{202e}b"), "- \"ā\\U0000202eb\"\n");
        let tricky = "\\uFFFF202e; \u{ffff} \\\u{1b} '\"\\";
        assert_eq!(read(&written(tricky)).as_deref(), Some(tricky));
    }

    proptest! {
        #[test]
        fn it_is_the_same_text(text in "(?s:.)*|[\\\\uF0;2e\u{ffff}\u{202e}\"' \n]*") {
            let yaml = written(&text);
            prop_assert!(!yaml.contains(|c| is_hidden(c) && c != '\n'), "{yaml:?}");
            prop_assert_eq!(read(&yaml), Some(text));
        }
    }
}
