//! A rule book as a whole: its parts in the order in which they lean on each other.

use chrono::NaiveDate;
use serde_json::Value;

use super::form::FieldLaws;
use super::reader::{Map, Reader, date, translated};
use super::rules::{Surroundings, waiver_terms};
use super::templates::{OF_A_PORTFOLIO, OF_A_RULE};
use super::{
    NextStep, Particulars, Rule, RuleBook, figures, form, law, month_end, portfolio, rules,
};
use crate::condition::operators::Wanted;
use crate::context::{FieldRef, MonthEnd, Names, TELLS_AUTHORS, similar, unknown_field};
use crate::data::plain;
use crate::form::{Form, Kind};
use crate::language::Translated;
use crate::law::{CodeList, DatedValue, Source, Table, ValueId};
use crate::order::sort_by;
use crate::waivers::WaiverTerms;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

const KEYS: [&str; 19] = [
    "call",
    "title",
    "version",
    "verified_on",
    "as_of",
    "identity",
    "groups",
    "money",
    "sources",
    "form",
    "complete",
    "lists",
    "values",
    "month_end",
    "figures",
    "waivers",
    "rules",
    "portfolio",
    "next_steps",
];

/// The keys of which a text that is no rule book hardly has two.
const TELLING: [&str; 6] = ["verified_on", "sources", "form", "lists", "values", "rules"];

/// Whether a text with these outermost keys is meant as a rule book, whatever is still wrong with it.
pub(super) fn is_meant<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
    let mut found: Vec<&str> = keys.filter(|key| TELLING.contains(key)).collect();
    sort_by(&mut found, Ord::cmp);
    found.dedup();
    found.len() > 1
}

/// The part of a book whose name ends a text, indented as if it belonged to another.
pub(super) fn part_above(text: &str) -> Option<&str> {
    let mut lines = text.trim_end_matches([' ', '-']).lines().rev();
    let line = lines.find(|line| !line.trim().is_empty())?;
    let name = line.trim().strip_suffix(':')?;
    let is_part = ["portfolio", "figures"].contains(&name) || TELLING.contains(&name);
    (line.starts_with(' ') && is_part).then_some(name)
}

pub(super) fn book(
    reader: &Reader<'_>,
    name: &str,
    text: &str,
    sha256: [u8; 32],
) -> Option<RuleBook> {
    let Some(root) = reader.document.root() else {
        return reader.refuse_at(Span::default(), "book.empty", &[]);
    };
    let map = reader.map(root, &KEYS)?;
    if TELLS_AUTHORS {
        numbers_apart(reader, root);
    }
    let title_page = title_page(reader, map);
    let Asked {
        sources,
        lists,
        mut form,
        field_laws,
    } = asked(reader, map)?;
    let (values, tables) = map
        .need("values")
        .and_then(|node| {
            let lawful = law::Lawful {
                sources: &sources,
                lists: &lists,
                form: &form,
            };
            law::values(reader, node, &lawful)
        })
        .unwrap_or_default();
    let month_end = map.optional("month_end", |node| {
        month_end::month_end(reader, node, &sources)
    });
    names_apart(reader, &form, &values, &tables);
    let complete = map
        .need("complete")
        .map(|node| plain(reader.document, node))
        .unwrap_or(Value::Null);
    let usual = WaiverTerms::default();
    let mut around = Surroundings {
        sources: &sources,
        names: Names {
            form: &form,
            lists: &lists,
            values: &values,
            tables: &tables,
            figures: &[],
            month_end: map.get("month_end").map(|_| {
                let read = month_end.as_ref().and_then(Option::as_ref);
                read.map_or(MonthEnd::Last, |(end, _)| *end)
            }),
            together: false,
            inside: Vec::new(),
            own: 0,
            it: None,
        },
        complete: &complete,
        waivers: map
            .optional("waivers", |node| waiver_terms(reader, node, usual))
            .flatten()
            .unwrap_or(usual),
    };
    // What names a broken value would seem broken too.
    clean(reader)?;
    let (as_of_field, as_of_otherwise) = as_of(reader, map, &around.names)?;
    let particulars = Particulars::read(reader, map, &around.names);
    let (figures, signs) = map.get("figures").map_or_else(Default::default, |node| {
        figures::figures(reader, node, &around.names)
    });
    around.names.figures = &signs;
    // So with a broken figure.
    clean(reader)?;
    let next_steps = map.optional("next_steps", |node| {
        reader.every(node, |node| next_step(reader, node, &sources))
    });
    let next_steps = next_steps?.unwrap_or_default();
    let rules = own_rules(reader, map, &around);
    let portfolio = map.optional("portfolio", |node| portfolio::rules(reader, node, &around));
    let title_page = title_page?;
    let rules = rules?;
    note_asked(&mut form, &rules);
    let book = RuleBook {
        name: name.into(),
        text: text.to_owned(),
        replaces: false,
        sha256,
        call: title_page.call.into(),
        title: title_page.title,
        version: title_page.version.to_owned(),
        verified_on: title_page.verified_on,
        as_of_path: form.field(as_of_field.field).path.as_str().into(),
        as_of_field,
        as_of_otherwise,
        particulars,
        rules,
        portfolio: portfolio?.unwrap_or_default(),
        sources,
        form,
        lists,
        values,
        tables,
        figures,
        month_end: month_end?.map(|(_, grounds)| grounds),
        field_laws,
        complete,
        next_steps,
    };
    ids_apart(reader, &book);
    // A rule with a mistake is not among those that could be read.
    if reader.is_clean() {
        named_are_rules(reader, &book);
    }
    Some(book)
}

