//! What a text that is no name leads to: the name itself in other letters, its title or another word for it, name and title
//! together, a text in which such a word stands, or a name that is like it.

use std::borrow::Cow;

use super::words::{alike, has_all, is_like, words};
use super::{LONGEST, Spelling, accented, folded, nearest_where, plain};
use crate::language::Language;

/// A way to write what is meant.
#[derive(Clone, Debug)]
pub struct Name<'a, T> {
    /// As it is written.
    pub spelling: Cow<'a, Spelling>,
    /// Whether whoever writes it can mean nothing else.
    pub sure: bool,
    /// What it stands for.
    pub meaning: T,
}

/// What a text leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead<T> {
    /// It says just that.
    Sure(T),
    /// It may say that.
    Likely(T),
}

impl<T: Copy> Lead<T> {
    /// What it leads to.
    pub fn meaning(&self) -> T {
        match *self {
            Self::Sure(meaning) | Self::Likely(meaning) => meaning,
        }
    }
}

/// What a text leads to among these names; `None` where it leads nowhere, or to more than one.
pub fn lead<'a, T: Copy + PartialEq + 'a>(
    found: &str,
    names: impl Iterator<Item = Name<'a, T>> + Clone,
) -> Option<Lead<T>> {
    // No name is so long.
    if found.len() > LONGEST {
        return None;
    }
    // What is still to be written stands in such, and some leave them.
    let inside = found.trim().strip_prefix('<');
    if let Some(inside) = inside.and_then(|rest| rest.strip_suffix('>')) {
        let inside = inside.trim_start_matches('<').trim_end_matches('>');
        return Some(Lead::Likely(lead(inside, names)?.meaning()));
    }
    if let Some(lead) = said(found, names.clone()) {
        return Some(lead);
    }
    if let Some(lead) = latin(found).and_then(|latin| said(&latin, names.clone())) {
        return Some(Lead::Likely(lead.meaning()));
    }
    // What is like a word that only may mean something may mean anything.
    let sure = names.clone().filter(|name| name.sure);
    let sure = sure.map(|name| (name.spelling, name.meaning));
    in_words(found, names)
        .or_else(|| nearest_where(found, sure, |name| is_like(found, name)))
        .map(Lead::Likely)
}

/// A text of Latin letters with some of other alphabets that look like them, all in Latin ones; `None` where none is of another.
pub(crate) fn latin(text: &str) -> Option<String> {
    let alike = |c: char| match c {
        'а' | 'α' => 'a',
        'с' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'к' | 'κ' => 'k',
        'м' => 'm',
        'п' => 'n',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'г' => 'r',
        'ѕ' => 's',
        'т' | 'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'х' | 'χ' => 'x',
        'у' | 'γ' => 'y',
        c => c,
    };
    let latin: String = text.chars().map(alike).collect();
    let mixed = text.contains(|c: char| c.is_ascii_alphabetic());
    (mixed && latin != text).then_some(latin)
}

/// What a text says and nothing else.
pub fn sure<'a, T: Copy + PartialEq + 'a>(
    found: &str,
    names: impl Iterator<Item = Name<'a, T>> + Clone,
) -> Option<T> {
    if found.len() > LONGEST {
        return None;
    }
    match said(found, names)? {
        Lead::Sure(meaning) => Some(meaning),
        Lead::Likely(_) => None,
    }
}

/// What a text as a whole says, or both its parts: `code – title`, `title (code)`.
fn said<'a, T: Copy + PartialEq + 'a>(
    found: &str,
    names: impl Iterator<Item = Name<'a, T>> + Clone,
) -> Option<Lead<T>> {
    let bare = bare(found);
    if let Some(lead) = called(bare, names.clone()) {
        return Some(lead);
    }
    if let Some(lead) = apart(bare).and_then(|words| called(&words, names.clone())) {
        return Some(lead);
    }
    // One more sign may have a meaning.
    let marks = |c: char| matches!(c, '.' | ',' | ';' | '?' | '!' | ')' | ':');
    let unmarked = bare.trim_end_matches(marks).trim_start_matches('#');
    if let Some(lead) = called(self::bare(unmarked), names.clone()) {
        return Some(Lead::Likely(lead.meaning()));
    }
    match parts(bare)?.map(|part| called(part, names.clone())) {
        [Some(head), Some(tail)] if head.meaning() == tail.meaning() => {
            Some(Lead::Sure(head.meaning()))
        }
        [Some(one), None] | [None, Some(one)] => Some(Lead::Likely(one.meaning())),
        _ => None,
    }
}

