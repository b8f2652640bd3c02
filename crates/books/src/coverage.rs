//! What the examples of a book touch: which rules, which sides of every `when` and test, which limits and codes.

use std::collections::BTreeMap;

use crate::bands;
use crate::cells;
use crate::examples::{PreparedExample, RuleIndex, prepare};
use crate::outcomes::nearest;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::Held;
use atbilst_core::context::{Around, Computed, Context, Scope, Target, Truth, Uses};
use atbilst_core::evaluate::{aggregate, evaluate_rule};
use atbilst_core::rulebook::{Case, Mistake, Rule, RuleBook};
use atbilst_yaml::source::Span;

/// How much of a book its examples touch.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// Of how many things.
    pub all: usize,
    /// How many are touched.
    pub touched: usize,
    /// Those that are not.
    pub untouched: Vec<Mistake>,
}

impl Coverage {
    /// How much of it, in whole per cent; 100 only where nothing is left out.
    pub fn percent(&self) -> usize {
        let touched = self.touched.saturating_mul(100);
        touched.checked_div(self.all).unwrap_or(100)
    }
}

/// Something an example should touch: where it stands in the book, what it is, and what it speaks of.
type Placed = (Span, &'static str, String);

/// What is to be touched, and whether it is.
#[derive(Default)]
struct Tally(BTreeMap<Placed, bool>);

impl Tally {
    fn expect(&mut self, span: Span, what: &'static str, found: impl Into<String>) {
        self.0.entry((span, what, found.into())).or_default();
    }

    fn expect_all(&mut self, span: Span, targets: Vec<Target>) {
        for target in targets {
            self.expect(span, target.what, target.about);
        }
    }

    fn touch_all(&mut self, span: Span, targets: Vec<Target>) {
        for target in targets {
            self.touch(span, target.what, target.about);
        }
    }

    /// Counts only what is expected.
    fn touch(&mut self, span: Span, what: &'static str, found: impl Into<String>) {
        if let Some(touched) = self.0.get_mut(&(span, what, found.into())) {
            *touched = true;
        }
    }

    /// Whatever is said of it, the thing at this place.
    fn touch_at(&mut self, span: Span, what: &'static str) {
        let first = (span, what, String::new());
        let here = self.0.range_mut(first..);
        here.take_while(|((at, which, _), _)| (*at, *which) == (span, what))
            .for_each(|(_, touched)| *touched = true);
    }
}

/// What the examples of a book touch.
pub fn coverage(book: &RuleBook) -> Coverage {
    let mut tally = Tally::default();
    let nearest = nearest(book);
    let around = Around {
        nearest: Some(&nearest),
        ..book.around()
    };
    for rule in &book.rules {
        let cases = || rule.cases.iter();
        let values = cells::read_by(rule, book);
        let around = Around {
            values: &values,
            ..around
        };
        for when in cases().filter_map(|case| case.when.as_ref()) {
            tally.expect(rule.head.span, "rules.when_never_holds", &*rule.head.id);
            tally.expect(rule.head.span, "rules.when_always_holds", &*rule.head.id);
            when.all_tests(&mut |test| expect(&around, test, &mut tally));
        }
        for require in cases().filter_map(|case| case.require.as_ref()) {
            require.all_tests(&mut |test| expect(&around, test, &mut tally));
        }
    }
    for figure in &book.figures.0 {
        figure.is.all_conditions(&mut |condition| {
            condition.all_tests(&mut |test| expect(&around, test, &mut tally));
        });
    }
    for rule in book.portfolio.iter().filter(|rule| !rule.when.is_empty()) {
        tally.expect(rule.head.span, "rules.when_never_holds", &*rule.head.id);
        tally.expect(rule.head.span, "rules.when_always_holds", &*rule.head.id);
    }
    for requirement in book.requirements() {
        if let Some((overall, compares, span)) = requirement.compared() {
            let targets = compares.targets(Held::Overall(overall), &book.values);
            tally.expect_all(span, targets);
        }
        requirement.each_overall(&mut |overall| {
            overall.all_conditions(&mut |condition| {
                condition.all_tests(&mut |test| expect(&around, test, &mut tally));
            });
        });
    }
    let uses = book.uses();
    for table in &book.tables {
        for edge in bands::edges(book, table, &uses) {
            tally.expect_all(edge.end.span, edge.targets().into());
        }
    }
    let mut own = (None, Uses::default());
    for example in prepare(book) {
        if own.0 != Some(example.rule) {
            own = (Some(example.rule), book.uses_of(example.head));
        }
        touch_bands(book, &own.1, &example, &mut tally);
        match example.rule {
            RuleIndex::Single(index) => touch_rule((book, &around), index, &example, &mut tally),
            RuleIndex::Portfolio(index) => {
                touch_portfolio((book, &around), index, &example, &mut tally);
            }
        }
    }
    let untouched = tally.0.iter().filter(|(_, touched)| !**touched);
    let untouched: Vec<_> = untouched
        .map(|((span, what, found), _)| Mistake::new(what, *span, &[("found", found)]))
        .collect();
    Coverage {
        all: tally.0.len(),
        touched: tally.0.len().saturating_sub(untouched.len()),
        untouched,
    }
}

fn expect(around: &Around<'_>, test: &Test, tally: &mut Tally) {
    let written = test.span.of(around.text);
    tally.expect(test.span, "rules.test_never_holds", written);
    if !is_never_absent(around, test) {
        tally.expect(test.span, "rules.test_always_holds", written);
    }
    let targets = test.targets(around);
    tally.expect_all(test.span, targets);
}

/// Whether it asks that something is stated which is missed where it is not, so that it never fails.
pub(crate) fn is_never_absent(around: &Around<'_>, test: &Test) -> bool {
    let field = around.form.field(test.subject.field);
    test.operator.asks_presence() && around.form.is_always_asked(field)
}

/// The ends of the bands that the rule of an example looks at.
fn touch_bands(book: &RuleBook, uses: &Uses, example: &PreparedExample<'_>, tally: &mut Tally) {
    for table in &book.tables {
        for edge in bands::edges(book, table, uses) {
            for reading in example.readings() {
                let computed = Computed::default();
                let context = reading.under(book, &computed).context();
                let touched = edge.touched(book, table, &context);
                tally.touch_all(edge.end.span, touched);
            }
        }
    }
}

/// A book, with what stands around its parts.
type Authored<'b> = (&'b RuleBook, &'b Around<'b>);

