//! Values that stand behind `#`, where they count for nothing: as a template leaves what is not required, filled in all the same.

use super::item_places::{ItemPlaces, is_left_out, is_left_out_in};
use super::value::value_of;
use super::{StrayField, field_at};
use crate::application::Application;
use crate::form::{Field, FieldId, Form, Kind};
use crate::order::sort_by;
use crate::rulebook::RuleBook;
use atbilst_yaml::source::Span;
use atbilst_yaml::{Document, Remark};

/// Most names that are looked up among all that a field may be called.
const LOOKED_UP: usize = 1_000;

/// The fields that are stated nowhere but behind `#`. What must be stated has a finding of its own.
pub(super) fn behind_sign<'t>(
    book: &'t RuleBook,
    application: &Application,
    document: Document<'t>,
) -> Vec<StrayField<'t>> {
    let form = &book.form;
    let mut found = Vec::new();
    let mut items = ItemPlaces::new(form, application, document);
    // The part whose heading stands in the comments above, and where the last of them ends.
    let (mut part, mut end, mut left) = (None, 0, LOOKED_UP);
    for span in document.comment_lines() {
        let between = Span::new(end, span.start).of(document.text);
        if between.trim() != "" || between.matches('\n').count() > 1 {
            part = None;
        }
        end = span.end;
        let comment = span.of(document.text);
        let Some((name, value)) = stated(comment) else {
            continue;
        };
        let is_item = comment.trim_start_matches(['#', ' ']).starts_with("- ");
        let named = named(form, name, &mut left).into_iter();
        if value.is_empty() {
            let mut parts = named.filter(|&id| !form.children(Some(id)).is_empty());
            part = parts.next().or(part);
            continue;
        }
        let named = named.map(|id| (id, form.field(id)));
        let in_part = |field: &Field| part.is_none() || field.parent.or(field.list) == part;
        let mut meant: Vec<(FieldId, &Field)> = named.filter(|(_, field)| in_part(field)).collect();
        // Within an item a name is that of its own field.
        let mut is_around = |field: &Field| items.around(field.list, span.start).is_some();
        if meant.iter().any(|(_, field)| is_around(field)) {
            meant.retain(|(_, field)| is_around(field));
        }
        // Behind a title there may be a word about it.
        let may_be = |field: &Field| match field.name == name {
            true => says(field, value.trim_matches(['"', '\''])),
            false => value_of(book, field, value).is_some(),
        };
        let mut left_out = |(id, field): (FieldId, &Field)| {
            let mut is_left_out = || match items.around(field.list, span.start) {
                // One more item, or a field of the one that it stands in.
                Some(_) if is_item => true,
                Some(item) => is_left_out_in(form, application, item, field),
                None => is_left_out(form, application, field),
            };
            form.is_asked(id) && may_be(field) && is_left_out()
        };
        if let Some(&(_, field)) = meant.first()
            && meant.iter().copied().all(&mut left_out)
        {
            found.push(StrayField { field, span });
        }
    }
    found.extend(in_their_place(book, document));
    sort_by(&mut found, |one, other| one.span.cmp(&other.span));
    found
}

/// The fields behind whose colon there is nothing but a remark, and that is a value of theirs: `co_financing: # 500.00`.
fn in_their_place<'t>(
    book: &'t RuleBook,
    document: Document<'t>,
) -> impl Iterator<Item = StrayField<'t>> {
    document
        .comments_behind_nothing()
        .filter_map(move |comment| {
            let comment_text = comment.span.of(document.text);
            let said = comment_text.trim_start_matches('#');
            let said = Remark::of(said).value;
            let field = field_at(book, &document.pointer(comment.node))?;
            // `########`, as spreadsheets show what does not fit in a column.
            let is_cut = said.is_empty() && comment_text.starts_with("###");
            let is_value = is_cut || value_of(book, field, said).is_some();
            let is_value = is_value && book.form.is_asked(book.form.find(&field.path)?);
            let span = comment.span;
            is_value.then_some(StrayField { field, span })
        })
}

/// A name and the value that stands behind its colon or `=` in a comment.
fn stated(comment: &str) -> Option<(&str, &str)> {
    let line = comment.trim_start_matches(['#', ' ']);
    let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
    let (name, value) = line.split_once([':', '='])?;
    let value = Remark::of(value).value;
    // Bold letters of another notation belong to neither.
    let bold = |c: char| c.is_whitespace() || matches!(c, '*' | '`');
    let value = value.trim_start_matches('>').trim_matches(bold);
    Some((name.trim_matches(bold), value))
}

/// The fields of which a name is the key; where it is of none, those that are called so, or the one that it means alone, while that is
/// still looked up.
fn named(form: &Form, name: &str, left: &mut usize) -> Vec<FieldId> {
    let keys = form.iter().filter(|(_, field)| field.name == name);
    let keys: Vec<FieldId> = keys.map(|(id, _)| id).collect();
    let called = form.called_so(name);
    if !keys.is_empty() || !called.is_empty() || *left == 0 || !form.may_be_called(name) {
        return if keys.is_empty() {
            called.to_vec()
        } else {
            keys
        };
    }
    *left = left.saturating_sub(1);
    let asked = form
        .iter()
        .map(|(id, _)| id)
        .filter(|&id| form.is_asked(id));
    let sure = form.called(name, &asked.collect::<Vec<_>>());
    sure.filter(|(_, sure)| *sure)
        .map(|(id, _)| id)
        .into_iter()
        .collect()
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
