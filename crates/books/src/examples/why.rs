//! Why an example came out as it did: what its rule looked at, with the numbers; of all applications together, what they come to and
//! which of them do not count.

use std::sync::Arc;

use super::{PreparedExample, unreadable};
use atbilst_core::application::Problem;
use atbilst_core::condition::quantity::Relation;
use atbilst_core::context::{Computed, Truth};
use atbilst_core::evaluate::aggregate::{AggregateEvaluation, Aggregates, Members, conditions};
use atbilst_core::evaluate::evaluate_rule;
use atbilst_core::finding::Outcome;
use atbilst_core::form::Kind;
use atbilst_core::language::Catalogue;
use atbilst_core::message::figure::{figures, groups, title};
use atbilst_core::message::trace::{TraceStep, Traced, Tracer};
use atbilst_core::message::wording::Wording;
use atbilst_core::message::{explained, quantity_value};
use atbilst_core::rulebook::{PortfolioRule, RuleBook};
use atbilst_core::scalar::Quantity;
use atbilst_yaml::source::Lines;

/// Most tests that are told.
const STEPS: usize = 6;

/// Why, in sentences.
pub(super) fn why(
    prepared: &PreparedExample<'_>,
    book: &RuleBook,
    found: Outcome,
    catalogue: &Catalogue,
) -> String {
    if found == Outcome::Open
        && let Some(unread) = unread(prepared, book, catalogue)
    {
        return unread;
    }
    match prepared.portfolio_rule(book) {
        Some(rule) => of_all(prepared, book, rule, catalogue),
        None => of_one(prepared, book, found, catalogue),
    }
}

/// The value for which nothing is decided, where it is written otherwise than its kind asks.
fn unread(
    prepared: &PreparedExample<'_>,
    book: &RuleBook,
    catalogue: &Catalogue,
) -> Option<String> {
    let mut readings = prepared.readings();
    let (reading, field, node) = readings.find_map(|reading| {
        let mut problems = reading.form_problems().iter();
        problems.find_map(|problem| match *problem {
            Problem::WrongType { field, node } => Some((reading, field, node)),
            _ => None,
        })
    })?;
    let document = reading.document();
    let field = book.form.field(field);
    let found = unreadable(document, node);
    let written = field.kind.nearest(document.scalar(node));
    let written = written.unwrap_or_default();
    let about = [
        ("found", found.into()),
        ("field", field.path.as_str().into()),
        ("kind", field.kind.name().into()),
        ("similar", written.as_str().into()),
    ];
    let sentence = match (&field.kind, written.is_empty()) {
        (_, true) => "rules.example_of_no_kind",
        (Kind::Date, false) => "book.day_written_so",
        (_, false) => "book.written_so",
    };
    Some(catalogue.say(sentence, &about))
}

fn of_one(
    prepared: &PreparedExample<'_>,
    book: &RuleBook,
    found: Outcome,
    catalogue: &Catalogue,
) -> String {
    let Some(reading) = prepared.readings().next() else {
        return catalogue.say("rules.example_unreadable", &[]);
    };
    let computed = Computed::default();
    let reading = reading.under(book, &computed);
    let lines = Lines::of(reading.document.text);
    let tracer = Tracer {
        wording: Wording {
            book,
            catalogue,
            as_of: reading.as_of.date,
        },
        context: reading.context(),
        lines: &lines,
    };
    let traces = tracer.tell(&Traced::Rule(Arc::clone(&prepared.head.id)));
    let evaluations = traces.iter().flat_map(|trace| &trace.evaluations);
    let mut said = Vec::new();
    let mut reason = None;
    for evaluation in evaluations.filter(|one| one.outcome == found) {
        reason = reason.or(Some(evaluation.reason.clone()));
        let steps = evaluation.steps.iter();
        said.extend(steps.map(|step| told(step, catalogue)));
    }
    said.dedup();
    said.truncate(STEPS);
    match said.is_empty() {
        true => reason.unwrap_or_default(),
        false => catalogue.say("rules.example_why", &[("steps", said.join("; ").into())]),
    }
}

/// What one test found, and what it was asked.
fn told(step: &TraceStep, catalogue: &Catalogue) -> String {
    let nothing = || catalogue.say("trace.answer.not_stated", &[]);
    let answer = catalogue.word("trace.answer", step.answer.name());
    let about = [
        ("field", (*step.field).into()),
        ("found", step.found.clone().unwrap_or_else(nothing).into()),
        ("asked", step.asked(catalogue).into()),
        ("answer", answer.into()),
    ];
    catalogue.say("rules.example_step", &about)
}

/// A sum or a number, and what it is held against.
struct Held {
    found: Quantity,
    relation: Relation,
    limit: Option<Quantity>,
    limit_title: Option<String>,
    answer: Truth,
}

