//! What a part says at its end: what was known only when all its files were looked at.

use serde::{Deserialize, Serialize};

use super::left_out::LeftOut;
use super::{PartHead, PartMistake};
use crate::language::Catalogue;
use crate::order::sort_by;
use crate::report::{Report, Selection};

/// What a part says at its end.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PartEnd {
    /// How many files were looked at, where each application is kept with what every rule looked at.
    pub sheets: Option<usize>,
    /// What is not checked.
    pub left_out: LeftOut,
    /// What a list named beside applications.
    pub listed: Vec<String>,
}

impl PartEnd {
    /// The end of no part at all, to which those of others are joined.
    pub fn of_nothing() -> Self {
        Self {
            sheets: Some(0),
            ..Self::default()
        }
    }

    /// As a part has it.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(text: &str) -> Result<Self, PartMistake> {
        serde_json::from_str(text).map_err(|_| PartMistake::Damaged)
    }

    /// Adds that of another part of the same check.
    pub fn join(&mut self, other: Self) {
        let files = self.sheets.zip(other.sheets);
        self.sheets = files.map(|(all, own)| all.saturating_add(own));
        self.left_out.join(other.left_out);
        self.listed.extend(other.listed);
        sort_by(&mut self.listed, Ord::cmp);
        self.listed.dedup();
    }

    /// Has the report on the applications of parts with this head say what is known of the check besides; what of it is told elsewhere
    /// as well is given back.
    pub fn complete(
        mut self,
        report: &mut Report,
        head: &PartHead,
        catalogue: &Catalogue,
    ) -> Vec<String> {
        self.left_out.since.clone_from(&head.selection.since);
        self.left_out.set_by.clone_from(&head.selection.set_by);
        let notes = self.left_out.notes(catalogue);
        report.inputs.clone_from(&head.inputs);
        report.category.clone_from(&head.category);
        self.left_out.count(&mut report.summary);
        report.selection = Selection {
            listed: self.listed,
            ..head.selection.clone()
        };
        report.notes.extend_from_slice(&notes);
        notes
    }
}
