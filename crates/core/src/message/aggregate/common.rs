//! What applications that agree in a key have in common, and where it stands in each of them.
//! Each application is looked at again once, however many rules it breaks and however many it shares something with.

use super::Cite;
use crate::condition::quantity::{Overall, PerPart, StatedBy, TitleOf};
use crate::evaluate::aggregate::{SharedKey, group_of};
use crate::finding::{Excerpt, Place};
use crate::order::sort_by;
use crate::rulebook::UniqueKey;

/// Most places of one finding that keep the lines around them.
const MAX_EXCERPTS: usize = 10;

/// So many applications are looked at, before what they say is taken and they are forgotten.
const BATCH: usize = 256;

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

/// What each group of some requirements has in common, by the number of the requirement.
#[derive(Debug)]
pub struct Commons(Vec<(usize, Common)>);

/// One group that an application is in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct InGroup {
    member: usize,
    /// Which of all groups.
    group: u32,
    /// Its place in the group.
    place: u32,
}

impl Commons {
    /// Looks at all that are in some groups, each given with the number of its requirement.
    pub(super) fn look(groups: &[(usize, &SharedKey)], cite: Cite<'_>) -> Self {
        let empty = |&(requirement, group): &(usize, &SharedKey)| {
            let text = group.of_nobody.clone().unwrap_or_default();
            let places = vec![None; group.members.len()];
            (requirement, Common { text, places })
        };
        let mut commons: Vec<_> = groups.iter().map(empty).collect();
        let mut all: Vec<InGroup> = Vec::new();
        for (group, (_, shared)) in (0..).zip(groups) {
            let members = (0..).zip(&shared.members);
            all.extend(members.map(|(place, &member)| InGroup {
                member,
                group,
                place,
            }));
        }
        sort_by(&mut all, Ord::cmp);
        let by_member: Vec<_> = all.chunk_by(|a, b| a.member == b.member).collect();
        for batch in by_member.chunks(BATCH) {
            let members = batch.iter().flat_map(|own| own.first());
            let members: Vec<_> = members.map(|own| own.member).collect();
            for (own, cited) in batch.iter().zip(cite(&members)) {
                let Some(cited) = cited else { continue };
                for of in *own {
                    let number = of.group as usize;
                    let known = groups.get(number).zip(commons.get_mut(number));
                    if let Some((&(requirement, group), (_, common))) = known {
                        let said = cited.said(requirement, (group.key, group.hash));
                        said.into_iter()
                            .for_each(|(text, at)| common.take(of.place as usize, text, at));
                    }
                }
            }
        }
        Self(commons)
    }

    /// What each group of one requirement has in common, in the order of the groups.
    pub(super) fn of(&mut self, requirement: usize) -> impl Iterator<Item = Common> {
        let own = self.0.iter_mut();
        let own = own.filter(move |(of, _)| *of == requirement);
        own.map(|(_, common)| std::mem::take(common))
    }
}

impl Common {
    fn take(&mut self, place: usize, text: &str, at: Option<&Place>) {
        if self.text.is_empty() || (!text.is_empty() && text < &*self.text) {
            text.clone_into(&mut self.text);
        }
        let mut at = at.cloned();
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
