//! A comparison for programs, as `schemas/comparison.schema.json` promises it.

use std::io;

use serde::Serialize;
use serde_json::{Value, json};

use super::path;
use crate::format::Style;
use crate::json::{Each, write_pretty};
use atbilst_core::compare::{ApplicationPair, ComparedFinding, Comparison, FindingState};
use atbilst_core::finding::Verdict;
use atbilst_core::language::Catalogue;
use atbilst_core::stored::{StoredReport, StoredStatement};
use atbilst_core::tool::Tool;
use rust_decimal::Decimal;

#[derive(Serialize)]
struct JsonComparison<A, F> {
    schema: &'static str,
    tool: Value,
    old: Value,
    new: Value,
    summary: Value,
    rule_books: Vec<Value>,
    /// Those that were added, removed, or have another verdict or other money, are another's now, or of which the office states
    /// something else.
    applications: A,
    findings: F,
}

/// Writes it.
pub(super) fn write(
    all: &Comparison<'_>,
    _: &Catalogue,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let _ = style;
    let changed = |pair: &&ApplicationPair<'_>| {
        let ([was, is], [before, now]) = (pair.verdicts(), pair.money());
        was != is || before != now || !pair.stated().is_empty() || !pair.identity().is_empty()
    };
    let book = |[was, is]: [Option<&atbilst_core::stored::StoredBook>; 2]| {
        let side = |book: Option<&atbilst_core::stored::StoredBook>| {
            book.map(|book| json!({ "version": book.version, "sha256": book.sha256 }))
        };
        let call = is.or(was).map(|book| &book.call);
        json!({ "call": call, "old": side(was), "new": side(is) })
    };
    let report = JsonComparison {
        schema: "atbilst-comparison/1",
        tool: json!({ "name": Tool::NAME }),
        old: side(all.old),
        new: side(all.new),
        summary: summary(all),
        rule_books: all.books().into_iter().map(book).collect(),
        applications: Each(|| all.applications.iter().filter(changed).map(application)),
        findings: Each(|| all.findings.iter().map(finding)),
    };
    write_pretty(&report, out)
}

fn side(report: &StoredReport) -> Value {
    json!({
        "schema": report.schema,
        "today": report.today,
        "tool": { "version": report.tool.version, "commit": report.tool.commit },
        "applications": report.applications.len(),
    })
}

fn summary(all: &Comparison<'_>) -> Value {
    let count = |state| all.of_state(state).count();
    let pairs = &all.applications;
    let verdicts: serde_json::Map<String, Value> = Verdict::ALL
        .into_iter()
        .map(|verdict| {
            let [old, new] = all.totals(verdict).map(|total| {
                json!({ "applications": total.applications, "money": written(Some(total.money)) })
            });
            (verdict.name().to_owned(), json!({ "old": old, "new": new }))
        })
        .collect();
    json!({
        "findings": {
            "new": count(FindingState::New),
            "gone": count(FindingState::Gone),
            "kept": count(FindingState::Kept),
        },
        "applications": {
            "added": pairs.iter().filter(|pair| pair.old.is_none()).count(),
            "removed": pairs.iter().filter(|pair| pair.new.is_none()).count(),
            "verdict_changed": pairs.iter().filter(|pair| {
                let [was, is] = pair.verdicts();
                pair.stayed() && was != is
            }).count(),
            "money_changed": pairs.iter().filter(|pair| {
                let [was, is] = pair.money();
                pair.stayed() && was != is
            }).count(),
            "identity_changed": pairs.iter().filter(|pair| !pair.identity().is_empty()).count(),
            "text_changed": pairs.iter().filter(|pair| pair.text_changed()).count(),
        },
        "verdicts": verdicts,
        "settings_differ": all.old.settings != all.new.settings,
        "waivers_differ": all.old.waivers != all.new.waivers,
        "answers_differ": all.old.answers != all.new.answers,
        "perhaps_passed_over": all.perhaps_passed_over(),
        "not_judged_together": all.unjudged,
        "left_out": {
            "old": all.old.left_out(),
            "new": all.new.left_out(),
            "untold": all.untold,
        },
    })
}

fn application(pair: &ApplicationPair<'_>) -> Value {
    let [was, is] = pair.verdicts();
    let [before, now] = pair.money().map(written);
    let one = pair.either();
    let stated = pair.stated().into_iter().map(|[was, is]| {
        let side = |one: Option<&StoredStatement>| {
            one.map(|one| json!({ "is": one.is, "file": one.file }))
        };
        json!({ "field": is.or(was).map(|one| &one.field), "old": side(was), "new": side(is) })
    });
    let stated: Vec<Value> = stated.collect();
    let mut all = json!({
        "change": match (pair.old, pair.new) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "kept",
        },
        "path": one.map(|one| &one.path),
        "old_path": pair.old.map(|one| &one.path),
        "id": one.map(|one| &one.id),
        "title": one.map(|one| &one.identity.title),
        "applicant": one.map(|one| &one.identity.applicant),
        "verdict": { "old": was, "new": is },
        "money": { "old": before, "new": now },
    });
    let identity = pair.identity().into_iter();
    let identity =
        identity.map(|(field, [was, is])| (field.to_owned(), json!({ "old": was, "new": is })));
    let identity: serde_json::Map<_, _> = identity.collect();
    if let Some(all) = all.as_object_mut() {
        if !identity.is_empty() {
            all.insert("identity".to_owned(), identity.into());
        }
        if !stated.is_empty() {
            all.insert("stated".to_owned(), stated.into());
        }
    }
    all
}

fn finding(one: &ComparedFinding<'_>) -> Value {
    let finding = one.finding;
    let id = one.application.and_then(|pair| pair.either());
    json!({
        "state": one.state.name(),
        "call": one.call,
        "path": path(one.application),
        "id": id.map(|one| &one.id),
        "rule": finding.rule,
        "kind": finding.kind,
        "old_kind": one.was.map(|was| &was.kind),
        "level": finding.level,
        "message": finding.message,
        "found": finding.found,
        "old_found": one.was.map(|was| &was.found),
        "expected": finding.expected,
        "old_expected": one.was.map(|was| &was.expected),
        "pointer": finding.pointer,
        "fingerprint": finding.fingerprint,
    })
}

fn written(amount: Option<Decimal>) -> Option<String> {
    amount.map(|amount| format!("{amount:.2}"))
}
