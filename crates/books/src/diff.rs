//! What a new version of a rule book changes: in the book, in words, and in the verdicts over applications.

use std::sync::Arc;

use serde_json::{Map, Value as Plain};

use atbilst_core::check::{Checker, Scratch, Settings};
use atbilst_core::finding::{Outcome, Verdict};
use atbilst_core::language::{Catalogue, Value};
use atbilst_core::report::Report;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar;

/// What changed in the book, one sentence for each change, in the order of the new book's parts.
#[must_use]
pub fn books(old: &RuleBook, new: &RuleBook, catalogue: &Catalogue) -> Vec<String> {
    let (old, new) = (old.plain(), new.plain());
    let mut diff = Diff {
        catalogue,
        said: Vec::new(),
    };
    for key in [
        "call",
        "title",
        "version",
        "verified_on",
        "as_of",
        "sources",
    ] {
        diff.leaves(key, at(&old, key), at(&new, key));
    }
    diff.fields(at(&old, "form"), at(&new, "form"));
    diff.codes(at(&old, "lists"), at(&new, "lists"));
    diff.values(at(&old, "values"), at(&new, "values"));
    diff.rules(at(&old, "rules"), at(&new, "rules"));
    diff.rules(at(&old, "portfolio"), at(&new, "portfolio"));
    if at(&old, "complete") != at(&new, "complete") {
        diff.say("rules.diff.complete", &[]);
    }
    diff.said
}

struct Diff<'c> {
    catalogue: &'c Catalogue,
    said: Vec<String>,
}

