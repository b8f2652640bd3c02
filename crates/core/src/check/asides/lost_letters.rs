//! Texts whose letters another program lost: `Izmekl?šanas`, `IzmeklÄ“Å¡anas`, `Izmeklçðanas`.

use super::written::Written;

/// The texts in which letters are lost.
pub(super) fn lost_letters<'t>(written: &[Written<'t>]) -> Vec<Written<'t>> {
    let told = |text: &Written<'t>| {
        let says = word_that_lost(text.says)?;
        Some(Written { says, ..*text })
    };
    written.iter().filter_map(told).collect()
}

/// The first word in which a letter is lost, or stands as the two signs that its bytes are in another encoding.
fn word_that_lost(text: &str) -> Option<&str> {
    // What is looked for begins with one of these bytes, and most texts have none: U+FFFD, `Ä` and its like, `â`.
    memchr::memchr3(b'?', 0xc3, 0xef, text.as_bytes())?;
    let is_western = is_read_as_western(text);
    text.split_whitespace().find(|word| {
        word.contains('\u{fffd}')
            || lost_to_question_marks(word)
            || is_in_another_encoding(word)
            || (is_western && word.contains(OF_WINDOWS_1252))
    })
}

/// What the letters of Latvian in Windows-1257 are in Windows-1252.
const OF_WINDOWS_1252: [char; 22] = [
    'â', 'è', 'ç', 'ì', 'î', 'í', 'ï', 'ò', 'ð', 'û', 'þ', 'Â', 'È', 'Ç', 'Ì', 'Î', 'Í', 'Ï', 'Ò',
    'Ð', 'Û', 'Þ',
];

/// Whether a text of Windows-1257 was read as of Windows-1252: all its letters beside those of English are such, and two at least differ.
fn is_read_as_western(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    let first = letters.clone().next();
    letters.clone().any(|c| Some(c) != first) && letters.all(|c| OF_WINDOWS_1252.contains(&c))
}

/// A question mark within a word, or before its first small letter; not in an address.
fn lost_to_question_marks(word: &str) -> bool {
    if word.contains(['/', '=', '&']) {
        return false;
    }
    let before = std::iter::once(' ').chain(word.chars());
    let mut signs = before.zip(word.chars()).zip(word.chars().skip(1));
    // `Kas?Kur` lacks a space and no letter.
    signs.any(|((before, sign), behind)| {
        let within = before.is_alphabetic() && (before.is_uppercase() || behind.is_lowercase());
        sign == '?' && behind.is_alphabetic() && (within || before == ' ')
    })
}

/// A letter of Latvian is shown as `Ä` or `Å`, a quote as `â€`, and behind it what no word has there.
fn is_in_another_encoding(word: &str) -> bool {
    let mut pairs = word.chars().zip(word.chars().skip(1));
    pairs.any(|(first, second)| {
        let foreign = matches!(second, '\u{80}'..='\u{bf}');
        match first {
            // `„FRÄ“` ends with a quote.
            'Ä' | 'Å' => foreign || ("€‚†‡…‰‹Œ•’“–Ŗ".contains(second) && !word.contains('„')),
            'â' => matches!(second, '€' | '\u{80}'),
            'Ã' | 'Â' => foreign,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::word_that_lost;

    #[test]
    fn a_word_that_lost_letters_is_found() {
        for (text, lost) in [
            ("Izmekl?šanas platforma", Some("Izmekl?šanas")),
            ("Projekta ?iena", Some("?iena")),
            ("IZMEKL?ŠANA", Some("IZMEKL?ŠANA")),
            ("dati\u{fffd}", Some("dati\u{fffd}")),
            ("IzmeklÄ“Å¡anas", Some("IzmeklÄ“Å¡anas")),
            ("pÄ\u{81}rvalde", Some("pÄ\u{81}rvalde")),
            ("Izmeklçðanas dati", Some("Izmeklçðanas")),
            ("Izmeklçðana Besançon éta", None),
            ("Château Margaux, château", None),
            ("â€žE-lietaâ€œ", Some("â€žE-lietaâ€œ")),
            ("Kam tas vajadzīgs?", None),
            ("Kas?Kur", None),
            ("https://a.lv/?id=1 un ?", None),
            ("Ärzte, Århus, château, „FRÄ“, Ālande", None),
            ("Izmeklēšanas platforma", None),
        ] {
            assert_eq!(word_that_lost(text), lost, "{text}");
        }
    }
}