fn touch_rule(
    (book, around): Authored<'_>,
    index: usize,
    example: &PreparedExample<'_>,
    tally: &mut Tally,
) {
    let (Some(rule), Some(reading)) = (book.rules.get(index), example.readings().next()) else {
        return;
    };
    let computed = Computed::default();
    let context = reading.under(book, &computed).context();
    for figure in &book.figures.0 {
        context.each(&figure.sign.lists, Scope::ROOT, &mut |scope| {
            figure
                .is
                .each_condition(&context, scope, &mut |condition, scope| {
                    touch((around, &context), condition, scope, tally);
                });
        });
    }
    evaluate_rule(rule, &context, &mut |evaluation| {
        if let Some(case) = evaluation.case {
            touch_case((rule, case), (around, &context), evaluation.scope, tally);
        }
    });
}

/// An application, looked at with what stands around the parts of its book.
type Looked<'c> = (&'c Around<'c>, &'c Context<'c>);

fn touch_case(
    (rule, case): (&Rule, &Case),
    (around, context): Looked<'_>,
    scope: Scope,
    tally: &mut Tally,
) {
    if let Some(when) = &case.when {
        touch((around, context), when, scope, tally);
        let truth = context.ask(when, scope).truth;
        let what = match truth {
            Truth::Holds => "rules.when_never_holds",
            Truth::Fails | Truth::NotStated => "rules.when_always_holds",
            Truth::Open | Truth::UnknownLaw => return,
        };
        tally.touch(rule.head.span, what, &*rule.head.id);
        if truth != Truth::Holds {
            return;
        }
    }
    if let Some(require) = &case.require {
        touch((around, context), require, scope, tally);
    }
}

/// Asks every test of a condition by itself.
fn touch(looked: Looked<'_>, condition: &Condition, scope: Scope, tally: &mut Tally) {
    let (_, context) = looked;
    match condition {
        Condition::All(inner) | Condition::Any(inner) => {
            inner
                .iter()
                .for_each(|one| touch(looked, one, scope, tally));
        }
        Condition::Not(inner) => touch(looked, inner, scope, tally),
        Condition::Items { list, is, .. } => {
            let field = context.form.field(list.field);
            for item in context.application.items(scope.up(list.up), field) {
                touch(looked, is, scope.enter(item), tally);
            }
        }
        Condition::Test(test) => touch_test(looked, (condition, test), scope, tally),
    }
}

fn touch_test(
    (around, context): Looked<'_>,
    (condition, test): (&Condition, &Test),
    scope: Scope,
    tally: &mut Tally,
) {
    let truth = context.ask(condition, scope).truth;
    let what = match truth {
        Truth::Holds => Some("rules.test_never_holds"),
        Truth::Fails => Some("rules.test_always_holds"),
        Truth::NotStated | Truth::Open | Truth::UnknownLaw => None,
    };
    if let Some(what) = what {
        tally.touch_at(test.span, what);
    }
    tally.touch_all(test.span, test.touched(around, context, scope, truth));
    for operand in test.operands() {
        operand.each_condition(context, scope, &mut |condition, scope| {
            touch((around, context), condition, scope, tally);
        });
    }
}

fn touch_portfolio(
    (book, around): Authored<'_>,
    index: usize,
    example: &PreparedExample<'_>,
    tally: &mut Tally,
) {
    let Some(rule) = book.portfolio.get(index) else {
        return;
    };
    for reading in example.readings() {
        let computed = Computed::default();
        let context = reading.under(book, &computed).context();
        for requirement in rule.requirements() {
            requirement.each_overall(&mut |overall| {
                overall.each_condition(&context, &mut |condition, scope| {
                    touch((around, &context), condition, scope, tally);
                });
            });
        }
    }
    let aggregates = example.aggregates(book);
    let (Some((_, results)), Some(day)) = (example.together(book), example.as_of(&aggregates))
    else {
        return;
    };
    let conditions = aggregate::conditions(book, rule, &aggregates, true, day);
    let applies = conditions.iter().map(|one| one.truth).max();
    let what = match applies {
        Some(Truth::Holds) => "rules.when_never_holds",
        _ => "rules.when_always_holds",
    };
    tally.touch(rule.head.span, what, &*rule.head.id);
    let asked = rule.when.iter().zip(&conditions);
    for (requirement, result) in asked.chain(rule.require.iter().zip(&results)) {
        let Some((_, compares, span)) = requirement.compared() else {
            continue;
        };
        let decides = (result.wholes.clone(), result.quantity, result.truth);
        for (wholes, found, truth) in result.by_cell.iter().chain([&decides]) {
            let (value, found, truth) = (wholes.cell().or(compares.to.value()), *found, *truth);
            let limit = wholes.limit(book, compares, day, result.among);
            let touched = compares.touched(&book.values, day, (found, None), (limit, value), truth);
            tally.touch_all(span, touched);
        }
    }
}
