//! What applications that agree in a key have in common, and where it stands in each of them.
//! Each application is read again once, however many it shares something with.

use std::collections::HashMap;

use super::Reread;
use crate::application::Frame;
use crate::context::{Context, FieldSelector, Scope};
use crate::evaluate::aggregate::{KeyHash, SharedKey, each_key, each_name, frame_of};
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

/// What each group has in common, in the order of the groups.
pub(super) fn of_groups(
    keys: &[UniqueKey],
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
            for (number, key) in keys.iter().enumerate() {
                each_key(context, key, &mut folded, &mut |hash, scope| {
                    // Where an application has a key twice, its first place is meant.
                    let found = wanted.remove(&(number, hash));
                    if let Some((group, place)) = found
                        && let Some(common) = commons.get_mut(group)
                    {
                        common.take(place, key, context, lines, scope);
                    }
                });
            }
        });
    }
    commons
}

impl Common {
    fn take(
        &mut self,
        place: usize,
        key: &UniqueKey,
        context: &Context<'_>,
        lines: &Lines<'_>,
        scope: Scope,
    ) {
        let field = |of: &FieldSelector| Some((frame_of(of, scope), of.leaf?));
        let fields: Vec<(Frame, FieldId)> = match key.whole {
            false => key.fields.iter().filter_map(field).collect(),
            true => {
                let list = key.fields.iter().find_map(|of| of.lists.first());
                list.map(|&list| (Frame::ROOT, list)).into_iter().collect()
            }
        };
        if self.text.is_empty() {
            self.text = match key.whole {
                true => listed(key, context),
                false => {
                    let fields = fields.iter();
                    let texts = fields.map(|&(frame, field)| context.text_in(frame, field));
                    texts.collect::<Vec<_>>().join(", ")
                }
            };
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
