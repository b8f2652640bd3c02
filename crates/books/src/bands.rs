//! The ends of bands, which are limits as any other: what the examples should touch of them.

use atbilst_core::context::{Context, Resolved, Scope, Target, Uses};
use atbilst_core::form::{FieldId, Form};
use atbilst_core::law::{Axis, BandEnd, InBands, Table};
use atbilst_core::rulebook::RuleBook;

/// The upper end of a band behind which something else holds.
pub(crate) struct BandEdge {
    /// Which entry of the history it stands in.
    pub(crate) entry: usize,
    /// Which of its ends it is.
    pub(crate) nth: usize,
    pub(crate) end: BandEnd,
    /// What lies in the bands.
    of: InBands,
}

/// Every end of a band of a table that is used. One between two bands that are the same for every code decides nothing.
pub(crate) fn edges(book: &RuleBook, table: &Table, uses: &Uses) -> Vec<BandEdge> {
    let mut all = Vec::new();
    let is_used = table
        .cells
        .iter()
        .any(|cell| uses.values.contains_key(cell));
    let Some(Axis::Bands { of, ends, bands }) = table.by.last().filter(|_| is_used) else {
        return all;
    };
    for (entry, (from, ends)) in ends.iter().enumerate() {
        for (nth, end) in ends.iter().enumerate() {
            let mut rows = table.cells.chunks((*bands).max(1));
            let decides = rows.any(|row| {
                let mut both = row.iter().skip(nth).take(2).map(|cell| {
                    let value = book.values.get(cell.index());
                    value.map(|value| value.bounds(*from))
                });
                both.next() != both.next()
            });
            if decides {
                all.push(BandEdge {
                    entry,
                    nth,
                    end: *end,
                    of: of.clone(),
                });
            }
        }
    }
    all
}

impl BandEdge {
    /// Both its sides.
    pub(crate) fn targets(&self) -> [Target; 2] {
        [AT, ABOVE].map(|side| Target::new(side, self.end.at.written()))
    }

    /// Which of them an application touches.
    pub(crate) fn touched(
        &self,
        book: &RuleBook,
        table: &Table,
        context: &Context<'_>,
    ) -> Vec<Target> {
        let axis = table.by.last().map(|axis| axis.ends_on(context.as_of));
        let mut touched = Vec::new();
        if axis.is_none_or(|ends| !ends.contains(&self.end)) {
            return touched;
        }
        let mut touch = |found: Resolved<'_>| {
            let Resolved::Known(found) = found else {
                return;
            };
            let side = match found.distance(self.end.at) {
                Some(apart) if apart.is_zero() => AT,
                Some(apart) if apart == found.step() && found > self.end.at => ABOVE,
                _ => return,
            };
            touched.push(Target::new(side, self.end.at.written()));
        };
        match &self.of {
            InBands::Field(field) => {
                let lists = lists(context.form, *field);
                context.each(&lists, Scope::ROOT, &mut |scope| {
                    touch(context.quantity_in(scope.innermost(), *field));
                });
            }
            InBands::Figure(path, _) => {
                let mut figures = book.figures.0.iter();
                if let Some(figure) = figures.find(|figure| *figure.sign.path == **path) {
                    context.each(&figure.sign.lists, Scope::ROOT, &mut |scope| {
                        touch(figure.is.resolve(context, scope));
                    });
                }
            }
        }
        touched
    }
}

/// The lists in which a field stands, the outermost first.
fn lists(form: &Form, field: FieldId) -> Vec<FieldId> {
    let around = |&list: &FieldId| form.field(list).list;
    let mut lists: Vec<_> = std::iter::successors(form.field(field).list, around).collect();
    lists.reverse();
    lists
}

const AT: &str = "rules.limit_never_met";
const ABOVE: &str = "rules.limit_never_above";
