//! Values that stand behind `#`, where they count for nothing: as a template leaves what is not required, filled in all the same.

use super::StrayField;
use crate::application::{Application, Frame, State};
use crate::form::{Field, FieldId, Form, Kind};
use atbilst_yaml::Document;
use atbilst_yaml::source::Span;

/// The fields that are stated nowhere but behind `#`. What must be stated has a finding of its own.
pub(super) fn behind_sign<'t>(
    form: &'t Form,
    application: &Application,
    document: Document<'t>,
) -> Vec<StrayField<'t>> {
    let mut found = Vec::new();
    // The part whose heading stands in the comments above, and where the last of them ends.
    let (mut part, mut end) = (None, 0);
    for span in document.comment_lines() {
        let between = Span::new(end, span.start).of(document.text);
        if between.trim() != "" || between.matches('\n').count() > 1 {
            part = None;
        }
        end = span.end;
        let line = span.of(document.text).trim_start_matches(['#', ' ']);
        let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let value = value.split(" #").next().unwrap_or("").trim();
        let named = form.iter().filter(|(_, field)| field.name == name);
        if value.is_empty() {
            let mut parts = named.filter(|&(id, _)| !form.children(Some(id)).is_empty());
            part = parts.next().map(|(id, _)| id).or(part);
            continue;
        }
        let in_part = |field: &Field| part.is_none() || field.parent.or(field.list) == part;
        let mut meant = named.filter(|(_, field)| in_part(field)).peekable();
        let first = meant.peek().map(|&(_, field)| field);
        let left_out = |(id, field): (FieldId, &Field)| {
            form.is_asked(id) && says(field, value) && is_left_out(form, application, field)
        };
        if let Some(field) = first
            && meant.all(left_out)
        {
            found.push(StrayField { field, span });
        }
    }
    found
}

/// Whether a text could be the value of a field, and no word about it.
pub(super) fn says(field: &Field, value: &str) -> bool {
    match &field.kind {
        Kind::Record(_) => false,
        Kind::Text => !field.puts_off(value),
        Kind::Code(_) | Kind::List(_) => {
            !field.is_open(value) && !value.trim_matches(['[', ']']).contains("  ")
        }
        kind => kind.fits(value) || kind.nearest(value).is_some(),
    }
}

/// Whether a field is stated nowhere, and nothing is found of that.
pub(super) fn is_left_out(form: &Form, application: &Application, field: &Field) -> bool {
    let frames = frames(form, application, field.list);
    let mut all = frames.into_iter();
    all.all(|frame| is_left_out_in(form, application, frame, field))
}

/// The same in one item.
pub(super) fn is_left_out_in(
    form: &Form,
    application: &Application,
    frame: Frame,
    field: &Field,
) -> bool {
    let is_absent = application.value(frame, field.slot).state == State::Absent;
    is_absent && !application.is_missed(form, frame, field)
}

/// Where the items of a list stand, or the root.
pub(super) fn frames(form: &Form, application: &Application, list: Option<FieldId>) -> Vec<Frame> {
    let Some(list) = list.map(|id| form.field(id)) else {
        return vec![Frame::ROOT];
    };
    let around = frames(form, application, list.list).into_iter();
    let items = around.flat_map(|frame| application.items(frame, list));
    items.collect()
}
