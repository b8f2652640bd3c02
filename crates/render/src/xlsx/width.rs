//! How wide the columns of a sheet are.

use super::look::Over;

/// How wide a column is, and whether its words are broken into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// A sign alone, under a heading that stands upright.
    Sign,
    Number,
    Day,
    Amount,
    Short,
    /// So many characters, as the longest text needs.
    Fit(u16),
    Path,
    Hash,
    Words,
    Long,
}

impl Width {
    /// Wide enough for these names, which are not broken into lines everywhere.
    pub(crate) fn fitting<'t>(names: impl Iterator<Item = &'t str>) -> Self {
        let longest = names.map(|name| name.chars().count()).max();
        let longest = longest.unwrap_or_default().saturating_add(3);
        Self::Fit(u16::try_from(longest.clamp(14, 70)).unwrap_or(70))
    }

    pub(super) const fn over(self) -> Over {
        match self {
            Self::Sign => Over::Signs,
            Self::Number | Self::Amount => Over::Numbers,
            _ => Over::Words,
        }
    }

    pub(super) const fn characters(self) -> f64 {
        match self {
            Self::Sign => 4.5,
            Self::Number => 14.0,
            Self::Fit(characters) => characters as f64,
            Self::Day => 12.0,
            Self::Amount => 18.0,
            Self::Short => 18.0,
            Self::Path => 32.0,
            Self::Hash => 26.0,
            Self::Words => 40.0,
            Self::Long => 64.0,
        }
    }
}

/// The width that suits a column, by its name.
pub(crate) fn width_of(column: &str) -> Width {
    match column {
        "line" | "column" | "findings" => Width::Number,
        "point" | "answer" | "as_of" | "answered_on" | "checked_on" | "expires" | "since"
        | "book_version" | "tool_version" => Width::Day,
        "path" | "pointer" | "url" => Width::Path,
        "fingerprint" | "basis" | "file_sha256" | "book_sha256" | "tool_commit"
        | "waivers_sha256" | "answers_sha256" => Width::Hash,
        "message" | "question" | "law" | "quote" => Width::Long,
        "found" => Width::Hash,
        "money" => Width::Amount,
        "title" | "applicant" | "help" | "rule_title" | "source" | "related" | "waiver_reason"
        | "answer_reason" | "because" | "reason" | "asked" | "expected" => Width::Words,
        _ => Width::Short,
    }
}
