//! What a finding over all applications rests on: every sum and number that was held against something, what that was, and of which
//! applications they are. Of no language, and whatever the files are called.

use super::AggregateMessages;
use crate::evaluate::aggregate::AggregateEvaluation;
use crate::finding::Fingerprint;
use crate::order::sort_by;
use crate::rulebook::PortfolioRule;
use crate::scalar::Quantity;

impl AggregateMessages<'_> {
    /// The ids of applications, in an order that says nothing of their files.
    pub(super) fn sorted_ids(&self, members: &[usize]) -> Vec<String> {
        let ids = members.iter();
        let mut ids: Vec<String> = ids.filter_map(|&member| self.members.id(member)).collect();
        sort_by(&mut ids, Ord::cmp);
        ids
    }

    /// Of sums and numbers: all that the rule asks for, for each decides with the others.
    pub(super) fn basis_of_sums(
        &self,
        rule: &PortfolioRule,
        results: &[AggregateEvaluation],
    ) -> Fingerprint {
        let mut all = Vec::new();
        for (place, (requirement, result)) in rule.require.iter().zip(results).enumerate() {
            let name = requirement.name().unwrap_or_default();
            all.push(format!("{place} {name}\n{}", figures(result)));
            for (wholes, quantity, truth) in &result.by_cell {
                let group = [written(*quantity), truth.name().to_owned()].join("\n");
                // By its name: another value of the book may come to stand before it.
                let cell = wholes.cell();
                let cell = cell.and_then(|cell| self.book.values.get(cell.index()));
                let cell = cell.map_or("", |value| &value.name);
                all.push(format!("{place} {cell}\n{group}"));
            }
        }
        let among = results.iter().map(|result| result.among);
        let decides = |member: &usize| {
            let verdict = self.aggregates.verdicts().get(*member);
            verdict.is_some_and(|verdict| among.clone().any(|among| among.has(*verdict)))
        };
        let members = (0..self.members.len()).filter(decides).collect::<Vec<_>>();
        all.extend(self.sorted_ids(&members));
        Fingerprint::of_all(all)
    }
}

/// Of applications that have something in common.
pub(super) fn basis_of_group(
    own: &AggregateEvaluation,
    ids: Vec<String>,
    latest: Vec<String>,
    text: &str,
) -> Fingerprint {
    let mut all = ids;
    all.push(format!("shared\n{text}\n{}", figures(own)));
    let latest = latest.into_iter();
    all.extend(latest.map(|id| format!("latest\n{id}")));
    Fingerprint::of_all(all)
}

/// What was measured, what it was held against, and what both are by verdict.
fn figures(result: &AggregateEvaluation) -> String {
    let totals = result.totals.iter().chain(result.wholes.iter().flatten());
    let totals = totals.map(|totals| {
        let all = [totals.complies, totals.with_review, totals.all];
        all.map(|one| one.written()).join(" / ")
    });
    let own = [
        written(result.quantity),
        written(result.limit),
        result.truth.name().to_owned(),
        format!("unread {}", result.unread.len()),
    ];
    let unsure = result.unsure.then(|| "unsure".to_owned());
    let all: Vec<String> = own.into_iter().chain(totals).chain(unsure).collect();
    all.join("\n")
}

fn written(quantity: Option<Quantity>) -> String {
    quantity.map(|one| one.written()).unwrap_or_default()
}
