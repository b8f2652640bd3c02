//! The form of a call: which fields an application has, of which kinds. Made from a rule book, never written in Rust.
//! Knows nothing of rules.

mod called;
mod fitting;
mod ids;
mod kinds;
mod open;
mod words;

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::language::{Language, Translated, is_struck_out};
use crate::suggest::{Lead, Name, latin, lead, mentions, one_slip, sure};
use atbilst_yaml::source::Span;
use called::FieldNames;

pub(crate) use fitting::field_for;
pub(crate) use ids::place_in_book;
pub use ids::{Codes, FieldId, ListId};
pub use kinds::{Family, Items, Kind, Measure, Schema, Single};
pub(crate) use kinds::{
    FieldLine, KindWord, LineOf, MEASURED, both_amounts, both_answers, both_days, names,
};
pub(crate) use open::in_brackets;
pub use words::Words;

/// Most words of what may name a field that is no name itself.
const WORDS: usize = 3;

/// One field of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its key.
    pub name: String,
    /// Its way from the root, `[]` after each list: `activities[].amount`.
    pub path: String,
    /// What is written in it.
    pub kind: Kind,
    /// Whether an application must have it.
    pub required: bool,
    /// What it is called.
    pub title: Translated<String>,
    /// What else people call it.
    pub also: Words,
    /// What to write in it.
    pub help: Translated<String>,
    /// Whether the book says that no rule looks at it.
    pub not_judged: bool,
    /// Of a code: whether a rule asks for one of its list, and so tells of any other by its own law.
    pub asked_by_rule: bool,
    /// Where the office looks it up that states it; `None` where the applicant is asked.
    pub office: Option<Translated<String>>,
    /// A value one might write.
    pub example: Option<String>,
    /// The list whose items it stands in; `None` at the root.
    pub list: Option<FieldId>,
    /// The record it stands in directly, within its item or root.
    pub parent: Option<FieldId>,
    /// Where its value stands in a frame: the root's or its item's.
    pub slot: u16,
    /// Its place in the rule book.
    pub span: Span,
}

impl Field {
    /// What an applicant may take for its key, and whether that can mean nothing else: the key, what it is called in each
    /// language, and other words.
    pub fn spellings(&self) -> impl Iterator<Item = (&str, bool)> + Clone {
        let own = std::iter::once(&self.name).chain(self.title.iter());
        own.map(|text| (text.as_str(), true))
            .chain(self.also.iter())
    }

    /// Whether a key denies something, so that it is hardly the name of what is asked; a word that only denies may be one of another
    /// language: `no`.
    pub(crate) fn is_denied_by(key: &str) -> bool {
        Language::denied(key) && !Language::only_denies(key)
    }

    /// Whether what it asks denies something: `Nav krāpšanas`.
    pub(crate) fn denies(&self) -> bool {
        self.title.iter().any(|title| Language::denied(title))
    }

    /// Whether a text says the opposite of what it asks. Its own name in other letters does not: `nofraud`.
    pub(crate) fn is_opposed(&self, text: &str) -> bool {
        // `Registration No.`
        let text = match self.kind {
            Kind::Digits(_) | Kind::Text => text.replace(" No.", " ").replace(" no.", " "),
            _ => text.to_owned(),
        };
        // `nо_fraud`, with a letter that only looks like its own.
        let text = latin(&text).unwrap_or(text);
        let text = text.as_str();
        let letters = |text: &str| {
            let all = text.chars().filter(|c| c.is_alphanumeric());
            all.flat_map(char::to_lowercase).collect::<String>()
        };
        // `title (not longer than a line)`: what brackets say is a remark on it.
        let outside = text.split_once('(').map(|(name, _)| letters(name));
        let mut own = self.spellings();
        let is_remark = outside.is_some_and(|name| own.any(|(own, _)| letters(own) == name));
        let opposed = || {
            let mut titles = self.title.iter();
            titles.any(|title| Language::opposed(text, title)) || {
                // `unsubmitted`; a key that denies is held against what it is called alone.
                let key = self.name.replace('_', " ");
                !Language::denied(&key) && !Language::denied(text) && Language::opposed(text, &key)
            }
        };
        letters(text) != letters(&self.name)
            && !Language::only_denies(text)
            && ((!is_remark && opposed()) || self.other_tax(text).is_some())
    }

    /// Whether a text that names it says something of it, too, by which its value may be another: `PVN, tūkst. EUR`, `~~submitted~~`.
    pub(crate) fn says_more(&self, text: &str) -> bool {
        let latin = latin(text);
        let text = latin.as_deref().unwrap_or(text);
        let own = || self.spellings().map(|(own, _)| own);
        // `summa bez PVN` says with how much tax, `PVN summa` is another amount.
        let of_tax = |word: &str| Language::is_tax(word) && Language::with_tax(text).is_none();
        let is_extra = |word: &str| {
            let small = word.to_lowercase();
            // `2023 costs` are those of one year.
            let is_year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            let is_number = !is_year && word.bytes().all(|byte| byte.is_ascii_digit());
            let leaves = Language::any_leaves_name(&small) && !of_tax(&small);
            !is_number && !leaves && !own().any(|own| mentions(own, word))
        };
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        // `pltform_in_operation` says no more than the name does.
        if own().any(|own| one_slip(text, own)) {
            return false;
        }
        let names_it = own().any(|own| mentions(text, own));
        let says_more = words.any(|word| !word.is_empty() && is_extra(word));
        let is_part = self.kind != Kind::Percent && text.contains(['%', '‰']);
        is_struck_out(text) || (names_it && (says_more || is_part))
    }

