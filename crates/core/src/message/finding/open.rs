//! Why a person is asked where something is left out or not known, and what to do about it.

use super::FindingMessages;
use crate::application::{Frame, path_of};
use crate::condition::operators::Test;
use crate::condition::quantity::{FigureValue, Items, Operand};
use crate::context::{Resolved, Scope};
use crate::evaluate::{Evaluation, Why};
use crate::finding::Awaited;
use crate::form::{FieldId, Kind};
use crate::message::cure::needed;
use crate::message::place::spot;

impl FindingMessages<'_> {
    /// Why nobody but a person can say.
    pub(super) fn undecided(&self, evaluation: &Evaluation<'_>) -> String {
        let wording = self.wording();
        if evaluation.why == Some(Why::UnknownLaw)
            && let Some((id, day)) = self.value(evaluation)
            && let Some(value) = wording.value(id)
        {
            return wording.on(day).unknown_value(value);
        }
        if let Some((id, _)) = self.awaited(evaluation)
            && let Some(awaits) = self.awaits(evaluation)
        {
            let about = [
                ("field", wording.title(id).into()),
                ("register", awaits.register.into()),
            ];
            return self.catalogue.say("form.office_awaited", &about);
        }
        if let Some(section) = evaluation.missing_section(&self.context) {
            let form = self.context.form;
            let fields = needed(form, section).into_iter();
            let fields: Vec<_> = fields.map(|id| &*form.field(id).name).collect();
            let about = [
                ("field", wording.title(section).into()),
                ("key", form.field(section).name.as_str().into()),
                ("fields", fields.join(", ").into()),
            ];
            return self.catalogue.say("form.not_stated_section", &about);
        }
        if let Some(list) = self.none_concerned(evaluation) {
            let about = [("field", wording.title(list).into())];
            return self.catalogue.say("form.none_concerned", &about);
        }
        let left_out = self.left_out(evaluation).map(|(_, field)| field);
        let asked = || Some(evaluation.decided?.0.subject.field);
        let title = left_out.or_else(asked);
        let title = title.map_or("", |field| wording.title(field));
        self.catalogue
            .say("form.not_stated", &[("field", title.into())])
    }

    /// The list of which items are stated, but none of those that the rule looks at.
    pub(super) fn none_concerned(&self, evaluation: &Evaluation<'_>) -> Option<FieldId> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        if self.left_out(evaluation).is_some() {
            return None;
        }
        let own = test.computed.as_ref().map(|own| (&**own, scope));
        let limit = test.operator.comparison().map(|compared| {
            let near = test.limit_scope(&self.context, scope);
            (&compared.to, near)
        });
        let not_stated = |&(operand, scope): &(&Operand, Scope)| {
            operand.resolve(&self.context, scope) == Resolved::NotStated
        };
        let (operand, scope) = own.into_iter().chain(limit).find(not_stated)?;
        let (items, scope) = self.items_in(operand, scope)?;
        let mut some = false;
        self.context.each_of(&items.of, scope, &mut |_| some = true);
        let list = items.of.lists.last().copied();
        list.filter(|_| some && items.filter().is_some())
    }

    /// The items that a quantity, or the first of its parts that goes through any, goes through, and where they are looked for.
    fn items_in<'q>(&'q self, operand: &'q Operand, scope: Scope) -> Option<(&'q Items, Scope)> {
        if let Operand::FigureValue(FigureValue(figure)) = operand {
            let is = &self.book.figures.0.get(figure.figure.index())?.is;
            return self.items_in(is, figure.scope(scope));
        }
        let own = operand.goes_through().map(|items| (items, scope));
        own.or_else(|| {
            let mut inside = operand.inside().into_iter();
            inside.find_map(|inner| self.items_in(inner, scope))
        })
    }

    /// What stands in the field that is asked for, where that only says that it comes later or stands elsewhere.
    pub(super) fn deferred(&self, evaluation: &Evaluation<'_>) -> Option<String> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        let id = test.subject.field;
        let found = self.found(id, scope.up(test.subject.up));
        let found = found.filter(|text| self.context.form.field(id).defers(text))?;
        let about = [
            ("field", self.wording().title(id).into()),
            ("found", found.into()),
        ];
        Some(self.catalogue.say("form.deferred", &about))
    }

    /// What to do where something is left out.
    pub(super) fn what_to_state(&self, evaluation: &Evaluation<'_>, test: &Test) -> String {
        let form = self.context.form;
        let left_out = self.left_out(evaluation).map(|(_, field)| field);
        let id = left_out.unwrap_or(test.subject.field);
        let field = form.field(id);
        let parent = field.parent.or(field.list).map(|id| form.field(id));
        let parent = parent.map_or("", |parent| parent.name.as_str());
        if let Some(section) = evaluation.missing_section(&self.context) {
            let how = self.how(&needed(form, section));
            let section = form.field(section);
            let about = [
                ("key", section.name.as_str().into()),
                ("help", section.help.get(self.catalogue.language()).into()),
            ];
            let help = self.catalogue.say("form.not_stated_help_section", &about);
            return format!("{help}{how}");
        }
        if let Some(list) = self.none_concerned(evaluation) {
            let about = [("key", form.field(list).name.as_str().into())];
            return self.catalogue.say("form.none_concerned_help", &about);
        }
        let about = [
            ("key", field.name.as_str().into()),
            ("parent", parent.into()),
            ("help", field.help.get(self.catalogue.language()).into()),
        ];
        let key = match parent {
            "" => "form.not_stated_help",
            _ => "form.not_stated_help_under",
        };
        let how = self.how(&[id]);
        format!("{}{how}", self.catalogue.say(key, &about))
    }

    /// How yes and no are written, where one of these fields asks for that.
    fn how(&self, fields: &[FieldId]) -> String {
        let form = self.context.form;
        match fields.iter().any(|&id| form.field(id).kind == Kind::Flag) {
            true => format!(" {}", self.catalogue.say("form.wrong-type.flag.help", &[])),
            false => String::new(),
        }
    }

    /// Where what it asks for should stand, where that is left out.
    pub(super) fn absent(&self, evaluation: &Evaluation<'_>) -> Option<Box<str>> {
        if let Some((frame, field)) = self.left_out(evaluation) {
            return Some(spot(&self.context, frame, field).0.into());
        }
        let id = evaluation.absent(&self.context)?;
        let (test, scope) = evaluation.decided?;
        // What a rule says of its own field it does not say of the others of the part.
        let id = match evaluation.why {
            Some(Why::Fails) => test.subject.field,
            _ => id,
        };
        let (pointer, _) = spot(&self.context, scope.up(test.subject.up), id);
        Some(pointer.into())
    }

    /// The field without which a rule cannot be judged, where that is not the one it asks about.
    pub(super) fn left_out(&self, evaluation: &Evaluation<'_>) -> Option<(Frame, FieldId)> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        if self.awaited(evaluation).is_some() {
            return None;
        }
        let (field, scope) = test.left_out(&self.context, scope)?;
        Some((scope.up(field.up), field.field))
    }

    /// The field that the office has not stated yet, where that is why a person is asked.
    pub(super) fn awaited(&self, evaluation: &Evaluation<'_>) -> Option<(FieldId, Scope)> {
        let not_stated = evaluation.why == Some(Why::NotStated);
        let (test, scope) = evaluation.decided.filter(|_| not_stated)?;
        test.awaited(&self.context, scope)
    }

    /// The same, as the office states it.
    pub(super) fn awaits(&self, evaluation: &Evaluation<'_>) -> Option<Awaited> {
        let (id, scope) = self.awaited(evaluation)?;
        let context = &self.context;
        let register = context.form.field(id).office.as_ref()?;
        Some(Awaited {
            field: path_of(
                context.form,
                context.application,
                context.document,
                id,
                scope.frames(),
            ),
            register: register.get(self.catalogue.language()).to_owned(),
        })
    }

    /// Whether a declaration is left out: then nothing may be put into anybody's mouth.
    pub(super) fn is_declaration_left_out(&self, evaluation: &Evaluation<'_>) -> bool {
        evaluation.why == Some(Why::NotStated)
            && evaluation.decided.is_some_and(|(test, _)| {
                self.context.form.field(test.subject.field).kind == Kind::Flag
            })
    }
}
