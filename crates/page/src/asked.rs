//! Which fields nothing asks for as the application stands: those that every rule looks at only in cases that do not hold.

use std::collections::BTreeSet;

use atbilst_core::application::{Frame, State, place};
use atbilst_core::condition::Condition;
use atbilst_core::context::{Scope, Truth};
use atbilst_core::form::FieldId;
use atbilst_core::reading::Reading;
use atbilst_core::rulebook::{Case, Each, Rule, RuleBook};

/// A case in which a rule looks at a field: the lists in whose items it is asked, and what must hold there.
struct AskedIf {
    lists: Vec<FieldId>,
    condition: Condition,
}

/// The places of the fields that are not stated and that nothing asks for.
pub(crate) fn not_asked(reading: &Reading<'_>) -> Vec<String> {
    let (book, context) = (reading.book, reading.context());
    let mut places = Vec::new();
    for (id, field) in book.form.iter() {
        if field.required || field.office.is_some() || !field.kind.is_single() {
            continue;
        }
        let around = lists_around(book, id);
        let Some(cases) = cases(book, reading, id, &around) else {
            continue;
        };
        let mut asked: BTreeSet<Frame> = BTreeSet::new();
        for case in &cases {
            let up = case.lists.len().saturating_sub(around.len());
            let up = u8::try_from(up).unwrap_or(u8::MAX);
            context.each(&case.lists, Scope::ROOT, &mut |scope: Scope| {
                if context.ask(&case.condition, scope).truth == Truth::Holds {
                    asked.insert(scope.up(up));
                }
            });
        }
        context.each(&around, Scope::ROOT, &mut |scope: Scope| {
            let frame = scope.innermost();
            let stands = reading.application.value(frame, field.slot).state;
            if stands == State::Absent && !asked.contains(&frame) {
                let form = &book.form;
                let at = place(reading.application, form, reading.document, frame, id);
                places.push(at.0);
            }
        });
    }
    places
}

/// The cases in which rules look at a field; `None` for one that is asked for in any case, or that no rule looks at.
fn cases(
    book: &RuleBook,
    reading: &Reading<'_>,
    id: FieldId,
    around: &[FieldId],
) -> Option<Vec<AskedIf>> {
    let mut all = Vec::new();
    let mut looked_at = false;
    for rule in &book.rules {
        for case in rule.cases.iter().filter(|case| looks_at(case, id)) {
            looked_at = true;
            let lists = lists_of(rule);
            if !lists.starts_with(around) {
                return None;
            }
            let condition = asked_if(case, id)?;
            if rule.head.period.contains(reading.as_of.date) {
                all.push(AskedIf { lists, condition });
            }
        }
    }
    looked_at.then_some(all)
}

fn looks_at(case: &Case, id: FieldId) -> bool {
    case.require.as_ref().is_some_and(|it| names(it, id))
}

/// Whether a condition asks anything of a field.
pub(crate) fn names(condition: &Condition, id: FieldId) -> bool {
    let mut named = false;
    condition.tests(&mut |test| named |= test.computed.is_none() && test.subject.field == id);
    named
}

/// What must hold beside the field itself for the case to ask for it. A case that applies where the field is stated asks for
/// nothing; it says with what else the field may stand.
fn asked_if(case: &Case, id: FieldId) -> Option<Condition> {
    let when = case.when.as_ref()?;
    let mut all: Vec<Condition> = without(when, id).into_iter().collect();
    if names(when, id) {
        all.extend(case.require.as_ref().and_then(|it| without(it, id)));
    }
    (!all.is_empty()).then_some(Condition::All(all))
}

/// A condition without what it asks of a field.
fn without(condition: &Condition, id: FieldId) -> Option<Condition> {
    match condition {
        Condition::All(inner) => {
            let rest: Vec<_> = inner.iter().filter_map(|one| without(one, id)).collect();
            (!rest.is_empty()).then_some(Condition::All(rest))
        }
        other => (!names(other, id)).then(|| other.clone()),
    }
}

fn lists_of(rule: &Rule) -> Vec<FieldId> {
    match &rule.each {
        Each::Items(selector) => selector.lists.clone(),
        Each::Application | Each::Fields => Vec::new(),
    }
}

/// The lists around a field, outermost first.
fn lists_around(book: &RuleBook, id: FieldId) -> Vec<FieldId> {
    let mut lists = Vec::new();
    let mut at = book.form.field(id).list;
    while let Some(list) = at {
        lists.push(list);
        at = book.form.field(list).list;
    }
    lists.reverse();
    lists
}
