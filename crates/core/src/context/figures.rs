//! Figures as conditions name them: what each is called and where it stands. What it comes to is known above.

use super::{FieldRef, FieldSelector, Scope};
use crate::form::{FieldId, Kind, ListId, place_in_book};

place_in_book! {
    /// The place of a figure in its rule book.
    FigureId
}

/// What a condition must know of a figure to name it.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureSign {
    /// Its path: `eligible`, or `partners[].eligible` of each item.
    pub path: String,
    /// Its kind.
    pub kind: Kind,
    /// The lists whose items it belongs to, outermost first; none where it belongs to the application.
    pub lists: Vec<FieldId>,
    /// The field that a finding about it points at, seen from its own items.
    pub place: Option<FieldRef>,
    /// The first field that it is made of, or the items that it counts.
    pub of: Option<FieldSelector>,
    /// How many figures stand in a row, each made of the one before, it being the last.
    pub chain: usize,
}

/// A figure as a condition reaches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRef {
    /// The figure.
    pub figure: FigureId,
    /// How many frames up each of its items stands, the outermost first.
    pub items: Vec<u8>,
    /// The list whose codes it comes to, where it does.
    pub list: Option<ListId>,
}

impl FigureRef {
    /// The frames that the figure sees, from where it is named.
    pub fn scope(&self, scope: Scope) -> Scope {
        let items = self.items.iter().map(|&up| scope.up(up));
        items.fold(Scope::ROOT, Scope::enter)
    }
}
