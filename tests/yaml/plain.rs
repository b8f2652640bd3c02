//! The fast reader is a subset of the parser and no second dialect: whatever it takes on, it reads exactly as the parser does.

use std::time::{Duration, Instant};
use std::{env, fs};

use atbilst_core::rulebook::embedded::BOOKS;
use atbilst_yaml::Limits;

use super::changes::{PIECES, changed, glued, plain_texts};
use super::compare::{events, read_with, same};
use super::hostile::attacks;
use super::oracle::repository_files;
use super::sample::{Numbers, application};
use super::suite::texts;
use crate::files::files;

#[test]
fn every_application_is_its_own_and_the_same() {
    for number in 0..300 {
        assert!(
            same("application", &application(number), &Limits::default()),
            "{number} was declined"
        );
    }
}

/// A book is read at every start of the program.
#[test]
fn every_rule_book_is_its_own_and_the_same() {
    for book in BOOKS {
        assert!(
            same(book.path, book.text, &Limits::default()),
            "{} was declined",
            book.path
        );
    }
}

/// `ATBILST_CORPUS` names a folder of applications to compare as well.
#[test]
fn every_file_of_the_corpus_is_its_own_and_the_same() {
    let Some(folder) = env::var_os("ATBILST_CORPUS") else {
        return eprintln!("skipped: no corpus; set ATBILST_CORPUS");
    };
    let files = files(folder, &["yaml"]);
    for file in &files {
        let name = file.display().to_string();
        let text = fs::read_to_string(file).expect("a file of the corpus can be read");
        assert!(
            same(&name, &text, &Limits::default()),
            "{name} was declined"
        );
    }
    eprintln!("the corpus: {} files, none different", files.len());
    assert!(!files.is_empty(), "no YAML file in the corpus");
}

#[test]
fn nothing_it_takes_from_the_suite_differs() {
    let texts = texts();
    let taken = texts
        .iter()
        .filter(|(name, text)| same(name, text, &Limits::default()))
        .count();
    eprintln!("the suite: {taken} of {} taken", texts.len());
    assert!(texts.is_empty() || taken > 0);
}

#[test]
fn nothing_hostile_is_taken_that_the_parser_refuses() {
    let attacks = attacks();
    let taken = attacks
        .iter()
        .filter(|(name, text, _)| same(name, text, &Limits::default()))
        .count();
    eprintln!("hostile: {taken} of {} taken", attacks.len());
}

#[test]
fn nothing_it_takes_of_lines_glued_together_differs() {
    let taken = (0..5_000)
        .filter(|&number| same("glued", &glued(&mut Numbers(number)), &Limits::default()))
        .count();
    eprintln!("glued lines: {taken} of 5000 taken, none different");
    assert!(taken > 100);
}

#[test]
fn every_limit_is_the_same() {
    let (mut tried, mut taken) = (0, 0);
    // A value that is not there has no length.
    for piece in PIECES.into_iter().chain(["-\n- -\n"]) {
        for limit in 0..24 {
            let all = Limits::default();
            for limits in [
                Limits {
                    bytes: limit,
                    ..all
                },
                Limits {
                    depth: limit,
                    ..all
                },
                Limits {
                    nodes: limit,
                    ..all
                },
                Limits {
                    scalar: limit,
                    ..all
                },
            ] {
                tried += 1;
                taken += u32::from(same("small limits", piece, &limits));
            }
        }
    }
    eprintln!("small limits: {taken} of {tried} taken, none different");
    assert!(taken > 0 && taken < tried);
}

#[test]
fn the_switch_changes_nothing_but_the_way() {
    let text = application(1);
    let on = read_with(&text, &Limits::default());
    let off = read_with(
        &text,
        &Limits {
            fast: false,
            ..Limits::default()
        },
    );
    assert_eq!(events(&text, &on.0, true), events(&text, &off.0, true));
}

/// Texts changed at random, always in the same way. `ATBILST_FUZZ_SECONDS` runs it longer, `ATBILST_FUZZ_SEED` elsewhere.
#[test]
fn nothing_it_takes_differs_after_any_change() {
    let number = |name: &str| {
        env::var(name)
            .ok()
            .and_then(|value| value.parse::<u64>().ok())
    };
    let seconds = number("ATBILST_FUZZ_SECONDS");
    let mut n = Numbers(number("ATBILST_FUZZ_SEED").unwrap_or(1));
    let (own, others) = seeds();
    let (start, mut tried, mut taken) = (Instant::now(), 0_u64, 0_u64);
    let enough = |tried| match seconds {
        Some(seconds) => start.elapsed() > Duration::from_secs(seconds),
        None => tried >= 20_000 || start.elapsed() > Duration::from_secs(20),
    };
    while !enough(tried) {
        // Mostly texts of its own kind: the others are declined nearly always.
        let seeds = if n.below(8) == 0 { &others } else { &own };
        let text = changed(&seeds[n.below(seeds.len())], seeds, &mut n);
        tried += 1;
        taken += u64::from(same("changed", &text, &Limits::default()));
    }
    eprintln!(
        "changed texts: {taken} of {tried} taken, none different, in {:?}",
        start.elapsed()
    );
    assert!(
        taken > tried / 50,
        "the changes leave too little to compare"
    );
}

/// What the changes start from: texts of the fast reader's kind; the suite and every YAML file of the repository.
fn seeds() -> (Vec<String>, Vec<String>) {
    let mut others: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    others.extend(
        repository_files()
            .iter()
            .filter_map(|file| fs::read_to_string(file).ok()),
    );
    others.retain(|seed| seed.len() < 4_000);
    (plain_texts(), others)
}
