//! What the check says of a text, as the page shows it: findings at their fields, the state of every rule, and what is asked for.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use atbilst_core::Checker;
use atbilst_core::evaluate::{Evaluation, Why};
use atbilst_core::finding::{Finding, Hex, Outcome};
use atbilst_core::language::Catalogue;
use atbilst_core::message::finding::MessageCache;
use atbilst_core::own_rules::{MISSING_FIELD, OWN};
use atbilst_core::reading::ReadBuffers;
use atbilst_core::rulebook::RuleBook;

use crate::asked::not_asked;
use crate::form::law_of;
use crate::sums::{figures, sums};

/// Of whom something is asked: what contradicts is to be mended, what is not stated to be filled in, and the rest is for a person.
fn group(finding: &Finding, evaluations: &[Evaluation<'_>]) -> &'static str {
    if &*finding.rule == MISSING_FIELD {
        return "fill";
    }
    if finding.outcome != Outcome::Review {
        return "mend";
    }
    let own = evaluations
        .iter()
        .filter(|one| one.rule.head.id == finding.rule);
    let whys = own.filter(|one| one.outcome == Outcome::Review);
    let not_stated = |one: &Evaluation<'_>| one.why == Some(Why::NotStated);
    let (mut all, mut any) = (true, false);
    whys.map(not_stated).for_each(|one| {
        all &= one;
        any |= one;
    });
    let fill = all || (any && finding.found.is_none());
    if fill { "fill" } else { "ask" }
}

/// What the check says of a text.
pub(crate) fn tell(
    checker: &Checker<'_>,
    books: &[RuleBook],
    catalogue: &Catalogue,
    path: &Arc<str>,
    bytes: &[u8],
) -> Value {
    let mut buffers = ReadBuffers::default();
    let evaluated = checker.evaluate(&mut buffers, bytes, "");
    let application = checker.tell(&evaluated, path, &MessageCache::default());
    let units = Units::of(
        evaluated
            .read
            .as_ref()
            .map_or("", |read| read.document.text),
    );
    let evaluations = &evaluated.evaluations;
    let findings = application.findings.iter();
    let findings: Vec<_> = findings
        .map(|finding| told(finding, group(finding, evaluations), &units))
        .collect();
    let rules = application.book.and_then(|index| books.get(index));
    let rules = rules.map_or(&[][..], |book| &book.rules);
    let ids = OWN
        .iter()
        .copied()
        .chain(rules.iter().map(|rule| &*rule.head.id));
    let outcomes = ids.zip(&application.outcomes);
    let outcomes = outcomes.map(|(id, outcome)| (id.to_owned(), json!(outcome.name())));
    let reading = evaluated.read.as_ref().ok();
    let reading = reading.and_then(|read| read.reading.as_ref().ok());
    let reading = reading.map(|(_, reading)| reading);
    json!({
        "verdict": application.verdict.name(),
        "readable": reading.is_some(),
        "sha256": application.sha256.as_ref().map(|sha256| Hex(sha256).to_string()),
        "as_of": application.as_of.as_ref().map(|as_of| as_of.date.to_string()),
        "findings": findings,
        "law": laws(&application.findings),
        "left_out": application.left_out(),
        "outcomes": outcomes.collect::<Map<String, Value>>(),
        "not_asked": reading.map(not_asked).unwrap_or_default(),
        "figures": reading.map(|reading| figures(reading, catalogue)).unwrap_or_default(),
        "sums": reading.map(|reading| sums(reading, catalogue)).unwrap_or_default(),
    })
}

/// The law of every rule with a finding: that of its first one, for all have one day.
fn laws(findings: &[Finding]) -> Map<String, Value> {
    let mut laws = Map::new();
    for finding in findings {
        if !laws.contains_key(&*finding.rule) {
            let law: Vec<_> = finding.law.iter().map(law_of).collect();
            laws.insert(finding.rule.to_string(), law.into());
        }
    }
    laws
}

fn told(finding: &Finding, group: &str, units: &Units<'_>) -> Value {
    let location = finding.place.location;
    json!({
        "rule": &*finding.rule, "group": group, "level": finding.level.name(),
        "message": finding.message, "help": finding.help.as_deref(),
        "found": finding.found, "wanted": finding.wanted(), "expected": finding.expected,
        "pointer": finding.place.pointer, "line": location.start.line,
        "from": units.at(location.start.byte), "to": units.at(location.end.byte),
        "fingerprint": finding.fingerprint.to_string(),
    })
}

/// Places in a text as the browser counts them: in UTF-16. Counted once a block, so that many places cost no more than the text.
struct Units<'t> {
    text: &'t str,
    before: Vec<usize>,
}

const BLOCK: usize = 1 << 12;

impl<'t> Units<'t> {
    fn of(text: &'t str) -> Self {
        let mut sum = 0_usize;
        let mut before = Vec::new();
        for block in text.as_bytes().chunks(BLOCK) {
            before.push(sum);
            sum = sum.saturating_add(block.iter().map(|&byte| units(byte)).sum());
        }
        Self { text, before }
    }

    fn at(&self, byte: u32) -> usize {
        let byte = (byte as usize).min(self.text.len());
        let block = byte.checked_div(BLOCK).unwrap_or_default();
        let start = block.saturating_mul(BLOCK);
        let inside = self.text.as_bytes().get(start..byte).unwrap_or_default();
        let before = self.before.get(block).copied().unwrap_or_default();
        before.saturating_add(inside.iter().map(|&byte| units(byte)).sum())
    }
}

/// How many units begin with a byte: none inside a letter, two for a letter of four bytes.
const fn units(byte: u8) -> usize {
    match byte {
        0x80..=0xbf => 0,
        0xf0..=0xff => 2,
        _ => 1,
    }
}
