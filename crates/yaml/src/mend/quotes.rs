//! A value in quotes, where it begins with a sign that YAML keeps for itself or holds one.

#![expect(
    clippy::arithmetic_side_effects,
    reason = "offsets into a text that holds them: no text has more than 4 GiB"
)]

use crate::write;

/// A line `key: value` with its whole value in quotes; one that begins with a bracket only where it is known that it ends before the
/// value does.
pub(super) fn in_quotes(line: &str, brackets: bool) -> Option<String> {
    let body = line.trim_start_matches([' ', '-']);
    let start = line.len() - body.len();
    let colon = body
        .find(": ")
        .or_else(|| body.strip_suffix(':').map(str::len))?;
    let (key, value) = (body.get(..colon)?, body.get(colon + 1..)?.trim());
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // In braces or brackets nobody knows where the value ends.
    let opens = !brackets && value.starts_with(['{', '[', '|', '>']);
    if !key.chars().all(plain) || key.is_empty() || value.is_empty() || opens {
        return None;
    }
    let (value, comment) = match value.split_once(" #") {
        Some((value, comment)) => (value.trim_end(), format!("   #{comment}")),
        None => (value, String::new()),
    };
    let once = |sign: char| value.matches(sign).count() == 1;
    // A quote that opens and does not close, or the other way round.
    let value = match value.chars().next()? {
        sign @ ('"' | '\'') if once(sign) => value.get(1..)?,
        _ => value,
    };
    let quoted = match value.contains('\'') || !value.contains('"') {
        true => write::quoted(value),
        false => format!("'{value}'"),
    };
    Some(format!("{}{key}: {quoted}{comment}", line.get(..start)?))
}
