//! The items that a quantity goes through: those of a list, perhaps of lists inside it, perhaps only some: `where`.

use super::field::FieldValue;
use super::figure::FigureValue;
use super::per::PerPart;
use super::{Operand, OperandLine, Place};
use crate::application::State;
use crate::condition::{Condition, read};
use crate::context::{
    Around, Bound, Context, FieldAt, FieldRef, FieldSelector, FigureRef, FigureSign, Names,
    Resolved, Scope, Truth, Variant, changed, not_items, selector,
};
use crate::form::Kind;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Map;

/// Items of lists.
#[derive(Clone, Debug, PartialEq)]
pub struct Items {
    /// The lists.
    pub of: FieldSelector,
    filter: Option<Box<Condition>>,
}

/// A figure of the items of a list, by its path.
pub(super) fn figure_of<'n>(
    path: &str,
    names: &'n Names<'_>,
) -> Option<(FieldSelector, FigureRef, &'n FigureSign)> {
    let (list, name) = path.rsplit_once("[].")?;
    let of = names.select(&format!("{list}[]"))?;
    let (figure, sign) = names
        .within(&of.lists)
        .figure(name)
        .map(|(figure, sign)| (figure, sign.path.clone()))?;
    let sign = names.figures.iter().find(|own| own.path == sign)?;
    Some((of, figure, sign))
}

impl Items {
    /// The items themselves.
    pub(super) fn read(line: &OperandLine<'_, '_>, node: NodeId, map: Map<'_, '_>) -> Option<Self> {
        let of = selector(line.reader, node, line.names)?;
        if of
            .leaf
            .is_some_and(|leaf| line.names.form.field(leaf).name != "it")
            || of.lists.is_empty()
        {
            return not_items(line.reader, node, line.names);
        }
        Self::of(line, FieldSelector { leaf: None, ..of }, map)
    }

    /// The items of a list, with a quantity of each.
    pub(super) fn with_term(
        line: &OperandLine<'_, '_>,
        node: NodeId,
        map: Map<'_, '_>,
    ) -> Option<(Self, Operand)> {
        let path = line.reader.text(node)?;
        if let Some(mistake) = line.whole_record(path) {
            return mistake;
        }
        if line.names.select(path).is_none()
            && let Some((of, figure, sign)) = figure_of(path, line.names)
        {
            return match sign.kind.measures_as(line.kind) {
                true => Some((Self::of(line, of, map)?, FigureValue(figure).into())),
                false => line.other_kind(path, &sign.kind),
            };
        }
        let (items, leaf, kind) = Self::with_leaf(line, node, map)?;
        if kind.measures_as(line.kind) {
            return Some((items, FieldValue(leaf).into()));
        }
        let about = [("found", path), ("kind", &*line.kind.told())];
        line.reader.refuse(node, "book.cannot_sum", &about)
    }

    /// The items of a list, with what tells them apart: a field or a figure of each.
    pub(super) fn with_part(
        line: &OperandLine<'_, '_>,
        node: NodeId,
        map: Map<'_, '_>,
    ) -> Option<(Self, PerPart, Kind)> {
        let path = line.reader.text(node)?;
        if line.names.select(path).is_none()
            && let Some((of, figure, sign)) = figure_of(path, line.names)
        {
            let part = FigureValue(figure).into();
            let part = PerPart::computed(part, &line.names.within(&of.lists), Place::default())?;
            return Some((Self::of(line, of, map)?, part, sign.kind.clone()));
        }
        let (items, leaf, kind) = Self::with_leaf(line, node, map)?;
        Some((items, PerPart::of(leaf), kind))
    }

    /// The items of a list, with a field of each.
    fn with_leaf(
        line: &OperandLine<'_, '_>,
        node: NodeId,
        map: Map<'_, '_>,
    ) -> Option<(Self, FieldRef, Kind)> {
        let of = selector(line.reader, node, line.names)?;
        let (Some(leaf), false) = (of.leaf, of.lists.is_empty()) else {
            let leaf = of.leaf.map(|leaf| line.names.form.field(leaf));
            let path = leaf.map_or("", |leaf| &leaf.path);
            let about = [
                ("found", line.reader.document.scalar(node)),
                ("similar", path),
            ];
            let sentence = match leaf.filter(|leaf| leaf.kind.measure().is_some()) {
                Some(leaf) if leaf.list.is_some() => "book.sum_of_own",
                Some(_) => "book.sum_of_one",
                None => "book.not_of_items",
            };
            return line.reader.refuse(node, sentence, &about);
        };
        let field = line.names.form.field(leaf);
        let place = FieldRef {
            field: leaf,
            up: 0,
            slot: field.slot,
        };
        Some((
            Self::of(line, FieldSelector { leaf: None, ..of }, map)?,
            place,
            field.kind.clone(),
        ))
    }

    fn of(line: &OperandLine<'_, '_>, of: FieldSelector, map: Map<'_, '_>) -> Option<Self> {
        let depth = line.names.inside.len().saturating_add(of.lists.len());
        if depth > Scope::DEEPEST {
            let limit = Scope::DEEPEST.to_string();
            return line
                .reader
                .refuse(map.node, "book.lists_too_deep", &[("limit", &limit)]);
        }
        let inside = line.names.within(&of.lists);
        let filter = map.optional("where", |node| read::condition(line.reader, node, &inside))?;
        Some(Self {
            of,
            filter: filter.map(Box::new),
        })
    }

