//! The identity of each finding among the findings of its file.

use std::collections::HashMap;

use crate::finding::{Finding, Fingerprint};

/// Puts findings in the order of their places and gives each its identity.
pub(super) fn identify(findings: &mut [Finding], subject: &str) {
    findings.sort_by(|a, b| {
        let start = |finding: &Finding| {
            (
                finding.place.location.start.byte,
                finding.place.location.end.byte,
            )
        };
        start(a).cmp(&start(b))
    });
    if let [only] = findings {
        return set(only, subject, 0);
    }
    let mut seen = HashMap::new();
    let occurrences: Vec<usize> = findings
        .iter()
        .map(|finding| {
            let same = (&finding.rule, &finding.place.pointer, &finding.found);
            let seen = seen.entry(same).or_insert(0_usize);
            std::mem::replace(seen, seen.saturating_add(1))
        })
        .collect();
    for (finding, occurrence) in findings.iter_mut().zip(occurrences) {
        set(finding, subject, occurrence);
    }
}

fn set(finding: &mut Finding, subject: &str, occurrence: usize) {
    let found = finding.found.as_deref().unwrap_or("");
    finding.fingerprint = Fingerprint::new(
        &finding.rule,
        subject,
        &finding.place.pointer,
        found,
        occurrence,
    );
}
