//! Long texts of an application, as sentences tell them.

/// So many characters of a value are told.
const LENGTH: usize = 200;

/// The beginning of a long text: it ends behind a whole word, unless that is very long.
pub(super) fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LENGTH) else {
        return text.to_owned();
    };
    let kept = text.get(..end).unwrap_or_default();
    let words = kept.rsplit_once(' ').map(|(words, _)| words);
    let words = words.filter(|words| words.len() > end / 2).unwrap_or(kept);
    let open = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | '.');
    format!("{}…", words.trim_end_matches(open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_ends_behind_a_word() {
        let list = "Plāna 5. posms; ".repeat(20);
        let kept = shortened(&list);
        assert!(kept.ends_with(" Plāna…"), "{kept}");
        let ends = format!("{} posms. {list}", "ā".repeat(187));
        assert!(shortened(&ends).ends_with("ā posms…"));
        assert_eq!(shortened("a; b."), "a; b.");
        let word = "ā".repeat(300);
        assert_eq!(shortened(&word), format!("{}…", "ā".repeat(LENGTH)));
    }
}
