//! The part of an application that a rule looks at, written as an applicant would write it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::Value;

use atbilst_core::form::{Field, FieldId, Form, Kind};
use atbilst_yaml::write;

/// Which fields to show, and of which items.
pub(super) struct Excerpt<'a> {
    pub(super) form: &'a Form,
    /// The fields; those around them are shown as well.
    pub(super) fields: &'a BTreeSet<FieldId>,
    /// Whether an item is shown, by its JSON Pointer.
    pub(super) item: &'a dyn Fn(&str) -> bool,
}

impl Excerpt<'_> {
    /// The lines, in the order of the form.
    pub(super) fn of(&self, application: &Value) -> String {
        let mut out = String::new();
        self.fields(&mut out, None, application, 0, "");
        out
    }

    fn fields(
        &self,
        out: &mut String,
        parent: Option<FieldId>,
        value: &Value,
        indent: usize,
        at: &str,
    ) {
        for &id in self.form.children(parent) {
            let field = self.form.field(id);
            if let Some(inner) = value.get(&field.name).filter(|_| self.shows(id)) {
                self.field(out, id, field, inner, indent, at);
            }
        }
    }

    fn field(
        &self,
        out: &mut String,
        id: FieldId,
        field: &Field,
        value: &Value,
        indent: usize,
        at: &str,
    ) {
        let at = format!("{at}/{}", field.name);
        let start = out.len();
        out.push_str(&format!("{:indent$}{}:", "", field.name));
        match (&field.kind, value) {
            (Kind::Record(_), Value::Object(_)) => {
                out.push('\n');
                let inside = out.len();
                self.fields(out, Some(id), value, indent.saturating_add(2), &at);
                if out.len() == inside {
                    out.truncate(start);
                }
            }
            (Kind::List(_), Value::Array(list)) if list.is_empty() => out.push_str(" []\n"),
            (Kind::List(items), Value::Array(list)) => {
                out.push('\n');
                let inside = out.len();
                for (index, item) in list.iter().enumerate() {
                    let at = format!("{at}/{index}");
                    if !(self.item)(&at) {
                        continue;
                    }
                    if items.records {
                        self.item_lines(out, id, item, indent.saturating_add(2), &at);
                    } else {
                        let text = item.as_str().unwrap_or_default();
                        let value = write::text(text);
                        out.push_str(&format!("{:indent$}  - {value}\n", ""));
                    }
                }
                if out.len() == inside {
                    out.truncate(start);
                }
            }
            _ => {
                let text = shortened(value.as_str().unwrap_or_default());
                out.push_str(&format!(" {}\n", field.kind.in_yaml(&text)));
            }
        }
    }

    /// A record of a list: its first line begins with a dash.
    fn item_lines(&self, out: &mut String, list: FieldId, item: &Value, indent: usize, at: &str) {
        let mut lines = String::new();
        self.fields(&mut lines, Some(list), item, indent.saturating_add(2), at);
        let first = lines.trim_start();
        if !first.is_empty() {
            out.push_str(&format!("{:indent$}- {first}", ""));
        }
    }

    /// A field that is named, stands around one that is, or inside a record or list that is named as a whole.
    fn shows(&self, id: FieldId) -> bool {
        let path = &self.form.field(id).path;
        self.fields.iter().any(|&named| {
            let other = self.form.field(named);
            other.path == *path
                || inside(&other.path, path)
                || (self.is_whole(other) && inside(path, &other.path))
        })
    }

    /// Of a list whose items are looked into, what is looked at is shown, and no more.
    fn is_whole(&self, field: &Field) -> bool {
        let looked_into = || {
            let mut named = self.fields.iter();
            named.any(|&named| inside(&self.form.field(named).path, &field.path))
        };
        match field.kind {
            Kind::Record(_) => true,
            Kind::List(_) => !looked_into(),
            _ => false,
        }
    }
}

/// A text as long as a reader looks at it.
fn shortened(text: &str) -> Cow<'_, str> {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// Whether a path leads on from another.
pub(super) fn inside(path: &str, outer: &str) -> bool {
    path.strip_prefix(outer)
        .is_some_and(|rest| rest.starts_with(['.', '[']))
}

/// Lines about a field, with the records and lists that it stands in around them.
pub(super) fn placed(field: &Field, lines: &str) -> String {
    let mut out = String::new();
    let (mut indent, mut dash) = (0_usize, "");
    let mut put = |line: &str, inside: usize, next: &'static str| {
        out.push_str(&format!("{:indent$}{dash}{line}\n", ""));
        indent = indent.saturating_add(dash.len()).saturating_add(inside);
        dash = next;
    };
    let way = match field.path.rsplit_once('.') {
        _ if field.name == "it" => field.path.as_str(),
        Some((way, _)) => way,
        None => "",
    };
    for step in way.split('.').filter(|step| !step.is_empty()) {
        match step.strip_suffix("[]") {
            Some(list) => put(&format!("{list}:"), 2, "- "),
            None => put(&format!("{step}:"), 2, ""),
        }
    }
    for line in lines.lines() {
        put(line, 0, "");
    }
    out
}

/// A field with a value.
pub(super) fn line(field: &Field, text: &str) -> String {
    let value = field.kind.in_yaml(text);
    if field.name == "it" {
        return value.into_owned();
    }
    format!("{}: {value}", field.name)
}
