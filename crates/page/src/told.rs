//! What the check says of a text, as the page shows it: findings at their fields, the state of every rule, and what is asked for.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use atbilst_core::Checker;
use atbilst_core::application::{Application, Frame, State};
use atbilst_core::condition::quantity::Operand;
use atbilst_core::context::{Scope, Uses};
use atbilst_core::evaluate::{Evaluation, Why};
use atbilst_core::finding::{Finding, Hex, Level, Outcome};
use atbilst_core::form::{FieldId, Form};
use atbilst_core::language::Catalogue;
use atbilst_core::message::finding::MessageCache;
use atbilst_core::own_rules::{MISSING_FIELD, OWN};
use atbilst_core::reading::{ReadBuffers, Reading};
use atbilst_core::rulebook::RuleBook;

use crate::asked::{lists_around, not_asked};
use crate::form::law_of;
use crate::sums::{figures, sums};

/// Of whom something is asked: what contradicts is to be mended, what is not there to be filled in, what does not stand in the way is
/// said, and the rest is for a person.
fn group(finding: &Finding, missing: &Missing<'_>) -> &'static str {
    if &*finding.rule == MISSING_FIELD {
        return "fill";
    }
    if finding.awaits.is_some() {
        return "ask";
    }
    let missing = missing.get(&(&*finding.rule, finding.outcome));
    if missing.is_some_and(|missing| missing.any && (missing.all || finding.found.is_none())) {
        "fill"
    } else if finding.outcome == Outcome::Review {
        "ask"
    } else if finding.level == Level::Warning {
        "warn"
    } else {
        "mend"
    }
}

/// Where what a rule asks for is not there yet: by the rule and how it came out.
type Missing<'r> = HashMap<(&'r str, Outcome), MissingOf>;

#[derive(Clone, Copy)]
struct MissingOf {
    all: bool,
    any: bool,
}

fn missing<'r>(evaluations: &'r [Evaluation<'_>], reading: &Reading<'_>) -> Missing<'r> {
    let mut missing = Missing::new();
    for one in evaluations {
        let is = is_missing(one, reading);
        let key = (&*one.rule.head.id, one.outcome);
        let of = missing.entry(key).or_insert(MissingOf { all: is, any: is });
        of.all &= is;
        of.any |= is;
    }
    missing
}

/// Whether anything stands in a field: items in which nothing is filled in yet are as good as none.
fn is_stated(form: &Form, application: &Application, frame: Frame, id: FieldId) -> bool {
    let field = form.field(id);
    let any = |frame: Frame| {
        let mut inside = form.children(Some(id)).iter();
        inside.any(|&inside| is_stated(form, application, frame, inside))
    };
    match application.value(frame, field.slot).state {
        State::Absent => false,
        State::Record => any(frame),
        State::List { .. } => application.items(frame, field).any(any),
        State::Malformed | State::Single(_) => true,
    }
}

/// Whether what is asked for is not there yet.
fn is_missing(one: &Evaluation<'_>, reading: &Reading<'_>) -> bool {
    let (context, form) = (reading.context(), &reading.book.form);
    let stated = |field: FieldId, scope: Scope, up: u8| {
        is_stated(form, reading.application, scope.up(up), field)
    };
    let computed_of_nothing = |computed: &Operand| {
        let mut uses = Uses::default();
        computed.uses(false, form, &mut uses);
        let is_single = |&id: &FieldId| form.field(id).kind.is_single();
        // How many items there are says nothing where it is asked what they state.
        let singles = uses.fields.iter().any(is_single);
        let fields = uses.fields.iter().filter(|id| !singles || is_single(id));
        let (mut some, mut any) = (false, false);
        for &field in fields {
            some = true;
            context.each(
                &lists_around(reading.book, field),
                Scope::ROOT,
                &mut |scope| {
                    any |= stated(field, scope, 0);
                },
            );
        }
        some && !any
    };
    let is_absent = |field, scope, up| !stated(field, scope, up);
    match (one.why, one.decided, one.list) {
        (Some(Why::NotStated), ..) => true,
        (Some(Why::Fails), Some((test, scope)), _) => match &test.computed {
            Some(computed) => computed_of_nothing(computed),
            None => is_absent(test.subject.field, scope, test.subject.up),
        },
        (Some(Why::Fails), None, Some((list, scope))) => is_absent(list.field, scope, list.up),
        _ => false,
    }
}

