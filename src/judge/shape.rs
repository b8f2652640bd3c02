//! Problems of file and form put into words: what was found, what is asked, and the form that would do.

use std::sync::Arc;

use super::place::place;
use super::unseen;
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
        Problem::WrongType { .. } | Problem::NotARecord { .. } | Problem::NotAMapping { .. } => {
            WRONG_TYPE
        }
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

    /// A call that no rule book is for.
    #[must_use]
    pub fn unknown_call(&self, node: NodeId, known: &[&str]) -> Finding {
        let call = self.document.scalar(node);
        let message = self.say("form.unknown-call.message", &[("call", call.into())]);
        let mut help: Vec<String> = unseen::told(call, self.catalogue).into_iter().collect();
        if let Some(similar) = suggest::nearest(call, known.iter().map(|&name| (name, name))) {
            help.push(self.say("form.did_you_mean", &[("similar", similar.into())]));
        }
        help.push(self.say("form.unknown-call.help", &[]));
        help.push(self.known_calls(known));
        let mut finding = finding(
            UNKNOWN_CALL,
            message,
            help.join(" "),
            self.place("/call".to_owned(), self.document.span(node)),
        );
        finding.found = Some(call.to_owned());
        finding.expected = Some(known.join(", "));
        finding
    }

    fn known_calls(&self, known: &[&str]) -> String {
        let about = [("calls", known.join(", ").into())];
        self.say("form.unknown-call.known", &about)
    }

    /// An application that does not name its call: the field is left out, or empty, or holds something else than a text.
    #[must_use]
    pub fn missing_call(&self, known: &[&str]) -> Finding {
        let about = [
            ("field", Value::from("call")),
            ("key", "call".into()),
            ("example", known.first().copied().unwrap_or_default().into()),
        ];
        let root = self.document.root();
        let entries = root.map(|root| self.document.entries(root));
        let mut entries = entries.into_iter().flatten();
        let Some((key, value)) = entries.find(|&(key, _)| self.document.scalar(key) == "call")
        else {
            return self.call_left_out(&about);
        };
        if self.document.kind(value) != yaml::Kind::Scalar {
            let help = self.known_calls(known);
            return self.several(&about, value, help);
        }
        finding(
            MISSING_FIELD,
            self.say("form.missing-field.empty", &about),
            format!(
                "{} {}",
                self.say("form.missing-field.help_empty", &about),
                self.known_calls(known)
            ),
            self.place("/call".to_owned(), self.document.span(key)),
        )
    }

    /// Placed at the field that was most likely meant to be `call`, else at the first of all.
    fn call_left_out(&self, about: &[(&str, Value<'_>)]) -> Finding {
        let root = self.document.root();
        let keys = root.map(|root| self.document.entries(root).map(|(key, _)| key));
        let misspelt = keys.into_iter().flatten().find(|&key| {
            let name = self.document.scalar(key);
            suggest::nearest(name, std::iter::once(("call", "call"))).is_some()
        });
        let mut help = Vec::new();
        let mut span = root.map_or(Span::default(), |root| self.first_key(root));
        if let Some(key) = misspelt {
            span = self.document.span(key);
            help.extend(unseen::told(self.document.scalar(key), self.catalogue));
            help.push(self.say("form.did_you_mean", &[("similar", "call".into())]));
        }
        help.push(self.say("form.missing-field.help_example", about));
        let mut finding = finding(
            MISSING_FIELD,
            self.say("form.missing-field.message", about),
            help.join(" "),
            self.place("/call".to_owned(), span),
        );
        finding.found = misspelt.map(|key| self.document.scalar(key).to_owned());
        finding
    }

    /// A list, or fields, where one value is asked.
    fn several(&self, about: &[(&str, Value<'_>)], node: NodeId, help: String) -> Finding {
        let key = match self.document.kind(node) {
            yaml::Kind::Sequence => "form.wrong-type.found_list",
            yaml::Kind::Mapping | yaml::Kind::Scalar => "form.wrong-type.found_record",
        };
        let place = self.place(self.document.pointer(node), self.document.span(node));
        finding(WRONG_TYPE, self.say(key, about), help, place)
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
            [&field.name, &field.title.lv, &field.title.en]
                .map(|spelling| (spelling.as_str(), field.name.as_str()))
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

    fn wrong_type(&self, field: &Field, node: NodeId) -> Finding {
        let kind = field.kind.name();
        let written = self.document.kind(node);
        let text = self.document.scalar(node);
        let length = match field.kind {
            Kind::Digits(length) => length,
            _ => 0,
        };
        let title = field.title.get(self.catalogue.language());
        let about = [
            ("field", Value::from(title)),
            ("key", field.name.as_str().into()),
            ("found", text.into()),
            ("length", length.into()),
            (
                "count",
                text.chars().filter(char::is_ascii_digit).count().into(),
            ),
        ];
        let help = self.say(&format!("form.wrong-type.{kind}.help"), &about);
        let single = !matches!(field.kind, Kind::Record(_) | Kind::List(_));
        if single && written != yaml::Kind::Scalar {
            return self.several(&about, node, help);
        }
        let message = self.say(&format!("form.wrong-type.{kind}.message"), &about);
        let expected = corrected(&field.kind, text);
        let reason = if single {
            self.reason(&field.kind, text, &about)
        } else {
            Some(self.stands(node))
        };
        let help = match &expected {
            Some(corrected) => self.say(
                "form.wrong-type.corrected",
                &[("corrected", corrected.as_str().into())],
            ),
            None => help,
        };
        let help: Vec<String> = reason.into_iter().chain([help]).collect();
        let place = self.place(self.document.pointer(node), self.document.span(node));
        let mut finding = finding(WRONG_TYPE, message, help.join(" "), place);
        finding.found = (written == yaml::Kind::Scalar).then(|| text.to_owned());
        finding.expected = expected;
        finding
    }

    /// In what way a value misses the form that is asked.
    fn reason(&self, kind: &Kind, text: &str, about: &[(&str, Value<'_>)]) -> Option<String> {
        if unseen::bare(text).is_some_and(|bare| fits(kind, bare)) {
            return unseen::around(text, self.catalogue);
        }
        let reason = near_miss::reason(kind, text)?;
        Some(self.say(&format!("form.wrong-type.{}.{reason}", kind.name()), about))
    }

    /// An item of a list that holds no fields.
    fn not_a_record(&self, form: &Form, list: FieldId, node: NodeId) -> Finding {
        let field = form.field(list);
        let pointer = self.document.pointer(node);
        let index = pointer
            .rsplit('/')
            .next()
            .and_then(|last| last.parse().ok());
        let number = index.unwrap_or(0_usize).saturating_add(1);
        let first = form.children(Some(list)).first();
        let about = [
            (
                "field",
                Value::from(field.title.get(self.catalogue.language())),
            ),
            ("key", field.name.as_str().into()),
            ("number", number.into()),
            (
                "first",
                first.map_or("", |&first| &form.field(first).name).into(),
            ),
        ];
        let help = self.say("form.wrong-type.item.help", &about);
        let mut finding = finding(
            WRONG_TYPE,
            self.say("form.wrong-type.item.message", &about),
            format!("{} {help}", self.stands(node)),
            self.place(pointer, self.document.span(node)),
        );
        let text = self.document.scalar(node);
        finding.found = Some(text.to_owned()).filter(|text| !text.is_empty());
        finding
    }

    /// What stands where something else is asked.
    fn stands(&self, node: NodeId) -> String {
        let text = self.document.scalar(node);
        let key = match self.document.kind(node) {
            yaml::Kind::Scalar if self.document.is_null(node) => "form.wrong-type.stands.nothing",
            yaml::Kind::Scalar => "form.wrong-type.stands.text",
            yaml::Kind::Sequence => "form.wrong-type.stands.list",
            yaml::Kind::Mapping => "form.wrong-type.stands.record",
        };
        self.say(key, &[("found", text.into())])
    }
}

/// The same value in the form that is asked, where it can mean only one.
#[must_use]
pub fn corrected(kind: &Kind, text: &str) -> Option<String> {
    if let Some(bare) = unseen::bare(text).filter(|bare| fits(kind, bare)) {
        return Some(bare.to_owned());
    }
    match kind {
        Kind::Money => scalar::nearest_money(text),
        Kind::Date => scalar::nearest_date(text),
        Kind::Flag => scalar::nearest_flag(text).map(str::to_owned),
        Kind::Digits(length) => scalar::nearest_digits(text, *length),
        _ => None,
    }
}

/// Whether a text has the form that its field asks for.
fn fits(kind: &Kind, text: &str) -> bool {
    match kind {
        Kind::Money => scalar::money(text).is_some(),
        Kind::Count => scalar::count(text).is_some(),
        Kind::Date => scalar::date(text).is_some(),
        Kind::Flag => scalar::flag(text).is_some(),
        Kind::Digits(length) => scalar::digits(text, *length),
        Kind::Text | Kind::Code(_) | Kind::Record(_) | Kind::List(_) => false,
    }
}
