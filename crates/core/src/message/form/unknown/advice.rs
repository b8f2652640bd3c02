//! What would put a key right that is no field.

use super::is_named_by;
use crate::application::{Application, Frame};
use crate::finding::{Cure, Slip};
use crate::form::{Field, FieldId, Form, Kind};
use crate::language::Value;
use crate::message::cure::{OPEN, behind_sign, has_nothing, instead};
use crate::message::form::FormMessages;
use crate::suggest::{Lead, lead};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// What is said of a key that is no field, and what would do.
#[derive(Debug, Default)]
pub(super) struct KeyAdvice {
    pub(super) advice: Vec<String>,
    pub(super) cure: Option<Cure>,
    /// The field and value that would do.
    pub(super) asked: Option<String>,
    /// Whether its lines may be put behind a `#`.
    pub(super) may_be_left_out: bool,
}

impl KeyAdvice {
    pub(super) fn of(advice: String) -> Self {
        Self {
            advice: vec![advice],
            ..Self::default()
        }
    }
}

impl FormMessages<'_> {
    /// What is asked by a field that may be meant, of which a key says the opposite or more, or nothing, and its line, whose answer nobody
    /// can take over.
    pub(super) fn written_anew(&self, field: &Field, key: NodeId, sentence: &str) -> KeyAdvice {
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("field", self.title(field)),
        ];
        let start = self.document.span(key).start;
        let span = Span::new(start, self.document.entry_end(key));
        let mut line = format!("{}: {OPEN}", field.name);
        // What was written is not lost with it, nor all that stands under a heading.
        let written = span.of(self.document.text).trim();
        let value = self.document.value_behind(key);
        let is_said = value.is_some_and(|value| !has_nothing(self.document, value));
        if is_said && !written.contains('\n') {
            line = format!("{line}   # {written}");
        }
        let is_one = value.is_none_or(|value| self.document.kind(value) == yaml::Kind::Scalar);
        let cure = instead(self.document.text, self.lines, span, &line).filter(|_| is_one);
        KeyAdvice {
            may_be_left_out: cure.is_none(),
            cure,
            ..KeyAdvice::of(self.say(sentence, &about))
        }
    }

    /// A field whose value stands in its name.
    pub(super) fn with_value(&self, field: &Field, key: NodeId, value: &str) -> KeyAdvice {
        let line = format!("{}: {value}", field.name);
        let about = [
            ("key", Value::from(line.as_str())),
            ("field", self.title(field)),
        ];
        let span = Span::new(self.document.span(key).start, self.document.entry_end(key));
        KeyAdvice {
            cure: instead(self.document.text, self.lines, span, &line),
            ..KeyAdvice::of(self.say("form.unknown-field.value_in_name", &about))
        }
    }

    /// A key that is taken for a field, with its value put right where that is wrong, too.
    pub(super) fn taken_for(
        &self,
        form: &Form,
        field: &Field,
        slip: Slip,
        key: NodeId,
    ) -> KeyAdvice {
        let document = self.document;
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("field", self.title(field)),
        ];
        let mut said = KeyAdvice::of(match slip {
            Slip::Sure => self.say("form.unknown-field.meant", &about),
            Slip::Likely => self.say("form.unknown-field.ask", &about),
        });
        let (span, line) = match self.right(form, field, key) {
            Some(right) => {
                said.advice.push(right.advice);
                said.asked = Some(format!("{}: {}", field.name, right.value));
                let span = Span::new(document.span(key).start, right.span.end);
                (span, format!("{}: {}", field.name, right.written))
            }
            None => (document.span(key), field.name.clone()),
        };
        said.cure = instead(document.text, self.lines, span, &line);
        said.may_be_left_out = said.cure.is_none();
        // Where a code is told by itself alone, the words before it say something of their own.
        let name = document.scalar(key);
        let by_value = matches!(field.kind, Kind::Code(_)) && name.contains(' ');
        if let Some(cure) = &mut said.cure
            && by_value
            && slip == Slip::Likely
            && !is_named_by(form, field, name)
            && !cure.text.contains(['\n', '{'])
        {
            cure.text = format!("{}   # {name}", cure.text);
        }
        said
    }

    /// A key that is taken for no field: whether what it names stands there already or belongs elsewhere, else what there is.
    pub(super) fn known_elsewhere(
        &self,
        form: &Form,
        application: &Application,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> KeyAdvice {
        let name = self.document.scalar(key);
        let siblings = form.asked(parent);
        let elsewhere = form.fields.iter().find(|field| field.name == name);
        let called_so = form.meant_alone(name).and_then(|called| {
            let called = form.field(called);
            Some((called, form.field(called.parent.or(called.list)?)))
        });
        let there = lead(name, form.names(siblings.clone()).into_iter()).filter(|there| {
            let is_it = matches!(there, Lead::Sure(_)) || called_so.is_none();
            let field = form.field(there.meaning());
            is_it && self.beside(key, &field.name).is_some()
        });
        if let Some(there) = there {
            let field = form.field(there.meaning());
            let about = [("key", field.name.as_str().into())];
            // A word that is only like the name of a text is as well one of its own.
            let names_it = matches!(there, Lead::Sure(_)) || field.kind != Kind::Text;
            let stated = self.beside(key, &field.name).filter(|_| names_it);
            // Of two that say different things none is taken away.
            let contradicts = stated.is_some_and(|stated| !self.says_the_same(field, stated, key));
            let list = stated.and_then(|stated| self.key_of(stated));
            return KeyAdvice {
                may_be_left_out: !contradicts,
                cure: list.and_then(|list| self.as_next_item(list, key)),
                ..KeyAdvice::of(self.say("form.unknown-field.there", &about))
            };
        }
        if let Some(said) = self.of_part_above(form, key, parent) {
            return said;
        }
        if let Some((field, stated)) = self.stands_already(form, application, name) {
            let line = self.lines.position(self.document.span(stated).start).line;
            let about = [("key", name.into()), ("line", line.to_string().into())];
            let is_same = self.says_the_same(field, stated, key);
            return KeyAdvice {
                cure: is_same
                    .then(|| behind_sign(self.document, self.lines, key))
                    .flatten(),
                ..KeyAdvice::of(self.say("form.unknown-field.already", &about))
            };
        }
        // What belongs elsewhere, or may be something that is asked, is not taken away.
        if let Some(elsewhere) = elsewhere {
            return KeyAdvice::of(match elsewhere.parent.or(elsewhere.list) {
                Some(parent) => {
                    let path = form.field(parent).path.replace("[]", "");
                    self.say("form.unknown-field.elsewhere", &[("path", path.into())])
                }
                None => self.say("form.unknown-field.outermost", &[]),
            });
        }
        if let Some((field, part)) = called_so {
            let about = [
                ("key", Value::from(field.name.as_str())),
                ("field", self.title(field)),
                ("path", part.path.replace("[]", "").into()),
            ];
            return KeyAdvice {
                may_be_left_out: !self.answers_elsewhere(form, key),
                ..KeyAdvice::of(self.say("form.unknown-field.elsewhere_called", &about))
            };
        }
        let known: Vec<_> = siblings.map(|id| form.field(id).name.as_str()).collect();
        let about = [("fields", known.join(", ").into())];
        KeyAdvice {
            advice: vec![
                self.say("form.unknown-field.known", &about),
                self.say(self.left_out_in_words(key), &[]),
            ],
            // What may be asked elsewhere is not taken away.
            may_be_left_out: !self.answers_elsewhere(form, key),
            ..KeyAdvice::default()
        }
    }

    /// How a key that nobody asks for is left out.
    fn left_out_in_words(&self, key: NodeId) -> &'static str {
        let document = self.document;
        // What begins behind a dash or a brace is not put behind a sign with all its line.
        let at = self.lines.position(document.span(key).start);
        let before = self.lines.line(at.line);
        let before = before.and_then(|line| line.get(..(at.column as usize).saturating_sub(1)));
        let within = before.is_some_and(|text| text.contains(['-', '{', ',']));
        let kind = document.value_behind(key).map(|value| document.kind(value));
        match kind.is_some_and(|kind| kind != yaml::Kind::Scalar) {
            _ if within => "form.unknown-field.help_within",
            true => "form.unknown-field.help_part",
            false => "form.unknown-field.help",
        }
    }

    /// The field of this name that is stated where it belongs, outside of lists, and its value.
    fn stands_already<'f>(
        &self,
        form: &'f Form,
        application: &Application,
        name: &str,
    ) -> Option<(&'f Field, NodeId)> {
        let mut named = form
            .fields
            .iter()
            .filter(|field| field.name == name && field.list.is_none());
        named.find_map(|field| Some((field, application.value(Frame::ROOT, field.slot).node?)))
    }

    /// Whether a key has nothing behind it, or just what is stated in the field that it may name.
    fn says_the_same(&self, field: &Field, stated: NodeId, key: NodeId) -> bool {
        let document = self.document;
        let Some(own) = document.value_behind(key) else {
            return true;
        };
        let [one, other] = [own, stated].map(|node| match document.kind(node) {
            yaml::Kind::Scalar => document.scalar(node).trim(),
            _ => document.span(node).of(document.text),
        });
        let quantity = |text| field.kind.quantity(text);
        let is_same = one == other || quantity(one).is_some_and(|one| Some(one) == quantity(other));
        is_same || has_nothing(document, own)
    }

    /// The value of another name of the mapping in which a key stands.
    pub(super) fn beside(&self, key: NodeId, name: &str) -> Option<NodeId> {
        self.document.get(self.document.around(key)?, name)
    }
}
