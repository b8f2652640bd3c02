//! The number of items: `at_most: { count: "activities[]" }`.

use chrono::NaiveDate;

use super::{Limit, Named, Operand, Quantify, TitleOf, Word};
use crate::context::{Context, FieldSelector, Resolved, Scope, Uses, Variant, selector};
use crate::form::Kind;
use crate::law::DatedValue;
use crate::scalar::Quantity;

/// The number of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Count(pub FieldSelector);

impl Quantify for Count {
    fn words() -> Vec<Word> {
        vec![Word::Key("count", |line, node| {
            if *line.kind != Kind::Count {
                return line.not_one("{ … }");
            }
            let of = selector(line.reader, node, line.names)?;
            if of.leaf.is_none() {
                return Some(Self(of).into());
            }
            let found = line.reader.document.scalar(node);
            let about = [("found", found)];
            line.reader.refuse(node, "book.not_a_list_path", &about)
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, _: Scope) -> Resolved<'a> {
        let mut count = 0_u64;
        let complete = context.each(&self.0.lists, Scope::ROOT, &mut |_| {
            count = count.saturating_add(1);
        });
        if complete {
            Resolved::Known(Quantity::Count(count))
        } else {
            Resolved::Open
        }
    }

    fn by_law<'a>(&self, _: &'a [DatedValue], _: NaiveDate) -> Option<Resolved<'a>> {
        None
    }

    fn named(&self) -> Option<Named> {
        Some(Named {
            sentence: "trace.of_count",
            title: TitleOf::Field(*self.0.lists.last()?),
        })
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        to.select(&self.0);
    }

    fn variants(&self) -> Vec<Variant<Operand>> {
        Vec::new()
    }

    fn limits(&self, _: &[DatedValue]) -> Vec<Limit> {
        vec![Limit::Known(String::new())]
    }
}
