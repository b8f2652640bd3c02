//! Which application of one report is which of the other: by its id, else by its path within what was checked, else by its content.

use std::collections::HashMap;

use super::ApplicationPair;
use crate::stored::{StoredApplication, StoredReport};

/// What tells an application from all others of its report; nothing where it does not.
type KeyOf = for<'r> fn(&'r StoredReport, &'r StoredApplication) -> Option<(&'r str, &'r str)>;

/// The surest first.
const KEYS: [KeyOf; 3] = [
    |_, one| Some((one.call.as_deref()?, one.id.as_deref()?)),
    |report, one| Some(("", within(&report.inputs, &one.path))),
    |_, one| Some(("", one.sha256.as_deref()?)),
];

/// Every application of either report.
pub(super) fn pairs<'r>(old: &'r StoredReport, new: &'r StoredReport) -> Vec<ApplicationPair<'r>> {
    let mut before: Vec<_> = old.applications.iter().map(Some).collect();
    let mut pairs: Vec<_> = new
        .applications
        .iter()
        .map(|one| ApplicationPair {
            old: None,
            new: Some(one),
        })
        .collect();
    for key in KEYS {
        let was = before.iter().enumerate();
        let was = was.filter_map(|(place, one)| Some((key(old, (*one)?)?, place)));
        let was = alone(was);
        let is = pairs.iter().enumerate();
        let is = is.filter(|(_, pair)| pair.old.is_none());
        let is = alone(is.filter_map(|(place, pair)| Some((key(new, pair.new?)?, place))));
        for (name, place) in is {
            let found = was.get(&name).and_then(|&was| before.get_mut(was)?.take());
            if let (Some(found), Some(pair)) = (found, pairs.get_mut(place)) {
                pair.old = Some(found);
            }
        }
    }
    let gone = before.into_iter().flatten();
    pairs.extend(gone.map(|one| ApplicationPair {
        old: Some(one),
        new: None,
    }));
    pairs
}

/// Those that one application alone has.
pub(super) fn alone<K: std::hash::Hash + Eq>(
    all: impl Iterator<Item = (K, usize)>,
) -> HashMap<K, usize> {
    let mut found: HashMap<K, Option<usize>> = HashMap::new();
    for (key, place) in all {
        found
            .entry(key)
            .and_modify(|one| *one = None)
            .or_insert(Some(place));
    }
    let alone = found.into_iter();
    alone
        .filter_map(|(key, place)| Some((key, place?)))
        .collect()
}

/// A path within the folder that was checked: two folders of the same files are the same files.
fn within<'p>(inputs: &[String], path: &'p str) -> &'p str {
    let inner = inputs.iter().filter_map(|input| {
        let folder = input.trim_end_matches('/');
        path.strip_prefix(folder)?.strip_prefix('/')
    });
    inner.min_by_key(|inner| inner.len()).unwrap_or(path)
}
