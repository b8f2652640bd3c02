//! A code where the name of a field is asked: `audit: 20000.00` in the place of `category: audit` and `amount: 20000.00`.

use super::advice::KeyAdvice;
use crate::finding::Cure;
use crate::form::{Field, FieldId, Form, field_for};
use crate::language::Value;
use crate::message::cure::{OPEN, instead};
use crate::message::form::FormMessages;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::{Span, indent};

impl FormMessages<'_> {
    /// A code in the place of a name, and what stands behind it in a field that is left out as well; what stands below it beside it.
    pub(super) fn with_code(
        &self,
        form: &Form,
        field: &Field,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> KeyAdvice {
        let document = self.document;
        let code = document.scalar(key);
        let line = format!("{}: {code}", field.name);
        let about = [
            ("found", code.into()),
            ("key", Value::from(line.as_str())),
            ("field", self.title(field)),
        ];
        let said = KeyAdvice::of(self.say("form.unknown-field.code", &about));
        let Some(value) = document.value_behind(key) else {
            return said;
        };
        if document.kind(value) != yaml::Kind::Scalar {
            return KeyAdvice {
                cure: self.with_fields_beside(key, value, &line),
                ..said
            };
        }
        let value = document.span(value).of(document.text);
        let open = |id: &FieldId| self.beside(key, &form.field(*id).name).is_none();
        let others = form.asked(parent).filter(open).map(|id| form.field(id));
        let own = field_for(others.filter(|other| other.name != field.name), value);
        let own = own.map_or(OPEN, |own| own.name.as_str());
        let start = document.span(key).start;
        let margin = self.lines.position(start).column as usize;
        let margin = margin.saturating_sub(1);
        let line = format!("{line}\n{:margin$}{own}: {value}", "");
        let span = Span::new(start, document.entry_end(key));
        KeyAdvice {
            cure: instead(document.text, self.lines, span, &line),
            ..said
        }
    }

    /// The fields below a name as deep as the line that stands in its place.
    fn with_fields_beside(&self, key: NodeId, below: NodeId, line: &str) -> Option<Cure> {
        let document = self.document;
        let (inside, _) = document.entries(below).next()?;
        let place = |node| self.lines.position(document.span(node).start);
        let (at, inner) = (place(key), place(inside));
        let deeper = inner.column.checked_sub(at.column)? as usize;
        if inner.line == at.line || deeper == 0 {
            return None;
        }
        let own = self.lines.line(at.line)?;
        let (before, behind) = own.split_at_checked((at.column as usize).checked_sub(1)?)?;
        let remark = behind.split_once(':')?.1.trim_end();
        let last = self.lines.position(document.entry_end(key)).line;
        let rest = (at.line.saturating_add(1)..=last).map(|number| {
            let line = self.lines.line(number)?;
            line.get(deeper.min(indent(line))..)
        });
        let rest: Vec<&str> = rest.collect::<Option<_>>()?;
        let text = format!("{before}{line}{remark}\n{}", rest.join("\n"));
        Some(Cure::between(at.line, last, text.trim_end().to_owned()))
    }
}
