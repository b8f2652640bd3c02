//! What may be asked of a field, one file an operator: how it is written, for which kinds it is, what it answers, what it asks in
//! words, how it is varied, what the examples should touch, and what it makes use of. A new one is a file, a line of the table below,
//! its sentences in the catalogues and a line in `rules/README.md`; `Ask` lets none be left half made.

#![warn(clippy::arithmetic_side_effects)]

mod alone;
mod begins_with;
mod compare;
mod contains;
mod equals;
mod format;
mod is;
mod one_of;
mod presence;
mod test;
mod texts;
mod unknown;

use std::sync::Arc;

use super::quantity::Comparison;
use crate::context::{
    Around, Context, FieldRef, Names, Scope, TELLS_AUTHORS, Target, Truth, Uses, Variant,
    of_other_kind, parts,
};
use crate::fold::is_same;
use crate::form::{Family, Kind, ListId, Single, names};
use crate::law::{Code, CodeList};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

pub use one_of::OneOf;
pub use presence::Presence;
pub use test::Test;
use unknown::{
    around_tests, denied_within, how_long, length_of_digits, number_of_what, quantity_for_a_test,
    rest_of_comma, unknown_test, within,
};

parts! {
    /// What may be asked of a field.
    Operator of Ask, Examined:
    /// It is stated, or not.
    presence::Presence,
    /// It is this.
    is::Is,
    /// It is one of these.
    one_of::OneOf,
    /// It begins with one of these texts.
    begins_with::BeginsWith,
    /// What a field contains.
    contains::Contains,
    /// It has this form.
    format::Format,
    /// It is what another field is, or is not.
    equals::Equals,
    /// It compares so with something.
    compare::Compare,
}

/// What each operator says of itself.
trait Ask {
    /// How a rule book writes it.
    fn words() -> Vec<Word>
    where
        Self: Sized;

    /// What it answers to a single value.
    fn holds(&self, value: Single, found: &Found<'_, '_>) -> Truth;

    /// What it answers where there is no single value that can be read.
    fn without_value(&self, why: NoValue) -> Truth {
        match why {
            NoValue::NotStated | NoValue::Awaited => Truth::NotStated,
            NoValue::Missed | NoValue::Unreadable | NoValue::Several => Truth::Open,
        }
    }

    /// What it asks, for whoever puts it into words.
    fn asks(&self) -> Asks<'_>;

    /// Notes what it makes use of, beside its field. `list` is the list of the field.
    fn uses(&self, _list: Option<ListId>, _to: &mut Uses) {}
}

/// What each operator says of itself to those who write a book.
trait Examined {
    /// Every change of it that the examples should notice, beside its opposite. `list` is the list of the field.
    fn variants(&self, _list: Option<&CodeList>, _around: &Around<'_>) -> Vec<Variant<Operator>> {
        Vec::new()
    }

    /// What the examples should touch, beside that it holds once and fails once.
    fn targets(&self, _list: Option<&CodeList>) -> Vec<Target> {
        Vec::new()
    }

    /// Which of these an application touches.
    fn touched(&self, _found: &Found<'_, '_>, _truth: Truth) -> Vec<Target> {
        Vec::new()
    }
}

/// How a rule book writes an operator.
#[derive(Clone, Copy)]
struct Word {
    /// The word.
    name: &'static str,
    /// What it can be asked of.
    of: &'static [Family],
    /// Reads what stands behind it.
    read: fn(&TestLine<'_, '_>) -> Option<Operator>,
}

/// A field and what stands in it.
struct Found<'c, 'a> {
    context: &'c Context<'a>,
    subject: FieldRef,
    scope: Scope,
    /// What is said in the place of the field, and of which list, where a table sets it.
    said: Option<Arc<str>>,
    list: Option<ListId>,
}

impl Found<'_, '_> {
    fn text(&self) -> &str {
        match &self.said {
            Some(said) => said,
            None => self.context.text(self.subject, self.scope),
        }
    }

