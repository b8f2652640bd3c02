//! A value as it is written in its line, and the remark behind it.

use crate::quotes::closing;

/// A value and the remark behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remark<'t> {
    /// The value, without the spaces around it.
    pub value: &'t str,
    /// What stands behind the `#`; empty where there is none.
    pub remark: &'t str,
}

impl<'t> Remark<'t> {
    /// What stands behind a key or a dash. A `#` within quotes is of the text.
    pub fn of(text: &'t str) -> Self {
        let text = text.trim();
        let (value, remark) = match sign(text) {
            Some(0) => ("", text.trim_start_matches('#')),
            Some(at) => {
                let (value, remark) = text.split_at_checked(at).unwrap_or((text, ""));
                (value.trim_end(), remark.get(1..).unwrap_or_default())
            }
            None => (text, ""),
        };
        Self { value, remark }
    }

    /// The remark as it stands behind a value; nothing where there is none.
    pub fn behind(self) -> String {
        match self.remark {
            "" => String::new(),
            remark => format!("   #{remark}"),
        }
    }
}

/// Where the sign of a remark stands.
fn sign(text: &str) -> Option<usize> {
    if text.starts_with('#') {
        return Some(0);
    }
    let quote = text
        .bytes()
        .next()
        .filter(|sign| matches!(sign, b'"' | b'\''));
    let end = quote.map_or(0, |quote| closing(text.as_bytes(), 0, quote));
    // Where the quotes do not close, what is a remark has a space behind its sign.
    let (from, mark) = match end < text.len() {
        true => (end, " #"),
        false => (0, " # "),
    };
    let at = text.get(from..)?.find(mark)?;
    Some(from.saturating_add(at).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::Remark;

    #[test]
    fn a_sign_within_quotes_begins_no_remark() {
        for (text, value, remark) in [
            ("A # b", "A", " b"),
            ("A #5 # b", "A", "5 # b"),
            ("# b # c", "", " b # c"),
            ("A#5", "A#5", ""),
            ("\"A #5\" # b", "\"A #5\"", " b"),
            ("\"A #5\" B", "\"A #5\" B", ""),
            ("\"A \\\" #5\" # b", "\"A \\\" #5\"", " b"),
            ("'It''s #5' # b", "'It''s #5'", " b"),
            ("\"A #5 # b", "\"A #5", " b"),
        ] {
            assert_eq!(Remark::of(text), Remark { value, remark }, "{text}");
        }
    }
}
