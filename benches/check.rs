//! How long the steps after reading take, on 100 applications that are always the same: judging them, and setting the report.
//! `cargo bench --bench check`; the column of allocations counts all 100 of them.

use std::sync::Arc;

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_core::scalar;
use atbilst_render::{FORMATS, Style};
use divan::{Bencher, black_box};

#[path = "../tests/yaml/sample.rs"]
mod sample;

#[global_allocator]
static ALLOCATIONS: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}

/// Loading the embedded books, as every start of the program does.
#[divan::bench]
fn rule_books() -> Vec<RuleBook> {
    BOOKS
        .iter()
        .map(|book| RuleBook::read(book.path, book.text).expect("a sound book"))
        .collect()
}

/// Applications in which nothing fails and nobody asks for a person.
#[divan::bench]
fn clean(bencher: Bencher<'_, '_>) {
    let texts: Vec<String> = (0..)
        .map(sample::application)
        .filter(|text| {
            ["local_government\n  shared", "capital_company"]
                .iter()
                .all(|kind| !text.contains(kind))
        })
        .take(100)
        .collect();
    checked(bencher, &texts);
}

/// The same with one fault each.
#[divan::bench]
fn faulty(bencher: Bencher<'_, '_>) {
    let texts: Vec<String> = (0..100)
        .map(|number| sample::application(number).replacen("purpose: ", "purpose: no_", 1))
        .collect();
    checked(bencher, &texts);
}

/// One scratch for all, as a worker has.
fn checked(bencher: Bencher<'_, '_>, texts: &[String]) {
    let (books, catalogue) = (rule_books(), Catalogue::load(Language::default()));
    let checker = checker(&books, &catalogue);
    let paths: Vec<Arc<str>> = (0..texts.len()).map(path).collect();
    let mut scratch = Scratch::default();
    bencher.bench_local(|| {
        for (path, text) in paths.iter().zip(texts) {
            black_box(checker.check(&mut scratch, path, text.as_bytes()));
        }
    });
}

/// The report on 100 applications, of which 30 have a fault, in every format.
#[divan::bench(args = FORMATS.iter().map(|format| format.name))]
fn set(bencher: Bencher<'_, '_>, name: &str) {
    let (books, catalogue) = (rule_books(), Catalogue::load(Language::default()));
    let report = report(&checker(&books, &catalogue));
    let format = atbilst_render::format(name).expect("a format");
    let style = Style::default();
    bencher.bench_local(|| {
        let mut out = Vec::new();
        format
            .write(&report, &catalogue, &style, &mut out)
            .expect("memory can be written");
        out
    });
}

fn report(checker: &Checker<'_>) -> Report {
    let mut scratch = Scratch::default();
    let checked = (0..100).map(|number| {
        let mut text = sample::application(number as u64);
        if number % 10 < 3 {
            text = text.replacen("purpose: ", "purpose: no_", 1);
        }
        checker.check(&mut scratch, &path(number), text.as_bytes())
    });
    checker.report(checked.collect(), &|_: &str| None)
}

fn checker<'a>(books: &'a [RuleBook], catalogue: &'a Catalogue) -> Checker<'a> {
    let today = scalar::date("2026-11-22").expect("a day");
    Checker::new(books, catalogue, Settings::on(today))
}

fn path(number: usize) -> Arc<str> {
    format!("{number:03}.yaml").into()
}
