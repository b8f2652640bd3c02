//! The tables of a comparison with a row for each application: whose verdict, money, owner or statement is another, and who came or went.

use super::ComparisonTeller;
use crate::rows::{Cell, cents, columns_of};
use crate::tables::TablePart;
use atbilst_core::compare::ApplicationPair;
use atbilst_core::stored::{StoredApplication, StoredStatement};
use rust_decimal::Decimal;

impl<'r> ComparisonTeller<'_, 'r> {
    pub(super) fn changed_verdicts(&self) -> TablePart<'r> {
        let changed = self.all.applications.iter().filter(|pair| {
            let [was, is] = pair.verdicts();
            pair.stayed() && was != is
        });
        let (columns, row) = columns_of! { |pair: &ApplicationPair<'r>| {
            let [id, title, applicant, money] = self.whose(pair.either());
            let [was, is] = pair.verdicts().map(|verdict| {
                verdict.map_or(Cell::Empty, |verdict| self.word("verdict", verdict))
            });
        }
            id: id,
            title: title,
            applicant: applicant,
            was: was,
            now: is,
            money: money,
            path: path_of(pair),
        };
        self.part("compare.changed_verdicts", columns, changed.map(row))
    }

    pub(super) fn identity(&self) -> TablePart<'r> {
        let all = self.all.applications.iter();
        let rows = all.flat_map(|pair| {
            let told = pair.identity().into_iter().map(|(field, [was, now])| {
                [
                    pair.either().map_or(Cell::Empty, |one| self.name(one)),
                    self.word("column", field),
                    Cell::maybe(was),
                    Cell::maybe(now),
                    Cell::maybe(pair.new.map(|one| &*one.path)),
                ]
            });
            told.collect::<Vec<_>>()
        });
        self.part(
            "compare.identity",
            ["id", "field", "was", "now", "path"],
            rows,
        )
    }

    pub(super) fn stated(&self) -> TablePart<'r> {
        let all = self.all.applications.iter();
        let all = all.flat_map(|pair| pair.stated().into_iter().map(move |both| (pair, both)));
        let (columns, row) = columns_of! { |one: (&ApplicationPair<'r>, Statements<'r>)| {
            let (pair, [was, now]) = one;
            let [id, title, applicant, _] = self.whose(pair.either());
            let of = |text: Option<&'r String>| Cell::maybe(text.map(String::as_str));
        }
            id: id,
            title: title,
            applicant: applicant,
            field: of(now.or(was).map(|one| &one.title)),
            was: of(was.map(|one| &one.is)),
            now: of(now.map(|one| &one.is)),
            file: of(now.or(was).map(|one| &one.file)),
            path: path_of(pair),
        };
        self.part("compare.stated", columns, all.map(row))
    }

    pub(super) fn money(&self) -> TablePart<'r> {
        let moved = self.all.applications.iter().filter(|pair| {
            let [was, is] = pair.money();
            pair.stayed() && was != is
        });
        let (columns, row) = columns_of! { |pair: &ApplicationPair<'r>| {
            let [id, title, applicant, _] = self.whose(pair.either());
            let [was, is] = pair.money();
            let cell = |amount: Option<Decimal>| amount.map_or(Cell::Empty, cents);
        }
            id: id,
            title: title,
            applicant: applicant,
            was_money: cell(was),
            now_money: cell(is),
            difference: cell(was.zip(is).and_then(|(was, is)| is.checked_sub(was))),
            path: path_of(pair),
        };
        self.part("compare.money", columns, moved.map(row))
    }

    pub(super) fn applications(&self) -> TablePart<'r> {
        let moved = self.all.applications.iter().filter(|pair| !pair.stayed());
        let moved = moved.filter_map(|pair| Some((pair, pair.either()?)));
        let (columns, row) = columns_of! { |one: (&ApplicationPair<'r>, &'r StoredApplication)| {
            let (pair, one) = one;
            let [id, title, applicant, money] = self.whose(Some(one));
            let change = if pair.new.is_some() { "added" } else { "removed" };
        }
            change: self.word("compare.application", change),
            id: id,
            title: title,
            applicant: applicant,
            verdict: self.word("verdict", &one.verdict),
            money: money,
            path: Cell::text(&one.path),
        };
        self.part("compare.applications", columns, moved.map(row))
    }
}

/// What the office states of an application, before and now.
type Statements<'r> = [Option<&'r StoredStatement>; 2];

/// Where an application lies, or lay.
fn path_of<'r>(pair: &ApplicationPair<'r>) -> Cell<'r> {
    Cell::maybe(pair.either().map(|one| &*one.path))
}
