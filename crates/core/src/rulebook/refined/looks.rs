//! Names that look right and are not: a letter of another alphabet, or a sign that nobody sees.

use super::said;
use atbilst_yaml::decode::Mistake;
use atbilst_yaml::invisible::is_hidden;

/// Of two names that look the same nobody sees which is wrong, so the sign is told in which they differ.
pub(super) fn refine_looks(mistake: &mut Mistake) {
    let found = said(mistake, "found");
    if found.is_ascii() {
        return;
    }
    let known = said(mistake, "allowed").split(", ");
    let known: Vec<&str> = known.chain([said(mistake, "similar")]).collect();
    let strange = |name: &&str| Some((strange_sign(found, name)?, (*name).to_owned()));
    let Some((sign, name)) = known.iter().find_map(strange) else {
        return;
    };
    let sign = match is_hidden(sign) {
        true => format!("U+{:04X}", u32::from(sign)),
        false => format!("{sign}, U+{:04X}", u32::from(sign)),
    };
    let about = [("found", found), ("similar", &*name), ("sign", &*sign)];
    *mistake = Mistake::new("book.looks_like", mistake.span, &about);
}

/// The first sign that is all in which a text differs from a name: one that is hidden, or none of a Latin letter.
fn strange_sign(found: &str, name: &str) -> Option<char> {
    let mut signs = found.chars().filter(|&sign| !is_hidden(sign));
    let mut strange = found.chars().find(|&sign| is_hidden(sign));
    for letter in name.chars() {
        let sign = signs.next()?;
        if sign != letter && !is_strange(sign) {
            return None;
        }
        strange = strange.or(Some(sign).filter(|sign| *sign != letter));
    }
    signs.next().is_none().then_some(strange).flatten()
}

/// Whether it is a letter of another alphabet, or a hyphen that is none of the keyboard.
fn is_strange(sign: char) -> bool {
    let is_latin = matches!(sign, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}');
    (sign.is_alphabetic() && !is_latin) || matches!(sign, '\u{2010}' | '\u{2011}')
}

#[cfg(test)]
mod tests {
    use super::strange_sign;

    #[test]
    fn a_sign_is_strange_that_only_looks_like_another() {
        for (found, name, strange) in [
            ("submitt\u{435}d", "submitted", Some('\u{435}')),
            ("at_\u{ad}most", "at_most", Some('\u{ad}')),
            ("no\u{2011}debt", "no-debt", Some('\u{2011}')),
            ("platība", "platiba", None),
            ("2026\u{2013}09", "2026-09", None),
            ("at_most", "at_most", None),
            ("\u{435}nd", "endless", None),
            ("", "", None),
        ] {
            assert_eq!(strange_sign(found, name), strange, "{found}");
        }
    }
}
