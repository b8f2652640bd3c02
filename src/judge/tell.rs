//! What was judged, put into words: the message, the cure, the place and the law of a finding.

use std::sync::Arc;

use super::place::place;
use super::{Judged, Why};
use super::{difference, nearest, quantity_value};
use crate::application::{self, Frame, State};
use crate::condition::{Context, Operand, Operator, Side, Test};
use crate::finding::{Finding, Fingerprint, Law, Place};
use crate::form::{FieldId, Kind};
use crate::language::{Catalogue, Language, Value};
use crate::law::{Citation, Code, CodeList, Dated, DatedValue, InForce, ValueId};
use crate::rulebook::{Each, RuleBook};
use crate::scalar::Quantity;
use crate::source::{Lines, Span};
use crate::suggest;

/// Puts findings of one application into words.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The book that was applied.
    pub book: &'a RuleBook,
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The application.
    pub context: Context<'a>,
    /// Its lines.
    pub lines: &'a Lines<'a>,
}

impl Teller<'_> {
    /// One finding; its fingerprint is set by the report, which knows the application's id.
    #[must_use]
    pub fn tell(&self, judged: &Judged<'_>) -> Finding {
        let head = &judged.rule.head;
        let language = self.catalogue.language();
        let mut fill = |name: &str| self.placeholder(judged, name);
        let phrase = match judged.why {
            Why::Fails => head.message.as_ref(),
            Why::Asks => head.review.as_ref(),
            Why::NotStated | Why::UnknownLaw => None,
        };
        let message = match phrase {
            Some(phrase) => {
                let said = phrase.get(language).fill(language, &mut fill);
                match self.not_known(judged) {
                    Some(value) => format!("{said} {}", self.nearest_limit(value)),
                    None => said,
                }
            }
            None => self.undecided(judged),
        };
        let help = head.help.get(language).fill(language, &mut fill);
        let help = self.advice(judged, help);
        let decided = judged.decided;
        Finding {
            rule: Arc::clone(&head.id),
            outcome: judged.outcome,
            level: head.level,
            message,
            help: Some(help),
            found: decided.and_then(|(test, frame)| self.found(test.subject.field, frame)),
            expected: decided
                .filter(|_| !self.is_declaration_left_out(judged))
                .and_then(|(test, _)| self.expected(judged, test)),
            place: self.pointed_at(judged),
            related: Vec::new(),
            law: self.law(judged),
            fingerprint: Fingerprint::default(),
            waived: None,
        }
    }

    /// What to do, as it fits the reason: the rule's own help tells how to mend what does not hold.
    fn advice(&self, judged: &Judged<'_>, help: String) -> String {
        match judged.why {
            Why::Fails => match self.suggestion(judged) {
                Some(suggestion) => format!("{suggestion} {help}"),
                None => help,
            },
            Why::Asks => format!("{} {help}", self.catalogue.say("form.asks_help", &[])),
            Why::NotStated => match judged.decided {
                Some((test, _)) => {
                    let field = self.context.form.field(test.subject.field);
                    let about = [
                        ("path", field.path.as_str().into()),
                        ("help", field.help.get(self.catalogue.language()).into()),
                    ];
                    self.catalogue.say("form.not_stated_help", &about)
                }
                None => help,
            },
            Why::UnknownLaw => self.catalogue.say("form.unknown_value_help", &[]),
        }
    }

    /// Whether a declaration is left out: then nothing may be put into anybody's mouth.
    fn is_declaration_left_out(&self, judged: &Judged<'_>) -> bool {
        judged.why == Why::NotStated
            && judged.decided.is_some_and(|(test, _)| {
                self.context.form.field(test.subject.field).kind == Kind::Flag
            })
    }

    /// The field the rule points at, else the one that decided, else the item as a whole.
    fn pointed_at(&self, judged: &Judged<'_>) -> Place {
        match (judged.rule.at, judged.decided) {
            (Some(at), _) => self.place_of(judged.scope.up(at.up), at.field),
            (None, Some((test, frame))) => self.place_of(frame, test.subject.field),
            (None, None) => self.item_place(judged.scope.innermost()),
        }
    }

    /// Where a field stands or should stand.
    #[must_use]
    pub fn place_of(&self, frame: Frame, field: FieldId) -> Place {
        let context = &self.context;
        let (pointer, span) = application::place(
            context.application,
            context.form,
            context.document,
            frame,
            field,
        );
        place(self.lines, pointer, span)
    }

    /// Where an item, or the application, begins.
    fn item_place(&self, frame: Frame) -> Place {
        let document = self.context.document;
        let node = self
            .context
            .application
            .value(frame, 0)
            .node
            .or_else(|| document.root());
        let (pointer, span) = node.map_or((String::new(), Span::default()), |node| {
            let first = document.entries(node).next().map_or(node, |(key, _)| key);
            (document.pointer(node), document.span(first))
        });
        place(self.lines, pointer, span)
    }

    /// Why nobody but a person can say.
    fn undecided(&self, judged: &Judged<'_>) -> String {
        let language = self.catalogue.language();
        match self
            .value_asked(judged)
            .filter(|_| judged.why == Why::UnknownLaw)
        {
            Some(value) => {
                let about = [
                    ("value", value.title.get(language).into()),
                    ("date", self.context.as_of.into()),
                ];
                self.catalogue.say("form.unknown_value", &about)
            }
            None => {
                let title = judged
                    .decided
                    .map_or("", |(test, _)| self.title(test.subject.field));
                self.catalogue
                    .say("form.not_stated", &[("field", title.into())])
            }
        }
    }

    fn title(&self, field: FieldId) -> &str {
        self.context
            .form
            .field(field)
            .title
            .get(self.catalogue.language())
    }

    /// The value as it is written; `None` for lists, records and what is missing.
    fn found(&self, field: FieldId, frame: Frame) -> Option<String> {
        match self
            .context
            .application
            .value(frame, self.context.form.field(field).slot)
            .state
        {
            State::Absent | State::Record | State::List { .. } => None,
            _ => Some(self.context.text_in(frame, field).to_owned()),
        }
    }

    /// What would do, as the rule book writes it.
    fn expected(&self, judged: &Judged<'_>, test: &Test) -> Option<String> {
        match &test.operator {
            Operator::Present | Operator::Absent => None,
            Operator::IsText(text) => Some(text.clone()),
            Operator::OneOfTexts(texts) => Some(texts.join(", ")),
            Operator::IsFlag(flag) => Some(flag.to_string()),
            Operator::IsCode(code) => {
                Some(self.list(test)?.codes.get(usize::from(*code))?.code.clone())
            }
            Operator::InList => Some(codes(self.list(test)?.on(self.context.as_of))),
            Operator::OneOfCodes(wanted) => {
                let list = self.list(test)?;
                Some(codes(
                    wanted
                        .iter()
                        .filter_map(|&code| list.codes.get(usize::from(code))),
                ))
            }
            Operator::Compare(..) => self.limit(judged).map(|limit| limit.written()),
        }
    }

    fn list(&self, test: &Test) -> Option<&CodeList> {
        match self.context.form.field(test.subject.field).kind {
            Kind::Code(list) => self.context.lists.get(usize::from(list.0)),
            _ => None,
        }
    }

    /// "Did you mean", and the codes there are, where a code is not one of its list.
    fn suggestion(&self, judged: &Judged<'_>) -> Option<String> {
        let (test, frame) = judged.decided.filter(|_| judged.why == Why::Fails)?;
        let Operator::InList = test.operator else {
            return None;
        };
        let found = self.found(test.subject.field, frame)?;
        let list = self.list(test)?;
        let spellings = list.on(self.context.as_of).flat_map(|code| {
            [&code.code, &code.title.lv, &code.title.en]
                .map(|spelling| (spelling.as_str(), code.code.as_str()))
        });
        let similar = suggest::nearest(&found, spellings);
        let all = codes(list.on(self.context.as_of));
        let all = self
            .catalogue
            .say("form.one_of_codes", &[("codes", all.into())]);
        Some(match similar {
            Some(similar) => format!(
                "{} {all}",
                self.catalogue
                    .say("form.did_you_mean", &[("similar", similar.into())])
            ),
            None => all,
        })
    }

    /// The dated value that the deciding test compared with.
    fn value_asked(&self, judged: &Judged<'_>) -> Option<&DatedValue> {
        match &judged.decided?.0.operator {
            Operator::Compare(_, Operand::Value(ValueId(index))) => {
                self.context.values.get(usize::from(*index))
            }
            _ => None,
        }
    }

    /// The law of the applied value with the day since which it is in force, then that of the rule.
    fn law(&self, judged: &Judged<'_>) -> Arc<[Law]> {
        let dated = self
            .value_asked(judged)
            .and_then(|value| value.on(self.context.as_of).dated());
        laws(
            self.book,
            dated,
            &judged.rule.head.law,
            self.catalogue.language(),
        )
    }

    /// What a placeholder of a message stands for.
    fn placeholder(&self, judged: &Judged<'_>, name: &str) -> Option<Value<'static>> {
        let known = match (name, judged.decided) {
            ("field", Some((test, _))) => Some(self.title(test.subject.field).to_owned().into()),
            ("found", Some((test, frame))) => Some(self.shown(test.subject.field, frame)),
            ("expected", Some((test, _))) => self.wanted(judged, test),
            ("difference", Some((test, frame))) => self.difference(judged, test, frame),
            ("field" | "found" | "expected" | "difference", None) => None,
            _ => return self.named(judged, name),
        };
        known.or_else(|| Some(self.nothing()))
    }

    /// A field or a value of the book, by its name.
    fn named(&self, judged: &Judged<'_>, name: &str) -> Option<Value<'static>> {
        let lists = match &judged.rule.each {
            Each::Items(reach) => reach.lists.as_slice(),
            Each::Application | Each::Fields => &[],
        };
        let it = judged
            .decided
            .filter(|_| judged.rule.each == Each::Fields)
            .map(|(test, _)| test.subject.field);
        if let Some(field) = self.book.resolve(lists, it, name) {
            return Some(self.shown(field.field, judged.scope.up(field.up)));
        }
        let value = self.book.value(name)?;
        let nearest = self
            .not_known(judged)
            .filter(|asked| asked.name == value.name)
            .and_then(|_| self.limit(judged));
        Some(match nearest {
            Some(limit) => quantity_value(limit),
            None => value_on(value, self.context.as_of, self.catalogue),
        })
    }

    /// A field's value as the language writes it.
    fn shown(&self, field: FieldId, frame: Frame) -> Value<'static> {
        match self.context.side(frame, field) {
            Side::Known(quantity) => quantity_value(quantity),
            _ => self
                .found(field, frame)
                .map_or_else(|| self.nothing(), |text| Value::Text(text.into())),
        }
    }

    fn wanted(&self, judged: &Judged<'_>, test: &Test) -> Option<Value<'static>> {
        match self.limit(judged) {
            Some(limit) => Some(quantity_value(limit)),
            None => self.expected(judged, test).map(Into::into),
        }
    }

    /// What the field that decided was compared with; where that is not known and yet the outcome is, the nearest known limit.
    fn limit(&self, judged: &Judged<'_>) -> Option<Quantity> {
        let (test, frame) = judged.decided?;
        let Operator::Compare(_, operand) = &test.operator else {
            return None;
        };
        let found = self.context.side(frame, test.subject.field);
        match (self.context.operand(operand, judged.scope), found) {
            (Side::Known(limit), _) => Some(limit),
            (Side::Unknown(_, known), Side::Known(found)) if judged.why == Why::Fails => {
                nearest(found, known)
            }
            _ => None,
        }
    }

    /// The dated value that is not known on the as-of date, though the outcome is.
    fn not_known(&self, judged: &Judged<'_>) -> Option<&DatedValue> {
        self.value_asked(judged).filter(|value| {
            judged.why == Why::Fails && matches!(value.on(self.context.as_of), InForce::Unknown(..))
        })
    }

    fn nearest_limit(&self, value: &DatedValue) -> String {
        nearest_limit(value, self.context.as_of, self.catalogue)
    }

    fn difference(&self, judged: &Judged<'_>, test: &Test, frame: Frame) -> Option<Value<'static>> {
        match self.context.side(frame, test.subject.field) {
            Side::Known(found) => difference(found, self.limit(judged)?),
            _ => None,
        }
    }

    fn nothing(&self) -> Value<'static> {
        self.catalogue.say("form.nothing", &[]).into()
    }
}

/// Says that the limit that is named is the nearest known one.
pub(crate) fn nearest_limit(
    value: &DatedValue,
    day: chrono::NaiveDate,
    catalogue: &Catalogue,
) -> String {
    let about = [
        ("value", value.title.get(catalogue.language()).into()),
        ("date", day.into()),
    ];
    catalogue.say("form.nearest_limit", &about)
}

/// A value of the book on a day, for a sentence.
pub(crate) fn value_on(
    value: &DatedValue,
    day: chrono::NaiveDate,
    catalogue: &Catalogue,
) -> Value<'static> {
    match value.on(day) {
        InForce::Known(_, quantity) => quantity_value(quantity),
        InForce::Unknown(..) => catalogue.say("form.not_known", &[]).into(),
    }
}

