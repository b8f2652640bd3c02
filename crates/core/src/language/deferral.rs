//! Whether a text says nothing but where or when something is to be found: `tiks aprakstīts vēlāk`, `sk. 2. pielikumu`, `see annex`.

use std::sync::LazyLock;

use super::Language;
use super::words::WordList;

/// A text that is longer says something, in bytes.
const LONGEST: usize = 80;

/// A word that may stand in such a text, of any language.
struct Word {
    text: &'static str,
    /// Whether words that only begin with it are meant too.
    begins: bool,
    says_so: bool,
}

/// Those of all languages, by the first letter from `a` on.
static WORDS: LazyLock<[Vec<Word>; 26]> = LazyLock::new(|| {
    let mut by_letter = [const { Vec::new() }; 26];
    let lists = [WordList::Defers, WordList::BesideDeferring];
    for (list, language) in lists
        .iter()
        .flat_map(|list| Language::ALL.map(|own| (*list, own)))
    {
        for word in language.words(list) {
            let text = word.trim_end_matches('*');
            if let Some(words) = place(text).and_then(|place| by_letter.get_mut(place)) {
                let begins = text != word;
                let says_so = list == WordList::Defers;
                words.push(Word {
                    text,
                    begins,
                    says_so,
                });
            }
        }
    }
    by_letter
});

fn place(word: &str) -> Option<usize> {
    let first = word.bytes().next()?;
    first.checked_sub(b'a').map(usize::from)
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
            for letter in part.chars() {
                match letter.is_ascii() {
                    true => plain.push(letter.to_ascii_lowercase()),
                    false => plain.extend(letter.to_lowercase().map(without_accent)),
                }
            }
            let near = place(&plain).and_then(|place| WORDS.get(place));
            let mut near = near.into_iter().flatten();
            // Those that say so come first.
            let found = near.find(|word| match word.begins {
                true => plain.starts_with(word.text),
                false => plain == word.text,
            });
            says_so |= found.is_some_and(|word| word.says_so);
            found.is_some() || plain.bytes().all(|byte| byte.is_ascii_digit())
        });
        all && says_so
    }
}

/// A small letter without its accent.
pub(crate) const fn without_accent(letter: char) -> char {
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
    use super::{Language, WORDS, WordList};

    #[test]
    fn every_word_begins_with_a_letter_by_which_it_is_found() {
        let lists = [WordList::Defers, WordList::BesideDeferring];
        let all = Language::ALL.into_iter();
        let all = all.flat_map(|language| lists.map(|list| language.words(list).len()));
        let all: usize = all.sum();
        let found: usize = WORDS.iter().map(Vec::len).sum();
        assert_eq!(found, all);
    }

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
