//! Problems of file and form put into words: what was found, what is asked, and the form that would do.

use std::sync::Arc;

use super::cure::{Gap, needed};
use super::place::place;
use super::shortened::shortened;
use crate::application::{self, Application, Frame, Problem};
use crate::finding::{Cure, Finding, Level, Outcome, Place, Related, Slip};
use crate::form::{Field, FieldId, Form, Kind};
use crate::language::{Catalogue, Value};
use crate::own_rules::{DUPLICATE_KEY, MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE, YAML_SYNTAX};
use crate::rulebook::RuleBook;
use atbilst_yaml as yaml;
use atbilst_yaml::source::{Lines, Span, indent};
use atbilst_yaml::{Document, Fields as _, NodeId};

mod call;
mod displaced;
mod elsewhere;
mod further;
mod glued;
mod hides;
mod in_text;
mod inside;
mod kept;
mod names;
mod no_space;
mod right;
mod split;
mod swallowed;
mod swapped;
mod titled;
mod twice;
mod unknown;
mod value;
mod whole;

pub(crate) use call::{call_inside, call_meant};
pub use names::FieldNames;
pub use value::corrected;
pub(crate) use whole::uncut;

/// Most bytes that are read again to mend the problems of one text: 45,000 tags in 619 KB take 0.4 s so, and took 25 s without a limit.
const MOST_READ_AGAIN: usize = 2 << 20;

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
    /// The books whose fields it may name.
    pub books: &'a [RuleBook],
    /// Those fields.
    pub names: FieldNames<'a>,
}

/// A finding of one of the tool's own rules.
pub fn finding(rule: &str, message: String, help: String, place: Place) -> Finding {
    let head = (rule.into(), Outcome::Fail, Level::Error);
    Finding::of(head, message, help.into(), place, Arc::from([]))
}

pub(crate) fn rule_of_text(problem: &yaml::Problem) -> &'static str {
    if problem.kind.is_fatal() {
        YAML_SYNTAX
    } else {
        DUPLICATE_KEY
    }
}

pub(crate) fn rule_of_form(problem: &Problem) -> &'static str {
    match problem {
        Problem::Missing { .. } | Problem::EmptyItem { .. } => MISSING_FIELD,
        Problem::Unknown { .. }
        | Problem::OfOffice { .. }
        | Problem::NoSpace { .. }
        | Problem::NotInside { .. }
        | Problem::PartTooDeep { .. }
        | Problem::Wrapped { .. }
        | Problem::Elsewhere { .. } => UNKNOWN_FIELD,
        Problem::WrongType { .. }
        | Problem::CutValue { .. }
        | Problem::NotARecord { .. }
        | Problem::Split { .. }
        | Problem::Glued { .. }
        | Problem::NotAMapping { .. } => WRONG_TYPE,
    }
}

