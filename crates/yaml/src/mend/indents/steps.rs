//! How much deeper than a name a text has what stands under it.

use crate::mend::look::{LINES, Look, deep, entry, is_item, is_nothing, key_column, says};
use crate::mend::{Named, Under};

/// The step where a text does not tell; a dash and its space have no fewer columns.
const STEP: usize = 2;

/// How much deeper most of a text has what stands under a name.
#[derive(Clone, Copy)]
pub(super) struct UsualSteps {
    fields: Option<usize>,
    dashes: Option<usize>,
}

/// How much deeper a part has what stands under its name.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// Its fields, or the dashes of its items.
    pub(super) below: usize,
    /// What stands behind a dash.
    pub(super) sign: usize,
}

impl UsualSteps {
    pub(super) fn of(look: Look<'_>) -> Self {
        let lines = look.lines_from(1).take(LINES).map(|(_, line)| line);
        let lines: Vec<&str> = lines.filter(|line| says(line)).collect();
        let below = |items: bool| {
            let pairs = lines.iter().zip(lines.iter().skip(1));
            let below = pairs.filter(|(name, below)| {
                let opens = entry(name).is_some_and(|(_, value)| is_nothing(value));
                opens && !is_item(name) && is_item(below) == items
            });
            let steps = below.filter_map(|(name, below)| deep(below).checked_sub(deep(name)));
            most(steps.filter(|&step| items || step > 0))
        };
        Self {
            fields: below(false),
            dashes: below(true),
        }
    }
}

impl Steps {
    /// Those of a part whose name stands in a line and a column: the usual ones where any of it has them, else those that most of it has.
    pub(super) fn of(
        look: Look<'_>,
        usual: UsualSteps,
        part: &Named,
        (number, column): (u32, usize),
    ) -> Self {
        let is_list = part.under == Under::Items;
        let holds = |line: &&str| {
            let key = entry(line).map(|(key, _)| key);
            key.is_some_and(|key| part.holds.iter().any(|(name, _)| name == key))
        };
        let own = look.lines_from(number + 1).take(LINES);
        let own = own.map(|(_, line)| line).filter(|line| says(line));
        let own = own.take_while(|line| {
            deep(line) > column || (is_list && is_item(line) && deep(line) == column)
        });
        let own: Vec<&str> = own.filter(holds).collect();
        let begins = own.iter().filter(|line| is_item(line) == is_list);
        let below: Vec<usize> = begins.map(|line| deep(line) - column).collect();
        let usual = if is_list { usual.dashes } else { usual.fields };
        let there = usual.filter(|step| below.contains(step));
        let there = there.or_else(|| most(below.into_iter()));
        // Behind a dash, and below that.
        let mut dash = None;
        let signs = own.iter().filter_map(|line| {
            dash = is_item(line).then(|| deep(line)).or(dash);
            key_column(line).checked_sub(dash?)
        });
        Self {
            below: there.or(usual).unwrap_or(STEP),
            sign: most(signs.filter(|&sign| sign >= STEP)).unwrap_or(STEP),
        }
    }
}

/// What is there most often; of several the usual step, or the first.
fn most(all: impl Iterator<Item = usize>) -> Option<usize> {
    let all: Vec<usize> = all.collect();
    let count = |one: usize| all.iter().filter(|&&other| other == one).count();
    let rated = all.iter().rev().map(|&one| (count(one), one == STEP, one));
    let most = rated.max_by_key(|&(count, is_usual, _)| (count, is_usual));
    most.map(|(.., one)| one)
}
