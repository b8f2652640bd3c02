//! How near an application comes to the limits that it keeps: of what is measured the part of the limit that is reached, of days how
//! many are left.

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Evaluation, Why};
use crate::condition::Condition;
use crate::condition::operators::Test;
use crate::condition::quantity::{Operand, Relation};
use crate::context::{Context, Scope};
use crate::finding::Outcome;
use crate::scalar::Quantity;

/// The limits that an application comes nearest to, the first of equals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nearest<'b> {
    /// Of all that is measured, and how much of the limit is reached, in hundredths.
    pub amount: Option<(Near<'b>, Decimal)>,
    /// Of all last days that the law sets, and how many days are left.
    pub day: Option<(Near<'b>, i64)>,
}

/// A limit that is kept.
#[derive(Clone, Copy, Debug)]
pub struct Near<'b> {
    /// The rule, at the place where it asks.
    pub evaluation: Evaluation<'b>,
    /// What was compared, and the items it was asked in.
    pub test: (&'b Test, Scope),
    /// What was found.
    pub found: Quantity,
    /// The limit.
    pub limit: Quantity,
}

impl<'b> Nearest<'b> {
    /// Looks at what one rule says at one place.
    pub fn look(&mut self, context: &Context<'_>, evaluation: &Evaluation<'b>) {
        let kept = evaluation.outcome == Outcome::Pass || evaluation.why == Some(Why::Asks);
        let require = evaluation.case.and_then(|case| case.require.as_ref());
        if let Some(require) = require.filter(|_| kept) {
            self.walk(context, require, evaluation.scope, evaluation);
        }
    }

    /// Whatever must hold, and does, since the rule is kept; one of several that would do is no limit.
    fn walk(
        &mut self,
        context: &Context<'_>,
        condition: &'b Condition,
        scope: Scope,
        evaluation: &Evaluation<'b>,
    ) {
        match condition {
            Condition::All(inner) => {
                for one in inner {
                    self.walk(context, one, scope, evaluation);
                }
            }
            Condition::Items {
                list,
                every: true,
                is,
            } => {
                let field = context.form.field(list.field);
                for item in context.application.items(scope.up(list.up), field) {
                    self.walk(context, is, scope.enter(item), evaluation);
                }
            }
            Condition::Test(test) => self.compare(context, test, scope, evaluation),
            Condition::Any(_) | Condition::Not(_) | Condition::Items { .. } => {}
        }
    }

    fn compare(
        &mut self,
        context: &Context<'_>,
        test: &'b Test,
        scope: Scope,
        evaluation: &Evaluation<'b>,
    ) {
        // What another field says is no limit but an order of the two.
        let comparison = test.operator.comparison();
        let Some(comparison) = comparison.filter(|one| !matches!(one.to, Operand::FieldValue(_)))
        else {
            return;
        };
        let relation = comparison.relation();
        if relation == Relation::Equals {
            return;
        }
        let near = test.limit_scope(context, scope);
        let limit = comparison.to.resolve(context, near).known();
        let found = test.quantity(context, scope).known();
        let (Some(limit), Some(found)) = (limit, found) else {
            return;
        };
        let near = Near {
            evaluation: *evaluation,
            test: (test, scope),
            found,
            limit,
        };
        if let (Quantity::Date(day), Quantity::Date(last)) = (found, limit) {
            let left = last.signed_duration_since(day).num_days();
            let is_last_day = !relation.is_target() && comparison.to.is_by_law();
            if is_last_day && self.day.is_none_or(|(_, fewest)| left < fewest) {
                self.day = Some((near, left));
            }
            return;
        }
        let (part, whole) = match relation.is_target() {
            true => (limit, found),
            false => (found, limit),
        };
        let most = self.amount.map(|(_, most)| most);
        if let Some(percent) = percent(part, whole, most) {
            self.amount = Some((near, percent));
        }
    }
}

/// One quantity in hundredths of another, rounded down, so that nothing seems to reach what it does not; `None` where that is not more
/// than the `most` so far. Of a single thing, and of nothing, there is no part.
fn percent(part: Quantity, whole: Quantity, most: Option<Decimal>) -> Option<Decimal> {
    let (part, whole) = (part.number()?, whole.number()?);
    if part <= Decimal::ZERO || whole <= Decimal::ZERO || (part == Decimal::ONE && whole == part) {
        return None;
    }
    // Most limits are not the nearest, which is told without a division.
    let next = most.and_then(|most| most.checked_add(HUNDREDTH));
    let needed = next.and_then(|next| next.checked_mul(whole));
    let reached = part.checked_mul(Decimal::ONE_HUNDRED);
    if let (Some(needed), Some(reached)) = (needed, reached)
        && reached < needed
    {
        return None;
    }
    let percent = part.checked_div(whole)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let percent = percent.round_dp_with_strategy(2, RoundingStrategy::ToZero);
    most.is_none_or(|most| percent > most).then_some(percent)
}

/// The least by which two such parts differ.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