    /// Whether a text is asked for, and what stands there only says that it comes later or stands elsewhere.
    fn only_defers(&self) -> bool {
        let field = self.context.form.field(self.subject.field);
        self.context.wants_words && self.said.is_none() && field.defers(self.text())
    }

    /// A code of its list.
    fn code(&self, code: u16) -> Option<&Code> {
        let own = || self.context.form.field(self.subject.field).kind.list();
        let list = self.list.or_else(own)?;
        self.context.lists.get(list.index())?.code(code)
    }

    /// Whether a code is one that may be used on the as-of date.
    fn is_in_force(&self, code: u16) -> bool {
        let code = self.code(code);
        code.is_some_and(|code| code.period.contains(self.context.as_of))
    }

    /// The codes of a list that may be used on the as-of date.
    fn codes_in_force(&self, list: ListId) -> impl Iterator<Item = &Code> {
        let list = self.context.lists.get(list.index()).into_iter();
        list.flat_map(|list| list.on(self.context.as_of))
    }

    /// Whether a list has this code, and it may be used on the as-of date.
    fn is_in(&self, list: ListId, text: &str) -> bool {
        self.codes_in_force(list)
            .any(|code| is_same(&code.code, text))
    }
}

/// Why there is no single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoValue {
    /// It may be left out, and is.
    NotStated,
    /// The office has not stated it yet.
    Awaited,
    /// It is left out and must not be.
    Missed,
    /// It cannot be read.
    Unreadable,
    /// There are fields or items of their own.
    Several,
}

/// What an operator asks: the sentence that says it, and what that sentence names.
#[derive(Clone, Debug, PartialEq)]
pub struct Asks<'o> {
    /// The key of the sentence, which may name `{wanted}`.
    pub sentence: &'static str,
    /// The key of the sentence that says that it must not be so.
    pub denied: &'static str,
    /// What is wanted.
    pub wanted: Wanted<'o>,
    /// The key of the sentence that says within which bounds a value would do, where what is wanted would not do itself.
    pub bounds: Option<&'static str>,
}

impl Asks<'_> {
    /// Whether it names something that a value should be.
    pub fn wants_something(&self) -> bool {
        self.wanted != Wanted::Nothing
    }
}

/// What an operator wants a value to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted<'o> {
    /// Nothing in particular: the sentence says it all.
    Nothing,
    /// These texts.
    Texts(&'o [String]),
    /// So, or not so.
    Flag(bool),
    /// This code of its list.
    Code(u16),
    /// These codes of its list.
    Codes(&'o [u16]),
    /// A code that is in force: of its own list, or of this one.
    List(Option<ListId>),
    /// Something that compares so.
    Compared(&'o Comparison),
    /// What stands in this field.
    Field(FieldRef),
}

/// What is asked of one field, while it is being read.
struct TestLine<'r, 'a> {
    reader: &'r Decoder<'a>,
    /// The key.
    key: NodeId,
    /// The word.
    word: &'r str,
    /// What stands behind it.
    node: NodeId,
    /// The kind of the field.
    kind: &'r Kind,
    names: &'r Names<'r>,
}

impl<'r> TestLine<'r, '_> {
    /// The list of the field.
    fn list(&self) -> Option<&'r CodeList> {
        self.kind
            .list()
            .and_then(|list| self.names.lists.get(list.index()))
    }
}

impl Operator {
    /// Whether it asks that something is stated, and nothing more.
    pub const fn asks_presence(&self) -> bool {
        matches!(self, Self::Presence(Presence::Present))
    }

    /// Whether it asks that something is stated, or is not, and nothing more.
    pub const fn asks_if_stated(&self) -> bool {
        matches!(self, Self::Presence(_))
    }

    /// Whether it asks that a question of yes or no is answered with no.
    pub const fn asks_no(&self) -> bool {
        matches!(self, Self::Is(is::Is::Flag(false)))
    }