/// What the check says of a text, as JSON.
pub(crate) fn tell(
    checker: &Checker<'_>,
    books: &[RuleBook],
    catalogue: &Catalogue,
    path: &Arc<str>,
    bytes: &[u8],
) -> Option<Vec<u8>> {
    let mut buffers = ReadBuffers::default();
    let evaluated = checker.evaluate(&mut buffers, bytes, "");
    let application = checker.tell(&evaluated, path, &MessageCache::default());
    let read = evaluated.read.as_ref().ok();
    let units = Units::of(read.map_or("", |read| read.document.text));
    let rules = application.book.and_then(|index| books.get(index));
    let rules = rules.map_or(&[][..], |book| &book.rules);
    let ids = OWN
        .iter()
        .copied()
        .chain(rules.iter().map(|rule| &*rule.head.id));
    let each = application.outcomes.iter().map(|outcome| outcome.name());
    // Collected, they would have a sort of their own, of three kilobytes.
    let mut outcomes = BTreeMap::new();
    outcomes.extend(ids.zip(each));
    let reading = read.and_then(|read| read.reading.as_ref().ok());
    let reading = reading.map(|(_, reading)| reading);
    let missing = reading.map(|reading| missing(&evaluated.evaluations, reading));
    let missing = missing.unwrap_or_default();
    let findings = application.findings.iter();
    let findings = findings.map(|finding| ToldFinding::of(finding, &missing, &units));
    let told = Told {
        verdict: application.verdict.name(),
        readable: reading.is_some(),
        sha256: application
            .sha256
            .as_ref()
            .map(|sha256| Hex(sha256).to_string()),
        as_of: application
            .as_of
            .as_ref()
            .map(|as_of| as_of.date.to_string()),
        findings: findings.collect(),
        law: laws(&application.findings),
        left_out: application.left_out(),
        outcomes,
        not_asked: reading.map(not_asked).unwrap_or_default(),
        figures: reading.map_or_else(Vec::new, |reading| figures(reading, catalogue)),
        sums: reading.map_or_else(Vec::new, |reading| sums(reading, catalogue)),
    };
    serde_json::to_vec(&told).ok()
}

/// What the page takes.
#[derive(Serialize)]
struct Told<'f> {
    verdict: &'static str,
    readable: bool,
    sha256: Option<String>,
    as_of: Option<String>,
    findings: Vec<ToldFinding<'f>>,
    law: Map<String, Value>,
    left_out: u32,
    outcomes: BTreeMap<&'f str, &'static str>,
    not_asked: Vec<String>,
    figures: Vec<Value>,
    sums: Vec<Value>,
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

/// A finding as the page takes it.
#[derive(Serialize)]
struct ToldFinding<'f> {
    rule: &'f str,
    group: &'static str,
    level: &'static str,
    message: &'f str,
    help: Option<&'f str>,
    found: Option<&'f str>,
    wanted: Option<&'f str>,
    expected: Option<&'f str>,
    absent: bool,
    review: bool,
    office: bool,
    pointer: &'f str,
    line: u32,
    from: usize,
    to: usize,
    fingerprint: String,
}

impl<'f> ToldFinding<'f> {
    fn of(finding: &'f Finding, missing: &Missing<'_>, units: &Units<'_>) -> Self {
        let location = finding.place.location;
        Self {
            rule: &finding.rule,
            group: group(finding, missing),
            level: finding.level.name(),
            message: &finding.message,
            help: finding.help.as_deref(),
            found: finding.found.as_deref(),
            wanted: finding.wanted(),
            expected: finding.expected.as_deref(),
            absent: finding.absent.is_some(),
            review: finding.outcome == Outcome::Review,
            office: finding.awaits.is_some(),
            pointer: &finding.place.pointer,
            line: location.start.line,
            from: units.at(location.start.byte),
            to: units.at(location.end.byte),
            fingerprint: finding.fingerprint.to_string(),
        }
    }
}

/// Places in a text as the browser counts them: in UTF-16. Counted once a block, so that many places cost no more than the text.
struct Units<'t> {
    text: &'t str,
    before: Vec<usize>,
}

const BLOCK: usize = 1 << 8;

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
