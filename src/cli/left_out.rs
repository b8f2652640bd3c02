//! What a check leaves out is said: silence would pass for a check.

use std::sync::Arc;

use crate::discover::Found;
use atbilst_core::language::Catalogue;

/// So many are named; the others are counted.
const NAMED: usize = 3;

/// The sentences for the report. `idle` are files of waivers that are not applied.
pub(super) fn notes(found: &Found, idle: &[Arc<str>], catalogue: &Catalogue) -> Vec<String> {
    let say = |key, paths: &[Arc<str>]| {
        (!paths.is_empty())
            .then(|| catalogue.say(key, &[("names", names(paths, catalogue).into())]))
    };
    let notes = [
        say("note.hidden_left_out", &found.hidden),
        say("note.links_left_out", &found.links),
        say("note.waivers_left_out", idle),
    ];
    notes.into_iter().flatten().collect()
}

fn names(paths: &[Arc<str>], catalogue: &Catalogue) -> String {
    let (named, others) = paths.split_at(paths.len().min(NAMED));
    let names = named.join(", ");
    match others.len() {
        0 => names,
        count => {
            let about = [("names", names.into()), ("count", count.into())];
            catalogue.say("note.and_more", &about)
        }
    }
}