    /// Whether a word is one of those that ask something of a field.
    pub fn is_word(name: &str) -> bool {
        Self::words().any(|one| one.name == name)
    }

    /// How a rule book writes what may be asked of the values of a family.
    fn names(of: Family) -> Vec<&'static str> {
        let words = Self::words().filter(|word| word.of.contains(&of));
        words.map(|word| word.name).collect()
    }

    /// Each of a mapping with its key; a mistake where there are none, or one cannot be read.
    fn read_all(
        reader: &Decoder<'_>,
        node: NodeId,
        (kind, path): (&Kind, &str),
        names: &Names<'_>,
    ) -> Option<Vec<(Self, NodeId)>> {
        let map = reader.open_map(node)?;
        let lines: Vec<_> = map.entries().collect();
        if lines.is_empty() {
            return reader.refuse(node, "book.empty_condition", &[]);
        }
        if let Some(mistake) = rest_of_comma(reader, node, &lines) {
            return mistake;
        }
        if let Some(mistake) = quantity_for_a_test(reader, node, &lines, (kind, path)) {
            return mistake;
        }
        let read = |&(key, word, node): &(NodeId, &str, NodeId)| {
            let line = TestLine {
                reader,
                key,
                word,
                node,
                kind,
                names,
            };
            Some((Self::read(&line, path)?, key))
        };
        // Every mistake is told, not the first alone.
        let all: Vec<_> = lines.iter().filter_map(read).collect();
        (all.len() == lines.len()).then_some(all)
    }

    fn read(line: &TestLine<'_, '_>, path: &str) -> Option<Self> {
        let word = line.word;
        let found: Vec<_> = Self::words().filter(|one| one.name == word).collect();
        let family = line.kind.family();
        if TELLS_AUTHORS && let Some(mistake) = around_tests(line, &Self::names(family)) {
            return mistake;
        }
        if found.is_empty() {
            if let Some(mistake) = within(line, path) {
                return mistake;
            }
            if let Some(mistake) = length_of_digits(line, path) {
                return mistake;
            }
            let fitting = Self::names(family);
            if let Some(mistake) = denied_within(line, path) {
                return mistake;
            }
            let about = (line.key, word, line.node);
            return unknown_test(line.reader, about, (family, &fitting), line.names);
        }
        if let Some(one) = found.iter().find(|one| one.of.contains(&family)) {
            return (one.read)(line);
        }
        if let Some(mistake) = how_long(line, path) {
            return mistake;
        }
        if let Some(instead) = of_other_kind(word).filter(|word| Self::names(family).contains(word))
        {
            let kind = line.kind.name();
            let about = [
                ("found", word),
                ("kind", kind),
                ("field", path),
                ("similar", instead),
            ];
            let sentence = "book.test_for_other_kind_similar";
            return line.reader.refuse(line.key, sentence, &about);
        }
        if let Some(mistake) = number_of_what(line, path) {
            return mistake;
        }
        let of: Vec<Family> = found.iter().flat_map(|one| one.of).copied().collect();
        let about = [
            ("found", word),
            ("kind", line.kind.name()),
            ("field", path),
            ("kinds", &names(Family::kinds(&of))),
        ];
        line.reader
            .refuse(line.key, "book.test_for_other_kind", &about)
    }

    /// What it asks, for whoever puts it into words.
    pub fn asks(&self) -> Asks<'_> {
        self.part().asks()
    }

    /// Whether it asks what a field is not, as `not` does.
    pub(super) const fn asks_otherwise(&self) -> bool {
        matches!(self, Self::Equals(equals) if equals.different)
    }

    /// How it compares with something, where it does.
    pub fn comparison(&self) -> Option<&Comparison> {
        match self.part().asks().wanted {
            Wanted::Compared(comparison) => Some(comparison),
            Wanted::Nothing
            | Wanted::Texts(_)
            | Wanted::Flag(_)
            | Wanted::Code(_)
            | Wanted::Codes(_)
            | Wanted::List(_)
            | Wanted::Field(_) => None,
        }
    }
}
