//! The identity of each finding among the findings of its file.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::application::ItemNames;
use crate::finding::{Finding, Fingerprint};
use crate::order::sort_by;

/// Puts findings in the order of their places and gives each its identity. Items of lists are known by what they say, where it is
/// known how their `names` come about; else by their numbers.
pub(super) fn identify(findings: &mut [Finding], subject: &str, names: Option<ItemNames<'_>>) {
    sort_by(findings, |a, b| {
        let start = |finding: &Finding| {
            (
                finding.place.location.start.byte,
                finding.place.location.end.byte,
            )
        };
        start(a).cmp(&start(b))
    });
    let mut names = names;
    let mut seen = HashMap::new();
    for finding in findings {
        let place = match &mut names {
            Some(names) => names.named(&finding.place.pointer),
            None => Cow::Borrowed(&*finding.place.pointer),
        };
        let found = finding.found.as_deref().unwrap_or("");
        let print =
            |occurrence| Fingerprint::new(&finding.rule, subject, &place, found, occurrence);
        let first = print(0);
        // Equal findings are told apart by their order.
        let occurrence = seen.entry(first).or_insert(0_usize);
        finding.fingerprint = match *occurrence {
            0 => first,
            occurrence => print(occurrence),
        };
        *occurrence = occurrence.saturating_add(1);
    }
}