/// In brackets a comma parts values, so no number has one: `20000,50` would be two.
fn numbers_apart(reader: &Reader<'_>, node: NodeId) {
    let document = reader.document;
    for (_, value) in document.entries(node) {
        numbers_apart(reader, value);
    }
    let mut before: Option<NodeId> = None;
    for item in document.items(node) {
        numbers_apart(reader, item);
        let begin = before.map_or(u32::MAX, |node| document.span(node).start);
        let both = Span::new(begin, document.span(item).end);
        let found = both.of(document.text);
        let is_number = |part: &str| part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.'));
        if let Some((first, second)) = found.split_once(',')
            && is_number(first)
            && is_number(second)
        {
            let written = Kind::Money.nearest(found);
            let about = [
                ("found", found),
                ("first", first),
                ("second", second),
                ("similar", written.as_deref().unwrap_or(first)),
            ];
            reader.refuse_at::<()>(both, "book.comma_in_brackets", &about);
        }
        before = Some(item);
    }
}

/// Nothing, where a mistake was found.
fn clean(reader: &Reader<'_>) -> Option<()> {
    reader.is_clean().then_some(())
}

/// What the book is, and of which state.
struct TitlePage<'t> {
    call: &'t str,
    title: Translated<String>,
    version: &'t str,
    verified_on: NaiveDate,
}

fn title_page<'t>(reader: &Reader<'t>, map: Map<'_, 't>) -> Option<TitlePage<'t>> {
    let call = map.need("call").and_then(|node| reader.text(node));
    let title = map.need("title").and_then(|node| translated(reader, node));
    let version = map.need("version").and_then(|node| reader.text(node));
    let verified_on = map.need("verified_on").and_then(|node| date(reader, node));
    Some(TitlePage {
        call: call?,
        title: title?,
        version: version?,
        verified_on: verified_on?,
    })
}

/// What applicants are asked, and what that leans on.
struct Asked {
    sources: Vec<Source>,
    lists: Vec<CodeList>,
    form: Form,
    field_laws: FieldLaws,
}

/// Nothing, where a mistake was found: with a broken form or list everything that names it would seem broken too.
fn asked(reader: &Reader<'_>, map: Map<'_, '_>) -> Option<Asked> {
    let sources = map
        .need("sources")
        .and_then(|node| law::sources(reader, node))
        .unwrap_or_default();
    let lists = map
        .get("lists")
        .and_then(|node| law::lists(reader, node, &sources))
        .unwrap_or_default();
    let form = map.need("form").and_then(|node| {
        let lists: Vec<&str> = lists.iter().map(|list| list.name.as_str()).collect();
        form::form(reader, node, &lists, &sources)
    });
    clean(reader)?;
    let (form, field_laws) = form?;
    Some(Asked {
        sources,
        lists,
        form,
        field_laws,
    })
}

/// Notes the fields of which a rule says `one_of` their list.
fn note_asked(form: &mut Form, rules: &[Rule]) {
    let cases = rules.iter().flat_map(|rule| &rule.cases);
    for condition in cases.filter_map(|case| case.require.as_ref()) {
        condition.tests(&mut |test| {
            let asks = test.operator.asks().wanted == Wanted::List(None);
            let is_denied = condition.negates(test) == Some(true);
            let field = form.fields.get_mut(test.subject.field.index());
            if let (Some(field), true, false) = (field, asks, is_denied) {
                field.asked_by_rule = true;
            }
        });
    }
}

