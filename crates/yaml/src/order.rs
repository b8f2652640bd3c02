//! One sort for all kinds of things: in the page each kind would else have a sort of its own, of three kilobytes.

use std::cmp::Ordering;

/// Puts things in the order of a comparison; those that are equal stay as they stand.
pub fn sort_by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let places = |one: usize, other: usize| match (all.get(one), all.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    };
    for (one, other) in swaps(all.len(), &places) {
        all.swap(one, other);
    }
}

/// Puts things in their order, where those that are equal need not stay as they stand: faster, but in the page.
pub fn sort_unstable<T: Ord>(all: &mut [T]) {
    sort_unstable_by(all, T::cmp);
}

/// The same in the order of a comparison.
pub fn sort_unstable_by<T>(all: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    match cfg!(target_family = "wasm") {
        true => sort_by(all, compare),
        false => all.sort_unstable_by(compare),
    }
}

/// The places to change with one another, one pair after the other.
fn swaps(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by(|one, other| compare(*one, *other));
    // Where each must go.
    let mut goes = vec![0; count];
    for (to, from) in order.into_iter().enumerate() {
        if let Some(goes) = goes.get_mut(from) {
            *goes = to;
        }
    }
    let mut swaps = Vec::new();
    for place in 0..count {
        while let Some(&to) = goes.get(place).filter(|to| **to != place) {
            goes.swap(place, to);
            swaps.push((place, to));
        }
    }
    swaps
}

#[cfg(test)]
mod tests {
    use super::sort_by;

    #[test]
    fn equal_things_stay_as_they_stand() {
        for text in ["", "a", "ba", "ab", "cAbaBC", "zyxwv", "aAaAbBbB", "bAcaCB"] {
            let mut own: Vec<char> = text.chars().collect();
            let mut expected = own.clone();
            expected.sort_by_key(char::to_ascii_lowercase);
            sort_by(&mut own, |a, b| {
                a.to_ascii_lowercase().cmp(&b.to_ascii_lowercase())
            });
            assert_eq!(own, expected, "{text}");
        }
    }
}
