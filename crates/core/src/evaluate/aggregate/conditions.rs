//! Whether a rule over all applications applies: what must hold of them, whichever of those under review are accepted, and whatever could
//! not be read.

use super::shares::Whichever;
use super::totals::AllMembers;
use super::{AggregateEvaluation, Aggregates, column_of, with_all};
use crate::condition::quantity::{Comparison, Overall, Relation};
use crate::context::Truth;
use crate::rulebook::{Among, PortfolioRule, RuleBook};
use chrono::NaiveDate;

/// What each condition of a rule comes to. It holds, or it does not, where that is certain.
pub fn conditions(
    book: &RuleBook,
    rule: &PortfolioRule,
    aggregates: &Aggregates,
    complete: bool,
    as_of: NaiveDate,
) -> Vec<AggregateEvaluation> {
    let all = rule.when.iter().filter_map(|asked| {
        let (overall, compares, _) = asked.compared()?;
        with_all((book, rule, asked), aggregates, complete, as_of, |all| {
            let column = column_of(book, asked);
            let found = all.compared(column, overall, compares);
            let truth = all.certainly(column, (overall, compares), &found);
            Some(AggregateEvaluation { truth, ..found })
        })
    });
    all.collect()
}

impl AllMembers<'_> {
    fn certainly(
        &self,
        column: usize,
        (overall, compares): (&Overall, &Comparison),
        found: &AggregateEvaluation,
    ) -> Truth {
        let (wholes, relation) = (&found.wholes, compares.relation());
        let Some(totals) = found.totals else {
            return Truth::Open;
        };
        let holds = |among| {
            let limit = wholes.limit(self.book, compares, self.as_of, among);
            compares.holds(totals.of(among), limit)
        };
        let truth = match self.among {
            Some(among @ (Among::Complying | Among::All)) => holds(among),
            Some(Among::NotFailing) | None => {
                let both = [holds(Among::Complying), holds(Among::NotFailing)];
                let moves = totals.complies != totals.with_review
                    || wholes
                        .iter()
                        .flatten()
                        .any(|one| one.complies != one.with_review);
                let within = || match wholes.is_empty() {
                    // What lies between two numbers may be just the one that is asked for.
                    true => relation != Relation::Equals,
                    false => {
                        let columns = self.columns(column, overall, compares);
                        let whichever = self.of_none(&columns, compares);
                        matches!(whichever, Whichever::Holds | Whichever::Fails)
                    }
                };
                match both {
                    [one, other] if one == other && (!moves || within()) => one,
                    _ => Truth::NotStated,
                }
            }
        };
        match self.complete.settles(truth, compares, !wholes.is_empty()) {
            true => truth,
            false => self.undecided(),
        }
    }
}
