//! A key that stands twice.

use super::FormMessages;
use crate::finding::Cure;
use crate::message::cure::{behind_sign, has_nothing};
use atbilst_yaml as yaml;
use atbilst_yaml::source::indent;
use atbilst_yaml::{NodeId, Problem};

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
        let touch = self.touch(above, key);
        if let Some(cure) = self.as_next_item(above, key) {
            return Some(cure);
        }
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

    /// The fields under a key right below a list as the next item of it, the key behind a `#`.
    pub(super) fn as_next_item(&self, list: NodeId, key: NodeId) -> Option<Cure> {
        let document = self.document;
        let (items, value) = (document.value_behind(list)?, document.value_behind(key)?);
        let (first, _) = document.entries(value).next()?;
        let position = |node| self.lines.position(document.span(node).start);
        let (at, inside) = (position(key), position(first));
        let is_above = document.span(items).end <= document.span(key).start;
        let is_list = document.kind(items) == yaml::Kind::Sequence && is_above;
        if !is_list || inside.line == at.line || !self.touch(list, key) {
            return None;
        }
        let item = position(document.items(items).next()?);
        let before = self.lines.line(item.line)?;
        let dash = before
            .find('-')
            .filter(|&dash| dash < item.column as usize)?;
        let is_dash = before.get(..dash)?.trim().is_empty() && item.line > position(list).line;
        let own = (inside.column as usize).checked_sub(1)?;
        let last = self.lines.position(document.entry_end(key)).line;
        let key = format!("{:dash$}# {}", "", self.lines.line(at.line)?.trim());
        let rest = (at.line.saturating_add(1)..=last).map(|number| {
            let line = self.lines.line(number).unwrap_or_default();
            let sign = if number == inside.line { "- " } else { "  " };
            let rest = line.get(own.min(indent(line))..).unwrap_or_default();
            format!("{:dash$}{sign}{rest}", "").trim_end().to_owned()
        });
        let text: Vec<String> = std::iter::once(key).chain(rest).collect();
        is_dash.then(|| Cure::between(at.line, last, text.join("\n")))
    }

    /// Whether nothing but remarks stands between an entry and a key.
    fn touch(&self, above: NodeId, key: NodeId) -> bool {
        let document = self.document;
        let end = self.lines.position(document.entry_end(above)).line;
        let own = self.lines.position(document.span(key).start).line;
        let mut between = end.saturating_add(1)..own;
        let says = |line: &str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        !between.any(|number| self.lines.line(number).is_some_and(says))
    }
}
