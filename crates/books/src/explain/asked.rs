//! What a rule asks, in words: of what, when, what must hold, and what comes of it where something is not stated.

use super::left_out;
use super::page::{PageBuilder, Point};
use super::words::Words;
use crate::examples::RuleIndex;
use atbilst_core::condition::operators::Test;
use atbilst_core::context::FieldSelector;
use atbilst_core::form::FieldId;
use atbilst_core::rulebook::{
    Among, Each, Head, PortfolioRule, Requirement, Rule, RuleBook, UniqueKey,
};

/// What leads to the condition under which a rule applies, and to what it asks.
const APPLIES: [&str; 2] = ["explain.applies", "explain.applies_all"];
const REQUIRES: [&str; 2] = ["explain.requires", "explain.requires_all"];

/// Says what a rule asks.
pub(super) fn asked(page: &mut PageBuilder<'_>, words: &Words<'_>, head: &Head) {
    let book = words.book();
    match RuleIndex::of(book, head) {
        Some(RuleIndex::Single(index)) => {
            if let Some(rule) = book.rules.get(index) {
                single(page, words, rule);
            }
        }
        Some(RuleIndex::Portfolio(index)) => {
            if let Some(rule) = book.portfolio.get(index) {
                together(page, words, rule);
            }
        }
        None => {}
    }
    for id in of_office(book, head) {
        if let Some(register) = &book.form.field(id).office {
            let register = register.get(words.wording.catalogue.language());
            let about = [
                ("field", words.field(id).into()),
                ("register", register.as_str().into()),
            ];
            page.text(words.say("explain.awaits_office", &about));
        }
    }
}

/// The fields of the office that a rule looks at.
fn of_office(book: &RuleBook, head: &Head) -> Vec<FieldId> {
    let fields = book.uses_of(head).fields.into_iter();
    fields
        .filter(|&id| book.form.field(id).office.is_some())
        .collect()
}

fn single(page: &mut PageBuilder<'_>, words: &Words<'_>, rule: &Rule) {
    let lists = match &rule.each {
        Each::Items(of) => &of.lists[..],
        Each::Application | Each::Fields => &[],
    };
    let inside = words.within(lists);
    if let Some((&list, around)) = lists.split_last() {
        let outer: Vec<String> = around
            .iter()
            .map(|&list| words.quoted(words.field(list)))
            .collect();
        let list = words.field(list);
        page.text(match outer.is_empty() {
            true => words.of("explain.each", "list", list),
            false => {
                let outer = words.joined("explain.and", outer);
                words.say(
                    "explain.each_within",
                    &[("list", list.into()), ("outer", outer.into())],
                )
            }
        });
    }
    let (mut when, mut require) = (Vec::new(), Vec::new());
    match rule.cases.as_slice() {
        [case] => {
            when.extend(case.when.iter().flat_map(|one| inside.points(one)));
            require.extend(case.require.iter().flat_map(|one| inside.points(one)));
        }
        cases => {
            page.text(words.say("explain.each_field", &[]));
            let common = cases
                .iter()
                .all(|case| case.when == cases.first().and_then(|first| first.when.clone()));
            for case in cases {
                match (&case.when, common) {
                    (Some(when), false) => {
                        let when = inside.condition(when);
                        require.push(Point::new(0, words.of("explain.where_so", "when", when)));
                        let points = case.require.iter().flat_map(|one| inside.points(one));
                        require
                            .extend(points.map(|point| {
                                Point::new(point.depth.saturating_add(1), point.text)
                            }));
                    }
                    _ => require.extend(case.require.iter().flat_map(|one| inside.points(one))),
                }
            }
            let own = cases
                .first()
                .filter(|_| common)
                .and_then(|case| case.when.as_ref());
            when.extend(own.into_iter().flat_map(|one| inside.points(one)));
        }
    }
    page.points(APPLIES, when);
    page.points(REQUIRES, require);
    left_out::say(page, words, &rule.cases);
    let mut reaches = false;
    let asked = rule.cases.iter().filter_map(|case| case.require.as_ref());
    asked.for_each(|asked| asked.tests(&mut |test| reaches |= reaches_in_groups(test)));
    if reaches {
        page.text(words.say("explain.groups.of_items", &[]));
    }
}

