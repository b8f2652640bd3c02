//! A rule book to begin with: whole and working, with comments that say what each part is for and `???` wherever something must be filled in.

use atbilst_core::language::Language;

/// A commented book for a call; `None` for a code that no application could name in one plain word.
#[must_use]
pub fn skeleton(call: &str, language: Language) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    if call.is_empty() || call.len() > 60 || !call.chars().all(fits) {
        return None;
    }
    let text = match language {
        Language::Lv => include_str!("skeleton/lv.yaml"),
        Language::En => include_str!("skeleton/en.yaml"),
    };
    Some(text.replace("{CALL}", call))
}