impl Diff<'_> {
    fn say(&mut self, key: &str, about: &[(&str, Value<'_>)]) {
        self.said.push(self.catalogue.say(key, about));
    }

    fn title(&self, of: &Plain) -> String {
        let title = at(at(of, "title"), self.catalogue.language().name());
        title.as_str().unwrap_or_default().to_owned()
    }

    /// Every single text that differs, with the way to it.
    fn leaves(&mut self, path: &str, old: &Plain, new: &Plain) {
        match (old, new) {
            (Plain::Object(a), Plain::Object(b)) => {
                for key in keys(a, b) {
                    let inner = format!("{path}.{key}");
                    self.leaves(&inner, at(old, &key), at(new, &key));
                }
            }
            (Plain::Array(a), Plain::Array(b)) if a.len() == b.len() => {
                for (index, (a, b)) in a.iter().zip(b).enumerate() {
                    self.leaves(&format!("{path}[{index}]"), a, b);
                }
            }
            _ if old == new => {}
            (Plain::Null, _) => {
                let about = [("path", path.into()), ("to", text(new).into())];
                self.say("rules.diff.added", &about);
            }
            (_, Plain::Null) => {
                let about = [("path", path.into()), ("from", text(old).into())];
                self.say("rules.diff.removed", &about);
            }
            _ => {
                let about = [
                    ("path", path.into()),
                    ("from", text(old).into()),
                    ("to", text(new).into()),
                ];
                self.say("rules.diff.changed", &about);
            }
        }
    }

    fn fields(&mut self, old: &Plain, new: &Plain) {
        self.leaves("form.version", at(old, "version"), at(new, "version"));
        let (mut before, mut after) = (Map::new(), Map::new());
        flatten(at(old, "fields"), "", &mut before);
        flatten(at(new, "fields"), "", &mut after);
        for path in keys(&before, &after) {
            match (before.get(&path), after.get(&path)) {
                (None, Some(field)) => {
                    let about = [
                        ("path", path.as_str().into()),
                        ("title", self.title(field).into()),
                    ];
                    self.say("rules.diff.field_added", &about);
                }
                (Some(field), None) => {
                    let about = [
                        ("path", path.as_str().into()),
                        ("title", self.title(field).into()),
                    ];
                    self.say("rules.diff.field_removed", &about);
                }
                (Some(a), Some(b)) => self.leaves(&format!("form.{path}"), a, b),
                (None, None) => {}
            }
        }
    }

    fn codes(&mut self, old: &Plain, new: &Plain) {
        for list in keys_of(old, new) {
            let (before, after) = (at(old, &list), at(new, &list));
            for code in keys_of(before, after) {
                let key = match (at(before, &code), at(after, &code)) {
                    (Plain::Null, _) => "rules.diff.code_added",
                    (_, Plain::Null) => "rules.diff.code_removed",
                    (a, b) => {
                        self.leaves(&format!("lists.{list}.{code}"), a, b);
                        continue;
                    }
                };
                let about = [
                    ("code", code.as_str().into()),
                    ("list", list.as_str().into()),
                ];
                self.say(key, &about);
            }
        }
    }

    fn values(&mut self, old: &Plain, new: &Plain) {
        for name in keys_of(old, new) {
            let (before, after) = (at(old, &name), at(new, &name));
            let there = if after.is_null() { before } else { after };
            let about = [
                ("name", name.as_str().into()),
                ("title", self.title(there).into()),
            ];
            match (before, after) {
                (Plain::Null, _) => self.say("rules.diff.value_added", &about),
                (_, Plain::Null) => {
                    self.say("rules.diff.value_removed", &about);
                    continue;
                }
                _ => {}
            }
            let kind = text(at(there, "kind"));
            let title = self.title(there);
            let (was, is) = (
                by(at(before, "history"), "from"),
                by(at(after, "history"), "from"),
            );
            for day in keys(&was, &is) {
                let amount = |entry: Option<&Plain>| {
                    entry.map(|entry| self.amount(&text(at(entry, "is")), &kind))
                };
                let from = scalar::date(&day).map_or(Value::from(day.as_str()), Value::Date);
                let mut about = vec![("title", title.as_str().into()), ("date", from)];
                match (amount(was.get(&day)), amount(is.get(&day))) {
                    (None, Some(to)) => {
                        about.push(("to", to));
                        self.say("rules.diff.value_from", &about);
                    }
                    (Some(from), None) => {
                        about.push(("from", from));
                        self.say("rules.diff.value_no_more", &about);
                    }
                    (Some(from), Some(to)) if from != to => {
                        about.extend([("from", from), ("to", to)]);
                        self.say("rules.diff.value_moved", &about);
                    }
                    _ => {}
                }
                if let (Some(a), Some(b)) = (was.get(&day), is.get(&day)) {
                    let path = format!("values.{name}[{day}].law");
                    self.leaves(&path, at(a, "law"), at(b, "law"));
                }
            }
            if !before.is_null() {
                for key in ["kind", "title"] {
                    self.leaves(
                        &format!("values.{name}.{key}"),
                        at(before, key),
                        at(after, key),
                    );
                }
            }
        }
    }

    fn amount(&self, written: &str, kind: &str) -> Value<'static> {
        let known = match kind {
            "money" => scalar::money(written).map(Value::Money),
            "count" => scalar::count(written).map(Value::Count),
            _ => scalar::date(written).map(Value::Date),
        };
        known.unwrap_or_else(|| self.catalogue.say("form.not_known", &[]).into())
    }

    fn rules(&mut self, old: &Plain, new: &Plain) {
        let (before, after) = (by(old, "id"), by(new, "id"));
        for id in keys(&before, &after) {
            let (was, is) = (before.get(&id), after.get(&id));
            let title = was.or(is).map(|rule| self.title(rule)).unwrap_or_default();
            let about = [("rule", id.as_str().into()), ("title", title.into())];
            match (was, is) {
                (None, _) => self.say("rules.diff.rule_added", &about),
                (_, None) => self.say("rules.diff.rule_removed", &about),
                (Some(a), Some(b)) => {
                    for key in keys_of(a, b) {
                        let (a, b) = (at(a, &key), at(b, &key));
                        if key != "examples" {
                            self.leaves(&format!("{id}.{key}"), a, b);
                        } else if a != b {
                            self.say("rules.diff.examples", &[("rule", id.as_str().into())]);
                        }
                    }
                }
            }
        }
    }
}

/// The fields of a form by their paths, each without those inside it.
fn flatten(fields: &Plain, path: &str, to: &mut Map<String, Plain>) {
    for (name, field) in fields.as_object().into_iter().flatten() {
        let path = format!("{path}{name}");
        let mut alone = field.clone();
        let inner = alone
            .as_object_mut()
            .and_then(|field| field.remove("fields"));
        let is_list = text(at(field, "kind")) == "list";
        to.insert(path.clone(), alone);
        if let Some(inner) = inner {
            let inside = if is_list {
                format!("{path}[].")
            } else {
                format!("{path}.")
            };
            flatten(&inner, &inside, to);
        }
    }
}

