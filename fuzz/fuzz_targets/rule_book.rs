//! Any text, as a rule book: refused with its mistakes shown, or loaded, tried on its examples and applied.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

use atbilst_books::examples;
use atbilst_core::rulebook::RuleBook;
use atbilst_render as render;
use atbilst_render::Style;

const COMPLETE: &[u8] = include_bytes!("../../examples/complete.yaml");

fuzz_target!(|text: &str| {
    let catalogue = atbilst_fuzz::catalogue(text.len().is_multiple_of(2));
    let tell = |mistakes: &[_]| {
        let shown = render::mistakes("book.yaml", text, mistakes, catalogue, &Style::default());
        assert_eq!(shown.is_empty(), mistakes.is_empty());
    };
    match RuleBook::read("book.yaml", text) {
        Err(mistakes) => {
            assert!(!mistakes.is_empty(), "refused without a word");
            tell(&mistakes);
        }
        Ok(book) => {
            tell(&examples::mistakes(&book, catalogue));
            let report = atbilst_fuzz::check_with(&[book], &[COMPLETE, COMPLETE], false);
            atbilst_fuzz::show(&report, false, text.len());
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    atbilst_fuzz::change(data, size, max_size, seed)
});
