//! Whether one word is another misspelt, and what remains of a word when letters are left out.

use crate::name::mix;

/// Fewest letters of a word that can be misspelt: shorter ones are other words.
const SHORTEST: usize = 4;

/// Fewest letters of a word in which two may be wrong. Names of towns shorter than that are two letters apart.
const TWO_WRONG: usize = 9;

/// Whether two words are a letter apart: one wrong, missing, too many, or two that changed places; twice, where both are long.
pub(crate) fn misspelt(one: &str, other: &str) -> bool {
    let (letters, others) = (count(one), count(other));
    let most = most(letters.min(others));
    if most == 0 || letters.abs_diff(others) > most || unlike(one, other) > most {
        return false;
    }
    apart_at_most(most, one, other)
}

/// Whether so many letters at most are wrong, missing, too many or have changed places.
pub(crate) fn apart_at_most(most: usize, one: &str, other: &str) -> bool {
    match one.is_ascii() && other.is_ascii() {
        true => within(one.as_bytes(), other.as_bytes(), most),
        false => strsim::osa_distance(one, other) <= most,
    }
}

/// Whether the distance of two words is so much at most, as strsim counts it, without counting any that is more: 19,300 names of one
/// word, each with two of its forty letters wrong, take 3 s instead of 25.
fn within(one: &[u8], other: &[u8], most: usize) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same..), other.get(same..));
    let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
    let (Some((a, one_rest)), Some((b, other_rest))) = (one.split_first(), other.split_first())
    else {
        return one.len().max(other.len()) <= most;
    };
    let Some(most) = most.checked_sub(1) else {
        return false;
    };
    let swapped = match (one_rest.split_first(), other_rest.split_first()) {
        (Some((c, one_rest)), Some((d, other_rest))) => {
            (a, c) == (d, b) && within(one_rest, other_rest, most)
        }
        _ => false,
    };
    swapped
        || within(one_rest, other_rest, most)
        || within(one_rest, other, most)
        || within(one, other_rest, most)
}

/// How many letters of it can be wrong.
fn most(letters: usize) -> usize {
    match letters {
        ..SHORTEST => 0,
        SHORTEST..TWO_WRONG => 1,
        TWO_WRONG.. => 2,
    }
}

fn count(word: &str) -> usize {
    match word.is_ascii() {
        true => word.len(),
        false => word.chars().count(),
    }
}

/// How many letters at least are to be changed: those that one has more often than the other. Far cheaper than the number itself,
/// which then need not be found for most words.
fn unlike(one: &str, other: &str) -> usize {
    // Letters that share a place can only make it less.
    let mut more = [0_i16; 32];
    for c in one.chars() {
        if let Some(count) = more.get_mut(c as usize % 32) {
            *count = count.saturating_add(1);
        }
    }
    for c in other.chars() {
        if let Some(count) = more.get_mut(c as usize % 32) {
            *count = count.saturating_sub(1);
        }
    }
    let (mut above, mut below) = (0_i16, 0_i16);
    for count in more {
        above = above.saturating_add(count.max(0));
        below = below.saturating_sub(count.min(0));
    }
    usize::try_from(above.max(below)).unwrap_or(usize::MAX)
}

/// What remains of a word when as many letters are left out as can be wrong, as hashes: two words of which one is the other
/// misspelt have at least one in common.
pub(crate) fn letters_left_out(word: &str, to: &mut Vec<u64>) {
    let most = most(count(word));
    if most == 0 {
        return;
    }
    // Each letter counts by its place, so what stands behind one that is left out need only move.
    let mut sums = Vec::with_capacity(word.len().saturating_add(1));
    let (mut sum, mut place) = (0_u64, 1_u64);
    sums.push(sum);
    for c in word.chars() {
        let letter = (u64::from(c) | 1 << 32).wrapping_mul(LETTER);
        sum = sum.wrapping_add(letter.wrapping_mul(place));
        place = place.wrapping_mul(PLACE);
        sums.push(sum);
    }
    to.push(mix(sum));
    let moved_twice = BACK.wrapping_mul(BACK);
    let ends = sums.get(1..).unwrap_or_default();
    for ((&before, &after), next) in sums.iter().zip(ends).zip(1..) {
        to.push(mix(sum
            .wrapping_sub(after)
            .wrapping_mul(BACK)
            .wrapping_add(before)));
        if most == 2 {
            let later = sums.get(next..).unwrap_or_default().iter();
            let ends = ends.get(next..).unwrap_or_default();
            to.extend(later.zip(ends).map(|(&until, &from)| {
                let between = until.wrapping_sub(after).wrapping_mul(BACK);
                let behind = sum.wrapping_sub(from).wrapping_mul(moved_twice);
                mix(before.wrapping_add(between).wrapping_add(behind))
            }));
        }
    }
}

/// What a letter is multiplied with, and what its place is.
const LETTER: u64 = 0x9e37_79b9_7f4a_7c15;
const PLACE: u64 = 0x2545_f491_4f6c_dd1d;

/// One place back: what undoes the multiplication, found by doubling the bits that are right.
const BACK: u64 = {
    let mut back = PLACE;
    let mut turns = 0;
    while turns < 6 {
        back = back.wrapping_mul(2_u64.wrapping_sub(PLACE.wrapping_mul(back)));
        turns += 1;
    }
    back
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn long_words_may_have_two_letters_wrong() {
        for (one, other) in [
            ("skola", "skoal"),
            ("skola", "skla"),
            ("platforma", "platfroma"),
            ("pakalpojumu", "paklpojmu"),
        ] {
            assert!(misspelt(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("es", "is"),
            ("ogre", "cesis"),
            ("kraslavas", "karsavas"),
            ("skola", "sklao"),
            ("rīts", "rits1"),
        ] {
            assert!(!misspelt(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_is_left_is_what_the_shorter_word_is() {
        let left = |word: &str| {
            let mut left = Vec::new();
            letters_left_out(word, &mut left);
            left
        };
        let whole = |word: &str| left(word).first().copied();
        for shorter in ["latforma", "patforma", "platform", "plaforma"] {
            assert!(
                left("platforma").contains(&whole(shorter).unwrap_or(0)),
                "{shorter}"
            );
        }
        assert!(left("platforma").contains(&whole("atforma").unwrap_or(0)));
        assert!(!left("platforma").contains(&whole("ltform").unwrap_or(0)));
        assert_eq!(left("platforma").len(), 1 + 9 + 36);
        assert_eq!(left("skola").len(), 1 + 5);
        assert!(left("abc").is_empty());
    }

    proptest! {
        #[test]
        fn a_distance_within_is_found(a in "[a-c]{0,9}", b in "[a-c]{0,9}", most in 0_usize..3) {
            let counted = strsim::osa_distance(&a, &b) <= most;
            prop_assert_eq!(within(a.as_bytes(), b.as_bytes(), most), counted);
        }

        #[test]
        fn what_is_misspelt_has_something_in_common(a in "[a-dā]{3,11}", b in "[a-dā]{3,11}") {
            prop_assert_eq!(misspelt(&a, &b), misspelt(&b, &a));
            let distance = strsim::osa_distance(&a, &b);
            prop_assert!(unlike(&a, &b) <= distance);
            if misspelt(&a, &b) {
                let (mut of_a, mut of_b) = (Vec::new(), Vec::new());
                letters_left_out(&a, &mut of_a);
                letters_left_out(&b, &mut of_b);
                prop_assert!(of_a.iter().any(|hash| of_b.contains(hash)), "{} {}", a, b);
            }
        }
    }
}
