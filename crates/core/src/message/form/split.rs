//! A dash before every field of an item of a list: the lines of the item, with one.

use super::{FormMessages, finding};
use crate::application::split;
use crate::finding::{Cure, Finding, Slip};
use crate::form::{FieldId, Form};
use crate::own_rules::WRONG_TYPE;
use atbilst_yaml::NodeId;

impl FormMessages<'_> {
    pub(super) fn split(&self, form: &Form, list: FieldId, node: NodeId) -> Finding {
        let document = self.document;
        let stretches = split(form, document, list, node);
        let all: Vec<NodeId> = document.items(node).collect();
        let parts = stretches
            .iter()
            .flat_map(|one| all.get(one.start.saturating_add(1)..one.end));
        let parts: Vec<NodeId> = parts.flatten().copied().collect();
        let item = stretches.first().and_then(|one| all.get(one.start));
        let first = parts.first().copied().unwrap_or(node);
        let field = form.field(list);
        let number = stretches
            .first()
            .map_or(0, |one| one.start.saturating_add(1));
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("number", number.to_string().into()),
            ("count", stretches.len().into()),
        ];
        let key = match stretches.len() {
            0 | 1 => "form.wrong-type.split.message",
            _ => "form.wrong-type.split.several",
        };
        let message = self.say(key, &about);
        let help = self.say("form.wrong-type.split.help", &about);
        let place = self.place(document.pointer(first), document.span(first));
        let mut finding = finding(WRONG_TYPE, message, help, place);
        finding.slip = Some(Slip::Likely);
        finding.cure = self
            .with_one_dash(item.copied().unwrap_or(first), &parts)
            .map(Box::new);
        finding
    }

    /// The lines from an item to the last of its parts, or of the parts of others, each part without its dash.
    fn with_one_dash(&self, item: NodeId, parts: &[NodeId]) -> Option<Cure> {
        let document = self.document;
        let at = |node| self.lines.position(document.span(node).start);
        let last = *parts.last()?;
        let begins: Vec<(u32, usize)> = parts
            .iter()
            .map(|&part| (at(part).line, at(part).column as usize))
            .collect();
        let (last_key, _) = document.entries(last).last()?;
        let begin = at(item).line;
        let end = self.lines.position(document.entry_end(last_key)).line;
        let all = (begin..=end).map(|number| {
            let line = self.lines.line(number)?;
            // A dash on a line of its own goes with its line.
            if line.trim() == "-" {
                return Some(None);
            }
            let part = begins.iter().find(|(line, _)| *line == number);
            Some(Some(
                match part.and_then(|(_, column)| column.checked_sub(1)) {
                    Some(margin) => format!("{:margin$}{}", "", line.get(margin..)?),
                    None => line.to_owned(),
                },
            ))
        });
        let all: Vec<Option<String>> = all.collect::<Option<_>>()?;
        let text: Vec<String> = all.into_iter().flatten().collect();
        Some(Cure::between(begin, end, text.join("\n")))
    }
}
