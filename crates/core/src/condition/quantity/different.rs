//! How many different values there are: `different: "partners[].country"`.

use std::collections::BTreeSet;

use super::per::key;
use super::{Items, KeyWord, Named, Operand, Quantify, TitleOf, Word, overall};
use crate::context::{Around, Context, FieldRef, Names, Resolved, Scope, Uses, Variant};
use crate::form::Kind;
use crate::scalar::Quantity;

/// How many different values a field has in all items.
#[derive(Clone, Debug, PartialEq)]
pub struct Different {
    items: Items,
    of: FieldRef,
}

impl Quantify for Different {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "different",
            beside: &["where"],
            subject: true,
            read: |line, map| {
                if *line.kind != Kind::Count {
                    return line.other_kind("different", Kind::Count.name());
                }
                let node = map.need("different")?;
                if line.names.together {
                    return Some(overall::different(line, (map, node))?.into());
                }
                let (items, of, kind) = Items::with_leaf(line, node, map)?;
                if kind.is_single() {
                    return Some(Self { items, of }.into());
                }
                let about = [("found", line.reader.document.scalar(node))];
                line.reader.refuse(node, "book.not_a_single_value", &about)
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let mut seen = BTreeSet::new();
        let mut unknown = None;
        let which = self.items.each(context, scope, &mut |scope| {
            match key(context, &[self.of], scope) {
                Ok(key) => {
                    seen.insert(key);
                }
                // What is not stated is no value.
                Err(Resolved::NotStated) => {}
                Err(why) => unknown = Some(why),
            }
        });
        let count = u64::try_from(seen.len()).unwrap_or(u64::MAX);
        which
            .or(unknown)
            .unwrap_or(Resolved::Known(Quantity::Count(count)))
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_different",
            title: TitleOf::Field(self.of.field),
        })
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        self.items.place(names)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.select(&self.items.of);
        to.fields.insert(self.of.field);
    }

    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let all = self.items.variants(around).into_iter();
        let with = |items| Self { items, of: self.of }.into();
        let counted = super::count::Count(self.items.clone()).into();
        let counted = Variant::becomes(counted, "different", "count");
        all.map(|variant| variant.map(with))
            .chain([counted])
            .collect()
    }
}
