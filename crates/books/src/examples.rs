//! The examples of a rule book: read once, and evaluated under the book or under a changed one. Each must come out as it says, and
//! nothing may be found in the complete application, of which they are made.

mod why;

use std::rc::Rc;
use std::sync::Arc;

use chrono::NaiveDate;

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::condition::operators::Test;
use atbilst_core::context::{Computed, Context, Scope};
use atbilst_core::evaluate::aggregate::{self, AggregateEvaluation, Aggregates, Contribution};
use atbilst_core::evaluate::{Evaluation, Why, evaluate_rule, verdict};
use atbilst_core::finding::{Finding, Outcome, Verdict};
use atbilst_core::language::Catalogue;
use atbilst_core::reading::KeptReading;
use atbilst_core::rulebook::{
    Among, Example, Head, Mistake, PortfolioRule, Rule, RuleBook, Subject,
};
use atbilst_yaml as yaml;
use atbilst_yaml::write::json;
use atbilst_yaml::{Document, NodeId};
use serde_json::Value;

/// A rule by its index among those of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RuleIndex {
    /// A rule for each application.
    Single(usize),
    /// A rule over all applications.
    Portfolio(usize),
}

impl RuleIndex {
    /// Every rule of a book with what it says of itself.
    pub(crate) fn all(book: &RuleBook) -> impl Iterator<Item = (Self, &Head)> {
        let single = book.rules.iter().enumerate();
        let portfolio = book.portfolio.iter().enumerate();
        single
            .map(|(index, rule)| (Self::Single(index), &rule.head))
            .chain(portfolio.map(|(index, rule)| (Self::Portfolio(index), &rule.head)))
    }

    /// The rule that says this of itself.
    pub(crate) fn of(book: &RuleBook, head: &Head) -> Option<Self> {
        let mut all = Self::all(book);
        let (rule, _) = all.find(|(_, other)| std::ptr::eq(*other, head))?;
        Some(rule)
    }

    /// What the rule says of itself in a book that has it.
    pub(crate) fn head_mut(self, book: &mut RuleBook) -> Option<&mut Head> {
        match self {
            Self::Single(index) => book.rules.get_mut(index).map(|rule| &mut rule.head),
            Self::Portfolio(index) => book.portfolio.get_mut(index).map(|rule| &mut rule.head),
        }
    }
}

/// An example of a rule with its applications read.
pub(crate) struct PreparedExample<'b> {
    pub(crate) rule: RuleIndex,
    pub(crate) head: &'b Head,
    pub(crate) example: &'b Example,
    /// Its applications; nothing for one that cannot be read or is of another call.
    readings: Vec<Option<KeptReading>>,
    /// The rules whose question the complete application is asked in any case: of all applications together it counts as answered.
    asked: Rc<[&'b str]>,
}

/// Reads every example of a book.
pub(crate) fn prepare(book: &RuleBook) -> Vec<PreparedExample<'_>> {
    let mut all = Vec::new();
    let asked: Rc<[&str]> = questions(book).into();
    for (rule, head) in RuleIndex::all(book) {
        let examples = head.examples.iter();
        all.extend(examples.map(|example| {
            let asked = Rc::clone(&asked);
            PreparedExample::with(book, rule, head, example, asked)
        }));
    }
    all
}

impl<'b> PreparedExample<'b> {
    /// Reads one example.
    pub(crate) fn new(
        book: &'b RuleBook,
        rule: RuleIndex,
        head: &'b Head,
        example: &'b Example,
    ) -> Self {
        Self::with(book, rule, head, example, questions(book).into())
    }

