//! The kinds of a field, one file each: how a rule book names it, how a text is read as one, what a text that misses it was meant
//! to be, and how schemas and templates write it. A new kind is a file, a line of the table below, and its sentences in the
//! catalogues: `form.wrong-type.NAME` and `explain.kind.NAME`.

mod code;
mod count;
mod date;
mod digits;
mod flag;
mod list;
mod money;
mod percent;
mod quantity;
mod record;
mod text;
mod written;

use std::borrow::Cow;

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::ids::{Codes, FieldId, ListId};
use crate::language::Value;
use crate::named::named;
use crate::scalar::{Quantity, Unit};
use atbilst_yaml::write;

pub(crate) use date::both_days;
pub(crate) use flag::both_answers;
pub use list::Items;
pub(crate) use money::both_amounts;
pub(crate) use written::{FieldLine, KindWord, LineOf, names};

/// Makes the kinds of the table: a variant of [`Kind`] for each, which answers as its file says. What a file must know of
/// the variant has a name and stands in round brackets.
macro_rules! kinds {
    ($($(#[$doc:meta])* $Kind:ident $(($of:ident: $Of:ty))? $([$Other:ty])? => $file:ident::$Type:ident,)*) => {
        /// What an applicant writes in a field.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Kind {
            $($(#[$doc])* $Kind $(($Of))? $(($Other))?,)*
        }

        impl Kind {
            /// How rule books write each kind, in the order of the table.
            pub(crate) fn all() -> impl Iterator<Item = KindWord> + Clone {
                [$($file::$Type::written()),*].into_iter()
            }

            /// Its name in a rule book.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$Kind { .. } => $file::$Type::written().name,)*
                }
            }

            /// What may be asked of its values.
            pub fn family(&self) -> Family {
                match self {
                    $(Self::$Kind { .. } => $file::$Type::written().family,)*
                }
            }

            #[inline(always)]
            fn ask<T>(&self, ask: impl FnOnce(&dyn FieldKind) -> T) -> T {
                match self {
                    $(Self::$Kind { $(0: $of,)? .. } => ask(&$file::$Type $(($of))?),)*
                }
            }
        }
    };
}

kinds! {
    /// Any text that is not empty.
    Text => text::TextKind,
    /// A code of a list.
    Code(list: ListId) => code::CodeKind,
    /// Euro, to the cent.
    Money => money::MoneyKind,
    /// A whole number.
    Count => count::CountKind,
    /// A rate in hundredths.
    Percent => percent::PercentKind,
    /// So much of a unit.
    Quantity(unit: Unit) => quantity::QuantityKind,
    /// A day.
    Date => date::DateKind,
    /// `true` or `false`.
    Flag => flag::FlagKind,
    /// So many digits.
    Digits(length: usize) => digits::DigitsKind,
    /// Fields under it.
    Record[Vec<FieldId>] => record::RecordKind,
    /// Items: records of [`Items::fields`], or single values.
    List(items: Items) => list::ListKind,
}

/// What each kind says of itself.
trait FieldKind {
    /// How a rule book writes it.
    fn written() -> KindWord
    where
        Self: Sized;

    /// What a text that is not blank comes to; `None` where it does not have the form that is asked. A quantity, unless the kind says
    /// otherwise.
    fn read(&self, text: &str, _codes: &dyn Codes) -> Option<Single> {
        self.quantity(text).map(Single::Quantity)
    }

    /// How its values are described to editors.
    fn schema(&self) -> Schema;

    /// How its values are measured, where they are a quantity.
    fn measure(&self) -> Option<&'static Measure> {
        None
    }

    /// A text as a quantity.
    fn quantity(&self, text: &str) -> Option<Quantity> {
        (self.measure()?.read)(text)
    }

    /// A total as a quantity; `None` for a kind that cannot be added up.
    fn total(&self, sum: Decimal) -> Option<Quantity> {
        (self.measure()?.total?)(sum)
    }

    /// The same value in the form that is asked, where it can mean only one.
    fn nearest(&self, _text: &str) -> Option<String> {
        None
    }

    /// What a text most likely says in the form that is asked, where whoever wrote it must be asked.
    fn likely(&self, _text: &str) -> Option<String> {
        None
    }

    /// In what way a text misses the form: the last part of the sentence's key, behind `form.wrong-type.NAME`.
    fn slip(&self, _text: &str) -> Option<&'static str> {
        None
    }

    /// What its sentences name: numbers, a unit.
    fn args(&self) -> Vec<(&'static str, Value<'static>)> {
        Vec::new()
    }

    /// An example as editors insert it: a number where it is one.
    fn example(&self, text: &str) -> Json {
        let number = self
            .measure()
            .and_then(|_| serde_json::from_slice(text.as_bytes()).ok());
        number.unwrap_or_else(|| text.into())
    }

    /// A value as an applicant writes it, right or wrong.
    fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.measure() {
            Some(_) => bare(text),
            None => write::text(text),
        }
    }
}

/// The families of what can be compared with a limit.
pub(crate) const MEASURED: [Family; 2] = [Family::Number, Family::Day];

