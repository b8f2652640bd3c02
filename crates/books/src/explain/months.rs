//! What becomes of a day that a month lacks, where a rule or a figure counts months or years: the choice of its book, and on what it rests.

use super::page::PageBuilder;
use super::words::Words;
use crate::examples::RuleIndex;
use atbilst_core::condition::Condition;
use atbilst_core::condition::quantity::Operand;
use atbilst_core::context::{MonthEnd, Uses};
use atbilst_core::rulebook::{Head, Requirement};

/// Says it of a rule, where it counts so.
pub(super) fn of_rule(page: &mut PageBuilder<'_>, words: &Words<'_>, head: &Head, uses: &Uses) {
    let book = words.book();
    let mut end = None;
    match RuleIndex::of(book, head) {
        Some(RuleIndex::Single(index)) => {
            for case in book
                .rules
                .get(index)
                .into_iter()
                .flat_map(|rule| &rule.cases)
            {
                let both = case.when.iter().chain(&case.require);
                both.for_each(|condition| of_condition(condition, &mut end));
            }
        }
        Some(RuleIndex::Portfolio(index)) => {
            let rule = book.portfolio.get(index);
            let all = rule.into_iter().flat_map(|rule| rule.requirements());
            all.for_each(|requirement| of_requirement(requirement, &mut end));
        }
        None => {}
    }
    of_figures(words, uses, &mut end);
    say(page, words, end);
}

/// The same of a figure.
pub(super) fn of_figure(page: &mut PageBuilder<'_>, words: &Words<'_>, is: &Operand, uses: &Uses) {
    let mut end = None;
    of_quantity(is, &mut end);
    of_figures(words, uses, &mut end);
    say(page, words, end);
}

fn say(page: &mut PageBuilder<'_>, words: &Words<'_>, end: Option<MonthEnd>) {
    let (Some(end), Some(grounds)) = (end, &words.book().month_end) else {
        return;
    };
    page.text(words.say(
        match end {
            MonthEnd::Last => "explain.month_end.last",
            MonthEnd::Next => "explain.month_end.next",
        },
        &[],
    ));
    match &grounds.because {
        Some(because) => page.text(because.get(words.wording.catalogue.language()).clone()),
        None => page.laws(words.book(), &grounds.law),
    }
}

fn of_figures(words: &Words<'_>, uses: &Uses, end: &mut Option<MonthEnd>) {
    let figures = &words.book().figures.0;
    for figure in uses.figures.iter().filter_map(|id| figures.get(id.index())) {
        of_quantity(&figure.is, end);
    }
}

fn of_requirement(requirement: &Requirement, end: &mut Option<MonthEnd>) {
    if let Some((overall, compares, _)) = requirement.compared() {
        of_quantity(&compares.to, end);
        overall.all_conditions(&mut |condition| of_condition(condition, end));
    }
}

fn of_condition(condition: &Condition, end: &mut Option<MonthEnd>) {
    condition.tests(&mut |test| {
        for operand in test.operands() {
            of_quantity(operand, end);
        }
    });
}

fn of_quantity(operand: &Operand, end: &mut Option<MonthEnd>) {
    let counts_days = || {
        let sentence = operand.told().map(|formula| formula.sentence);
        sentence.is_some_and(|sentence| sentence.contains("days_"))
    };
    *end = end.or_else(|| operand.month_end().filter(|_| !counts_days()));
    operand.all_conditions(&mut |condition| of_condition(condition, end));
    for inner in operand.inside() {
        of_quantity(inner, end);
    }
}
