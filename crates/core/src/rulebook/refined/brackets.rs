//! Brackets that seem to lack something, as whoever wrote them would look at them.

use super::said;
use atbilst_yaml::decode::Mistake;

/// `{ area: from 0,5 to 10 }`: what a comma left of a number is no key, and what stands before it is no value of its own.
pub(super) fn numbers_parted(mistakes: &mut Vec<Mistake>, text: &str) {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut parted = Vec::new();
    for mistake in mistakes.iter_mut() {
        let start = mistake.span.start as usize;
        let (before, after) = text.split_at_checked(start).unwrap_or_default();
        let number = before
            .strip_suffix(',')
            .filter(|one| one.ends_with(is_digit));
        let found = said(mistake, "found");
        // A text is put in quotes, with all its numbers.
        if mistake.key != "book.comma"
            && number.is_some()
            && after.starts_with(is_digit)
            && after.starts_with(found)
        {
            let about = [("found", found)];
            *mistake = Mistake::new("book.comma_in_number", mistake.span, &about);
            parted.extend(mistake.span.start.checked_sub(1));
        }
    }
    mistakes.retain(|mistake| !parted.contains(&mistake.span.end));
}

/// A bracket that seems not to be closed because a `#` behind a space makes the rest of its line a remark.
pub(super) fn refine_remark(mistake: &mut Mistake, text: &str) {
    let start = mistake.span.start as usize;
    let (_, after) = text.split_at_checked(start).unwrap_or_default();
    let line = after.lines().next().unwrap_or_default();
    let Some((before, remark)) = line.split_once(" #") else {
        return;
    };
    let is_quoted = before.matches('"').count() % 2 == 1;
    // A remark behind what is written out is one.
    if is_quoted || !remark.contains(['}', ']']) {
        return;
    }
    let begin = before
        .rfind(": ")
        .map_or(0, |at| at.saturating_add(": ".len()));
    let value = before.get(begin..).unwrap_or_default().trim_start();
    let rest = remark.split([',', '}', ']']).next().unwrap_or_default();
    let found = format!("{value} #{}", rest.trim_end());
    let at = start.saturating_add(before.len()).saturating_add(" ".len());
    let place = at..at.saturating_add("#".len());
    *mistake = Mistake::new("book.remark_in_text", place.into(), &[("found", &found)]);
}

/// Within braces a path with brackets needs quotes, as a text with braces does; and a name needs its colon.
pub(super) fn refine_brackets(mistake: &mut Mistake, text: &str) {
    let (before, after) = text
        .split_at_checked(mistake.span.start as usize)
        .unwrap_or_default();
    // A text that begins with what stands for a value.
    let line = before.rsplit('\n').next().unwrap_or_default();
    let (_, value) = line.rsplit_once(": ").unwrap_or_default();
    if value.starts_with('{') && before.ends_with("} ") && after.starts_with(char::is_alphabetic) {
        let rest = after.split([',', '}', '\n']).next().unwrap_or_default();
        let whole = format!("{value}{}", rest.trim_end());
        *mistake = Mistake::new("book.braces_unquoted", mistake.span, &[("found", &whole)]);
        return;
    }
    let begin = before
        .rfind([',', '{', '[', '\n'])
        .map_or(0, |at| at.saturating_add(1));
    let own = before.get(begin..).unwrap_or_default().trim_start();
    if own.is_empty() {
        return;
    }
    let end = |signs: &[char]| after.find(signs).unwrap_or(after.len());
    let value = own
        .rfind(": ")
        .map_or(own, |at| own.get(at..).unwrap_or_default());
    let value = value.trim_start_matches(": ");
    let (key, whole) = if after.starts_with('[') && !own.ends_with(' ') {
        let path = after
            .get(..end(&[' ', ',', '}', ':', '\n']))
            .unwrap_or_default();
        // `sum(costs[].amount)`, as a workbook writes it.
        let key = match value.contains('(') {
            true => "book.formula",
            false => "book.path_unquoted",
        };
        let path = balanced(path);
        (key, format!("{value}{path}"))
    } else if after.starts_with('{') && own.contains(": ") && own.trim_end().ends_with('}') {
        // What stands side by side lacks the comma between, as the reader says.
        return;
    } else if after.starts_with('{') && own.contains(": ") {
        let rest = after.get(..end(&[',', '\n'])).unwrap_or_default();
        (
            "book.braces_unquoted",
            format!("{value}{}", rest.trim_end()),
        )
    } else if after.starts_with('{') {
        ("book.colon_missing", own.trim_end().to_owned())
    } else {
        return;
    };
    *mistake = Mistake::new(key, mistake.span, &[("found", &whole)]);
}

/// The name with which a line begins, as far as its brace, where what belongs between them is missing: `require { … }`, `require:{ … }`.
pub(super) fn lacks_colon(line: &str) -> Option<&str> {
    let (begin, _) = line.split_once('{')?;
    let name = begin.trim_start_matches("- ");
    let found = name.trim_end_matches([':', ' ']);
    let of_name = |byte: u8| byte.is_ascii_lowercase() || byte == b'_';
    // Behind a colon and a space nothing is.
    let is_so = !found.is_empty() && found.bytes().all(of_name) && !begin.ends_with(": ");
    is_so.then_some(name)
}

/// A bracket that closes another one, or a second colon, in a line that lacks what belongs behind its name.
pub(super) fn refine_colon(mistake: &mut Mistake, line: &str) {
    let Some(name) = lacks_colon(line) else {
        return;
    };
    let found = name.trim_end_matches([':', ' ']);
    let similar = format!("{found}: {{ … }}");
    let about = [("found", found), ("similar", &*similar)];
    let sentence = match name.ends_with(':') {
        true => "book.no_space",
        false => "book.colon_missing",
    };
    *mistake = Mistake::new(sentence, mistake.span, &about);
}

/// The path as far as its brackets are its own, and not those around it.
fn balanced(path: &str) -> &str {
    let (mut open, mut end) = (0_usize, 0_usize);
    for (at, sign) in path.char_indices() {
        match sign {
            '[' => open = open.saturating_add(1),
            ']' if open == 0 => break,
            ']' => open = open.saturating_sub(1),
            _ => {}
        }
        end = at.saturating_add(sign.len_utf8());
    }
    let path = path.get(..end).unwrap_or_default();
    if path.contains(']') { path } else { "[]" }
}

#[cfg(test)]
mod tests {
    use super::balanced;

    #[test]
    fn a_path_ends_where_the_brackets_around_it_do() {
        for (found, path) in [
            ("[].kind]", "[].kind"),
            ("[].costs[].kind", "[].costs[].kind"),
            ("[", "[]"),
        ] {
            assert_eq!(balanced(found), path);
        }
    }
}
