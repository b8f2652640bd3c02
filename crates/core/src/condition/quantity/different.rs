//! How many different values there are: `different: "partners[].country"`.

use std::collections::BTreeSet;

use super::per::{PerPart, key};
use super::sum::takes_less;
use super::{Items, KeyWord, Named, Operand, Place, Quantify, Varied, Word, overall};
use crate::context::{Around, Context, FieldRef, Resolved, Scope, Uses, Variant, changed};
use crate::form::{FieldId, Kind};
use crate::scalar::Quantity;

/// How many different values a field or a figure has in all items.
#[derive(Clone, Debug, PartialEq)]
pub struct Different {
    items: Items,
    of: PerPart,
    /// How many codes there are, where it is of a code: never are more of them different.
    codes: Option<usize>,
    place: Place,
}

impl Quantify for Different {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "different",
            beside: &["where", "per"],
            subject: true,
            kind: Some(&Kind::Count),
            read: |line, map| {
                let node = map.need("different")?;
                if line.names.together {
                    return Some(overall::different(line, (map, node))?.into());
                }
                let mut beside = map.entries();
                if let Some((key, found, _)) = beside.find(|(_, name, _)| *name == "per") {
                    return line
                        .reader
                        .refuse(key, "book.different_per", &[("found", found)]);
                }
                let (items, of, kind) = Items::with_part(line, node, map)?;
                if kind.is_single() {
                    let place = Place::of_key(line.reader, map, "different");
                    let list = match kind {
                        Kind::Code(list) => line.names.lists.get(list.index()),
                        _ => None,
                    };
                    let codes = list.map(|list| list.codes.len());
                    let different = Self {
                        items,
                        of,
                        codes,
                        place,
                    };
                    return Some(different.into());
                }
                let about = [("found", line.reader.document.scalar(node))];
                line.reader.refuse(node, "book.not_a_single_value", &about)
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let Seen {
            different,
            most,
            unknown,
        } = self.seen(context, scope);
        let known = |count| Resolved::Known(Quantity::Count(count));
        if takes_less(context) {
            return known(different);
        }
        let codes = self.codes.and_then(|codes| u64::try_from(codes).ok());
        let most = most.map(|most| codes.map_or(most, |codes| most.min(codes).max(different)));
        match (context.bound, most) {
            (_, Some(most)) if most == different => known(different),
            (Some(_), Some(most)) => known(most),
            (Some(_), None) => Resolved::Open,
            (None, _) => unknown.unwrap_or(known(different)),
        }
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_different",
            title: self.of.stated_by().title,
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        self.of.computed.iter().map(|own| &**own).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        if self.of.computed.is_none() {
            to.fields.insert(self.of.field.field);
        }
    }
}

impl Varied for Different {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let items = changed(self, self.items.variants(around), |own, items| {
            own.items = items
        });
        let counted = super::count::Count(self.items.clone()).into();
        let counted = Variant::becomes(counted, "different", "count").at(self.place.0);
        items.chain([counted]).collect()
    }
}

/// What the items say.
struct Seen<'a> {
    /// How many different values are stated.
    different: u64,
    /// How many there are at most: what states none, or what may be one of the items, may state another; `None` where there may be more
    /// that cannot be read.
    most: Option<u64>,
    /// What stands in the way of knowing all of them.
    unknown: Option<Resolved<'a>>,
}

impl Different {
    /// The field whose values are told apart, or from which they are computed.
    pub fn field(&self) -> FieldId {
        self.of.field.field
    }

    fn seen<'a>(&self, context: &Context<'a>, scope: Scope) -> Seen<'a> {
        let (mut stated, mut possible, mut silent) = (BTreeSet::new(), BTreeSet::new(), 0_usize);
        let (mut unknown, mut which) = (None, None);
        let context = &context.asking(None);
        let of = std::slice::from_ref(&self.of);
        let complete = self
            .items
            .each_possible(context, scope, &mut |scope, undecided| {
                let is_one = undecided.is_none();
                which = match undecided {
                    Some(Resolved::Open) => undecided,
                    _ => which.or(undecided),
                };
                match key(context, of, scope) {
                    Ok(key) => {
                        if is_one {
                            stated.insert(key.clone());
                        }
                        possible.insert(key);
                    }
                    Err(why) => {
                        silent = silent.saturating_add(1);
                        unknown = match why {
                            _ if !is_one => unknown,
                            Resolved::NotStated => unknown.or(Some(why)),
                            why => Some(why),
                        };
                    }
                }
            });
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let which = which.or(unknown);
        Seen {
            different: count(stated.len()),
            most: complete.then(|| count(possible.len().saturating_add(silent))),
            unknown: match complete {
                true => which,
                false => Some(Resolved::Open),
            },
        }
    }

    /// What is left out of the first item that states no value, and that item.
    pub(super) fn silent(&self, context: &Context<'_>, scope: Scope) -> Option<(FieldRef, Scope)> {
        let mut first = None;
        let of = std::slice::from_ref(&self.of);
        self.items.each(context, scope, &mut |item| {
            if first.is_none() && matches!(key(context, of, item), Err(Resolved::NotStated)) {
                let computed = self.of.computed.as_ref();
                let inner = computed.and_then(|computed| computed.left_out(context, item));
                first = Some(inner.unwrap_or((self.of.field, item)));
            }
        });
        first
    }

    /// Everything that it may come to, where that is one of a few.
    pub(super) fn numbers(&self) -> Option<Vec<Quantity>> {
        let most = u64::try_from(self.codes?).ok()?;
        Some((0..=most).map(Quantity::Count).collect())
    }

    /// The items among which there are different ones.
    pub(super) const fn among(&self) -> &Items {
        &self.items
    }
}
