//! How many of several conditions hold: `count: [ { plan: present }, { partners: present } ], at_least: 1`.

use super::{Operand, OperandLine, Quantify, Varied};
use crate::condition::{Condition, read as read_condition};
use crate::context::{
    Around, Bound, Context, FieldAt, FieldRef, Names, Resolved, Scope, Truth, UnknownValue,
    Variant, changed, without_each,
};
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Map;

/// Several conditions, of which it counts how many hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Criteria(Vec<Condition>);

impl Quantify for Criteria {
    fn resolve<'a>(&self, context: &Context<'a>, scope: Scope) -> Resolved<'a> {
        let asked = &context.asking(None);
        let (mut least, mut most, mut undecided) = (0_u64, 0_u64, None);
        for condition in &self.0 {
            let answer = asked.ask(condition, scope);
            let why = answer.undecided(asked);
            let holds = why.is_none() && answer.truth == Truth::Holds;
            least = least.saturating_add(holds.into());
            most = most.saturating_add((holds || why.is_some()).into());
            undecided = undecided.or(why);
        }
        let [least, most] = [least, most].map(Quantity::Count);
        match (context.bound, undecided) {
            (_, None) | (Some(Bound::Least), _) => Resolved::Known(least),
            (Some(Bound::Most), _) => Resolved::Known(most),
            (None, Some(Resolved::Unknown(unknown))) => Resolved::Unknown(UnknownValue {
                known: [Some(least), Some(most)],
                ..unknown
            }),
            (None, Some(why)) => why,
        }
    }

    /// Where the first of them looks.
    fn place(&self, _: &Names<'_>) -> Option<FieldRef> {
        self.0.iter().find_map(Condition::looks_at)
    }
}

impl Varied for Criteria {
    fn variants(&self, around: &Around<'_>) -> Vec<Variant<Operand>> {
        let fewer = without_each(&self.0).map(|(out, rest)| {
            let span = out.span();
            Variant::dropped(Self(rest).into(), "count").at(span)
        });
        let mut all: Vec<Variant<Operand>> = fewer.collect();
        for (index, condition) in self.0.iter().enumerate() {
            all.extend(changed(
                self,
                condition.variants(around),
                |own, condition| {
                    if let Some(one) = own.0.get_mut(index) {
                        *one = condition;
                    }
                },
            ));
        }
        all
    }
}

impl Criteria {
    /// A list behind `count`.
    pub(super) fn read(
        line: &OperandLine<'_, '_>,
        node: NodeId,
        map: Map<'_, '_>,
    ) -> Option<Operand> {
        let reader = line.reader;
        let mut beside = map.entries();
        if let Some((key, name, _)) = beside.find(|(_, name, _)| ["where", "per"].contains(name)) {
            return reader.refuse(key, "book.criteria_alone", &[("found", name)]);
        }
        let all = reader.every(node, |node| {
            read_condition::condition(reader, node, line.names)
        })?;
        Some(Self(all).into())
    }

    /// Those of which it counts how many hold.
    pub fn all(&self) -> &[Condition] {
        &self.0
    }

    /// The field that is left out for which it is not known whether one of them holds.
    pub(super) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        self.0.iter().find_map(|condition| {
            let answer = context.ask(condition, scope);
            answer
                .undecided(context)
                .and_then(|_| answer.left_out(context))
        })
    }
}
