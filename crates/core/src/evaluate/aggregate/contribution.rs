//! What is kept of one application for the rules over all of them: amounts, numbers, hashes of keys, and names as they are compared.

use serde::{Deserialize, Serialize};
use std::collections::HashSet;

use atbilst_likeness::{Folder, Name};
use rust_decimal::Decimal;

use super::alike::each_name;
use super::keys::{KeyHash, each_key};
use crate::application::{Frame, State};
use crate::condition::quantity::{Adds, Operand, Overall, Per, TableValue};
use crate::context::{Context, Resolved, Scope, Uses};
use crate::form::FieldId;
use crate::law::ValueId;
use crate::rulebook::{Requirement, RuleBook};
use crate::scalar::Quantity;

/// What is kept of one application: an amount for each column, in order, and every key.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Contribution {
    pub(super) amounts: Vec<Amount>,
    /// What belongs to a group.
    pub(super) grouped: Vec<Grouped>,
    /// Which of all keys of the book, and the hash of its values.
    pub(super) keys: Vec<(u16, KeyHash)>,
    /// Under which of all paths of the book, and each name there, in order.
    pub(super) names: Vec<(u16, Name)>,
    /// The columns for which the office has not stated something yet.
    pub(super) awaited: Vec<u16>,
}

/// What belongs to a group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Grouped {
    pub(super) column: u16,
    pub(super) hash: KeyHash,
    /// How much, where that is not one.
    pub(super) amount: Option<Decimal>,
    /// The cell that says the limit of the group, where it is known.
    pub(super) cell: Option<ValueId>,
    /// What is counted once in the group, where different values are.
    pub(super) value: Option<KeyHash>,
    /// What is stated as the limit of the group, where it is.
    pub(super) limit: Option<Decimal>,
    /// Whether it may be more.
    pub(super) is_least: bool,
}

/// What is kept for a column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Amount {
    /// Something to add up.
    Sum(Decimal),
    /// As much at least, or more.
    AtLeast(Decimal),
    /// Something that cannot be read.
    Unknown,
    /// How many, and whether all could be decided.
    Count(u32, bool),
    /// Keys or groups, and whether all could be read.
    Keys(bool),
    /// Groups, of which all are known, but not how much belongs to each.
    Placed,
}

impl Amount {
    /// Whether all that is asked for could be read.
    pub(super) const fn is_complete(self) -> bool {
        match self {
            Self::Sum(_) => true,
            Self::Count(_, complete) | Self::Keys(complete) => complete,
            Self::AtLeast(_) | Self::Unknown | Self::Placed => false,
        }
    }

    /// Whether all groups are known to which anything may belong that could not be read.
    pub(super) const fn is_placed(self) -> bool {
        self.is_complete() || matches!(self, Self::Placed)
    }
}

/// A quantity, and what says the limit of each of its groups: a table, or what is stated.
type OfLimit<'r> = (&'r Overall, Option<&'r TableValue>, Option<&'r Operand>);

