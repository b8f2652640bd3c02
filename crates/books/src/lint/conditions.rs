//! Conditions that hardly mean what stands there: `not` of several lines, what is asked of items and looks at none of them, a case that an
//! earlier one leaves nothing to.

use super::Lint;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::condition::quantity::{Comparison, FieldValue, FigureValue, Operand, Relation};
use atbilst_core::context::{FieldRef, Figured, Uses};
use atbilst_core::form::FieldId;
use atbilst_core::rulebook::Each;
use atbilst_yaml::source::Span;

impl Lint<'_> {
    pub(super) fn conditions(&mut self) {
        let book = self.book;
        for condition in book.conditions() {
            self.condition(condition);
        }
        for rule in &book.rules {
            let Each::Items(of) = &rule.each else {
                continue;
            };
            let (Some(list), Some(cases)) = (of.lists.last(), rule.cases.first()) else {
                continue;
            };
            let mut asked = cases.require.iter().chain(&cases.when);
            if cases.require.is_some() && !asked.any(|asked| self.looks_at_own(asked, *list, 0)) {
                let path = &book.form.field(*list).path;
                self.say("rules.asks_no_item", rule.head.span, &[("found", path)]);
            }
        }
        for figure in &book.figures.0 {
            self.quantity(&figure.is, figure.span);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Not(inner) => {
                if let Condition::All(all) = &**inner
                    && of_several(all)
                    && !self.is_written_out(inner)
                {
                    self.say("rules.not_of_several", inner.span(), &[]);
                }
                self.condition(inner);
            }
            Condition::All(all) | Condition::Any(all) => {
                all.iter().for_each(|one| self.condition(one));
            }
            Condition::Items { list, is, .. } => {
                if !self.looks_at(is, list.field) {
                    let path = &self.book.form.field(list.field).path;
                    self.say("rules.asks_no_item", is.span(), &[("found", path)]);
                }
                self.condition(is);
            }
            Condition::Test(test) => {
                test.operands()
                    .for_each(|operand| self.quantity(operand, test.span));
            }
        }
    }

    /// Whether a condition looks at anything of the item that is judged, also from so many items within it: of the same list, what such an
    /// item has itself is nearer.
    fn looks_at_own(&self, condition: &Condition, list: FieldId, within: u8) -> bool {
        let form = &self.book.form;
        let is_own = |field: FieldRef| {
            field.up >= within && form.field(field.field).list.is_some_and(|own| own == list)
        };
        match condition {
            Condition::Items {
                list: inner, is, ..
            } if inner.field == list => self.looks_at_own(is, list, within.saturating_add(1)),
            Condition::All(all) | Condition::Any(all) => {
                all.iter().any(|one| self.looks_at_own(one, list, within))
            }
            Condition::Not(inner) => self.looks_at_own(inner, list, within),
            Condition::Test(test) if within > 0 => {
                let mut reached = vec![test.subject];
                if let Wanted::Field(field) = test.operator.asks().wanted {
                    reached.push(field);
                }
                let mut operands = test.operands();
                reached.into_iter().any(is_own) || operands.any(|one| reaches(one, &is_own, within))
            }
            Condition::Items { .. } | Condition::Test(_) => self.looks_at(condition, list),
        }
    }

    /// Whether a condition looks at anything of the items of a list.
    fn looks_at(&self, condition: &Condition, list: FieldId) -> bool {
        let form = &self.book.form;
        let mut uses = Uses::default();
        condition.uses(form, &mut uses);
        self.book.figures.uses(form, &mut uses);
        uses.fields.iter().any(|&id| {
            let around = |&id: &FieldId| form.field(id).list;
            std::iter::successors(around(&id), around).any(|one| one == list)
        })
    }

    /// Whether `all` stands between a `not` and what it denies.
    fn is_written_out(&self, condition: &Condition) -> bool {
        let before = self.book.text.get(..condition.span().start as usize);
        let since = before.and_then(|before| before.rsplit("not:").next());
        since.is_some_and(|since| since.contains("all:"))
    }

    /// What a quantity is made of: cases that are never reached, and a sum that adds nothing up.
    fn quantity(&mut self, operand: &Operand, span: Span) {
        if let Operand::Cases(cases) = operand {
            let (all, _) = cases.all();
            for (index, (when, _)) in all.iter().enumerate() {
                let mut earlier = all.iter().take(index);
                if earlier.any(|(other, _)| implies(when, other)) {
                    self.say("rules.case_never_reached", when.span(), &[]);
                }
            }
        }
        let told = operand.told();
        if told.is_some_and(|told| told.sentence == "work.sum" && told.parts.len() == 1) {
            self.say("rules.adds_nothing_up", span, &[]);
        }
        for inner in operand.inside() {
            self.quantity(inner, span);
        }
    }
}

/// Whether a quantity is made of a field that is so, or of a figure of an item so many levels out.
fn reaches(operand: &Operand, is_own: &impl Fn(FieldRef) -> bool, within: u8) -> bool {
    match operand {
        Operand::FieldValue(FieldValue(field)) => is_own(*field),
        Operand::FigureValue(FigureValue(figure)) => figure.items.iter().any(|&up| up >= within),
        _ => {
            let mut inside = operand.inside().into_iter();
            inside.any(|inner| reaches(inner, is_own, within))
        }
    }
}

/// Whether several lines ask of different things.
fn of_several(all: &[Condition]) -> bool {
    let mut asked: Vec<&Test> = Vec::new();
    all.iter()
        .for_each(|one| one.tests(&mut |test| asked.push(test)));
    let first = asked.first();
    let is_same = |test: &&Test| {
        first
            .is_some_and(|first| (first.subject, &first.computed) == (test.subject, &test.computed))
    };
    !asked.iter().all(is_same)
}

/// Whether one condition holds wherever another does, as far as the two say it themselves.
fn implies(one: &Condition, other: &Condition) -> bool {
    if one == other {
        return true;
    }
    match (one, other) {
        (one, Condition::All(all)) => all.iter().all(|other| implies(one, other)),
        (Condition::Any(any), other) => any.iter().all(|one| implies(one, other)),
        (Condition::All(all), other) => all.iter().any(|one| implies(one, other)),
        (one, Condition::Any(any)) => any.iter().any(|other| implies(one, other)),
        (Condition::Test(one), Condition::Test(other)) => {
            let same = (one.subject, &one.computed) == (other.subject, &other.computed);
            let both = one.operator.comparison().zip(other.operator.comparison());
            same && both.is_some_and(|(one, other)| is_within(one, other))
        }
        _ => false,
    }
}

/// Whether all that keeps to one constant limit keeps to another.
fn is_within(one: &Comparison, other: &Comparison) -> bool {
    let (Operand::Constant(own), Operand::Constant(limit)) = (&one.to, &other.to) else {
        return false;
    };
    let Some(ordering) = own.is.partial_cmp(&limit.is) else {
        return false;
    };
    match (one.relation(), other.relation()) {
        (Relation::Equals, relation) => relation.holds(ordering),
        (Relation::AtLeast, Relation::AtLeast)
        | (Relation::MoreThan, Relation::AtLeast | Relation::MoreThan) => ordering.is_ge(),
        (Relation::AtLeast, Relation::MoreThan) => ordering.is_gt(),
        (Relation::AtMost, Relation::AtMost)
        | (Relation::LessThan, Relation::AtMost | Relation::LessThan) => ordering.is_le(),
        (Relation::AtMost, Relation::LessThan) => ordering.is_lt(),
        _ => false,
    }
}
