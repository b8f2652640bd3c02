//! The requirements of one application as a table: each with its outcome, what it looked at, and by which law.

use std::borrow::Cow;

use super::words::Words;
use crate::escape::shown;
use crate::words::asked;
use atbilst_core::finding::{Law, Outcome};
use atbilst_core::message::trace::Trace;
use atbilst_core::order::sort_by;
use atbilst_core::report::{Application, RuleSummary};

/// So many things that a rule looked at are shown.
const VALUES: usize = 4;
/// What is asked is told in no more letters; a list of codes stands in the rule book.
const ASKED: usize = 140;

/// One requirement.
pub(super) struct Requirement<'a> {
    pub(super) outcome: Outcome,
    pub(super) anchor: String,
    pub(super) title: Cow<'a, str>,
    /// What it looked at with what is stated there, and what was asked of that.
    pub(super) values: Vec<(String, String)>,
    /// How many values more.
    pub(super) more: usize,
    /// The number of each source among [`Sheet::sources`], and the point and day.
    pub(super) law: Vec<(usize, String)>,
    pub(super) because: Option<Cow<'a, str>>,
}

/// The requirements of an application that say something, worst first, and the sources that they cite.
pub(super) struct Sheet<'a> {
    pub(super) requirements: Vec<Requirement<'a>>,
    pub(super) sources: Vec<&'a Law>,
}

impl<'a> Sheet<'a> {
    /// What stands in the table: the rules of the book that apply, and whatever of the program's own does not hold.
    pub(super) fn of(words: &Words<'a>, application: &'a Application) -> Self {
        let own = words.report.own_rules.len();
        let all = words.report.rules_of(application.book).enumerate();
        let all = all.zip(&*application.outcomes);
        let told = all.filter(|((at, _), outcome)| match outcome {
            Outcome::NotApplicable => false,
            Outcome::Pass => *at >= own,
            _ => true,
        });
        let mut sheet = Self {
            requirements: Vec::new(),
            sources: Vec::new(),
        };
        for ((at, rule), outcome) in told {
            let book = application.book.filter(|_| at >= own);
            let requirement = sheet.requirement(words, application, rule, *outcome, book);
            sheet.requirements.push(requirement);
        }
        sort_by(&mut sheet.requirements, |one, other| {
            other.outcome.cmp(&one.outcome)
        });
        sheet
    }

    fn requirement(
        &mut self,
        words: &Words<'a>,
        application: &'a Application,
        rule: &'a RuleSummary,
        outcome: Outcome,
        book: Option<usize>,
    ) -> Requirement<'a> {
        let traces = application.traces.iter().chain(&application.sheet);
        let trace = traces.into_iter().find(|trace| trace.rule == rule.id);
        let mut values = trace
            .map(|trace| looked_at(trace, words))
            .unwrap_or_default();
        if values.is_empty() {
            let own = application.findings.iter();
            let own = own.filter(|finding| finding.rules().any(|of| *of == rule.id));
            let found = own.filter_map(|finding| finding.found.as_deref());
            values.extend(found.map(|found| (shown(found).into_owned(), String::new())));
        }
        let mut law: Vec<_> = rule.law.iter().map(|law| self.cited(words, law)).collect();
        law.dedup();
        let because = rule.because.as_deref();
        let more = values.len().saturating_sub(VALUES);
        values.truncate(VALUES);
        Requirement {
            outcome,
            anchor: match book {
                Some(book) => words.anchor_in(&book, &rule.id),
                None => words.anchor_own(&rule.id),
            },
            title: shown(&rule.title),
            values,
            more,
            law,
            because: because.filter(|_| outcome != Outcome::Pass).map(shown),
        }
    }

    /// The number of a source, from one, with the point.
    fn cited(&mut self, words: &Words<'a>, law: &'a Law) -> (usize, String) {
        let known = self.sources.iter().position(|one| one.source == law.source);
        let place = known.unwrap_or_else(|| {
            self.sources.push(law);
            self.sources.len().saturating_sub(1)
        });
        let point = law.point.as_deref().map(|point| {
            let point = point.trim_end_matches('.').to_owned();
            words.with("page.point", "point", point)
        });
        (place.saturating_add(1), point.unwrap_or_default())
    }
}

/// What a rule required of what, each with every value that is stated of it.
fn looked_at(trace: &Trace, words: &Words<'_>) -> Vec<(String, String)> {
    let mut all: Vec<(&str, String, Vec<String>)> = Vec::new();
    let judged = trace.evaluations.iter();
    let judged = judged.filter(|one| one.outcome != Outcome::NotApplicable);
    let steps = judged.flat_map(|one| &one.steps);
    for step in steps.filter(|step| !step.role.applies) {
        let stated = match &step.found {
            Some(found) => shown(found).into_owned(),
            None => words.say("form.nothing"),
        };
        let asked = shown(&asked(step, words.catalogue)).into_owned();
        let same = |one: &&mut (&str, String, Vec<String>)| *one.0 == *step.field && one.1 == asked;
        match all.iter_mut().find(same) {
            Some((.., values)) if values.contains(&stated) => {}
            Some((.., values)) => values.push(stated),
            None => all.push((&step.field, asked, vec![stated])),
        }
    }
    let told = all.into_iter().map(|(field, mut asked, values)| {
        if asked.chars().count() > ASKED {
            asked.clear();
        }
        (format!("{}: {}", shown(field), values.join("; ")), asked)
    });
    told.collect()
}