impl Held {
    fn told(self, title: String, catalogue: &Catalogue) -> String {
        let limit = self.limit.map(|limit| {
            let limit = explained(quantity_value(limit), self.limit_title);
            limit.write(catalogue.language()).into_owned()
        });
        let wanted = limit.unwrap_or_else(|| catalogue.say("trace.unknown", &[]));
        let asked = format!("trace.{}", self.relation.name());
        let asked = catalogue.say(&asked, &[("wanted", wanted.into())]);
        let answer = catalogue.word("trace.answer", self.answer.name());
        let about = [
            ("field", title.into()),
            ("found", quantity_value(self.found)),
            ("asked", asked.into()),
            ("answer", answer.into()),
        ];
        catalogue.say("rules.example_step", &about)
    }
}

/// What the groups come to, the worst of them.
fn of_groups(
    prepared: &PreparedExample<'_>,
    rule: &PortfolioRule,
    (results, aggregates): (&[AggregateEvaluation], &Aggregates),
    wording: &Wording<'_>,
) -> Vec<String> {
    let Wording {
        book, catalogue, ..
    } = *wording;
    let readings = prepared.readings();
    let kept: Vec<_> = readings.map(|one| (one, Computed::default())).collect();
    let readings = kept.iter();
    let contexts = readings.map(|(one, computed)| one.under(book, computed).context());
    let contexts: Vec<_> = contexts.collect();
    let all = rule.require.iter().zip(results);
    let groups = all.flat_map(|(requirement, result)| {
        groups(wording, requirement, result, aggregates, &contexts)
    });
    let told = groups.take(STEPS).map(|group| {
        let about = [
            ("title", group.title.into()),
            ("shared", group.shared.into()),
        ];
        let title = catalogue.say("rules.example_group", &about);
        let held = Held {
            found: group.quantity,
            relation: group.relation,
            limit: group.limit,
            limit_title: group.limit_title,
            answer: group.answer,
        };
        held.told(title, catalogue)
    });
    told.collect()
}

/// What the conditions of a rule come to.
fn when(rule: &PortfolioRule, aggregates: &Aggregates, wording: &Wording<'_>) -> Vec<String> {
    let found = conditions(wording.book, rule, aggregates, true, wording.as_of);
    let all = rule.when.iter().zip(found);
    let told = all.filter_map(|(asked, result)| {
        let (_, compares, _) = asked.compared()?;
        let held = Held {
            found: result.quantity?,
            relation: compares.relation(),
            limit: result.limit,
            limit_title: None,
            answer: result.truth,
        };
        Some(held.told(title(wording, asked)?, wording.catalogue))
    });
    told.collect()
}

fn of_all(
    prepared: &PreparedExample<'_>,
    book: &RuleBook,
    rule: &PortfolioRule,
    catalogue: &Catalogue,
) -> String {
    let aggregates = prepared.aggregates(book);
    let (Some((_, results)), Some(as_of)) = (prepared.together(book), prepared.as_of(&aggregates))
    else {
        return catalogue.say("rules.example_unreadable", &[]);
    };
    let nobody = Arc::new(Members::default());
    let figures = figures(book, rule, &results, &aggregates, &nobody, as_of, catalogue);
    let mut said: Vec<String> = figures
        .into_iter()
        .map(|figure| {
            let held = Held {
                found: figure.quantity,
                relation: figure.relation,
                limit: figure.limit,
                limit_title: figure.limit_title,
                answer: figure.answer,
            };
            held.told(figure.title, catalogue)
        })
        .collect();
    let wording = Wording {
        book,
        catalogue,
        as_of,
    };
    // Where it does not apply, or may not, when it would.
    if results.iter().all(|result| result.unsure) {
        said.extend(when(rule, &aggregates, &wording));
    }
    said.extend(of_groups(prepared, rule, (&results, &aggregates), &wording));
    if let Some(among) = results.first().map(|result| result.among) {
        let verdicts = aggregates.verdicts();
        let members = prepared.readings().zip(verdicts).zip(1_usize..);
        for ((reading, _), number) in members.filter(|((_, verdict), _)| !among.has(**verdict)) {
            let computed = Computed::default();
            let context = reading.under(book, &computed).context();
            let mut failed = Vec::new();
            for rule in &book.rules {
                evaluate_rule(rule, &context, &mut |evaluation| {
                    if evaluation.outcome == Outcome::Fail {
                        failed.push(format!("`{}`", rule.head.id));
                    }
                });
            }
            failed.dedup();
            let key = match failed.is_empty() {
                true => "rules.example_open",
                false => "rules.example_left_out",
            };
            let about = [
                ("number", number.into()),
                ("rules", failed.join(", ").into()),
            ];
            said.push(catalogue.say(key, &about));
        }
    }
    match said.is_empty() {
        true => String::new(),
        false => catalogue.say("rules.example_why", &[("steps", said.join("; ").into())]),
    }
}
