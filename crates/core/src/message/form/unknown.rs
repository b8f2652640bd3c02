//! A field that the form does not have: which one was meant, and where it belongs.

mod advice;
mod code;
mod part_above;

use super::{FormMessages, finding};
use crate::application::Application;
use crate::finding::{Cure, Finding, Slip};
use crate::form::{Field, FieldId, Form, Kind};
use crate::message::cure::has_nothing;
use crate::message::unseen;
use crate::own_rules::UNKNOWN_FIELD;
use crate::suggest::{Lead, is_commented_out, lead, mentions};
use advice::KeyAdvice;
use atbilst_yaml as yaml;
use atbilst_yaml::source::indent;
use atbilst_yaml::{NodeId, Style};

/// What a key that is no field says.
#[derive(Clone, Debug)]
enum KeyMeaning<'a> {
    /// This field, though the opposite or more of it, or nothing by which it is known: its answer is to be written anew, as this sentence
    /// says.
    Anew(FieldId, &'static str),
    /// A line of the text above, which ends as this says.
    OfText(Cure),
    /// This field, and its value within its name.
    WithValue(FieldId, &'a str),
    /// A code of this field, which is left out, in the place of a name.
    CodeOf(FieldId),
    /// This field.
    Field(FieldId, Slip),
    /// None of those that belong here.
    None,
}

impl FormMessages<'_> {
    pub(super) fn unknown(
        &self,
        form: &Form,
        application: &Application,
        key: NodeId,
        parent: Option<FieldId>,
        meant: Option<Lead<FieldId>>,
    ) -> Finding {
        let name = self.document.scalar(key);
        let mut about = vec![("key", name.into())];
        if let Some(parent) = parent {
            about.push(("parent", self.title(form.field(parent))));
        }
        let message = match parent {
            None => self.say("form.unknown-field.message", &about),
            Some(_) => self.say("form.unknown-field.message_inside", &about),
        };
        let meaning = self.meaning_of(form, key, parent, meant);
        let unseen = unseen::told_of_name(name, self.catalogue);
        let mut said = match &meaning {
            KeyMeaning::Anew(id, sentence) => self.written_anew(form.field(*id), key, sentence),
            KeyMeaning::OfText(cure) => KeyAdvice {
                cure: Some(cure.clone()),
                ..KeyAdvice::of(self.say("form.unknown-field.of_text", &[]))
            },
            KeyMeaning::WithValue(id, value) => self.with_value(form.field(*id), key, value),
            KeyMeaning::CodeOf(id) => self.with_code(form, form.field(*id), key, parent),
            KeyMeaning::Field(id, slip) => self.taken_for(form, form.field(*id), *slip, key),
            KeyMeaning::None => self.known_elsewhere(form, application, key, parent),
        };
        // What belongs elsewhere is not taken away.
        let is_elsewhere = form.fields.iter().any(|field| field.name == name);
        if said.may_be_left_out && !is_elsewhere {
            said.cure = self.left_out(form, key, parent);
        }
        let advice: Vec<String> = unseen.into_iter().chain(said.advice).collect();
        let place = self.place(self.document.pointer(key), self.document.span(key));
        let mut finding = finding(UNKNOWN_FIELD, message, advice.join(" "), place);
        finding.found = Some(name.to_owned());
        if let KeyMeaning::Field(id, slip) = meaning {
            finding.expected = Some(form.field(id).name.clone());
            finding.slip = Some(slip);
        }
        finding.asked = said.asked;
        finding.cure = said.cure.map(Box::new);
        finding
    }

    /// What a key that the form does not have says; `meant` is the field that the reader takes it for.
    fn meaning_of<'a>(
        &'a self,
        form: &Form,
        key: NodeId,
        parent: Option<FieldId>,
        meant: Option<Lead<FieldId>>,
    ) -> KeyMeaning<'a> {
        let document = self.document;
        let name = document.scalar(key);
        if let Some((id, value)) = self.value_in_name(form, key, parent) {
            return KeyMeaning::WithValue(id, value);
        }
        let is_code = |id: &FieldId| {
            let field = form.field(*id);
            let list = self.list_of(form, field);
            let is_one = list.is_some_and(|(_, list)| list.find(name).is_some());
            is_one && self.beside(key, &field.name).is_none()
        };
        if let Some(id) = form.asked(parent).find(is_code) {
            return KeyMeaning::CodeOf(id);
        }
        let Some(meant) = meant else {
            return match self.of_text_above(key) {
                Some(cure) => KeyMeaning::OfText(cure),
                None => KeyMeaning::None,
            };
        };
        let (id, is_likely) = (meant.meaning(), matches!(meant, Lead::Likely(_)));
        let field = form.field(id);
        // What says the opposite is not to be taken over with its value.
        if is_likely && field.is_opposed(name) {
            return KeyMeaning::Anew(id, "form.unknown-field.opposite");
        }
        // Nor where a name says more: its value is in thousands, or of another day. Whoever reads that name alone would keep the value.
        // Of a part with all that stands under it just the heading is.
        let kind = document.value_behind(key).map(|value| document.kind(value));
        let is_part = kind.is_some_and(|kind| kind != yaml::Kind::Scalar);
        let heads = is_part && !field.kind.is_single();
        let says_more = is_likely && field.says_more(name);
        if (!heads && says_more) || is_commented_out(name) {
            return KeyMeaning::Anew(id, "form.unknown-field.more");
        }
        // A name that is like none of a field, where just that one is left out: whose value it is, its writer alone knows. A code is
        // told by itself.
        let by_value = matches!(field.kind, Kind::Code(_));
        if is_likely && field.kind.is_single() && !by_value && !is_named_by(form, field, name) {
            return KeyMeaning::Anew(id, "form.unknown-field.left_out");
        }
        KeyMeaning::Field(id, if is_likely { Slip::Likely } else { Slip::Sure })
    }

    /// A line that is no field, right below a text of several lines that it seems to belong to: as deep as that.
    fn of_text_above(&self, key: NodeId) -> Option<Cure> {
        let document = self.document;
        let name = document.scalar(key);
        if !name.contains(char::is_whitespace) {
            return None;
        }
        let around = document.around(key)?;
        let before = document.entries(around).take_while(|&(own, _)| own != key);
        let (_, text) = before.last()?;
        let block = matches!(document.node(text).style, Style::Literal | Style::Folded);
        let line = |at: u32| self.lines.position(at).line;
        let (first, last) = (
            line(document.span(key).start),
            line(document.entry_end(key)),
        );
        let opens = line(document.span(text).start);
        let ends = line(document.span(text).end.saturating_sub(1));
        if !block || ends.saturating_add(1) != first {
            return None;
        }
        let depth = indent(self.lines.line(opens.saturating_add(1))?);
        let all = (first..=last).map_while(|number| self.lines.line(number));
        let all = all.map(|line| {
            format!("{:depth$}{}", "", line.trim())
                .trim_end()
                .to_owned()
        });
        Some(Cure::between(
            first,
            last,
            all.collect::<Vec<_>>().join("\n"),
        ))
    }

    /// The field that a key names beside a value of it, with nothing behind the key: `130000.00 state_budget_vat:`.
    fn value_in_name<'a>(
        &'a self,
        form: &Form,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> Option<(FieldId, &'a str)> {
        let document = self.document;
        let name = document.scalar(key).trim();
        let is_empty = document
            .value_behind(key)
            .is_none_or(|value| has_nothing(document, value));
        let apart = |rest: &&str| {
            rest.starts_with(char::is_whitespace) || rest.ends_with(char::is_whitespace)
        };
        let besides = |own: &str| {
            let rest = name.strip_suffix(own).or_else(|| name.strip_prefix(own));
            rest.filter(apart).map(str::trim)
        };
        let of = |id: FieldId| {
            let field = form.field(id);
            let mut own = field.spellings().map(|(own, _)| own);
            let rest = own.find_map(besides)?;
            let is_left_out = self.beside(key, &field.name).is_none();
            let is_code = || {
                let list = self.list_of(form, field);
                list.is_some_and(|(_, list)| list.find(rest).is_some())
            };
            let would_do = || field.kind.fits(rest) || self.led_to(form, field, rest).is_some();
            let would_do = match field.kind {
                Kind::Code(_) => is_code(),
                _ => would_do(),
            };
            (field.kind.is_single() && is_left_out && would_do).then_some((id, rest))
        };
        is_empty.then(|| form.asked(parent).find_map(of))?
    }
}

/// Whether a key is like what a field is called, or says it among other words.
fn is_named_by(form: &Form, field: &Field, key: &str) -> bool {
    let id = form.find(&field.path);
    let names = form.names(id.into_iter());
    let mut own = field.spellings();
    lead(key, names.into_iter()).is_some() || own.any(|(own, _)| mentions(key, own))
}
