//! The tables of a comparison with a row for each application: whose verdict, money, owner or statement is another, and who came or went.

use super::ComparisonTeller;
use crate::rows::{Cell, cents};
use crate::tables::TablePart;
use atbilst_core::compare::ApplicationPair;
use rust_decimal::Decimal;

impl<'r> ComparisonTeller<'_, 'r> {
    pub(super) fn changed_verdicts(&self) -> TablePart<'r> {
        let changed = self.all.applications.iter().filter(|pair| {
            let [was, is] = pair.verdicts();
            pair.stayed() && was != is
        });
        let rows = changed.map(|pair| {
            let [id, title, applicant, money] = self.whose(pair.either());
            let [was, is] = pair.verdicts().map(|verdict| {
                verdict.map_or(Cell::Empty, |verdict| self.word("verdict", verdict))
            });
            vec![id, title, applicant, was, is, money, path_of(pair)]
        });
        self.part(
            "compare.changed_verdicts",
            &["id", "title", "applicant", "was", "now", "money", "path"],
            rows.collect(),
        )
    }

    pub(super) fn identity(&self) -> TablePart<'r> {
        let all = self.all.applications.iter();
        let rows = all.flat_map(|pair| {
            let told = pair.identity().into_iter().map(|(field, [was, now])| {
                vec![
                    pair.either().map_or(Cell::Empty, |one| self.name(one)),
                    self.word("column", field),
                    Cell::maybe(was),
                    Cell::maybe(now),
                    Cell::maybe(pair.new.map(|one| &*one.path)),
                ]
            });
            told.collect::<Vec<_>>()
        });
        let columns = ["id", "field", "was", "now", "path"];
        self.part("compare.identity", &columns, rows.collect())
    }

    pub(super) fn stated(&self) -> TablePart<'r> {
        let all = self.all.applications.iter();
        let rows = all.flat_map(|pair| {
            pair.stated().into_iter().map(|[was, now]| {
                let [id, title, applicant, _] = self.whose(pair.either());
                let of = |text: Option<&'r String>| Cell::maybe(text.map(String::as_str));
                vec![
                    id,
                    title,
                    applicant,
                    of(now.or(was).map(|one| &one.title)),
                    of(was.map(|one| &one.is)),
                    of(now.map(|one| &one.is)),
                    of(now.or(was).map(|one| &one.file)),
                    path_of(pair),
                ]
            })
        });
        let columns = [
            "id",
            "title",
            "applicant",
            "field",
            "was",
            "now",
            "file",
            "path",
        ];
        self.part("compare.stated", &columns, rows.collect())
    }

    pub(super) fn money(&self) -> TablePart<'r> {
        let moved = self.all.applications.iter().filter(|pair| {
            let [was, is] = pair.money();
            pair.stayed() && was != is
        });
        let rows = moved.map(|pair| {
            let [id, title, applicant, _] = self.whose(pair.either());
            let [was, is] = pair.money();
            let cell = |amount: Option<Decimal>| amount.map_or(Cell::Empty, cents);
            let difference = was.zip(is).and_then(|(was, is)| is.checked_sub(was));
            vec![
                id,
                title,
                applicant,
                cell(was),
                cell(is),
                cell(difference),
                path_of(pair),
            ]
        });
        let columns = [
            "id",
            "title",
            "applicant",
            "was_money",
            "now_money",
            "difference",
            "path",
        ];
        self.part("compare.money", &columns, rows.collect())
    }

    pub(super) fn applications(&self) -> TablePart<'r> {
        let moved = self.all.applications.iter().filter(|pair| !pair.stayed());
        let rows = moved.filter_map(|pair| {
            let one = pair.either()?;
            let [id, title, applicant, money] = self.whose(Some(one));
            let change = if pair.new.is_some() {
                "added"
            } else {
                "removed"
            };
            Some(vec![
                self.word("compare.application", change),
                id,
                title,
                applicant,
                self.word("verdict", &one.verdict),
                money,
                Cell::text(&one.path),
            ])
        });
        let columns = [
            "change",
            "id",
            "title",
            "applicant",
            "verdict",
            "money",
            "path",
        ];
        self.part("compare.applications", &columns, rows.collect())
    }
}

/// Where an application lies, or lay.
fn path_of<'r>(pair: &ApplicationPair<'r>) -> Cell<'r> {
    Cell::maybe(pair.either().map(|one| &*one.path))
}