impl FormMessages<'_> {
    fn title<'f>(&self, field: &'f Field) -> Value<'f> {
        field.title.get(self.catalogue.language()).into()
    }

    fn say(&self, key: &str, about: &[(&str, Value<'_>)]) -> String {
        self.catalogue.say(key, about)
    }

    fn place(&self, pointer: String, span: Span) -> Place {
        place(self.lines, pointer, span)
    }

    /// A text that is no YAML an application may use, after so many others of it: each is mended by reading all of the text again, so of a
    /// large text only the first are.
    pub fn yaml(&self, problem: &yaml::Problem, before: usize) -> Finding {
        let names = self.names;
        let is_mended = before.saturating_mul(self.document.text.len()) < MOST_READ_AGAIN;
        let (found, mended) = match is_mended {
            true => self.mended(problem, &names),
            false => (problem.clone(), None),
        };
        let mut is_alone = false;
        let mended = mended.map(|mended| {
            let quoted = mended.text.clone();
            let mended = names.value_alone(self.lines, problem, mended);
            // Where one value is asked, quotes around all that is said are no help.
            is_alone = mended.text != quoted;
            mended
        });
        let mended = mended.filter(|mended| self.leads_further(problem, mended));
        let problem = found;
        let key = problem.kind.key();
        let args = problem.kind.args();
        let about: Vec<_> = args
            .iter()
            .map(|(name, value)| (*name, Value::from(value.as_str())))
            .collect();
        let rule = rule_of_text(&problem);
        let message = self.say(&format!("{key}.message"), &about);
        // What is not sure is not put right without being asked.
        let is_sure = mended.as_ref().is_some_and(|mended| mended.sure);
        let is_space = matches!(problem.kind, yaml::ProblemKind::NoBreakSpace(_));
        let help = match is_alone {
            true => self.say("yaml.value_alone", &about),
            false if is_space && !is_sure => self.say("yaml.no_break_space_in_a_book.help", &about),
            false => self.say(&format!("{key}.help"), &about),
        };
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
        if let Some(mended) = mended {
            if let (Some(below), yaml::ProblemKind::Indentation) = (mended.below, &problem.kind) {
                finding.message = self.indented(&mended, below);
            }
            // What waits for something else is nobody's question yet.
            finding.slip = (!mended.later).then_some(match mended.sure {
                true => Slip::Sure,
                false => Slip::Likely,
            });
            let part = self.part_of(mended.line).unwrap_or("");
            let named = names.named(part);
            let known = named.is_some_and(|part| part.under != yaml::Under::Nothing);
            let part = Some(part).filter(|_| known && mended.lines <= 1);
            let cure = Cure::of(mended.line, mended.lines, mended.text);
            finding.cure = Some(Box::new(cure));
            self.all_right(&mut finding, part);
        }
        if let yaml::ProblemKind::DuplicateKey(_) = problem.kind {
            finding.cure = self.once(&problem).map(Box::new);
            if finding.cure.is_none() {
                let in_item = pointer.split('/').any(|part| part.parse::<u32>().is_ok());
                let differ = match in_item {
                    true => "yaml.duplicate_key.differ_in_item",
                    false => "yaml.duplicate_key.differ",
                };
                finding.help = Some(self.say(differ, &about).into());
            }
        }
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

    /// That a line begins elsewhere than the one above it that it belongs below, with the spaces of both.
    fn indented(&self, mended: &yaml::Mended, below: u32) -> String {
        let line = self.lines.line(mended.line).unwrap_or_default();
        let body = line.trim_start();
        let moved = mended.text.lines().next().unwrap_or_default();
        if let Some(behind) = body
            .strip_prefix('-')
            .filter(|_| moved.trim_start() != body)
        {
            let about = [("own", indent(behind).into())];
            return self.say("yaml.indentation.behind_dash", &about);
        }
        let (own, other) = (indent(line), indent(&mended.text));
        let about = [
            ("own", own.into()),
            ("other", other.into()),
            ("line", Value::Count(below.into())),
        ];
        let sentence = match (own, other) {
            (0, _) => "yaml.indentation.own_at_margin",
            (_, 0) => "yaml.indentation.other_at_margin",
            _ => "yaml.indentation.both",
        };
        self.say(sentence, &about)
    }

    /// A document that is no mapping of fields.
    pub fn not_a_mapping(&self, node: Option<NodeId>) -> Finding {
        let span = node.map_or(Span::default(), |node| self.document.span(node));
        if let Some(finding) = node.and_then(|node| self.behind_dash(node)) {
            return finding;
        }
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
    pub fn form(&self, form: &Form, application: &Application, problem: &Problem) -> Finding {
        let mut finding = self.form_problem(form, application, problem);
        if let Some(swapped) = self.headings_swapped(form, problem) {
            return swapped.said_by(finding);
        }
        // What was not read yet, because it did not stand where or as it should.
        let part = match *problem {
            Problem::Elsewhere { field, .. } => {
                let field = form.field(field);
                field.parent.or(field.list)
            }
            Problem::NotInside { field, .. } | Problem::WrongType { field, .. } => Some(field),
            Problem::Split { list, .. } => Some(list),
            _ => None,
        };
        let part = part.map(|id| form.field(id));
        if let Some(part) = part.filter(|part| !part.kind.is_single()) {
            self.all_right(&mut finding, Some(&part.name));
        }
        finding
    }

    fn form_problem(&self, form: &Form, application: &Application, problem: &Problem) -> Finding {
        match *problem {
            Problem::NotAMapping { node } => self.not_a_mapping(node),
            Problem::Unknown { key, parent, meant } => {
                self.unknown(form, application, key, parent, meant)
            }
            Problem::Elsewhere {
                field,
                frame,
                first,
                last,
            } => self.elsewhere(form, application, (field, frame), (first, last)),
            Problem::Split { list, node } => self.split(form, list, node),
            Problem::Glued { list, node } => self.glued(form.field(list), node),
            Problem::CutValue { field, node, last } => {
                self.cut_value(form.field(field), node, last)
            }
            Problem::NoSpace {
                parent,
                first,
                last,
            } => self.no_space(form, parent, first, last),
            Problem::PartTooDeep { field, key } => self.part_too_deep(form.field(field), key),
            Problem::Wrapped { key } => self.wrapped(key),
            Problem::OfOffice { key, field } => self.of_office(form.field(field), key),
            Problem::NotInside { field, first, last } => {
                self.not_inside(form.field(field), first, last)
            }
            Problem::Missing { field, frame } => self.missing(form, application, field, frame),
            Problem::WrongType { field, node } => self.wrong_type(form, field, node),
            Problem::EmptyItem { list, node } => self.empty_item(form.field(list), node),
            Problem::NotARecord { list, node } => self.not_a_record(form, list, node),
        }
    }

    fn gap<'g>(&'g self, form: &'g Form, application: &'g Application) -> Gap<'g> {
        Gap {
            form,
            application,
            document: self.document,
            lines: self.lines,
        }
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
        // What stands for a value that is still to be written.
        let is_single = field.kind.is_single();
        let found = node.filter(|_| is_single);
        let found = found.map_or("", |node| self.document.scalar(node).trim());
        let inside = needed(form, id).into_iter();
        let inside: Vec<_> = inside.map(|id| form.field(id).name.as_str()).collect();
        let about = [
            ("field", Value::from(title)),
            ("key", field.name.as_str().into()),
            ("fields", inside.join(", ").into()),
            ("help", field.help.get(self.catalogue.language()).into()),
            ("found", shortened(found).into()),
        ];
        let (message, help) = match (&field.kind, node) {
            (Kind::Record(_), Some(_)) => ("empty_section", "help_section"),
            (Kind::Record(_), None) => ("section", "help_section"),
            (Kind::List(_), Some(_)) => ("empty_list", "help_list"),
            // A value in a list has no key of its own.
            (_, Some(_)) if field.name == "it" => match found.is_empty() {
                true => ("empty_item", "help_item"),
                false => ("open_item", "help_item"),
            },
            (_, Some(_)) if !found.is_empty() => ("open", "help_empty"),
            (_, Some(_)) => ("empty", "help_empty"),
            (_, None) => ("message", "help_add"),
        };
        let say = |part: &str| self.say(&format!("form.missing-field.{part}"), &about);
        let how = match field.kind {
            Kind::Flag => format!(" {}", self.say("form.wrong-type.flag.help", &[])),
            _ => String::new(),
        };
        let (pointer, span) = application::place(application, form, self.document, frame, id);
        let gap = self.gap(form, application);
        let mut finding = finding(
            MISSING_FIELD,
            say(message),
            format!("{}{how}", say(help)),
            self.place(pointer, span),
        );
        finding.cure = gap.filled(frame, &[id]).map(Box::new);
        if node.is_none() {
            self.missing_in_text(form, id, &mut finding);
        }
        // Words that somebody may take for the value.
        let words = found.contains(char::is_alphabetic);
        finding.found = words.then(|| found.to_owned());
        finding
    }
}
