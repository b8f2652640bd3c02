//! Whether a text says nothing but where or when something is to be found: `tiks aprakstīts vēlāk`, `sk. 2. pielikumu`, `see annex`.

use super::Language;

/// A text that is longer says something, in bytes.
const LONGEST: usize = 80;

/// The words of a language that may stand in such a text, in small letters without accents. One that ends with `*` is the beginning of
/// a word.
pub(super) struct Deferral {
    /// At least one of these stands there.
    pub(super) says_so: &'static [&'static str],
    /// And nothing else but these and numbers.
    pub(super) beside: &'static [&'static str],
}

impl Language {
    /// Whether a text only says, in words of any language, that what is asked comes later, stands elsewhere, or is of no concern.
    pub(crate) fn any_defers(text: &str) -> bool {
        if text.len() > LONGEST {
            return false;
        }
        let mut says_so = false;
        let mut plain = String::new();
        let mut parts = text.split(|c: char| !c.is_alphanumeric());
        // Most texts end it with their first word: each is looked at in turn.
        let all = parts.all(|part| {
            plain.clear();
            plain.extend(
                part.chars()
                    .flat_map(char::to_lowercase)
                    .map(without_accent),
            );
            let among = |of: fn(&Deferral) -> &[&str]| {
                let mut languages = Self::ALL.into_iter();
                languages.any(|language| is_one_of(&plain, of(&language.grammar().deferral)))
            };
            let says = among(|words| words.says_so);
            says_so |= says;
            says || plain.bytes().all(|byte| byte.is_ascii_digit()) || among(|words| words.beside)
        });
        all && says_so
    }
}

fn is_one_of(word: &str, of: &[&str]) -> bool {
    let Some(first) = word.bytes().next() else {
        return false;
    };
    of.iter().any(|entry| {
        entry.as_bytes().first() == Some(&first)
            && match entry.strip_suffix('*') {
                Some(beginning) => word.starts_with(beginning),
                None => word == *entry,
            }
    })
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
        let defers = Language::any_defers;
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
