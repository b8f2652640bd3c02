//! The list of all ids that rules ever had: one line for each, `CALL ID`, and `CALL ID withdrawn` for a rule that is no more.
//! An id names one obligation for ever: waivers, reports and court files speak of it years later.

use atbilst_core::rulebook::{Head, Mistake, RuleBook};
use atbilst_yaml::source::Span;

/// One line of the list.
struct Entry<'t> {
    id: &'t str,
    withdrawn: bool,
    span: Span,
}

/// What is wrong between a book and the list: first what has its place in the book, then what has it in the list.
pub(super) fn compare(book: &RuleBook, list: &str) -> (Vec<Mistake>, Vec<Mistake>) {
    let mut in_list = Vec::new();
    let entries = read(&book.call, list, &mut in_list);
    let mut in_book = Vec::new();
    if entries.is_empty()
        && let Some(other) = calls(list).find(|other| knows(book, other, list))
    {
        let args = [("found", &*book.call), ("other", other)];
        let place = book.text.find(&*book.call).unwrap_or(0);
        let span = Span::from(place..place.saturating_add(book.call.len()));
        let mistake = Mistake::new("rules.ids_of_other_call", span, &args);
        return (vec![mistake], in_list);
    }
    for head in book.heads() {
        let args = [("rule", &*head.id)];
        match entries.iter().find(|entry| entry.id == &*head.id) {
            None => in_book.push(Mistake::new("rules.id_not_listed", head.span, &args)),
            Some(entry) if entry.withdrawn => {
                in_book.push(Mistake::new("rules.id_used_again", head.span, &args));
            }
            Some(_) => {}
        }
    }
    for entry in &entries {
        if !entry.withdrawn && book.head(entry.id).is_none() {
            in_list.push(Mistake::new(
                "rules.id_missing",
                entry.span,
                &[("rule", entry.id)],
            ));
        }
    }
    (in_book, in_list)
}

/// The calls that a list knows.
fn calls(list: &str) -> impl Iterator<Item = &str> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_whitespace().next())
}

/// Whether a list knows all rules of the book under another call.
fn knows(book: &RuleBook, call: &str, list: &str) -> bool {
    let entries = read(call, list, &mut Vec::new());
    let listed = |head: &Head| entries.iter().any(|entry| *entry.id == *head.id);
    book.heads().all(listed)
}

/// The lines of one call.
fn read<'t>(call: &str, list: &'t str, mistakes: &mut Vec<Mistake>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = Vec::new();
    let mut start = 0_usize;
    for line in list.split_inclusive('\n') {
        let span = Span::from(start..start.saturating_add(line.trim_end().len()));
        start = start.saturating_add(line.len());
        let words: Vec<&str> = line.split_whitespace().collect();
        let (of, id, withdrawn) = match words.as_slice() {
            [] => continue,
            [first, ..] if first.starts_with('#') => continue,
            [of, id] => (*of, *id, false),
            [of, id, "withdrawn"] => (*of, *id, true),
            _ => {
                mistakes.push(Mistake::new(
                    "rules.id_line",
                    span,
                    &[("found", line.trim())],
                ));
                continue;
            }
        };
        if of != call {
            continue;
        }
        if entries.iter().any(|entry| entry.id == id) {
            mistakes.push(Mistake::new("rules.id_twice", span, &[("rule", id)]));
        } else {
            entries.push(Entry {
                id,
                withdrawn,
                span,
            });
        }
    }
    entries
}
