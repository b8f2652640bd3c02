//! What a rule book says of an application beside what it judges: which fields say whose project it is, to which groups the
//! application belongs, and how much money it is about. Reports name, group and add up applications by them.

use super::reader::{Map, Reader};
use crate::condition::quantity::sum;
use crate::context::{Context, FieldRef, FieldSelector, Names, Resolved, selector, unknown_field};
use crate::form::Kind;
use crate::scalar::Quantity;
use atbilst_yaml::NodeId;
use rust_decimal::Decimal;

/// The fields that say whose project an application is about, to which groups it belongs and how much money it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Particulars {
    /// The fields of an identity, in the order of [`IDENTITY`].
    pub identity: [Option<FieldRef>; IDENTITY.len()],
    /// The fields by which applications are grouped.
    pub groups: Vec<FieldRef>,
    /// The field that is the money of an application; of all items where it stands in a list.
    pub money: Option<FieldSelector>,
}

/// The parts of an identity: how a rule book and every report name them.
pub const IDENTITY: [&str; 3] = ["title", "applicant", "registration_number"];

impl Particulars {
    pub(super) fn read(reader: &Reader<'_>, map: Map<'_, '_>, names: &Names<'_>) -> Self {
        Self {
            identity: map
                .optional("identity", |node| identity(reader, node, names))
                .flatten()
                .unwrap_or_default(),
            groups: map
                .optional("groups", |node| {
                    reader.each(node, |node| of_application(reader, node, names))
                })
                .flatten()
                .unwrap_or_default(),
            money: map
                .optional("money", |node| money(reader, node, names))
                .flatten(),
        }
    }

    /// The field that tells one applicant from another: a number in a register, for a name is written in many ways; else the name.
    pub fn applicant(&self) -> Option<FieldRef> {
        let [_, name, number] = self.identity;
        number.or(name)
    }

    /// The money of one application; nothing where any part of it is missing or cannot be read.
    pub fn money_of(&self, context: &Context<'_>) -> Option<Decimal> {
        match sum(self.money.as_ref()?, context) {
            Resolved::Known(Quantity::Money(amount)) => Some(amount),
            _ => None,
        }
    }
}

fn identity(
    reader: &Reader<'_>,
    node: NodeId,
    names: &Names<'_>,
) -> Option<[Option<FieldRef>; IDENTITY.len()]> {
    let map = reader.map(node, &IDENTITY)?;
    Some(IDENTITY.map(|part| {
        map.optional(part, |node| of_application(reader, node, names))
            .flatten()
    }))
}

/// A field that holds one value and stands outside of lists.
fn of_application(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldRef> {
    let path = reader.text(node)?;
    if names.form.find(path).is_none() {
        return unknown_field(reader, node, path, (names.form, &names.known()));
    }
    reader.parsed(node, "book.not_a_single_field", |path| {
        let found = names.field(path)?;
        let kind = &names.form.field(found.field).kind;
        (!matches!(kind, Kind::Record(_) | Kind::List(_))).then_some(found)
    })
}

fn money(reader: &Reader<'_>, node: NodeId, names: &Names<'_>) -> Option<FieldSelector> {
    let of = selector(reader, node, names)?;
    match of.leaf.map(|leaf| &names.form.field(leaf).kind) {
        Some(Kind::Money) => Some(of),
        _ => {
            let about = [("found", reader.document.scalar(node))];
            reader.refuse(node, "book.not_money", &about)
        }
    }
}
