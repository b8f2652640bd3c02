//! What changed in a book, in words.

use serde_json::{Map, Value as Plain};

use atbilst_core::language::{Catalogue, Value};
use atbilst_core::rulebook::RuleBook;
use atbilst_core::scalar;

/// What changed in the book, one sentence for each change, in the order of the new book's parts.
pub fn books(old: &RuleBook, new: &RuleBook, catalogue: &Catalogue) -> Vec<String> {
    let (old, new) = (old.plain(), new.plain());
    let mut diff = Diff {
        catalogue,
        said: Vec::new(),
    };
    for (key, both) in entries((&old, &new)) {
        match &*key {
            "form" => diff.fields(both),
            "lists" => diff.codes(both),
            "values" => diff.values(both),
            "rules" | "portfolio" => diff.rules(both),
            "complete" if both.0 != both.1 => diff.say("rules.diff.complete", &[]),
            "complete" => {}
            _ => diff.leaves(&key, both.0, both.1),
        }
    }
    diff.said
}

/// A part of the old book, and of the new one.
type Both<'p> = (&'p Plain, &'p Plain);

struct Diff<'c> {
    catalogue: &'c Catalogue,
    said: Vec<String>,
}

impl Diff<'_> {
    fn say(&mut self, key: &str, args: &[(&str, Value<'_>)]) {
        self.said.push(self.catalogue.say(key, args));
    }

    fn title<'p>(&self, of: &'p Plain) -> Value<'p> {
        let title = at(at(of, "title"), self.catalogue.language().name());
        title.as_str().unwrap_or_default().into()
    }

    /// Says that a part came or went; whether it is in both books.
    fn stays(&mut self, (old, new): Both<'_>, keys: [&str; 2], args: &[(&str, Value<'_>)]) -> bool {
        let [added, removed] = keys;
        if old.is_null() {
            self.say(added, args);
        } else if new.is_null() {
            self.say(removed, args);
        }
        !old.is_null() && !new.is_null()
    }

    /// Every single text that differs, with the way to it.
    fn leaves(&mut self, path: &str, old: &Plain, new: &Plain) {
        match (old, new) {
            (Plain::Object(_), Plain::Object(_)) => {
                for (key, (old, new)) in entries((old, new)) {
                    self.leaves(&format!("{path}.{key}"), old, new);
                }
            }
            (Plain::Array(old), Plain::Array(new)) if old.len() == new.len() => {
                for (index, (old, new)) in old.iter().zip(new).enumerate() {
                    self.leaves(&format!("{path}[{index}]"), old, new);
                }
            }
            _ if old == new => {}
            _ => {
                let args = [
                    ("path", path.into()),
                    ("from", text(old).into()),
                    ("to", text(new).into()),
                ];
                let keys = ["rules.diff.added", "rules.diff.removed"];
                if self.stays((old, new), keys, &args) {
                    self.say("rules.diff.changed", &args);
                }
            }
        }
    }

    fn fields(&mut self, (old, new): Both<'_>) {
        self.leaves("form.version", at(old, "version"), at(new, "version"));
        let flat = |form| {
            let mut fields = Map::new();
            flatten(at(form, "fields"), "", &mut fields);
            Plain::Object(fields)
        };
        for (path, (old, new)) in entries((&flat(old), &flat(new))) {
            let title = self.title(there((old, new)));
            let args = [("path", path.as_str().into()), ("title", title)];
            let keys = ["rules.diff.field_added", "rules.diff.field_removed"];
            if self.stays((old, new), keys, &args) {
                self.leaves(&format!("form.{path}"), old, new);
            }
        }
    }

    fn codes(&mut self, lists: Both<'_>) {
        for (list, codes) in entries(lists) {
            for (code, (old, new)) in entries(codes) {
                let args = [
                    ("code", code.as_str().into()),
                    ("list", list.as_str().into()),
                ];
                let keys = ["rules.diff.code_added", "rules.diff.code_removed"];
                if self.stays((old, new), keys, &args) {
                    self.leaves(&format!("lists.{list}.{code}"), old, new);
                }
            }
        }
    }

    fn values(&mut self, values: Both<'_>) {
        for (name, (old, new)) in entries(values) {
            let title = self.title(there((old, new)));
            let args = [("name", name.as_str().into()), ("title", title)];
            let keys = ["rules.diff.value_added", "rules.diff.value_removed"];
            let stays = self.stays((old, new), keys, &args);
            let is_table = |value| ["by", "bands"].iter().any(|key| !at(value, key).is_null());
            if is_table(old) || is_table(new) {
                if stays {
                    self.leaves(&format!("values.{name}"), old, new);
                }
                continue;
            }
            if !new.is_null() {
                self.history(&name, (old, new));
            }
            if stays {
                for key in ["kind", "title"] {
                    self.leaves(&format!("values.{name}.{key}"), at(old, key), at(new, key));
                }
            }
        }
    }

    /// From which day on a value is another.
    fn history(&mut self, name: &str, (old, new): Both<'_>) {
        let kind = text(at(new, "kind"));
        let history = |value| by(at(value, "history"), "from");
        for (day, (old, after)) in entries((&history(old), &history(new))) {
            let date = scalar::date(&day).map_or(Value::from(day.as_str()), Value::Date);
            let title = self.title(new);
            let [from, to] = [old, after].map(|entry| self.amount(&text(at(entry, "is")), &kind));
            let moved = from != to;
            let args = [("title", title), ("date", date), ("from", from), ("to", to)];
            let keys = ["rules.diff.value_from", "rules.diff.value_no_more"];
            if self.stays((old, after), keys, &args) {
                if moved {
                    self.say("rules.diff.value_moved", &args);
                }
                let path = format!("values.{name}[{day}].law");
                self.leaves(&path, at(old, "law"), at(after, "law"));
            }
        }
    }

    fn amount(&self, written: &str, kind: &str) -> Value<'static> {
        let known = match kind {
            "money" => scalar::money(written).map(Value::Money),
            "count" => scalar::count(written).map(Value::Count),
            "percent" => scalar::percent(written).map(Value::Percent),
            "quantity" if written != "unknown" => Some(written.to_owned().into()),
            _ => scalar::date(written).map(Value::Date),
        };
        known.unwrap_or_else(|| self.catalogue.say("form.not_known", &[]).into())
    }

    fn rules(&mut self, (old, new): Both<'_>) {
        for (id, (old, new)) in entries((&by(old, "id"), &by(new, "id"))) {
            let title = self.title(there((old, new)));
            let args = [("rule", id.as_str().into()), ("title", title)];
            let keys = ["rules.diff.rule_added", "rules.diff.rule_removed"];
            if !self.stays((old, new), keys, &args) {
                continue;
            }
            for (key, (old, new)) in entries((old, new)) {
                if key != "examples" {
                    self.leaves(&format!("{id}.{key}"), old, new);
                } else if old != new {
                    self.say("rules.diff.examples", &args);
                }
            }
        }
    }
}

