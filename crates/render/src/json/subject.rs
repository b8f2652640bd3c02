//! Whose project an application is about, its groups and its money, and what stands behind verdicts, rules and groups, for programs.

use std::fmt;

use rust_decimal::Decimal;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::values::Text;
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

/// The money behind each verdict.
#[derive(Serialize)]
pub(super) struct JsonMoney {
    complies: Text<Money>,
    needs_review: Text<Money>,
    does_not_comply: Text<Money>,
    all: Text<Money>,
    /// How many applications have no known money.
    unknown: usize,
}

impl JsonMoney {
    pub(super) fn of(tally: &Tally) -> Self {
        let money = |verdict| Text(Money(tally.money(verdict)));
        Self {
            complies: money(Verdict::Complies),
            needs_review: money(Verdict::NeedsReview),
            does_not_comply: money(Verdict::DoesNotComply),
            all: Text(Money(tally.all_money())),
            unknown: tally.without_money,
        }
    }
}

/// How many applications, and how much money, stand behind each rule and group.
pub(super) struct JsonTotals<'a>(pub(super) &'a Report);

impl Serialize for JsonTotals<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("rules", &OfRules(self.0))?;
        map.serialize_entry("groups", &OfGroups(self.0))?;
        map.end()
    }
}

struct OfRules<'a>(&'a Report);

impl Serialize for OfRules<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for of_rule in self.0.by_rule() {
            list.serialize_element(&JsonRuleTotal::of(of_rule))?;
        }
        list.end()
    }
}

#[derive(Serialize)]
struct JsonRuleTotal<'a> {
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    call: Option<&'a str>,
    title: &'a str,
    fail: u32,
    review: u32,
    waived: u32,
    applications: usize,
    money: Text<Money>,
}

impl<'a> JsonRuleTotal<'a> {
    fn of(of_rule: OfRule<'a>) -> Self {
        let OfRule { rule, total, .. } = of_rule;
        Self {
            rule: &rule.id,
            call: of_rule.call,
            title: &rule.title,
            fail: total.counts.of(Outcome::Fail),
            review: total.counts.of(Outcome::Review),
            waived: total.counts.of(Outcome::Waived),
            applications: total.applications,
            money: Text(Money(total.money)),
        }
    }
}

struct OfGroups<'a>(&'a Report);

impl Serialize for OfGroups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for grouping in self.0.all_groupings() {
            let values = self.0.totals.groups.get(&grouping.path);
            for (value, tally) in values.into_iter().flatten() {
                list.serialize_element(&JsonGroupTotal {
                    by: &grouping.path,
                    value: stated(value),
                    title: stated(grouping.called(value)),
                    applications: tally.applications(),
                    complies: tally.of(Verdict::Complies),
                    needs_review: tally.of(Verdict::NeedsReview),
                    does_not_comply: tally.of(Verdict::DoesNotComply),
                    money: JsonMoney::of(tally),
                })?;
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
struct JsonGroupTotal<'a> {
    by: &'a str,
    value: Option<&'a str>,
    title: Option<&'a str>,
    applications: usize,
    complies: usize,
    needs_review: usize,
    does_not_comply: usize,
    money: JsonMoney,
}
