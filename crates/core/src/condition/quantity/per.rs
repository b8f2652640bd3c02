//! By what groups are made: `per: year`, `per: [ applicant.registration_number, { first_day_of: year, of: granted } ]`.

use std::borrow::Cow;

use super::{CalendarUnit, Operand, OperandLine, Place, TitleOf, kind_of};
use crate::application::State;
use crate::context::{
    Around, Context, FieldAt, FieldRef, Names, Resolved, Scope, Uses, Variant, by_period, selector,
    without_each,
};
use crate::fold::fold_into;
use crate::form::{FieldId, Form, ListId, Single};
use atbilst_yaml as yaml;
use atbilst_yaml::NodeId;
use atbilst_yaml::decode::Decoder;

/// What those of a group have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Per {
    /// The parts of a key, as they are reached from the items of `lists`.
    pub parts: Vec<PerPart>,
    /// The lists in which they stand, inside what is added up or counted: one belongs to as many groups as there are different items.
    pub lists: Vec<FieldId>,
    pub(super) place: Place,
}

/// One thing that those of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct PerPart {
    /// The field that says it, or from which it is computed.
    pub field: FieldRef,
    /// How it is computed: a day, a number, a code that a table sets.
    pub computed: Option<Box<Operand>>,
    place: Place,
}

/// What some fields say, or what is computed of them, each with what says it.
pub type Stated<'a> = Vec<(StatedBy, Cow<'a, str>)>;

/// What says something that those of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatedBy {
    /// The field, or that from which it is computed.
    pub field: FieldId,
    /// By whose title it is called: of a table or a figure its own.
    pub title: TitleOf,
    /// The list of a code that a table sets.
    pub list: Option<ListId>,
    /// The stretch of the calendar in which the day lies that it states.
    pub unit: Option<CalendarUnit>,
}

