//! The number of items: `count: "partners[]"`, with `where` of some of them.

use super::criteria::Criteria;
use super::sum::takes_less;
use super::{Items, KeyWord, Named, Operand, Quantify, TitleOf, Varied, Word, group, overall};
use crate::context::{Around, Bound, Context, Resolved, Scope, Variant, changed_parts};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml as yaml;

/// The number of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Count(pub Items);

impl Quantify for Count {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "count",
            beside: &["where", "per"],
            subject: true,
            kind: Some(&Kind::Count),
            read: |line, map| {
                let node = map.need("count")?;
                if line.names.together {
                    return Some(overall::count(line, (map, node))?.into());
                }
                if line.reader.document.kind(node) == yaml::Kind::Sequence {
                    return Criteria::read(line, node, map);
                }
                if line.reader.document.kind(node) == yaml::Kind::Mapping {
                    return line.reader.refuse(node, "book.criteria_meant", &[]);
                }
                let of = line.reader.document.scalar(node);
                if of == "applications" && line.names.select(of).is_none() {
                    let about = [("found", of)];
                    return line.reader.refuse(node, "book.asked_of_all", &about);
                }
                if let Some(of) = line.names.select(of).and_then(|of| of.leaf) {
                    let kind = &line.names.form.field(of).kind;
                    let found = line.reader.document.scalar(node);
                    let items = found.rsplit_once("[]").map(|(list, _)| format!("{list}[]"));
                    if let Some(items) = items.filter(|items| kind.is_single() && items != found) {
                        let about = [("found", found), ("similar", &*items)];
                        return line.reader.refuse(node, "book.count_of_values", &about);
                    }
                }
                let items = Items::read(line, node, map)?;
                match map.get("per") {
                    Some(per) => group::read(line, per, items, None, map),
                    None => Some(Self(items).into()),
                }
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        if context.bound == Some(Bound::Most) {
            let most = self.0.most(context, scope);
            return most.map_or(Resolved::Open, |most| {
                Resolved::Known(Quantity::Count(most))
            });
        }
        let mut count = 0_u64;
        let unknown = self.0.each(context, scope, &mut |_| {
            count = count.saturating_add(1);
        });
        let unknown = unknown.filter(|_| !takes_less(context));
        unknown.unwrap_or(Resolved::Known(Quantity::Count(count)))
    }

    fn named(&self) -> Option<Named> {
        Some(Named::of(
            "trace.of_count",
            TitleOf::Field(*self.0.of.lists.last()?),
        ))
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.0)
    }
}

impl Varied for Count {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        changed_parts!(self, around: 0).collect()
    }
}
