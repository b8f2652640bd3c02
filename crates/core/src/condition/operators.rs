//! What may be asked of a field, one file an operator: how it is written, for which kinds it is, what it answers, what it asks in
//! words, how it is varied, what the examples should touch, and what it makes use of. A new one is a file, a line of the table below,
//! its sentences in the catalogues and a line in `rules/README.md`; `Ask` lets none be left half made.

#![warn(clippy::arithmetic_side_effects)]

mod begins_with;
mod compare;
mod equals;
mod format;
mod is;
mod one_of;
mod presence;

use std::sync::Arc;

use super::quantity::{Comparison, Operand, RelationWord, Subject};
use crate::application::State;
use crate::context::{
    Around, Context, FieldRef, FigureRef, Names, Resolved, Scope, Target, Truth, Uses, Variant,
    parts, similar,
};
use crate::form::{Family, FieldId, Form, Kind, ListId, Single, names};
use crate::law::{CodeList, DatedValue, ValueId};
use crate::scalar::Quantity;
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

    /// Every change of it that the examples should notice, beside its opposite. `list` is the list of the field.
    fn variants(&self, _list: Option<&CodeList>, _around: &Around<'_>) -> Vec<Variant<Operator>> {
        Vec::new()
    }

    /// What the examples should touch, beside that it holds once and fails once.
    fn targets(&self, _list: Option<&CodeList>, _values: &[DatedValue]) -> Vec<Target> {
        Vec::new()
    }

    /// Which of these an application touches.
    fn touched(&self, _found: &Found<'_, '_>, _truth: Truth) -> Vec<Target> {
        Vec::new()
    }

    /// Notes what it makes use of, beside its field. `list` is the list of the field.
    fn uses(&self, _list: Option<ListId>, _to: &mut Uses) {}
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

    /// Whether a code is one that may be used on the as-of date.
    fn is_in_force(&self, code: u16) -> bool {
        let own = || list_of(&self.context.form.field(self.subject.field).kind);
        let Some(list) = self.list.or_else(own) else {
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
    /// What is wanted.
    pub wanted: Wanted<'o>,
    /// The key of the sentence that says within which bounds a value would do, where what is wanted would not do itself.
    pub bounds: Option<&'static str>,
}

impl Asks<'_> {
    /// Whether it names something that a value should be.
    #[must_use]
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
    /// A code of its list that is in force.
    OwnList,
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
        list_of(self.kind).and_then(|list| self.names.lists.get(list.index()))
    }
}

fn list_of(kind: &Kind) -> Option<ListId> {
    match kind {
        Kind::Code(list) => Some(*list),
        _ => None,
    }
}

/// One question about one field, or about a quantity that is computed. Two are equal that ask the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Test {
    /// The field; of a quantity that is computed, the one that a finding points at.
    pub subject: FieldRef,
    /// What is computed, where it is not the field that is asked.
    pub computed: Option<Box<Operand>>,
    /// What is asked of it.
    pub operator: Operator,
    /// Its place in the rule book.
    pub span: Span,
}

