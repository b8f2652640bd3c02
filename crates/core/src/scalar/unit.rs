//! Units of measured amounts, and codes that a rule book sets. Each name is kept once for the whole program, so that an amount carries
//! its unit in two bytes.

use std::sync::{Arc, PoisonError, RwLock};

use serde::{Deserialize, Serialize};

/// A unit and with how many digits behind the dot it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "(Word, u8)", into = "(Word, u8)")]
pub struct Unit {
    name: Word,
    decimals: u8,
}

/// A word that is kept once; elsewhere than in this program it is what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Word(u16);

impl From<Word> for String {
    fn from(word: Word) -> Self {
        word.name().to_string()
    }
}

impl TryFrom<String> for Word {
    type Error = &'static str;

    fn try_from(name: String) -> Result<Self, Self::Error> {
        match &*name {
            "" => Ok(Self(0)),
            name => Self::of(name).ok_or("there are too many words"),
        }
    }
}

/// All words that any book has; the first is that of things, which is none.
static NAMES: RwLock<Vec<Arc<str>>> = RwLock::new(Vec::new());

impl Word {
    /// Most words of all books together.
    const MOST: usize = 60_000;

    /// A word; `None` where there are more than anybody needs.
    pub fn of(name: &str) -> Option<Self> {
        let mut names = NAMES.write().unwrap_or_else(PoisonError::into_inner);
        let known = names.iter().position(|known| **known == *name);
        let index = match known {
            Some(index) => index,
            None if names.len() >= Self::MOST => return None,
            None => {
                names.push(name.into());
                names.len().checked_sub(1)?
            }
        };
        u16::try_from(index.checked_add(1)?).ok().map(Self)
    }

    /// As it is written.
    pub fn name(self) -> Arc<str> {
        let names = NAMES.read().unwrap_or_else(PoisonError::into_inner);
        let index = usize::from(self.0).checked_sub(1);
        let name = index.and_then(|index| names.get(index));
        name.map_or_else(|| Arc::from(""), Arc::clone)
    }
}

impl TryFrom<(Word, u8)> for Unit {
    type Error = &'static str;

    fn try_from((name, decimals): (Word, u8)) -> Result<Self, Self::Error> {
        match decimals {
            0..=Self::DECIMALS => Ok(Self { name, decimals }),
            _ => Err("no unit is measured so finely"),
        }
    }
}

impl From<Unit> for (Word, u8) {
    fn from(Unit { name, decimals }: Unit) -> Self {
        (name, decimals)
    }
}

impl Unit {
    /// A number of things has no unit.
    pub(crate) const THINGS: Self = Self {
        name: Word(0),
        decimals: 0,
    };

    /// Most letters of a name.
    pub(crate) const LETTERS: usize = 20;

    /// Most digits behind the dot.
    pub(crate) const DECIMALS: u8 = 3;

    /// A unit by its name; `None` where there are more units than anybody needs.
    pub fn named(name: &str, decimals: u8) -> Option<Self> {
        let name = Word::of(name)?;
        Some(Self { name, decimals })
    }

    /// Its name; empty for things.
    pub fn name(self) -> Arc<str> {
        self.name.name()
    }

    /// With how many digits behind the dot it is measured.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Of what so much for each of another unit is, where there is so much of that: kWh/m² of m² are kWh. Else it stays what it is.
    #[must_use]
    pub fn for_each(self, number: Self) -> Self {
        let (name, each) = (self.name(), number.name());
        let of_each = name
            .strip_suffix(&*each)
            .and_then(|of| of.strip_suffix('/'));
        let of_each = of_each.filter(|of| !of.is_empty() && !each.is_empty());
        let decimals = self
            .decimals
            .saturating_add(number.decimals)
            .min(Self::DECIMALS);
        of_each
            .and_then(|of| Self::named(of, decimals))
            .unwrap_or(self)
    }

    /// Whether the same is measured, however finely.
    pub const fn is_same(self, other: Self) -> bool {
        self.name.0 == other.name.0
    }
}