/// The two parts of a text that a sign sets apart, or brackets.
pub fn parts(text: &str) -> Option<[&str; 2]> {
    let mark = |c: char| {
        matches!(
            c,
            '–' | '—' | '-' | '(' | ':' | '=' | '/' | ';' | '#' | '?' | '<'
        )
    };
    let text = bare(text);
    let (at, sign) = text.char_indices().find(|&(at, c)| {
        let before = text.get(..at).unwrap_or("");
        mark(c) && (before.ends_with(' ') || matches!(c, ':' | '=' | '#'))
    })?;
    let (head, tail) = (text.get(..at)?, text.get(at..)?.strip_prefix(sign)?);
    let tail = tail.strip_suffix(')').unwrap_or(tail);
    Some([bare(head), bare(tail)])
}

/// A name whose words begin with capitals, as programs write names: `noFraud` is `no_Fraud`.
fn apart(bare: &str) -> Option<String> {
    if !bare.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let mut words = String::new();
    let mut last = ' ';
    for letter in bare.chars() {
        if last.is_ascii_lowercase() && letter.is_ascii_uppercase() {
            words.push('_');
        }
        words.push(letter);
        last = letter;
    }
    (words.len() > bare.len()).then_some(words)
}

/// The one meaning of what is called so.
fn called<'a, T: Copy + PartialEq + 'a>(
    text: &str,
    names: impl Iterator<Item = Name<'a, T>>,
) -> Option<Lead<T>> {
    let (plain, accented) = (plain(text), accented(text));
    // Accents that are all left out may be any; of others `tiesas` is no `tiešās`.
    let fits = |name: &Spelling| accented == plain || accented == name.accented;
    let mut lead: Option<Lead<T>> = None;
    for name in names.filter(|name| !plain.is_empty() && name.spelling.plain == plain) {
        match lead {
            Some(known) if known.meaning() != name.meaning => return None,
            Some(Lead::Sure(_)) => {}
            _ if name.sure && fits(&name.spelling) => lead = Some(Lead::Sure(name.meaning)),
            _ => lead = Some(Lead::Likely(name.meaning)),
        }
    }
    lead
}

/// The one meaning whose name stands in the text, word by word, with whatever endings: `Ogres novada pašvaldība`.
fn in_words<'a, T: Copy + PartialEq + 'a>(
    found: &str,
    names: impl Iterator<Item = Name<'a, T>>,
) -> Option<T> {
    let found_as_written = found;
    let found = folded(found);
    let there: Vec<&str> = words(&found).collect();
    if there.len() < 2 {
        return None;
    }
    let heads = head(found_as_written);
    // How many of its words are there, what it means, whether nothing else does, and whether it is what the text speaks of.
    let mut best: Option<(usize, T, bool, bool)> = None;
    for name in names {
        let asked = || words(&name.spelling.folded);
        let count = asked().count();
        if count == 0 || !has_all(&there, asked()) {
            continue;
        }
        let is_head = heads
            .iter()
            .any(|head| asked().any(|word| alike(word, head)));
        best = match best {
            Some((most, ..)) if count < most => best,
            Some((most, meaning, alone, was_head)) if count == most => {
                let alone = alone && meaning == name.meaning;
                Some((most, meaning, alone, was_head || is_head))
            }
            _ => Some((count, name.meaning, true, is_head)),
        };
    }
    let best = best.filter(|&(.., alone, is_head)| alone && is_head);
    best.map(|(_, meaning, ..)| meaning)
}

