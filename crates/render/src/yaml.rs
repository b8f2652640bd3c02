//! The JSON report as YAML. Hidden characters are escaped as they are there, and what readers of YAML 1.1 take for something else than
//! text, such as `12:30` and the key `on`, stands in quotes. The emitter of the library writes these as they are, so they are put aside
//! while it writes, and are set here. Knows nothing of the other formats.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_yaml::{Mapping, Value};

use crate::escape::commands::{has_command, is_command_sign};
use crate::escape::is_hidden;
use crate::format::{Commands, Format, Style};
use crate::json::Whole;
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use atbilst_yaml::write::is_misread;

/// The JSON report as YAML.
pub(super) const FORMAT: Format = Format {
    commands: Commands::None,
    traces: true,
    ..Format::new("yaml", write)
};

/// Stands for a text that was put aside: a character that the emitter always escapes, and always in double quotes.
const STAND_IN: char = '\u{ffff}';
const STAND_IN_KEY: &str = "\u{ffff}";
/// How the emitter writes it. A text that holds this is put aside too, so that it means nothing else.
const WRITTEN: &str = "\"\\uFFFF\"";

/// Writes the report.
fn write(report: &Report, _: &Catalogue, _: &Style, out: &mut dyn Write) -> io::Result<()> {
    let value = serde_yaml::to_value(Whole(report)).map_err(io::Error::other)?;
    out.write_all(written(value)?.as_bytes())
}

fn written(mut value: Value) -> io::Result<String> {
    let mut texts = Vec::new();
    put_aside(&mut value, &mut texts);
    let yaml = serde_yaml::to_string(&value).map_err(io::Error::other)?;
    let mut pieces = yaml.split(WRITTEN);
    let mut out = pieces.next().unwrap_or("").to_owned();
    for (text, piece) in texts.iter().zip(pieces) {
        quote(text, &mut out);
        out.push_str(piece);
    }
    Ok(out)
}

/// Puts aside every text that the emitter would not write as it should, in the order in which it writes them.
fn put_aside(value: &mut Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text)
            if text.contains(is_special)
                || text.contains(WRITTEN)
                || has_command(text)
                || is_misread(text) =>
        {
            texts.push(std::mem::replace(text, STAND_IN.to_string()));
        }
        Value::Sequence(items) => items.iter_mut().for_each(|item| put_aside(item, texts)),
        // The keys are those of the report's form, and ids of rules: of each mapping one is such a word at most.
        Value::Mapping(entries) => {
            let mut again = Mapping::with_capacity(entries.len());
            for (mut key, mut value) in std::mem::take(entries) {
                if key.as_str().is_some_and(is_misread) && !again.contains_key(STAND_IN_KEY) {
                    put_aside(&mut key, texts);
                }
                put_aside(&mut value, texts);
                again.insert(key, value);
            }
            *entries = again;
        }
        _ => {}
    }
}

/// Hidden, or no character of YAML.
fn is_special(c: char) -> bool {
    (is_hidden(c) && c != '\n') || matches!(c, '\u{fffe}' | STAND_IN)
}

/// Adds a text in double quotes.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for (at, c) in text.char_indices() {
        match c {
            '#' if is_command_sign(text, at) => out.push_str("\\x23"),
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            // Writing to a string does not fail.
            c if is_special(c) => drop(write!(out, "\\U{:08x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::is_hidden;
    use proptest::prelude::*;
    use serde_yaml::Value;

    fn written(text: &str) -> String {
        let value = Value::Sequence(vec![Value::String(text.to_owned())]);
        super::written(value).expect("written")
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

    #[test]
    fn what_readers_of_another_version_misread_stands_in_quotes() {
        for text in [
            "NO",
            "on",
            "12:30",
            "1_000",
            "2022-12-20",
            "=",
            "<<",
            "0x1F",
            "1e3",
            ".5",
            "~",
        ] {
            assert_eq!(written(text), format!("- \"{text}\"\n"));
        }
        for text in ["Onega", "2.1.2.1.i", "a12:30"] {
            assert_eq!(written(text), format!("- {text}\n"));
        }
        let answer = serde_yaml::from_str("by: x\non: 2022-12-20\n").expect("an answer");
        let written = super::written(answer).expect("written");
        assert_eq!(written, "by: x\n\"on\": \"2022-12-20\"\n");
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