impl Per {
    /// Reads one or several. `own` are the lists whose items are added up or counted.
    pub(super) fn read(
        reader: &Decoder<'_>,
        whole: NodeId,
        names: &Names<'_>,
        own: &[FieldId],
    ) -> Option<Self> {
        let nodes = match reader.document.kind(whole) {
            yaml::Kind::Scalar | yaml::Kind::Mapping => vec![whole],
            yaml::Kind::Sequence => reader.list(whole)?,
        };
        let near = names.within(own);
        let mut lists: Vec<FieldId> = Vec::new();
        let mut leaves = Vec::new();
        for node in nodes {
            if is_computed(reader, node, &near) {
                leaves.push(Err(computed(reader, node, &near)?));
                continue;
            }
            let path = reader.text(node)?;
            let found = match near.field(path) {
                Some(found) => (found.field, Vec::new()),
                None => {
                    if let Some(instead) = by_period(path)
                        && names.form.find(path).is_none()
                    {
                        let about = [("found", path), ("similar", instead)];
                        return reader.refuse(node, "book.other_word", &about);
                    }
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
            leaves.push(Ok((leaf, node)));
        }
        // What is computed is not reached through other lists.
        let is_mixed = !lists.is_empty() && leaves.iter().any(Result::is_err);
        let inside = near.within(&lists);
        let parts = leaves.into_iter().map(|leaf| match leaf {
            Err(_) if is_mixed => refuse(reader, whole),
            Err(part) => Some(part),
            Ok((leaf, node)) => match inside.reference(leaf) {
                Some(field) => Some(PerPart {
                    field,
                    computed: None,
                    place: Place::of(reader, node),
                }),
                None => refuse(reader, node),
            },
        });
        Some(Self {
            parts: parts.collect::<Option<_>>()?,
            lists,
            place: Place::of(reader, whole),
        })
    }

    /// Calls `visit` with each key that something has; says whether every key could be read. What is not stated makes no key, but for
    /// what the office has not stated yet.
    pub(crate) fn each_key(
        &self,
        context: &Context<'_>,
        scope: Scope,
        visit: &mut dyn FnMut(&[u8], Scope),
    ) -> bool {
        let mut known = true;
        let complete = context.each(&self.lists, scope, &mut |scope| match key(
            context,
            &self.parts,
            scope,
        ) {
            Ok(key) => visit(&key, scope),
            Err(Resolved::NotStated) => known &= !self.is_awaited(context, scope),
            Err(_) => known = false,
        });
        complete && known
    }

    /// Whether the application says it, and none of its items.
    pub(super) fn is_of_application(&self, form: &Form) -> bool {
        let mut uses = Uses::default();
        self.fields(&mut uses);
        let inside = self.inside();
        inside.for_each(|inner| inner.uses(false, form, &mut uses));
        self.lists.is_empty() && uses.is_of_application(form)
    }

    /// Whether the office has not stated something by which groups are made.
    fn is_awaited(&self, context: &Context<'_>, scope: Scope) -> bool {
        let of = |uses: &mut Uses| {
            self.fields(uses);
            self.inside()
                .for_each(|inner| inner.uses(false, context.form, uses));
        };
        context.awaited(of, scope).is_some()
    }

    /// The first field of its parts that is left out, and the items in which it is.
    pub(super) fn left_out(&self, context: &Context<'_>, scope: Scope) -> Option<FieldAt> {
        let mut found = None;
        context.each(&self.lists, scope, &mut |scope| {
            let mut parts = self.parts.iter().filter(|part| part.computed.is_none());
            let absent = parts.find(|part| context.state(part.field, scope) == State::Absent);
            found = found.or(absent.map(|part| (part.field, scope)));
        });
        found
    }

    /// Whether everything that could have a key states it.
    pub fn is_stated(&self, context: &Context<'_>, scope: Scope) -> bool {
        let mut stated = true;
        let complete = context.each(&self.lists, scope, &mut |scope| {
            stated &= key(context, &self.parts, scope).is_ok();
        });
        complete && stated
    }

    /// What those of a group have in common, as one of them writes it.
    pub fn stated<'a>(&self, context: &Context<'a>, scope: Scope) -> Stated<'a> {
        let parts = self.parts.iter();
        let stated = parts.map(|part| {
            let text = match &part.computed {
                None => context.text(part.field, scope).into(),
                Some(computed) => {
                    let quantity = computed.resolve(context, scope).known();
                    let text = quantity.map(|quantity| computed.in_short(quantity));
                    text.unwrap_or_default().into()
                }
            };
            (part.stated_by(), text)
        });
        stated.collect()
    }

    /// Whether a field is one of its parts.
    pub(super) fn names(&self, field: FieldRef) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.computed.is_none() && part.field == field)
    }

    /// Whether something that is computed is one of its parts.
    pub(super) fn computes(&self, computed: &Operand) -> bool {
        self.inside().any(|own| own == computed)
    }

    /// Notes the fields that it names itself.
    pub(super) fn fields(&self, to: &mut Uses) {
        to.fields.extend(self.lists.iter().copied());
        let named = self.parts.iter().filter(|part| part.computed.is_none());
        to.fields.extend(named.map(|part| part.field.field));
    }

    /// What is computed in it.
    pub(super) fn inside(&self) -> impl Iterator<Item = &Operand> {
        let parts = self.parts.iter();
        parts.filter_map(|part| part.computed.as_deref())
    }

    /// With one part less, and with each that is computed changed.
    pub(super) fn variants(&self, around: &Around<'_>) -> Vec<Variant<Self>> {
        let with = |parts| Self {
            parts,
            ..self.clone()
        };
        let mut all = Vec::new();
        for (index, (out, rest)) in without_each(&self.parts).enumerate() {
            if let Some(computed) = &out.computed {
                all.extend(computed.variants(around).into_iter().map(|variant| {
                    variant.map(|computed| {
                        let mut parts = rest.clone();
                        let computed = Some(Box::new(computed));
                        parts.insert(index, PerPart { computed, ..out });
                        with(parts)
                    })
                }));
            }
            if !rest.is_empty() {
                let path = around.form.field(out.field.field).path.clone();
                all.push(Variant::dropped(with(rest), path).at(out.place.0));
            }
        }
        all
    }
}

