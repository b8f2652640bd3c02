//! Items under names of their own, where each is to have its name in a field: `Tractor:` in the place of `- name: Tractor`, `audit:` in that
//! of `- category: audit`; and where the name is none of them, such as a number, a dash in its place.

use super::FormMessages;
use crate::finding::Cure;
use crate::form::{Field, FieldId, Form, Kind, field_for};
use crate::message::cure::has_nothing;
use crate::suggest::lead;
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::source::Position;

impl FormMessages<'_> {
    /// The lines of such items, each with its name in the first field of the list, which none of them has.
    pub(super) fn titled(&self, form: &Form, list: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let first = form.field(form.asked(Some(list)).next()?);
        let mut lines = Vec::new();
        for (key, item) in document.entries(node) {
            let name = document.scalar(key);
            let at = self.position_of(key);
            let column = (at.column as usize).checked_sub(1)?;
            let behind = self.lines.line(at.line)?.get(column..)?;
            let (_, behind) = behind.split_once(':')?;
            let value = match &first.kind {
                Kind::Text if form.fields.iter().any(|field| field.name == name) => return None,
                Kind::Text => first.kind.in_yaml(name),
                Kind::Code(_) => {
                    let (_, codes) = self.list_of(form, first)?;
                    codes.find(name)?;
                    name.into()
                }
                _ => return None,
            };
            let head = format!("{:column$}- {}: {value}", "", first.name);
            let line = match document.kind(item) {
                yaml::Kind::Mapping => {
                    let has = document.get(item, &first.name).is_some();
                    let inside = self.fields_below(at, item)?;
                    (inside && !has).then(|| format!("{head}{}", behind.trim_end()))?
                }
                yaml::Kind::Scalar if has_nothing(document, item) => {
                    format!("{head}{}", behind.trim_end())
                }
                yaml::Kind::Scalar => {
                    let own = self.measured_in(form, list, first, (name, item))?;
                    format!("{head}\n{:column$}  {}: {}", "", own.name, behind.trim())
                }
                yaml::Kind::Sequence => return None,
            };
            lines.push((at.line, Some(line)));
        }
        self.with_lines(node, &lines)
    }

    /// The field of a number or a day that stands behind the name of an item, where that name is like none of a field.
    fn measured_in<'f>(
        &self,
        form: &'f Form,
        list: FieldId,
        first: &Field,
        (name, item): (&str, NodeId),
    ) -> Option<&'f Field> {
        let is_named = lead(name, form.names(form.asked(Some(list))).into_iter()).is_some();
        let others = form.asked(Some(list)).map(|id| form.field(id));
        let others = others.filter(|other| other.name != first.name && other.kind != Kind::Text);
        let is_code = matches!(first.kind, Kind::Code(_));
        field_for(others, self.document.scalar(item)).filter(|_| is_code || !is_named)
    }

    /// Items under numbers, or under names that say nothing of the form: each with a dash before its first field, and its name, which is no
    /// number, in a remark.
    pub(super) fn of_names(&self, form: &Form, list: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let mut lines = Vec::new();
        let is_field = |name: &str| {
            let mut own = form.asked(Some(list));
            own.any(|id| form.field(id).name == name)
        };
        for (key, item) in document.entries(node) {
            let name = document.scalar(key);
            let (inside, _) = document.entries(item).next()?;
            let mut fields = document.entries(item);
            let all_known = fields.all(|(key, _)| is_field(document.scalar(key)));
            let at = self.position_of(key);
            if is_field(name) || !all_known || !self.fields_below(at, item)? {
                return None;
            }
            let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
            let column = (at.column as usize).checked_sub(1)?;
            let behind = self.lines.line(at.line)?.get(column..)?.split_once(':')?.1;
            let remark = match (is_number, behind.trim().trim_start_matches('#').trim()) {
                (true, "") => None,
                (true, remark) => Some(format!("{:column$}# {remark}", "")),
                (false, remark) => Some(format!("{:column$}# {name} {remark}", "")),
            };
            lines.push((at.line, remark.map(|remark| remark.trim_end().to_owned())));
            let begins = self.position_of(inside);
            let mut first = self.lines.line(begins.line)?.to_owned();
            let dash = (begins.column as usize).checked_sub(3)?;
            first.replace_range(dash..dash.saturating_add(1), "-");
            lines.push((begins.line, Some(first)));
        }
        self.with_lines(node, &lines)
    }

    /// Whether the fields of an item stand below its name, two spaces deeper.
    fn fields_below(&self, name: Position, item: NodeId) -> Option<bool> {
        let (inside, _) = self.document.entries(item).next()?;
        let inside = self.position_of(inside);
        Some(inside.line > name.line && inside.column == name.column.checked_add(2)?)
    }

    /// All lines below the key of a value, some of them, in their order, as these, or left out.
    fn with_lines(&self, node: NodeId, lines: &[(u32, Option<String>)]) -> Option<Cure> {
        let key = self.key_of(node)?;
        let from = self.position_of(key).line.saturating_add(1);
        let last = self.lines.position(self.document.entry_end(key)).line;
        // Within braces the items stand in the line of the key.
        if lines.iter().any(|(line, _)| *line < from) {
            return None;
        }
        let own = |number: u32| {
            let at = lines.binary_search_by_key(&number, |(line, _)| *line);
            at.ok().and_then(|at| lines.get(at))
        };
        let line = |number: u32| match own(number) {
            Some((_, line)) => line.as_deref(),
            None => self.lines.line(number),
        };
        let text: Vec<&str> = (from..=last).filter_map(line).collect();
        let text = text.join("\n");
        (!lines.is_empty()).then(|| Cure::between(from, last, text))
    }

    fn position_of(&self, node: NodeId) -> Position {
        self.lines.position(self.document.span(node).start)
    }
}
