//! A field of the form where it cannot stand: one that the office states, or those of a part beside it.

use super::{FormMessages, finding};
use crate::finding::{Cure, Finding, Slip};
use crate::form::Field;
use crate::language::Value;
use crate::own_rules::UNKNOWN_FIELD;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Span;

impl FormMessages<'_> {
    /// A field that the office states, not the applicant.
    pub(super) fn of_office(&self, field: &Field, key: NodeId) -> Finding {
        let language = self.catalogue.language();
        let register = field
            .office
            .as_ref()
            .map_or("", |office| office.get(language));
        let about = [
            ("key", Value::from(field.name.as_str())),
            ("field", field.title.get(language).into()),
            ("register", register.into()),
        ];
        let span = self.document.span(key);
        let at = self.place(self.document.pointer(key), span);
        let message = self.say("form.unknown-field.of_office", &about);
        // A line that says more than that is not deleted with it.
        let end = self.document.entry_end(key) as usize;
        let (before, after) = (
            self.document
                .text
                .get(..span.start as usize)
                .unwrap_or_default(),
            self.document.text.get(end..).unwrap_or_default(),
        );
        let before = before.rsplit('\n').next().unwrap_or_default().trim();
        let after = after.lines().next().unwrap_or_default().trim();
        let alone = before.is_empty() && (after.is_empty() || after.starts_with('#'));
        let help = match alone {
            true => "form.unknown-field.of_office_help",
            false => "form.unknown-field.of_office_help_within",
        };
        let help = self.say(help, &about);
        finding(UNKNOWN_FIELD, message, help, at)
    }

    /// Fields that stand beside the one under which they belong, because their lines begin too far to the left.
    pub(super) fn not_inside(&self, field: &Field, first: NodeId, last: NodeId) -> Finding {
        let from = self.document.span(first);
        let line = |at: u32| self.lines.position(at).line;
        let (begin, end) = (line(from.start), line(self.document.entry_end(last)));
        let about = [
            ("field", self.title(field)),
            ("key", field.name.as_str().into()),
            ("first", begin.to_string().into()),
            ("last", end.to_string().into()),
            ("count", end.saturating_sub(begin).saturating_add(1).into()),
        ];
        let help = if begin == end {
            "not_inside_line"
        } else {
            "not_inside_help"
        };
        let margin = self.margin_below(&field.name, first);
        let place = self.place(
            self.document.pointer(first),
            Span::new(from.start, from.end),
        );
        let mut finding = finding(
            UNKNOWN_FIELD,
            self.say("form.unknown-field.not_inside", &about),
            self.say(&format!("form.unknown-field.{help}"), &about),
            place,
        );
        finding.found = Some(self.document.scalar(first).to_owned());
        finding.slip = Some(Slip::Likely);
        finding.cure = Some(Box::new(self.further_in([begin, end], margin)));
        finding
    }

    /// The lines from one to another so much further in.
    pub(super) fn further_in(&self, [begin, end]: [u32; 2], margin: usize) -> Cure {
        let lines = (begin..=end).map_while(|number| self.lines.line(number));
        let lines = lines.map(|line| match line.trim().is_empty() {
            true => String::new(),
            false => format!("{:margin$}{line}", ""),
        });
        Cure::between(begin, end, lines.collect::<Vec<_>>().join("\n"))
    }

    /// How much further in than itself the fields of the record of this name begin, which stands beside a key.
    fn margin_below(&self, name: &str, beside: NodeId) -> usize {
        let document = self.document;
        let around = document.around(beside);
        let column = |node| self.lines.position(document.span(node).start).column as usize;
        let margin = around.and_then(|around| {
            let mut entries = document.entries(around);
            let (key, value) = entries.find(|&(key, _)| document.scalar(key) == name)?;
            let (first, _) = document.entries(value).next()?;
            column(first)
                .checked_sub(column(key))
                .filter(|&margin| margin > 0)
        });
        margin.unwrap_or(2)
    }
}
