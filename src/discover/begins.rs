//! Whether a file that is called nothing like an application begins as one does: `a.txt` that was `a.yaml`.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// How texts are called that nobody opens with a program of its own; what has no ending may be any.
const OF_TEXTS: [&str; 5] = ["txt", "text", "json", "orig", "old"];

/// So much of a file is looked at, in bytes.
const LOOKED_AT: u64 = 4096;

/// A file that cannot be read begins as none.
pub(super) fn begins_as_application(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy());
    // Letters of another script that look alike: `a.уаml`.
    let of_a_text = |ending: &str| OF_TEXTS.contains(&ending) || !ending.is_ascii();
    let may_be = ending.is_none_or(|ending| of_a_text(&ending.to_ascii_lowercase()));
    may_be && beginning(path).is_some_and(|text| names_a_call(&text))
}

fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    file.take(LOOKED_AT).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn names_a_call(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let json = text.trim_start().starts_with('{');
    text.lines().any(|line| line.starts_with("call:")) || (json && names_in_json(text))
}

/// Whether the outermost object says a call; within it a report of applications names theirs, too, and a schema has one that is no text.
/// A line of a report says what became of it.
fn names_in_json(text: &str) -> bool {
    if text.contains("\"verdict\":") {
        return false;
    }
    let mut depth = 0_usize;
    let mut parts = text.split('"');
    while let (Some(between), Some(word)) = (parts.next(), parts.next()) {
        for sign in between.chars() {
            depth = match sign {
                '{' | '[' => depth.saturating_add(1),
                '}' | ']' => depth.saturating_sub(1),
                _ => continue,
            };
            // What stands behind it is another, as in a report of lines.
            if depth == 0 {
                return false;
            }
        }
        let behind = parts.clone().next().unwrap_or_default();
        if depth == 1 && word == "call" && behind.trim() == ":" {
            return true;
        }
    }
    false
}
