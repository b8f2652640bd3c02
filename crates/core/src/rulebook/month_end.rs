//! What becomes of a day that a month lacks.

use super::reader::{Reader, translated};
use super::{Grounds, law};
use crate::context::MonthEnd;
use crate::law::Source;
use atbilst_yaml::NodeId;

/// What says what becomes of a day that a month lacks.
pub(super) const KEYS: [&str; 3] = ["day", "law", "because"];

/// Which day it becomes: the last of that month, or the first of the next.
pub(super) const DAYS: [(&str, MonthEnd); 2] = [("last", MonthEnd::Last), ("next", MonthEnd::Next)];

/// `month_end: { day: last, because: … }`: what becomes of a day that a month lacks, and by which law, or as whose choice.
pub(super) fn month_end(
    reader: &Reader<'_>,
    node: NodeId,
    sources: &[Source],
) -> Option<(MonthEnd, Grounds)> {
    let map = reader.map(node, &KEYS)?;
    let day = map.need("day").and_then(|node| reader.word(node, &DAYS));
    let law = map.optional("law", |node| law::citations(reader, node, sources, false));
    let because = map.optional("because", |node| translated(reader, node));
    let day = day?;
    let (law, because) = (law?.unwrap_or_default(), because?);
    if law.is_empty() == because.is_none() {
        let sentence = match because {
            Some(_) => "book.law_and_because",
            None => "book.law_or_because",
        };
        return reader.refuse(node, sentence, &[]);
    }
    Some((day, Grounds { law, because }))
}
