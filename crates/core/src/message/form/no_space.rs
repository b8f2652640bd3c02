//! Fields whose colon lacks its space: their line with it, and nothing of the value lost.

use super::{FormMessages, finding};
use crate::application::without_space;
use crate::finding::{Finding, Slip};
use crate::form::{FieldId, Form};
use crate::message::cure::instead;
use crate::message::unseen;
use crate::own_rules::UNKNOWN_FIELD;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

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
        let help = [self.say("yaml.missing_space.help", &sign)];
        let help: Vec<String> = help.into_iter().chain(also).collect();
        let mut finding = finding(
            UNKNOWN_FIELD,
            self.say("yaml.missing_space.message", &sign),
            help.join(" "),
            self.place(document.pointer(first), colon),
        );
        finding.cure =
            instead(document.text, self.lines, Span::new(from, end), &line).map(Box::new);
        finding.slip = Some(Slip::Likely);
        finding
    }
}
