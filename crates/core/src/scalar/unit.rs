//! Units of measured amounts. A rule book names its own; each name is kept once for the whole program, so that an amount carries
//! its unit in two bytes.

use std::sync::{Arc, PoisonError, RwLock};

/// A unit and with how many digits behind the dot it is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    name: u16,
    decimals: u8,
}

/// The names of all units that any book has; that of things, which has none, is the first.
static NAMES: RwLock<Vec<Arc<str>>> = RwLock::new(Vec::new());

impl Unit {
    /// A number of things has no unit.
    pub const THINGS: Self = Self {
        name: 0,
        decimals: 0,
    };

    /// Most letters of a name.
    pub const LETTERS: usize = 20;

    /// Most units of all books together.
    const MOST: usize = 10_000;

    /// Most digits behind the dot.
    pub const DECIMALS: u8 = 3;

    /// A unit by its name; `None` where there are more units than anybody needs.
    #[must_use]
    pub fn named(name: &str, decimals: u8) -> Option<Self> {
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
        let name = u16::try_from(index.checked_add(1)?).ok()?;
        Some(Self { name, decimals })
    }

    /// Its name; empty for things.
    #[must_use]
    pub fn name(self) -> Arc<str> {
        let names = NAMES.read().unwrap_or_else(PoisonError::into_inner);
        let index = usize::from(self.name).checked_sub(1);
        let name = index.and_then(|index| names.get(index));
        name.map_or_else(|| Arc::from(""), Arc::clone)
    }

    /// With how many digits behind the dot it is measured.
    #[must_use]
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether the same is measured, however finely.
    #[must_use]
    pub const fn is_same(self, other: Self) -> bool {
        self.name == other.name
    }
}
