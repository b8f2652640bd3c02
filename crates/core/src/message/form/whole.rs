//! What is wrong with where lines stand as a whole: a value that commas cut in braces, a part whose name stands too far in, an
//! application under a name or behind a dash.

use super::value::corrected;
use super::{FormMessages, finding};
use crate::finding::{Finding, Slip};
use crate::form::{Field, Kind};
use crate::language::Value;
use crate::message::cure::{OPEN, instead};
use crate::own_rules::{MISSING_FIELD, UNKNOWN_FIELD, WRONG_TYPE};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// Fewest fields behind a dash that are an application.
const FIELDS: usize = 3;

/// A value that commas cut, as YAML is to have it; and whether nothing else can be meant.
pub(crate) fn uncut(field: &Field, text: &str) -> Option<(String, bool)> {
    let kind = &field.kind;
    if let Kind::Text = kind {
        return Some((yaml::write::quoted(text), false));
    }
    let spaced = text.contains(", ");
    if let Some(right) = corrected(field, text) {
        return Some((kind.in_yaml(&right).into_owned(), !spaced));
    }
    let likely = kind.likely(text)?;
    Some((kind.in_yaml(&likely).into_owned(), false))
}

impl FormMessages<'_> {
    /// A value in braces that a comma cuts.
    pub(super) fn cut_value(&self, field: &Field, node: NodeId, last: NodeId) -> Finding {
        let document = self.document;
        let span = Span::new(document.span(node).start, document.span(last).end);
        let text = span.of(document.text);
        let right = uncut(field, text);
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("found", text.into()),
        ];
        let help = match (&right, &field.kind) {
            (Some(_), Kind::Text) | (None, _) => "form.wrong-type.cut.in_quotes",
            (Some(_), _) => "form.wrong-type.cut.number",
        };
        let place = self.place(document.pointer(node), span);
        let message = self.say("form.wrong-type.cut.message", &about);
        let mut finding = finding(WRONG_TYPE, message, self.say(help, &about), place);
        let to = right.as_ref().map_or(OPEN, |(to, _)| to.as_str());
        finding.cure = instead(document.text, self.lines, span, to).map(Box::new);
        finding.slip = right.as_ref().map(|(_, sure)| match sure {
            true => Slip::Sure,
            false => Slip::Likely,
        });
        finding
    }

    /// A part whose name stands as far in as what belongs under it.
    pub(super) fn part_too_deep(&self, field: &Field, key: NodeId) -> Finding {
        let document = self.document;
        let span = document.span(key);
        let at = self.lines.position(span.start);
        let spaces = (at.column as usize).saturating_sub(1);
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("count", spaces.into()),
        ];
        let message = self.say("form.unknown-field.too_deep", &about);
        let help = self.say("form.unknown-field.too_deep_help", &about);
        let place = self.place(document.pointer(key), span);
        let mut finding = finding(UNKNOWN_FIELD, message, help, place);
        let line = self.lines.line(at.line).map(str::trim_start);
        finding.found = Some(document.scalar(key).to_owned());
        finding.slip = Some(Slip::Likely);
        finding.cure = line
            .map(|line| crate::finding::Cure::of(at.line, 1, line.to_owned()))
            .map(Box::new);
        finding
    }

    /// An application under a name that is none of its own.
    pub(super) fn wrapped(&self, key: NodeId) -> Finding {
        let (message, help) = self.wrapped_words(key);
        let place = self.place(self.document.pointer(key), self.document.span(key));
        let mut finding = finding(UNKNOWN_FIELD, message, help, place);
        finding.found = Some(self.document.scalar(key).to_owned());
        finding
    }

    /// The same where the call stands there too.
    pub(super) fn call_wrapped(&self) -> Option<Finding> {
        let document = self.document;
        let mut entries = document.entries(document.root()?);
        let (key, _) = entries.find(|&(_, inside)| document.get(inside, "call").is_some())?;
        let (message, help) = self.wrapped_words(key);
        let place = self.place("/call".to_owned(), document.span(key));
        Some(finding(MISSING_FIELD, message, help, place))
    }

    fn wrapped_words(&self, key: NodeId) -> (String, String) {
        let about = [("key", Value::from(self.document.scalar(key)))];
        let inside = self.document.value_behind(key);
        let inside = inside.map(|inside| self.document.span(inside).of(self.document.text));
        let help = match inside.is_some_and(|inside| inside.starts_with('{')) {
            true => "form.unknown-field.wrapped_in_braces",
            false => "form.unknown-field.wrapped_help",
        };
        (
            self.say("form.unknown-field.wrapped", &about),
            self.say(help, &about),
        )
    }

    /// An application behind a dash.
    pub(super) fn behind_dash(&self, node: NodeId) -> Option<Finding> {
        let document = self.document;
        let mut items = document.items(node);
        let only = items.next().filter(|_| items.next().is_none())?;
        if document.entries(only).count() < FIELDS {
            return None;
        }
        let message = self.say("form.wrong-type.behind_dash", &[]);
        let help = self.say("form.wrong-type.behind_dash_help", &[]);
        let place = self.place(String::new(), document.span(node));
        Some(finding(WRONG_TYPE, message, help, place))
    }
}
