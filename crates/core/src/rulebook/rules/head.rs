//! What every rule says of itself, for one application or for all together.

use serde_json::Value;

use crate::context::Names;
use crate::finding::{Level, Outcome};
use crate::law::Source;
use crate::rulebook::law::{citations, period};
use crate::rulebook::reader::{Map, Reader, translated};
use crate::rulebook::templates::{Knows, phrase};
use crate::rulebook::{Head, examples};
use crate::waivers::WaiverTerms;
use atbilst_yaml::NodeId;

/// The keys that every rule may have.
const KEYS: [&str; 14] = [
    "id",
    "title",
    "plain",
    "law",
    "because",
    "from",
    "until",
    "level",
    "waiver",
    "otherwise",
    "review",
    "message",
    "help",
    "examples",
];

/// What the rules of a book stand among.
pub(in crate::rulebook) struct Surroundings<'a> {
    pub(in crate::rulebook) sources: &'a [Source],
    pub(in crate::rulebook) names: Names<'a>,
    pub(in crate::rulebook) complete: &'a Value,
    /// On which terms findings may be waived where a rule says nothing of it.
    pub(in crate::rulebook) waivers: WaiverTerms,
}

/// A rule that may have these keys beside those of every rule.
pub(in crate::rulebook) fn opened<'r, 'a>(
    reader: &'r Reader<'a>,
    node: NodeId,
    own: &[&str],
) -> Option<Map<'r, 'a>> {
    reader.map(node, &[&KEYS, own].concat())
}

/// Which rule says something of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rulebook) enum HeadOf {
    /// One for each application.
    Application,
    /// One over all applications.
    Portfolio,
    /// One over all applications that asks for names alike and no more: it always asks a person.
    Names,
}

/// What every rule says of itself.
pub(in crate::rulebook) fn head(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    around: &Surroundings<'_>,
    knows: &Knows<'_>,
    of: HeadOf,
) -> Option<Head> {
    let id_node = map.need("id");
    let id = id_node.and_then(|node| {
        let text = reader.text(node)?;
        if is_kebab(text) {
            Some((node, text))
        } else {
            reader.refuse(node, "book.not_kebab", &[("found", text)])
        }
    });
    let title = map.need("title").and_then(|node| translated(reader, node));
    let help = map
        .need("help")
        .and_then(|node| phrase(reader, node, knows));
    let said = |key| map.optional(key, |node| phrase(reader, node, knows));
    let (review, message) = (said("review"), said("message"));
    let plain = map.optional("plain", |node| translated(reader, node));
    let because = map.optional("because", |node| translated(reader, node));
    let law = map.optional("law", |node| citations(reader, node, around.sources, false));
    let level = [("error", Level::Error), ("warning", Level::Warning)];
    let level = map.optional("level", |node| reader.word(node, &level));
    let waiver = map.optional("waiver", |node| waiver_terms(reader, node, around.waivers));
    let otherwise = [("fail", Outcome::Fail), ("review", Outcome::Review)];
    let otherwise = map.optional("otherwise", |node| reader.word(node, &otherwise));
    let period = period(reader, map);
    let examples = map.need("examples").and_then(|node| {
        examples::examples(
            reader,
            node,
            (around.names.form, around.complete),
            of != HeadOf::Application,
        )
    });
    let (id_node, id) = id?;
    let head = Head {
        id: id.into(),
        title: title?,
        plain: plain?,
        law: law?.unwrap_or_default(),
        because: because?,
        period: period?,
        level: level?.unwrap_or(Level::Error),
        waiver: waiver?.unwrap_or(around.waivers),
        otherwise: match of {
            HeadOf::Names => Outcome::Review,
            HeadOf::Application | HeadOf::Portfolio => otherwise?.unwrap_or(Outcome::Fail),
        },
        review: review?,
        message: message?,
        help: help?,
        examples: examples?,
        span: reader.document.span(id_node),
    };
    if head.law.is_empty() == head.because.is_none() {
        let both = map.get("because").filter(|_| !head.law.is_empty());
        return match both {
            Some(because) => reader.refuse(because, "book.law_and_because", &[]),
            None => reader.refuse(id_node, "book.law_or_because", &[]),
        };
    }
    if of == HeadOf::Application && map.get("require").is_none() && head.review.is_some() {
        asks_alone(reader, map, &head)?;
    }
    if of == HeadOf::Application && map.get("require").is_none() && head.review.is_none() {
        return reader.refuse_at(head.span, "book.nothing_required", &[]);
    }
    both_sides(reader, &head)?;
    Some(head)
}

/// No waiver lasts longer, in months.
const LONGEST: u32 = 120;

/// What the terms of waivers say.
pub(in crate::rulebook) const WAIVER_TERMS: [&str; 3] = ["allowed", "months", "fingerprint"];

/// On which terms findings may be waived; what is not said is as `usual`.
pub(in crate::rulebook) fn waiver_terms(
    reader: &Reader<'_>,
    node: NodeId,
    usual: WaiverTerms,
) -> Option<WaiverTerms> {
    let map = reader.map(node, &WAIVER_TERMS)?;
    let allowed = map.optional("allowed", |node| reader.flag(node));
    let months = map.optional("months", |node| {
        let months = |text: &str| {
            text.parse()
                .ok()
                .filter(|months| (1..=LONGEST).contains(months))
        };
        reader.parsed(node, "book.not_months", months)
    });
    let words = [("required", true), ("optional", false)];
    let fingerprint = map.optional("fingerprint", |node| reader.word(node, &words));
    let (allowed, months, fingerprint) = (allowed?, months?, fingerprint?);
    // What nobody may waive has no terms.
    if allowed == Some(false) && (months.is_some() || fingerprint.is_some()) {
        return reader.refuse(node, "book.never_waived", &[]);
    }
    Some(WaiverTerms {
        allowed: allowed.unwrap_or(usual.allowed),
        months: months.unwrap_or(usual.months),
        fingerprint: fingerprint.unwrap_or(usual.fingerprint),
    })
}

/// Without `require` nothing can fail, so nothing is said of it.
fn asks_alone(reader: &Reader<'_>, map: Map<'_, '_>, head: &Head) -> Option<()> {
    for key in ["otherwise", "message"] {
        if let Some(node) = map.get(key) {
            return reader.refuse(node, "book.only_with_require", &[("key", key)]);
        }
    }
    let decided = [Outcome::Fail, Outcome::Pass];
    let mut examples = head.examples.iter();
    match examples.find(|example| decided.contains(&example.expect)) {
        Some(example) => reader.refuse_at(example.span, "book.asks_alone", &[]),
        None => Some(()),
    }
}

/// An example that holds, and one that does not.
fn both_sides(reader: &Reader<'_>, head: &Head) -> Option<()> {
    let any = |outcomes: &[Outcome]| {
        head.examples
            .iter()
            .any(|example| outcomes.contains(&example.expect))
    };
    let good = any(&[Outcome::Pass]) || (head.review.is_some() && any(&[Outcome::Review]));
    let bad = any(&[head.otherwise]) || head.message.is_none();
    if !good {
        return reader.refuse_at(head.span, "book.no_good_example", &[("rule", &head.id)]);
    }
    if !bad {
        return reader.refuse_at(
            head.span,
            "book.no_bad_example",
            &[("rule", &head.id), ("outcome", head.otherwise.name())],
        );
    }
    Some(())
}

fn is_kebab(text: &str) -> bool {
    text.split('-').all(|word| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}
