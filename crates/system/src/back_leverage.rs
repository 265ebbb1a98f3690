//! Back leverage: a fund buys a tranche with a bank's loan, by repo or against its net asset value.
//!
//! ```text
//! loss X of the pool      tranche  l = min(X, T)
//! fund                    min(l, (1 - a) T)
//! its lender              l - fund
//! senior, kept            X - l
//! back to banks           (lender + senior) / X
//! margin call             when the price falls below a / (1 - m)
//! carry                   (R + s - EL - a (R + f)) / (1 - a)
//! ```
//!
//! `T` tranche, `a` advance, `m` maintenance haircut, `R` index, `s` spread of the tranche, `f` spread of the loan.
//! Example: of a loss of 100 on a tranche of 125 bought with 55 % of loan the lender bears 43.75.
//!
//! ```
//! use tranchet_system::back_leverage::BackLeverage;
//! let fund = BackLeverage { tranche: 125.0, advance: 0.55 };
//! let borne = fund.bear(100.0);
//! assert!((borne.fund - 56.25).abs() < 1e-12 && (borne.back_to_banks() - 0.4375).abs() < 1e-12);
//! ```
//!
//! Not covered: losses of the lender beyond its collateral, recourse to the fund's other assets.

use tranchet_risk::large_pool::LargePool;

/// A fund that holds a whole tranche with borrowed money.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackLeverage {
    /// `T`: the tranche, from the first loss up.
    pub tranche: f64,
    /// `a`: share of it that a bank has lent, from 0 to below 1.
    pub advance: f64,
}

/// Who bears a loss.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Borne {
    /// The fund.
    pub fund: f64,
    /// Its lender.
    pub lender: f64,
    /// The bank that kept the senior tranche.
    pub senior: f64,
}

impl Borne {
    /// All of it.
    pub fn loss(&self) -> f64 {
        self.fund + self.lender + self.senior
    }

    /// The share that banks bear; nought without a loss.
    pub fn back_to_banks(&self) -> f64 {
        let loss = self.loss();
        if loss > 0.0 {
            (self.lender + self.senior) / loss
        } else {
            0.0
        }
    }
}

impl BackLeverage {
    /// What the fund put up itself.
    pub fn equity(&self) -> f64 {
        (1.0 - self.advance) * self.tranche
    }

    /// Who bears a loss of the pool.
    pub fn bear(&self, loss: f64) -> Borne {
        let of_tranche = loss.min(self.tranche);
        let fund = of_tranche.min(self.equity());
        Borne {
            fund,
            lender: of_tranche - fund,
            senior: loss - of_tranche,
        }
    }

    /// Who bears the expected loss of a pool of this size.
    pub fn bear_expected(&self, pool: &LargePool, size: f64) -> Borne {
        let between = |from: f64, to: f64| size * pool.expected_tranche_loss(from / size, to / size);
        Borne {
            fund: between(0.0, self.equity()),
            lender: between(self.equity(), self.tranche),
            senior: between(self.tranche, size),
        }
    }

    /// Probability that the fund's equity is gone, and that the tranche is.
    pub fn wiped_out(&self, pool: &LargePool, size: f64) -> (f64, f64) {
        let above = |amount: f64| pool.probability_above(amount / size);
        (above(self.equity()), above(self.tranche))
    }

    /// Protection that remains when the lender is the bank that bought it: what the fund put up.
    pub fn consolidated_protection(&self) -> f64 {
        self.equity()
    }

    /// The price of the tranche, as a share of its nominal, below which the lender calls for cash.
    pub fn margin_call_price(&self, maintenance_haircut: f64) -> f64 {
        self.advance / (1.0 - maintenance_haircut)
    }

    /// What the fund earns on its own money in a year.
    pub fn carry(&self, terms: &Carry) -> f64 {
        let earned = terms.index + terms.spread - terms.expected_loss;
        (earned - self.advance * (terms.index + terms.funding_spread)) / (1.0 - self.advance)
    }
}

/// What a year earns and costs, per unit of the tranche or of the loan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Carry {
    /// `R`: the index of both.
    pub index: f64,
    /// `s`: spread of the tranche.
    pub spread: f64,
    /// `f`: spread of the loan.
    pub funding_spread: f64,
    /// Expected loss of the tranche.
    pub expected_loss: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    const FUND: BackLeverage = BackLeverage {
        tranche: 125.0,
        advance: 0.55,
    };

    #[test]
    fn losses_return_to_banks_beyond_the_funds_own_money() {
        for (loss, share) in [
            (56.25, 0.0),
            (100.0, 0.4375),
            (125.0, 0.55),
            (150.0, 0.625),
            (200.0, 0.71875),
        ] {
            assert!((FUND.bear(loss).back_to_banks() - share).abs() < 1e-12, "{loss}");
        }
        let unlevered = BackLeverage { advance: 0.0, ..FUND };
        assert_eq!(unlevered.bear(125.0).lender, 0.0);
        assert!((FUND.consolidated_protection() - 56.25).abs() < 1e-12);
    }

    #[test]
    fn expected_losses_of_a_sound_and_of_a_stressed_pool() {
        let sound = LargePool {
            pd: 1.0 - libm::pow(0.99, 5.0),
            lgd: 0.4,
            correlation: 0.2,
        };
        let stressed = LargePool {
            pd: 0.25,
            lgd: 0.45,
            correlation: 0.45,
        };
        for (pool, [fund, lender, senior], equity_gone) in [
            (sound, [92.8, 6.9, 0.4], 6.15),
            (stressed, [38.4, 28.9, 32.7], 60.5),
        ] {
            let borne = FUND.bear_expected(&pool, 1_000.0);
            let share = |part: f64| 100.0 * part / borne.loss();
            assert!((share(borne.fund) - fund).abs() < 0.06, "{}", share(borne.fund));
            assert!((share(borne.lender) - lender).abs() < 0.06);
            assert!((share(borne.senior) - senior).abs() < 0.06);
            assert!((100.0 * FUND.wiped_out(&pool, 1_000.0).0 - equity_gone).abs() < 0.06);
        }
        assert!((100.0 * FUND.wiped_out(&stressed, 1_000.0).1 - 36.2).abs() < 0.06);
    }

    #[test]
    fn leverage_lifts_carry_and_brings_margin_calls_nearer() {
        let carry = |expected_loss| {
            let terms = Carry {
                index: 0.04,
                spread: 0.10,
                funding_spread: 0.03,
                expected_loss,
            };
            100.0 * FUND.carry(&terms)
        };
        for (loss, expected) in [(0.0, 22.56), (0.032, 15.44), (0.08, 4.78)] {
            assert!((carry(loss) - expected).abs() < 0.005);
        }
        for (advance, haircut, price) in [(0.55, 0.3, 0.786), (0.60, 0.3, 0.857), (0.70, 0.2, 0.875)] {
            let fund = BackLeverage { advance, ..FUND };
            assert!((fund.margin_call_price(haircut) - price).abs() < 5e-4);
        }
    }
}
