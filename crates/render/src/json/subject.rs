//! Whose project an application is about, its groups and its money, and what stands behind verdicts, rules and groups, for programs.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::values::{Each, Json, Text, json};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::report::{Grouping, OfRule, Report, Subject, Tally};
use atbilst_core::rulebook::IDENTITY;

/// An amount with its cents, as an application writes it.
pub(super) struct Money(pub(super) Decimal);

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.0)
    }
}

/// The parts of an identity that the rule book names; null where one is not stated.
pub(super) struct Identity<'a>(pub(super) &'a Subject);

impl Serialize for Identity<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = IDENTITY.iter().zip(&self.0.identity);
        serializer.collect_map(parts.filter_map(|(name, part)| {
            let part = part.as_deref()?;
            Some((name, stated(part)))
        }))
    }
}

/// What stands in the fields by which applications are grouped.
pub(super) struct Groups<'a>(pub(super) &'a [Grouping], pub(super) &'a Subject);

impl Serialize for Groups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let values = self.1.groups.iter().map(|value| stated(value));
        serializer.collect_map(self.0.iter().map(|grouping| &*grouping.path).zip(values))
    }
}

/// A text, where there is one.
fn stated(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

// The money behind each verdict, and of how many applications it is not known.
json! { it: &Tally => {
    complies: Text(Money(it.money(Verdict::Complies))),
    needs_review: Text(Money(it.money(Verdict::NeedsReview))),
    does_not_comply: Text(Money(it.money(Verdict::DoesNotComply))),
    all: Text(Money(it.all_money())),
    unknown: it.without_money,
}}

/// How many applications, and how much money, stand behind each rule and group.
pub(super) struct Totals<'a>(pub(super) &'a Report);

json! { it: Totals<'_> => {
    rules: Each(|| it.0.by_rule().map(Json)),
    groups: Each(|| groups(it.0)),
}}

json! { it: OfRule<'_> => {
    rule: *it.rule.id,
    call if some: it.call,
    title: *it.rule.title,
    fail: it.total.counts.of(Outcome::Fail),
    review: it.total.counts.of(Outcome::Review),
    waived: it.total.counts.of(Outcome::Waived),
    applications: it.total.applications,
    money: Text(Money(it.total.money)),
}}

/// What stands behind one value of a field by which applications are grouped.
struct OfGroup<'a> {
    grouping: &'a Grouping,
    value: &'a str,
    tally: &'a Tally,
}

fn groups(report: &Report) -> impl Iterator<Item = Json<OfGroup<'_>>> {
    report.all_groupings().into_iter().flat_map(|grouping| {
        let values = report.totals.groups.get(&grouping.path);
        values.into_iter().flatten().map(|(value, tally)| {
            Json(OfGroup {
                grouping,
                value,
                tally,
            })
        })
    })
}

json! { it: OfGroup<'_> => {
    by: *it.grouping.path,
    value: stated(it.value),
    title: stated(it.grouping.called(it.value)),
    applications: it.tally.applications(),
    complies: it.tally.of(Verdict::Complies),
    needs_review: it.tally.of(Verdict::NeedsReview),
    does_not_comply: it.tally.of(Verdict::DoesNotComply),
    money: Json(it.tally),
}}
