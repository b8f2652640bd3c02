//! A key that stands twice.

use super::FormMessages;
use crate::finding::Cure;
use crate::message::cure::{behind_sign, has_nothing};
use atbilst_yaml as yaml;
use atbilst_yaml::Problem;

impl FormMessages<'_> {
    /// A key that stands twice: the second entry behind a `#`; of two parts with different fields only its key, which makes one of
    /// both.
    pub(super) fn once(&self, problem: &Problem) -> Option<Cure> {
        let document = self.document;
        let entry = |span| {
            let key = document
                .at(span)
                .filter(|&key| document.span(key) == span)?;
            Some((key, document.value_behind(key)?))
        };
        let (key, value) = entry(problem.span)?;
        let (above, other) = entry(problem.first?)?;
        let is_empty = |node| has_nothing(document, node);
        if is_empty(other) && !is_empty(value) {
            return behind_sign(document, self.lines, above);
        }
        let cure = behind_sign(document, self.lines, key)?;
        let names = |node| document.entries(node).map(|(key, _)| document.scalar(key));
        let apart = names(value).all(|name| !names(other).any(|other| other == name));
        let end = self.lines.position(document.entry_end(above)).line;
        let own = self.lines.position(problem.span.start).line;
        let mut between = end.saturating_add(1)..own;
        let says = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let touch = !between.any(|number| self.lines.line(number).is_some_and(says));
        if document.kind(value) != yaml::Kind::Mapping || !apart || !touch {
            // Of two that say different things none is taken away.
            let written = |node| match document.kind(node) {
                yaml::Kind::Scalar => document.scalar(node),
                _ => document.span(node).of(document.text),
            };
            let hides = written(value) != written(other);
            // Between the items of one list only its name is hidden.
            let between = document.kind(value) == yaml::Kind::Sequence && cure.lines == 1;
            return (!hides || between || is_empty(value)).then_some(cure);
        }
        let (key, rest) = cure.text.split_once('\n')?;
        (!rest.is_empty()).then(|| Cure {
            lines: 1,
            text: key.to_owned(),
            ..cure
        })
    }
}