/// Whether each group of the items must reach something.
fn reaches_in_groups(test: &Test) -> bool {
    let computed = test.computed.as_ref();
    let is_grouped = computed.is_some_and(|computed| !computed.grouped_by().is_empty());
    let mut comparison = test.operator.comparison().into_iter();
    is_grouped && comparison.any(|one| one.relation().is_target())
}

fn together(page: &mut PageBuilder<'_>, words: &Words<'_>, rule: &PortfolioRule) {
    page.text(words.say("explain.together", &[]));
    let points = |requirements: &[Requirement]| -> Vec<Point> {
        requirements
            .iter()
            .flat_map(|one| requirement(words, one))
            .collect()
    };
    page.points(APPLIES, points(&rule.when));
    page.points(REQUIRES, points(&rule.require));
    let notes = rule.require.iter().filter_map(|one| note(words, one));
    notes.for_each(|note| page.text(note));
    let adds = || rule.require.iter().filter_map(Requirement::compared);
    let waits = adds().any(|(_, compares, _)| {
        let mut moves = false;
        compares.to.each_overall(&mut |_| moves = true);
        moves || compares.word.relation.is_target()
    });
    page.text(words.say(
        match (rule.among, adds().next().is_some()) {
            (Some(Among::Complying), _) => "explain.among.complying",
            (Some(Among::All), _) | (None, false) => "explain.among.all",
            (Some(Among::NotFailing), false) => "explain.among.not_failing",
            (Some(Among::NotFailing) | None, true) if waits => "explain.among.waits",
            (Some(Among::NotFailing) | None, true) => "explain.among.not_failing",
        },
        &[],
    ));
    if !rule.when.is_empty() {
        page.text(words.say("explain.among.when", &[]));
    }
}

/// The fields of some paths, each by its title.
fn fields(words: &Words<'_>, key: &str, paths: &[FieldSelector]) -> String {
    let titles = paths
        .iter()
        .filter_map(|of| of.leaf.or(of.lists.last().copied()));
    let titles = titles.map(|id| words.quoted(words.field(id)));
    words.joined(key, titles.collect())
}

/// What must hold of all applications.
fn requirement(words: &Words<'_>, requirement: &Requirement) -> Vec<Point> {
    let all = match requirement {
        Requirement::Overall {
            overall, compares, ..
        } => {
            let about = [
                ("subject", words.overall(overall).into()),
                ("asked", words.compared(compares, false).into()),
            ];
            vec![words.say("explain.asked_of", &about)]
        }
        Requirement::Unique { keys, .. } => keys.iter().map(|key| unique(words, key)).collect(),
        Requirement::Alike { paths, .. } => {
            vec![words.of(
                "explain.alike",
                "fields",
                fields(words, "explain.or", paths),
            )]
        }
    };
    all.into_iter().map(|text| Point::new(0, text)).collect()
}

/// What comes of it where it does not hold: which of several counts, what is told besides.
fn note(words: &Words<'_>, requirement: &Requirement) -> Option<String> {
    let (key, name, of) = match requirement {
        Requirement::Unique { latest, .. } => ("explain.latest", "day", latest.as_slice()),
        Requirement::Alike { also, .. } => ("explain.alike_also", "fields", also.as_slice()),
        Requirement::Overall { overall, .. } => {
            let key = match requirement.is_of_codes() {
                true => "explain.groups.of_codes",
                false => "explain.groups.named",
            };
            return overall.reaches.then(|| words.say(key, &[]));
        }
    };
    (!of.is_empty()).then(|| words.of(key, name, fields(words, "explain.or", of)))
}

fn unique(words: &Words<'_>, key: &UniqueKey) -> String {
    let fields = fields(words, "explain.and", &key.fields);
    let list = key
        .fields
        .first()
        .and_then(|first| first.lists.last().copied());
    match list.filter(|_| key.whole) {
        Some(list) => {
            let about = [
                ("fields", fields.into()),
                ("list", words.field(list).into()),
            ];
            words.say("explain.unique_whole", &about)
        }
        None if key.fields.len() > 1 => words.of("explain.unique_together", "fields", fields),
        None => words.of("explain.unique", "fields", fields),
    }
}
