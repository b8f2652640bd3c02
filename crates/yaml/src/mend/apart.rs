//! Lines that are none of the application, such as a heading or a signature.

use super::{Mended, entry, one, says};
use crate::source::Lines;

/// Such lines behind a `#`, as far as they belong together.
pub(super) fn behind_signs(lines: &Lines<'_>, number: u32) -> Option<Mended> {
    let all = (number..number.saturating_add(super::LINES)).map_while(|number| lines.line(number));
    let is_field = |line: &str| line.contains(": ") || line.trim_end().ends_with(':');
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let is_none = |line: &str| entry(line).is_none() && !is_field(line) && !is_item(line);
    let all = all.enumerate().take_while(|&(place, line)| {
        !says(line) || is_none(line) || (place == 0 && entry(line).is_none())
    });
    let mut all: Vec<&str> = all.map(|(_, line)| line).collect();
    while all.last().is_some_and(|line| !says(line)) {
        all.pop();
    }
    let text: Vec<String> = all
        .iter()
        .map(|line| match says(line) {
            true => format!("# {}", line.trim().replace('\t', "  ")),
            false => (*line).to_owned(),
        })
        .collect();
    Some(Mended {
        lines: u32::try_from(text.len()).ok().filter(|&count| count > 0)?,
        ..one(number, text.join("\n"), false)
    })
}
