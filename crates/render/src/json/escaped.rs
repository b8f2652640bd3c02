//! JSON whose texts are safe to look at: what a terminal or a CI server would obey, or a reader not see, is written as `\u….`, which is the same JSON.
//! Knows nothing of reports.

use std::io::{self, Write};

use crate::escape::obeyed;

/// Writes JSON on to another writer. Each piece that comes is a text of its own.
pub(super) struct Escaped<W>(pub(super) W);

impl<W: Write> Write for Escaped<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        escape(text(piece)?, &mut self.0)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Escapes the JSON that stands from `begin` on.
pub(super) fn escape_from(begin: usize, json: &mut Vec<u8>) -> io::Result<()> {
    let new = json.get(begin..).unwrap_or_default();
    if escapes(text(new)?).next().is_some() {
        let new = json.split_off(begin);
        escape(text(&new)?, json)?;
    }
    Ok(())
}

fn text(json: &[u8]) -> io::Result<&str> {
    simdutf8::basic::from_utf8(json).map_err(io::Error::other)
}

fn escape(json: &str, out: &mut impl Write) -> io::Result<()> {
    let mut written = 0;
    for (at, c) in escapes(json) {
        out.write_all(json.get(written..at).unwrap_or_default().as_bytes())?;
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
        written = at.saturating_add(c.len_utf8());
    }
    out.write_all(json.get(written..).unwrap_or_default().as_bytes())
}

/// What is to be escaped. Line breaks stand between the texts; in them JSON itself allows none.
fn escapes(json: &str) -> impl Iterator<Item = (usize, char)> {
    obeyed(json).filter(|&(_, c)| c != '\n')
}

#[cfg(test)]
mod tests {
    use super::{Escaped, escape_from};
    use crate::escape::is_hidden;
    use proptest::prelude::*;

    /// A text as it is written at once, and as it is written through a writer.
    fn written(text: &str) -> [String; 2] {
        let mut at_once = b"before\x7f".to_vec();
        serde_json::to_writer(&mut at_once, text).expect("a text");
        escape_from(7, &mut at_once).expect("memory");
        let mut through = Vec::new();
        serde_json::to_writer(Escaped(&mut through), text).expect("a text");
        [at_once.split_off(7), through].map(|json| String::from_utf8(json).expect("UTF-8"))
    }

    #[test]
    fn hidden_characters_are_escaped() {
        let escaped = r#""ā\u001b\n\u009b\u202e\udb40\udc41\"\\""#;
        let both = written("ā\u{1b}\n\u{9b}\u{202e}\u{e0041}\"\\");
        assert_eq!(both, [escaped; 2]);
    }

    proptest! {
        #[test]
        fn it_is_the_same_text(text in "(?s:.)*") {
            for json in written(&text) {
                prop_assert!(!json.contains(is_hidden));
                prop_assert_eq!(serde_json::from_str::<String>(&json).ok(), Some(text.clone()));
            }
        }
    }
}
