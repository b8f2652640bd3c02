//! What was written where fields are asked, or as fields where one value is asked: the lines in which each has its place. What fits
//! nowhere stays behind a `#`.

mod said;

use super::FormMessages;
use super::glued::items_of;
use crate::finding::Cure;
use crate::form::{FieldId, Form, Kind};
use crate::language::is_struck_out;
use crate::message::cure::{OPEN, instead, needed};
use atbilst_yaml as yaml;
use atbilst_yaml::source::Span;
use atbilst_yaml::{NodeId, item_sign};
use said::{names, said};

impl FormMessages<'_> {
    /// A list or fields where one value is asked: the one value in it; of a text what is written, in quotes.
    pub(super) fn in_one(&self, form: &Form, id: FieldId, node: NodeId) -> Option<Cure> {
        let (document, field) = (self.document, form.field(id));
        let span = self.behind_key(node)?;
        let written = span.of(document.text).trim();
        let mut leaves = Vec::new();
        self.leaves(node, &|name| names(form, id, name), &mut leaves);
        let single = match leaves.as_slice() {
            [Some(one)] if !is_struck_out(written) => Some(document.scalar(*one).trim()),
            _ => None,
        };
        let to = match &field.kind {
            // Between brackets one text is no list of them.
            Kind::Text if single.is_some_and(|text| !text.is_empty()) => {
                let said = single.filter(|text| !field.is_open(text));
                said.map(|text| Kind::Text.in_yaml(text).into_owned())
            }
            Kind::Text if !written.contains('\n') => Some(yaml::write::quoted(written)),
            Kind::Flag => None,
            kind => {
                let said = single.and_then(|text| said(field, text));
                said.map(|text| kind.in_yaml(&text).into_owned())
            }
        };
        let to = to.as_deref().unwrap_or(OPEN);
        instead(document.text, self.lines, span, &format!(" {to}"))
    }

    /// One text where fields or items are asked: it stands in the field it says, the others wait for their values; or items without
    /// dashes, or fields with some.
    pub(super) fn below(&self, form: &Form, id: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let field = form.field(id);
        let in_it =
            document.entries(node).next().is_some() || document.items(node).next().is_some();
        match (&field.kind, document.kind(node)) {
            (_, yaml::Kind::Mapping | yaml::Kind::Sequence) if !in_it => {}
            (Kind::Record(_), yaml::Kind::Sequence) => {
                return self
                    .of_nothing_but_names(form, id, node)
                    .or_else(|| self.without_dashes(node));
            }
            (Kind::List(items), yaml::Kind::Mapping) if items.records => {
                let titled = self.titled(form, id, node);
                let named = titled.or_else(|| self.of_names(form, id, node));
                return named.or_else(|| self.with_dash(node));
            }
            (_, yaml::Kind::Scalar) => {}
            _ => return None,
        }
        if let Some(cure) = self.spaced_fields(form, id, node) {
            return Some(cure);
        }
        let span = self.behind_key(node)?;
        let text = document.scalar(node);
        if text.contains('\n') {
            // Fields below a sign that makes a text of them.
            let mark = span.of(document.text).split('\n').next()?;
            if mark.trim().is_empty() {
                return None;
            }
            let end = span.start.saturating_add(u32::try_from(mark.len()).ok()?);
            return instead(document.text, self.lines, Span::new(span.start, end), "");
        }
        let key = self.lines.position(span.start);
        let line = self.lines.line(key.line)?;
        let indent = line
            .len()
            .saturating_sub(line.trim_start_matches([' ', '-']).len());
        // `-`, `nav`, or brackets with nothing in them.
        let says_none = field.is_open(text);
        let (kept, fields) = match &field.kind {
            // A list that may be left out is left empty.
            Kind::List(_) if says_none && !field.required => (false, Vec::new()),
            Kind::List(items) if says_none && items.records => dashed(placed(form, id, "")),
            Kind::Record(_) if says_none => placed(form, id, ""),
            Kind::List(items) if !items.records => {
                let items = match document.node(node).style {
                    yaml::Style::Plain => items_of(span.of(document.text)),
                    _ => vec![text.to_owned()],
                };
                let items = items
                    .iter()
                    .map(|item| format!("- {}", Kind::Text.in_yaml(item)));
                (true, items.collect())
            }
            Kind::List(_) => {
                // `1. One` and below it `2. Two`: an item each; other lines may be one text, or several.
                let lines = span.of(document.text).lines().map(str::trim);
                let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
                match lines.as_slice() {
                    [] | [_] => dashed(placed(form, id, text)),
                    several => {
                        let items = several.iter().map(|line| {
                            let said = line.get(item_sign(line)?..)?;
                            Some(dashed(placed(form, id, said.trim())).1)
                        });
                        (true, items.collect::<Option<Vec<_>>>()?.concat())
                    }
                }
            }
            _ => placed(form, id, text),
        };
        let margin = " ".repeat(indent.saturating_add(2));
        let fields = fields.iter().map(|line| format!("\n{margin}{line}"));
        let end = self.lines.line(key.line)?.len();
        let rest = self
            .lines
            .start(key.line)
            .saturating_add(u32::try_from(end).ok()?);
        let comment = Span::new(span.end, rest.max(span.end))
            .of(document.text)
            .trim();
        let remark = match (kept, comment) {
            (true, "") => String::new(),
            (false, "") if text.is_empty() => String::new(),
            (true, comment) => format!("   {comment}"),
            (false, comment) => format!("   # {text} {}", comment.trim_start_matches('#').trim()),
        };
        let to = format!("{}{}", remark.trim_end(), fields.collect::<String>());
        instead(
            document.text,
            self.lines,
            Span::new(span.start, rest.max(span.end)),
            &to,
        )
    }

    /// One text where an item has fields of its own.
    pub(super) fn as_item(&self, form: &Form, list: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let text = document.scalar(node);
        let span = document.span(node);
        let at = self.lines.position(span.start);
        let before = self.lines.line(at.line)?;
        before.trim_start().strip_prefix('-')?;
        if document.kind(node) != yaml::Kind::Scalar || text.contains('\n') {
            return None;
        }
        if let Some(cure) = self.spaced_fields(form, list, node) {
            return Some(cure);
        }
        let (kept, fields) = placed(form, list, text);
        // What a field asks for, taken out of other words, leaves those behind.
        let kept = kept && !text.contains(':');
        let empty = document.span(node).is_empty();
        // Straight behind a dash stands nothing: its space is missing too.
        let column = (at.column as usize).saturating_sub(usize::from(!empty));
        let mut fields = fields.join(&format!("\n{:column$}", ""));
        if empty {
            fields = format!(" {fields}");
        }
        if !kept && !text.is_empty() {
            fields = format!("{fields}   # {text}");
        }
        instead(document.text, self.lines, span, &fields)
    }

    /// A list of nothing but the names of fields: each waits for its value.
    fn of_nothing_but_names(&self, form: &Form, id: FieldId, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let column = self
            .lines
            .position(document.span(self.key_of(node)?).start)
            .column;
        let margin = " ".repeat((column as usize).saturating_add(1));
        let mut text = String::new();
        for item in document.items(node) {
            let name = document.scalar(item);
            let mut inside = form.children(Some(id)).iter();
            inside.find(|&&id| form.field(id).name == name)?;
            text = format!("{text}\n{margin}{name}: {OPEN}");
        }
        instead(document.text, self.lines, self.behind_key(node)?, &text)
    }

    /// The fields of a list in which each stands once, without the dashes.
    fn without_dashes(&self, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let mut names = Vec::new();
        for item in document.items(node) {
            if document.kind(item) != yaml::Kind::Mapping {
                return None;
            }
            for (key, _) in document.entries(item) {
                let name = document.scalar(key);
                if names.contains(&name) {
                    return None;
                }
                names.push(name);
            }
        }
        let first = document.items(node).next()?;
        let dash = self.lines.position(document.span(first).start).column;
        let dash = (dash as usize).checked_sub(3)?;
        self.lines_of(node, |line| {
            let mut line = line.to_owned();
            let rest = line.get(dash..)?;
            if rest.trim_end() == "-" {
                line.clear();
            } else if rest.starts_with("- ") {
                line.replace_range(dash..dash.saturating_add(1), " ");
            }
            Some(line)
        })
    }

    /// The fields of one item, with its dash.
    fn with_dash(&self, node: NodeId) -> Option<Cure> {
        let document = self.document;
        let (key, _) = document.entries(node).next()?;
        let span = document.span(node);
        if span.of(document.text).starts_with('{') {
            let list = format!("[{}]", span.of(document.text));
            return instead(document.text, self.lines, span, &list);
        }
        let at = (self.lines.position(document.span(key).start).column as usize).checked_sub(1)?;
        let mut first = true;
        self.lines_of(node, |line| {
            let rest = line.get(at..).unwrap_or_default();
            let sign = if first { "- " } else { "  " };
            first = false;
            Some(format!("{:at$}{sign}{rest}", "").trim_end().to_owned())
        })
    }

    /// Whole lines of a block, each as it is to be.
    fn lines_of(&self, node: NodeId, mut to: impl FnMut(&str) -> Option<String>) -> Option<Cure> {
        let key = self.key_of(node)?;
        let end = self.document.entry_end(key);
        let line = self.lines.position(self.document.span(key).start).line;
        let from = line.saturating_add(1);
        let last = self.lines.position(end).line;
        let all = (from..=last).map(|number| to(self.lines.line(number)?));
        let all: Option<Vec<String>> = all.collect();
        let text = all.filter(|all| !all.is_empty())?.join("\n");
        Some(Cure::of(from, last.saturating_sub(line).max(1), text))
    }

    /// The values in it; none for what stands behind a word that says something else of it: `planned: 2022-12-20`.
    fn leaves(&self, node: NodeId, is_name: &dyn Fn(&str) -> bool, to: &mut Vec<Option<NodeId>>) {
        let document = self.document;
        match document.kind(node) {
            yaml::Kind::Scalar => to.push(Some(node)),
            yaml::Kind::Sequence => {
                document
                    .items(node)
                    .for_each(|item| self.leaves(item, is_name, to));
            }
            yaml::Kind::Mapping => {
                for (key, value) in document.entries(node) {
                    let word = matches!(document.scalar(value), "" | "~" | "null" | "true");
                    if word {
                        to.push(Some(key));
                    } else if is_name(document.scalar(key)) {
                        self.leaves(value, is_name, to);
                    } else {
                        to.push(None);
                    }
                }
            }
        }
    }

    /// What stands behind the colon of the key whose value this is.
    fn behind_key(&self, node: NodeId) -> Option<Span> {
        let document = self.document;
        let key = self.key_of(node)?;
        let from = document.span(key).end;
        let rest = document.text.get(from as usize..)?;
        let colon = u32::try_from(rest.find(':')?).ok()?;
        let start = from.saturating_add(colon).saturating_add(1);
        let end = document.span(node).end.max(start);
        Some(Span::new(start, end))
    }

    /// The key whose value this is.
    pub(super) fn key_of(&self, node: NodeId) -> Option<NodeId> {
        let mut entries = self.document.all_entries();
        entries.find_map(|(_, key, value)| (value == node).then_some(key))
    }
}

