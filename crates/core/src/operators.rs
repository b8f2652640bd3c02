//! What may be asked of a field, one file an operator: how it is written, for which kinds it is, what it answers, what it asks in
//! words, how it is varied, what the examples should touch, and what it makes use of. A new one is a file, a line of the table below,
//! its sentences in the catalogues and a line in `rules/README.md`; `Ask` lets none be left half made.

#![warn(clippy::arithmetic_side_effects)]

mod begins_with;
mod compare;
mod is;
mod one_of;
mod presence;

use crate::application::State;
use crate::context::{Context, FieldRef, Names, Scope, Target, Truth, Uses, Variant, parts};
use crate::form::{Family, Form, Kind, ListId, Single, names};
use crate::law::{CodeList, DatedValue};
use crate::quantity::Comparison;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;
use atbilst_yaml::source::Span;

pub use one_of::OneOf;
pub use presence::Presence;

parts! {
    /// What may be asked of a field.
    Operator of Ask:
    /// It is stated, or not.
    presence::Presence,
    /// It is this.
    is::Is,
    /// It is one of these.
    one_of::OneOf,
    /// It begins with one of these texts.
    begins_with::BeginsWith,
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
            NoValue::NotStated => Truth::NotStated,
            NoValue::Missed | NoValue::Unreadable | NoValue::Several => Truth::Open,
        }
    }

    /// What it asks, for whoever puts it into words.
    fn asks(&self) -> Asks<'_>;

    /// Every change of it that the examples should notice, beside its opposite. `list` is the list of the field.
    fn variants(&self, list: Option<&CodeList>) -> Vec<Variant<Operator>>;

    /// What the examples should touch, beside that it holds once and fails once.
    fn targets(&self, around: &Around<'_>) -> Vec<Target>;

    /// Which of these an application touches.
    fn touched(&self, found: &Found<'_, '_>, truth: Truth) -> Vec<Target>;

    /// Notes what it makes use of, beside its field. `list` is the list of the field.
    fn uses(&self, list: Option<ListId>, to: &mut Uses);
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
}

impl Found<'_, '_> {
    fn text(&self) -> &str {
        self.context.text(self.subject, self.scope)
    }

    /// Whether a code is one that may be used on the as-of date.
    fn is_in_force(&self, code: u16) -> bool {
        let Kind::Code(list) = self.context.form.field(self.subject.field).kind else {
            return false;
        };
        let list = self.context.lists.get(list.index());
        let code = list.and_then(|list| list.code(code));
        code.is_some_and(|code| code.period.contains(self.context.as_of))
    }
}

/// Why there is no single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoValue {
    /// It may be left out, and is.
    NotStated,
    /// It is left out and must not be.
    Missed,
    /// It cannot be read.
    Unreadable,
    /// There are fields or items of their own.
    Several,
}

/// What stands around a test in its book.
struct Around<'b> {
    /// The list of its field.
    list: Option<&'b CodeList>,
    /// The dated values.
    values: &'b [DatedValue],
}

/// What an operator asks: the sentence that says it, and what that sentence names.
#[derive(Clone, Debug, PartialEq)]
pub struct Asks<'o> {
    /// The key of the sentence, which may name `{wanted}`.
    pub sentence: &'static str,
    /// What is wanted.
    pub wanted: Wanted<'o>,
    /// The key of the sentence that says within which bounds a value would do, where what is wanted would not do itself.
    pub bounds: Option<&'static str>,
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
    /// A code of its list that is in force.
    OwnList,
    /// Something that compares so.
    Compared(&'o Comparison),
}

/// What is asked of one field, while it is being read.
struct TestLine<'r, 'a> {
    reader: &'r Decoder<'a>,
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
        list_of(self.kind).and_then(|list| self.names.lists.get(list.index()))
    }
}

fn list_of(kind: &Kind) -> Option<ListId> {
    match kind {
        Kind::Code(list) => Some(*list),
        _ => None,
    }
}

/// One question about one field. Two are equal that ask the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Test {
    /// The field.
    pub subject: FieldRef,
    /// What is asked of it.
    pub operator: Operator,
    /// Its place in the rule book.
    pub span: Span,
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        (self.subject, &self.operator) == (other.subject, &other.operator)
    }
}

