//! A quantity held against another: of a field in a rule, of a sum or a number over all applications.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::held::{Held, Sides};
use super::relation::{Relation, RelationWord};
use super::{Limit, Operand, OperandLine};
use crate::context::{
    Around, Context, Names, Resolved, Scope, Target, Truth, Uses, Variant, changed,
};
use crate::form::{Form, Kind};
use crate::law::{DatedValue, InForce, ValueId};
use crate::scalar::{Quantity, Rounding};
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::{Decoder, Map};

/// How something must compare, and with what.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// How, in the word of the book.
    pub word: &'static RelationWord,
    /// With what.
    pub to: Operand,
    /// That, as the book writes it.
    pub written: String,
}

impl PartialEq for Comparison {
    /// Two are equal that ask the same, however they are written.
    fn eq(&self, other: &Self) -> bool {
        (self.word, &self.to) == (other.word, &other.to)
    }
}

impl Comparison {
    /// What stands behind the word of a comparison.
    pub(crate) fn of(
        reader: &Decoder<'_>,
        word: &'static RelationWord,
        node: NodeId,
        kind: &Kind,
        names: &Names<'_>,
    ) -> Option<Self> {
        let line = OperandLine {
            reader,
            node,
            kind,
            names,
            depth: 0,
        };
        let mut to = Operand::read(&line)?;
        to.held(word.relation);
        let written = reader.document.span(node).of(reader.document.text);
        let written = written.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(Self { word, to, written })
    }

    /// Every comparison of a mapping, each with its place; there is at least one.
    pub(crate) fn read_all(
        reader: &Decoder<'_>,
        map: Map<'_, '_>,
        kind: &Kind,
        names: &Names<'_>,
    ) -> Option<Vec<(Self, NodeId)>> {
        let found = map.entries().filter_map(|(key, name, node)| {
            let mut words = RelationWord::of(kind.family());
            Some((words.find(|word| word.word == name)?, key, node))
        });
        let found: Vec<_> = found.collect();
        if found.is_empty() {
            return reader.refuse(map.node, "book.one_comparison", &[("kind", &*kind.told())]);
        }
        let read = found
            .iter()
            .map(|&(word, key, node)| Some((Self::of(reader, word, node, kind, names)?, key)));
        read.collect()
    }

    /// How it compares.
    pub fn relation(&self) -> Relation {
        self.word.relation
    }

    /// Whether a known quantity compares so.
    pub fn holds(&self, found: Quantity, limit: Resolved<'_>) -> Truth {
        self.relation().of(found, limit)
    }

    /// Whether a field held against what is made of that field alone always comes out the same: the day three years before it does,
    /// the first day of its month or the smaller of it and something else need not.
    pub fn is_settled(&self) -> bool {
        self.to.settles(self.relation())
    }

    /// Notes what it makes use of.
    pub fn uses(&self, form: &Form, to: &mut Uses) {
        let for_equality = self.relation() == Relation::Equals;
        let number = match &self.to {
            Operand::Percent(part) => part.of_number(),
            _ => None,
        };
        let Some((rate, of)) = number else {
            return self.to.uses(for_equality, form, to);
        };
        let mut own = Uses::default();
        rate.uses(for_equality, form, &mut own);
        to.add(own, self.relation().tells_steps());
        of.uses(for_equality, form, to);
    }

    /// Every change of it that the examples should notice: the comparison turned, where anything can tell that, and what it is
    /// compared with changed.
    pub fn variants(&self, held: Held<'_>, around: &Around<'_>) -> Vec<Variant<Self>> {
        let sides = held.sides(&self.to, around.values);
        let others = RelationWord::of(self.word.family);
        let others = others.filter(|other| sides.tell_apart(self.relation(), other.relation));
        let turned = others.map(|word| {
            let other = Self {
                word,
                ..self.clone()
            };
            Variant::becomes(other, self.word.word, word.word)
        });
        let moved = self.to.variants(around).into_iter();
        let moved =
            moved.filter(|moved| !self.is_the_same(&moved.part) && !self.is_too_fine(&moved.part));
        let moved = changed(self, moved.collect(), |own, to| own.to = to);
        turned.chain(moved).collect()
    }

    /// Both sides of every limit there ever was, to the cent, the day or the one, as far as there can be something.
    pub fn targets(&self, held: Held<'_>, values: &[DatedValue]) -> Vec<Target> {
        let relation = self.relation();
        let sides = |limit: &str, can: Sides| -> Vec<Target> {
            // Where nothing comes to the limit itself, what comes nearest to it on either side is asked.
            let jumps = !can.has(Ordering::Equal) && can.has(Ordering::Less);
            let asked = |side| can.has(side) && (jumps || relation.sides().contains(&side));
            let sides = SIDES.iter().filter(|(side, _)| asked(*side));
            sides.map(|(_, what)| Target::new(what, limit)).collect()
        };
        let Some(limits) = self.to.part_limits(values) else {
            return sides(&self.written, held.sides(&self.to, values));
        };
        let targets = limits.into_iter().flat_map(|limit| match limit {
            Limit::Known(limit) => sides(&limit.written(), held.sides_of(limit)),
            // Between two equal neighbours an unknown value decides nothing but equality.
            Limit::Unknown(_, false) if relation != Relation::Equals => Vec::new(),
            Limit::Unknown(since, _) => vec![Target::new(UNKNOWN, since.to_string())],
        });
        targets.collect()
    }

