//! What no two applications may have in common: the keys of each, kept as hashes.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::application::State;
use crate::context::{Context, Scope};
use crate::form::Single;
use crate::rulebook::UniqueKey;

/// A hash of the values of a key, of 112 bits: enough that no two different keys share one by chance or on purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct KeyHash([u8; 14]);

impl KeyHash {
    pub(crate) fn of(text: &[u8]) -> Self {
        let digest: [u8; 32] = Sha256::digest(text).into();
        Self(digest.first_chunk().copied().unwrap_or_default())
    }

    /// What stands for a day: of a later one it is larger.
    pub(super) fn of_day(day: NaiveDate) -> Self {
        let [a, b, c, d] = day.num_days_from_ce().to_be_bytes();
        Self([a, b, c, d, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    }
}

/// Calls `visit` with the hash of each key an application has, and the items its fields stand in; says whether every key could be read.
/// The fields of one key may stand in one list at most; each of its items then has a key, unless they make one as a whole. `folded` is
/// memory for the texts of a key.
pub(crate) fn each_key(
    context: &Context<'_>,
    key: &UniqueKey,
    folded: &mut Vec<u8>,
    visit: &mut dyn FnMut(KeyHash, Scope),
) -> bool {
    let lists = key
        .fields
        .iter()
        .map(|reach| reach.lists.as_slice())
        .max_by_key(|lists| lists.len())
        .unwrap_or_default();
    let mut complete = true;
    // Of a whole list: which fields any item states, and the sum of its items, which is the same in every order.
    let (mut stated, mut sum, mut count) = (0_u64, 0_u128, 0_u32);
    let listed = context.each(lists, Scope::ROOT, &mut |scope| {
        folded.clear();
        for (reach, place) in key.fields.iter().zip(0_u32..) {
            let Some(leaf) = reach.leaf else { return };
            let frame = reach.frame(scope);
            let field = context.form.field(leaf);
            match context.application.value(frame, field.slot).state {
                State::Absent => {
                    complete &= field.office.is_none()
                        && !context.application.is_missed(context.form, frame, field);
                    if !key.whole {
                        return;
                    }
                }
                State::Malformed => {
                    complete = false;
                    return;
                }
                // However it is written.
                State::Single(Single::Quantity(quantity)) => {
                    stated |= 1_u64.wrapping_shl(place);
                    quantity.identify(folded);
                }
                _ => {
                    stated |= 1_u64.wrapping_shl(place);
                    crate::fold::fold_into(context.text_in(frame, leaf), folded);
                }
            }
            // No UTF-8 text holds this byte, so no two keys run together.
            folded.push(0xff);
        }
        match key.whole {
            true => {
                sum = sum.wrapping_add(both_halves(folded));
                count = count.saturating_add(1);
            }
            false => visit(KeyHash::of(folded), scope),
        }
    });
    // What nobody states is nothing in common.
    let all = (0..key.fields.len()).fold(0_u64, |all, _| all << 1 | 1);
    if key.whole && complete && listed && count > 0 && stated == all {
        let sum = sum.to_be_bytes();
        let hash = sum.first_chunk().copied().unwrap_or_default();
        visit(KeyHash(hash), Scope::ROOT);
    }
    complete && listed
}

/// A quick hash of an item, the same everywhere: two lists that only seem the same are a question that a person answers at once.
fn both_halves(item: &[u8]) -> u128 {
    let (mut one, mut other) = (0x9e37_79b9_7f4a_7c15, item.len() as u64);
    let mut take = |word: u64| {
        one = folded_product(one ^ word, 0xbf58_476d_1ce4_e5b9);
        other = folded_product(other.wrapping_add(word), 0x94d0_49bb_1331_11eb ^ one);
    };
    let (eights, rest) = item.as_chunks::<8>();
    eights
        .iter()
        .for_each(|eight| take(u64::from_le_bytes(*eight)));
    take(rest.iter().fold(1, |all, &byte| all << 8 | u64::from(byte)));
    u128::from(one) << 64 | u128::from(other)
}

/// Both halves of a product, in one.
fn folded_product(one: u64, other: u64) -> u64 {
    let product = u128::from(one).wrapping_mul(u128::from(other | 1));
    product as u64 ^ (product >> 64) as u64
}