/// The lines of the fields inside one, with a text in the field that it says; and whether there is such a field.
fn placed(form: &Form, of: FieldId, text: &str) -> (bool, Vec<String>) {
    let fields = needed(form, of);
    let fields: Vec<_> = fields.iter().map(|&id| form.field(id)).collect();
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
    let each = fields.first().map_or_else(Vec::new, |field| {
        words.filter_map(|word| said(field, word)).collect()
    });
    let alike = fields
        .windows(2)
        .all(|two| matches!(two, [one, next] if one.kind == next.kind));
    let several = fields.len() > 1 && alike && each.len() == fields.len();
    let whole = || {
        let mut all = fields.iter().enumerate();
        all.find_map(|(place, field)| {
            Some((place, said(field, text).filter(|_| !text.is_empty())?))
        })
    };
    let values: Vec<Option<String>> = match several {
        true if !fields.iter().any(|field| field.kind == Kind::Text) => {
            each.into_iter().map(Some).collect()
        }
        _ => {
            let mut values = vec![None; fields.len()];
            if let Some((place, said)) = whole()
                && let Some(value) = values.get_mut(place)
            {
                *value = Some(said);
            }
            values
        }
    };
    let kept = values.iter().any(Option::is_some);
    let lines = fields.iter().zip(values).map(|(field, value)| {
        let value = value.map(|value| field.kind.in_yaml(&value).into_owned());
        format!("{}: {}", field.name, value.as_deref().unwrap_or(OPEN))
    });
    (kept, lines.collect())
}

/// The lines of one item behind its dash.
fn dashed((kept, lines): (bool, Vec<String>)) -> (bool, Vec<String>) {
    let lines = lines.into_iter().enumerate();
    let lines =
        lines.map(|(place, line)| format!("{}{line}", if place == 0 { "- " } else { "  " }));
    (kept, lines.collect())
}
