//! Problems of file and form put into words: what was found, what is asked, and the form that would do.

use std::sync::Arc;

use super::place::place;
use super::unseen;
use crate::application::{self, Application, Frame, Problem};
use crate::finding::{Finding, Fingerprint, Level, Outcome, Place, Related};
use crate::form::{FieldId, Form, Kind};
use crate::language::{Catalogue, Value};
use crate::own_rules::{DUPLICATE_KEY, MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX};
use crate::suggest;
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, NodeId};

mod call;
mod value;

pub use value::corrected;

/// Puts the problems of one document into words.
#[derive(Clone, Copy, Debug)]
pub struct FormMessages<'a> {
    /// The program's own sentences.
    pub catalogue: &'a Catalogue,
    /// The document, as far as it could be read.
    pub document: Document<'a>,
    /// Its lines.
    pub lines: &'a Lines<'a>,
    /// Its path, for places that a finding names beside its own.
    pub path: &'a Arc<str>,
}

/// A finding of one of the tool's own rules.
#[must_use]
pub fn finding(rule: &str, message: String, help: String, place: Place) -> Finding {
    Finding {
        rule: rule.into(),
        outcome: Outcome::Fail,
        level: Level::Error,
        message,
        help: Some(help.into()),
        found: None,
        expected: None,
        asked: None,
        place,
        related: Vec::new(),
        law: Arc::from([]),
        fingerprint: Fingerprint::default(),
        waived: None,
    }
}

/// The rule that a problem of the text breaks.
#[must_use]
pub fn rule_of_text(problem: &yaml::Problem) -> &'static str {
    if problem.kind.is_fatal() {
        YAML_SYNTAX
    } else {
        DUPLICATE_KEY
    }
}

/// The rule that a problem of the form breaks.
#[must_use]
pub fn rule_of_form(problem: &Problem) -> &'static str {
    match problem {
        Problem::Missing { .. } => MISSING_FIELD,
        Problem::Unknown { .. } => UNKNOWN_FIELD,
        Problem::WrongType { .. } | Problem::NotARecord { .. } | Problem::NotAMapping { .. } => {
            WRONG_TYPE
        }
    }
}

