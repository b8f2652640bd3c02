//! What the examples of a book touch: which rules, which sides of every `when` and test, which limits and codes.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::examples::{PreparedExample, RuleIndex, prepare};
use crate::walk;
use atbilst_core::condition::{
    Condition, Context, Operand, Operator, Relation, Scope, Side, Test, Truth,
};
use atbilst_core::evaluate::evaluate_rule;
use atbilst_core::form::Kind;
use atbilst_core::law::InForce;
use atbilst_core::rulebook::{Case, Mistake, Requirement, Rule, RuleBook};
use atbilst_core::scalar::Quantity;
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
    #[must_use]
    pub fn percent(&self) -> usize {
        let touched = self.touched.saturating_mul(100);
        touched.checked_div(self.all).unwrap_or(100)
    }
}

/// Something an example should touch: where it stands in the book, what it is, and what it speaks of.
type Target = (Span, &'static str, String);

/// What is to be touched, and whether it is.
#[derive(Default)]
struct Tally(BTreeMap<Target, bool>);

impl Tally {
    fn expect(&mut self, span: Span, what: &'static str, found: impl Into<String>) {
        self.0.entry((span, what, found.into())).or_default();
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
#[must_use]
pub fn coverage(book: &RuleBook) -> Coverage {
    let mut tally = Tally::default();
    for rule in &book.rules {
        let cases = || rule.cases.iter();
        for when in cases().filter_map(|case| case.when.as_ref()) {
            tally.expect(rule.head.span, "rules.when_never_holds", &*rule.head.id);
            tally.expect(rule.head.span, "rules.when_always_holds", &*rule.head.id);
            walk::tests(when, &mut |test| expect(book, test, &mut tally));
        }
        for require in cases().filter_map(|case| case.require.as_ref()) {
            walk::tests(require, &mut |test| expect(book, test, &mut tally));
        }
    }
    for requirement in walk::requirements(book) {
        if let Some((span, relation, to)) = compared(requirement) {
            expect_limits(book, span, relation, to, &mut tally);
        }
        if let Requirement::Count {
            filter: Some(filter),
            ..
        } = requirement
        {
            walk::tests(filter, &mut |test| expect(book, test, &mut tally));
        }
    }
    for example in prepare(book) {
        match example.rule {
            RuleIndex::Single(index) => touch_rule(book, index, &example, &mut tally),
            RuleIndex::Portfolio(index) => touch_portfolio(book, index, &example, &mut tally),
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

fn compared(requirement: &Requirement) -> Option<(Span, Relation, &Operand)> {
    match requirement {
        Requirement::Sum {
            relation, to, span, ..
        }
        | Requirement::Count {
            relation, to, span, ..
        } => Some((*span, *relation, to)),
        Requirement::Unique { .. } => None,
    }
}

fn expect(book: &RuleBook, test: &Test, tally: &mut Tally) {
    let written = test.span.of(&book.text);
    tally.expect(test.span, "rules.test_never_holds", written);
    tally.expect(test.span, "rules.test_always_holds", written);
    match &test.operator {
        Operator::Compare(relation, operand) => {
            expect_limits(book, test.span, *relation, operand, tally);
        }
        Operator::InList => {
            let Kind::Code(list) = book.form.field(test.subject.field).kind else {
                return;
            };
            for code in book
                .lists
                .get(list.index())
                .into_iter()
                .flat_map(|list| &list.codes)
            {
                tally.expect(test.span, "rules.code_never_used", &code.code);
            }
        }
        _ => {}
    }
}

/// Both sides of every limit, to the cent, the day or the one; of a dated value, of every amount it ever was.
fn expect_limits(book: &RuleBook, span: Span, relation: Relation, to: &Operand, tally: &mut Tally) {
    let Operand::Value(id) = to else {
        let limit = match to {
            Operand::Constant(constant) => constant.written(),
            _ => String::new(),
        };
        return expect_sides(span, relation, &limit, tally);
    };
    let Some(value) = book.values.get(id.index()) else {
        return;
    };
    for dated in &value.history {
        let ([before, after], _) = value.bounds(dated.from);
        match dated.is {
            Some(limit) => expect_sides(span, relation, &limit.written(), tally),
            // Between two equal neighbours an unknown value decides nothing but equality.
            None if before == after && relation != Relation::Equals => {}
            None => tally.expect(span, "rules.unknown_never_decides", dated.from.to_string()),
        }
    }
}

fn expect_sides(span: Span, relation: Relation, limit: &str, tally: &mut Tally) {
    for what in sides(relation) {
        tally.expect(span, what, limit);
    }
}

const BELOW: &str = "rules.limit_never_below";
const AT: &str = "rules.limit_never_met";
const ABOVE: &str = "rules.limit_never_above";

fn sides(relation: Relation) -> &'static [&'static str] {
    match relation {
        Relation::AtMost | Relation::MoreThan => &[AT, ABOVE],
        Relation::AtLeast | Relation::LessThan => &[BELOW, AT],
        Relation::Equals => &[BELOW, AT, ABOVE],
    }
}

/// The side of a limit that a quantity touches: on it, or one step beside it.
fn side(found: Quantity, limit: Quantity) -> Option<&'static str> {
    let step = match limit {
        Quantity::Money(_) => Decimal::new(1, 2),
        Quantity::Count(_) | Quantity::Date(_) => Decimal::ONE,
    };
    let apart = found.distance(limit)?;
    if apart.is_zero() {
        Some(AT)
    } else if apart == step {
        Some(if found < limit { BELOW } else { ABOVE })
    } else {
        None
    }
}

fn touch_rule(book: &RuleBook, index: usize, example: &PreparedExample<'_>, tally: &mut Tally) {
    let (Some(rule), Some(reading)) = (book.rules.get(index), example.readings().next()) else {
        return;
    };
    let context = reading.under(book).context();
    evaluate_rule(rule, &context, &mut |evaluation| {
        if let Some(case) = evaluation.case {
            touch_case(rule, case, &context, evaluation.scope, tally);
        }
    });
}

fn touch_case(rule: &Rule, case: &Case, context: &Context<'_>, scope: Scope, tally: &mut Tally) {
    if let Some(when) = &case.when {
        touch(context, when, scope, tally);
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
        touch(context, require, scope, tally);
    }
}

/// Asks every test of a condition by itself.
fn touch(context: &Context<'_>, condition: &Condition, scope: Scope, tally: &mut Tally) {
    match condition {
        Condition::All(inner) | Condition::Any(inner) => {
            inner
                .iter()
                .for_each(|one| touch(context, one, scope, tally));
        }
        Condition::Not(inner) => touch(context, inner, scope, tally),
        Condition::Items { list, is, .. } => {
            let field = context.form.field(list.field);
            for item in context.application.items(scope.up(list.up), field) {
                touch(context, is, scope.enter(item), tally);
            }
        }
        Condition::Test(test) => touch_test(context, condition, test, scope, tally),
    }
}

fn touch_test(
    context: &Context<'_>,
    condition: &Condition,
    test: &Test,
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
    match &test.operator {
        Operator::InList if truth == Truth::Holds => {
            let code = context.text(test.subject, scope);
            tally.touch(test.span, "rules.code_never_used", code);
        }
        Operator::Compare(_, operand) => {
            let found = context.quantity(test.subject, scope);
            let limit = context.operand(operand, scope);
            if let (Side::Known(found), Side::Known(limit)) = (found, limit)
                && let Some(side) = side(found, limit)
            {
                let limit = match operand {
                    Operand::Constant(_) | Operand::Value(_) => limit.written(),
                    _ => String::new(),
                };
                tally.touch(test.span, side, limit);
            }
            if let (Truth::UnknownLaw, Operand::Value(id)) = (truth, operand) {
                touch_unknown(context.values, *id, context.as_of, test.span, tally);
            }
        }
        _ => {}
    }
}

fn touch_unknown(
    values: &[atbilst_core::law::DatedValue],
    id: atbilst_core::law::ValueId,
    day: chrono::NaiveDate,
    span: Span,
    tally: &mut Tally,
) {
    let value = values.get(id.index()).map(|value| value.on(day));
    if let Some(InForce::Unknown(_, Some(dated))) = value {
        tally.touch(span, "rules.unknown_never_decides", dated.from.to_string());
    }
}

fn touch_portfolio(
    book: &RuleBook,
    index: usize,
    example: &PreparedExample<'_>,
    tally: &mut Tally,
) {
    let Some(rule) = book.portfolio.get(index) else {
        return;
    };
    for requirement in &rule.require {
        if let Requirement::Count {
            of,
            filter: Some(filter),
            ..
        } = requirement
        {
            for reading in example.readings() {
                let context = reading.under(book).context();
                context.each(&of.lists, Scope::ROOT, &mut |scope| {
                    touch(&context, filter, scope, tally);
                });
            }
        }
    }
    let Some((_, results)) = example.together(book) else {
        return;
    };
    for (requirement, result) in rule.require.iter().zip(&results) {
        let Some((span, _, to)) = compared(requirement) else {
            continue;
        };
        let value = result.value;
        let day = example.as_of();
        if let (Truth::UnknownLaw, Some(id), Some(day)) = (result.truth, value, day) {
            touch_unknown(&book.values, id, day, span, tally);
        }
        let limit = match (to, value.zip(day)) {
            (Operand::Constant(constant), _) => Some(*constant),
            (_, Some((id, day))) => known(book, id, day),
            _ => None,
        };
        if let (Some(found), Some(limit)) = (result.quantity, limit)
            && let Some(side) = side(found, limit)
        {
            tally.touch(span, side, limit.written());
        }
    }
}

fn known(
    book: &RuleBook,
    id: atbilst_core::law::ValueId,
    day: chrono::NaiveDate,
) -> Option<Quantity> {
    match book.values.get(id.index())?.on(day) {
        InForce::Known(_, quantity) => Some(quantity),
        InForce::Unknown(..) => None,
    }
}