impl PartialEq for Test {
    fn eq(&self, other: &Self) -> bool {
        (self.subject, &self.computed, &self.operator)
            == (other.subject, &other.computed, &other.operator)
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
            computed: None,
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
                key,
                word,
                node,
                kind: &field.kind,
                names,
            };
            Some(test(Operator::read(&line, &field.path)?, key))
        };
        let all: Vec<_> = lines.iter().filter_map(read).collect();
        (all.len() == lines.len()).then_some(all)
    }

    /// How a figure compares.
    pub(crate) fn read_figure(
        reader: &Decoder<'_>,
        node: NodeId,
        (figure, kind): (FigureRef, &Kind),
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let words: Vec<_> = RelationWord::of(kind.family())
            .map(|word| word.word)
            .collect();
        let clean = reader.is_clean();
        let map = reader.map(node, &words)?;
        if clean != reader.is_clean() {
            return None;
        }
        let comparisons = Comparison::read_all(reader, map, kind, names)?;
        let operand = Operand::figure(figure);
        Self::held(reader, node, &operand, comparisons, names)
    }

    /// What is asked of the code that a table sets.
    pub(crate) fn read_codes(
        reader: &Decoder<'_>,
        node: NodeId,
        (path, codes): (&str, Operand),
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let (Some(list), Some(subject)) = (codes.list(), codes.place(names)) else {
            return reader.refuse(node, "book.nothing_of_the_application", &[]);
        };
        let map = reader.open_map(node)?;
        let kind = Kind::Code(list);
        let lines: Vec<_> = map.entries().collect();
        let read = |&(key, word, node): &(NodeId, &str, NodeId)| {
            let line = TestLine {
                reader,
                key,
                word,
                node,
                kind: &kind,
                names,
            };
            Some(Self {
                subject,
                computed: Some(Box::new(codes.clone())),
                operator: Operator::read(&line, path)?,
                span: reader.document.span(key),
            })
        };
        let all: Vec<_> = lines.iter().filter_map(read).collect();
        (!all.is_empty() && all.len() == lines.len()).then_some(all)
    }

    /// The list whose codes it asks for.
    #[must_use]
    pub fn list(&self, form: &Form) -> Option<ListId> {
        match &self.computed {
            Some(computed) => computed.list(),
            None => list_of(&form.field(self.subject.field).kind),
        }
    }

    /// A quantity that is held against limits: `{ sum: …, at_most: … }`.
    pub(crate) fn computed(
        reader: &Decoder<'_>,
        node: NodeId,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let Subject {
            operand,
            comparisons,
        } = Subject::read(reader, node, names)?;
        Self::held(reader, node, &operand, comparisons, names)
    }

    fn held(
        reader: &Decoder<'_>,
        node: NodeId,
        operand: &Operand,
        comparisons: Vec<(Comparison, NodeId)>,
        names: &Names<'_>,
    ) -> Option<Vec<Self>> {
        let Some(subject) = operand.place(names) else {
            return reader.refuse(node, "book.nothing_of_the_application", &[]);
        };
        let tests = comparisons.into_iter().map(|(comparison, key)| Self {
            subject,
            computed: Some(Box::new(operand.clone())),
            operator: compare::Compare(comparison).into(),
            span: reader.document.span(key),
        });
        Some(tests.collect())
    }

    /// What an application answers.
    #[inline]
    pub(crate) fn answer(&self, context: &Context<'_>, scope: Scope) -> Truth {
        let subject = self.subject;
        let found = Found {
            context,
            subject,
            scope,
            said: None,
            list: None,
        };
        let operator = &self.operator;
        if let Some(computed) = &self.computed {
            return match computed.resolve(context, scope) {
                Resolved::Known(Quantity::Code(code)) => {
                    let said = code.name();
                    let list = computed.list();
                    let code = list.and_then(|list| context.lists.get(list.index()));
                    let code = code.and_then(|list| list.find(&said));
                    let found = Found {
                        said: Some(said),
                        list,
                        ..found
                    };
                    operator.ask_part(|operator| operator.holds(Single::Code(code), &found))
                }
                Resolved::Known(quantity) => {
                    operator.ask_part(|operator| operator.holds(Single::Quantity(quantity), &found))
                }
                Resolved::NotStated => Truth::NotStated,
                Resolved::Unknown(..) => Truth::UnknownLaw,
                Resolved::Open => Truth::Open,
            };
        }
        let why = match context.state(subject, scope) {
            State::Single(value) => {
                return operator.ask_part(|operator| operator.holds(value, &found));
            }
            State::Absent if context.is_missed(subject, scope) => NoValue::Missed,
            State::Absent if context.form.field(subject.field).office.is_some() => NoValue::Awaited,
            State::Absent => NoValue::NotStated,
            State::Malformed => NoValue::Unreadable,
            State::Record | State::List { .. } => NoValue::Several,
        };
        operator.part().without_value(why)
    }

    /// A field that the office has not stated yet, among those that it looks at, and the items in which that is so: those in which it
    /// is asked, where it is so in them.
    #[must_use]
    pub fn awaited(&self, context: &Context<'_>, asked: Scope) -> Option<(FieldId, Scope)> {
        let form = context.form;
        let mut uses = Uses::default();
        self.uses(form, &mut uses);
        context.figures.uses(form, &mut uses);
        let mut fields = uses.fields.into_iter();
        fields.find_map(|id| {
            let field = form.field(id);
            field.office.as_ref()?;
            let around = |&list: &FieldId| form.field(list).list;
            let mut lists: Vec<FieldId> = std::iter::successors(field.list, around).collect();
            lists.reverse();
            let near = asked.frames().get(lists.len());
            let mut found: Option<Scope> = None;
            context.each(&lists, Scope::ROOT, &mut |scope| {
                let value = context.application.value(scope.innermost(), field.slot);
                let here = near == Some(&scope.innermost());
                if value.state == State::Absent && (found.is_none() || here) {
                    found = Some(scope);
                }
            });
            Some((id, found?))
        })
    }

    /// What it looks at as a quantity.
    #[must_use]
    pub fn quantity<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        match &self.computed {
            Some(computed) => computed.resolve(context, scope),
            None => context.quantity(self.subject, scope),
        }
    }

    /// The dated value that it depends on, for an application: of its limit, else of what is computed.
    #[must_use]
    pub fn value_in(&self, context: &Context<'_>, scope: Scope) -> Option<ValueId> {
        let limit = self.operator.comparison();
        let limit = limit.and_then(|limit| limit.to.value_in(context, scope));
        limit.or_else(|| self.computed.as_ref()?.value_in(context, scope))
    }

    /// Every change of it that the examples should notice.
    #[must_use]
    pub fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        let list = self.list(around.form);
        let list = list.and_then(|list| around.lists.get(list.index()));
        let variants = self.operator.part().variants(list, around).into_iter();
        let with = |operator| Self {
            operator,
            ..self.clone()
        };
        let own = variants.map(|variant| variant.map(with));
        let computed = self.computed.iter().flat_map(|own| own.variants(around));
        let with = |computed| Self {
            computed: Some(Box::new(computed)),
            ..self.clone()
        };
        own.chain(computed.map(|variant| variant.map(with)))
            .collect()
    }

    /// What the examples should touch, beside that it holds once and fails once.
    #[must_use]
    pub fn targets(&self, around: &Around<'_>) -> Vec<Target> {
        let list = self.list(around.form);
        let list = list.and_then(|list| around.lists.get(list.index()));
        self.operator.part().targets(list, around.values)
    }

    /// Which of these an application touches.
    #[must_use]
    pub fn touched(&self, context: &Context<'_>, scope: Scope, truth: Truth) -> Vec<Target> {
        if let (Some(_), Some(comparison)) = (&self.computed, self.operator.comparison()) {
            let found = self.quantity(context, scope).known();
            return comparison.touched_in(context, scope, found, truth);
        }
        let said = self
            .computed
            .as_ref()
            .map(|codes| codes.resolve(context, scope));
        let said = said.and_then(|said| match said.known()? {
            Quantity::Code(code) => Some(code.name()),
            _ => None,
        });
        let found = Found {
            context,
            subject: self.subject,
            scope,
            said,
            list: self.list(context.form),
        };
        self.operator.part().touched(&found, truth)
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        match &self.computed {
            Some(computed) => {
                let comparison = self.operator.comparison();
                let equals = comparison.is_some_and(Comparison::is_equality);
                computed.uses(equals, form, to);
            }
            None => {
                to.fields.insert(self.subject.field);
            }
        }
        if let Some(comparison) = self.operator.comparison() {
            comparison.uses(form, to);
        }
        self.operator.part().uses(self.list(form), to);
    }

    /// The quantities in it.
    pub fn operands(&self) -> impl Iterator<Item = &Operand> {
        let limit = self.operator.comparison().map(|comparison| &comparison.to);
        self.computed.iter().map(|own| &**own).chain(limit)
    }
}

impl Operator {
    /// How a rule book writes what may be asked of the values of a family.
    fn names(of: Family) -> Vec<&'static str> {
        let words = Self::words().filter(|word| word.of.contains(&of));
        words.map(|word| word.name).collect()
    }

    fn read(line: &TestLine<'_, '_>, path: &str) -> Option<Self> {
        let word = line.word;
        let found: Vec<_> = Self::words().filter(|one| one.name == word).collect();
        if found.is_empty() {
            let mut known: Vec<_> = Self::words().map(|one| one.name).collect();
            known.dedup();
            if let Some(similar) = similar(word, known.iter().copied()) {
                let about = [("found", word), ("similar", similar)];
                return line
                    .reader
                    .refuse(line.key, "book.unknown_test_similar", &about);
            }
            let fitting = Self::names(line.kind.family()).join(", ");
            let about = [
                ("found", word),
                ("allowed", &known.join(", ")),
                ("fitting", &fitting),
            ];
            return line.reader.refuse(line.key, "book.unknown_test", &about);
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
        line.reader
            .refuse(line.key, "book.test_for_other_kind", &about)
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
            | Wanted::OwnList
            | Wanted::Field(_) => None,
        }
    }
}
