//! What is kept of one application for the rules over all of them: amounts, numbers, and hashes of keys.

use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::{fold, requirements};
use crate::application::{Frame, State};
use crate::condition::{Context, Reach, Scope, Side, Truth};
use crate::rulebook::{Requirement, RuleBook};
use crate::scalar::Quantity;

/// What is kept of one application: about a hundred bytes, for a folder may hold a hundred thousand.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// A [`Number`] for each requirement of the book, in order, then every [`PackedKey`].
    packed: Box<[u8]>,
    /// Where the keys begin.
    keys: u32,
}

/// What is kept for a requirement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    /// An amount or number to add up.
    Sum(Decimal),
    /// One that cannot be read.
    Unknown,
    /// How many, and whether all could be decided.
    Count(u32, bool),
    /// Keys, and whether all could be read.
    Keys(bool),
}

impl Number {
    /// Whether all that is asked for could be read.
    pub(super) const fn is_whole(self) -> bool {
        match self {
            Self::Sum(_) => true,
            Self::Count(_, whole) | Self::Keys(whole) => whole,
            Self::Unknown => false,
        }
    }

    /// A byte that says what it is, and as many as it needs.
    fn pack(self, to: &mut Vec<u8>) {
        match self {
            Self::Unknown => to.push(0),
            Self::Keys(whole) => to.push(if whole { 2 } else { 1 }),
            Self::Count(count, whole) => {
                to.push(if whole { 4 } else { 3 });
                to.extend(count.to_le_bytes());
            }
            Self::Sum(amount) => {
                to.push(5);
                to.extend(amount.serialize());
            }
        }
    }

    /// The first number of some bytes, and the bytes after it.
    fn unpack(packed: &[u8]) -> Option<(Self, &[u8])> {
        let (&what, rest) = packed.split_first()?;
        Some(match what {
            1 | 2 => (Self::Keys(what == 2), rest),
            3 | 4 => {
                let (count, rest) = rest.split_first_chunk()?;
                (Self::Count(u32::from_le_bytes(*count), what == 4), rest)
            }
            5 => {
                let (amount, rest) = rest.split_first_chunk()?;
                (Self::Sum(Decimal::deserialize(*amount)), rest)
            }
            _ => (Self::Unknown, rest),
        })
    }
}

/// A hash of the values of a key, of 112 bits: enough that no two different keys share one by chance or on purpose.
/// In two parts, the first of which tells most apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct KeyHash(u64, [u8; 6]);

impl KeyHash {
    fn of(text: &[u8]) -> Self {
        Self::unpack(&Sha256::digest(text)).unwrap_or(Self(0, [0; 6]))
    }

    fn pack(self, to: &mut Vec<u8>) {
        to.extend(self.0.to_be_bytes());
        to.extend(self.1);
    }

    fn unpack(bytes: &[u8]) -> Option<Self> {
        let (first, rest) = bytes.split_first_chunk()?;
        Some(Self(u64::from_be_bytes(*first), *rest.first_chunk()?))
    }
}

/// A key as it is packed: which of all keys of the book, then its hash.
type PackedKey = [u8; 16];

/// Where facts are gathered: memory that is kept from one application to the next.
#[derive(Debug, Default)]
pub struct Gathering {
    /// What is packed so far; of the keys one after the other.
    numbers: Vec<u8>,
    keys: Vec<u8>,
    folded: Vec<u8>,
}

