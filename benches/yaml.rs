//! How fast texts are read, on 100 applications of about 3.7 KB each, always the same: from touching every byte to the tree.
//! `cargo bench --bench yaml`; compare the ratios within one run, not the figures of two machines.

use atbilst_yaml::{Limits, Problem, Tree, read, read_plain, utf8};
use divan::{Bencher, black_box, counter::BytesCount};

#[path = "../tests/yaml/sample.rs"]
mod sample;

/// Counts allocations: the fast reader makes none once its tree has grown.
#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Runs `work` over all the texts.
fn texts(bencher: Bencher<'_, '_>, mut work: impl FnMut(&str)) {
    let texts: Vec<String> = (0..100).map(sample::application).collect();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .bench_local(|| texts.iter().for_each(|text| work(black_box(text))));
}

/// Every line break found: the floor.
#[divan::bench]
fn line_breaks(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| {
        black_box(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    });
}

/// The check for UTF-8 and NUL.
#[divan::bench]
fn encoding(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| {
        black_box(utf8(text.as_bytes()).is_ok());
    });
}

/// The parser alone.
#[divan::bench]
fn parser(bencher: Bencher<'_, '_>) {
    texts(bencher, |text| {
        let options = granit_parser::options! { strict_indentation: true };
        black_box(granit_parser::Parser::new_from_str_with_options(text, options).count());
    });
}

/// What a check does for each file: the encoding, then the tree by the way that fits.
#[divan::bench]
fn decoded_and_read(bencher: Bencher<'_, '_>) {
    let (mut tree, mut problems) = (Tree::default(), Vec::<Problem>::new());
    texts(bencher, |text| {
        if let Ok(text) = utf8(text.as_bytes()) {
            read(text, &Limits::default(), &mut tree, &mut problems);
        }
        black_box(tree.len());
    });
}

/// The parser into the tree.
#[divan::bench]
fn tree_by_parser(bencher: Bencher<'_, '_>) {
    let limits = Limits {
        fast: false,
        ..Limits::default()
    };
    let (mut tree, mut problems) = (Tree::default(), Vec::<Problem>::new());
    texts(bencher, |text| {
        read(text, &limits, &mut tree, &mut problems);
        black_box(tree.len());
    });
}

/// The fast reader into the tree.
#[divan::bench]
fn tree_by_fast_reader(bencher: Bencher<'_, '_>) {
    let (mut tree, mut problems) = (Tree::default(), Vec::<Problem>::new());
    texts(bencher, |text| {
        let taken = read_plain(text, &Limits::default(), &mut tree, &mut problems);
        assert!(taken, "an application was declined");
        black_box(tree.len());
    });
}
