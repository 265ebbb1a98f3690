//! A sum split by weights: each share is rounded down, and the units left over go to the most senior line that
//! has room.

use crate::amount::Amount;

/// Splits an amount by weights, none of whose shares exceeds its weight, into `shares`.
///
/// The amount must not exceed the sum of the weights.
pub(super) fn split_by_weight<A: Amount>(amount: A, weights: &[A], shares: &mut Vec<A>) {
    let total = weights.iter().fold(A::ZERO, |sum, weight| sum + *weight);
    shares.clear();
    if !total.is_positive() {
        shares.resize(weights.len(), A::ZERO);
        return;
    }
    shares.extend(weights.iter().map(|weight| amount.share_down(*weight, total)));
    let mut left = amount - shares.iter().fold(A::ZERO, |sum, share| sum + *share);
    for (share, weight) in shares.iter_mut().zip(weights) {
        if !left.is_positive() {
            return;
        }
        let room = left.lesser(*weight - *share);
        if room.is_positive() {
            *share += room;
            left -= room;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tranchet_deal::money::Money;

    fn split(amount: i64, weights: &[i64]) -> Vec<i64> {
        let weights: Vec<Money> = weights.iter().map(|units| Money::from_minor(*units)).collect();
        let mut shares = Vec::new();
        split_by_weight(Money::from_minor(amount), &weights, &mut shares);
        shares.iter().map(|share| share.minor()).collect()
    }

    #[test]
    fn leftover_units_go_to_the_most_senior_with_room() {
        // 100 × 1/3 = 33.3…: each gets 33, the first the unit left over.
        assert_eq!(split(100, &[50, 50, 50]), [34, 33, 33]);
        // The first has no room for both units left over.
        assert_eq!(split(5, &[1, 3, 3]), [1, 2, 2]);
        assert_eq!(split(7, &[1, 3, 3]), [1, 3, 3]);
        assert_eq!(split(0, &[0, 0]), [0, 0]);
    }
}
