//! Which cells of a table a rule can read: its conditions may leave some of their codes out.

use std::collections::BTreeSet;

use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::context::Uses;
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::law::{Axis, DatedValue, Table, ValueId};
use atbilst_core::rulebook::{Rule, RuleBook};
use atbilst_core::scalar::{Quantity, Word};

/// The places of codes on an axis.
type Places = BTreeSet<usize>;

/// The cells of a table that the conditions of a rule leave.
pub(crate) fn reached(rule: &Rule, table: &Table, book: &RuleBook) -> BTreeSet<ValueId> {
    let places = all(&asked_of(rule, table, book)).into_iter();
    places.filter_map(|place| table.cell(place)).collect()
}

/// The dated values of a book as a rule may read them: of a cell that its conditions leave out nothing is known.
pub(crate) fn read_by(rule: &Rule, book: &RuleBook) -> Vec<DatedValue> {
    let mut values = book.values.clone();
    if rule.cases.iter().all(|case| case.when.is_none()) {
        return values;
    }
    for table in &book.tables {
        let reached = reached(rule, table, book);
        for cell in table.cells.iter().filter(|cell| !reached.contains(cell)) {
            if let Some(value) = values.get_mut(cell.index()) {
                value.history.clear();
            }
        }
    }
    values
}

/// On each axis of a table the places that a rule may ask for.
fn asked_of(rule: &Rule, table: &Table, book: &RuleBook) -> Vec<Places> {
    let axes = table.by.iter();
    let asked = axes.map(|axis| {
        let every: Places = (0..axis.len()).collect();
        let Axis::Codes { field, .. } = axis else {
            return every;
        };
        let of = OneAxis {
            table,
            field: *field,
            every,
            book,
        };
        let cases = rule.cases.iter();
        let of_case = |when: Option<&Condition>| match when {
            Some(when) => of.left_by(when),
            None => of.every.clone(),
        };
        cases.flat_map(|case| of_case(case.when.as_ref())).collect()
    });
    asked.collect()
}

/// The codes of a field by which a table is read.
struct OneAxis<'b> {
    table: &'b Table,
    field: FieldId,
    every: Places,
    book: &'b RuleBook,
}

impl OneAxis<'_> {
    /// Those for which a condition can hold, as far as it says so itself.
    fn left_by(&self, condition: &Condition) -> Places {
        match condition {
            Condition::All(inner) => {
                let inner = inner.iter().map(|one| self.left_by(one));
                inner.fold(self.every.clone(), |all, one| &all & &one)
            }
            Condition::Any(inner) => {
                let inner = inner.iter().map(|one| self.left_by(one));
                inner.fold(Places::new(), |all, one| &all | &one)
            }
            Condition::Not(inner) => match &**inner {
                // A code that is another on another day may be both.
                Condition::Test(test) if test.computed.is_none() => match self.codes(test) {
                    Some(codes) => &self.every - &codes,
                    None => self.every.clone(),
                },
                _ => self.every.clone(),
            },
            Condition::Test(test) => self.codes(test).unwrap_or_else(|| self.every.clone()),
            Condition::Items { .. } => self.every.clone(),
        }
    }

    /// The codes that a test asks of the field, or of what another table sets for it.
    fn codes(&self, test: &Test) -> Option<Places> {
        let wanted = match test.operator.asks().wanted {
            Wanted::Code(code) => Places::from([usize::from(code)]),
            Wanted::Codes(codes) => codes.iter().copied().map(usize::from).collect(),
            _ => return None,
        };
        if test.computed.is_none() {
            return (test.subject.field == self.field).then_some(wanted);
        }
        let mut uses = Uses::default();
        test.uses(&self.book.form, &mut uses);
        let asked = |table: &&Table| table.cells.iter().all(|id| uses.values.contains_key(id));
        let table = self.book.tables.iter().find(asked)?;
        let ([Axis::Codes { field, .. }], Kind::Code(list)) = (&*table.by, &table.kind) else {
            return None;
        };
        if *field != self.field || table.name == self.table.name {
            return None;
        }
        let codes = &self.book.list(*list)?.codes;
        let wanted: Vec<_> = wanted
            .iter()
            .filter_map(|at| Word::of(&codes.get(*at)?.code))
            .map(Quantity::Code)
            .collect();
        let may_be = |cell: &ValueId| {
            let value = self.book.values.get(cell.index());
            let mut ever = value.iter().flat_map(|value| &value.history);
            ever.any(|dated| dated.is.is_none_or(|is| wanted.contains(&is)))
        };
        let cells = table.cells.iter().enumerate();
        Some(
            cells
                .filter(|(_, cell)| may_be(cell))
                .map(|(at, _)| at)
                .collect(),
        )
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
