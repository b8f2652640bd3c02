//! Remarks of a form that stand within a text, where they are text: `# Kopsavilkums (ja vajadzīgs …)`, `# summary:`.

use super::written::Written;
use crate::form::{Field, Form};
use atbilst_yaml::{Document, Style, is_no_break};

/// A help that begins in the same way is the one of the form from so many bytes on.
const LEAST: usize = 12;

/// The texts with a line that begins with `#` and says what the form says, or begins as one of its fields.
pub(super) fn remarks<'t>(form: &Form, written: &[Written<'t>]) -> Vec<Written<'t>> {
    let remark = |text: &Written<'t>| {
        let mut lines = text.says.lines().map(str::trim);
        let says = lines.find(|line| is_remark(form, line))?;
        Some(Written { says, ..*text })
    };
    let texts = written.iter().filter(|text| text.says.contains('#'));
    texts.filter_map(remark).collect()
}

/// The texts in which what looks like a space stands before a `#`, and a space behind it, from there on: the remark that is meant is text.
pub(super) fn behind_other_space<'t>(
    document: Document<'_>,
    written: &[Written<'t>],
) -> Vec<Written<'t>> {
    let remark = |text: &Written<'t>| {
        let mut signs = text.says.match_indices("# ");
        let says = signs.find_map(|(at, _)| {
            let (before, remark) = text.says.split_at_checked(at)?;
            before.ends_with(is_no_break).then_some(remark)
        })?;
        Some(Written { says, ..*text })
    };
    let plain = |text: &&Written<'_>| document.node(text.node).style == Style::Plain;
    written.iter().filter(plain).filter_map(remark).collect()
}

fn is_remark(form: &Form, line: &str) -> bool {
    let Some(says) = line
        .strip_prefix('#')
        .map(|line| line.trim_matches(['#', ' ']))
    else {
        return false;
    };
    let of = |field: &Field| {
        let behind = |name: &str, sign: char| {
            let behind = says.strip_prefix(name).map(str::trim_start);
            behind.is_some_and(|behind| behind.starts_with(sign))
        };
        let helps = |help: &String| {
            let begins = says.starts_with(help.as_str()) || help.starts_with(says);
            begins && says.len() >= LEAST
        };
        // A title alone may be a heading.
        behind(&field.name, ':')
            || field.title.iter().any(|title| behind(title, '('))
            || field.help.iter().any(helps)
    };
    form.iter().any(|(_, field)| of(field))
}
