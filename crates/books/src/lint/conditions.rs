//! Conditions that hardly mean what stands there: `not` of several lines, a case that an earlier one leaves nothing to.

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::Test;
use atbilst_core::condition::quantity::{Comparison, Operand, Relation};
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn conditions(&mut self) {
        let book = self.book;
        for condition in book.conditions() {
            self.condition(condition);
        }
        for figure in &book.figures.0 {
            self.quantity(&figure.is, figure.span);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Not(inner) => {
                if let Condition::All(all) = &**inner
                    && of_several(all)
                    && !self.is_written_out(inner)
                {
                    self.say("rules.not_of_several", inner.span(), &[]);
                }
                self.condition(inner);
            }
            Condition::All(all) | Condition::Any(all) => {
                all.iter().for_each(|one| self.condition(one));
            }
            Condition::Items { is, .. } => self.condition(is),
            Condition::Test(test) => {
                test.operands()
                    .for_each(|operand| self.quantity(operand, test.span));
            }
        }
    }

    /// Whether `all` stands between a `not` and what it denies.
    fn is_written_out(&self, condition: &Condition) -> bool {
        let before = self.book.text.get(..condition.span().start as usize);
        let since = before.and_then(|before| before.rsplit("not:").next());
        since.is_some_and(|since| since.contains("all:"))
    }

    /// What a quantity is made of: cases that are never reached, and a sum that adds nothing up.
    fn quantity(&mut self, operand: &Operand, span: Span) {
        if let Operand::Cases(cases) = operand {
            let (all, _) = cases.all();
            for (index, (when, _)) in all.iter().enumerate() {
                let mut earlier = all.iter().take(index);
                if earlier.any(|(other, _)| implies(when, other)) {
                    self.say("rules.case_never_reached", when.span(), &[]);
                }
            }
        }
        let told = operand.told();
        // Of one that is rounded the sum stands within.
        let adds = told.filter(|told| told.sentence == "work.sum" && told.remark.is_none());
        if adds.is_some_and(|told| told.parts.len() == 1) {
            self.say("rules.adds_nothing_up", span, &[]);
        }
        for inner in operand.inside() {
            self.quantity(inner, span);
        }
    }
}

/// Whether several lines ask of different things.
fn of_several(all: &[Condition]) -> bool {
    let mut asked: Vec<&Test> = Vec::new();
    all.iter()
        .for_each(|one| one.tests(&mut |test| asked.push(test)));
    let first = asked.first();
    let is_same = |test: &&Test| {
        first
            .is_some_and(|first| (first.subject, &first.computed) == (test.subject, &test.computed))
    };
    !asked.iter().all(is_same)
}

/// Whether one condition holds wherever another does, as far as the two say it themselves.
fn implies(one: &Condition, other: &Condition) -> bool {
    if one == other {
        return true;
    }
    match (one, other) {
        (one, Condition::All(all)) => all.iter().all(|other| implies(one, other)),
        (Condition::Any(any), other) => any.iter().all(|one| implies(one, other)),
        (Condition::All(all), other) => all.iter().any(|one| implies(one, other)),
        (one, Condition::Any(any)) => any.iter().any(|other| implies(one, other)),
        (Condition::Test(one), Condition::Test(other)) => {
            let same = (one.subject, &one.computed) == (other.subject, &other.computed);
            let both = one.operator.comparison().zip(other.operator.comparison());
            same && both.is_some_and(|(one, other)| is_within(one, other))
        }
        _ => false,
    }
}

/// Whether all that keeps to one constant limit keeps to another.
fn is_within(one: &Comparison, other: &Comparison) -> bool {
    let (Operand::Constant(own), Operand::Constant(limit)) = (&one.to, &other.to) else {
        return false;
    };
    let Some(ordering) = own.is.partial_cmp(&limit.is) else {
        return false;
    };
    match (one.relation(), other.relation()) {
        (Relation::Equals, relation) => relation.holds(ordering),
        (Relation::AtLeast, Relation::AtLeast)
        | (Relation::MoreThan, Relation::AtLeast | Relation::MoreThan) => ordering.is_ge(),
        (Relation::AtLeast, Relation::MoreThan) => ordering.is_gt(),
        (Relation::AtMost, Relation::AtMost)
        | (Relation::LessThan, Relation::AtMost | Relation::LessThan) => ordering.is_le(),
        (Relation::AtMost, Relation::LessThan) => ordering.is_lt(),
        _ => false,
    }
}