/// The law of a dated value with the day since which it is in force, then that of the rule.
pub(crate) fn laws(
    book: &RuleBook,
    dated: Option<&Dated>,
    rule: &[Citation],
    language: Language,
) -> Arc<[Law]> {
    let since = dated.map(|dated| dated.from);
    let of_value = dated.into_iter().flat_map(|dated| &dated.law);
    let mut laws: Vec<Law> = of_value
        .map(|citation| Law {
            since,
            ..cite(book, citation, language)
        })
        .collect();
    for citation in rule {
        let cited = cite(book, citation, language);
        let same = laws
            .iter_mut()
            .find(|law| (&law.id, &law.point) == (&cited.id, &cited.point) && overlap(law, &cited));
        match same {
            // The same sentence, cited longer by one of the two.
            Some(law) if length(law) < length(&cited) => law.quote = cited.quote,
            Some(_) => {}
            None => laws.push(cited),
        }
    }
    laws.into()
}

fn length(law: &Law) -> usize {
    law.quote.as_ref().map_or(0, String::len)
}

/// Whether one of two citations quotes the other's words.
fn overlap(a: &Law, b: &Law) -> bool {
    match (&a.quote, &b.quote) {
        (Some(a), Some(b)) => a.contains(b.as_str()) || b.contains(a.as_str()),
        (a, b) => a == b,
    }
}

/// A citation as a report names it.
#[must_use]
pub fn cite(book: &RuleBook, citation: &Citation, language: Language) -> Law {
    let source = book.sources.get(usize::from(citation.source.0));
    Law {
        id: source.map(|source| source.id.clone()).unwrap_or_default(),
        source: source
            .map(|source| source.title.get(language).to_owned())
            .unwrap_or_default(),
        point: citation.point.clone(),
        quote: citation.quote.clone(),
        url: source.map(|source| source.url.clone()).unwrap_or_default(),
        since: None,
    }
}

fn codes<'c>(codes: impl Iterator<Item = &'c Code>) -> String {
    codes
        .map(|code| code.code.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
