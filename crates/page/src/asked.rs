//! Which fields nothing asks for as the application stands: those that every rule looks at only in cases that do not hold.

use std::collections::{BTreeMap, BTreeSet};

use atbilst_core::application::{Frame, State};
use atbilst_core::condition::Condition;
use atbilst_core::context::{Scope, Truth};
use atbilst_core::form::FieldId;
use atbilst_core::reading::Reading;
use atbilst_core::rulebook::{Case, Each, Rule, RuleBook};
use atbilst_yaml::pointer::segment;

/// A case in which a rule looks at a field: the lists in whose items it is asked, and what must hold there.
struct AskedIf {
    lists: Vec<FieldId>,
    condition: Condition,
}

/// The places of the fields that are not stated and that nothing asks for.
pub(crate) fn not_asked(reading: &Reading<'_>) -> Vec<String> {
    let (book, context) = (reading.book, reading.context());
    let mut places = Vec::new();
    let mut items = Items::default();
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
        let within = names_from(book, id);
        for (&frame, item) in items.of(reading, &around) {
            let stands = reading.application.value(frame, field.slot).state;
            if stands == State::Absent && !asked.contains(&frame) {
                places.push(format!("{item}{within}"));
            }
        }
    }
    places
}

/// The pointers of the items of lists, by their frames: each counted once, for a document counts them anew whenever it is asked.
#[derive(Default)]
struct Items(Vec<(Vec<FieldId>, BTreeMap<Frame, String>)>);

impl Items {
    fn of(&mut self, reading: &Reading<'_>, lists: &[FieldId]) -> &BTreeMap<Frame, String> {
        let known = self.0.iter().position(|(of, _)| of == lists);
        let at = known.unwrap_or_else(|| {
            let all = self.counted(reading, lists);
            self.0.push((lists.to_vec(), all));
            self.0.len().saturating_sub(1)
        });
        self.0.get(at).map_or(&NONE, |(_, all)| all)
    }

    fn counted(&mut self, reading: &Reading<'_>, lists: &[FieldId]) -> BTreeMap<Frame, String> {
        let Some((&list, around)) = lists.split_last() else {
            let mut whole = BTreeMap::new();
            whole.insert(Scope::ROOT.innermost(), String::new());
            return whole;
        };
        let within = names_from(reading.book, list);
        let outer = self.of(reading, around);
        let mut all = BTreeMap::new();
        let (mut last, mut index) = (None, 0_usize);
        reading
            .context()
            .each(lists, Scope::ROOT, &mut |scope: Scope| {
                let parent = scope.up(1);
                index = if last == Some(parent) {
                    index.saturating_add(1)
                } else {
                    0
                };
                last = Some(parent);
                let before = outer.get(&parent).map_or("", String::as_str);
                all.insert(scope.innermost(), format!("{before}{within}/{index}"));
            });
        all
    }
}

static NONE: BTreeMap<Frame, String> = BTreeMap::new();

/// The way to a field from the item, or the application, that it stands in.
fn names_from(book: &RuleBook, id: FieldId) -> String {
    let parents = std::iter::successors(Some(id), |&id| book.form.field(id).parent);
    let mut names: Vec<_> = parents
        .map(|id| book.form.field(id).name.as_str())
        .collect();
    names.reverse();
    names
        .iter()
        .map(|name| format!("/{}", segment(name)))
        .collect()
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
pub(crate) fn lists_around(book: &RuleBook, id: FieldId) -> Vec<FieldId> {
    let mut lists = Vec::new();
    let mut at = book.form.field(id).list;
    while let Some(list) = at {
        lists.push(list);
        at = book.form.field(list).list;
    }
    lists.reverse();
    lists
}
