//! The items of lists: which of them leave a field out, and where they stand in a text.

use std::collections::BTreeMap;

use crate::application::{Application, Frame, State};
use crate::form::{Field, FieldId, Form};
use crate::order::sort_by;
use atbilst_yaml::Document;
use atbilst_yaml::source::Span;

/// So many bytes below its last item something may still belong to it: some lines of comments.
const BELOW: u32 = 2_000;

/// The places of the items of those lists that were asked for.
pub(super) struct ItemPlaces<'t> {
    form: &'t Form,
    application: &'t Application,
    document: Document<'t>,
    known: BTreeMap<FieldId, Vec<ItemPlace>>,
}

/// An item: where it begins, where its list ends, and where its values are.
struct ItemPlace {
    start: u32,
    end: u32,
    frame: Frame,
}

impl<'t> ItemPlaces<'t> {
    pub(super) const fn new(
        form: &'t Form,
        application: &'t Application,
        document: Document<'t>,
    ) -> Self {
        Self {
            form,
            application,
            document,
            known: BTreeMap::new(),
        }
    }

    /// The item of a list within which a place lies, or right below which nothing but comments stands; `None` outside of all.
    pub(super) fn around(&mut self, list: Option<FieldId>, at: u32) -> Option<Frame> {
        let list = list?;
        if !self.known.contains_key(&list) {
            let places = self.places(list);
            self.known.insert(list, places);
        }
        let all = self.known.get(&list)?;
        let above = all
            .partition_point(|item| item.start <= at)
            .checked_sub(1)?;
        let item = all.get(above)?;
        if at <= item.end {
            return Some(item.frame);
        }
        let is_near = at.saturating_sub(item.end) < BELOW;
        let between = Span::new(item.end, at).of(self.document.text);
        let mut between = between.lines().skip(1).map(str::trim);
        let is_comment = |line: &str| line.is_empty() || line.starts_with('#');
        (is_near && between.all(is_comment)).then_some(item.frame)
    }

    fn places(&self, list: FieldId) -> Vec<ItemPlace> {
        let field = self.form.field(list);
        let mut all = Vec::new();
        for around in frames(self.form, self.application, field.list) {
            let Some(node) = self.application.value(around, field.slot).node else {
                continue;
            };
            let items = self.application.items(around, field);
            let span = |node| self.document.span(node);
            all.extend(
                items
                    .zip(self.document.items(node))
                    .map(|(frame, item)| ItemPlace {
                        start: span(item).start,
                        end: span(node).end,
                        frame,
                    }),
            );
        }
        sort_by(&mut all, |one, other| one.start.cmp(&other.start));
        all
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