    /// What a text says of the tax in an amount, that it is with or without it, where the field and its help say the opposite.
    pub(crate) fn other_tax(&self, text: &str) -> Option<bool> {
        let with = Language::with_tax(text)?;
        let own = self.spellings().map(|(own, _)| own);
        let own = own.chain(self.help.iter().map(String::as_str));
        let said: Vec<bool> = own.filter_map(Language::with_tax).collect();
        // Of the tax itself nothing is without it.
        let is_tax = || {
            let mut own = self.spellings();
            !with && said.is_empty() && own.any(|(own, _)| Language::names_tax(own))
        };
        let other = said.contains(&!with) && !said.contains(&with);
        (other || is_tax()).then_some(with)
    }
}

/// All fields of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// Version of the form.
    pub version: String,
    /// Every field; a record or list stands before its own.
    pub fields: Vec<Field>,
    /// The fields of the outermost mapping, in order.
    pub root: Vec<FieldId>,
    /// How many values the root takes in an application.
    pub(crate) slots: u16,
    /// Whether the office states any of its fields.
    pub(crate) of_office: bool,
    /// What all of them are called.
    pub(crate) named: OnceLock<FieldNames>,
}

impl Form {
    /// A field by its id.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are made by the loading of this form alone"
    )]
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0 as usize]
    }

    /// Whether a field is missed wherever it is not stated: it is required, and so is every record around it.
    pub fn is_always_asked(&self, field: &Field) -> bool {
        field.required
            && field
                .parent
                .is_none_or(|parent| self.is_always_asked(self.field(parent)))
    }

    /// A field by its full path.
    pub fn find(&self, path: &str) -> Option<FieldId> {
        self.fields
            .iter()
            .position(|field| field.path == path)
            .map(id)
    }

    /// The fields directly inside a field, or of the root.
    pub fn children(&self, of: Option<FieldId>) -> &[FieldId] {
        match of.map(|id| &self.field(id).kind) {
            None => &self.root,
            Some(Kind::Record(fields)) => fields,
            Some(Kind::List(items)) => &items.fields,
            Some(_) => &[],
        }
    }

    /// Those of them that the applicant is asked.
    pub fn asked(&self, of: Option<FieldId>) -> impl Iterator<Item = FieldId> + Clone {
        let all = self.children(of).iter().copied();
        all.filter(|&id| self.is_asked(id))
    }

    /// Whether the applicant is asked a field.
    pub fn is_asked(&self, id: FieldId) -> bool {
        let field = self.field(id);
        let is_record = matches!(field.kind, Kind::Record(_));
        field.office.is_none() && (!is_record || self.asked(Some(id)).next().is_some())
    }

    /// What may be written for these fields.
    pub fn names<'f>(
        &'f self,
        fields: impl Iterator<Item = FieldId> + Clone,
    ) -> Vec<Name<'f, FieldId>> {
        let names = fields.flat_map(|id| {
            let spellings = self.field_names().spellings(id).iter();
            spellings.map(move |(spelling, sure)| Name {
                spelling: Cow::Borrowed(spelling),
                sure: *sure,
                meaning: id,
            })
        });
        names.collect()
    }

    /// Whether a text could name a field, as far as its words begin, or it ends, like what one is called.
    pub(crate) fn may_be_called(&self, text: &str) -> bool {
        let ends = || {
            let mut names = self.fields.iter().map(|field| &*field.name);
            names.any(|name| text.len() > name.len() && text.ends_with(name))
        };
        self.field_names().may_be(text) || ends()
    }

    /// Whether a text could be the key of a field that the applicant is asked.
    pub(crate) fn may_be_key(&self, text: &str) -> bool {
        self.field_names().may_be_key(text)
    }

    /// The fields that are called just so, by their keys or titles.
    pub(crate) fn called_so(&self, text: &str) -> &[FieldId] {
        self.field_names().called_so(text)
    }

    /// The field, wherever it stands, that whoever writes a text can mean alone.
    pub(crate) fn meant_alone(&self, text: &str) -> Option<FieldId> {
        let all: Vec<FieldId> = self.iter().map(|(id, _)| id).collect();
        sure(text, self.names(all.into_iter()).into_iter())
    }

    /// The fields that a text may name, though it is misspelt or several are called so.
    pub(crate) fn may_name(&self, text: &str) -> impl Iterator<Item = &Field> {
        let is_short = text.split_whitespace().nth(WORDS).is_none();
        let all = self.iter().filter(move |_| is_short);
        let named = all
            .filter(move |&(id, _)| lead(text, self.names([id].into_iter()).into_iter()).is_some());
        named.map(|(_, field)| field)
    }

    /// The outermost field that is called just so, by its key or, where the applicant is asked it, by its title.
    pub(crate) fn outermost(&self, text: &str) -> Option<FieldId> {
        let is_key = |id: &FieldId| self.field(*id).name.eq_ignore_ascii_case(text);
        let titled = || {
            self.called_so(text)
                .iter()
                .find(|id| self.root.contains(id))
        };
        self.root
            .iter()
            .find(|id| is_key(id))
            .or_else(titled)
            .copied()
    }

    fn field_names(&self) -> &FieldNames {
        self.named.get_or_init(|| FieldNames::of(self))
    }

    /// The one of these fields that a text names, and whether it can mean nothing else.
    pub(crate) fn called(&self, text: &str, among: &[FieldId]) -> Option<(FieldId, bool)> {
        let names = self.names(among.iter().copied());
        let lead = lead(text, names.into_iter())?;
        Some((lead.meaning(), matches!(lead, Lead::Sure(_))))
    }

    /// Every field with its id, in the order of the rule book.
    pub fn iter(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields
            .iter()
            .enumerate()
            .map(|(index, field)| (id(index), field))
    }
}

/// The id of the field at a place in the list.
pub(crate) fn id(index: usize) -> FieldId {
    FieldId(u16::try_from(index).unwrap_or(u16::MAX))
}
