//! Single values as YAML, written so that every reader takes them for what they are.

use std::borrow::Cow;

use super::{Kind, Parsed, separators};

/// Words that some readers of YAML take for something other than text.
const NOT_TEXT: [&str; 14] = [
    "true", "false", "yes", "no", "on", "off", "y", "n", "null", "none", "nan", "inf", "jā", "nē",
];

/// A text as a value: as it is where that cannot be misread, else in quotes.
pub fn text(text: &str) -> Cow<'_, str> {
    if text.starts_with(char::is_alphanumeric) && !is_misread(text) && reads_back(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(quoted(text))
    }
}

/// Whether some reader of YAML, of whichever version, takes a text without quotes for something else: a word, a number, a date, a time of
/// day, or the signs `=` and `<<`.
pub fn is_misread(text: &str) -> bool {
    let number = text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.'))
        && text.bytes().all(is_of_number);
    let is_sign = matches!(text, "=" | "<<" | "~");
    number || is_sign || NOT_TEXT.contains(&text.to_lowercase().as_str())
}

/// Whether a number, a date or a time of day may hold it.
fn is_of_number(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
        || matches!(
            byte,
            b'x' | b'o' | b'_' | b'.' | b':' | b'-' | b'+' | b' ' | b'T' | b'Z'
        )
}

/// Between double quotes, where every character can stand.
pub fn quoted(text: &str) -> String {
    json(&text.into())
}

/// Plain data as JSON that is YAML as well: its strings are double-quoted texts, in which no reader finds a line separator.
pub fn json(value: &serde_json::Value) -> String {
    let mut json = value.to_string();
    for separator in separators::SEPARATORS {
        if json.contains(separator) {
            let code = separator.chars().next().map_or(0, u32::from);
            json = json.replace(separator, &format!("\\u{code:04x}"));
        }
    }
    json
}

/// Whether our own reader finds the same text again, behind a key and in a list alike.
fn reads_back(text: &str) -> bool {
    let line = format!("- key: {text}\n");
    let parsed = Parsed::of(&line);
    let document = parsed.document();
    let value = document
        .root()
        .and_then(|root| document.items(root).next())
        .and_then(|item| document.get(item, "key"));
    parsed.problems.is_empty()
        && value.is_some_and(|value| {
            document.kind(value) == Kind::Scalar && document.scalar(value) == text
        })
}

#[cfg(test)]
mod tests {
    use super::{reads_back, text};
    use proptest::prelude::*;

    #[test]
    fn quotes_only_where_needed() {
        for plain in [
            "Parauga pārvalde",
            "a - b",
            "E-lieta (2. posms)",
            "2.1.2.1.i-0007",
        ] {
            assert_eq!(text(plain), plain);
        }
        for (found, written) in [
            ("NO", "\"NO\""),
            ("", "\"\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("1.10", "\"1.10\""),
            ("2022-12-20", "\"2022-12-20\""),
            ("- a", "\"- a\""),
            ("a\nb", "\"a\\nb\""),
            (" a", "\" a\""),
            ("a\u{2028}b", "\"a\\u2028b\""),
            ("a\u{85} b", "\"a\\u0085 b\""),
        ] {
            assert_eq!(text(found), written);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(value in "[^\\p{C}]{0,40}") {
            let written = text(&value);
            if written.as_ref() == value {
                prop_assert!(reads_back(&value));
            } else {
                let line = format!("key: {written}\n");
                let parsed = crate::Parsed::of(&line);
                prop_assert!(parsed.problems.is_empty(), "{line}");
                let document = parsed.document();
                let found = document.root().and_then(|root| document.get(root, "key"));
                prop_assert_eq!(found.map(|node| document.scalar(node)), Some(value.as_str()));
            }
        }
    }
}
