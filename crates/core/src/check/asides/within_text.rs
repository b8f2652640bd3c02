//! Fields that stand within a text, where they are text: one that is indented too far continues what stands above it.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::StrayField;
use super::behind_sign::{is_left_out, is_left_out_in, says};
use super::written::Written;
use crate::application::Application;
use crate::form::{Field, FieldId, Form, Kind};
use atbilst_yaml::Document;
use atbilst_yaml::source::Span;

/// What the fields of a form are called, in small letters.
type FieldsByName = BTreeMap<String, Vec<FieldId>>;

/// The fields with which a line of a text begins, where they are not stated beside it; of each text the first.
pub(super) fn within_text<'t>(
    form: &'t Form,
    application: &Application,
    document: Document<'t>,
    written: &[Written<'t>],
) -> Vec<StrayField<'t>> {
    let names = LazyCell::new(|| names_of(form));
    let found = written.iter().filter_map(|text| {
        let span = document.span(text.node);
        let raw = span.of(document.text);
        // As most texts are, of one line: what they say is all that stands there.
        if raw.len() == text.says.len() {
            return None;
        }
        // What stands in the first line stands behind the name of its own field, or is the sign of a block.
        let first = raw.find('\n')?;
        let mut begin = span.start.saturating_add(u32::try_from(first).ok()?);
        let rest = Span::new(begin, span.end).of(document.text);
        rest.split_inclusive('\n').find_map(|line| {
            let start = begin;
            begin = begin.saturating_add(u32::try_from(line.len()).ok()?);
            let (name, value) = stated(line)?;
            let mut named = names.get(&name.to_lowercase())?.iter();
            let &id = named.find(|&&id| {
                let field = form.field(id);
                let is_said = field.kind != Kind::Text || field.name == name;
                is_said && states(field, value) && is_left_out_of(form, application, text, id)
            })?;
            let indented = line.len().saturating_sub(line.trim_start().len());
            let start = start.saturating_add(u32::try_from(indented).ok()?);
            Some(StrayField {
                field: form.field(id),
                span: Span::new(start, begin),
            })
        })
    });
    found.collect()
}

fn names_of(form: &Form) -> FieldsByName {
    let mut names = FieldsByName::new();
    for (id, field) in form.iter().filter(|(id, _)| form.is_asked(*id)) {
        let all = field.title.iter().chain([&field.name]);
        for name in all.map(|name| name.to_lowercase()) {
            let own = names.entry(name).or_default();
            if !own.contains(&id) {
                own.push(id);
            }
        }
    }
    names
}

/// What a line would state, were it one of the application: a name and a value.
fn stated(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_end_matches('"');
    let line = line.strip_prefix("- ").unwrap_or(line);
    let (name, value) = line.split_once([':', '='])?;
    Some((name.trim(), value.trim()))
}

/// Whether what stands behind the name of a field could be its value. A heading alone may be one of the text.
fn states(field: &Field, value: &str) -> bool {
    match field.kind {
        Kind::Record(_) => value.is_empty(),
        Kind::List(_) => value.is_empty() || says(field, value),
        _ => !value.is_empty() && says(field, value),
    }
}

/// Whether a field is left out beside a text, where it belongs there, else everywhere.
fn is_left_out_of(form: &Form, application: &Application, text: &Written<'_>, id: FieldId) -> bool {
    let field = form.field(id);
    match field.list == text.field.list {
        true => is_left_out_in(form, application, text.frame, field),
        false => is_left_out(form, application, field),
    }
}
