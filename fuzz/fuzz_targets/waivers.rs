//! Any bytes, as a file of waivers over applications with findings: it may waive, never add a finding nor hide one.
#![no_main]

use libfuzzer_sys::fuzz_target;

use atbilst::finding::Outcome;
use atbilst::waivers;

const LATE: &[u8] = include_bytes!("../../examples/violations/selection-deadline.yaml");
const UNSTATED: &[u8] = include_bytes!("../../examples/review/not-stated.yaml");

fuzz_target!(|bytes: &[u8]| {
    let latvian = bytes.len().is_multiple_of(2);
    let texts = [LATE, UNSTATED, LATE];
    let before = atbilst_fuzz::check(&texts, latvian);
    let waivers = waivers::read("atbilst-waivers.yaml", bytes);
    let some = waivers.all().next().is_some();
    let after = atbilst_fuzz::check_waived(&texts, latvian, waivers);
    atbilst_fuzz::show(&after, latvian);
    let of = |report: &atbilst::report::Report, outcome| report.summary.outcomes.of(outcome);
    assert_eq!(before.summary.findings(), after.summary.findings());
    assert!(some || of(&after, Outcome::Waived) == 0);
    for outcome in [Outcome::Fail, Outcome::Review] {
        assert!(of(&after, outcome) <= of(&before, outcome));
    }
    for ((_, then), (_, now)) in before.findings().zip(after.findings()) {
        assert_eq!(then.fingerprint, now.fingerprint);
    }
});
