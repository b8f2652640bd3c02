//! A part whose heading is lost below a text of several lines, or stands further in as that text does: its fields are lines of the text.

use super::FormMessages;
use crate::finding::{Cure, Finding, Slip};
use crate::form::{Field, FieldId, Form, Kind};
use atbilst_yaml::source::{Span, indent};
use atbilst_yaml::{NodeId, Remark, Style};

/// Where the lines of a part stand within a text.
struct PartInText {
    first: u32,
    last: u32,
    cure: Cure,
}

impl FormMessages<'_> {
    /// Says of a part that is missing that it ends a text, with its lines out of that.
    pub(super) fn missing_in_text(&self, form: &Form, id: FieldId, finding: &mut Finding) {
        let Some(found) = self.part_in_text(form, id) else {
            return;
        };
        let about = [
            ("key", form.field(id).name.as_str().into()),
            ("begin", found.first.to_string().into()),
            ("end", found.last.to_string().into()),
        ];
        finding.help = Some(self.say("form.missing-field.in_text", &about).into());
        let line = |number| self.lines.start(number);
        let lines = Span::new(line(found.first), line(found.last.saturating_add(1)));
        finding.place = self.place(finding.place.pointer.clone(), lines);
        finding.slip = Some(Slip::Likely);
        finding.cure = Some(Box::new(found.cure));
    }

    /// The lines at the end of a text beside which a part of the outermost is left out, where they state its fields.
    fn part_in_text(&self, form: &Form, id: FieldId) -> Option<PartInText> {
        let field = form.field(id);
        let is_outermost = field.parent.is_none() && field.list.is_none();
        let root = self.document.root().filter(|_| is_outermost)?;
        let texts = self.document.entries(root).map(|(_, text)| text);
        let mut texts = texts.filter(|&text| {
            let style = self.document.node(text).style;
            matches!(style, Style::Literal | Style::Folded)
        });
        texts.find_map(|text| self.at_end_of(text, form, (id, field)))
    }

    fn at_end_of(
        &self,
        text: NodeId,
        form: &Form,
        (id, part): (FieldId, &Field),
    ) -> Option<PartInText> {
        let span = self.document.span(text);
        let head = self.lines.position(span.start).line;
        let end = self.lines.position(span.end.saturating_sub(1)).line;
        if part.kind.is_single() {
            return None;
        }
        let own: Vec<&Field> = form.asked(Some(id)).map(|id| form.field(id)).collect();
        let is_list = matches!(part.kind, Kind::List(_));
        let states = |line: &str| {
            let body = line.trim();
            let body = body.strip_prefix("- ").filter(|_| is_list).unwrap_or(body);
            let (name, value) = body.split_once(':')?;
            let value = Remark::of(value.trim()).value.trim_matches(['"', '\'']);
            let field = own.iter().find(|field| field.name == name)?;
            (!value.is_empty() && field.kind.fits(value)).then_some(&*field.name)
        };
        let line = |number: u32| self.lines.line(number).unwrap_or_default();
        let says = |number: &u32| !line(*number).trim().is_empty();
        let last = (head..=end).rev().find(says)?;
        let is_between = |number: u32| {
            let body = line(number).trim();
            body.is_empty() || body.starts_with('#')
        };
        let below = (head.saturating_add(1)..=last).rev();
        let below = below.map_while(|number| match states(line(number)) {
            None if is_between(number) => Some(None),
            stated => stated.map(|name| Some((number, name))),
        });
        let fields: Vec<(u32, &str)> = below.flatten().collect();
        let (first, _) = *fields.last()?;
        let mut needed = own.iter().filter(|field| field.required);
        let is_whole = needed.all(|field| fields.iter().any(|(_, name)| *name == field.name));
        if fields.len() < 2 || !is_whole {
            return None;
        }
        // The heading may stand above them, further in, or at the end of the text.
        let above = line(first.saturating_sub(1));
        let without = above.trim_end().strip_suffix(&format!("{}:", part.name));
        let (from, kept) = match without.map(str::trim_end) {
            Some("") => (first.saturating_sub(1), None),
            Some(kept) => (first.saturating_sub(1), Some(kept)),
            None => (first, None),
        };
        // A text of which nothing is left was none.
        if kept.is_none() && from <= head.saturating_add(1) {
            return None;
        }
        let margin = indent(line(first));
        // Of a line that stands further out than the first nothing but spaces is cut.
        let below = (first..=last).map(|number| {
            let line = line(number);
            line.get(margin.min(indent(line))..).unwrap_or_default()
        });
        let below = below.map(|line| format!("  {line}").trim_end().to_owned());
        let heading = format!("{}:", part.name);
        let lines = kept
            .map(str::to_owned)
            .into_iter()
            .chain([heading])
            .chain(below);
        let text: Vec<String> = lines.collect();
        Some(PartInText {
            first,
            last,
            cure: Cure::between(from, last, text.join("\n")),
        })
    }
}
