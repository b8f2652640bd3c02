//! Places in a text of YAML: columns, the ends of lines, and whether braces are around.

/// What ends most lines of a text.
pub(super) fn ending(text: &str) -> &'static str {
    let marked = text.matches("\r\n").count();
    let all = text.matches('\n').count();
    if marked.saturating_mul(2) > all {
        "\r\n"
    } else {
        "\n"
    }
}

/// How far from the beginning of its line a byte stands.
pub(super) fn column(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
    at.saturating_sub(line)
}

/// Where the line ends that a byte stands in, before its line break.
pub(super) fn end_of_line(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at.saturating_add(rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

/// The end of what is written between two bytes: without the white space behind it.
pub(super) fn trimmed_end(text: &str, start: usize, end: usize) -> usize {
    let inside = text.get(start..end).unwrap_or_default();
    start.saturating_add(inside.trim_end().len())
}

/// Behind the colon of a key that ends here.
pub(super) fn colon(text: &str, end: usize) -> Option<usize> {
    let rest = text.get(end..)?;
    let at = rest.find(':')?;
    let only_space = rest.get(..at)?.chars().all(char::is_whitespace);
    only_space.then(|| end.saturating_add(at).saturating_add(1))
}

/// The dash before an item that begins here; comments may stand between them.
pub(super) fn dash(text: &str, at: usize) -> usize {
    if text.get(at..).is_some_and(|rest| rest.starts_with("- ")) {
        return at;
    }
    let mut before = text.get(..at).unwrap_or_default().trim_end();
    loop {
        if before.ends_with('-') {
            return before.len().saturating_sub(1);
        }
        let line = before.rfind('\n').map_or(0, |end| end.saturating_add(1));
        let own = before.get(line..).unwrap_or_default();
        let (indent, own) = (spaces(own), own.trim_start());
        let behind = own.strip_prefix("- ").map(str::trim_start);
        if behind.is_some_and(|behind| behind.starts_with('#')) {
            return line.saturating_add(indent);
        }
        if line == 0 || !own.starts_with('#') {
            return at;
        }
        before = before.get(..line).unwrap_or_default().trim_end();
    }
}

/// Where the line begins that a byte stands in.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    at.saturating_sub(column(text, at))
}

/// Where the line above begins.
pub(super) fn line_above(text: &str, line: usize) -> Option<usize> {
    Some(line_start(text, line.checked_sub(1)?))
}

/// Where the next line begins, or the text ends.
pub(super) fn line_below(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.find('\n').map(|end| end.saturating_add(1));
    at.saturating_add(end.unwrap_or(rest.len()))
}

/// How many spaces a line begins with.
pub(super) fn spaces(line: &str) -> usize {
    line.bytes().take_while(|&byte| byte == b' ').count()
}

/// Where the comment begins in a line that is nothing else.
pub(super) fn is_comment(text: &str, line: usize) -> Option<usize> {
    let line = text.get(line..).unwrap_or_default();
    let column = spaces(line);
    line.get(column..)
        .is_some_and(|rest| rest.starts_with('#'))
        .then_some(column)
}
