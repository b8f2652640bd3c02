//! What applications that agree in a key have in common, and where it stands in each of them.
//! Each application is looked at again once, however many it shares something with.

use super::Cite;
use crate::condition::quantity::{Overall, PerPart, StatedBy, TitleOf};
use crate::evaluate::aggregate::{SharedKey, group_of};
use crate::finding::{Excerpt, Place};
use crate::order::sort_by;
use crate::rulebook::UniqueKey;

/// Most places of one finding that keep the lines around them.
const MAX_EXCERPTS: usize = 10;

/// What one group of applications has in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Common {
    /// As one of them writes it that can still be read: where they write it differently, the first in the order of letters, whatever
    /// their files are called.
    pub(super) text: String,
    /// Where, in each of the group that can still be read.
    pub(super) places: Vec<Option<Place>>,
}

/// What applications may have in common.
#[derive(Clone, Copy)]
pub(super) enum Shared<'r> {
    /// One of these keys.
    Keys(&'r [UniqueKey]),
    /// The group that something of theirs belongs to.
    Group(&'r Overall),
}

impl Shared<'_> {
    /// Whether it is a whole list.
    pub(super) fn is_whole(self, key: usize) -> bool {
        match self {
            Self::Keys(keys) => keys.get(key).is_some_and(|key| key.whole),
            Self::Group(_) => false,
        }
    }

    /// What says it: the fields that hold it, or of which it is computed.
    pub(super) fn leaves(self, key: usize) -> Vec<StatedBy> {
        match self {
            Self::Keys(keys) => {
                let fields = keys.get(key).into_iter().flat_map(|key| &key.fields);
                let fields = fields.filter_map(|field| field.leaf);
                let by = fields.map(|field| StatedBy {
                    field,
                    title: TitleOf::Field(field),
                    list: None,
                    unit: None,
                });
                by.collect()
            }
            Self::Group(overall) => {
                let parts = group_of(overall).into_iter().flat_map(|per| &per.parts);
                parts.map(PerPart::stated_by).collect()
            }
        }
    }
}

/// What each group of a requirement has in common, in the order of the groups.
pub(super) fn of_groups(requirement: usize, groups: &[SharedKey], cite: Cite<'_>) -> Vec<Common> {
    let empty = |group: &SharedKey| Common {
        text: group.of_nobody.clone().unwrap_or_default(),
        places: vec![None; group.members.len()],
    };
    let mut commons: Vec<Common> = groups.iter().map(empty).collect();
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let members = group.members.iter().enumerate();
        all.extend(members.map(|(place, &member)| (member, number, place)));
    }
    sort_by(&mut all, Ord::cmp);
    for of_member in all.chunk_by(|a, b| a.0 == b.0) {
        let member = of_member.first().map(|&(member, ..)| member);
        let cited = member.and_then(cite);
        let Some(cited) = cited.as_ref().and_then(|cited| cited.parts(requirement)) else {
            continue;
        };
        for &(_, number, place) in of_member {
            let (Some(group), Some(common)) = (groups.get(number), commons.get_mut(number)) else {
                continue;
            };
            let mut keys = cited.keys.iter();
            let own = |key: usize, hash| key == group.key && hash == group.hash;
            let found = keys.find(|&&(key, hash, ..)| own(usize::from(key), hash));
            if let Some((_, _, text, at)) = found {
                common.take(place, text, at.clone());
            }
        }
    }
    commons
}

impl Common {
    fn take(&mut self, place: usize, text: &str, at: Option<Place>) {
        if self.text.is_empty() || (!text.is_empty() && text < &*self.text) {
            text.clone_into(&mut self.text);
        }
        let mut at = at;
        if let Some(at) = at.as_mut().filter(|_| place >= MAX_EXCERPTS) {
            at.excerpt = Excerpt {
                first_line: at.excerpt.first_line,
                ..Excerpt::default()
            };
        }
        if let Some(own) = self.places.get_mut(place) {
            *own = at;
        }
    }
}
