//! A dash of an item that stands further in than those of the others: its line, in line with them.

use super::{FormMessages, finding};
use crate::application::glued;
use crate::finding::{Finding, Slip};
use crate::form::Field;
use crate::message::cure::instead;
use crate::own_rules::WRONG_TYPE;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

/// The items that a text holds where a list is asked: one in each line, with a sign before it or none; in one line between semicolons,
/// else between commas.
pub(super) fn items_of(written: &str) -> Vec<String> {
    let written = written.trim();
    let lines: Vec<&str> = written
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let bare = |line: &str| {
        let sign = yaml::item_sign(line).unwrap_or(usize::from(line.starts_with("- ")));
        line.get(sign..).unwrap_or_default().trim().to_owned()
    };
    let split = |sign| written.split(sign).map(|item: &str| item.trim().to_owned());
    let between: Vec<String> = match lines.len() {
        1 if written.contains(';') => split(';').collect(),
        1 => split(',').collect(),
        _ => lines.iter().map(|line| bare(line)).collect(),
    };
    let is_whole = between.len() > 1 && between.iter().all(|item| !item.is_empty());
    if is_whole {
        between
    } else {
        vec![bare(written)]
    }
}

impl FormMessages<'_> {
    pub(super) fn glued(&self, field: &Field, node: NodeId) -> Finding {
        let document = self.document;
        let span = document.span(node);
        let found = glued(document, node).next().unwrap_or_default().trim();
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("found", found.into()),
        ];
        let message = self.say("form.wrong-type.glued.message", &about);
        let help = self.say("form.wrong-type.glued.help", &about);
        let place = self.place(document.pointer(node), span);
        let mut finding = finding(WRONG_TYPE, message, help, place);
        finding.slip = Some(Slip::Likely);
        let line = self.lines.position(span.start).line;
        let before = Span::new(self.lines.start(line), span.start).of(document.text);
        if let Some((margin, _)) = before.split_once('-') {
            let text = span.of(document.text).lines();
            let text = text.enumerate().map(|(place, line)| {
                let line = line.trim();
                let item = line.trim_start_matches(['-', '–', '—', '•', '*']);
                match (place, item.len() < line.len()) {
                    (0, _) => line.to_owned(),
                    (_, true) => format!("{margin}- {}", item.trim_start()),
                    (_, false) => format!("{margin}  {line}"),
                }
            });
            let text: Vec<String> = text.collect();
            let cure = instead(document.text, self.lines, span, &text.join("\n"));
            finding.cure = cure.map(Box::new);
        }
        finding
    }
}
