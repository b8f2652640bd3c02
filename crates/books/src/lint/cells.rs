//! Cells of tables that no rule can reach, for the conditions of the rules that use the table leave their codes out.

use std::collections::BTreeSet;

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::form::FieldId;
use atbilst_core::law::{Axis, Table};
use atbilst_core::rulebook::Rule;

/// The places of codes on an axis.
type Places = BTreeSet<usize>;

impl Lint<'_> {
    pub(super) fn cells(&mut self) {
        let book = self.book;
        for table in &book.tables {
            let uses = |head| {
                let uses = book.uses_of(head);
                table
                    .cells
                    .iter()
                    .any(|cell| uses.values.contains_key(cell))
            };
            let mut reached = BTreeSet::new();
            for rule in book.rules.iter().filter(|rule| uses(&rule.head)) {
                for place in all(&asked_of(rule, table)) {
                    reached.extend(table.cell(place));
                }
            }
            // What all applications together add up is not left out by the condition of a rule.
            let of_all = book.portfolio.iter().any(|rule| uses(&rule.head));
            if of_all || reached.is_empty() {
                continue;
            }
            for cell in table.cells.iter().filter(|cell| !reached.contains(cell)) {
                let value = book.values.get(cell.index());
                if let Some((value, dated)) =
                    value.and_then(|own| Some((own, own.history.first()?)))
                {
                    let about = [("found", &*value.name), ("table", &*table.name)];
                    self.say("rules.cell_unreached", dated.span, &about);
                }
            }
        }
    }
}

/// On each axis of a table the places that a rule may ask for.
fn asked_of(rule: &Rule, table: &Table) -> Vec<Places> {
    let axes = table.by.iter();
    let asked = axes.map(|axis| {
        let every: Places = (0..axis.len()).collect();
        let Axis::Codes { field, .. } = axis else {
            return every;
        };
        let cases = rule.cases.iter();
        let of_case = |when: Option<&Condition>| match when {
            Some(when) => left_by(when, *field, &every),
            None => every.clone(),
        };
        cases.flat_map(|case| of_case(case.when.as_ref())).collect()
    });
    asked.collect()
}

/// The codes of a field for which a condition can hold, as far as it says so itself.
fn left_by(condition: &Condition, field: FieldId, every: &Places) -> Places {
    match condition {
        Condition::All(inner) => {
            let inner = inner.iter().map(|one| left_by(one, field, every));
            inner.fold(every.clone(), |all, one| &all & &one)
        }
        Condition::Any(inner) => {
            let inner = inner.iter().map(|one| left_by(one, field, every));
            inner.fold(Places::new(), |all, one| &all | &one)
        }
        Condition::Not(inner) => match &**inner {
            Condition::Test(test) => match codes(test, field) {
                Some(codes) => every - &codes,
                None => every.clone(),
            },
            _ => every.clone(),
        },
        Condition::Test(test) => codes(test, field).unwrap_or_else(|| every.clone()),
        Condition::Items { .. } => every.clone(),
    }
}

/// The codes that a test asks of a field.
fn codes(test: &Test, field: FieldId) -> Option<Places> {
    if test.subject.field != field || test.computed.is_some() {
        return None;
    }
    match test.operator.asks().wanted {
        Wanted::Code(code) => Some(Places::from([usize::from(code)])),
        Wanted::Codes(codes) => Some(codes.iter().copied().map(usize::from).collect()),
        _ => None,
    }
}

/// Every place in which one of each is.
fn all(axes: &[Places]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for axis in axes {
        let with = |place: &Vec<usize>| -> Vec<Vec<usize>> {
            let next = axis
                .iter()
                .map(|&next| [place.as_slice(), &[next]].concat());
            next.collect()
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}