    /// Which of them, where not all.
    pub fn filter(&self) -> Option<&Condition> {
        self.filter.as_deref()
    }

    /// The list itself, where a finding about its items points.
    pub(super) fn place(&self, names: &Names<'_>) -> Option<FieldRef> {
        let field = *self.of.lists.first()?;
        let slot = names.form.field(field).slot;
        Some(FieldRef {
            field,
            up: self.of.up,
            slot,
        })
    }

    /// Calls `visit` in each, whatever `where` says; says whether all of them are known and could be looked at.
    fn look_at_each(
        &self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(Scope),
    ) -> bool {
        let complete = context.may_look()
            && context.each_of(&self.of, scope, &mut |scope| {
                if context.looks_at_one() {
                    visit(scope);
                }
            });
        complete && context.may_look()
    }

    /// Calls `visit` in each that may be one of them, with what stands in the way where that is not known; says whether all of them are
    /// known and could be looked at.
    pub(super) fn each_possible<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        visit: &mut dyn FnMut(Scope, Option<Resolved<'a>>),
    ) -> bool {
        // Which items count is asked as it is, whatever bound is asked of them.
        let asked = &context.asking(None);
        self.look_at_each(context, scope, &mut |scope| {
            let Some(filter) = &self.filter else {
                return visit(scope, None);
            };
            let answer = asked.ask(filter, scope);
            let undecided = answer.undecided(asked);
            if undecided.is_some() || answer.truth == Truth::Holds {
                visit(scope, undecided);
            }
        })
    }

    /// Calls `visit` in each of them; gives back what stands in the way, where it is not known which they are.
    pub(super) fn each<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        visit: &mut dyn FnMut(Scope),
    ) -> Option<Resolved<'a>> {
        let mut unknown = None;
        let complete =
            self.each_possible(context, scope, &mut |scope, undecided| match undecided {
                None => visit(scope),
                Some(Resolved::Open) => unknown = Some(Resolved::Open),
                Some(why) => unknown = unknown.or(Some(why)),
            });
        if complete {
            unknown
        } else {
            Some(Resolved::Open)
        }
    }

    /// The same for the bound that is asked: for the most with all that may be one of them, which `visit` is told.
    pub(super) fn each_within<'a>(
        &self,
        context: &Context<'a>,
        scope: Scope,
        visit: &mut dyn FnMut(Scope, bool),
    ) -> Option<Resolved<'a>> {
        if context.bound != Some(Bound::Most) {
            return self.each(context, scope, &mut |scope| visit(scope, true));
        }
        let complete = self.each_possible(context, scope, &mut |scope, undecided| {
            visit(scope, undecided.is_none());
        });
        (!complete).then_some(Resolved::Open)
    }

    /// How many there are at most, with those of which it is not known; `None` where there may be more that cannot be read.
    pub(super) fn most(&self, context: &Context<'_>, scope: Scope) -> Option<u64> {
        let mut most = 0_u64;
        let complete = self.each_possible(context, scope, &mut |_, _| {
            most = most.saturating_add(1);
        });
        complete.then_some(most)
    }

    /// Calls `visit` in each that `where` leaves out.
    pub(super) fn each_left_out(
        &self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(Scope),
    ) {
        let Some(filter) = &self.filter else { return };
        self.look_at_each(context, scope, &mut |scope| {
            if context.ask(filter, scope).truth != Truth::Holds {
                visit(scope);
            }
        });
    }

    /// The field that is left out where that is why it is not known which of them count, or that none does; a list, where there are
    /// none.
    pub(super) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        let (mut found, mut any) = (None, false);
        self.look_at_each(context, scope, &mut |scope| {
            any = true;
            let answer = self
                .filter
                .as_deref()
                .map(|filter| context.ask(filter, scope));
            let Some(answer) = answer.filter(|answer| answer.truth == Truth::NotStated) else {
                return;
            };
            let left_out = answer.left_out(context).filter(|(field, _)| {
                // What stands outside keeps all of them out.
                let outside = usize::from(field.up) >= self.of.lists.len();
                outside || answer.undecided(context).is_some()
            });
            found = found.or(left_out);
        });
        match any {
            true => found,
            false => self.absent_list(context, scope),
        }
    }

    /// The first of the lists of which there are no items, and the items it stands in.
    fn absent_list(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        let mut lists = self.of.lists.iter().enumerate();
        lists.find_map(|(depth, &field)| {
            let slot = context.form.field(field).slot;
            let around = FieldSelector {
                up: self.of.up,
                lists: self.of.lists.get(..depth)?.to_vec(),
                leaf: None,
            };
            let up = if depth == 0 { self.of.up } else { 0 };
            let list = FieldRef { field, up, slot };
            let mut found = None;
            context.each_of(&around, scope, &mut |scope| {
                let absent = context.state(list, scope) == State::Absent;
                found = found.or(absent.then_some((list, scope)));
            });
            found
        })
    }

    /// Without its `where`, and with each change of it.
    pub(super) fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        let Some(filter) = &self.filter else {
            return Vec::new();
        };
        let all = Self {
            filter: None,
            ..self.clone()
        };
        let dropped = Variant::dropped(all, "where").at(filter.span());
        let set = |own: &mut Self, filter| own.filter = Some(Box::new(filter));
        let others = changed(self, filter.variants(around), set);
        std::iter::once(dropped).chain(others).collect()
    }
}
