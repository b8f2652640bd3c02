//! The fast reader against the parser: whatever it takes on must be read the same.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target};

use atbilst_yaml::Limits;

use compare::{read_with, same};

#[path = "../../tests/yaml/compare.rs"]
mod compare;

fuzz_target!(|text: &str| {
    let all = Limits::default();
    if !same("fuzz", text, &all) {
        // The parser has it alone, and every place it tells must be one.
        let (tree, problems) = read_with(text, &all);
        let nodes = tree.nodes().iter().map(|node| node.span);
        for span in problems.iter().map(|problem| problem.span).chain(nodes) {
            let place = span.start as usize..span.end as usize;
            assert!(text.get(place).is_some(), "{span:?} {problems:?}\n{text:?}");
        }
        return;
    }
    // And with a limit that it may just reach.
    let limit = text.len() % 24;
    let limits = match text.lines().count() % 4 {
        0 => Limits {
            bytes: limit,
            ..all
        },
        1 => Limits {
            depth: limit,
            ..all
        },
        2 => Limits {
            nodes: limit,
            ..all
        },
        _ => Limits {
            scalar: limit,
            ..all
        },
    };
    same("fuzz, limited", text, &limits);
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    atbilst_fuzz::change(data, size, max_size, seed)
});
