//! The pages of a rule book: of its rules, its codes and its fields.

use std::collections::BTreeSet;

use super::asked::asked;
use super::code_of;
use super::example::Examples;
use super::excerpt::{Excerpt, inside, line, placed};
use super::left_out::is_asked;
use super::months;
use super::page::{Page, PageBuilder};
use super::values;
use super::words::Words;
use crate::examples::RuleIndex;
use atbilst_core::finding::{Level, Outcome};
use atbilst_core::form::{Field, FieldId, Kind, ListId};
use atbilst_core::language::{Catalogue, Template, Value};
use atbilst_core::law::{Code, Period, Table};
use atbilst_core::rulebook::{Each, Head, RuleBook};
use atbilst_core::waivers::WaiverTerms;

/// The page of a rule.
pub(super) fn rule(book: &RuleBook, head: &Head, catalogue: &Catalogue) -> Page {
    let language = catalogue.language();
    let say = |key: &str| catalogue.say(key, &[]);
    let mut page = PageBuilder::new(catalogue);
    let rule = RuleIndex::of(book, head);
    if let Some(plain) = &head.plain {
        page.text(plain.get(language).to_owned());
    }
    page.heading("explain.asked");
    let words = values::words(book, catalogue);
    asked(&mut page, &words, head);
    let together = matches!(rule, Some(RuleIndex::Portfolio(_)));
    let informs = head.level == Level::Warning && together;
    page.text(say(
        match (head.message.is_some(), head.otherwise, head.level) {
            (false, ..) => "explain.only_person",
            (true, Outcome::Fail, Level::Error) if together => "explain.fails_together",
            (true, Outcome::Fail, Level::Error) => "explain.fails",
            (true, Outcome::Fail, Level::Warning) => "explain.warns",
            (true, ..) if informs => "explain.informs",
            (true, ..) => "explain.asks",
        },
    ));
    if let Some(review) = &head.review {
        let question = filled(&words, rule, review.get(language));
        page.text(catalogue.say("explain.question", &[("question", question.into())]));
    }
    page.text(match head.waiver {
        WaiverTerms { allowed: false, .. } => say("explain.never_waived"),
        WaiverTerms {
            months,
            fingerprint,
            ..
        } => {
            let key = match fingerprint {
                true => "explain.waived_one",
                false => "explain.waived",
            };
            catalogue.say(key, &[("months", months.into())])
        }
    });
    if let Some(because) = &head.because {
        page.heading("explain.because");
        page.text(because.get(language).to_owned());
    } else {
        page.heading("explain.law");
    }
    page.laws(book, &head.law);
    page.heading("explain.since");
    let uses = book.uses_of(head);
    page.period(head.period);
    values::used(&mut page, &words, &uses);
    months::of_rule(&mut page, &words, head, &uses);
    let examples = rule.map(|rule| Examples {
        book,
        rule,
        head,
        catalogue,
    });
    let good = examples.as_ref().and_then(Examples::good);
    let bad = examples.as_ref().and_then(Examples::bad);
    page.example("explain.good", good.as_ref());
    let asked = good.as_ref().and_then(|shown| shown.finding.as_ref());
    if asked.is_some() {
        page.text(say("explain.good_asks"));
    }
    page.example("explain.bad", bad.as_ref());
    let found = bad.as_ref().and_then(|shown| shown.finding.as_ref());
    if let Some(finding) = found {
        page.text(catalogue.say(
            "explain.says",
            &[("message", finding.message.as_str().into())],
        ));
    }
    page.heading("explain.how");
    page.text(filled(&words, rule, head.help.get(language)));
    let fields: Vec<FieldId> = uses.fields.into_iter().collect();
    page.fields("explain.fields", book, &fields);
    page.done(
        head.id.to_string(),
        "explain.rule",
        head.title.get(language),
    )
}

