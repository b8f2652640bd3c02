//! Fields that stand elsewhere than where they belong: which, where that is, and their lines as they stand there.

use super::{FormMessages, finding};
use crate::application::{Application, Frame};
use crate::finding::{Finding, Slip};
use crate::form::{FieldId, Form};
use crate::language::Value;
use crate::own_rules::UNKNOWN_FIELD;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::indent;

impl FormMessages<'_> {
    pub(super) fn elsewhere(
        &self,
        form: &Form,
        application: &Application,
        (id, frame): (FieldId, Frame),
        (first, last): (NodeId, NodeId),
    ) -> Finding {
        let document = self.document;
        let line = |at: u32| self.lines.position(at).line;
        let begin = line(document.span(first).start);
        let end = line(document.entry_end(last));
        let mut names = Vec::new();
        let entries = document.all_entries().map(|(_, key, _)| key);
        for key in entries.skip_while(|&key| key != first) {
            // Not what stands within one of them.
            let column = |key| self.lines.position(document.span(key).start).column;
            if column(key) == column(first) {
                names.push(document.scalar(key));
            }
            if key == last {
                break;
            }
        }
        let field = form.field(id);
        let around = field.parent.or(field.list).map(|id| form.field(id));
        let node = match (field.parent, field.list) {
            (Some(parent), _) => application.value(frame, form.field(parent).slot).node,
            (None, Some(_)) => application.value(frame, 0).node,
            (None, None) => None,
        };
        let at = node.map(|node| self.key_of(node).unwrap_or(node));
        let number = node.map(|node| document.pointer(node));
        let number = number.and_then(|way| way.rsplit('/').next()?.parse().ok());
        let cure = self.gap(form, application).moved(frame, id, first, last);
        let to = cure
            .as_ref()
            .filter(|cure| cure.moved.is_some())
            .map(|cure| cure.line);
        let spaces = cure.as_ref().and_then(|cure| cure.text.lines().last());
        let spaces = spaces.map_or(0, indent);
        let ends = [
            ("begin", begin.to_string().into()),
            ("end", end.to_string().into()),
        ];
        let several = begin != end;
        let range = if several { "lines" } else { "line" };
        let range = self.say(&format!("form.unknown-field.moved.{range}"), &ends);
        let language = self.catalogue.language();
        let way = document.scalar(first).rsplit_once('.').map(|(way, _)| way);
        let about = [
            ("keys", Value::from(names.join(", "))),
            ("count", names.len().into()),
            (
                "section",
                around
                    .map_or("", |around| around.title.get(language))
                    .into(),
            ),
            ("path", around.map_or("", |around| &*around.name).into()),
            (
                "line",
                at.map_or(0, |at| line(document.span(at).start))
                    .to_string()
                    .into(),
            ),
            (
                "number",
                number
                    .map_or(0_usize, |number: usize| number.saturating_add(1))
                    .to_string()
                    .into(),
            ),
            ("range", range.into()),
            ("lines", (if several { 2_usize } else { 1 }).into()),
            (
                "above",
                to.unwrap_or(1).saturating_sub(1).to_string().into(),
            ),
            ("spaces", spaces.into()),
            ("way", way.unwrap_or("").into()),
        ];
        let message = match (field.parent, field.list, at) {
            _ if way.is_some() => "dotted",
            (None, None, _) => "outermost",
            (Some(_), _, None) => "no_heading",
            (Some(_), _, Some(_)) => "section",
            (None, Some(_), _) => "item",
        };
        let help = match (&cure, to, spaces) {
            (None, ..) => "by_hand",
            (Some(_), None, _) => "here",
            (Some(_), Some(_), _) if way.is_some() => "dotted_to",
            (Some(_), Some(_), 0) => "to_margin",
            (Some(_), Some(_), _) => "to",
        };
        let say = |key: &str| self.say(&format!("form.unknown-field.moved.{key}"), &about);
        let place = self.place(document.pointer(first), document.span(first));
        let mut finding = finding(UNKNOWN_FIELD, say(message), say(help), place);
        finding.found = Some(document.scalar(first).to_owned());
        finding.slip = Some(Slip::Likely);
        finding.cure = cure.map(Box::new);
        finding
    }
}
