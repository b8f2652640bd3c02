//! Why rules came out as they did, and the numbers over all applications, for programs.

use super::values::{List, json};
use atbilst_core::message::figure::Figure;
use atbilst_core::message::trace::{Trace, TraceStep, TracedEvaluation};

// Amounts and days are texts, as an application writes them.
json! { it: &Figure => {
    rule: *it.rule,
    title: *it.title,
    detail: it.detail.as_deref(),
    quantity: it.quantity.written(),
    complies: it.totals.complies.written(),
    with_review: it.totals.with_review.written(),
    all: it.totals.all.written(),
    among: it.among.name(),
    whole: it.complete,
    relation: it.relation.name(),
    limit: it.limit.map(|limit| limit.written()),
    answer: it.answer.name(),
    reached_with_review: it.with_review,
    law: List(&it.law),
}}

// What one rule did with an application.
json! { it: &Trace => {
    rule: *it.rule,
    judgements: List(&it.evaluations),
}}

json! { it: &TracedEvaluation => {
    pointer: *it.pointer,
    outcome: it.outcome.name(),
    reason: *it.reason,
    tests: List(&it.steps),
}}

json! { it: &TraceStep => {
    // `when` where the test decides whether the rule applies, else `require`.
    role: if it.role.applies { "when" } else { "require" },
    negated: it.role.negated,
    alternative: it.role.alternative,
    field: *it.field,
    pointer: *it.pointer,
    line: it.line,
    found: it.found.as_deref(),
    asked: *it.asked,
    answer: it.answer.name(),
    law: List(&it.law),
}}
