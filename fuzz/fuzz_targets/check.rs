//! Any bytes, as an application: checked, and shown.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

fuzz_target!(|bytes: &[u8]| {
    let latvian = bytes.len().is_multiple_of(2);
    let report = atbilst_fuzz::check(&[bytes], latvian);
    assert_eq!(report.applications.len(), 1);
    atbilst_fuzz::show(&report, latvian, bytes.len() / 2);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    atbilst_fuzz::change(data, size, max_size, seed)
});
