//! How many items of a list there are at most on one day: `at_once: "stays[]", from: start, until: end, per: researcher`; how much they
//! come to together where a quantity of each is named: `at_once: "jobs[].load"`. Of items that must not overlap there is never more than
//! one.

mod groups;

use groups::End;
use rust_decimal::Decimal;

use super::count::Count;
use super::items::figure_of;
use super::per::Per;
use super::sum::{Sum, takes_less};
use super::{Items, KeyWord, Named, Operand, OperandLine, Place, Quantify, TitleOf, Varied, Word};
use crate::context::{
    Around, Context, Resolved, Scope, UnknownValue, Uses, Variant, changed, changed_parts,
};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;

/// How many items there are at most on one day, or how much, of one group where they are told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct AtOnce {
    items: Items,
    /// What each comes to, where they are not just counted.
    term: Option<Box<Operand>>,
    /// What there is where there are none.
    nothing: Quantity,
    first: Box<Operand>,
    /// The last day counts.
    last: Box<Operand>,
    per: Option<Box<Per>>,
    place: Place,
}

impl Quantify for AtOnce {
    fn words() -> Vec<Word> {
        vec![Word::Key(KeyWord {
            key: "at_once",
            beside: &["from", "until", "where", "per"],
            subject: true,
            kind: None,
            read: |line, map| {
                let node = map.need("at_once")?;
                let (items, term) = match measures(line, node) {
                    true => {
                        let (items, term) = Items::with_term(line, node, map)?;
                        (items, Some(Box::new(term)))
                    }
                    false if *line.kind == Kind::Count => (Items::read(line, node, map)?, None),
                    false => return line.other_kind("at_once", &Kind::Count),
                };
                let nothing = line.kind.total(Decimal::ZERO)?;
                let lists = &items.of.lists;
                let near = line.names.within(lists);
                let day = |node: NodeId| {
                    Operand::read(&OperandLine {
                        node,
                        kind: &Kind::Date,
                        names: &near,
                        depth: line.depth.saturating_add(1),
                        reader: line.reader,
                    })
                };
                let first = map.need("from").and_then(day);
                let last = map.need("until").and_then(day);
                let per = map.optional("per", |per| Per::read(line.reader, per, line.names, lists));
                Some(
                    Self {
                        first: Box::new(first?),
                        last: Box::new(last?),
                        per: per?.map(Box::new),
                        place: Place::of_key(line.reader, map, "at_once"),
                        items,
                        term,
                        nothing,
                    }
                    .into(),
                )
            },
        })]
    }

    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let most = |end| {
            let (most, unknown) = self.most(context, scope, end);
            let unknown = unknown.filter(|_| !takes_less(context));
            let most = most.map_or(self.nothing, |(most, _)| most);
            unknown.unwrap_or(Resolved::Known(most))
        };
        match most(None) {
            // What one comes to is not what they come to together.
            Resolved::Unknown(law) => Resolved::Unknown(UnknownValue {
                known: [End::Least, End::Most].map(|end| most(Some(end)).known()),
                ..law
            }),
            most => most,
        }
    }

    fn named(&self) -> Option<Named> {
        Some(match &self.term {
            Some(term) => Named::of("trace.of_load", term.named()?.title),
            None => Named::of(
                "trace.of_at_once",
                TitleOf::Field(*self.items.of.lists.last()?),
            ),
        })
    }

    fn inside(&self) -> Vec<&Operand> {
        let per = self.per.iter().flat_map(|per| per.inside());
        let term = self.term.as_deref().into_iter();
        let days = [&*self.first, &*self.last];
        term.chain(days).chain(per).collect()
    }

    fn items(&self) -> Option<&Items> {
        Some(&self.items)
    }

    fn uses(&self, _: bool, to: &mut Uses) {
        if let Some(per) = &self.per {
            per.fields(to);
        }
    }
}

impl Varied for AtOnce {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let per = self.per.iter().flat_map(|per| {
            let all = Self {
                per: None,
                ..self.clone()
            };
            let dropped = Variant::dropped(all.into(), "per").at(per.place.0);
            let set = |own: &mut Self, per| own.per = Some(Box::new(per));
            changed(self, per.variants(around), set).chain([dropped])
        });
        let (whenever, word) = match &self.term {
            Some(term) => {
                let sum = Sum::Over {
                    items: self.items.clone(),
                    term: term.clone(),
                    nothing: self.nothing,
                };
                (sum.into(), "sum")
            }
            None => (Count(self.items.clone()).into(), "count"),
        };
        let whenever = Variant::becomes(whenever, "at_once", word).at(self.place.0);
        changed_parts!(self, around: items, first, last)
            .chain(per)
            .chain([whenever])
            .collect()
    }
}

impl AtOnce {
    /// The first day of an item counts, and the last.
    pub fn days(&self) -> [&Operand; 2] {
        [&self.first, &self.last]
    }

    /// By what they are told apart.
    pub fn per(&self) -> Option<&Per> {
        self.per.as_deref()
    }

    /// Whether the items are counted.
    pub(super) fn is_number(&self) -> bool {
        self.term.is_none()
    }
}

/// Whether a path names a quantity of each item, a field or a figure, and not the items themselves.
fn measures(line: &OperandLine<'_, '_>, node: NodeId) -> bool {
    let path = line.reader.document.scalar(node);
    match line.names.select(path) {
        Some(of) => {
            let leaf = of.leaf.map(|leaf| line.names.form.field(leaf));
            leaf.is_some_and(|leaf| leaf.name != "it" && leaf.kind.is_added_up())
        }
        None => figure_of(path, line.names).is_some(),
    }
}
