//! A share of which few are under review: every choice among them is tried out.

use rust_decimal::Decimal;

use super::rows::{Rows, add_to};
use super::{Accepted, Share, Whichever};
use crate::context::Truth;
use crate::evaluate::aggregate::totals::AllMembers;
use crate::order::sort_by;

/// So many under review are tried out, a thousand choices.
const MOST_TRIED: usize = 10;

/// What was found of the choices so far.
#[derive(Default)]
struct TriedChoices {
    fails: Option<Accepted>,
    holds: bool,
    undecided: bool,
}

impl AllMembers<'_> {
    /// What comes of a share by every choice of those who add something; nothing where they are too many.
    pub(super) fn tried(&self, share: Share<'_>, rows: [&Rows; 2]) -> Option<Whichever> {
        if rows.iter().any(|rows| rows.each.len() > MOST_TRIED) {
            return None;
        }
        let all = rows.iter().flat_map(|rows| rows.each.keys().copied());
        let mut all: Vec<usize> = all.collect();
        sort_by(&mut all, Ord::cmp);
        all.dedup();
        if all.len() > MOST_TRIED {
            return None;
        }
        let mut found = TriedChoices::default();
        each_choice(&all, &mut Vec::new(), &mut |accepted| {
            let amounts = amounts(rows, accepted);
            let one = amounts.and_then(|amounts| self.accepted(share, &amounts));
            match one {
                Some(one) if one.truth == Truth::Holds => found.holds = true,
                Some(one) if one.truth == Truth::Fails => {
                    found.fails = found.fails.take().or(Some(one))
                }
                Some(_) | None => found.undecided = true,
            }
            found.undecided || (found.holds && found.fails.is_some())
        });
        Some(match found {
            TriedChoices {
                undecided: true, ..
            } => Whichever::Depends(None),
            TriedChoices { fails: None, .. } => Whichever::Holds,
            TriedChoices { holds: false, .. } => Whichever::Fails,
            TriedChoices { fails, .. } => Whichever::Depends(fails),
        })
    }
}

/// What all come to where of those under review just these are accepted.
fn amounts(rows: [&Rows; 2], accepted: &[usize]) -> Option<Vec<Decimal>> {
    let mut amounts = vec![Decimal::ZERO; rows.first()?.none.len()];
    for rows in rows {
        add_to(&mut amounts, &rows.none)?;
        for row in accepted.iter().filter_map(|member| rows.each.get(member)) {
            add_to(&mut amounts, &row.added)?;
        }
        for (column, members) in &rows.values {
            if accepted.iter().any(|member| members.contains(member)) {
                let sum = amounts.get_mut(*column)?;
                *sum = sum.checked_add(Decimal::ONE)?;
            }
        }
    }
    Some(amounts)
}

/// Shows every choice, none first; until `visit` says that it is enough.
fn each_choice(
    rest: &[usize],
    accepted: &mut Vec<usize>,
    visit: &mut dyn FnMut(&[usize]) -> bool,
) -> bool {
    let Some((first, rest)) = rest.split_first() else {
        return visit(accepted);
    };
    if each_choice(rest, accepted, visit) {
        return true;
    }
    accepted.push(*first);
    let enough = each_choice(rest, accepted, visit);
    accepted.pop();
    enough
}
