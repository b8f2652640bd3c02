//! The changes of a quantity over all applications that the examples should notice.

use super::{Adds, Overall};
use crate::condition::Condition;
use crate::context::{Around, Variant, changed};

impl Overall {
    /// Every change of it that the examples should notice.
    pub fn changes(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        let mut all = Vec::new();
        if let Some(filter) = &self.filter {
            let whole = Self {
                filter: None,
                ..self.clone()
            };
            // Who does not state by what groups are made belongs to none of them in any case.
            if !self.asks_for_its_groups(filter) {
                all.push(Variant::dropped(whole, "where").at(filter.span()));
            }
            let set = |own: &mut Self, filter| own.filter = Some(filter);
            all.extend(changed(self, filter.variants(around), set));
        }
        let adds = |adds| Self {
            adds,
            ..self.clone()
        };
        match &self.adds {
            Adds::Computed(term) => {
                let set = |own: &mut Self, term| own.adds = Adds::Computed(Box::new(term));
                all.extend(changed(self, term.variants(around), set));
            }
            Adds::Number(Some((field, place))) => {
                let what = format!("different: {}", around.form.field(*field).path);
                all.push(Variant::dropped(adds(Adds::Number(None)), what).at(place.0));
            }
            Adds::Different(per) => {
                let counted = adds(Adds::Number(None));
                all.push(Variant::becomes(counted, "different", "count").at(per.place.0));
            }
            Adds::Field | Adds::Number(None) => {}
        }
        if let Some(per) = &self.per {
            let whole = Self {
                per: None,
                ..self.clone()
            };
            all.push(Variant::dropped(whole, "per").at(per.place.0));
            let set = |own: &mut Self, per| own.per = Some(per);
            all.extend(changed(self, per.variants(around), set));
        }
        all
    }

    /// Whether a condition asks nothing but that what groups are made by be stated.
    fn asks_for_its_groups(&self, filter: &Condition) -> bool {
        let mut all = self.per.is_some() && !self.reaches;
        filter.tests(&mut |test| {
            let per = self.per.as_ref();
            let is_own = per.is_some_and(|per| per.names(test.subject));
            all &= test.operator.asks_presence() && test.computed.is_none() && is_own;
        });
        all
    }
}
