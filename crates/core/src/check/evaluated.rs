//! A text held against its rule book, as data: what was read, and what a person must see of it. In no language yet, so that it can be
//! told in any without checking again.

use sha2::{Digest, Sha256};

use super::office::PlacedIndex;
use super::{Checker, own_outcomes};
use crate::application::{Problem, State};
use crate::context::{Context, Scope};
use crate::evaluate::aggregate::Contribution;
use crate::evaluate::{self, Evaluation, Nearest};
use crate::finding::{Counts, Outcome};
use crate::form::{FieldId, Kind, Single};
use crate::message::form::{rule_of_form, rule_of_text};
use crate::own_rules::{DUPLICATE_KEY, MISSING_FIELD, UNKNOWN_CALL, WRONG_TYPE, YAML_SYNTAX};
use crate::reading::{ReadBuffers, ReadOptions, ReadText, Unread};
use atbilst_yaml as yaml;

/// What a check found of one text.
#[derive(Debug)]
pub struct Evaluated<'a> {
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// What could be read, or why the bytes are no text.
    pub read: Result<ReadText<'a>, NotText>,
    /// The worst outcome of each rule: the tool's own, then the book's, where one was applied.
    pub outcomes: Vec<Outcome>,
    /// How many outcomes of each kind.
    pub counts: Counts,
    /// What a person must see of the book's rules, in their order.
    pub evaluations: Vec<Evaluation<'a>>,
    /// Codes that their lists do not have and of which no rule tells, because the one that asks for them does not apply.
    pub(super) strange_codes: Vec<Problem>,
    /// The limits that it comes nearest to.
    pub nearest: Nearest<'a>,
    pub(super) contribution: Contribution,
    /// What became of what the office states of it.
    pub(super) stated: Vec<PlacedIndex>,
    /// Whether it is no application, so that nothing of it is quoted.
    pub(super) foreign: bool,
}

/// Bytes that are no text.
#[derive(Debug)]
pub struct NotText {
    /// What a person can see of them; every place is that of the bytes.
    pub legible: String,
    /// What is wrong.
    pub problem: yaml::Problem,
}

impl Checker<'_> {
    /// Holds one text against the rule book of its call.
    pub fn evaluate<'t>(
        &'t self,
        buffers: &'t mut ReadBuffers,
        bytes: &'t [u8],
        path: &str,
    ) -> Evaluated<'t> {
        let office = self.office_of(path);
        let read = match yaml::utf8(bytes) {
            Ok(text) => {
                let options = ReadOptions {
                    office: office.office(self),
                    as_of: self.settings.as_of,
                    limits: self.settings.limits,
                };
                Ok(buffers.read(text, &self.books, &options))
            }
            Err(problem) => Err(NotText {
                legible: yaml::legible(bytes),
                problem,
            }),
        };
        let mut evaluated = Evaluated {
            sha256: Sha256::digest(bytes).into(),
            outcomes: Vec::new(),
            counts: Counts::default(),
            evaluations: Vec::new(),
            strange_codes: Vec::new(),
            nearest: Nearest::default(),
            contribution: Contribution::default(),
            stated: office.placed(),
            foreign: false,
            read,
        };
        let mut outcomes = Vec::new();
        if let Ok(ReadText {
            reading: Ok((_, reading)),
            ..
        }) = evaluated.read
        {
            let (book, context) = (reading.book, reading.context());
            let Evaluated {
                counts, nearest, ..
            } = &mut evaluated;
            outcomes.reserve_exact(book.rules.len());
            evaluated.evaluations =
                evaluate::evaluate(book, &context, &mut outcomes, counts, nearest);
            evaluated.strange_codes = strange_codes(&context, &evaluated.evaluations);
            if self.judges_together() {
                evaluated.contribution = Contribution::of(book, &context);
            }
        }
        evaluated.own_rules();
        evaluated.outcomes.append(&mut outcomes);
        evaluated
    }
}

/// Codes outside their lists that no finding of the book is about.
fn strange_codes(context: &Context<'_>, evaluations: &[Evaluation<'_>]) -> Vec<Problem> {
    let mut strange = Vec::new();
    let codes = context.form.iter();
    let codes = codes.filter(|(_, field)| matches!(field.kind, Kind::Code(_)));
    let asked = codes.filter(|(_, field)| field.asked_by_rule);
    for (id, field) in asked {
        let around = |&list: &FieldId| context.form.field(list).list;
        let mut lists: Vec<FieldId> = std::iter::successors(field.list, around).collect();
        lists.reverse();
        context.each(&lists, Scope::ROOT, &mut |scope| {
            let frame = scope.innermost();
            let value = context.application.value(frame, field.slot);
            let (State::Single(Single::Code(None)), Some(node)) = (value.state, value.node) else {
                return;
            };
            let is_told = evaluations.iter().any(|one| {
                one.decided.is_some_and(|(test, scope)| {
                    let subject = test.subject;
                    subject.field == id && scope.up(subject.up) == frame
                })
            });
            if !is_told {
                strange.push(Problem::WrongType { field: id, node });
            }
        });
    }
    strange
}

fn has_call_of_another_type(document: yaml::Document<'_>) -> bool {
    let call = document.root().and_then(|root| document.get(root, "call"));
    call.is_some_and(|call| document.kind(call) != yaml::Kind::Scalar)
}

impl Evaluated<'_> {
    /// Counts the outcomes of the tool's own rules, as far as they could be asked.
    fn own_rules(&mut self) {
        let (mut failed, mut last) = (Vec::new(), YAML_SYNTAX);
        match &self.read {
            Err(_) => failed.push(YAML_SYNTAX),
            Ok(read) => {
                failed.extend(read.text_problems.iter().map(rule_of_text));
                let of_form = read.form_problems.iter().chain(&self.strange_codes);
                failed.extend(of_form.map(rule_of_form));
                let (rule, until) = match read.reading {
                    Ok(_) => (None, WRONG_TYPE),
                    Err(Unread::NotYaml) => (None, YAML_SYNTAX),
                    Err(Unread::NotAMapping(_)) => (Some(WRONG_TYPE), DUPLICATE_KEY),
                    // A list of calls is there, and of another type.
                    Err(Unread::NoCall) if has_call_of_another_type(read.document) => {
                        (Some(WRONG_TYPE), DUPLICATE_KEY)
                    }
                    Err(Unread::NoCall) => (Some(MISSING_FIELD), DUPLICATE_KEY),
                    Err(Unread::UnknownCall(_)) => (Some(UNKNOWN_CALL), UNKNOWN_CALL),
                };
                failed.extend(rule);
                last = until;
            }
        }
        own_outcomes(&failed, last, &mut self.outcomes, &mut self.counts);
    }
}