/// The items of a list by one of their texts.
fn by(list: &Plain, key: &str) -> Map<String, Plain> {
    let items = list.as_array().into_iter().flatten();
    items
        .map(|item| (text(at(item, key)), item.clone()))
        .collect()
}

fn keys_of(a: &Plain, b: &Plain) -> Vec<String> {
    let empty = Map::new();
    keys(
        a.as_object().unwrap_or(&empty),
        b.as_object().unwrap_or(&empty),
    )
}

fn keys(a: &Map<String, Plain>, b: &Map<String, Plain>) -> Vec<String> {
    let new = a.keys().filter(|key| !b.contains_key(*key));
    b.keys().chain(new).cloned().collect()
}

fn at<'p>(plain: &'p Plain, key: &str) -> &'p Plain {
    plain.get(key).unwrap_or(&Plain::Null)
}

/// A text as it is; anything else in one line.
fn text(plain: &Plain) -> String {
    plain
        .as_str()
        .map_or_else(|| plain.to_string(), str::to_owned)
}

/// An application, or all of a call together (without a path), over which the two books differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its path; `None` for all applications together.
    pub path: Option<Arc<str>>,
    /// What the old and the new book say of it; `None` for all applications together.
    pub verdicts: Option<(Verdict, Verdict)>,
    /// The rules whose outcome differs, with both; `None` where a book has no such rule.
    pub rules: Vec<(Arc<str>, Option<Outcome>, Option<Outcome>)>,
}

/// What the change does to applications: those over which the books differ.
#[must_use]
pub fn applications(
    old: &RuleBook,
    new: &RuleBook,
    catalogue: &Catalogue,
    settings: Settings,
    files: &[(Arc<str>, Vec<u8>)],
) -> Vec<Changed> {
    let report = |book: &RuleBook| {
        let books = std::slice::from_ref(book);
        let checker = Checker::new(books, catalogue, settings);
        let mut scratch = Scratch::default();
        let check = |(path, bytes): &(Arc<str>, Vec<u8>)| checker.check(&mut scratch, path, bytes);
        let checked = files.iter().map(check).collect();
        checker.report(checked, &|path| {
            let found = files.iter().find(|(known, _)| **known == *path);
            found.map(|(_, bytes)| bytes.clone())
        })
    };
    let (before, after) = (report(old), report(new));
    let mut all = Vec::new();
    for (was, is) in before.applications.iter().zip(&after.applications) {
        let rules = outcomes(
            &own(&before, false),
            &was.outcomes,
            &own(&after, false),
            &is.outcomes,
        );
        if !rules.is_empty() || was.verdict != is.verdict {
            all.push(Changed {
                path: Some(Arc::clone(&is.path)),
                verdicts: Some((was.verdict, is.verdict)),
                rules,
            });
        }
    }
    let together = |report: &Report| {
        let portfolio = report.portfolios.first();
        portfolio
            .map(|portfolio| portfolio.outcomes.to_vec())
            .unwrap_or_default()
    };
    let rules = outcomes(
        &own(&before, true),
        &together(&before),
        &own(&after, true),
        &together(&after),
    );
    if !rules.is_empty() {
        all.push(Changed {
            path: None,
            verdicts: None,
            rules,
        });
    }
    all
}

/// The ids of a report's rules in the order of their outcomes.
fn own(report: &Report, portfolio: bool) -> Vec<Arc<str>> {
    let tool = report.own_rules.iter().filter(|_| !portfolio);
    let book = report.rule_books.iter().flat_map(|book| book.rules.iter());
    let book = book.filter(|rule| rule.portfolio == portfolio);
    tool.chain(book).map(|rule| Arc::clone(&rule.id)).collect()
}

fn outcomes(
    old_rules: &[Arc<str>],
    old: &[Outcome],
    new_rules: &[Arc<str>],
    new: &[Outcome],
) -> Vec<(Arc<str>, Option<Outcome>, Option<Outcome>)> {
    let find = |rules: &[Arc<str>], outcomes: &[Outcome], id: &str| {
        let place = rules.iter().position(|rule| **rule == *id)?;
        outcomes.get(place).copied()
    };
    let gone = old_rules.iter().filter(|id| !new_rules.contains(id));
    let all = new_rules.iter().chain(gone);
    all.map(|id| {
        (
            Arc::clone(id),
            find(old_rules, old, id),
            find(new_rules, new, id),
        )
    })
    .filter(|(_, before, after)| before != after)
    .collect()
}
