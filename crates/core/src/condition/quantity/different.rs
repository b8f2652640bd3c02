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
            stated,
            unknown,
        } = self.seen(context, scope);
        let known = |count| Resolved::Known(Quantity::Count(count));
        if takes_less(context) {
            return known(different);
        }
        // Each item that states none, or of which it is not known, may be another one.
        let most = self.items.most(context, scope).map(|most| {
            let most = most.saturating_sub(stated).saturating_add(different);
            let codes = self.codes.and_then(|codes| u64::try_from(codes).ok());
            codes.map_or(most, |codes| most.min(codes).max(different))
        });
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
    /// By how many items that count.
    stated: u64,
    /// What stands in the way of knowing all of them.
    unknown: Option<Resolved<'a>>,
}

impl Different {
    /// The field whose values are told apart, or from which they are computed.
    pub fn field(&self) -> FieldId {
        self.of.field.field
    }

    fn seen<'a>(&self, context: &Context<'a>, scope: Scope) -> Seen<'a> {
        let (mut values, mut stated) = (BTreeSet::new(), 0_u64);
        let mut unknown = None;
        let context = &context.asking(None);
        let which = self.items.each(context, scope, &mut |scope| match key(
            context,
            std::slice::from_ref(&self.of),
            scope,
        ) {
            Ok(key) => {
                values.insert(key);
                stated = stated.saturating_add(1);
            }
            Err(Resolved::NotStated) => unknown = unknown.or(Some(Resolved::NotStated)),
            Err(why) => unknown = Some(why),
        });
        Seen {
            different: u64::try_from(values.len()).unwrap_or(u64::MAX),
            stated,
            unknown: which.or(unknown),
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
