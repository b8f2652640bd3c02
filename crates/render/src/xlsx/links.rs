//! Where the sheets of a workbook lead to: an application to its outcomes and findings, a finding to its application and rule, and back.

use std::collections::HashMap;
use std::ptr;

use super::sheet::inside;
use crate::found::{self, Found};
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report, RuleSummary};

/// The rows that are led to.
pub(super) struct Links {
    sheets: [(&'static str, String); 6],
    /// The place of each application, by where it stands in memory.
    places: HashMap<*const Application, usize>,
    /// The row of the first finding of each application that has one.
    first: HashMap<*const Application, u32>,
    /// The row of the first citation of each rule, by its call and id: rules of several calls may have one id.
    cited: HashMap<(Option<String>, String), u32>,
}

impl Links {
    pub(super) fn of(report: &Report, catalogue: &Catalogue) -> Self {
        let say = |key: &str| catalogue.say(&format!("page.{key}_sheet"), &[]);
        let all = report.applications.iter().enumerate();
        let mut first = HashMap::new();
        let mut row: u32 = 1;
        for found in found::all(report) {
            if let Some(application) = found.application {
                first.entry(ptr::from_ref(application)).or_insert(row);
            }
            // Each of its rules has a row.
            let rows = u32::try_from(found.finding.rules().count());
            row = row.saturating_add(rows.unwrap_or(u32::MAX));
        }
        let mut cited = HashMap::new();
        let mut row: u32 = 1;
        for (call, rule) in rules(report) {
            cited.insert((call.map(str::to_owned), rule.id.to_string()), row);
            row = row.saturating_add(u32::try_from(rule.law.len().max(1)).unwrap_or(u32::MAX));
        }
        let sheets = [
            "applications",
            "findings",
            "questions",
            "outcomes",
            "waivers",
            "rules",
        ];
        Self {
            sheets: sheets.map(|key| (key, say(key))),
            places: all.map(|(at, one)| (ptr::from_ref(one), at)).collect(),
            first,
            cited,
        }
    }

    fn to(&self, key: &str, row: u32) -> Option<String> {
        let (_, name) = self.sheets.iter().find(|(known, _)| *known == key)?;
        Some(inside(name, row))
    }

    fn row(&self, application: &Application) -> Option<u32> {
        let place = self.places.get(&ptr::from_ref(application))?;
        u32::try_from(place.saturating_add(1)).ok()
    }

    pub(super) fn application(&self, application: Option<&Application>) -> Option<String> {
        self.to("applications", self.row(application?)?)
    }

    pub(super) fn outcomes(&self, application: &Application) -> Option<String> {
        self.to("outcomes", self.row(application)?)
    }

    pub(super) fn findings(&self, application: &Application) -> Option<String> {
        self.to("findings", *self.first.get(&ptr::from_ref(application))?)
    }

    /// A rule of a call, or of the program itself.
    pub(super) fn rule(&self, call: Option<&str>, id: &str) -> Option<String> {
        let cited = |call: Option<&str>| {
            let key = (call.map(str::to_owned), id.to_owned());
            self.cited.get(&key).copied()
        };
        self.to("rules", cited(None).or_else(|| cited(call))?)
    }

    /// A whole sheet, by its key in the catalogue.
    pub(super) fn sheet(&self, key: &str) -> Option<String> {
        self.to(key, 0)
    }
}

/// The rules in the order of their sheet, with their call.
pub(super) fn rules(report: &Report) -> impl Iterator<Item = (Option<&str>, &RuleSummary)> {
    let rules = report.all_rules();
    rules.map(|(of, rule)| (of.map(|(_, call)| call), rule))
}

impl<'r> Found<'r> {
    /// The code of the call whose rules were applied.
    pub(super) fn call(&self, report: &'r Report) -> Option<&'r str> {
        let book = report.rule_books.get(self.book?)?;
        Some(&book.call)
    }
}