    fn with(
        book: &RuleBook,
        rule: RuleIndex,
        head: &'b Head,
        example: &'b Example,
        asked: Rc<[&'b str]>,
    ) -> Self {
        let read = |application: &_| KeptReading::read(book, json(application), example.as_of).ok();
        let applications = example.applications(&book.complete);
        Self {
            rule,
            head,
            example,
            readings: applications.iter().map(read).collect(),
            asked,
        }
    }

    /// What could be read.
    pub(crate) fn readings(&self) -> impl Iterator<Item = &KeptReading> {
        self.readings.iter().flatten()
    }

    /// The worst outcome of the rule under a book that has the same form.
    pub(crate) fn outcome(&self, book: &RuleBook) -> Outcome {
        let RuleIndex::Single(index) = self.rule else {
            let together = self.together(book);
            return together.map_or(Outcome::NotApplicable, |(outcome, _)| outcome);
        };
        let (Some(rule), Some(reading)) = (book.rules.get(index), self.readings().next()) else {
            return Outcome::Open;
        };
        let mut worst = None;
        let computed = Computed::default();
        let context = reading.under(book, &computed).context();
        evaluate_rule(rule, &context, &mut |evaluation| {
            worst = worst.max(Some(evaluation.outcome));
        });
        worst.unwrap_or(Outcome::NotApplicable)
    }

    /// The day whose law all applications together must keep to: the latest of those that do not fail, of all where each fails.
    pub(crate) fn as_of(&self, aggregates: &Aggregates) -> Option<NaiveDate> {
        let days = || self.readings().map(|reading| reading.as_of().date);
        let counted = days().zip(aggregates.verdicts());
        let counted = counted.filter(|(_, verdict)| Among::NotFailing.has(**verdict));
        let latest = counted.map(|(day, _)| day).max();
        latest.or_else(|| days().max())
    }

    /// What is kept of the applications to judge them together.
    pub(crate) fn aggregates(&self, book: &RuleBook) -> Aggregates {
        let mut aggregates = Aggregates::new(book, self.readings.len());
        let subjects = self.readings.iter().zip(&self.example.subjects);
        for (reading, subject) in subjects {
            let Some(reading) = reading else { continue };
            let computed = Computed::default();
            let context = reading.under(book, &computed).context();
            let by_rules = verdict(book, &context, &|one| self.counts(&context, subject, one));
            let verdict = match reading.is_sound() {
                true => by_rules,
                false => Verdict::DoesNotComply,
            };
            let fails = by_rules == Verdict::DoesNotComply;
            aggregates.add(&Contribution::of(book, &context), verdict, fails);
        }
        aggregates.finish()
    }

    /// Whether what a rule says of an application counts for its verdict: nobody answers for it, and it is no question that the complete
    /// application is asked as well.
    fn counts(&self, context: &Context<'_>, subject: &Subject, said: &Evaluation<'_>) -> bool {
        let id = &*said.rule.head.id;
        let is_in = |ids: &[String]| ids.iter().any(|one| one == id);
        let answered = || self.asked.contains(&id) && !is_in(&subject.unanswered);
        let is_answered = is_question(said, context) && answered();
        !is_answered && !is_in(&subject.waived)
    }

    /// The rules that an application of it names as waived or not answered, of which nothing is found there that could be: what is said
    /// of them, and the id of each.
    pub(crate) fn without_effect(&self, book: &'b RuleBook) -> Vec<(&'static str, &'b str)> {
        let mut all = Vec::new();
        for (reading, subject) in self.readings.iter().zip(&self.example.subjects) {
            let Some(reading) = reading else { continue };
            let computed = Computed::default();
            let context = reading.under(book, &computed).context();
            let is_found = |id: &str, counts: &dyn Fn(&Evaluation<'_>) -> bool| {
                let rule = book.rules.iter().find(|rule| *rule.head.id == *id);
                let mut found = false;
                if let Some(rule) = rule {
                    evaluate_rule(rule, &context, &mut |said| found |= counts(said));
                }
                found
            };
            for id in &subject.waived {
                if !is_found(id, &|said| said.why.is_some()) {
                    all.push(("rules.example_waives_nothing", &**id));
                }
            }
            for id in &subject.unanswered {
                let is_asked = self.asked.contains(&&**id);
                if !is_asked || !is_found(id, &|said| is_question(said, &context)) {
                    all.push(("rules.example_asks_nothing", &**id));
                }
            }
        }
        all
    }

    /// The rule over all applications that it is an example of, where it is of one.
    fn portfolio_rule<'r>(&self, book: &'r RuleBook) -> Option<&'r PortfolioRule> {
        match self.rule {
            RuleIndex::Portfolio(index) => book.portfolio.get(index),
            RuleIndex::Single(_) => None,
        }
    }

    /// What a rule over all applications says of them.
    pub(crate) fn together(&self, book: &RuleBook) -> Option<(Outcome, Vec<AggregateEvaluation>)> {
        let RuleIndex::Portfolio(index) = self.rule else {
            return None;
        };
        let rule = book.portfolio.get(index)?;
        let complete = self.readings.iter().all(Option::is_some);
        let aggregates = self.aggregates(book);
        let as_of = self.as_of(&aggregates)?;
        Some(aggregate::evaluate(
            book,
            rule,
            &aggregates,
            complete,
            as_of,
        ))
    }
}