impl Contribution {
    /// What one application adds to the rules over all of them.
    pub fn of(book: &RuleBook, context: &Context<'_>) -> Self {
        let mut contribution = Self::default();
        let (mut key_index, mut path_index) = (0_u16, 0_u16);
        let mut folder = Folder::default();
        for requirement in book.requirements() {
            match requirement {
                Requirement::Overall { .. } => {
                    // Of what is held against the limit there may be groups with a limit of their own, and of the wholes of those.
                    let table = requirement.table();
                    let mut stated = requirement.stated();
                    requirement.each_overall(&mut |overall| {
                        let table = table.filter(|_| overall.per.is_some());
                        let own = (overall, table, stated.take());
                        let amount = contribution.of_all(own, context, &mut folder);
                        contribution.add(amount, || overall.awaited(context).is_some());
                    });
                }
                Requirement::Unique { keys, latest } => {
                    let (mut folded, mut complete) = (Vec::new(), true);
                    for key in keys {
                        complete &= each_key(context, key, &mut folded, &mut |hash, _| {
                            contribution.keys.push((key_index, hash));
                        });
                        key_index = key_index.saturating_add(1);
                    }
                    if let Some(leaf) = latest.as_ref().and_then(|day| day.leaf) {
                        if let Resolved::Known(Quantity::Date(day)) =
                            context.quantity_in(Frame::ROOT, leaf)
                        {
                            contribution.keys.push((key_index, KeyHash::of_day(day)));
                        }
                        key_index = key_index.saturating_add(1);
                    }
                    let fields = |uses: &mut Uses| {
                        let fields = keys.iter().flat_map(|key| &key.fields);
                        fields.for_each(|field| uses.select(field));
                    };
                    contribution.add(Amount::Keys(complete), || {
                        context.awaited(fields, Scope::ROOT).is_some()
                    });
                }
                Requirement::Alike { paths, .. } => {
                    let mut complete = true;
                    for path in paths {
                        complete &= each_name(context, path, &mut |text, _| {
                            contribution.names.push((path_index, folder.name(text)));
                        });
                        path_index = path_index.saturating_add(1);
                    }
                    let fields = |uses: &mut Uses| paths.iter().for_each(|path| uses.select(path));
                    contribution.add(Amount::Keys(complete), || {
                        context.awaited(fields, Scope::ROOT).is_some()
                    });
                }
            }
        }
        contribution
    }

    /// Adds the next column, and that the office has not stated something for it where that is why it is not complete.
    fn add(&mut self, amount: Amount, is_awaited: impl FnOnce() -> bool) {
        if !amount.is_complete()
            && let Ok(column) = u16::try_from(self.amounts.len())
            && is_awaited()
        {
            self.awaited.push(column);
        }
        self.amounts.push(amount);
    }

    /// What one application adds to a quantity over all of them.
    fn of_all(
        &mut self,
        (overall, table, stated): OfLimit<'_>,
        context: &Context<'_>,
        folder: &mut Folder,
    ) -> Amount {
        match Groups::of(overall) {
            Groups::None => {}
            groups => return self.of_groups((overall, table, stated), &groups, context),
        }
        if let Adds::Number(different) = overall.adds {
            let mut counted = Vec::new();
            let known = overall.each(context, &mut |scope, _| counted.push(scope.innermost()));
            let again = match different {
                Some((field, _)) if counted.len() > 1 => {
                    said_again(context, &counted, field, folder)
                }
                _ => 0,
            };
            // What the office will state may be the same words again.
            let is_awaited = |item: &&Frame| {
                different.is_some_and(|(field, _)| {
                    let field = context.form.field(field);
                    let value = || context.application.value(**item, field.slot);
                    field.office.is_some() && value().state == State::Absent
                })
            };
            let awaited = counted.iter().filter(is_awaited).count();
            let count = counted.len().saturating_sub(again);
            let least = count.saturating_sub(awaited).max(count.min(1));
            let count = u32::try_from(least).unwrap_or(u32::MAX);
            return Amount::Count(count, known.is_all() && awaited == 0);
        }
        let mut added = Some(Decimal::ZERO);
        let known = overall.each(context, &mut |_, addend| added = number(addend.adds));
        match added {
            Some(added) if known.is_all() => Amount::Sum(added),
            Some(added) => Amount::AtLeast(added),
            None => Amount::Unknown,
        }
    }