/// A sentence of a rule, with what its placeholders are called.
fn filled(words: &Words<'_>, rule: Option<RuleIndex>, sentence: &Template) -> String {
    let book = words.book();
    let rule = match rule {
        Some(RuleIndex::Single(index)) => book.rules.get(index),
        Some(RuleIndex::Portfolio(_)) | None => None,
    };
    let lists = match rule.map(|rule| &rule.each) {
        Some(Each::Items(of)) => &of.lists[..],
        Some(Each::Application | Each::Fields) | None => &[],
    };
    let called = |name: &str| -> String {
        let it = lists.last().and_then(|&list| {
            let inside = book.form.children(Some(list)).iter().copied();
            inside
                .into_iter()
                .find(|&id| book.form.field(id).name == "it")
        });
        if let Some(field) = book.resolve(lists, it, name) {
            return words.field(field.field);
        }
        let value = book
            .value(name)
            .map(|value| value.title.get(words.wording.catalogue.language()));
        let made = || book.quantity_named(lists, name)?.named();
        match (value, made()) {
            (Some(title), _) => title.clone(),
            (None, Some(named)) => words.wording.title_of(named.title).to_owned(),
            (None, None) => name.to_owned(),
        }
    };
    let language = words.wording.catalogue.language();
    sentence.fill(language, &mut |name| {
        Some(words.quoted(called(name)).into())
    })
}

/// The page of a code.
pub(super) fn code(book: &RuleBook, list: usize, index: usize, catalogue: &Catalogue) -> Page {
    let language = catalogue.language();
    let mut page = PageBuilder::new(catalogue);
    let Some(code) = code_of(book, list, index) else {
        return page.done(String::new(), "explain.code", "");
    };
    let of_list = |field: &Field| matches!(field.kind, Kind::Code(id) if id.index() == list);
    let fields: Vec<(FieldId, &Field)> = book
        .form
        .iter()
        .filter(|(_, field)| of_list(field))
        .collect();
    let sets = |table: &&Table| matches!(table.kind, Kind::Code(id) if id.index() == list);
    let tables = book.tables.iter().filter(sets);
    let mut tables = tables
        .map(|table| table.title.get(language).as_str())
        .peekable();
    if tables.peek().is_some() {
        let tables = tables.collect::<Vec<_>>().join(", ");
        page.text(catalogue.say("explain.set_by", &[("tables", tables.into())]));
    }
    if code.period != Period::default() {
        page.heading("explain.since");
        page.period(code.period);
    }
    page.heading("explain.law");
    page.laws(book, &code.law);
    if !fields.is_empty() {
        page.heading("explain.good");
    }
    for (_, field) in &fields {
        page.yaml(placed(field, &line(field, &code.code)));
    }
    let ids: Vec<FieldId> = fields.iter().map(|(id, _)| *id).collect();
    page.fields("explain.fields", book, &ids);
    let index = u16::try_from(index);
    let names = |head: &&Head| {
        let uses = book.uses_of(head);
        let is_this = |(of, code): &(ListId, u16)| of.index() == list && index == Ok(*code);
        uses.codes.iter().any(is_this) || uses.lists.iter().any(|of| of.index() == list)
    };
    page.rules(book.heads().filter(names));
    page.done(code.code.clone(), "explain.code", code.title.get(language))
}

