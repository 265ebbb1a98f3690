//! Size buckets: 1, 2.5, 5 and their multiples by ten, from 10,000 currency units on.

use tranchet_deal::money::{Currency, Money};

/// The upper end of the first bucket, in currency units.
const FIRST: i64 = 10_000;
/// Steps from a power of ten to the next, in quarters of the power.
const STEPS: [i64; 3] = [4, 10, 20];

/// A range of balances in currency units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SizeBucket {
    /// The least, included.
    pub from: i64,
    /// The end, not included.
    pub below: i64,
}

impl SizeBucket {
    /// The bucket of a balance.
    pub fn of(balance: Money, currency: Currency) -> SizeBucket {
        let units = balance.minor() / 10i64.pow(currency.decimals());
        let mut from = 0;
        for below in bounds() {
            if units < below {
                return SizeBucket { from, below };
            }
            from = below;
        }
        SizeBucket {
            from,
            below: i64::MAX,
        }
    }
}

/// 10,000; 25,000; 50,000; 100,000; and so on.
fn bounds() -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(FIRST), |power| power.checked_mul(10)).take(12);
    powers.flat_map(|power| STEPS.map(|step| power / 4 * step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_holds_its_lower_end() {
        let usd = Currency::from_code("USD").unwrap();
        let of = |units: i64| {
            let bucket = SizeBucket::of(Money::from_minor(units * 100), usd);
            (bucket.from, bucket.below)
        };
        assert_eq!(of(0), (0, 10_000));
        assert_eq!(of(9_999), (0, 10_000));
        assert_eq!(of(10_000), (10_000, 25_000));
        assert_eq!(of(25_000), (25_000, 50_000));
        assert_eq!(of(3_000_000), (2_500_000, 5_000_000));
        assert_eq!(of(1_000_000_000), (1_000_000_000, 2_500_000_000));
    }
}