/// The rules for one application; a book may be all about applications together.
fn own_rules(
    reader: &Reader<'_>,
    map: Map<'_, '_>,
    around: &Surroundings<'_>,
) -> Option<Vec<Rule>> {
    match (map.get("rules"), map.get("portfolio")) {
        (None, Some(_)) => Some(Vec::new()),
        _ => rules::rules(reader, map.need("rules")?, around),
    }
}

fn next_step(reader: &Reader<'_>, node: NodeId, sources: &[Source]) -> Option<NextStep> {
    let map = reader.map(node, &["text", "law"])?;
    let text = map.need("text").and_then(|node| translated(reader, node));
    let law = map.need("law");
    let law = law.and_then(|node| law::citations(reader, node, sources, false));
    Some(NextStep {
        text: text?,
        law: law?,
    })
}

/// What says whose law applies.
pub(super) const AS_OF: [&str; 2] = ["field", "otherwise"];

/// Whose law applies.
fn as_of(reader: &Reader<'_>, map: Map<'_, '_>, names: &Names<'_>) -> Option<(FieldRef, ValueId)> {
    let map = reader.map(map.need("as_of")?, &AS_OF)?;
    let (field, otherwise) = (map.need("field"), map.need("otherwise"));
    let (field, otherwise) = (field?, otherwise?);
    let day_of_root = |path| {
        let is_day = |found: &FieldRef| {
            let field = names.form.field(found.field);
            field.kind == Kind::Date && field.list.is_none()
        };
        names.field(path).filter(is_day)
    };
    let known_day = |name| {
        let (id, value) = names.value(name)?;
        (value.kind == Kind::Date && value.newest().is_some()).then_some(id)
    };
    let path = reader.text(field)?;
    if names.form.find(path).is_none() {
        return unknown_field(reader, field, path, (names.form, &names.known()));
    }
    let field = reader.parsed(field, "book.not_a_date_field", day_of_root);
    let values = names.values.iter().map(|value| &*value.name);
    let name = reader.text(otherwise)?;
    if let Some(near) = similar(name, values).filter(|near| *near != name) {
        let about = [("found", name), ("similar", near)];
        return reader.refuse(otherwise, "book.not_a_value_similar", &about);
    }
    let sentence = match Kind::Date.quantity(name) {
        Some(_) => "book.day_by_its_name",
        None => "book.not_a_date_value",
    };
    Some((field?, reader.parsed(otherwise, sentence, known_day)?))
}

/// A limit is written as a name, so no name may mean two things.
fn names_apart(reader: &Reader<'_>, form: &Form, values: &[DatedValue], tables: &[Table]) {
    let spoken = [&OF_A_RULE[..], &OF_A_PORTFOLIO, &["it"]].concat();
    let values = values.iter().map(|value| (&value.name, value.span));
    let tables = tables.iter().map(|table| (&table.name, table.span));
    for (name, span) in values.chain(tables) {
        let of_form = form.fields.iter().any(|field| field.name == **name);
        if of_form || spoken.contains(&&**name) {
            reader.refuse_at::<()>(span, "book.name_taken", &[("found", name)]);
        }
    }
}

/// What an example says is waived, or not answered, is a rule of one application.
fn named_are_rules(reader: &Reader<'_>, book: &RuleBook) {
    let examples = book.portfolio.iter().flat_map(|rule| &rule.head.examples);
    for example in examples {
        let subjects = example.subjects.iter();
        let mut named = subjects.flat_map(|one| one.waived.iter().chain(&one.unanswered));
        let is_rule = |id: &&String| book.rules.iter().any(|rule| *rule.head.id == ***id);
        if let Some(unknown) = named.find(|id| !is_rule(id)) {
            reader.refuse_at::<()>(example.span, "book.unknown_rule", &[("rule", unknown)]);
        }
    }
}

/// An id names one rule of the book, and none of the tool's own.
fn ids_apart(reader: &Reader<'_>, book: &RuleBook) {
    let heads: Vec<_> = book.heads().collect();
    for (index, head) in heads.iter().enumerate() {
        if heads
            .iter()
            .take(index)
            .any(|earlier| earlier.id == head.id)
        {
            reader.refuse_at::<()>(head.span, "book.duplicate_id", &[("found", &head.id)]);
        }
        if crate::own_rules::is_own(&head.id) {
            reader.refuse_at::<()>(head.span, "book.own_id", &[("found", &head.id)]);
        }
    }
}
