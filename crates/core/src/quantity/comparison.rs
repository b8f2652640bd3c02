//! A quantity held against another: of a field in a rule, of a sum or a number over all applications.

use chrono::NaiveDate;

use super::relation::{Relation, RelationWord};
use super::{Limit, Operand, OperandLine};
use crate::context::{Names, Resolved, Target, Truth, Uses, Variant};
use crate::form::Kind;
use crate::law::{DatedValue, InForce};
use crate::scalar::Quantity;
use atbilst_yaml::decode::{Decoder, Map};

/// How something must compare, and with what.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// How, in the word of the book.
    pub word: &'static RelationWord,
    /// With what.
    pub to: Operand,
}

impl Comparison {
    /// The one comparison of a mapping, for a number of this kind.
    pub(crate) fn read(
        reader: &Decoder<'_>,
        map: Map<'_, '_>,
        kind: &Kind,
        names: &Names<'_>,
    ) -> Option<Self> {
        let mut found = map.entries().filter_map(|(_, name, node)| {
            let mut words = RelationWord::of(kind.family());
            Some((words.find(|word| word.word == name)?, node))
        });
        let (Some((word, node)), None) = (found.next(), found.next()) else {
            return reader.refuse(map.node, "book.one_comparison", &[("kind", kind.name())]);
        };
        let line = OperandLine {
            reader,
            node,
            kind,
            names,
        };
        let to = Operand::read(&line)?;
        Some(Self { word, to })
    }

    /// How it compares.
    #[must_use]
    pub fn relation(&self) -> Relation {
        self.word.relation
    }

    /// Whether a known quantity compares so. Where the law is not known, every known neighbour must agree.
    #[must_use]
    pub fn holds(&self, found: Quantity, limit: Resolved<'_>) -> Truth {
        let against = |limit: Quantity| {
            let ordering = found.partial_cmp(&limit);
            ordering.is_some_and(|ordering| self.relation().holds(ordering))
        };
        let neighbours = match limit {
            Resolved::Known(limit) => return against(limit).into(),
            Resolved::NotStated => return Truth::NotStated,
            Resolved::Open => return Truth::Open,
            Resolved::Unknown(_, neighbours) => neighbours,
        };
        let mut known = neighbours.into_iter().flatten().map(against);
        match known.next() {
            // Nothing tells that a value between two others is not just the one that was written.
            _ if self.relation() == Relation::Equals => Truth::UnknownLaw,
            Some(first) if known.all(|next| next == first) => first.into(),
            _ => Truth::UnknownLaw,
        }
    }

    /// Notes what it makes use of.
    pub fn uses(&self, to: &mut Uses) {
        let for_equality = self.relation() == Relation::Equals;
        self.to.part().uses(for_equality, to);
    }

    /// Every change of it that the examples should notice: the comparison turned, and what it is compared with changed.
    #[must_use]
    pub fn variants(&self) -> Vec<Variant<Self>> {
        let others = RelationWord::of(self.word.family);
        let others = others.filter(|other| other.relation != self.relation());
        let turned = others.map(|word| {
            let to = self.to.clone();
            Variant::becomes(Self { word, to }, self.word.word, word.word)
        });
        let word = self.word;
        let moved = self.to.part().variants().into_iter();
        let moved = moved.map(|moved| moved.map(|to| Self { word, to }));
        turned.chain(moved).collect()
    }

    /// Both sides of every limit there ever was, to the cent, the day or the one.
    #[must_use]
    pub fn targets(&self, values: &[DatedValue]) -> Vec<Target> {
        let relation = self.relation();
        let limits = self.to.part().limits(values).into_iter();
        let targets = limits.flat_map(|limit| match limit {
            Limit::Known(limit) => {
                let sides = sides(relation).iter();
                sides
                    .map(|side| Target::new(side, limit.as_str()))
                    .collect()
            }
            // Between two equal neighbours an unknown value decides nothing but equality.
            Limit::Unknown(_, false) if relation != Relation::Equals => Vec::new(),
            Limit::Unknown(since, _) => vec![Target::new(UNKNOWN, since.to_string())],
        });
        targets.collect()
    }

    /// Which of them are touched by what was found, held against this limit on a day.
    #[must_use]
    pub fn touched(
        &self,
        values: &[DatedValue],
        day: NaiveDate,
        found: Option<Quantity>,
        limit: Resolved<'_>,
        truth: Truth,
    ) -> Vec<Target> {
        let mut touched = Vec::new();
        if let (Some(found), Resolved::Known(limit)) = (found, limit)
            && let Some(side) = side(found, limit)
        {
            let limit = if self.to.is_by_law() {
                limit.written()
            } else {
                String::new()
            };
            touched.push(Target::new(side, limit));
        }
        let value = self.to.value().filter(|_| truth == Truth::UnknownLaw);
        let value = value.and_then(|id| values.get(id.index()));
        if let Some(InForce::Unknown(_, Some(dated))) = value.map(|value| value.on(day)) {
            touched.push(Target::new(UNKNOWN, dated.from.to_string()));
        }
        touched
    }
}

const BELOW: &str = "rules.limit_never_below";
const AT: &str = "rules.limit_never_met";
const ABOVE: &str = "rules.limit_never_above";
const UNKNOWN: &str = "rules.unknown_never_decides";

fn sides(relation: Relation) -> &'static [&'static str] {
    match relation {
        Relation::AtMost | Relation::MoreThan => &[AT, ABOVE],
        Relation::AtLeast | Relation::LessThan => &[BELOW, AT],
        Relation::Equals => &[BELOW, AT, ABOVE],
    }
}

/// The side of a limit that a quantity touches: on it, or one step beside it.
fn side(found: Quantity, limit: Quantity) -> Option<&'static str> {
    let apart = found.distance(limit)?;
    if apart.is_zero() {
        Some(AT)
    } else if apart == limit.step() {
        Some(if found < limit { BELOW } else { ABOVE })
    } else {
        None
    }
}
