//! The pages of a rule book: of its rules, its codes and its fields.

use std::collections::BTreeSet;

use super::code_of;
use super::example::Examples;
use super::excerpt::{Excerpt, inside, line, placed};
use super::limits;
use super::page::{Page, PageBuilder};
use crate::examples::RuleIndex;
use atbilst_core::finding::{Level, Outcome};
use atbilst_core::form::{Field, FieldId, Kind, ListId};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::law::{Code, Period};
use atbilst_core::rulebook::{Head, RuleBook};
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
    if matches!(rule, Some(RuleIndex::Portfolio(_))) {
        page.text(say("explain.together"));
    }
    page.text(say(
        match (head.message.is_some(), head.otherwise, head.level) {
            (false, ..) => "explain.only_person",
            (true, Outcome::Fail, Level::Error) => "explain.fails",
            (true, Outcome::Fail, Level::Warning) => "explain.warns",
            (true, ..) => "explain.asks",
        },
    ));
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
    if let Some(review) = &head.review {
        let question = review.get(language).fill(language, &mut |_| None);
        page.text(catalogue.say("explain.question", &[("question", question.into())]));
    }
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
    for value in uses.values.keys() {
        if let Some(value) = book.values.get(value.index()) {
            page.value(book, value);
        }
    }
    let limits = limits::own(book, head, catalogue);
    if !limits.is_empty() {
        page.text(say("explain.own_limits"));
        page.pairs(limits.into_iter());
    }
    let figures = limits::figures(book, &uses, catalogue);
    if !figures.is_empty() {
        page.text(say("explain.figures_of_rule"));
        page.pairs(figures.into_iter());
    }
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
    page.text(
        head.help
            .get(language)
            .fill(language, &mut |name| Some(Value::from(format!("„{name}”")))),
    );
    let fields: Vec<FieldId> = uses.fields.into_iter().collect();
    page.fields("explain.fields", book, &fields);
    page.done(
        head.id.to_string(),
        "explain.rule",
        head.title.get(language),
    )
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
    if code.period != Period::default() {
        page.heading("explain.since");
        page.period(code.period);
    }
    page.heading("explain.law");
    page.laws(book, &code.law);
    page.heading("explain.good");
    for (_, field) in &fields {
        page.yaml(placed(field, &line(field, &code.code)));
    }
    let ids: Vec<FieldId> = fields.iter().map(|(id, _)| *id).collect();
    page.fields("explain.fields", book, &ids);
    let index = u16::try_from(index);
    let names = |head: &&Head| {
        let codes = book.uses_of(head).codes;
        let is_this = |(of, code): &(ListId, u16)| of.index() == list && index == Ok(*code);
        codes.iter().any(is_this)
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
    let asked = match (&field.office, field.required) {
        (Some(register), _) => {
            let about = [("register", register.get(language).as_str().into())];
            catalogue.say("explain.of_office", &about)
        }
        (None, true) => say("explain.required"),
        (None, false) => say("explain.optional"),
    };
    page.text(format!("{asked} {}", kind(field, catalogue)));
    if let Kind::Code(list) = field.kind
        && let Some(list) = book.lists.get(list.index())
    {
        page.heading("explain.codes");
        let pair = |code: &Code| (code.code.clone(), code.title.get(language).to_owned());
        page.pairs(list.codes.iter().map(pair));
    }
    let children = book.form.children(Some(id));
    let named = |id: &&FieldId| book.form.field(**id).name != "it";
    let children: Vec<FieldId> = children.iter().filter(named).copied().collect();
    page.fields("explain.inside", book, &children);
    page.heading("explain.good");
    page.yaml(sample(book, field));
    page.rules(
        book.heads()
            .filter(|head| book.uses_of(head).fields.contains(&id)),
    );
    page.done(
        field.path.clone(),
        "explain.field",
        field.title.get(language),
    )
}

/// What is written in a field of this kind.
fn kind(field: &Field, catalogue: &Catalogue) -> String {
    let key = format!("explain.kind.{}", field.kind.name());
    let args = field.kind.args().into_iter();
    let args: Vec<_> = args.map(|(name, value)| (name, value.into())).collect();
    catalogue.say(&key, &args)
}

/// How a field is written, with all inside it: as in the book's complete application, else with its example.
fn sample(book: &RuleBook, field: &Field) -> String {
    let whole = |other: &Field| other.path == field.path || inside(&other.path, &field.path);
    let fields = book.form.iter().filter(|(_, other)| whole(other));
    let fields: BTreeSet<FieldId> = fields.map(|(id, _)| id).collect();
    let lines = |item: &dyn Fn(&str) -> bool| {
        let excerpt = Excerpt {
            form: &book.form,
            fields: &fields,
            item,
        };
        excerpt.of(&book.complete)
    };
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
    let example = field.example.as_deref().unwrap_or("…");
    placed(field, &line(field, example))
}
