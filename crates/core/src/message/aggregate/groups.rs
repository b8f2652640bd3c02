//! Applications that agree in what they state, put into words.

use super::basis::basis_of_group;
use super::common::{Common, Shared};
use super::{AggregateMessages, MAX_NAMED};
use crate::condition::quantity::Adds;
use crate::evaluate::aggregate::{AggregateEvaluation, Likeness, SharedKey, Unsettled};
use crate::finding::{Finding, Fingerprint, Measure, Outcome};
use crate::message::quantity_value;
use crate::rulebook::{PortfolioRule, Requirement};
use crate::scalar::Quantity;

impl AggregateMessages<'_> {
    /// Applications that agree in a key, all of them named.
    pub(super) fn shared(
        &self,
        rule: &PortfolioRule,
        outcome: Outcome,
        (shares, requirement, result, shared): (
            Shared<'_>,
            &Requirement,
            &AggregateEvaluation,
            &SharedKey,
        ),
        (common, latest): (Common, Option<usize>),
    ) -> Finding {
        let Common { text, places } = common;
        let count = shared.members.len();
        // So many are counted, or so many applications add something to what is added up.
        let is_number = requirement.compared().is_some_and(|(overall, ..)| {
            matches!(overall.adds, Adds::Number(_) | Adds::Different(_))
        });
        let counted = match shared.quantity {
            Some(Quantity::Count(counted)) if is_number => usize::try_from(counted).ok(),
            // Whichever is the latest is none of the others.
            _ if shared.with_review && !shared.latest.is_empty() => count.checked_sub(1),
            _ => None,
        };
        let counted = counted.unwrap_or(count);
        let named = shared.members.iter().zip(places);
        let related = named
            .map(|(&member, at)| self.related(member, at))
            .collect();
        let shown = self.in_words(shares, shared.key, &text);
        let own = AggregateEvaluation {
            truth: shared.truth,
            quantity: shared.quantity,
            limit: shared.limit,
            value: shared.wholes.cell().or(result.value),
            wholes: shared.wholes.clone(),
            at_worst: None,
            is_unproven: false,
            unread: Vec::new(),
            awaited: Vec::new(),
            by_cell: Vec::new(),
            shared: Vec::new(),
            alike: Likeness::default(),
            totals: result.totals,
            among: shared.among,
            ..*result
        };
        let mut fill = |name: &str| {
            if name == "latest" && requirement.has_latest() {
                let id = latest.and_then(|member| self.members.id(member));
                let unknown = || self.catalogue.say("form.which_is_latest", &[]).into();
                return Some(id.map_or_else(unknown, Into::into));
            }
            if name == "largest" && !shared.largest.is_empty() {
                let largest = shared.largest.iter();
                let largest = largest
                    .filter_map(|(member, amount)| self.named(*member, requirement, *amount));
                return Some(largest.collect::<Vec<_>>().join("; ").into());
            }
            let named = requirement.name() == Some(name);
            let of_name = shared.quantity.filter(|_| named).map(quantity_value);
            of_name.or_else(|| self.placeholder(Some((requirement, &own)), &shown, counted, name))
        };
        let mut finding = self.finding(rule, (outcome, &rule.head.message), &mut fill, related);
        self.limited(&mut finding, rule, requirement, &own);
        if let Some(why) = &shared.unsettled {
            let why = match why {
                Unsettled::AtWorst => self.catalogue.say("form.at_worst", &[]),
                Unsettled::Unproven => self.catalogue.say("form.unproven", &[]),
                Unsettled::NotStated => self.catalogue.say("form.no_limit_stated", &[]),
                Unsettled::UnderReview => self.catalogue.say("form.limit_under_review", &[]),
                Unsettled::Stated(least, most) => {
                    let about = [
                        ("least", quantity_value(*least)),
                        ("most", quantity_value(*most)),
                    ];
                    self.catalogue.say("form.limits_differ", &about)
                }
            };
            finding.add(&why);
        } else if shared.with_review && shared.latest.is_empty() {
            finding.add(&self.catalogue.say("form.depends_on_review", &[]));
        }
        if count > MAX_NAMED {
            let about = [("count", count.into())];
            let all = self.catalogue.say("form.in_all", &about);
            finding.add(&all);
        }
        if requirement.has_latest() && latest.is_none() {
            let named = shared.latest.iter().take(MAX_NAMED);
            let named: Vec<_> = named
                .filter_map(|&member| self.members.id(member))
                .collect();
            let names = self.catalogue.first_of(&named, shared.latest.len());
            let why = self
                .catalogue
                .say("form.no_latest", &[("names", names.into())]);
            finding.add(&why);
        }
        let ids = self.sorted_ids(&shared.members);
        // Known by the fields: in which items they stand may change.
        let leaves = shares.leaves(shared.key);
        let paths: Vec<&str> = leaves
            .iter()
            .map(|leaf| &*self.book.form.field(leaf.field).path)
            .collect();
        finding.fingerprint =
            Fingerprint::new(&rule.head.id, &ids.join("\n"), &paths.join("\n"), &text, 0);
        finding.basis = Some(basis_of_group(
            &own,
            ids,
            match latest {
                Some(member) => self.sorted_ids(&[member]),
                // Each of these may be the one that counts.
                None => self.sorted_ids(&shared.latest),
            },
            &text,
        ));
        finding.measures[0] = match *leaves {
            [ref leaf] if !shares.is_whole(shared.key) => {
                Measure::of(self.book.form.field(leaf.field).kind.quantity(&text))
            }
            _ => Measure::Text,
        };
        finding.found = Some(text);
        finding
    }

    /// What those of a group have in common, in words; of a whole list, as it is written.
    fn in_words(&self, shares: Shared<'_>, key: usize, text: &str) -> String {
        let leaves = match shares.is_whole(key) {
            false => shares.leaves(key),
            true => Vec::new(),
        };
        let texts: Vec<&str> = match leaves.len() {
            1 => vec![text],
            _ => text.split(", ").collect(),
        };
        // A text that holds what stands between two others cannot be told from them.
        match leaves.len() == texts.len() {
            true => {
                let stated = leaves.into_iter().zip(texts);
                let stated = stated.map(|(by, text)| (by, text.into()));
                let stated: Vec<_> = stated.collect();
                self.wording().of_group(&stated)
            }
            false => text.to_owned(),
        }
    }
}