impl FormMessages<'_> {
    fn say(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        self.catalogue.say(key, about)
    }

    fn place(&self, pointer: String, span: Span) -> Place {
        place(self.lines, pointer, span)
    }

    /// A text that is no YAML an application may use.
    #[must_use]
    pub fn yaml(&self, problem: &yaml::Problem) -> Finding {
        let key = problem.kind.key();
        let args = problem.kind.args();
        let about: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, Value::from(value.as_str())))
            .collect();
        let rule = rule_of_text(problem);
        let message = self.say(&format!("{key}.message"), &about);
        let help = self.say(&format!("{key}.help"), &about);
        let pointer = self
            .document
            .at(problem.span)
            .map(|node| self.document.pointer(node))
            .unwrap_or_default();
        let mut finding = finding(
            rule,
            message,
            help,
            self.place(pointer.clone(), problem.span),
        );
        if let Some(first) = problem.first {
            let name = match &problem.kind {
                yaml::ProblemKind::DuplicateKey(name) => name,
                _ => first.of(self.document.text),
            };
            finding.found = Some(name.to_owned());
            finding.related.push(Related {
                path: Arc::clone(self.path),
                place: self.place(pointer, first),
                message: self.say("form.duplicate-key.first", &[("key", name.into())]),
            });
        }
        finding
    }

    /// A document that is no mapping of fields.
    #[must_use]
    pub fn not_a_mapping(&self, node: Option<NodeId>) -> Finding {
        let span = node.map_or(Span::default(), |node| self.document.span(node));
        let message = self.say("form.wrong-type.root", &[]);
        let mut help = self.say("form.wrong-type.root_help", &[]);
        let text = node.map_or("", |node| self.document.scalar(node));
        // `id:1` is one text to YAML: the space that makes it a field is missing.
        if text.split_whitespace().any(|word| {
            word.split_once(':')
                .is_some_and(|(key, value)| !key.is_empty() && !value.is_empty())
        }) {
            help = self.say("yaml.missing_space.help", &[("sign", ":".into())]);
        }
        finding(WRONG_TYPE, message, help, self.place(String::new(), span))
    }

    fn first_key(&self, mapping: NodeId) -> Span {
        let first = self
            .document
            .entries(mapping)
            .next()
            .map_or(mapping, |(key, _)| key);
        self.document.span(first)
    }

    /// A problem of an application against its form.
    #[must_use]
    pub fn form(&self, form: &Form, application: &Application, problem: &Problem) -> Finding {
        match *problem {
            Problem::NotAMapping { node } => self.not_a_mapping(node),
            Problem::Unknown { key, parent } => self.unknown(form, key, parent),
            Problem::Missing { field, frame } => self.missing(form, application, field, frame),
            Problem::WrongType { field, node } => self.wrong_type(form.field(field), node),
            Problem::NotARecord { list, node } => self.not_a_record(form, list, node),
        }
    }

    fn unknown(&self, form: &Form, key: NodeId, parent: Option<FieldId>) -> Finding {
        let language = self.catalogue.language();
        let name = self.document.scalar(key);
        let title = parent.map(|parent| form.field(parent).title.get(language));
        let message = match title {
            None => self.say("form.unknown-field.message", &[("key", name.into())]),
            Some(parent) => self.say(
                "form.unknown-field.message_inside",
                &[("key", name.into()), ("parent", parent.into())],
            ),
        };
        let siblings = form.children(parent).iter().map(|&id| form.field(id));
        let spellings = siblings.clone().flat_map(|field| {
            let spellings = field.spellings();
            spellings.map(|spelling| (spelling, field.name.as_str()))
        });
        let elsewhere = form.fields.iter().find(|field| field.name == name);
        // `{ amount: 700 000,00 }`: within braces a comma begins a new field, so the cents seem to be one.
        let cents = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let mut advice: Vec<String> = unseen::told(name, self.catalogue).into_iter().collect();
        advice.push(if cents {
            self.say("form.unknown-field.cents", &[])
        } else if let Some(similar) = suggest::nearest(name, spellings) {
            self.say("form.did_you_mean", &[("similar", similar.into())])
        } else if let Some(parent) = elsewhere.and_then(|field| field.parent.or(field.list)) {
            let parent = form.field(parent).path.replace("[]", "");
            self.say("form.unknown-field.elsewhere", &[("path", parent.into())])
        } else if elsewhere.is_some() {
            self.say("form.unknown-field.outermost", &[])
        } else {
            let known: Vec<_> = siblings.map(|field| field.name.as_str()).collect();
            self.say(
                "form.unknown-field.known",
                &[("fields", known.join(", ").into())],
            )
        });
        advice.push(self.say("form.unknown-field.help", &[]));
        let help = advice.join(" ");
        let place = self.place(self.document.pointer(key), self.document.span(key));
        let mut finding = finding(UNKNOWN_FIELD, message, help, place);
        finding.found = Some(name.to_owned());
        finding
    }

    fn missing(
        &self,
        form: &Form,
        application: &Application,
        id: FieldId,
        frame: Frame,
    ) -> Finding {
        let field = form.field(id);
        let node = application.value(frame, field.slot).node;
        let title = field.title.get(self.catalogue.language());
        let about = [
            ("field", Value::from(title)),
            ("key", field.name.as_str().into()),
        ];
        let example = field.example.as_deref().map(|example| {
            let about = [
                ("key", Value::from(field.name.as_str())),
                ("example", example.into()),
            ];
            self.say("form.missing-field.help_example", &about)
        });
        let is_list = matches!(field.kind, Kind::List(_));
        let (message, help) = match node {
            Some(_) if is_list => (
                "form.missing-field.empty_list",
                self.say("form.missing-field.help_list", &about),
            ),
            Some(_) => (
                "form.missing-field.empty",
                self.say("form.missing-field.help_empty", &about),
            ),
            None => (
                "form.missing-field.message",
                example.unwrap_or_else(|| self.say("form.missing-field.help_add", &about)),
            ),
        };
        let (pointer, span) = application::place(application, form, self.document, frame, id);
        finding(
            MISSING_FIELD,
            self.say(message, &about),
            help,
            self.place(pointer, span),
        )
    }
}
