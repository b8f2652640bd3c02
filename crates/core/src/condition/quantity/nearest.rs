//! The limit that is named where the law of the day is not known.

use crate::scalar::Quantity;

/// The known limit nearest to what was found: where the law of the day is not known and yet all known limits agree.
pub(crate) fn nearest(found: Quantity, known: [Option<Quantity>; 2]) -> Option<Quantity> {
    let [before, after] = known;
    match (before, after) {
        (Some(before), Some(after)) => {
            let closer = after.distance(found)? < before.distance(found)?;
            Some(if closer { after } else { before })
        }
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearer_of_two_limits_is_named_whichever_came_first() {
        let [low, high, over, under] = [50, 60, 61, 49].map(Quantity::Count);
        for known in [[Some(low), Some(high)], [Some(high), Some(low)]] {
            assert_eq!(nearest(over, known), Some(high));
            assert_eq!(nearest(under, known), Some(low));
        }
        assert_eq!(nearest(over, [None, Some(low)]), Some(low));
        assert_eq!(nearest(over, [Some(low), None]), Some(low));
        assert_eq!(nearest(over, [None, None]), None);
    }
}