/// The words of which what is named may be one, in small letters: the last of each part of a text, of which the others say more, as
/// Latvian has it, and where a preposition follows, the one before that: `ministrijas piegādātājs` is no ministry, `Ministry of Justice`
/// is one.
fn head(text: &str) -> Vec<String> {
    let apart = |c: char| {
        matches!(
            c,
            '(' | ')' | ',' | ';' | ':' | '/' | '–' | '—' | '"' | '„' | '”' | '“'
        )
    };
    let parts = text.split(apart).flat_map(|part| part.split(" - "));
    let mut heads = Vec::new();
    for part in parts {
        let part = folded(part);
        let all: Vec<&str> = words(&part).collect();
        let before = all.iter().position(|word| Language::is_preposition(word));
        let before = before.and_then(|at| all.get(at.checked_sub(1)?));
        heads.extend(before.or(all.last()).map(|word| (*word).to_owned()));
    }
    // `AS Parauga nams`: a legal form in capitals stands before the name of its own.
    let mut own = text.split_whitespace();
    let capitals = |word: &&str| word.chars().all(char::is_uppercase);
    let form = own.next().filter(capitals);
    let is_named = own
        .next()
        .is_some_and(|next| next.starts_with(char::is_uppercase));
    heads.extend(form.filter(|_| is_named).map(folded));
    heads
}

/// The text without what stands around it and says nothing: quotes, and what is not seen.
fn bare(text: &str) -> &str {
    let around = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '„' | '“' | '”' | '"' | '\'' | '«' | '»' | '’' | '‘' | '`'
            )
            || matches!(
                c,
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
            )
    };
    text.trim_matches(around)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_leads_to_what_it_says_and_asks_where_it_only_may() {
        let names = [
            ("direct_administration", true, 1),
            ("tiešās pārvaldes iestāde", true, 1),
            ("local_government", true, 2),
            ("pašvaldība", true, 2),
            ("novads", true, 2),
            ("public_capital_company", true, 3),
            ("SIA", false, 3),
            ("ministrija", true, 4),
        ];
        let names = names.map(|(text, sure, meaning)| Name {
            spelling: Cow::Owned(Spelling::of(text)),
            sure,
            meaning,
        });
        for (found, expected) in [
            ("Direct_Administration", Some(Lead::Sure(1))),
            ("„tiešās pārvaldes iestāde”", Some(Lead::Sure(1))),
            ("tiešās pārvaldes iestāde.", Some(Lead::Likely(1))),
            (
                "direct_administration – tiešās pārvaldes iestāde",
                Some(Lead::Sure(1)),
            ),
            (
                "tiešās pārvaldes iestāde (direct_administration)",
                Some(Lead::Sure(1)),
            ),
            ("direct_administration\u{a0}", Some(Lead::Sure(1))),
            ("local_government (direct_administration)", None),
            ("local_government – varbūt", Some(Lead::Likely(2))),
            ("pasvaldiba", Some(Lead::Sure(2))),
            ("Ogres novada pašvaldība", Some(Lead::Likely(2))),
            (
                "Vides aizsardzības un reģionālās attīstības ministrijai",
                Some(Lead::Likely(4)),
            ),
            ("ministrijas piegādātājs", None),
            ("Ministrija (Rīga)", Some(Lead::Likely(4))),
            ("<Ogres pašvaldība>", Some(Lead::Likely(2))),
            ("#local_government", Some(Lead::Likely(2))),
            ("SIA", Some(Lead::Likely(3))),
            ("direct_adminstration", Some(Lead::Likely(1))),
            ("private_company", None),
            ("localGovernment", Some(Lead::Sure(2))),
            ("lосаl_govеrnmеnt", Some(Lead::Likely(2))),
            ("roads", None),
            ("", None),
            ("–", None),
        ] {
            let lead = lead(found, names.iter().cloned());
            assert_eq!(lead, expected, "{found}");
        }
    }
}