impl Test {
    /// What is asked of one field: a word alone, or words with what stands behind each.
    pub(crate) fn read(
        reader: &Decoder<'_>,
        node: NodeId,
        subject: FieldRef,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let test = |operator, node| Self {
            subject,
            operator,
            span: reader.document.span(node),
        };
        if reader.document.kind(node) == yaml::Kind::Scalar {
            let word = reader.document.scalar(node);
            return match presence::alone(word) {
                Some(presence) => Some(vec![test(presence.into(), node)]),
                None => reader.refuse(node, "book.not_a_test", &[("found", word)]),
            };
        }
        let map = reader.open_map(node)?;
        let lines: Vec<_> = map.entries().collect();
        if lines.is_empty() {
            return reader.refuse(node, "book.empty_condition", &[]);
        }
        let field = names.form.field(subject.field);
        let read = |&(key, word, node): &(NodeId, &str, NodeId)| {
            let line = TestLine {
                reader,
                word,
                node,
                kind: &field.kind,
                names,
            };
            Some(test(Operator::read(&line, key, &field.path)?, key))
        };
        let all: Vec<_> = lines.iter().filter_map(read).collect();
        (all.len() == lines.len()).then_some(all)
    }

    /// What an application answers.
    #[inline]
    pub(crate) fn answer(&self, context: &Context<'_>, scope: Scope) -> Truth {
        let subject = self.subject;
        let found = Found {
            context,
            subject,
            scope,
        };
        let operator = &self.operator;
        let why = match context.state(subject, scope) {
            State::Single(value) => {
                return operator.ask_part(|operator| operator.holds(value, &found));
            }
            State::Absent if context.is_missed(subject, scope) => NoValue::Missed,
            State::Absent => NoValue::NotStated,
            State::Malformed => NoValue::Unreadable,
            State::Record | State::List { .. } => NoValue::Several,
        };
        operator.part().without_value(why)
    }

    /// Every change of it that the examples should notice.
    #[must_use]
    pub fn variants(&self, form: &Form, lists: &[CodeList]) -> Vec<Variant<Self>> {
        let list = self.list(form).and_then(|list| lists.get(list.index()));
        let variants = self.operator.part().variants(list).into_iter();
        let with = |operator| Self {
            operator,
            ..self.clone()
        };
        variants.map(|variant| variant.map(with)).collect()
    }

    /// What the examples should touch, beside that it holds once and fails once.
    #[must_use]
    pub fn targets(&self, form: &Form, lists: &[CodeList], values: &[DatedValue]) -> Vec<Target> {
        let list = self.list(form).and_then(|list| lists.get(list.index()));
        self.operator.part().targets(&Around { list, values })
    }

    /// Which of these an application touches.
    #[must_use]
    pub fn touched(&self, context: &Context<'_>, scope: Scope, truth: Truth) -> Vec<Target> {
        let found = Found {
            context,
            subject: self.subject,
            scope,
        };
        self.operator.part().touched(&found, truth)
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        to.fields.insert(self.subject.field);
        self.operator.part().uses(self.list(form), to);
    }

    fn list(&self, form: &Form) -> Option<ListId> {
        list_of(&form.field(self.subject.field).kind)
    }
}

impl Operator {
    fn read(line: &TestLine<'_, '_>, key: NodeId, path: &str) -> Option<Self> {
        let word = line.word;
        let found: Vec<_> = Self::words().filter(|one| one.name == word).collect();
        if found.is_empty() {
            let mut known: Vec<_> = Self::words().map(|one| one.name).collect();
            known.dedup();
            let about = [("found", word), ("allowed", &known.join(", "))];
            return line.reader.refuse(key, "book.unknown_test", &about);
        }
        let family = line.kind.family();
        if let Some(one) = found.iter().find(|one| one.of.contains(&family)) {
            return (one.read)(line);
        }
        let of: Vec<Family> = found.iter().flat_map(|one| one.of).copied().collect();
        let about = [
            ("found", word),
            ("kind", line.kind.name()),
            ("field", path),
            ("kinds", &names(Family::kinds(&of))),
        ];
        line.reader.refuse(key, "book.test_for_other_kind", &about)
    }

    /// What it asks, for whoever puts it into words.
    #[must_use]
    pub fn asks(&self) -> Asks<'_> {
        self.part().asks()
    }

    /// How it compares with something, where it does.
    #[must_use]
    pub fn comparison(&self) -> Option<&Comparison> {
        match self.part().asks().wanted {
            Wanted::Compared(comparison) => Some(comparison),
            Wanted::Nothing
            | Wanted::Texts(_)
            | Wanted::Flag(_)
            | Wanted::Code(_)
            | Wanted::Codes(_)
            | Wanted::OwnList => None,
        }
    }
}
