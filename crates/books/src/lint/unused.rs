//! What nobody uses: fields that no rule looks at, codes that none asks for, values that none compares with.

use super::{Lint, names, phrases};
use atbilst_core::context::Uses;
use atbilst_core::form::{Field, FieldId, Kind};
use atbilst_core::language::Translated;
use atbilst_core::law::{Period, ValueId};

impl Lint<'_> {
    /// Every field is looked at by some rule, or the book says that it is not.
    pub(super) fn unused_fields(&mut self, uses: &Uses) {
        let form = &self.book.form;
        let around = |field: &Field| field.parent.or(field.list);
        let chain =
            |id: FieldId| std::iter::successors(Some(id), move |&id| around(form.field(id)));
        let used = |id: FieldId| {
            uses.fields
                .iter()
                .any(|&used| chain(used).any(|up| up == id))
        };
        let excused = |id: FieldId| chain(id).any(|up| form.field(up).not_judged);
        let mut found = Vec::new();
        // A value of a list is looked at with its list.
        for (id, field) in form.iter().filter(|(_, field)| field.name != "it") {
            let mine = uses.fields.contains(&id);
            if mine && excused(id) {
                found.push(("rules.judged_after_all", field));
            }
            // What stands in an unused list or record is unused with it.
            let told = around(field).is_some_and(|up| !used(up));
            if !used(id) && !told && !excused(id) && !["call", "id"].contains(&&*field.path) {
                found.push(("rules.field_unused", field));
            }
        }
        for (key, field) in found {
            self.say(key, field.span, &[("found", &field.path)]);
        }
    }

    /// Every list is that of a field or of a value, or of the texts that a rule names.
    pub(super) fn unused_lists(&mut self, uses: &Uses) {
        for (index, list) in self.book.lists.iter().enumerate() {
            let this = |kind: &Kind| matches!(kind, Kind::Code(list) if list.index() == index);
            let codes = list.codes.iter().map(|code| code.code.as_str());
            let mut texts = uses.texts.iter();
            let is_used = self.book.form.iter().any(|(_, field)| this(&field.kind))
                || self.book.values.iter().any(|value| this(&value.kind))
                || self.book.tables.iter().any(|table| this(&table.kind))
                || uses.lists.iter().any(|own| own.index() == index)
                || texts.any(|texts| texts.iter().eq(codes.clone()));
            if let (Some(first), false) = (list.codes.first(), is_used) {
                self.say("rules.list_unused", first.span, &[("list", &list.name)]);
            }
            // On which days a code may be used only such a rule asks.
            let is_asked = uses.lists.iter().any(|own| own.index() == index);
            let mut codes = list.codes.iter();
            let dated = codes.find(|code| code.period != Period::default());
            if let (Some(code), true, false) = (dated, is_used, is_asked) {
                let about = [("list", &*list.name), ("found", &code.code)];
                self.say("rules.code_always_in_force", code.span, &about);
            }
        }
    }

    /// What becomes of a day that a month lacks is said where something counts in months or years.
    pub(super) fn unused_month_end(&mut self, uses: &Uses) {
        if self.book.month_end.is_some() && !uses.months {
            self.say("rules.month_end_unused", self.key("month_end"), &[]);
        }
    }

    /// Every value is compared with something, said in a message, or tells whose law applies.
    pub(super) fn unused_values(&mut self, uses: &Uses) {
        let phrases = self.book.heads().flat_map(phrases);
        let said: Vec<&str> = phrases.flat_map(Translated::iter).flat_map(names).collect();
        let asked = |id: &ValueId| uses.values.contains_key(id);
        for table in &self.book.tables {
            let told = said.iter().any(|name| **name == *table.name);
            if !told && !table.cells.iter().any(asked) {
                self.say("rules.value_unused", table.span, &[("found", &table.name)]);
            }
        }
        for (index, figure) in self.book.figures.0.iter().enumerate() {
            let named = uses.figures.iter().any(|id| id.index() == index);
            let last = figure.sign.path.rsplit('.').next().unwrap_or_default();
            if !named && !said.contains(&last) {
                let about = [("found", figure.sign.path.as_str())];
                self.say("rules.figure_unused", figure.span, &about);
            }
        }
        let cells: Vec<ValueId> = self
            .book
            .tables
            .iter()
            .flat_map(|table| table.cells.clone())
            .collect();
        for (index, value) in self.book.values.iter().enumerate() {
            let this = |id: ValueId| id.index() == index;
            if cells.iter().any(|id| this(*id)) {
                continue;
            }
            let compared = uses.values.keys().any(|id| this(*id));
            let told = said.iter().any(|name| **name == *value.name);
            if !compared && !told && !this(self.book.as_of_otherwise) {
                self.say("rules.value_unused", value.span, &[("found", &value.name)]);
            }
        }
    }
}