/// Whether it is computed of an item: a figure, a code that a table sets, or a shape of its own.
fn is_computed(reader: &Decoder<'_>, node: NodeId, near: &Names<'_>) -> bool {
    let name = reader.document.scalar(node);
    match reader.document.kind(node) {
        yaml::Kind::Mapping => true,
        yaml::Kind::Scalar => {
            let is_known = near.figure(name).is_some() || Operand::codes(name, near).is_some();
            is_known && near.field(name).is_none()
        }
        yaml::Kind::Sequence => false,
    }
}

fn computed(reader: &Decoder<'_>, node: NodeId, near: &Names<'_>) -> Option<PerPart> {
    let computed = match reader.document.kind(node) {
        yaml::Kind::Scalar => Operand::named_so(reader.document.scalar(node), near)?,
        _ => {
            let kind = kind_of(reader, node, near)?;
            Operand::read(&OperandLine {
                reader,
                node,
                kind: &kind,
                names: near,
                depth: 0,
            })?
        }
    };
    let part = PerPart::computed(computed, near, Place::of(reader, node));
    part.or_else(|| reader.refuse(node, "book.nothing_of_the_application", &[]))
}

impl PerPart {
    /// What says it.
    pub fn stated_by(&self) -> StatedBy {
        let computed = self.computed.as_deref();
        let named = computed.and_then(|computed| Some(computed.named()?.title));
        StatedBy {
            field: self.field.field,
            title: named.unwrap_or(TitleOf::Field(self.field.field)),
            list: computed.and_then(Operand::list),
            unit: computed.and_then(Operand::calendar_unit),
        }
    }

    /// A part by which no groups can be made.
    pub(super) fn refuse<T>(&self, reader: &Decoder<'_>) -> Option<T> {
        self.refuse_as(reader, "book.not_a_group")
    }

    /// The same, for a reason of its own.
    pub(super) fn refuse_as<T>(&self, reader: &Decoder<'_>, key: &'static str) -> Option<T> {
        let place = self.place.0;
        let about = [("found", place.of(reader.document.text))];
        reader.refuse_at(place, key, &about)
    }

    /// What is computed; `None` where that is of no field.
    pub(super) fn computed(computed: Operand, near: &Names<'_>, place: Place) -> Option<Self> {
        Some(Self {
            field: computed.pointed(near)?,
            computed: Some(Box::new(computed)),
            place,
        })
    }

    /// What a field says.
    pub(super) fn of(field: FieldRef) -> Self {
        Self {
            field,
            computed: None,
            place: Place::default(),
        }
    }
}

/// The values by which things are told apart.
pub(super) fn key<'a>(
    context: &Context<'a>,
    parts: &[PerPart],
    scope: Scope,
) -> Result<Vec<u8>, Resolved<'a>> {
    let mut folded = Vec::new();
    for part in parts {
        let field = part.field;
        if let Some(computed) = &part.computed {
            match computed.resolve(context, scope) {
                Resolved::Known(quantity) => quantity.identify(&mut folded),
                why => return Err(why),
            }
        } else {
            match context.state(field, scope) {
                // However it is written.
                State::Single(Single::Quantity(quantity)) => quantity.identify(&mut folded),
                // A code that its list does not have may stand for any.
                State::Single(Single::Code(None)) => return Err(Resolved::Open),
                State::Single(_) => fold_into(context.text(field, scope), &mut folded),
                State::Absent if !context.is_missed(field, scope) => {
                    return Err(Resolved::NotStated);
                }
                _ => return Err(Resolved::Open),
            }
        }
        // No UTF-8 text holds this byte, so no two keys of texts run together.
        folded.push(0xff);
    }
    Ok(folded)
}

fn refuse<T>(reader: &Decoder<'_>, node: NodeId) -> Option<T> {
    let about = [("found", reader.document.scalar(node))];
    reader.refuse(node, "book.not_a_group", &about)
}
