//! What becomes of a rule where something that may be left out is, or where a text says no more than that it comes later.

use std::collections::BTreeSet;

use super::page::PageBuilder;
use super::words::Words;
use atbilst_core::condition::Condition;
use atbilst_core::condition::operators::{Test, Wanted};
use atbilst_core::condition::quantity::{Items, Operand};
use atbilst_core::context::{FigureId, Uses};
use atbilst_core::form::{FieldId, Kind};
use atbilst_core::rulebook::{Case, RuleBook};

/// The fields without which a person is asked.
#[derive(Default)]
struct Needed {
    always: BTreeSet<FieldId>,
    /// Where what is added up beside them does not decide.
    added: BTreeSet<FieldId>,
}

/// Says it of the cases of a rule.
pub(super) fn say(page: &mut PageBuilder<'_>, words: &Words<'_>, cases: &[Case]) {
    let book = words.book();
    let mut tell = |key: &str, fields: BTreeSet<FieldId>| {
        if !fields.is_empty() {
            let fields = fields.into_iter().map(|id| words.quoted(words.field(id)));
            let fields = words.joined("explain.or", fields.collect());
            page.text(words.of(key, "fields", fields));
        }
    };
    let mut needed = Needed::default();
    left_out(book, cases, &mut needed);
    needed.always.extend(ruled_out(book, cases));
    tell("explain.not_stated", needed.always);
    tell("explain.not_added", needed.added);
    tell("explain.put_off", put_off(book, cases));
}

/// The fields of which a rule asks what they must not be for it to apply: left out, they may be that.
fn ruled_out(book: &RuleBook, cases: &[Case]) -> BTreeSet<FieldId> {
    let mut all = BTreeSet::new();
    for when in cases.iter().filter_map(|case| case.when.as_ref()) {
        let mut stated = BTreeSet::new();
        must(when, &mut |test| {
            let field = test.subject.field;
            let own = test.computed.is_none();
            match (test.operator.asks().sentence, when.negates(test)) {
                ("trace.present", Some(false)) | ("trace.absent", Some(true)) => {
                    stated.extend(own.then_some(field))
                }
                ("trace.present" | "trace.absent", _) => {}
                ("trace.different_from", Some(false)) | (_, Some(true)) => {
                    all.extend(own.then_some(field));
                }
                _ => {}
            }
        });
        all.retain(|id| !stated.contains(id));
    }
    all.retain(|&id| !is_asked(book, id) && book.form.field(id).office.is_none());
    all
}

/// The texts that a rule asks to be stated.
fn put_off(book: &RuleBook, cases: &[Case]) -> BTreeSet<FieldId> {
    let mut all = BTreeSet::new();
    for require in cases.iter().filter_map(|case| case.require.as_ref()) {
        must(require, &mut |test| {
            let field = test.subject.field;
            let is_text = book.form.field(field).kind == Kind::Text;
            if is_text && test.operator.asks_presence() && require.negates(test) == Some(false) {
                all.insert(field);
            }
        });
    }
    all
}

/// The fields that may be left out, and of which a person is asked where they are.
fn left_out(book: &RuleBook, cases: &[Case], all: &mut Needed) {
    for case in cases {
        let (mut needed, mut stated) = (Needed::default(), BTreeSet::new());
        if let Some(when) = &case.when {
            must(when, &mut |test| {
                if let Some(computed) = &test.computed {
                    // What is stated in part may make the rule apply.
                    let mut own = Needed::default();
                    read_from(computed, book, &mut own, &mut BTreeSet::new());
                    needed.added.append(&mut own.added);
                } else {
                    let is_there = !matches!(test.operator.asks().sentence, "trace.absent");
                    let mut field = Some(test.subject.field);
                    while let Some(id) = field {
                        stated.insert(id);
                        field = book.form.field(id).parent.filter(|_| is_there);
                    }
                }
            });
        }
        let there = stated.clone();
        if let Some(require) = &case.require {
            must(require, &mut |test| {
                looked_at(test, book, (&mut needed, &mut stated));
            });
        }
        let may_be = |id: &FieldId| {
            let field = book.form.field(*id);
            let is_of_applicant = field.office.is_none() && field.name != "it";
            is_of_applicant && !stated.contains(id) && !is_asked_beside(book, *id, &there)
        };
        all.always.extend(needed.always.into_iter().filter(&may_be));
        all.added.extend(needed.added.into_iter().filter(&may_be));
    }
    all.added.retain(|id| !all.always.contains(id));
}

/// Whether an application must have a field, with all that it stands in but the items of a list.
pub(super) fn is_asked(book: &RuleBook, id: FieldId) -> bool {
    is_asked_beside(book, id, &BTreeSet::new())
}

