//! Whether a text says nothing but where or when something is to be found: `tiks aprakstīts vēlāk`, `sk. 2. pielikumu`, `see annex`.

use super::Language;

/// A text that is longer says something, in bytes.
const LONGEST: usize = 80;

/// The words of a language that may stand in such a text. One that ends with `*` is the beginning of a word.
pub(super) struct Deferral {
    /// At least one of these stands there.
    pub(super) says_so: &'static [&'static str],
    /// And nothing else but these and numbers.
    pub(super) beside: &'static [&'static str],
}

impl Language {
    /// Whether a text only says that what is asked comes later, stands elsewhere, or is of no concern.
    pub(crate) fn defers(self, text: &str) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let words = &self.grammar().deferral;
        let mut says_so = false;
        let mut parts = text.split(|c: char| !c.is_alphanumeric());
        let all = parts.all(|part| {
            let says = is_one_of(part, words.says_so);
            says_so |= says;
            says || part.bytes().all(|byte| byte.is_ascii_digit()) || is_one_of(part, words.beside)
        });
        all && says_so
    }
}

fn is_one_of(word: &str, of: &[&str]) -> bool {
    of.iter().any(|entry| is(word, entry))
}

/// Whether a word is the one of an entry, also where its accents are left out.
fn is(word: &str, entry: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    for wanted in entry.chars() {
        match letters.next() {
            _ if wanted == '*' => return true,
            Some(letter) if letter == wanted || letter == without_accent(wanted) => {}
            _ => return false,
        }
    }
    letters.next().is_none()
}

const fn without_accent(letter: char) -> char {
    match letter {
        'ā' => 'a',
        'č' => 'c',
        'ē' => 'e',
        'ģ' => 'g',
        'ī' => 'i',
        'ķ' => 'k',
        'ļ' => 'l',
        'ņ' => 'n',
        'š' => 's',
        'ū' => 'u',
        'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;

    #[test]
    fn what_only_puts_off_is_told_from_what_says_something() {
        let defers = |text| Language::ALL.into_iter().any(|one| one.defers(text));
        for text in [
            "tiks aprakstīts vēlāk",
            "Tiks aprakstits velak.",
            "sk. pielikumu",
            "Skat. 2. pielikumu, 4. lpp.",
            "pielikumā",
            "Neattiecas",
            "nav attiecināms",
            "uz projektu neattiecas",
            "vēl nezinām",
            "tāpat kā augstāk",
            "apraksts tiks pievienots",
            "to be described later",
            "See Annex No. 3",
            "see attached document",
            "not applicable",
            "will follow",
            "TO BE ANNOUNCED",
        ] {
            assert!(defers(text), "{text}");
        }
        for text in [
            "",
            "7",
            "Pakalpojumi tiks aprakstīti vēlāk izstrādātā dokumentācijā",
            "Projekta rezultātu audits",
            "Dokumentu sagatavošana",
            "Iesniegt dokumentus",
            "Digitālais centrs; skat. pielikumu",
            "Audit of the project",
            "Later stages of the platform",
            "Nav krāpšanas",
        ] {
            assert!(!defers(text), "{text}");
        }
    }
}