/// What stands where its kind asks for something else: a value, or a list or record as it is written.
pub(crate) fn unreadable(document: Document<'_>, node: NodeId) -> &str {
    match document.kind(node) {
        yaml::Kind::Scalar => document.scalar(node),
        yaml::Kind::Sequence | yaml::Kind::Mapping => document.span(node).of(document.text),
    }
}

/// What is wrong with the examples of a book, as mistakes in it; what is found in its complete application, in the words of a catalogue.
pub fn mistakes(book: &RuleBook, catalogue: &Catalogue) -> Vec<Mistake> {
    let mistakes = of_complete(book, catalogue);
    // Every example differs from the complete application, so with that one wrong they would be wrong too.
    if !mistakes.is_empty() {
        return mistakes;
    }
    let wrong = |prepared: PreparedExample<'_>| {
        let (expected, found) = (prepared.example.expect, prepared.outcome(book));
        if found == expected {
            return None;
        }
        let args = [
            ("rule", &*prepared.head.id),
            ("expected", expected.name()),
            ("found", found.name()),
            ("why", &*why::why(&prepared, book, found, catalogue)),
        ];
        Some(Mistake::new(
            "book.example_wrong",
            prepared.example.span,
            &args,
        ))
    };
    prepare(book).into_iter().filter_map(wrong).collect()
}

/// The complete application is what every example differs from, so it must be without findings.
fn of_complete(book: &RuleBook, catalogue: &Catalogue) -> Vec<Mistake> {
    let call = book.complete.get("call").and_then(Value::as_str);
    if let Some(found) = call.filter(|call| *call != &*book.call) {
        let args = [("found", found), ("call", &*book.call)];
        let place = book.complete_span("/call");
        return vec![Mistake::new("book.complete_call", place, &args)];
    }
    let settings = Settings::on(book.verified_on);
    let checker = Checker::new(std::slice::from_ref(book), catalogue, settings).of_examples();
    let text = json(&book.complete);
    let checked = checker.check(&mut Scratch::default(), &Arc::from(""), text.as_bytes());
    let mistake = |finding: &Finding| {
        let pointer = &*finding.place.pointer;
        let help = finding.help.as_deref();
        let said = help.map_or_else(
            || finding.message.clone(),
            |help| format!("{} {help}", finding.message),
        );
        let args = [
            ("rule", &*finding.rule),
            ("pointer", &*path(pointer)),
            ("message", &*said),
        ];
        Mistake::new("book.complete_finding", book.complete_span(pointer), &args)
    };
    let asked = questions(book);
    let findings = checked.application.findings.iter();
    let findings = findings.filter(|finding| !asked.contains(&&*finding.rule));
    findings.map(mistake).collect()
}

/// A pointer as a rule book names the place: `costs[0].day`.
fn path(pointer: &str) -> String {
    let names = pointer.split('/').skip(1);
    let path = names.fold(String::new(), |path, name| match name.parse::<usize>() {
        Ok(index) => format!("{path}[{index}]"),
        Err(_) if path.is_empty() => name.to_owned(),
        Err(_) => format!("{path}.{name}"),
    });
    match path.is_empty() {
        true => "complete".to_owned(),
        false => path,
    }
}

/// The rules of which the complete application is asked no more than their question to a person, or what the office has not stated yet.
fn questions(book: &RuleBook) -> Vec<&str> {
    let Ok(reading) = KeptReading::read(book, json(&book.complete), None) else {
        return Vec::new();
    };
    let computed = Computed::default();
    let reading = reading.under(book, &computed);
    let asks_alone = |rule: &&Rule| {
        let (mut asks, mut alone) = (false, true);
        evaluate_rule(rule, &reading.context(), &mut |evaluation| {
            let question = is_question(evaluation, &reading.context());
            asks |= question;
            alone &= question || evaluation.why.is_none();
        });
        asks && alone
    };
    let rules = book.rules.iter().filter(asks_alone);
    rules.map(|rule| &*rule.head.id).collect()
}

/// Whether a rule asks its question, or waits for what the office has not stated yet.
fn is_question(said: &Evaluation<'_>, context: &Context<'_>) -> bool {
    let awaited = |(test, scope): (&Test, Scope)| test.awaited(context, scope).is_some();
    match said.why {
        Some(Why::Asks) => true,
        Some(Why::NotStated) => said.decided.is_some_and(awaited),
        _ => false,
    }
}
