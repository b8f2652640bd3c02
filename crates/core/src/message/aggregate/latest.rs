//! Of applications that agree in a key the latest may count: then what is found concerns the others.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::AggregateMessages;
use super::common::Common;
use crate::evaluate::aggregate::{SharedKey, number_of};
use crate::order::sort_by;
use crate::rulebook::Requirement;
use crate::scalar;

impl AggregateMessages<'_> {
    /// A group without the latest of it, and which that is. Where two are of the latest day, or a day cannot be read, nothing tells
    /// which counts, and all of them are named.
    pub(super) fn but_the_latest<'g>(
        &self,
        requirement: &Requirement,
        group: &'g SharedKey,
        common: Common,
    ) -> (Cow<'g, SharedKey>, Common, Option<usize>) {
        let latest = requirement
            .has_latest()
            .then(|| self.latest(requirement, group));
        let Some(latest) = latest.flatten() else {
            return (Cow::Borrowed(group), common, None);
        };
        let mut others = group.clone();
        others.members.retain(|&member| member != latest);
        let places = group.members.iter().zip(common.places);
        let places = places.filter(|(member, _)| **member != latest);
        let places = places.map(|(_, place)| place).collect();
        (
            Cow::Owned(others),
            Common { places, ..common },
            Some(latest),
        )
    }

    fn latest(&self, requirement: &Requirement, group: &SharedKey) -> Option<usize> {
        let number = number_of(self.book, requirement);
        let day = |member: usize| -> Option<NaiveDate> {
            let cited = (self.cite)(member)?;
            let (_, text) = cited.parts(number)?.besides.first()?;
            scalar::date(text)
        };
        let days = group
            .members
            .iter()
            .map(|&member| Some((day(member)?, member)));
        let mut days: Vec<_> = days.collect::<Option<_>>()?;
        sort_by(&mut days, Ord::cmp);
        match days.as_slice() {
            [.., (before, _), (last, member)] if before < last => Some(*member),
            _ => None,
        }
    }
}
