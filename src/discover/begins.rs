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
    let may_be = ending.is_none_or(|ending| OF_TEXTS.contains(&&*ending.to_ascii_lowercase()));
    may_be && beginning(path).is_some_and(|text| names_a_call(&text))
}

fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    let file = File::open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    file.take(LOOKED_AT).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

/// A report of applications names their calls too, further in.
fn names_a_call(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    let in_json = text
        .trim_start()
        .strip_prefix('{')
        .is_some_and(|inside| says_call(inside) && !inside.contains("atbilst-report/"));
    in_json || text.lines().any(|line| line.starts_with("call:"))
}

/// A schema has a call that is no text.
fn says_call(json: &str) -> bool {
    json.split("\"call\"").skip(1).any(|behind| {
        let value = behind.trim_start().strip_prefix(':');
        value.is_some_and(|value| value.trim_start().starts_with('"'))
    })
}
