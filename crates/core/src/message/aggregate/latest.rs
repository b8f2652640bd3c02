//! Of applications that agree in a key the latest may count: then what is found concerns the others.

use std::borrow::Cow;

use super::AggregateMessages;
use super::common::Common;
use crate::evaluate::aggregate::SharedKey;

impl AggregateMessages<'_> {
    /// A group without the latest of it, and which that is. Where several may be, nothing tells which counts, and all of them are named.
    pub(super) fn but_the_latest(
        group: &SharedKey,
        common: Common,
    ) -> (Cow<'_, SharedKey>, Common, Option<usize>) {
        let [latest] = *group.latest else {
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
}