impl Gathering {
    /// Gathers the facts of one application.
    #[must_use]
    pub fn facts(&mut self, book: &RuleBook, context: &Context<'_>) -> Facts {
        self.numbers.clear();
        self.keys.clear();
        let mut which = 0_u16;
        for requirement in requirements(book) {
            match requirement {
                Requirement::Sum { of, .. } => {
                    let sum = match context.sum(of) {
                        Side::Known(Quantity::Money(amount)) => Number::Sum(amount),
                        Side::Known(Quantity::Count(count)) => Number::Sum(count.into()),
                        _ => Number::Unknown,
                    };
                    sum.pack(&mut self.numbers);
                }
                Requirement::Count { of, filter, .. } => {
                    let (mut count, mut whole) = (0_u32, true);
                    whole &= context.each(&of.lists, Scope::ROOT, &mut |scope| match filter
                        .as_ref()
                        .map_or(Truth::Holds, |filter| context.ask(filter, scope).truth)
                    {
                        Truth::Holds => count = count.saturating_add(1),
                        Truth::Fails | Truth::NotStated => {}
                        Truth::Open | Truth::UnknownLaw => whole = false,
                    });
                    Number::Count(count, whole).pack(&mut self.numbers);
                }
                Requirement::Unique { keys } => {
                    let mut whole = true;
                    for key in keys {
                        whole &= each_key(context, key, &mut self.folded, &mut |hash, _| {
                            self.keys.extend(which.to_le_bytes());
                            hash.pack(&mut self.keys);
                        });
                        which = which.saturating_add(1);
                    }
                    Number::Keys(whole).pack(&mut self.numbers);
                }
            }
        }
        Facts {
            packed: [&*self.numbers, &*self.keys].concat().into(),
            keys: u32::try_from(self.numbers.len()).unwrap_or(u32::MAX),
        }
    }
}

impl Facts {
    /// What is kept for each requirement of the book.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Number> {
        let mut rest = self.packed.get(..self.keys as usize).unwrap_or_default();
        std::iter::from_fn(move || {
            let (number, after) = Number::unpack(rest)?;
            rest = after;
            Some(number)
        })
    }

    /// Every key: which of all keys of the book, and the hash of its values.
    pub(super) fn keys(&self) -> impl Iterator<Item = (u16, KeyHash)> {
        let keys = self.packed.get(self.keys as usize..).unwrap_or_default();
        let (keys, _) = keys.as_chunks();
        keys.iter().filter_map(|key: &PackedKey| {
            let (which, hash) = key.split_first_chunk()?;
            Some((u16::from_le_bytes(*which), KeyHash::unpack(hash)?))
        })
    }
}

/// Calls `visit` with the hash of each key an application has, and the items its fields stand in; says whether every key could be read.
/// The fields of one key may stand in one list at most; each of its items then has a key. `folded` is memory for the texts of a key.
pub(super) fn each_key(
    context: &Context<'_>,
    key: &[Reach],
    folded: &mut Vec<u8>,
    visit: &mut dyn FnMut(KeyHash, Scope),
) -> bool {
    let lists = key
        .iter()
        .map(|reach| reach.lists.as_slice())
        .max_by_key(|lists| lists.len())
        .unwrap_or_default();
    let mut whole = true;
    let listed = context.each(lists, Scope::ROOT, &mut |scope| {
        folded.clear();
        for reach in key {
            let Some(leaf) = reach.leaf else { return };
            let frame = frame_of(reach, scope);
            let field = context.form.field(leaf);
            match context.application.value(frame, field.slot).state {
                State::Absent => {
                    whole &= !context.application.is_missed(context.form, frame, field);
                    return;
                }
                State::Malformed => {
                    whole = false;
                    return;
                }
                _ => {}
            }
            fold::same(context.text_in(frame, leaf), folded);
            // No UTF-8 text holds this byte, so no two keys run together.
            folded.push(0xff);
        }
        visit(KeyHash::of(folded), scope);
    });
    whole && listed
}

/// The item that a key's field stands in, or the root.
pub(super) fn frame_of(reach: &Reach, scope: Scope) -> Frame {
    if reach.lists.is_empty() {
        Frame::ROOT
    } else {
        scope.innermost()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_when_it_is_unpacked() {
        let amounts = [
            "0",
            "0.00",
            "70177920.01",
            "79228162514264337593543950335",
            "-1.5",
        ];
        let amounts = amounts.map(|text| Number::Sum(text.parse().expect("an amount")));
        let others = [
            Number::Unknown,
            Number::Count(0, false),
            Number::Count(u32::MAX, true),
            Number::Keys(true),
            Number::Keys(false),
        ];
        let mut packed = Vec::new();
        let all = amounts.into_iter().chain(others);
        all.clone().for_each(|number| number.pack(&mut packed));
        let facts = Facts {
            keys: u32::try_from(packed.len()).expect("few"),
            packed: packed.into(),
        };
        assert!(facts.numbers().eq(all));
    }
}
