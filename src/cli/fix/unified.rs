//! What a text becomes, as a unified diff. By the one algorithm that is named here: `similar::TextDiff` chooses at run time among
//! all of them, and has the program carry each (300 KB).

use std::fmt::Write as _;

use similar::algorithms::{Capture, Compact, Replace, myers};
use similar::udiff::UnifiedHunkHeader;
use similar::{DiffableStr as _, group_diff_ops};

/// So many lines stand around a change.
const AROUND: usize = 3;

/// The changes of a file of this name.
pub(super) fn diff(name: &str, before: &str, after: &str) -> String {
    let (old, new) = (before.tokenize_lines(), after.tokenize_lines());
    let mut found = Compact::new(Replace::new(Capture::new()), &old, &new);
    let Ok(()) = myers::diff(&mut found, &old, 0..old.len(), &new, 0..new.len());
    let hunks = group_diff_ops(found.into_inner().into_inner().into_ops(), AROUND);
    let mut text = format!("--- {name}\n+++ {name}\n");
    for hunk in hunks {
        // A text takes whatever is written.
        let _ = writeln!(text, "{}", UnifiedHunkHeader::new(&hunk));
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            let _ = write!(text, "{}{}", change.tag(), change.value());
            if !change.value().ends_with_newline() {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}