/// The same of one in which these are there.
fn is_asked_beside(book: &RuleBook, id: FieldId, there: &BTreeSet<FieldId>) -> bool {
    let field = book.form.field(id);
    let is_there = |part| there.contains(&part) || is_asked_beside(book, part, there);
    field.required && field.parent.is_none_or(is_there)
}

/// Calls `visit` with every test that must be answered, whatever else is.
fn must<'c>(condition: &'c Condition, visit: &mut dyn FnMut(&'c Test)) {
    match condition {
        Condition::All(inner) => inner.iter().for_each(|one| must(one, visit)),
        Condition::Any(inner) if inner.len() == 1 => inner.iter().for_each(|one| must(one, visit)),
        Condition::Not(inner) if matches!(**inner, Condition::Test(_)) => must(inner, visit),
        Condition::Any(_) | Condition::Not(_) | Condition::Items { .. } => {}
        Condition::Test(test) => visit(test),
    }
}

/// Notes the fields that a test cannot do without, and that of which it asks whether it is stated.
fn looked_at(
    test: &Test,
    book: &RuleBook,
    (needed, stated): (&mut Needed, &mut BTreeSet<FieldId>),
) {
    let asks = test.operator.asks();
    if test.computed.is_none() {
        match asks.sentence {
            "trace.present" | "trace.absent" => stated.insert(test.subject.field),
            _ => needed.always.insert(test.subject.field),
        };
    }
    // Of figures of figures there may be millions of ways to one.
    let mut seen = BTreeSet::new();
    match asks.wanted {
        Wanted::Field(field) => {
            needed.always.insert(field.field);
        }
        // What the limit of a group is read by, its items have in common.
        Wanted::Compared(_) if matches!(test.computed.as_deref(), Some(Operand::Group(_))) => {}
        Wanted::Compared(comparison) => read_from(&comparison.to, book, needed, &mut seen),
        _ => {}
    }
    if let Some(computed) = &test.computed {
        let mut own = Needed::default();
        read_from(computed, book, &mut own, &mut seen);
        // What leaves it out is not in the limit either: as many different numbers as there are items that state one.
        let limit = test.operator.comparison().map(|one| &one.to);
        let chosen = limit.map(|limit| chosen_by(limit, book));
        own.added
            .retain(|id| chosen.as_ref().is_none_or(|by| !by.contains(id)));
        needed.always.append(&mut own.always);
        needed.added.append(&mut own.added);
    }
}

/// The fields by which the items are chosen that a quantity goes through.
fn chosen_by(operand: &Operand, book: &RuleBook) -> BTreeSet<FieldId> {
    let mut chosen = Uses::default();
    if let Some(filter) = operand.goes_through().and_then(Items::filter) {
        filter.uses(&book.form, &mut chosen);
    }
    chosen.fields
}

/// The fields without which a quantity is not stated: not those that choose among items or cases.
fn read_from(operand: &Operand, book: &RuleBook, to: &mut Needed, seen: &mut BTreeSet<FigureId>) {
    match operand {
        Operand::FieldValue(field) => {
            to.always.insert(field.0.field);
        }
        Operand::Length(_) => {
            let mut uses = Uses::default();
            operand.uses(false, &book.form, &mut uses);
            to.always.extend(uses.fields);
        }
        // What is beyond each of its cells, or within each, is decided.
        Operand::TableValue(_) => {
            let mut uses = Uses::default();
            operand.uses(false, &book.form, &mut uses);
            to.added.extend(uses.fields);
        }
        Operand::FigureValue(figure) => {
            let id = figure.0.figure;
            let own = book.figures.0.get(id.index());
            if let Some(own) = own.filter(|_| seen.insert(id)) {
                read_from(&own.is, book, to, seen);
            }
        }
        // Which items count is told with them.
        Operand::Sum(_) | Operand::Extreme(_) => {
            let mut own = Needed::default();
            for inner in operand.inside() {
                read_from(inner, book, &mut own, seen);
            }
            to.added.append(&mut own.always);
            to.added.append(&mut own.added);
        }
        Operand::Different(_) | Operand::AtOnce(_) => {
            let mut own = Uses::default();
            operand.uses(false, &book.form, &mut own);
            let chosen = chosen_by(operand, book);
            let is_list = |id: &FieldId| matches!(book.form.field(*id).kind, Kind::List(_));
            let own = own.fields.into_iter().filter(|id| !is_list(id));
            to.added.extend(own.filter(|id| !chosen.contains(id)));
        }
        Operand::Cases(_) | Operand::Criteria(_) | Operand::Count(_) => {}
        _ if operand
            .goes_through()
            .is_some_and(|items| items.filter().is_some()) => {}
        _ => operand
            .inside()
            .into_iter()
            .for_each(|inner| read_from(inner, book, to, seen)),
    }
}
