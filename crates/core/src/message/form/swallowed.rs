//! Fields whose lines begin deeper than they should and lack their colon, so that they go on with the value above.

use super::FormMessages;
use super::hides::stated;
use crate::finding::Cure;
use crate::form::Field;
use crate::message::cure::instead;
use atbilst_yaml::source::{Span, indent};
use atbilst_yaml::{NodeId, Style};

impl FormMessages<'_> {
    /// What is said of a value whose first line would do, where all others name fields, and the lines that would do.
    pub(super) fn swallowed(&self, field: &Field, node: NodeId) -> Option<(String, Cure)> {
        let document = self.document;
        let span: Span = document.span(node);
        if document.node(node).style != Style::Plain {
            return None;
        }
        let mut lines = span.of(document.text).lines();
        let own = lines.next().filter(|own| field.kind.fits(own.trim()))?;
        let begin = self.lines.position(span.start).line;
        let margin = indent(&self.lines.line(begin)?.replacen("- ", "  ", 1));
        let further: Option<Vec<_>> = lines.map(|line| stated(&self.names, line.trim())).collect();
        let further = further.filter(|all| !all.is_empty())?;
        let (first, _) = further.first()?;
        let about = [
            ("key", first.as_str().into()),
            ("line", begin.saturating_add(1).to_string().into()),
        ];
        let said = self.say("form.wrong-type.swallowed", &about);
        let below = further
            .iter()
            .map(|(name, value)| format!("\n{:margin$}{name}: {value}", ""));
        let all = format!("{}{}", own.trim_end(), below.collect::<String>());
        Some((said, instead(document.text, self.lines, span, &all)?))
    }
}
