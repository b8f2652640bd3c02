//! What a finding over all applications may show of one of them: read from the application again, or kept beside what is judged.

use super::super::shortened::shortened;
use crate::application::Frame;
use crate::condition::quantity::Overall;
use crate::context::{Context, FieldSelector, Scope};
use crate::evaluate::aggregate::{KeyHash, each_key, each_name};
use crate::finding::Place;
use crate::form::FieldId;
use crate::message::place::of_field;
use crate::rulebook::{Requirement, RuleBook, UniqueKey};
use atbilst_yaml::source::Lines;
use serde::{Deserialize, Serialize};

/// So much is read of what an application says besides.
const BESIDES: usize = 100;

/// What the rules of a book over all applications may show of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// For each requirement of the book.
    of: Vec<CitedParts>,
}

/// The same for one requirement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct CitedParts {
    /// The field that is added up or counted.
    pub(super) total: Option<Place>,
    /// The field that is left out, where it is not known what is added or counted.
    pub(super) left_out: Option<FieldId>,
    /// Each key: which of the requirement's, its hash, what it says, and where.
    pub(super) keys: Vec<(u16, KeyHash, String, Option<Place>)>,
    /// Each name: under which of the requirement's paths, and where; in order.
    pub(super) names: Vec<(u16, String, Place)>,
    /// What else is said that the requirement asks for.
    pub(super) besides: Vec<(FieldId, String)>,
}

impl Cited {
    /// Reads it from an application.
    pub fn of(book: &RuleBook, context: &Context<'_>, lines: &Lines<'_>) -> Self {
        let of = book
            .requirements()
            .map(|requirement| CitedParts::of(requirement, context, lines));
        Self { of: of.collect() }
    }

    /// Of the requirement at this place among all of the book.
    pub(super) fn parts(&self, requirement: usize) -> Option<&CitedParts> {
        self.of.get(requirement)
    }

    /// What one of a requirement's keys says, and where.
    pub(super) fn said(
        &self,
        requirement: usize,
        (key, hash): (usize, KeyHash),
    ) -> Option<(&str, Option<&Place>)> {
        let mut keys = self.parts(requirement)?.keys.iter();
        let own = keys.find(|of| (usize::from(of.0), of.1) == (key, hash))?;
        Some((&own.2, own.3.as_ref()))
    }
}

impl CitedParts {
    fn of(requirement: &Requirement, context: &Context<'_>, lines: &Lines<'_>) -> Self {
        let mut cited = Self::default();
        match requirement {
            Requirement::Overall { overall, .. } => {
                let of = &overall.of;
                let field = of.lists.first().copied().or(of.leaf);
                cited.total = field.map(|field| of_field(context, lines, Frame::ROOT, field));
                requirement.each_overall(&mut |overall| {
                    cited.groups(overall, context, lines);
                    cited.left_out = cited.left_out.or_else(|| overall.left_out(context));
                });
            }
            Requirement::Unique { keys, .. } => {
                let mut folded = Vec::new();
                for (number, key) in (0_u16..).zip(keys) {
                    each_key(context, key, &mut folded, &mut |hash, scope| {
                        let said = || said(key, context, scope);
                        cited.key((number, hash), said, context, lines);
                    });
                }
            }
            Requirement::Alike { paths, also } => cited.names(paths, also, context, lines),
        }
        cited
    }

    /// The groups that something of the application belongs to.
    fn groups(&mut self, overall: &Overall, context: &Context<'_>, lines: &Lines<'_>) {
        let Some(per) = &overall.per else { return };
        overall.each(context, &mut |scope, _| {
            per.each_key(context, scope, &mut |key, scope| {
                let said = || {
                    let parts = per.parts.iter().map(|part| part.field);
                    let fields = parts.map(|field| (scope.up(field.up), field.field));
                    let stated = per.stated(context, scope).into_iter();
                    let texts: Vec<_> = stated.map(|(_, text)| text).collect();
                    (fields.collect(), texts.join(", "))
                };
                self.key((0, KeyHash::of(key)), said, context, lines);
            });
        });
    }

    /// A key with what is said in some fields, and where the last of them stands. Where an application has a key twice, its first place is
    /// meant.
    fn key(
        &mut self,
        (number, hash): (u16, KeyHash),
        said: impl FnOnce() -> (Vec<(Frame, FieldId)>, String),
        context: &Context<'_>,
        lines: &Lines<'_>,
    ) {
        let mut known = self.keys.iter();
        if known.any(|known| (known.0, known.1) == (number, hash)) {
            return;
        }
        let (fields, text) = said();
        let place = fields.last();
        let place = place.map(|&(frame, field)| of_field(context, lines, frame, field));
        self.keys.push((number, hash, text, place));
    }

    fn names(
        &mut self,
        paths: &[FieldSelector],
        also: &[FieldSelector],
        context: &Context<'_>,
        lines: &Lines<'_>,
    ) {
        for path in also {
            each_name(context, path, &mut |text, _| {
                let field = path.leaf.map(|leaf| (leaf, shortened(text)));
                let room = self.besides.len() < BESIDES;
                self.besides.extend(field.filter(|_| room));
            });
        }
        for (number, path) in (0_u16..).zip(paths) {
            let Some(leaf) = path.leaf else { continue };
            each_name(context, path, &mut |text, scope| {
                let place = of_field(context, lines, path.frame(scope), leaf);
                self.names.push((number, text.to_owned(), place));
            });
        }
    }
}

/// The fields of a key in one application, and what they say; of a whole list, the list, and what is said in the first field.
fn said(key: &UniqueKey, context: &Context<'_>, scope: Scope) -> (Vec<(Frame, FieldId)>, String) {
    if key.whole {
        let list = key.fields.iter().find_map(|of| of.lists.first());
        let list = list.map(|&list| (Frame::ROOT, list));
        return (list.into_iter().collect(), listed(key, context));
    }
    let field = |of: &FieldSelector| Some((of.frame(scope), of.leaf?));
    with_text(key.fields.iter().filter_map(field).collect(), context)
}

fn with_text(
    fields: Vec<(Frame, FieldId)>,
    context: &Context<'_>,
) -> (Vec<(Frame, FieldId)>, String) {
    let texts = fields
        .iter()
        .map(|&(frame, field)| context.text_in(frame, field));
    let text = texts.collect::<Vec<_>>().join(", ");
    (fields, text)
}

/// What all items say in the first field of a key.
fn listed(key: &UniqueKey, context: &Context<'_>) -> String {
    let mut texts = Vec::new();
    if let Some(path) = key.fields.first() {
        each_name(context, path, &mut |text, _| texts.push(text.to_owned()));
    }
    shortened(&texts.join("; "))
}
