//! Fields that stand elsewhere than where the form has them, and are left out there: each is told once, as what is to be moved.

use super::read::{ApplicationReader, LEADS};
use super::{Application, Frame, Problem, State};
use crate::form::FieldId;
use crate::suggest::undecorated;
use atbilst_yaml::NodeId;

/// Fewest outermost fields under a name that is none for it to be said that they stand there.
const WRAPPED: usize = 3;

/// A key and the place that it belongs in.
struct Stray {
    key: NodeId,
    field: FieldId,
    frame: Frame,
}

impl ApplicationReader<'_> {
    /// Whether the outermost fields stand under a key that is none of theirs.
    pub(super) fn wrapped(
        &mut self,
        to: &mut Application,
        frame: Frame,
        key: NodeId,
        inside: NodeId,
    ) -> bool {
        let (form, document) = (self.form, self.document);
        let names = || {
            document
                .entries(inside)
                .map(|(key, _)| document.scalar(key))
        };
        let here = form.children(None).iter().copied();
        let here: Vec<FieldId> = here
            .filter(|&id| names().any(|name| form.field(id).name == name))
            .collect();
        if here.len() < WRAPPED {
            return false;
        }
        for id in form.children(None).iter().copied() {
            if to.value(frame, form.field(id).slot).node.is_none() {
                self.stands(to, frame, id);
                self.not_missing(frame, id);
            }
        }
        self.problems.push(Problem::Wrapped { key });
        true
    }

    /// Looks for the place of each key that the form does not have where it stands. What can stand in one place alone, and is left
    /// out there, is not missed there as well.
    pub(super) fn elsewhere(&mut self, to: &mut Application) {
        let unknown = self.problems.iter().filter_map(|problem| match *problem {
            Problem::Unknown {
                key,
                parent,
                meant: None,
            } => Some((key, parent)),
            _ => None,
        });
        let unknown: Vec<_> = unknown.take(LEADS).collect();
        let mut strays: Vec<Stray> = Vec::new();
        for (key, parent) in unknown {
            let home = self.home(to, key, parent);
            strays.extend(home.map(|(field, frame)| Stray { key, field, frame }));
        }
        if strays.is_empty() {
            return;
        }
        let entries = self.document.all_entries();
        let entries: Vec<(NodeId, NodeId)> =
            entries.map(|(around, key, _)| (around, key)).collect();
        let is_next = |key: NodeId, next: NodeId| {
            let mut pairs = entries.windows(2);
            pairs.any(
                |two| matches!(two, [one, two] if one.0 == two.0 && (one.1, two.1) == (key, next)),
            )
        };
        let mut rest = strays.as_slice();
        while let [first, after @ ..] = rest {
            // Those that stand one below the other and belong together.
            let mut last = first;
            let mut count = 0_usize;
            for next in after {
                let part = |stray: &Stray| (stray.frame, self.form.field(stray.field).parent);
                if part(next) != part(last) || !is_next(last.key, next.key) {
                    break;
                }
                last = next;
                count = count.saturating_add(1);
            }
            let run = rest.get(..=count).unwrap_or(rest);
            let inside = match run {
                [part] => self.inside(part, after, &is_next),
                _ => 0,
            };
            let run = rest.get(..=count.saturating_add(inside)).unwrap_or(run);
            self.move_home(to, run, inside > 0);
            rest = after.get(run.len().saturating_sub(1)..).unwrap_or_default();
        }
    }

    /// How many of the next keys belong under a part that stands beside them with nothing under it: its line begins too far in.
    fn inside(
        &self,
        part: &Stray,
        after: &[Stray],
        is_next: &dyn Fn(NodeId, NodeId) -> bool,
    ) -> usize {
        let document = self.document;
        let value = document.value_behind(part.key);
        let empty = value.is_some_and(|value| document.span(value).is_empty());
        let outermost = self.form.field(part.field).parent.is_none() && part.frame == Frame::ROOT;
        if !empty || !outermost {
            return 0;
        }
        let before = [part.key]
            .into_iter()
            .chain(after.iter().map(|stray| stray.key));
        let belong = before.zip(after).take_while(|&(before, next)| {
            self.form.field(next.field).parent == Some(part.field) && is_next(before, next.key)
        });
        belong.count()
    }

    fn move_home(&mut self, to: &mut Application, run: &[Stray], part: bool) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let is_of = |key: NodeId| run.iter().any(|stray| stray.key == key);
        self.problems
            .retain(|problem| !matches!(*problem, Problem::Unknown { key, .. } if is_of(key)));
        for &Stray { field, frame, .. } in run {
            self.stands(to, frame, field);
            self.not_missing(frame, field);
            let mut parent = self.form.field(field).parent;
            while let Some(id) = parent {
                let above = self.form.field(id);
                if to.value(frame, above.slot).state == State::Absent {
                    self.stands(to, frame, id);
                    self.not_missing(frame, id);
                }
                parent = above.parent;
            }
        }
        if part {
            self.problems.push(Problem::PartTooDeep {
                field: first.field,
                key: first.key,
            });
            return;
        }
        self.problems.push(Problem::Elsewhere {
            field: first.field,
            frame: first.frame,
            first: first.key,
            last: last.key,
        });
    }

    /// The field outside of lists that a key with dots leads to from where it stands: `applicant.name`.
    pub(super) fn with_dots(&self, parent: Option<FieldId>, name: &str) -> Option<FieldId> {
        name.contains('.').then_some(())?;
        let path = match parent {
            Some(parent) => format!("{}.{name}", self.form.field(parent).path),
            None => name.to_owned(),
        };
        let found = self.form.find(&path);
        found.filter(|&id| self.form.field(id).list.is_none())
    }

    /// The one field of this name that is left out, and the record in which it is.
    fn home(
        &self,
        to: &Application,
        key: NodeId,
        parent: Option<FieldId>,
    ) -> Option<(FieldId, Frame)> {
        let name = undecorated(self.document.scalar(key));
        if let Some(id) = self.with_dots(parent, name) {
            let asked = self.form.field(id).office.is_none();
            let free = asked && self.is_left_out(to, Frame::ROOT, id);
            return free.then_some((id, Frame::ROOT));
        }
        let mut homes = Vec::new();
        for (id, field) in self.form.iter() {
            let around = field.parent.or(field.list);
            if field.name != name || around == parent || field.office.is_some() {
                continue;
            }
            let frames = match field.list {
                None => vec![Frame::ROOT],
                // Of a list within a list nobody knows which.
                Some(list) if self.form.field(list).list.is_some() => continue,
                Some(list) => to.items(Frame::ROOT, self.form.field(list)).collect(),
            };
            let left_out = |frame: &Frame| self.is_left_out(to, *frame, id);
            homes.extend(frames.into_iter().filter(left_out).map(|frame| (id, frame)));
        }
        let must = |&&(id, _): &&(FieldId, Frame)| self.form.field(id).required;
        let only = |mut homes: Vec<(FieldId, Frame)>| homes.pop().filter(|_| homes.is_empty());
        let needed = homes.iter().filter(must).copied().collect();
        // Where several items lack it, that of the one right above.
        let above = homes.iter().copied();
        let above = above.filter(|&(_, frame)| self.ends_above(to, frame, key));
        let above = above.collect();
        let found = only(needed).or_else(|| only(homes));
        found.or_else(|| only(above))
    }

    /// Whether nothing but remarks stands between an item and a key.
    fn ends_above(&self, to: &Application, frame: Frame, key: NodeId) -> bool {
        let document = self.document;
        let item = to.value(frame, 0).node.filter(|_| frame != Frame::ROOT);
        let last = item.and_then(|item| document.entries(item).last());
        let Some((last, _)) = last else {
            return false;
        };
        let end = document.entry_end(last) as usize;
        let between = document.text.get(end..document.span(key).start as usize);
        let silent = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
        between.is_some_and(|between| between.lines().all(silent))
    }

    /// Whether a field has no line in its record, and the record is one or is left out.
    fn is_left_out(&self, to: &Application, frame: Frame, id: FieldId) -> bool {
        let field = self.form.field(id);
        let value = to.value(frame, field.slot);
        let record = field.parent.map_or(State::Record, |parent| {
            to.value(frame, self.form.field(parent).slot).state
        });
        value.node.is_none()
            && value.state == State::Absent
            && matches!(record, State::Record | State::Absent)
    }
}
