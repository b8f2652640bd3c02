//! Which cells of a table a rule can read: its conditions may leave some of their codes out.

use std::collections::BTreeSet;

use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::form::FieldId;
use atbilst_core::law::{Axis, DatedValue, Table, ValueId};
use atbilst_core::rulebook::{Rule, RuleBook};

/// The places of codes on an axis.
type Places = BTreeSet<usize>;

/// The cells of a table that the conditions of a rule leave.
pub(crate) fn reached(rule: &Rule, table: &Table) -> BTreeSet<ValueId> {
    let places = all(&asked_of(rule, table)).into_iter();
    places.filter_map(|place| table.cell(place)).collect()
}

/// The dated values of a book as a rule may read them: of a cell that its conditions leave out nothing is known.
pub(crate) fn read_by(rule: &Rule, book: &RuleBook) -> Vec<DatedValue> {
    let mut values = book.values.clone();
    if rule.cases.iter().all(|case| case.when.is_none()) {
        return values;
    }
    for table in &book.tables {
        let reached = reached(rule, table);
        for cell in table.cells.iter().filter(|cell| !reached.contains(cell)) {
            if let Some(value) = values.get_mut(cell.index()) {
                value.history.clear();
            }
        }
    }
    values
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
