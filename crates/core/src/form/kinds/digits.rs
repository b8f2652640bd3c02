//! `digits`: exactly `length` digits, such as a registration number.

use std::borrow::Cow;

use serde_json::json;

use super::{
    Codes, Family, FieldKind, FieldLine, Kind, KindWord, LineOf, Schema, Single, only_digits,
};
use crate::language::{Language, Value, is_struck_out};
use crate::scalar;
use atbilst_yaml::write;

pub(super) struct DigitsKind<'k>(pub(super) &'k usize);

impl FieldKind for DigitsKind<'_> {
    fn written() -> KindWord {
        KindWord {
            name: "digits",
            family: Family::Text,
            read: LineOf::With(line),
        }
    }

    fn read(&self, text: &str, _: &dyn Codes) -> Option<Single> {
        scalar::digits(text, *self.0).then_some(Single::Text)
    }

    /// The digits alone, where just marks between them or the country's letters were in the way.
    fn nearest(&self, text: &str) -> Option<String> {
        let whole = text;
        let text = without_name(text);
        // What a spreadsheet adds to a number.
        let text = text.strip_suffix(".0").unwrap_or(text);
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '-' | '.' | '–');
        let bare: String = text.chars().filter(|&c| !is_mark(c)).collect();
        let bare = bare.strip_prefix("LV").unwrap_or(&bare);
        // A sign before all digits, or behind them, stands between none.
        let ends = [
            text.trim_start().chars().next(),
            text.trim_end().chars().next_back(),
        ];
        if ends.into_iter().flatten().any(is_mark) || is_personal_code(text) {
            return None;
        }
        (bare != whole && scalar::digits(bare, *self.0)).then(|| bare.to_owned())
    }

    /// The one number of so many digits in the text.
    fn likely(&self, text: &str) -> Option<String> {
        if is_personal_code(text) {
            let bare = text.trim().replace('-', "");
            return scalar::digits(&bare, *self.0).then_some(bare);
        }
        // It may say whose number it is not.
        if Language::denied(text) || is_struck_out(text) {
            return None;
        }
        let zero = |c: char| {
            if matches!(c, 'O' | 'o' | 'О' | 'о') {
                '0'
            } else {
                c
            }
        };
        let text: String = text.chars().map(zero).collect();
        let numbers = text.split(|c: char| !c.is_ascii_digit());
        let mut numbers = numbers.filter(|number| scalar::digits(number, *self.0));
        let number = numbers.next()?;
        numbers
            .all(|other| other == number)
            .then(|| number.to_owned())
    }

    fn slip(&self, text: &str) -> Option<&'static str> {
        if only_digits(text) {
            return Some("length");
        }
        self.nearest(text)?;
        Some(if text.trim_start().starts_with(char::is_alphabetic) {
            "letters"
        } else {
            "marks"
        })
    }

    fn args(&self) -> Vec<(&'static str, Value<'static>)> {
        vec![("length", (*self.0).into())]
    }

    /// Written without quotes they are a number to editors.
    fn schema(&self) -> Schema {
        let length = *self.0;
        let mut schema = json!({
            "type": ["string", "integer"], "minimum": 0, "pattern": format!("^[0-9]{{{length}}}$")
        });
        // Beyond this a number is not exact.
        let largest = u32::try_from(length).ok().filter(|&length| length <= 15);
        if let (Some(length), Some(schema)) = (largest, schema.as_object_mut()) {
            schema.insert("exclusiveMaximum".to_owned(), json!(10_u64.pow(length)));
        }
        Schema::Value(schema)
    }

    fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        Cow::Owned(write::quoted(text))
    }
}

fn line(line: &FieldLine<'_, '_>) -> Option<Kind> {
    let node = line.map.need("length")?;
    let length = line.reader.parsed(node, "book.not_a_count", |text| {
        let length = scalar::count(text).filter(|&length| length > 0)?;
        usize::try_from(length).ok()
    });
    length.map(Kind::Digits)
}

/// `010190-12345`: the code of a person is written so in Latvia, the number of an institution or company never.
fn is_personal_code(text: &str) -> bool {
    let parts = text.trim().split_once('-');
    parts.is_some_and(|(born, rest)| {
        born.len() == 6 && rest.len() == 5 && only_digits(born) && only_digits(rest)
    })
}

/// What people write before a number to say that it is one.
const NAMES: [&str; 9] = [
    "nr",
    "reģ",
    "reģistrācijas",
    "vienotais",
    "numurs",
    "reg",
    "registration",
    "number",
    "no",
];

/// The number alone, without `Nr.` or `Reģ. Nr.` before it.
fn without_name(text: &str) -> &str {
    let mut rest = text;
    loop {
        let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next();
        let word = word.unwrap_or("");
        if !NAMES.contains(&word.to_lowercase().as_str()) {
            return rest;
        }
        let after = rest.trim_start().get(word.len()..).unwrap_or("");
        rest = after.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':'));
    }
}
