//! What the script of the page shows, packed: a table of all applications.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, Write};

use base64ct::{Base64, Encoding as _};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde::Serialize;

use super::view::Grouped;
use super::words::Words;
use crate::escape::shown;
use atbilst_core::finding::Verdict;
use atbilst_core::report::NearestLimits;

/// So many applications are unpacked together. Five times as many take half the room of a trace, and unpack in 0.1 s.
pub(super) const CHUNK: usize = 1000;

/// The table of all applications, column by column.
#[derive(Serialize)]
struct Index<'a> {
    lang: &'static str,
    /// Whether what is said of each stands in the page itself.
    inline: bool,
    chunk: usize,
    words: Sentences,
    verdicts: Vec<IndexVerdict>,
    rules: Vec<IndexRule<'a>>,
    groups: Vec<IndexGroup<'a>>,
    messages: Vec<Cow<'a, str>>,
    apps: Columns<'a>,
}

/// Sentences that the script fills in.
#[derive(Serialize)]
struct Sentences {
    chosen: String,
    position: String,
    selection: String,
}

#[derive(Serialize)]
struct IndexVerdict {
    name: &'static str,
    title: String,
    sign: &'static str,
}

#[derive(Serialize)]
struct IndexRule<'a> {
    id: String,
    title: Cow<'a, str>,
}

#[derive(Serialize)]
struct IndexGroup<'a> {
    values: Vec<Cow<'a, str>>,
    titles: Vec<Cow<'a, str>>,
}

#[derive(Default, Serialize)]
struct Columns<'a> {
    id: Vec<Cow<'a, str>>,
    path: Vec<Cow<'a, str>>,
    title: Vec<Cow<'a, str>>,
    applicant: Vec<Cow<'a, str>>,
    number: Vec<Cow<'a, str>>,
    money: Vec<Option<String>>,
    day: Vec<String>,
    verdict: Vec<usize>,
    found: Vec<usize>,
    percent: Vec<Option<String>>,
    days: Vec<Option<i64>>,
    rules: Vec<Vec<usize>>,
    messages: Vec<Vec<usize>>,
    groups: Vec<Vec<Option<usize>>>,
}

/// Texts, each once.
#[derive(Default)]
struct Distinct<'a> {
    places: HashMap<Cow<'a, str>, usize>,
    texts: Vec<Cow<'a, str>>,
}

impl<'a> Distinct<'a> {
    fn place(&mut self, text: Cow<'a, str>) -> usize {
        if let Some(&place) = self.places.get(&text) {
            return place;
        }
        let place = self.texts.len();
        self.texts.push(text.clone());
        self.places.insert(text, place);
        place
    }
}

/// Writes the table as an element that the script unpacks.
pub(super) fn index(
    words: &Words<'_>,
    groups: &[Grouped<'_>],
    inline: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let report = words.report;
    let rules = words.by_rule();
    let places = rules.iter().enumerate();
    let places = places.map(|(at, one)| ((one.book, &*one.rule.id), at));
    let places: HashMap<(Option<usize>, &str), usize> = places.collect();
    let mut messages = Distinct::default();
    let mut apps = Columns::default();
    for one in &report.applications {
        let [title, applicant, number] = one
            .subject
            .identity
            .each_ref()
            .map(|part| shown(part.as_deref().unwrap_or("")));
        let found = words.rules_of(one);
        let place = |&rule: &&str| {
            let own = places.get(&(None, rule));
            own.or_else(|| places.get(&(one.book, rule))).copied()
        };
        let found = found.iter().filter_map(place);
        let told = one
            .findings
            .iter()
            .map(|finding| messages.place(shown(&finding.message)));
        apps.messages.push(told.collect());
        apps.rules.push(found.collect());
        apps.id.push(words.name(one));
        apps.path.push(shown(&one.path));
        apps.title.push(title);
        apps.applicant.push(applicant);
        apps.number.push(number);
        apps.money
            .push(one.subject.money.map(|money| format!("{money:.2}")));
        let day = one.as_of.as_ref().map(|as_of| as_of.date.to_string());
        apps.day.push(day.unwrap_or_default());
        let verdict = Verdict::ALL
            .iter()
            .position(|verdict| *verdict == one.verdict);
        apps.verdict.push(verdict.unwrap_or(0));
        apps.found.push(one.findings.len());
        let NearestLimits { amount, day } = &*one.nearest;
        let percent = amount.as_ref().map(|(_, percent)| format!("{percent:.2}"));
        apps.percent.push(percent);
        apps.days.push(day.as_ref().map(|(_, days)| *days));
    }
    for group in groups {
        let at = |value: &str| group.values.iter().position(|(known, _)| *known == value);
        let of = report.applications.iter().map(|one| {
            let own = report.groupings(one.book).iter().zip(&one.subject.groups);
            let mut own = own.filter(|(grouping, _)| *grouping.path == *group.path);
            own.next().and_then(|(_, value)| at(value))
        });
        apps.groups.push(of.collect());
    }
    let sentence = |key| words.catalogue.sentence(key).unwrap_or_default().to_owned();
    let index = Index {
        lang: words.catalogue.language().name(),
        inline,
        chunk: CHUNK,
        words: Sentences {
            chosen: sentence("page.chosen"),
            position: sentence("page.position"),
            selection: sentence("page.selection"),
        },
        verdicts: Verdict::ALL
            .map(|verdict| IndexVerdict {
                name: verdict.name(),
                title: words.verdict(&verdict),
                sign: words.sign(&verdict),
            })
            .into(),
        rules: rules
            .iter()
            .map(|of_rule| IndexRule {
                id: words.choice_of(of_rule),
                title: shown(&of_rule.rule.title),
            })
            .collect(),
        groups: groups
            .iter()
            .map(|group| IndexGroup {
                values: group.values.iter().map(|(value, _)| shown(value)).collect(),
                titles: group.values.iter().map(|(_, title)| shown(title)).collect(),
            })
            .collect(),
        messages: messages.texts,
        apps,
    };
    element("index", &index, out)
}

/// Writes an element that the script unpacks.
pub(super) fn element(id: &str, value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::new(6));
    serde_json::to_writer(io::BufWriter::new(&mut packed), value)?;
    let packed = Base64::encode_string(&packed.finish()?);
    writeln!(
        out,
        "<script type=\"text/plain\" id=\"{id}\">{packed}</script>"
    )
}
