//! Problems of file and form put into words: what was found, what is asked, and the form that would do.

use std::sync::Arc;

use super::place::place;
use crate::application::{self, Application, Frame, Problem};
use crate::finding::{Finding, Fingerprint, Level, Outcome, Place, Related};
use crate::form::{Field, FieldId, Form, Kind};
use crate::language::{Catalogue, Value};
use crate::own_rules::{
    DUPLICATE_KEY, MISSING_FIELD, UNKNOWN_CALL, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX,
};
use crate::scalar;
use crate::source::{Lines, Span};
use crate::suggest;
use crate::yaml::{self, Document, NodeId};

mod near_miss;

/// Puts the problems of one document into words.
#[derive(Clone, Copy, Debug)]
pub struct Shape<'a> {
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
        help: Some(help),
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
        Problem::WrongType { .. } | Problem::NotAMapping { .. } => WRONG_TYPE,
    }
}

impl Shape<'_> {
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
            let name = first.of(self.document.text);
            finding.found = Some(name.to_owned());
            finding.related.push(Related {
                path: Arc::clone(self.path),
                place: self.place(pointer, first),
                message: self.say("form.duplicate-key.first", &[("key", name.into())]),
            });
        }
        finding
    }

    /// A call that no rule book is for.
    #[must_use]
    pub fn unknown_call(&self, node: NodeId, known: &[&str]) -> Finding {
        let call = self.document.scalar(node);
        let message = self.say("form.unknown-call.message", &[("call", call.into())]);
        let mut help = self.say("form.unknown-call.help", &[]);
        if let Some(similar) = suggest::nearest(call, known.iter().map(|&name| (name, name))) {
            help = format!(
                "{} {help}",
                self.say("form.did_you_mean", &[("similar", similar.into())])
            );
        }
        help = format!(
            "{help} {}",
            self.say(
                "form.unknown-call.known",
                &[("calls", known.join(", ").into())]
            )
        );
        let mut finding = finding(
            UNKNOWN_CALL,
            message,
            help,
            self.place("/call".to_owned(), self.document.span(node)),
        );
        finding.found = Some(call.to_owned());
        finding.expected = Some(known.join(", "));
        finding
    }

    /// An application that does not name its call.
    #[must_use]
    pub fn missing_call(&self, known: &[&str]) -> Finding {
        let key = [
            ("field", Value::from("call")),
            ("key", "call".into()),
            ("example", known.first().copied().unwrap_or_default().into()),
        ];
        let span = self
            .document
            .root()
            .map_or(Span::default(), |root| self.first_key(root));
        let help = self.say("form.missing-field.help_example", &key);
        finding(
            MISSING_FIELD,
            self.say("form.missing-field.message", &key),
            help,
            self.place("/call".to_owned(), span),
        )
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
            [&field.name, &field.title.lv, &field.title.en]
                .map(|spelling| (spelling.as_str(), field.name.as_str()))
        });
        let elsewhere = form.fields.iter().find(|field| field.name == name);
        // `{ amount: 700 000,00 }`: within braces a comma begins a new field, so the cents seem to be one.
        let cents = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
        let advice = if cents {
            self.say("form.unknown-field.cents", &[])
        } else if let Some(similar) = suggest::nearest(name, spellings) {
            self.say("form.did_you_mean", &[("similar", similar.into())])
        } else if let Some(field) = elsewhere {
            self.say(
                "form.unknown-field.elsewhere",
                &[("path", field.path.as_str().into())],
            )
        } else {
            let known: Vec<_> = siblings.map(|field| field.name.as_str()).collect();
            self.say(
                "form.unknown-field.known",
                &[("fields", known.join(", ").into())],
            )
        };
        let help = format!("{advice} {}", self.say("form.unknown-field.help", &[]));
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

    fn wrong_type(&self, field: &Field, node: NodeId) -> Finding {
        let kind = field.kind.name();
        let written = self.document.kind(node);
        let text = self.document.scalar(node);
        let found = if written == yaml::Kind::Scalar {
            text.to_owned()
        } else {
            String::new()
        };
        let length = match field.kind {
            Kind::Digits(length) => length,
            _ => 0,
        };
        let title = field.title.get(self.catalogue.language());
        let about = [
            ("field", Value::from(title)),
            ("key", field.name.as_str().into()),
            ("found", found.as_str().into()),
            ("length", length.into()),
            (
                "count",
                text.chars().filter(char::is_ascii_digit).count().into(),
            ),
        ];
        let message = self.say(&format!("form.wrong-type.{kind}.message"), &about);
        let single = !matches!(field.kind, Kind::Record(_) | Kind::List(_));
        let mut help = Vec::new();
        let mut expected = None;
        match written {
            yaml::Kind::Sequence if single => {
                help.push(self.say("form.wrong-type.found_list", &[]))
            }
            yaml::Kind::Mapping if single => {
                help.push(self.say("form.wrong-type.found_record", &[]))
            }
            _ if single => {
                if let Some(reason) = near_miss::reason(&field.kind, text) {
                    help.push(self.say(&format!("form.wrong-type.{kind}.{reason}"), &about));
                }
                expected = corrected(&field.kind, text);
            }
            _ => {}
        }
        help.push(match &expected {
            Some(corrected) => self.say(
                "form.wrong-type.corrected",
                &[("corrected", corrected.as_str().into())],
            ),
            None => self.say(&format!("form.wrong-type.{kind}.help"), &about),
        });
        let place = self.place(self.document.pointer(node), self.document.span(node));
        let mut finding = finding(WRONG_TYPE, message, help.join(" "), place);
        finding.found = (written == yaml::Kind::Scalar).then_some(found);
        finding.expected = expected;
        finding
    }
}

/// The same value in the form that is asked, where it can mean only one.
#[must_use]
pub fn corrected(kind: &Kind, text: &str) -> Option<String> {
    match kind {
        Kind::Money => scalar::nearest_money(text),
        Kind::Date => scalar::nearest_date(text),
        Kind::Flag => scalar::nearest_flag(text).map(str::to_owned),
        Kind::Digits(length) => scalar::nearest_digits(text, *length),
        _ => None,
    }
}
