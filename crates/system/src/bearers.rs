//! Who bears a loss in the end, and how visible it is.
//!
//! Four questions put to direct lending and to a deal: who bears expected loss and tail, what capital it takes, how much can be
//! seen, what it lets the bank lend. A holder's share of expected loss counts for transparency by what is disclosed of
//! it:
//!
//! ```text
//! observability = Σ share of expected loss x disclosure
//! ```
//!
//! Example: a fund's 92.8 % at 0.2, its lender's 6.9 % at 0.5 and the bank's 0.4 % at 1 can be seen to 22.4 %.
//!
//! ```
//! use tranchet_system::{back_leverage::Borne, bearers::Disclosure};
//! let expected = Borne { fund: 92.78, lender: 6.87, senior: 0.35 };
//! assert!((Disclosure::ASSUMED.observability(&expected) - 0.2234).abs() < 1e-3);
//! ```

use crate::back_leverage::{BackLeverage, Borne};
use tranchet_risk::large_pool::LargePool;

/// How much of a holder's position others can see, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disclosure {
    /// A private fund.
    pub fund: f64,
    /// A bank that lends to it.
    pub lender: f64,
    /// The bank that made the loans.
    pub bank: f64,
}

impl Disclosure {
    /// Assumed: banks disclose all of their own loans, half of what they lend to funds, and private funds a fifth.
    pub const ASSUMED: Disclosure = Disclosure {
        fund: 0.2,
        lender: 0.5,
        bank: 1.0,
    };

    /// The share of an expected loss that can be seen; one when there is none.
    pub fn observability(&self, expected: &Borne) -> f64 {
        let loss = expected.loss();
        if loss == 0.0 {
            return 1.0;
        }
        (self.fund * expected.fund + self.lender * expected.lender + self.bank * expected.senior) / loss
    }
}

/// Who bears which loss of a pool whose first loss a levered fund holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bearers {
    /// Of the expected loss.
    pub expected: Borne,
    /// The loss that is not exceeded with probability 99 %.
    pub one_in_100: Borne,
    /// The loss that is not exceeded with probability 99.9 %.
    pub one_in_1000: Borne,
}

impl Bearers {
    /// For a pool of this size.
    pub fn of(fund: &BackLeverage, pool: &LargePool, size: f64) -> Bearers {
        let at = |probability: f64| fund.bear(size * pool.quantile(probability));
        Bearers {
            expected: fund.bear_expected(pool, size),
            one_in_100: at(0.99),
            one_in_1000: at(0.999),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PD 1 % a year for five years, LGD 40 %, ρ 20 %; first loss of 125 on 1,000 bought with 55 % of loan.
    #[test]
    fn the_bank_keeps_little_of_the_expected_loss_and_more_of_the_tail() {
        let pool = LargePool {
            pd: 1.0 - libm::pow(0.99, 5.0),
            lgd: 0.4,
            correlation: 0.2,
        };
        let fund = BackLeverage {
            tranche: 125.0,
            advance: 0.55,
        };
        let bearers = Bearers::of(&fund, &pool, 1_000.0);
        let hundred = bearers.one_in_100;
        let thousand = bearers.one_in_1000;
        assert!((hundred.loss() - 98.5).abs() < 0.05 && (thousand.loss() - 152.1).abs() < 0.05);
        let share = |part: f64, all: Borne| 100.0 * part / all.loss();
        for (found, expected) in [
            (share(hundred.fund, hundred), 57.1),
            (share(hundred.lender, hundred), 42.9),
            (share(thousand.fund, thousand), 37.0),
            (share(thousand.lender, thousand), 45.2),
            (share(thousand.senior, thousand), 17.8),
        ] {
            assert!((found - expected).abs() < 0.06, "{found} for {expected}");
        }
        assert!((Disclosure::ASSUMED.observability(&bearers.expected) - 0.224).abs() < 1e-3);
    }
}
