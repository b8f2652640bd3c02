//! By what groups are made: `per: year`, `per: [ applicant.registration_number, year ]`.

use crate::application::State;
use crate::context::{Context, FieldRef, Names, Resolved, Scope, Variant, selector, without_each};
use crate::fold::fold_into;
use crate::form::{FieldId, Form};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What those of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Per {
    /// The fields, as they are reached from the items of `lists`.
    pub fields: Vec<FieldRef>,
    /// The lists in which they stand, inside what is added up or counted: one belongs to as many groups as there are different items.
    pub lists: Vec<FieldId>,
}

/// What some fields say.
pub type Stated<'a> = Vec<(FieldId, &'a str)>;

impl Per {
    /// Reads one path or several. `own` are the lists whose items are added up or counted.
    pub(super) fn read(
        reader: &Decoder<'_>,
        node: NodeId,
        names: &Names<'_>,
        own: &[FieldId],
    ) -> Option<Self> {
        let nodes = match reader.document.kind(node) {
            yaml::Kind::Scalar => vec![node],
            yaml::Kind::Sequence | yaml::Kind::Mapping => reader.list(node)?,
        };
        let near = names.within(own);
        let mut lists: Vec<FieldId> = Vec::new();
        let mut leaves = Vec::new();
        for node in nodes {
            let path = reader.text(node)?;
            let found = match near.field(path) {
                Some(found) => (found.field, Vec::new()),
                None if near.figure(path).is_some() => {
                    return reader.refuse(node, "book.only_a_field", &[("found", path)]);
                }
                None => {
                    let found = selector(reader, node, &near)?;
                    match found.leaf {
                        // The full path of a field of the same items.
                        Some(leaf) if near.reference(leaf).is_some() => (leaf, Vec::new()),
                        Some(leaf) if own.is_empty() => (leaf, found.lists),
                        _ => return refuse(reader, node),
                    }
                }
            };
            let (leaf, through) = found;
            if !names.form.field(leaf).kind.is_single() {
                return refuse(reader, node);
            }
            if !through.is_empty() {
                if !lists.is_empty() && lists != through {
                    return refuse(reader, node);
                }
                lists = through;
            }
            leaves.push((leaf, node));
        }
        let inside = near.within(&lists);
        let fields = leaves.into_iter().map(|(leaf, node)| {
            let reached = inside.reference(leaf);
            reached.or_else(|| refuse(reader, node))
        });
        Some(Self {
            fields: fields.collect::<Option<_>>()?,
            lists,
        })
    }

    /// Calls `visit` with each key that something has; says whether every key could be read. What is not stated makes no key.
    pub fn each_key(
        &self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(&[u8], Scope),
    ) -> bool {
        let mut known = true;
        let complete = context.each(&self.lists, scope, &mut |scope| match key(
            context,
            &self.fields,
            scope,
        ) {
            Ok(key) => visit(&key, scope),
            Err(Resolved::NotStated) => {}
            Err(_) => known = false,
        });
        complete && known
    }

    /// What stands in the fields, as it is written.
    #[must_use]
    pub fn stated<'a>(&self, context: &Context<'a>, scope: Scope) -> Stated<'a> {
        let fields = self.fields.iter();
        let stated = fields.map(|&field| (field.field, context.text(field, scope)));
        stated.collect()
    }

    /// With one field less.
    pub(super) fn fewer(&self, form: &Form) -> Vec<Variant<Self>> {
        let fewer = without_each(&self.fields).filter(|(_, rest)| !rest.is_empty());
        let fewer = fewer.map(|(out, fields)| {
            let lists = self.lists.clone();
            let path = form.field(out.field).path.clone();
            Variant::dropped(Self { fields, lists }, path)
        });
        fewer.collect()
    }
}

/// The values of some fields, by which things are told apart.
pub(super) fn key<'a>(
    context: &Context<'a>,
    fields: &[FieldRef],
    scope: Scope,
) -> Result<Vec<u8>, Resolved<'a>> {
    let mut folded = Vec::new();
    for &field in fields {
        match context.state(field, scope) {
            State::Single(_) => fold_into(context.text(field, scope), &mut folded),
            State::Absent if !context.is_missed(field, scope) => {
                return Err(Resolved::NotStated);
            }
            _ => return Err(Resolved::Open),
        }
        // No UTF-8 text holds this byte, so no two keys run together.
        folded.push(0xff);
    }
    Ok(folded)
}

fn refuse<T>(reader: &Decoder<'_>, node: NodeId) -> Option<T> {
    let about = [("found", reader.document.scalar(node))];
    reader.refuse(node, "book.not_a_group", &about)
}