    /// What it adds to each group.
    fn of_groups(
        &mut self,
        (overall, table, stated): OfLimit<'_>,
        groups: &Groups,
        context: &Context<'_>,
    ) -> Amount {
        let column = u16::try_from(self.amounts.len()).unwrap_or(u16::MAX);
        let Some(per) = group_of(overall) else {
            return Amount::Unknown;
        };
        let (first, mut placed, mut all_said) = (self.grouped.len(), true, true);
        let known = overall.each(context, &mut |scope, addend| {
            let amount = match (groups, number(addend.adds)) {
                (Groups::AddedUp, Some(amount)) => Some(amount),
                // Of what cannot be read the group is known, which may have more.
                (Groups::AddedUp, None) => Some(Decimal::ZERO),
                // What only makes a group is not counted.
                (_, Some(none)) if none.is_zero() => Some(none),
                _ => None,
            };
            // What states no value may be one more: of its own group, where that is known.
            let differs = match &overall.adds {
                Adds::Different(values) if amount.is_none() => Some(values),
                _ => None,
            };
            let mut is_said = differs.is_none_or(|values| values.is_stated(context, scope));
            // An application belongs once to each group of its items.
            let own = self.grouped.len();
            let limit = stated.map(|limit| limit.resolve(context, scope));
            // What cannot be read may be another limit.
            placed &= !matches!(limit, Some(Resolved::Open));
            let limit = limit.and_then(number);
            let mut add = |value: Option<KeyHash>, amount: Option<Decimal>, is_least: bool| {
                per.each_key(context, scope, &mut |key, scope| {
                    let hash = KeyHash::of(key);
                    let mut others = self.grouped.iter().skip(own);
                    let is_same = |other: &Grouped| (other.hash, other.value) == (hash, value);
                    if per.lists.is_empty() || !others.any(is_same) {
                        self.grouped.push(Grouped {
                            column,
                            hash,
                            amount,
                            cell: table.and_then(|table| table.known_cell(context, scope)),
                            value,
                            limit,
                            is_least,
                        });
                    }
                })
            };
            match (differs, &overall.per) {
                // The values are told apart in each group.
                (Some(values), Some(_)) => {
                    let mut keys = Vec::new();
                    is_said &= values.each_key(context, scope, &mut |key, _| {
                        keys.push(KeyHash::of(key));
                    });
                    for key in keys {
                        placed &= add(Some(key), amount, !addend.is_known);
                    }
                    if !is_said {
                        placed &= add(None, Some(Decimal::ZERO), true);
                    }
                    all_said &= is_said;
                }
                _ => {
                    placed &= is_said;
                    placed &= add(None, amount, !addend.is_known);
                }
            }
        });
        // Of items whose values are only told apart each value is one.
        if matches!(overall.adds, Adds::Different(_)) {
            let mut seen = HashSet::new();
            let (before, own) = self.grouped.split_at(first.min(self.grouped.len()));
            let own = own.iter();
            let own = own
                .filter(|own| seen.insert((own.hash, own.value)))
                .copied();
            self.grouped = before.iter().copied().chain(own).collect();
        }
        match known.which && placed {
            true if known.how_much && all_said => Amount::Keys(true),
            true => Amount::Placed,
            false => Amount::Keys(false),
        }
    }
}

/// Whether a quantity over all applications is kept by groups.
pub(super) enum Groups {
    /// It is not.
    None,
    /// So many in each.
    Counted,
    /// An amount in each.
    AddedUp,
}

impl Groups {
    pub(super) fn of(overall: &Overall) -> Self {
        match (&overall.adds, &overall.per) {
            (Adds::Different(_), _) | (Adds::Number(_), Some(_)) => Self::Counted,
            (Adds::Field | Adds::Computed(_), Some(_)) => Self::AddedUp,
            (_, None) => Self::None,
        }
    }
}

/// By what the groups of a quantity are made.
pub(crate) fn group_of(overall: &Overall) -> Option<&Per> {
    let own = overall.per.as_ref();
    own.or(match &overall.adds {
        Adds::Different(per) => Some(per),
        Adds::Field | Adds::Computed(_) | Adds::Number(_) => None,
    })
}

/// What an application adds, where it is known.
fn number(resolved: Resolved<'_>) -> Option<Decimal> {
    resolved.known()?.number()
}

/// How many of some items say the same words again in a field; one that says nothing there is like no other.
fn said_again(
    context: &Context<'_>,
    items: &[Frame],
    field: FieldId,
    folder: &mut Folder,
) -> usize {
    let mut seen = HashSet::new();
    let said = items.iter().filter(|&&item| {
        let name = folder.name(context.text_in(item, field));
        !name.is_empty() && !seen.insert(name.words())
    });
    said.count()
}