named! {
    /// What may be asked of a value, whatever else its kind says.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum Family {
        /// What its text is.
        Text = "text",
        /// Which code of its list it is.
        Code = "code",
        /// How it compares with other numbers.
        Number = "number",
        /// How it compares with other days.
        Day = "day",
        /// Whether it is so.
        Flag = "flag",
        /// Whether there is any.
        Several = "several",
    }
}

/// A single value, as it was read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Single {
    /// Its text is what counts.
    Text,
    /// A code by its place in the field's list; `None` where the list has no such code.
    Code(Option<u16>),
    /// Yes or no.
    Flag(bool),
    /// A number, an amount, a day.
    Quantity(Quantity),
}

/// How the values of a kind are measured.
#[derive(Debug)]
pub struct Measure {
    /// A text as a quantity.
    pub read: fn(&str) -> Option<Quantity>,
    /// The mistake of a rule book that writes something else: the key of its sentence.
    pub mistake: &'static str,
    /// A total as a quantity; `None` for a kind that cannot be added up.
    pub total: Option<fn(Decimal) -> Option<Quantity>>,
}

/// How the values of a kind are described to editors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schema {
    /// So, in the words of JSON Schema.
    Value(Json),
    /// One of the codes of a list.
    Codes(ListId),
    /// The fields under it.
    Record,
    /// Items: whether they are records.
    List(bool),
}

impl Family {
    /// How a book writes the kinds of these families.
    pub(crate) fn kinds(families: &[Self]) -> impl Iterator<Item = KindWord> + Clone {
        Kind::all().filter(|written| families.contains(&written.family))
    }
}

impl Kind {
    /// The list of which it is a code.
    pub(crate) const fn list(&self) -> Option<ListId> {
        match self {
            Self::Code(list) => Some(*list),
            _ => None,
        }
    }

    /// Whether it is one value, not several.
    pub fn is_single(&self) -> bool {
        self.family() != Family::Several
    }

    /// What a text that is not blank comes to; `None` where it does not have the form that is asked.
    #[inline]
    pub(crate) fn read(&self, text: &str, codes: &dyn Codes) -> Option<Single> {
        self.ask(|kind| kind.read(text, codes))
    }

    /// Whether a text has the form that is asked; any text does where any code is taken.
    pub fn fits(&self, text: &str) -> bool {
        struct NoCodes;
        impl Codes for NoCodes {
            fn code(&self, _: ListId, _: &str) -> Option<u16> {
                None
            }
        }
        self.read(text, &NoCodes).is_some()
    }

    /// How its values are measured, where they are a quantity.
    pub fn measure(&self) -> Option<&'static Measure> {
        self.ask(|kind| kind.measure())
    }

    /// A text as a quantity of this kind.
    pub fn quantity(&self, text: &str) -> Option<Quantity> {
        self.ask(|kind| kind.quantity(text))
    }

    pub(crate) fn is_added_up(&self) -> bool {
        self.total(Decimal::ZERO).is_some()
    }

    /// A total of values of this kind.
    pub fn total(&self, sum: Decimal) -> Option<Quantity> {
        self.ask(|kind| kind.total(sum))
    }

    /// Whether what is of the one kind compares with what is of the other.
    pub(crate) fn measures_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Quantity(one), Self::Quantity(other)) => one.is_same(*other),
            (one, other) => one == other,
        }
    }

    /// The same value in the form that is asked, where it can mean only one.
    pub fn nearest(&self, text: &str) -> Option<String> {
        may_be_meant(text).then(|| self.ask(|kind| kind.nearest(text)))?
    }

    /// What a text most likely says in the form that is asked, where whoever wrote it must be asked.
    pub fn likely(&self, text: &str) -> Option<String> {
        may_be_meant(text).then(|| self.ask(|kind| kind.likely(text)))?
    }

    /// In what way a text misses the form: the last part of the sentence's key, behind `form.wrong-type.NAME`.
    pub(crate) fn slip(&self, text: &str) -> Option<&'static str> {
        may_be_meant(text).then(|| self.ask(|kind| kind.slip(text)))?
    }

    /// The numbers that its sentences name.
    pub fn args(&self) -> Vec<(&'static str, Value<'static>)> {
        self.ask(|kind| kind.args())
    }

    /// How its values are described to editors.
    pub fn schema(&self) -> Schema {
        self.ask(|kind| kind.schema())
    }

    /// An example as editors insert it.
    pub fn example(&self, text: &str) -> Json {
        self.ask(|kind| kind.example(text))
    }

    /// A value as an applicant writes it, right or wrong.
    pub fn in_yaml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.ask(|kind| kind.in_yaml(text))
    }
}

/// Whether a text is not longer than any value that people write in another way than is asked.
const fn may_be_meant(text: &str) -> bool {
    text.len() <= 1_000
}

/// A value whose grammar leaves nothing that would need quotes; a mistake in it must be seen as it is.
fn bare(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    // A dash alone would begin an item of a list.
    if text.bytes().all(is_plain) && text.contains(|c: char| c.is_ascii_alphanumeric()) {
        Cow::Borrowed(text)
    } else {
        write::text(text)
    }
}

fn only_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
