//! Fields whose colon lacks its space: their line with it, and nothing of the value lost.

use super::{FormMessages, finding};
use crate::application::without_space;
use crate::finding::{Cure, Finding, Slip};
use crate::form::{FieldId, Form};
use crate::message::cure::instead;
use crate::message::unseen;
use crate::own_rules::UNKNOWN_FIELD;
use crate::suggest;
use atbilst_yaml::source::Span;
use atbilst_yaml::{NodeId, Style};

impl FormMessages<'_> {
    pub(super) fn no_space(
        &self,
        form: &Form,
        parent: Option<FieldId>,
        first: NodeId,
        last: NodeId,
    ) -> Finding {
        let document = self.document;
        let from = document.span(first).start;
        let mut colon = Span::new(from, from);
        let mut end = from;
        let (mut line, mut also) = (String::new(), Vec::new());
        let all = document.all_entries();
        let all = all.filter(|&(_, key, _)| (first..=last).contains(&key));
        for (_, key, value) in all {
            let Some((id, begins)) = without_space(form, document, parent, (key, value)) else {
                continue;
            };
            let field = form.field(id);
            let null = document.is_null(value) && document.span(value).is_empty();
            let span = document.span(if null { key } else { value });
            let written = Span::new(begins, span.end).of(document.text);
            let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
            if colon.is_empty() {
                colon = Span::new(begins.saturating_sub(1), begins);
                also.extend(unseen::told(&text, self.catalogue));
            }
            let text = unseen::bare(&text).unwrap_or(&text);
            let right = self.meant(form, field, text);
            let text = match right {
                Some((written, told)) => {
                    also.push(told);
                    written
                }
                None => field.kind.in_yaml(text).into_owned(),
            };
            line.push_str(Span::new(end, document.span(key).start).of(document.text));
            line.push_str(&format!("{}: {text}", field.name));
            end = span.end;
        }
        let sign = [("sign", ":".into())];
        let told = match colon.of(document.text) {
            "=" => "yaml.missing_colon_within",
            _ => "yaml.missing_space",
        };
        let help = [self.say(&format!("{told}.help"), &sign)];
        let help: Vec<String> = help.into_iter().chain(also).collect();
        let mut finding = finding(
            UNKNOWN_FIELD,
            self.say(&format!("{told}.message"), &sign),
            help.join(" "),
            self.place(document.pointer(first), colon),
        );
        finding.cure =
            instead(document.text, self.lines, Span::new(from, end), &line).map(Box::new);
        finding.slip = Some(Slip::Likely);
        finding
    }

    /// A text whose every line is a field without the space behind its colon, or with a tab in the place of both, where fields are asked: those lines with it.
    pub(super) fn spaced_fields(&self, form: &Form, of: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let span = document.span(node);
        if document.node(node).style != Style::Plain || span.is_empty() {
            return None;
        }
        let names = form.names(form.asked(Some(of)).collect::<Vec<_>>().into_iter());
        let line = |line: &str| {
            let body = line.trim_start();
            if body.is_empty() {
                return Some(String::new());
            }
            // As a table leaves it, between whose columns stand tabs.
            let [colon, tab] = [':', '\t'].map(|sign| body.trim_end().split_once(sign));
            let (name, value) = colon.or(tab)?;
            let id = suggest::sure(name, names.iter().cloned())?;
            let field = form.field(id);
            let right = self.meant(form, field, value);
            let value = match right {
                Some((written, _)) => written,
                None => field.kind.in_yaml(value).into_owned(),
            };
            let margin = line.get(..line.len().checked_sub(body.len())?)?;
            (field.kind.is_single() && !value.is_empty())
                .then(|| format!("{margin}{}: {value}", field.name))
        };
        let all: Option<Vec<String>> = span.of(document.text).split('\n').map(line).collect();
        instead(document.text, self.lines, span, &all?.join("\n"))
    }
}
