//! Items under names of their own, where each is to have its name in a field: `Tractor:` in the place of `- name: Tractor`.

use super::FormMessages;
use crate::finding::Cure;
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

impl FormMessages<'_> {
    /// The lines of such items, each with its name in the first field of the list, which none of them has.
    pub(super) fn titled(&self, form: &Form, list: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let first = form.field(form.asked(Some(list)).next()?);
        if first.kind != Kind::Text {
            return None;
        }
        let place = |node| self.lines.position(document.span(node).start);
        let mut names = Vec::new();
        for (key, item) in document.entries(node) {
            let (inside, _) = document.entries(item).next()?;
            let deeper = place(key).column.checked_add(2) == Some(place(inside).column);
            let has = document.get(item, &first.name).is_some();
            let name = document.scalar(key);
            let known = form.fields.iter().any(|field| field.name == name);
            if !deeper || has || known || document.kind(item) != yaml::Kind::Mapping {
                return None;
            }
            names.push((place(key), name));
        }
        let (begins, _) = names.first()?;
        let (from, column) = (begins.line, (begins.column as usize).checked_sub(1)?);
        let last = self
            .lines
            .position(document.entry_end(self.key_of(node)?))
            .line;
        let line = |number: u32| {
            let name = names.iter().find(|(at, _)| at.line == number);
            match name {
                Some((_, name)) => {
                    let value = first.kind.in_yaml(name);
                    Some(format!("{:column$}- {}: {value}", "", first.name))
                }
                None => self.lines.line(number).map(str::to_owned),
            }
        };
        let all: Option<Vec<String>> = (from..=last).map(line).collect();
        let all = all?;
        Some(Cure::of(
            from,
            u32::try_from(all.len()).ok()?,
            all.join("\n"),
        ))
    }
}
