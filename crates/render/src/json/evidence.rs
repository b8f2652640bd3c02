//! Why rules came out as they did, and the numbers over all applications, for programs.

use serde::Serialize;

use super::finding::JsonLaw;
use super::values::List;
use atbilst_core::finding::Law;
use atbilst_core::message::figure::Figure;
use atbilst_core::message::trace::{Trace, TraceStep, TracedEvaluation};

/// A number over all applications; amounts and days are texts, as an application writes them.
#[derive(Serialize)]
pub(super) struct JsonFigure<'a> {
    rule: &'a str,
    title: &'a str,
    detail: Option<&'a str>,
    quantity: String,
    complies: String,
    with_review: String,
    all: String,
    among: &'static str,
    whole: bool,
    relation: &'static str,
    limit: Option<String>,
    answer: &'static str,
    reached_with_review: bool,
    law: List<'a, Law, JsonLaw<'a>>,
}

impl<'a> JsonFigure<'a> {
    pub(super) fn of(figure: &'a Figure) -> Self {
        Self {
            rule: &figure.rule,
            title: &figure.title,
            detail: figure.detail.as_deref(),
            quantity: figure.quantity.written(),
            complies: figure.totals.complies.written(),
            with_review: figure.totals.with_review.written(),
            all: figure.totals.all.written(),
            among: figure.among.word(),
            whole: figure.complete,
            relation: figure.relation.name(),
            limit: figure.limit.map(|limit| limit.written()),
            answer: figure.answer.name(),
            reached_with_review: figure.with_review,
            law: List(&figure.law, JsonLaw::of),
        }
    }
}

/// What one rule did with an application.
#[derive(Serialize)]
pub(super) struct JsonTrace<'a> {
    rule: &'a str,
    judgements: List<'a, TracedEvaluation, JsonJudgement<'a>>,
}

impl<'a> JsonTrace<'a> {
    pub(super) fn of(trace: &'a Trace) -> Self {
        Self {
            rule: &trace.rule,
            judgements: List(&trace.evaluations, JsonJudgement::of),
        }
    }
}

#[derive(Serialize)]
struct JsonJudgement<'a> {
    pointer: &'a str,
    outcome: &'static str,
    reason: &'a str,
    tests: List<'a, TraceStep, JsonStep<'a>>,
}

impl<'a> JsonJudgement<'a> {
    fn of(evaluation: &'a TracedEvaluation) -> Self {
        Self {
            pointer: &evaluation.pointer,
            outcome: evaluation.outcome.name(),
            reason: &evaluation.reason,
            tests: List(&evaluation.steps, JsonStep::of),
        }
    }
}

#[derive(Serialize)]
struct JsonStep<'a> {
    /// `when` where the test decides whether the rule applies, else `require`.
    role: &'static str,
    negated: bool,
    alternative: bool,
    field: &'a str,
    pointer: &'a str,
    line: Option<u32>,
    found: Option<&'a str>,
    asked: &'a str,
    answer: &'static str,
    law: List<'a, Law, JsonLaw<'a>>,
}

impl<'a> JsonStep<'a> {
    fn of(step: &'a TraceStep) -> Self {
        Self {
            role: if step.role.applies { "when" } else { "require" },
            negated: step.role.negated,
            alternative: step.role.alternative,
            field: &step.field,
            pointer: &step.pointer,
            line: step.line,
            found: step.found.as_deref(),
            asked: &step.asked,
            answer: step.answer.name(),
            law: List(&step.law, JsonLaw::of),
        }
    }
}