    /// Whether a limit without its rounding leaves every whole cent on the side that it is on.
    fn is_the_same(&self, other: &Operand) -> bool {
        let Operand::Rounded(own) = &self.to else {
            return false;
        };
        let to_the_cent = match self.relation() {
            Relation::AtMost | Relation::MoreThan => Rounding::DownToCent,
            Relation::AtLeast | Relation::LessThan => Rounding::UpToCent,
            Relation::Equals => return false,
        };
        own.how == to_the_cent && *own.of == *other
    }

    /// Whether a rate of a number of things is another by so little that no example short of thousands could tell.
    fn is_too_fine(&self, other: &Operand) -> bool {
        let (Operand::Percent(own), Operand::Percent(other)) = (&self.to, other) else {
            return false;
        };
        let Some(((own, _), (other, _))) = own.of_number().zip(other.of_number()) else {
            return false;
        };
        let (Operand::Constant(own), Operand::Constant(other)) = (own, other) else {
            return false;
        };
        let [less, more] = self.relation().tells_steps();
        (other.is < own.is && !less) || (other.is > own.is && !more)
    }

    /// The side of a limit that something touches; of one of a few, the nearest on either side.
    fn side(
        &self,
        found: Quantity,
        limit: Quantity,
        nearest: Option<&[Quantity]>,
    ) -> Option<&'static str> {
        let Some(all) = nearest else {
            return side(self.relation(), found, limit);
        };
        let is_nearer = |other: &Quantity| match found.partial_cmp(&limit) {
            Some(Ordering::Less) => found < *other && *other < limit,
            Some(Ordering::Greater) => limit < *other && *other < found,
            _ => false,
        };
        let side = match found.partial_cmp(&limit)? {
            Ordering::Less => BELOW,
            Ordering::Equal => AT,
            Ordering::Greater => ABOVE,
        };
        (!all.iter().any(is_nearer)).then_some(side)
    }

    /// Whether something must be just so much.
    pub fn is_equality(&self) -> bool {
        self.relation() == Relation::Equals
    }

    /// Which of them an application touches.
    pub(crate) fn touched_in(
        &self,
        context: &Context<'_>,
        scope: Scope,
        (found, nearest): (Option<Quantity>, Option<&[Quantity]>),
        truth: Truth,
    ) -> Vec<Target> {
        let limit = self.to.resolve(context, scope);
        let value = self.to.value_in(context, scope);
        let limit = (limit, value.map(|(value, _)| value));
        let found = (found, nearest);
        self.touched(context.values, context.as_of, found, limit, truth)
    }

    /// Which of them are touched by what was found, held against this limit on a day; beside it what stands nearest to that, where that is
    /// one of a few. `value` is the dated value that it is.
    pub fn touched(
        &self,
        values: &[DatedValue],
        day: NaiveDate,
        (found, nearest): (Option<Quantity>, Option<&[Quantity]>),
        limit: (Resolved<'_>, Option<ValueId>),
        truth: Truth,
    ) -> Vec<Target> {
        let mut touched = Vec::new();
        let (limit, value) = limit;
        if let (Some(found), Resolved::Known(limit)) = (found, limit)
            && let Some(side) = self.side(found, limit, nearest)
        {
            let limit = match self.to.part_limits(values) {
                Some(_) => limit.written(),
                None => self.written.clone(),
            };
            touched.push(Target::new(side, limit));
        }
        let value = value.filter(|_| truth == Truth::UnknownLaw);
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

/// The sides of a limit, each with the sentence that says that no example touches it.
const SIDES: [(Ordering, &str); 3] = [
    (Ordering::Less, BELOW),
    (Ordering::Equal, AT),
    (Ordering::Greater, ABOVE),
];

/// The side of a limit that a quantity touches: on it, or one step beside it. Where a computed limit lies between two steps, the
/// last that is within it counts as on it.
fn side(relation: Relation, found: Quantity, limit: Quantity) -> Option<&'static str> {
    let apart = found.distance(limit)?;
    let step = found.step();
    let is_below = found < limit;
    if apart.is_zero() {
        return Some(AT);
    }
    if apart < step {
        return match relation {
            Relation::AtMost | Relation::MoreThan => Some(if is_below { AT } else { ABOVE }),
            Relation::AtLeast | Relation::LessThan => Some(if is_below { BELOW } else { AT }),
            Relation::Equals => Some(if is_below { BELOW } else { ABOVE }),
        };
    }
    (apart == step).then_some(if is_below { BELOW } else { ABOVE })
}
