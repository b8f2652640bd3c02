//! What people do to a title, by accident or in order not to be found.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::titles::{Draw, Title};

pub(crate) const KINDS: [&str; 18] = [
    "identical",
    "diacritics dropped",
    "hyphens, quotes, dot, dash",
    "capitals",
    "words in another order",
    "one typo",
    "two typos",
    "2 / II",
    "Cyrillic look-alikes",
    "full width",
    "soft hyphen, zero width",
    "one gets - 2. kārta",
    "1. daļa / 4. daļa",
    "a word more",
    "a word less",
    "another inflection",
    "typo and no diacritics",
    "un / & / and ieviešana",
];

/// A title and its changed copy.
pub(crate) fn pair(title: &Title, kind: usize, draw: &mut Draw) -> (String, String) {
    let text = title.text();
    let copy = match kind {
        0 => text.clone(),
        1 => bare(&text),
        2 => {
            let hyphens = format!("E-{text}");
            let dashes = hyphens.replace('-', "–");
            let quoted = dashes.replace(title.thing, &format!("„{}”", title.thing));
            return (hyphens, quoted + ".");
        }
        3 => text.to_uppercase(),
        4 => shuffled(&text, draw),
        5 => typo(&text, draw),
        6 => typo(&typo(&text, draw), draw),
        7 => return (format!("{text} 2"), format!("{text} II")),
        8 => text.replace('a', "а").replace('e', "е").replace('o', "о"),
        9 => text.chars().map(wide).collect(),
        10 => hidden(&text, draw),
        11 => format!("{text} – 2. kārta"),
        12 => return (format!("{text}, 1. daļa"), format!("{text}, 4. daļa")),
        13 => more(&text, draw),
        14 => less(&text, draw),
        15 => inflected(&text),
        16 => bare(&typo(&text, draw)),
        _ => {
            let joint = ["un", "&", "and", ""];
            let [one, other] =
                [draw.below(4), draw.below(4)].map(|at| joint.get(at).copied().unwrap_or_default());
            let with = |joint: &str| format!("{text} {joint} nodošana");
            return (with(one), with(other));
        }
    };
    (text, copy)
}

fn bare(text: &str) -> String {
    text.nfd().filter(|&c| !is_combining_mark(c)).collect()
}

fn wide(c: char) -> char {
    match c {
        '!'..='~' => char::from_u32(c as u32 + 0xfee0).unwrap_or(c),
        _ => c,
    }
}

fn hidden(text: &str, draw: &mut Draw) -> String {
    let mut copy: Vec<char> = text.chars().collect();
    for c in ['\u{ad}', '\u{200b}', '\u{200d}'] {
        copy.insert(draw.below(copy.len()), c);
    }
    copy.into_iter().collect()
}

fn shuffled(text: &str, draw: &mut Draw) -> String {
    let mut words: Vec<_> = text.split(' ').collect();
    for at in (1..words.len()).rev() {
        words.swap(at, draw.below(at + 1));
    }
    words.join(" ")
}

/// One letter wrong, missing or too many, or two that changed places; in a word of five letters or more.
fn typo(text: &str, draw: &mut Draw) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let long: Vec<usize> = (0..words.len())
        .filter(|&at| words.get(at).is_some_and(|word| word.len() >= 5))
        .collect();
    let chosen = long
        .get(draw.below(long.len()))
        .copied()
        .unwrap_or_default();
    if let Some(word) = words.get_mut(chosen) {
        let at = 1 + draw.below(word.len().saturating_sub(2));
        let letter = char::from(b'a' + u8::try_from(draw.below(26)).unwrap_or(0));
        match draw.below(4) {
            0 => word.iter_mut().skip(at).take(1).for_each(|c| *c = letter),
            1 => drop(word.remove(at)),
            2 => word.insert(at, letter),
            _ => word.swap(at, at - 1),
        }
    }
    let words: Vec<String> = words
        .into_iter()
        .map(|word| word.into_iter().collect())
        .collect();
    words.join(" ")
}

fn more(text: &str, draw: &mut Draw) -> String {
    let mut words: Vec<_> = text.split(' ').collect();
    let added = ["jaunas", "mūsdienīgas", "efektīvas", "kopējas", "uzticamas"];
    words.insert(
        draw.below(words.len() + 1),
        added.get(draw.below(5)).copied().unwrap_or_default(),
    );
    words.join(" ")
}

fn less(text: &str, draw: &mut Draw) -> String {
    let mut words: Vec<_> = text.split(' ').collect();
    words.remove(draw.below(words.len()));
    words.join(" ")
}

fn inflected(text: &str) -> String {
    let changed = text.split(' ').map(|word| match word {
        "platformas" => "platformu",
        "sistēmas" => "sistēmu",
        "reģistra" => "reģistru",
        "portāla" => "portālam",
        "izveide" => "izveidošana",
        "izstrāde" => "izstrādes",
        "attīstība" => "attīstību",
        "modernizācija" => "modernizāciju",
        "vienotās" => "vienotas",
        "pašvaldības" => "pašvaldība",
        "centra" => "centram",
        _ => word,
    });
    changed.collect::<Vec<_>>().join(" ")
}
