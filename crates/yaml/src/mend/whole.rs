//! A value in quotes with all the lines that it goes on in: those below it that begin further in than its name.

use super::{Mended, Names, Remark, Under, entry, fields, indent, key_column, one, says};
use crate::source::Lines;

/// Most lines of one value.
const LINES: u32 = 50;

/// A value with the lines that it goes on in.
struct Whole<'t> {
    /// All of it, the lines without their indentation and with the remarks at the end.
    text: String,
    /// What each line but the first begins with.
    margins: Vec<&'t str>,
    /// The lines between them that are remarks: they stand below the value.
    remarks: Vec<&'t str>,
    /// Whether every line can be nothing else.
    sure: bool,
}

/// The lines of a value with quotes as `to` puts them around it, which also says whether nothing else can be meant. Where fields stand
/// in the value, each is in a line of its own instead: nobody knows that they are its text.
pub(super) fn quoted(
    lines: &Lines<'_>,
    number: u32,
    names: Names<'_>,
    to: &dyn Fn(&str) -> Option<(String, bool)>,
) -> Option<Mended> {
    if let Some(text) = fields::fields_on_one_line(lines, number, names) {
        return Some(one(number, text, false));
    }
    let whole = whole(lines, number, names)?;
    let (text, sure) = to(&whole.text)?;
    let margins = [""].into_iter().chain(whole.margins.iter().copied());
    let text = text.split('\n').zip(margins);
    let text = text.map(|(line, margin)| format!("{margin}{line}"));
    let remarks = whole.remarks.iter().map(|&line| line.to_owned());
    let all: Vec<String> = text.chain(remarks).collect();
    Some(Mended {
        lines: u32::try_from(all.len()).ok()?,
        ..one(
            number,
            all.join("\n"),
            sure && whole.sure && !fields::holds_field(&whole.text, names),
        )
    })
}

fn whole<'t>(lines: &Lines<'t>, number: u32, names: Names<'_>) -> Option<Whole<'t>> {
    let line = lines.line(number)?;
    let mut whole = Whole {
        text: line.to_owned(),
        margins: Vec::new(),
        remarks: Vec::new(),
        sure: true,
    };
    let column = key_column(line);
    let Some((key, value)) = line.get(column..)?.split_once(": ") else {
        return Some(whole);
    };
    let named = names.named(key);
    if named.is_some_and(|named| named.under != Under::Nothing) {
        return Some(whole);
    }
    let is_field = |line: &str| {
        let (key, value) = entry(line).unwrap_or_default();
        let named = names.named(key);
        named.is_some_and(|named| value.is_empty() || names.fits(&named.name, value))
    };
    let from = number.checked_add(1)?;
    let below = (from..from.saturating_add(LINES)).map_while(|number| lines.line(number));
    let below =
        below.take_while(|line| !says(line) || (indent(line).len() > column && !is_field(line)));
    let mut below: Vec<&str> = below.collect();
    while below.last().is_some_and(|line| !says(line)) {
        below.pop();
    }
    let is_remark = |line: &&str| line.trim_start().starts_with('#');
    whole.remarks = below.iter().copied().filter(is_remark).collect();
    whole.sure = whole.remarks.is_empty();
    below.retain(|line| !is_remark(line));
    if below.is_empty() {
        return Some(whole);
    }
    // A remark ends a value for YAML: it cannot stand in the middle of it.
    let first = Remark::of(value);
    let before = line.strip_suffix(value).unwrap_or(line);
    let mut text = vec![format!("{before}{}", first.value)];
    let mut remarks = vec![first.remark.trim()];
    for line in &below {
        let Remark { value, remark } = Remark::of(line.trim());
        let item = line.trim_start().starts_with("- ");
        whole.sure &= remark.is_empty() && !item && entry(line).is_none();
        text.push(value.to_owned());
        remarks.push(remark.trim());
        whole.margins.push(indent(line));
    }
    remarks.retain(|remark| !remark.is_empty());
    whole.sure &= remarks.is_empty();
    whole.text = text.join("\n");
    if !remarks.is_empty() {
        whole.text = format!("{}   # {}", whole.text, remarks.join("; "));
    }
    Some(whole)
}
