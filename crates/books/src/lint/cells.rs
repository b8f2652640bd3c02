//! Cells of tables that no rule can reach, for the conditions of the rules that use the table leave their codes out.

use std::collections::BTreeSet;

use super::Lint;
use crate::cells::reached;

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
            let rules = book.rules.iter().filter(|rule| uses(&rule.head));
            let reached: BTreeSet<_> = rules.flat_map(|rule| reached(rule, table, book)).collect();
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
