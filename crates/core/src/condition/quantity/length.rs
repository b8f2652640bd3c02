//! How long a text is: `{ number_of: characters, of: summary }`. A letter is one character however its accents are stored, so is a line
//! break; what stands at either end to no effect and what nobody sees is none. A word is what stands between spaces.

use atbilst_yaml::decode::Map;
use atbilst_yaml::invisible::is_shapeless;
use unicode_normalization::char::canonical_combining_class;

use super::{Named, Operand, OperandLine, Place, Quantify, TitleOf, Varied};
use crate::application::State;
use crate::context::{
    Around, Context, FieldRef, Names, Place as WordPlace, Resolved, Scope, TELLS_AUTHORS, Uses,
    Variant, other_word, selector,
};
use crate::form::{Kind, Single};
use crate::scalar::Quantity;

/// How long a text is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Length {
    of: FieldRef,
    /// Whether in words; else in characters.
    words: bool,
    place: Place,
}

/// Reads what stands beside `number_of: characters`.
pub(super) fn read(
    line: &OperandLine<'_, '_>,
    map: Map<'_, '_>,
    words: bool,
    place: Place,
) -> Option<Operand> {
    let (reader, names) = (line.reader, line.names);
    if TELLS_AUTHORS {
        limit_of_the_same(line, &map, words)?;
    }
    let node = map.need("of")?;
    let found = reader.text(node)?;
    let field = names.field(found);
    let of = field.filter(|of| names.form.field(of.field).kind == Kind::Text);
    if of.is_none() {
        // A path that names nothing is told as such.
        if field.is_none() && names.figure(found).is_none() {
            selector(reader, node, names)?;
        }
        return reader.refuse(node, "book.no_text", &[("found", found)]);
    }
    let of = of?;
    Some(Length { of, words, place }.into())
}

/// Refuses `at_most: 100 characters` of words: the limit of one number would be that of another.
fn limit_of_the_same(line: &OperandLine<'_, '_>, map: &Map<'_, '_>, words: bool) -> Option<()> {
    let document = line.reader.document;
    let (own, other) = match words {
        true => ("words", "characters"),
        false => ("characters", "words"),
    };
    for (_, _, value) in map.entries() {
        let found = document.scalar(value);
        let unit = found.split_once(' ').map_or("", |(_, unit)| unit.trim());
        if unit == other || other_word(unit, WordPlace::Word) == Some(other) {
            let instead = format!("number_of: {other}");
            let about = [("found", found), ("own", own), ("similar", &*instead)];
            return line.reader.refuse(value, "book.other_counted", &about);
        }
    }
    Some(())
}

impl Quantify for Length {
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let state = context.state(self.of, scope);
        if state != State::Single(Single::Text) {
            return context.quantity(self.of, scope);
        }
        let text = context.text(self.of, scope);
        let number = match self.words {
            true => text
                .split_whitespace()
                .filter(|word| seen(word) > 0)
                .count(),
            false => seen(text.trim_matches(|c: char| c.is_whitespace() || is_shapeless(c))),
        };
        let number = u64::try_from(number).unwrap_or(u64::MAX);
        Resolved::Known(Quantity::Count(number))
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: match self.words {
                true => "trace.of_words",
                false => "trace.of_characters",
            },
            title: TitleOf::Field(self.of.field),
        })
    }

    fn place(&self, _: &Names<'_>) -> Option<FieldRef> {
        Some(self.of)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.fields.insert(self.of.field);
    }
}

impl Varied for Length {
    fn variants(&self, _: &Around<'_>) -> Vec<Variant<Operand>> {
        let other = Self {
            words: !self.words,
            ..*self
        };
        let [own, turned] = match self.words {
            true => ["words", "characters"],
            false => ["characters", "words"],
        };
        vec![Variant::becomes(other.into(), own, turned).at(self.place.0)]
    }
}

impl Length {
    /// The text.
    pub(super) const fn of(&self) -> FieldRef {
        self.of
    }
}

/// How many characters a person sees.
fn seen(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    // An accent that is stored by itself belongs to its letter.
    let seen = |letter: &char| {
        (letter.is_whitespace() || !is_shapeless(*letter))
            && canonical_combining_class(*letter) == 0
    };
    text.chars().filter(seen).count()
}

#[cfg(test)]
mod tests {
    use super::seen;

    #[test]
    fn a_letter_is_one_however_it_is_stored() {
        for (text, characters) in [
            ("māja", 4),
            ("ma\u{304}ja", 4),
            ("\u{113}\u{323}", 1),
            ("a\u{200b}b", 2),
            ("a b\nc", 5),
            ("—", 1),
            ("\u{200b}", 0),
        ] {
            assert_eq!(seen(text), characters, "{text:?}");
        }
    }
}
