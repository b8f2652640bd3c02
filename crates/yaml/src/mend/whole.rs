//! A value in quotes with all the lines that it goes on in: those below it that begin further in than its name.

use super::look::{Look, deep, entry, indent, is_item, key_column};
use super::{Mended, Under, one, several};
use crate::Remark;

/// Most lines of one value.
const LINES: usize = 50;

/// A value with the lines that it goes on in.
struct Whole<'t> {
    /// All of it, the lines without their indentation and with the remarks at the end.
    text: String,
    /// What each line but the first begins with.
    margins: Vec<&'t str>,
    /// The lines between them that are remarks: they stand below the value.
    remarks: Vec<&'t str>,
    /// Whether every line can be nothing else.
    sure: bool,
}

impl<'t> Look<'t> {
    /// The lines of the value with quotes as `to` puts them around it, which also says whether nothing else can be meant. Where fields
    /// stand in the value, each is in a line of its own instead: nobody knows that they are its text.
    pub(super) fn quoted(self, to: &dyn Fn(&str) -> Option<(String, bool)>) -> Option<Mended> {
        if let Some(text) = self.fields_on_one_line() {
            return Some(one(self.number, text));
        }
        let whole = self.whole_value()?;
        let (text, sure) = to(&whole.text)?;
        let margins = [""].into_iter().chain(whole.margins.iter().copied());
        let text = text.split('\n').zip(margins);
        let text = text.map(|(line, margin)| format!("{margin}{line}"));
        let remarks = whole.remarks.iter().map(|&line| line.to_owned());
        let sure = sure && whole.sure && !self.holds_field(&whole.text);
        Some(several(self.number, text.chain(remarks))?.sure(sure))
    }

    fn whole_value(self) -> Option<Whole<'t>> {
        let line = self.line;
        let mut whole = Whole {
            text: line.to_owned(),
            margins: Vec::new(),
            remarks: Vec::new(),
            sure: true,
        };
        let column = key_column(line);
        let Some((key, value)) = line.get(column..)?.split_once(": ") else {
            return Some(whole);
        };
        let named = self.names.named(key);
        if named.is_some_and(|named| named.under != Under::Nothing) {
            return Some(whole);
        }
        let is_field = |line: &str| {
            let (key, value) = entry(line).unwrap_or_default();
            let named = self.names.named(key);
            named.is_some_and(|named| value.is_empty() || self.names.fits(&named.name, value))
        };
        let below = self.block(self.number + 1, LINES, |line| {
            deep(line) > column && !is_field(line)
        });
        let is_remark = |line: &&str| line.trim_start().starts_with('#');
        let (remarks, below): (Vec<&str>, Vec<&str>) = below.into_iter().partition(is_remark);
        whole.sure = remarks.is_empty();
        whole.remarks = remarks;
        if below.is_empty() {
            return Some(whole);
        }
        // A remark ends a value for YAML: it cannot stand in the middle of it.
        let first = Remark::of(value);
        let before = line.strip_suffix(value).unwrap_or(line);
        let mut text = vec![format!("{before}{}", first.value)];
        let mut remarks = vec![first.remark.trim()];
        for line in below {
            let Remark { value, remark } = Remark::of(line.trim());
            whole.sure &= remark.is_empty() && !is_item(line) && entry(line).is_none();
            text.push(value.to_owned());
            remarks.push(remark.trim());
            whole.margins.push(indent(line));
        }
        remarks.retain(|remark| !remark.is_empty());
        whole.sure &= remarks.is_empty();
        whole.text = text.join("\n");
        if !remarks.is_empty() {
            whole.text = format!("{}   # {}", whole.text, remarks.join("; "));
        }
        Some(whole)
    }
}
