//! Any bytes, as a file of waivers over applications with findings: it may waive, never add a finding nor hide one.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

use atbilst_core::finding::Outcome;
use atbilst_core::report::Report;
use atbilst_core::waivers;

const LATE: &[u8] = include_bytes!("../../examples/violations/selection-deadline.yaml");
const UNSTATED: &[u8] = include_bytes!("../../examples/review/not-stated.yaml");

const TEXTS: [&[u8]; 3] = [LATE, UNSTATED, LATE];

static BEFORE: LazyLock<Report> = LazyLock::new(|| atbilst_fuzz::check(&TEXTS, false));

fuzz_target!(|bytes: &[u8]| {
    let latvian = bytes.len().is_multiple_of(2);
    let before = &*BEFORE;
    let waivers = waivers::read("atbilst-waivers.yaml", bytes);
    let some = waivers.all().next().is_some();
    let after = atbilst_fuzz::check_waived(&TEXTS, latvian, waivers);
    atbilst_fuzz::show(&after, latvian, bytes.len() / 2);
    let of = |report: &atbilst_core::report::Report, outcome| report.summary.outcomes.of(outcome);
    assert_eq!(before.summary.findings(), after.summary.findings());
    assert!(some || of(&after, Outcome::Waived) == 0);
    for outcome in [Outcome::Fail, Outcome::Review] {
        assert!(of(&after, outcome) <= of(before, outcome));
    }
    for ((_, then), (_, now)) in before.findings().zip(after.findings()) {
        assert_eq!(then.fingerprint, now.fingerprint);
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    atbilst_fuzz::change(data, size, max_size, seed)
});
