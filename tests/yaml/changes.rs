//! Texts that look like YAML, and changes to them by chance. Shared with the fuzzer.

use super::sample::{Numbers, application};

/// Texts of the kind that the fast reader takes on, mostly: pieces, and parts of applications.
pub(crate) fn plain_texts() -> Vec<String> {
    let mut texts: Vec<String> = PIECES.repeat(8).into_iter().map(str::to_owned).collect();
    for number in 0..20 {
        let text = application(number);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        texts.extend(lines.chunks(9).map(|lines| lines.concat()));
    }
    texts
}

/// Lines glued together from an opening, a value and an ending; mostly as deep as they may be, and mostly plain.
pub(crate) fn glued(n: &mut Numbers) -> String {
    let mut text = String::new();
    let rare = n.below(4) == 0;
    // The blocks around the line: the column, and whether it is a list.
    let mut blocks = vec![(0, n.below(4) == 0)];
    let mut announced = false;
    for _ in 0..=n.below(12) {
        let (column, list) = blocks[blocks.len() - 1];
        if announced && n.below(8) > 0 {
            // A list may stand right below its key.
            let inner = n.below(2) == 0;
            blocks.push((column + n.below(4) + usize::from(list || !inner), inner));
        } else if n.below(4) == 0 {
            blocks.truncate(1 + n.below(blocks.len()));
        }
        let (mut column, list) = blocks[blocks.len() - 1];
        if n.below(24) == 0 {
            column = n.below(7);
        }
        let opening = match (list, rare) {
            (true, false) => n.pick(&DASHES[..7]),
            (true, true) => n.pick(&DASHES),
            (false, false) => n.pick(&KEYS[..7]),
            (false, true) => n.pick(&KEYS),
        };
        if list && opening.len() > 2 {
            blocks.push((column + 2, opening == "- - "));
        }
        announced = n.below(4) == 0;
        let value = match (announced, rare) {
            (true, _) => "",
            (false, false) => n.pick(&VALUES[..20]),
            (false, true) => n.pick(&VALUES),
        };
        let line = format!("{opening}{value}");
        let inner = " ".repeat(column);
        text.push_str(&inner);
        text.push_str(
            &line
                .trim_end_matches(' ')
                .replace('\n', &format!("\n{inner}")),
        );
        text.push_str(n.pick(&ENDINGS));
    }
    text
}

/// Of all three lists the fast reader takes on the first ones.
const KEYS: [&str; 12] = [
    "a: ", "b: ", "c: ", "d: ", "e-f: ", "g_h: ", "i: ", "j k: ", "\"l\": ", "'m': ", "ķ: ", "? ",
];

const DASHES: [&str; 9] = [
    "- ",
    "- ",
    "- ",
    "- a: ",
    "- b: ",
    "- a: ",
    "- - ",
    "- \"c\": ",
    "",
];

const VALUES: [&str; 38] = [
    "g",
    "h i",
    "1.50",
    "-1",
    "~",
    "j:k",
    "l#m",
    "ā „š”",
    "\"o\"",
    "\"\"",
    "\"p \\\" \\\\ ā\"",
    "'q'",
    "'r '' s'",
    "[x, y]",
    "[]",
    "{ a: z, b: \"1\" }",
    "[[a], {b: [c]}, 'd',]",
    "|\n  g\n\n    h\n",
    "|-\n i\n j",
    ">-\n  o\n  p",
    "",
    "-",
    "(n",
    "\"t\n  u\"",
    "v\n  w",
    "{}",
    "{a: , b}",
    "[e\n  , f]",
    "|+\n  k\n\n",
    ">\n  l\n  m\n\n  n",
    "|2\n  q",
    "&r s",
    "*r",
    "!t u",
    "\"\\u0101\\/\\x41\"",
    "<<: x",
    "a: b",
    "''",
];

const ENDINGS: [&str; 12] = [
    "\n",
    "\n",
    "\n",
    "\n",
    "\n",
    "\n",
    "\n\n",
    " # v\n",
    "  \n",
    "\n# w\n",
    "\n  # x\n",
    "\n",
];

/// Short texts of what the fast reader takes on, each close to something it must not.
pub(crate) const PIECES: [&str; 36] = [
    "a: b\nc:\n  d: e\n",
    "a:\n- b\n- c: d\n  e: f\n-\n- - g\n  - h\n",
    "- a\n-\n  - b\n- c: d\n",
    "a: |\n  b\n    c\n\n  d\n\ne: >-\n  f\n  g\n\n  h\n",
    "- |-\n a\n\n b\n- >\n   c\n",
    "a: \"b \\\" \\\\ \\n\"  # c\nd: 'e '' f'\n",
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
];

/// What is put in by chance: mostly what means something in YAML.
const SCRAPS: [&str; 53] = [
    " ", "  ", "\n", "\n ", "\n  ", "\n\n", ":", ": ", ":\n", "-", "- ", "-\n", "#", " #", "# ",
    "\"", "'", "''", "\\", "\\\"", "[", "]", "{", "}", ",", ", ", "|", "|\n", "|-\n", ">", ">-\n",
    "&", "*", "!", "%", "@", "`", "?", "? ", "~", "\t", "\r\n", "---\n", "...\n", "\u{85}",
    "\u{2028}", "\u{2029}", " \t", "\u{9f}", "\u{feff}", "\u{fffe}", "\u{a0}", "ā",
];

/// A text with one to three small changes, among them pieces of other texts.
pub(crate) fn changed(text: &str, others: &[String], n: &mut Numbers) -> String {
    let mut text: Vec<char> = text.chars().collect();
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
                let other: Vec<char> = others[n.below(others.len())].chars().collect();
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
