//! The pages of the tool's own rules: of file and form. Their sentences stand in the catalogue under `explain.own`;
//! their examples are made of what the book at hand has: its form and its complete application.

use serde_json::Value;

use super::excerpt::{line, placed};
use super::page::{Page, PageBuilder};
use atbilst_core::form::{Field, Form, Kind};
use atbilst_core::language::{Catalogue, Language};
use atbilst_core::message::quantity_value;
use atbilst_core::own_rules::{
    DUPLICATE_KEY, MISSING_FIELD, UNKNOWN_CALL, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX,
};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar;
use atbilst_yaml::write;

/// The same few lines of an application, twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// As the rule wants them.
    pub good: String,
    /// With the one mistake that the rule is about.
    pub bad: String,
}

/// The example of a rule, from a book; `None` for what no application can show.
pub fn example(book: &RuleBook, id: &str, language: Language) -> Option<Pair> {
    let stated = stated(book);
    let call = stated.iter().find(|one| one.field.path == "call")?;
    let others = || stated.iter().filter(|one| one.field.path != "call");
    let (about, good, bad) = match id {
        YAML_SYNTAX => {
            // A sentence is where a colon comes most easily.
            let texts = others().filter(|one| one.field.required && one.is_of_root());
            let texts = texts.filter(|one| one.field.kind == Kind::Text && one.is_one_line());
            let about = texts.max_by_key(|one| one.text.len())?;
            let text = format!("{}: {}", book.call, about.text);
            let good = format!("{}: {}", about.field.name, write::quoted(&text));
            let bad = format!("{}: {text}", about.field.name);
            (about, good, bad)
        }
        DUPLICATE_KEY => {
            let about = others().find(|one| one.field.kind == Kind::Date)?;
            let next = scalar::date(about.text)?.succ_opt()?.to_string();
            let bad = format!("{}\n{}", about.line(), line(about.field, &next));
            (about, about.line(), bad)
        }
        UNKNOWN_CALL => {
            let code = match book.call.rsplit_once('.') {
                Some((part, _)) => part.to_owned(),
                None => misspelt(&book.call),
            };
            (call, call.line(), format!("{}: {code}", call.field.name))
        }
        UNKNOWN_FIELD => {
            let unknown = |one: &&Stated<'_>| one.misspelt(&book.form).is_some();
            // A letter left out reads more like a slip than one too many.
            let about = others()
                .filter(unknown)
                .min_by_key(|one| misspelt(&one.field.name).len() > one.field.name.len())?;
            let bad = about.misspelt(&book.form)?;
            (about, about.line(), line(&bad, about.text))
        }
        MISSING_FIELD => {
            let about = others().find(|one| one.field.kind == Kind::Text)?;
            (about, about.line(), format!("{}:", about.field.name))
        }
        WRONG_TYPE => {
            let of = |kind: &Kind| others().find(|one| one.field.kind == *kind);
            let about = of(&Kind::Money).or_else(|| of(&Kind::Date))?;
            let bad = line(about.field, &about.spoken(language)?);
            (about, about.line(), bad)
        }
        _ => return None,
    };
    let shown = |lines: String| {
        let before = (about.field.path != call.field.path).then(|| call.line() + "\n");
        before.unwrap_or_default() + &placed(about.field, &lines)
    };
    Some(Pair {
        good: shown(good),
        bad: shown(bad),
    })
}

/// A single value of the complete application.
struct Stated<'b> {
    field: &'b Field,
    text: &'b str,
}

/// Every field that the complete application states, with its first value: required ones first, of these the ones outside lists.
fn stated(book: &RuleBook) -> Vec<Stated<'_>> {
    let fields = book.form.iter().map(|(_, field)| field);
    let fields = fields.filter(|field| field.office.is_none());
    let mut stated: Vec<Stated<'_>> = fields
        .filter_map(|field| {
            let text = first(&book.complete, &field.path)?;
            Some(Stated { field, text })
        })
        .collect();
    stated.sort_by_key(|one| (!one.field.required, one.field.list.is_some()));
    stated
}

/// The first value that a path leads to; none for an item without a key, which has no name to misspell or to repeat.
fn first<'v>(application: &'v Value, path: &str) -> Option<&'v str> {
    let Some((step, rest)) = path.split_once('.') else {
        return application.get(path)?.as_str();
    };
    match step.strip_suffix("[]") {
        None => first(application.get(step)?, rest),
        Some(list) => {
            let items = application.get(list)?.as_array()?;
            items.iter().find_map(|item| first(item, rest))
        }
    }
}

impl Stated<'_> {
    fn line(&self) -> String {
        line(self.field, self.text)
    }

    fn is_of_root(&self) -> bool {
        self.field.path == self.field.name
    }

    fn is_one_line(&self) -> bool {
        !self.text.contains(['\r', '\n'])
    }

    /// The field under a name that the form does not have.
    fn misspelt(&self, form: &Form) -> Option<Field> {
        let name = misspelt(&self.field.name);
        let around = self.field.path.strip_suffix(self.field.name.as_str())?;
        let path = format!("{around}{name}");
        form.find(&path).is_none().then(|| Field {
            name,
            path,
            ..self.field.clone()
        })
    }

    /// The amount or day as people say it, not as the form asks for it.
    fn spoken(&self, language: Language) -> Option<String> {
        let quantity = self.field.kind.quantity(self.text)?;
        let spoken = quantity_value(quantity).write(language).into_owned();
        // A keyboard has but one kind of space.
        Some(spoken.replace('\u{a0}', " "))
    }
}

/// A name with one of two equal letters left out; where it has none, with its last letter twice.
fn misspelt(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let twice = letters
        .windows(2)
        .position(|pair| pair.first() == pair.last());
    match twice {
        Some(at) => {
            let rest = letters.iter().enumerate().filter(|(index, _)| *index != at);
            rest.map(|(_, letter)| letter).collect()
        }
        None => letters.iter().chain(letters.last()).collect(),
    }
}

/// The page of one of the tool's own rules, with examples from a book.
pub(super) fn page(book: &RuleBook, id: &str, catalogue: &Catalogue) -> Page {
    let say = |key: &str| catalogue.say(key, &[]);
    let mut page = PageBuilder::new(catalogue);
    page.text(say(&format!("explain.own.{id}")));
    page.heading("explain.because");
    page.text(say("explain.own_law"));
    if let Some(Pair { good, bad }) = example(book, id, catalogue.language()) {
        page.heading("explain.good");
        page.yaml(good);
        page.heading("explain.bad");
        page.yaml(bad);
    }
    page.heading("explain.how");
    page.text(say(&format!("form.{id}.help")));
    let title = say(&format!("form.{id}.title"));
    page.done(id.to_owned(), "explain.rule", &title)
}
