//! What else is wrong in a line whose first mistake is told: the name or the value that would be the next finding of it.

use chrono::NaiveDate;

use super::FormMessages;
use super::value::{corrected, likely};
use crate::finding::Finding;
use crate::form::{Field, Form, Kind};
use crate::message::cure::OPEN;
use crate::suggest::Lead;
use atbilst_yaml as yaml;
use atbilst_yaml::Fields as _;
use atbilst_yaml::source::{Span, indent};
use atbilst_yaml::{NodeId, Remark};

/// Most lines that are looked at: more are a text, and no slip of the pen.
const LINES: u32 = 3;

/// A value as it should be.
pub(super) struct Right {
    /// The value.
    pub(super) value: String,
    /// As YAML writes it.
    pub(super) written: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The sentence about it.
    pub(super) advice: String,
}

/// A value in the place of another.
#[derive(PartialEq, Eq)]
enum Instead {
    Sure(String),
    Likely(String),
    /// Only the applicant knows.
    Open,
}

impl FormMessages<'_> {
    /// The value behind a key that is another's name, as the field that was meant asks for it; `None` where it is right so.
    pub(super) fn right(&self, form: &Form, field: &Field, key: NodeId) -> Option<Right> {
        let value = self.document.value_behind(key)?;
        let span = self.document.span(value);
        let plain =
            self.document.kind(value) == yaml::Kind::Scalar && !self.document.is_null(value);
        if !plain || span.of(self.document.text).contains('\n') {
            return None;
        }
        let text = self.document.scalar(value);
        let to = self.instead(form, field, text)?;
        let value = to.text().to_owned();
        Some(Right {
            written: to.written(&field.kind),
            advice: self.also(text, &to),
            value,
            span,
        })
    }

    /// A finding whose cure puts right what else is wrong in its lines, and whose help says so. `within` is the part or list whose
    /// fields they are, where that is known.
    pub(super) fn all_right(&self, finding: &mut Finding, within: Option<&str>) {
        let Some(cure) = &mut finding.cure else {
            return;
        };
        let is_text = |line: &str| line.trim_end().ends_with(['|', '>']) || opens_quote(line);
        if (within.is_none() && cure.lines > LINES) || cure.text.lines().any(is_text) {
            return;
        }
        let mut also = Vec::new();
        let lines = cure.text.split('\n').map(|line| {
            let right = self.right_line(line, within, &mut also);
            right.unwrap_or_else(|| line.to_owned())
        });
        let lines: Vec<String> = lines.collect();
        cure.text = lines.join("\n");
        if !also.is_empty() {
            let help = finding.help.iter().map(|help| help.to_string());
            let help: Vec<String> = help.chain(also).collect();
            finding.help = Some(help.join(" ").into());
        }
    }

    /// The name of the part or list that a line stands in.
    pub(super) fn part_of(&self, number: u32) -> Option<&str> {
        let own = indent(self.lines.line(number)?);
        let mut above = (1..number)
            .rev()
            .map_while(|number| self.lines.line(number));
        let part = above.find(|line| {
            let body = line.trim_start();
            let says = !body.is_empty() && !body.starts_with(['#', '-']);
            says && indent(line) < own
        });
        part.map(|line| line.trim_start().split(':').next().unwrap_or_default())
    }

    fn right_line(
        &self,
        line: &str,
        within: Option<&str>,
        also: &mut Vec<String>,
    ) -> Option<String> {
        let body = line.trim_start_matches([' ', '-']);
        let before = line.get(..line.len().checked_sub(body.len())?)?;
        let (key, rest) = body.split_once(':').filter(|_| !body.starts_with('#'))?;
        let name = self.names.named(key)?.name;
        let value = Remark::of(rest).value;
        // What stands behind another colon is a field that still has to find its line.
        if value.contains(": ") {
            return None;
        }
        let opens = ['"', '\'', '[', '{', '|', '>', '#', '…'];
        let quoted = value.is_empty() || value.starts_with(opens);
        // Where fields of one name ask for different things, nobody knows.
        let mut rights = Vec::new();
        for form in self.names.0.iter().map(|book| &book.form) {
            for field in form.fields.iter().filter(|field| field.name == name) {
                let around = field.parent.or(field.list).map(|id| form.field(id));
                let around = around.map_or("", |around| &around.name);
                if within.is_none_or(|part| part == around) {
                    let to = self.instead(form, field, value).filter(|_| !quoted);
                    rights.push(to.map(|to| (to.written(&field.kind), to)));
                }
            }
        }
        let right = match rights.split_first() {
            Some((first, others)) if others.iter().all(|other| other == first) => first.as_ref(),
            _ => None,
        };
        if name != key {
            let about = [("found", key.into()), ("key", name.as_str().into())];
            also.push(self.say("form.also.key", &about));
        }
        let rest = match right {
            Some((written, to)) => {
                also.push(self.also(value, to));
                rest.replacen(value, written, 1)
            }
            None => rest.to_owned(),
        };
        (name != key || right.is_some()).then(|| format!("{before}{name}:{rest}"))
    }

    /// What a text was meant as in a field, as YAML writes it, with the sentence about it; `None` where it may stand there or only the
    /// applicant knows.
    pub(super) fn meant(&self, form: &Form, field: &Field, text: &str) -> Option<(String, String)> {
        let to = self.instead(form, field, text);
        let to = to.filter(|to| *to != Instead::Open)?;
        Some((to.written(&field.kind), self.also(text, &to)))
    }

    /// What is to stand in a field instead of a text; `None` where the text may stand there.
    fn instead(&self, form: &Form, field: &Field, text: &str) -> Option<Instead> {
        let kind = &field.kind;
        if !kind.is_single() || self.holds_another(text) {
            return None;
        }
        let list = self.list_of(form, field).map(|(_, list)| list);
        let is_called = list.is_some_and(|list| list.called(text).is_some());
        if field.is_open(text) && !is_called {
            return field.required.then_some(Instead::Open);
        }
        if let Kind::Code(_) = kind {
            let list = list?;
            // Of a code that was used once, the rule that names the list tells.
            let lead = list
                .find(text)
                .is_none()
                .then(|| list.lead(text, NaiveDate::MAX))??;
            let code = lead.meaning().to_owned();
            return Some(match lead {
                Lead::Sure(_) => Instead::Sure(code),
                Lead::Likely(_) => Instead::Likely(code),
            });
        }
        if kind.fits(text) {
            return None;
        }
        let likely = || likely(kind, text).map(Instead::Likely);
        let sure = corrected(field, text).map(Instead::Sure);
        Some(sure.or_else(likely).unwrap_or(Instead::Open))
    }

    /// Whether further fields stand in a value behind commas, `2025-05-01, amount: 40000.00`: none of them may be lost.
    fn holds_another(&self, text: &str) -> bool {
        let mut others = text.split([',', ';']).skip(1);
        others.any(|other| {
            let name = other.split_once(':').map(|(name, _)| name.trim());
            name.is_some_and(|name| self.names.named(name).is_some())
        })
    }

    fn also(&self, found: &str, to: &Instead) -> String {
        let key = match to {
            Instead::Sure(_) => "form.also.write",
            Instead::Likely(_) => "form.also.ask",
            Instead::Open => "form.also.open",
        };
        let about = [("found", found.into()), ("corrected", to.text().into())];
        self.say(key, &about)
    }
}

/// Whether the value of a line begins with a quote and goes on in the next.
fn opens_quote(line: &str) -> bool {
    let value = line.split_once(": ").map_or("", |(_, value)| value.trim());
    let mut signs = value.chars();
    let quote = signs.next().filter(|sign| matches!(sign, '"' | '\''));
    let rest = signs.as_str();
    quote.is_some_and(|quote| match rest.strip_suffix(quote) {
        Some(inside) => inside.ends_with('\\'),
        None => !rest.contains(quote),
    })
}

impl Instead {
    /// As YAML writes it.
    fn written(&self, kind: &Kind) -> String {
        match self {
            Self::Open => OPEN.to_owned(),
            Self::Sure(text) | Self::Likely(text) => kind.in_yaml(text).into_owned(),
        }
    }

    fn text(&self) -> &str {
        match self {
            Self::Sure(text) | Self::Likely(text) => text,
            Self::Open => OPEN,
        }
    }
}