/// The page of a field.
pub(super) fn field(book: &RuleBook, id: FieldId, catalogue: &Catalogue) -> Page {
    let language = catalogue.language();
    let say = |key: &str| catalogue.say(key, &[]);
    let mut page = PageBuilder::new(catalogue);
    let field = book.form.field(id);
    page.text(field.help.get(language).to_owned());
    let parent = field
        .parent
        .map(|id| book.form.field(id).title.get(language).as_str());
    let stated = match (&field.office, field.required, parent) {
        (Some(register), ..) => {
            let about = [("register", register.get(language).as_str().into())];
            catalogue.say("explain.of_office", &about)
        }
        (None, true, Some(parent)) if !is_asked(book, id) => {
            catalogue.say("explain.required_there", &[("part", parent.into())])
        }
        (None, true, _) => say("explain.required"),
        (None, false, _) if of_field(book, id).next().is_some() => say("explain.optional"),
        (None, false, _) => say("explain.optional_unjudged"),
    };
    page.text(format!("{stated} {}", kind(field, catalogue)));
    if let Kind::Code(list) = field.kind
        && let Some(list) = book.lists.get(list.index())
    {
        page.heading("explain.codes");
        let pair = |code: &Code| (code.code.clone(), code.title.get(language).to_owned());
        page.pairs(list.codes.iter().map(pair));
    }
    let laws = book.field_laws.iter().filter(|(of, _)| *of == id);
    let mut laws = laws.map(|(_, law)| law).peekable();
    if laws.peek().is_some() {
        page.heading("explain.law");
        laws.for_each(|law| page.laws(book, law));
    }
    let children = book.form.children(Some(id));
    let named = |id: &&FieldId| book.form.field(**id).name != "it";
    let children: Vec<FieldId> = children.iter().filter(named).copied().collect();
    page.fields("explain.inside", book, &children);
    page.heading("explain.good");
    page.yaml(sample(book, field));
    page.rules(of_field(book, id));
    page.done(
        field.path.clone(),
        "explain.field",
        field.title.get(language),
    )
}

/// The rules that look at a field, or at one inside it.
fn of_field(book: &RuleBook, id: FieldId) -> impl Iterator<Item = &Head> {
    let path = &book.form.field(id).path;
    book.heads().filter(move |head| {
        let mut fields = book.uses_of(head).fields.into_iter();
        fields.any(|other| other == id || inside(&book.form.field(other).path, path))
    })
}

/// What is written in a field of this kind.
fn kind(field: &Field, catalogue: &Catalogue) -> String {
    if let Kind::Quantity(unit) = &field.kind {
        let name = unit.name();
        let mut about = vec![("unit", Value::from(&*name))];
        return match unit.decimals() {
            0 => catalogue.say("explain.whole_quantity", &about),
            decimals => {
                about.push(("decimals", u32::from(decimals).into()));
                catalogue.say("explain.kind.quantity", &about)
            }
        };
    }
    let key = format!("explain.kind.{}", field.kind.name());
    catalogue.say(&key, &field.kind.args())
}

/// How a field is written, with all inside it: as in the book's complete application, else with its example.
fn sample(book: &RuleBook, field: &Field) -> String {
    let whole = |other: &Field| other.path == field.path || inside(&other.path, &field.path);
    let fields = book.form.iter().filter(|(_, other)| whole(other));
    let fields: BTreeSet<FieldId> = fields.map(|(id, _)| id).collect();
    let lines_of = |application: &serde_json::Value, item: &dyn Fn(&str) -> bool| {
        let excerpt = Excerpt {
            form: &book.form,
            fields: &fields,
            item,
        };
        excerpt.of(application)
    };
    let lines = |item: &dyn Fn(&str) -> bool| lines_of(&book.complete, item);
    // Two items show how a list goes on; of a field inside items, one is enough.
    let shown = match field.list {
        None => lines(&|pointer| pointer.ends_with("/0") || pointer.ends_with("/1")),
        Some(_) => lines(&|pointer| pointer.ends_with("/0")),
    };
    if !shown.is_empty() {
        return shown;
    }
    // Only a later item has it.
    let shown = lines(&|_| true);
    if !shown.is_empty() {
        return shown;
    }
    if let Some(example) = &field.example {
        return placed(field, &line(field, example));
    }
    // Or what an example of a rule writes there that is met.
    let examples = book.heads().flat_map(|head| &head.examples);
    let met = examples.filter(|example| example.expect == Outcome::Pass);
    let mut all = met.flat_map(|example| example.applications(&book.complete));
    let shown = all.find_map(|application| {
        let shown = lines_of(&application, &|pointer| pointer.ends_with("/0"));
        (!shown.is_empty()).then_some(shown)
    });
    shown.unwrap_or_else(|| placed(field, &line(field, "…")))
}
