//! What applications that agree in a key have in common, and where it stands in each of them.
//! Each application is read again once, however many it shares something with.

use std::collections::HashMap;

use super::Reread;
use crate::application::Frame;
use crate::condition::quantity::Overall;
use crate::context::{Context, FieldSelector, Scope};
use crate::evaluate::aggregate::{KeyHash, SharedKey, each_key, each_name, frame_of, group_of};
use crate::finding::{Excerpt, Place};
use crate::form::FieldId;
use crate::message::place::of_field;
use crate::rulebook::UniqueKey;
use atbilst_yaml::source::Lines;

/// Most places of one finding that keep the lines around them.
const MAX_EXCERPTS: usize = 10;

/// What one group of applications has in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Common {
    /// As the first of them writes it that can still be read.
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

impl<'r> Shared<'r> {
    /// Calls `visit` with everything of an application that it may share: the number of its key, its hash, and where it stands.
    fn each(
        self,
        context: &Context<'_>,
        folded: &mut Vec<u8>,
        visit: &mut dyn FnMut(usize, KeyHash, Scope),
    ) {
        match self {
            Self::Keys(keys) => {
                for (number, key) in keys.iter().enumerate() {
                    each_key(context, key, folded, &mut |hash, scope| {
                        visit(number, hash, scope);
                    });
                }
            }
            Self::Group(overall) => {
                let Some(per) = group_of(overall) else { return };
                overall.each(context, &mut |scope, _| {
                    per.each_key(context, scope, &mut |key, scope| {
                        visit(0, KeyHash::of(key), scope);
                    });
                });
            }
        }
    }

    /// The fields that hold it.
    pub(super) fn leaves(self, key: usize) -> Vec<FieldId> {
        match self {
            Self::Keys(keys) => {
                let fields = keys.get(key).into_iter().flat_map(|key| &key.fields);
                fields.filter_map(|field| field.leaf).collect()
            }
            Self::Group(overall) => {
                let fields = group_of(overall).into_iter().flat_map(|per| &per.fields);
                fields.map(|field| field.field).collect()
            }
        }
    }

    /// Where it stands, and what it says there.
    fn stands(
        self,
        number: usize,
        context: &Context<'_>,
        scope: Scope,
    ) -> (Vec<(Frame, FieldId)>, String) {
        let texts = |fields: &[(Frame, FieldId)]| {
            let fields = fields.iter();
            let texts = fields.map(|&(frame, field)| context.text_in(frame, field));
            texts.collect::<Vec<_>>().join(", ")
        };
        match self {
            Self::Keys(keys) => match keys.get(number) {
                None => (Vec::new(), String::new()),
                Some(key) if key.whole => {
                    let list = key.fields.iter().find_map(|of| of.lists.first());
                    let list = list.map(|&list| (Frame::ROOT, list));
                    (list.into_iter().collect(), listed(key, context))
                }
                Some(key) => {
                    let field = |of: &FieldSelector| Some((frame_of(of, scope), of.leaf?));
                    let fields: Vec<_> = key.fields.iter().filter_map(field).collect();
                    let said = texts(&fields);
                    (fields, said)
                }
            },
            Self::Group(overall) => {
                let fields = group_of(overall).into_iter().flat_map(|per| &per.fields);
                let fields = fields.map(|field| (scope.up(field.up), field.field));
                let fields: Vec<_> = fields.collect();
                let said = texts(&fields);
                (fields, said)
            }
        }
    }
}

/// What each group has in common, in the order of the groups.
pub(super) fn of_groups(
    shares: Shared<'_>,
    groups: &[SharedKey],
    reread: Reread<'_>,
) -> Vec<Common> {
    let empty = |group: &SharedKey| Common {
        places: vec![None; group.members.len()],
        ..Common::default()
    };
    let mut commons: Vec<Common> = groups.iter().map(empty).collect();
    let mut all: Vec<(usize, usize, usize)> = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let members = group.members.iter().enumerate();
        all.extend(members.map(|(place, &member)| (member, number, place)));
    }
    all.sort_unstable();
    let mut folded = Vec::new();
    for of_member in all.chunk_by(|a, b| a.0 == b.0) {
        let Some(&(member, ..)) = of_member.first() else {
            continue;
        };
        let wanted = of_member.iter().filter_map(|&(_, group, place)| {
            let shared = groups.get(group)?;
            Some(((shared.key, shared.hash), (group, place)))
        });
        let mut wanted: HashMap<(usize, KeyHash), (usize, usize)> = wanted.collect();
        reread(member, &mut |context, lines| {
            shares.each(context, &mut folded, &mut |number, hash, scope| {
                // Where an application has a key twice, its first place is meant.
                let found = wanted.remove(&(number, hash));
                if let Some((group, place)) = found
                    && let Some(common) = commons.get_mut(group)
                {
                    let (fields, said) = shares.stands(number, context, scope);
                    common.take(place, &fields, said, context, lines);
                }
            });
        });
    }
    commons
}

impl Common {
    fn take(
        &mut self,
        place: usize,
        fields: &[(Frame, FieldId)],
        said: String,
        context: &Context<'_>,
        lines: &Lines<'_>,
    ) {
        if self.text.is_empty() {
            self.text = said;
        }
        let at = fields.last();
        let mut at = at.map(|&(frame, field)| of_field(context, lines, frame, field));
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

/// What all items say in the first field of a key.
fn listed(key: &UniqueKey, context: &Context<'_>) -> String {
    let mut texts = Vec::new();
    if let Some(path) = key.fields.first() {
        each_name(context, path, &mut |text, _| texts.push(text.to_owned()));
    }
    super::alike::short(&texts.join("; "))
}
