//! Two parts of an application with each other's names above them.

use super::FormMessages;
use crate::application::Problem;
use crate::finding::{Cure, Finding, Slip};
use crate::form::{FieldId, Form, Kind};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;

/// So many items of a list say of which shape it is; it is asked of each problem.
const ITEMS: usize = 50;

/// Between two names no more lines are written anew.
const LINES: u32 = 200;

/// What is said where the names of two parts were exchanged.
pub(super) struct Swapped {
    help: String,
    cure: Option<Cure>,
}

impl Swapped {
    /// A finding that says so.
    pub(super) fn said_by(self, mut finding: Finding) -> Finding {
        finding.help = Some(self.help.into());
        finding.cure = self.cure.map(Box::new);
        finding.slip = Some(Slip::Likely);
        finding
    }
}

impl FormMessages<'_> {
    /// Where a problem lies within one of two parts, of which each holds what belongs below the name of the other and nothing that belongs
    /// below its own: their names in each other's place.
    pub(super) fn headings_swapped(&self, form: &Form, problem: &Problem) -> Option<Swapped> {
        let document = self.document;
        let at = match *problem {
            Problem::Elsewhere { first, .. } => first,
            Problem::Unknown { key, .. } => key,
            Problem::WrongType { node, .. } => node,
            _ => return None,
        };
        let at = document.span(at).start;
        let parts = document.entries(document.root()?);
        let parts = parts.filter_map(|(key, value)| {
            Some((form.find(document.scalar(key))?, key, value)).filter(|_| {
                // What stands below a name that is right is no mistake of it.
                document.kind(value) != yaml::Kind::Scalar
            })
        });
        let parts: Vec<(FieldId, NodeId, NodeId)> = parts.collect();
        let is_here = |key| (document.span(key).start..document.entry_end(key)).contains(&at);
        let (own, key, inside) = *parts.iter().find(|&&(_, key, _)| is_here(key))?;
        if self.fits(form, own, inside) {
            return None;
        }
        let is_other = |&&(other, _, its): &&(FieldId, NodeId, NodeId)| {
            other != own
                && self.fits(form, own, its)
                && self.fits(form, other, inside)
                && !self.fits(form, other, its)
        };
        let mut others = parts.iter().filter(is_other);
        let (Some(&(_, other, _)), None) = (others.next(), others.next()) else {
            return None;
        };
        let line = |key| self.lines.position(document.span(key).start).line;
        let (first, second) = match line(key) < line(other) {
            true => (key, other),
            false => (other, key),
        };
        let (begin, end) = (line(first), line(second));
        let [above, below] = [first, second].map(|key| document.scalar(key));
        let written = (begin..=end).map_while(|number| {
            let text = self.lines.line(number)?;
            Some(match number {
                _ if number == begin => text.replacen(above, below, 1),
                _ if number == end => text.replacen(below, above, 1),
                _ => text.to_owned(),
            })
        });
        let near = end.saturating_sub(begin) <= LINES;
        let cure = near.then(|| {
            let text = written.collect::<Vec<_>>().join("\n");
            Cure::between(begin, end, text)
        });
        let about = [
            ("key", above.into()),
            ("other", below.into()),
            ("first", begin.to_string().into()),
            ("last", end.to_string().into()),
        ];
        Some(Swapped {
            help: self.say("form.unknown-field.swapped", &about),
            cure,
        })
    }

    /// Whether what stands below a name is of the shape that the part has, and holds nothing but its fields.
    fn fits(&self, form: &Form, part: FieldId, inside: NodeId) -> bool {
        let document = self.document;
        let is_own = |record: NodeId| {
            let known = |name| form.asked(Some(part)).any(|id| form.field(id).name == name);
            let mut keys = document
                .entries(record)
                .map(|(key, _)| document.scalar(key));
            document.kind(record) == yaml::Kind::Mapping && keys.all(known)
        };
        match (&form.field(part).kind, document.kind(inside)) {
            (Kind::Record(_), yaml::Kind::Mapping) => is_own(inside),
            (Kind::List(_), yaml::Kind::Sequence) => document.items(inside).take(ITEMS).all(is_own),
            _ => false,
        }
    }
}
