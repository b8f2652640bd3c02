//! JSON whose texts are safe to look at: what a terminal would obey or a reader not see is written as `\u….`, which is the same JSON.
//! Knows nothing of reports.

use std::io::{self, Write};

use serde_json::ser::Formatter;

use crate::render::escape::hidden;

/// Another formatter, with hidden characters escaped.
pub(in crate::render) struct Escaped<F>(pub(in crate::render) F);

impl<F: Formatter> Formatter for Escaped<F> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in hidden(fragment) {
            out.write_all(fragment.get(written..at).unwrap_or_default().as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at.saturating_add(c.len_utf8());
        }
        out.write_all(fragment.get(written..).unwrap_or_default().as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_array(out)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array(out)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_array_value(out)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object(out)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object(out)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.begin_object_value(out)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.0.end_object_value(out)
    }
}

#[cfg(test)]
mod tests {
    use super::Escaped;
    use crate::render::escape::is_hidden;
    use proptest::prelude::*;
    use serde::Serialize as _;
    use serde_json::ser::CompactFormatter;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        let mut serializer =
            serde_json::Serializer::with_formatter(&mut out, Escaped(CompactFormatter));
        text.serialize(&mut serializer).expect("a text");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn hidden_characters_are_escaped() {
        assert_eq!(
            written("ā\u{1b}\n\u{9b}\u{202e}\u{e0041}\"\\"),
            r#""ā\u001b\n\u009b\u202e\udb40\udc41\"\\""#
        );
    }

    proptest! {
        #[test]
        fn it_is_the_same_text(text in "(?s:.)*") {
            let written = written(&text);
            prop_assert!(!written.contains(is_hidden));
            prop_assert_eq!(serde_json::from_str::<String>(&written).ok(), Some(text));
        }
    }
}
