//! Writes the letters that look like a sign of ASCII, by Unicode's list of what looks alike (UTS 39).

use std::path::Path;
use std::{env, fs};

use unicode_normalization::UnicodeNormalization;
use unicode_security::confusable_detection::skeleton;

/// From here on: accents and the letters of Latvian are told apart.
const LEAST: char = '\u{180}';
/// Above are ideographs alone, and signs that nobody sees.
const MOST: char = '\u{1ffff}';

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let letters = (LEAST..=MOST).filter(|letter| is_stored(*letter));
    let pairs = letters.filter_map(|letter| Some((letter, looks_like(letter)?)));
    let pairs: Vec<(char, char)> = pairs.collect();
    let to = env::var_os("OUT_DIR").expect("cargo says where to");
    fs::write(Path::new(&to).join("looks.rs"), format!("{pairs:?}")).expect("a file");
}

/// Whether it stays as it is where letters are stored in one way.
fn is_stored(letter: char) -> bool {
    std::iter::once(letter).nfkc().eq([letter])
}

/// The one sign that its capital looks like: case makes no difference, and more capitals look alike.
fn looks_like(letter: char) -> Option<char> {
    let capital: String = letter.to_uppercase().collect();
    let mut signs = skeleton(&capital);
    let sign = signs.next().filter(char::is_ascii)?;
    signs.next().is_none().then_some(sign)
}
