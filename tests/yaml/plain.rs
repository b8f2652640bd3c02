//! The fast reader is a subset of the parser and no second dialect: whatever it takes on, it reads exactly as the parser does.

use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use atbilst::rulebook::embedded::BOOKS;
use atbilst::yaml::{Limits, Problem, Tree, read_plain};

use super::hostile::attacks;
use super::oracle::{repository_files, yaml_files};
use super::read::{events, read_with};
use super::sample::{Numbers, application};
use super::suite::texts;

/// Reads with both. `false` where the fast reader declines; no return where they differ.
fn same(name: &str, text: &str, limits: &Limits) -> bool {
    let (mut tree, mut problems): (Tree, Vec<Problem>) = Default::default();
    if !read_plain(text, limits, &mut tree, &mut problems) {
        assert!(
            tree.is_empty() && problems.is_empty(),
            "{name}: something was left behind"
        );
        return false;
    }
    problems.sort_by_key(|problem| problem.span.start);
    let (parsed, expected) = read_with(
        text,
        &Limits {
            fast: false,
            ..*limits
        },
    );
    assert_eq!(problems, expected, "{name}:\n{text}");
    let (ours, theirs) = (events(text, &tree, true), events(text, &parsed, true));
    assert!(
        ours == theirs,
        "{name}:\n{text}\n--- fast\n{ours}--- parser\n{theirs}"
    );
    true
}

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
    let mut files = Vec::new();
    yaml_files(Path::new(&folder), &mut files);
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
fn every_limit_is_the_same() {
    let (mut tried, mut taken) = (0, 0);
    for piece in PIECES {
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
        let text = mutated(if n.below(8) == 0 { &others } else { &own }, &mut n);
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

/// What the changes start from: pieces of plain texts; the suite and every YAML file of the repository.
fn seeds() -> (Vec<String>, Vec<String>) {
    let mut own: Vec<String> = PIECES.repeat(8).into_iter().map(str::to_owned).collect();
    for number in 0..20 {
        let text = application(number);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        own.extend(lines.chunks(9).map(|lines| lines.concat()));
    }
    let mut others: Vec<String> = texts().into_iter().map(|(_, text)| text).collect();
    others.extend(
        repository_files()
            .iter()
            .filter_map(|file| fs::read_to_string(file).ok()),
    );
    others.retain(|seed| seed.len() < 4_000);
    (own, others)
}

/// Short texts of what the fast reader takes on, each close to something it must not.
const PIECES: [&str; 36] = [
    "a: b\nc:\n  d: e\n",
    "a:\n- b\n- c: d\n  e: f\n-\n- - g\n  - h\n",
    "- a\n-\n  - b\n- c: d\n",
    "a: |\n  b\n    c\n\n  d\n\ne: >-\n  f\n  g\n\n  h\n",
    "- |-\n a\n\n b\n- >\n   c\n",
    "a: \"b \\\" \\\\ \\n\"  # c\nd: 'e '' f'\n",
    "a: \"b\n  c \\n \n\n   d\\\"\n \"\ne: f\n",
    "- a: 'b  \n    c ''\n\n      d'  # e\n  f: g\n- 'h\n i'\n",
    "a:\n- \"\n  b\n  \"\n- 'c\n\n  '\n",
    "a: \"# b\n  - c: d\n\n\n  # e\"\nf: ''\n",
    "\"a\": b\n'c d':\n  - \"e:f\": g\n  - 'h'\n\"\": i\n",
    "a: { \"b[0].c\": d's e, 'f': '' }\n",
    "\"a\": 1\na: 2\n'a': 3\n",
    "a: b\n  c  \n\n   d\n \ne: f\n",
    "- a: b\n   c # d\n  e: f\n    g\n- h\n\n  i\n",
    "a: b\n  -c\n  d#e\n# f\ng: h\n  # i\n",
    "a: [ b,\n  c\n  , {\n    d: e,\n\n  f: \"g\n h\" } ]  # i\nj: k\n",
    "- [\n  a, 'b\n c',\n  { d: e,\n f: [] }]\n- {}\n",
    "a:\n  b\n  c\nd:\n\n  # e\n  \"f\"\ng:\n  |\n h\n",
    "-\n  [ a,\n    b ]\n-\n - c\n-\n  'd'\ne:\n  {}\n",
    "a: [b, 'c', \"d\", [e], {f: g, h: [i]}, ]\n",
    "a: { b: c d, e: 1.0, f: -2 }  # g\n",
    "# a\n\na: b # c\n\n  # d\ne: f\n# g\n",
    "---\na: b\n",
    "  a: b\n  c:\n    - d\n",
    "a: b:c\nd: e#f\ng: h - i\n",
    "a:\nb:\n  c:\nd: # e\n- # f\n",
    "a: 1\nb: {a: 1, a: 2}\na: 3\n",
    "a: ~\nb: null\nc: -1\nd: .5\ne: (f)\n",
    "a: \u{feff}b\n",
    "a: b\u{fffe}\n",
    "a: b\u{9f}\n",
    "a: |\n  b\n ",
    "a: |\n  b\n  ",
    "a: >-\n  b\n   ",
    "k1: „a”\nk2: «b»\nk3: ķ – š\n",
];

/// What is put in by chance: mostly what means something in YAML.
const SCRAPS: [&str; 50] = [
    " ", "  ", "\n", "\n ", "\n  ", "\n\n", ":", ": ", ":\n", "-", "- ", "-\n", "#", " #", "# ",
    "\"", "'", "''", "\\", "\\\"", "[", "]", "{", "}", ",", ", ", "|", "|\n", "|-\n", ">", ">-\n",
    "&", "*", "!", "%", "@", "`", "?", "? ", "~", "\t", "\r\n", "---\n", "...\n", "\u{85}",
    "\u{9f}", "\u{feff}", "\u{fffe}", "\u{a0}", "ā",
];

fn mutated(seeds: &[String], n: &mut Numbers) -> String {
    let mut text: Vec<char> = seeds[n.below(seeds.len())].chars().collect();
    for _ in 0..=n.below(3) {
        let at = n.below(text.len() + 1);
        let end = (at + n.below(4)).min(text.len());
        match n.below(10) {
            0 => drop(text.drain(at..end)),
            1 => {
                let copy: Vec<char> = text[at..(at + n.below(30)).min(text.len())].to_vec();
                let to = n.below(text.len() + 1);
                drop(text.splice(to..to, copy));
            }
            2 => {
                let other: Vec<char> = seeds[n.below(seeds.len())].chars().collect();
                let from = n.below(other.len() + 1);
                let to = (from + n.below(60)).min(other.len());
                drop(text.splice(at..end, other[from..to].iter().copied()));
            }
            3 => drop(text.splice(at..end, n.pick(&SCRAPS).chars())),
            4 => drop(text.splice(at..at, n.pick(&SCRAPS).chars())),
            5..=7 => {
                // A line with another indentation, perhaps elsewhere.
                let whole: String = text.iter().collect();
                let mut lines: Vec<String> =
                    whole.split_inclusive('\n').map(str::to_owned).collect();
                if lines.is_empty() {
                    continue;
                }
                let from = n.below(lines.len());
                let line = if n.below(2) == 0 {
                    lines.remove(from)
                } else {
                    lines[from].clone()
                };
                let to = if n.below(2) == 0 {
                    from
                } else {
                    n.below(lines.len() + 1)
                };
                lines.insert(
                    to.min(lines.len()),
                    " ".repeat(n.below(6)) + line.trim_start_matches(' '),
                );
                text = lines.concat().chars().collect();
            }
            _ => {
                // One character for another of the text's own.
                if let (Some(&other), true) =
                    (text.get(n.below(text.len().max(1))), at < text.len())
                {
                    text[at] = other;
                }
            }
        }
    }
    text.into_iter().collect()
}