/// The part that is there, the new one before the old one.
fn there<'p>((old, new): Both<'p>) -> &'p Plain {
    if new.is_null() { old } else { new }
}

/// The fields of a form by their paths, each without those inside it.
fn flatten(fields: &Plain, path: &str, to: &mut Map<String, Plain>) {
    for (name, field) in fields.as_object().into_iter().flatten() {
        let path = format!("{path}{name}");
        let mut alone = field.clone();
        let inner = alone
            .as_object_mut()
            .and_then(|field| field.remove("fields"));
        to.insert(path.clone(), alone);
        if let Some(inner) = inner {
            let items = if text(at(field, "kind")) == "list" {
                "[]"
            } else {
                ""
            };
            flatten(&inner, &format!("{path}{items}."), to);
        }
    }
}

/// The items of a list by one of their texts.
fn by(list: &Plain, key: &str) -> Plain {
    let items = list.as_array().into_iter().flatten();
    let items = items.map(|item| (text(at(item, key)), item.clone()));
    Plain::Object(items.collect())
}

/// The entries of both, those of the new one first; `Null` for one that is not there.
fn entries<'p>((old, new): Both<'p>) -> Vec<(String, Both<'p>)> {
    let keys = |of: &'p Plain| of.as_object().into_iter().flat_map(Map::keys);
    let gone = keys(old).filter(|key| new.get(*key).is_none());
    let all = keys(new).chain(gone);
    all.map(|key| (key.clone(), (at(old, key), at(new, key))))
        .collect()
}

fn at<'p>(plain: &'p Plain, key: &str) -> &'p Plain {
    plain.get(key).unwrap_or(&Plain::Null)
}

/// A text as it is; anything else in one line, as a book writes it.
fn text(plain: &Plain) -> String {
    plain.as_str().map_or_else(|| in_flow(plain), str::to_owned)
}

/// `{ kind: { is: pay } }`, `[ http, www ]`.
fn in_flow(plain: &Plain) -> String {
    match plain {
        Plain::Object(all) => {
            let all = all
                .iter()
                .map(|(key, one)| format!("{}: {}", quoted(key), in_flow(one)));
            format!("{{ {} }}", all.collect::<Vec<_>>().join(", "))
        }
        Plain::Array(all) => {
            let all: Vec<String> = all.iter().map(in_flow).collect();
            format!("[ {} ]", all.join(", "))
        }
        Plain::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// A text within braces, in quotes where a sign of theirs stands in it.
fn quoted(text: &str) -> String {
    let signs = ['{', '}', '[', ']', ',', '"', '#', '\n'];
    match text.is_empty() || text.contains(signs) || text.contains(": ") {
        true => Plain::from(text).to_string(),
        false => text.to_owned(),
    }
}
