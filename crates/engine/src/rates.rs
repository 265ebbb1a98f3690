//! Rates per period and per payment, derived from rates per year.
//!
//! Period rate: `1 − (1 − r)^(1/p)` for `p` periods a year, the root to 25 significant digits. Level payment:
//! with `n` payments left and interest `i` per payment, the share `i / ((1 + i)^n − 1)` of the balance is
//! principal; `1/n` when `i ≤ 0`.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::rates::period_rate;
//! // 0.9^(1/2) = 0.948683298050513799599668…
//! assert_eq!(period_rate(dec!(0.1), 2), dec!(0.0513167019494862004003319));
//! ```

use std::collections::HashMap;

use rust_decimal::{Decimal, RoundingStrategy};
use tranchet_deal::factor::Factor;

use crate::amount::Amount;

/// Significant digits to which roots are taken.
const ROOT_DIGITS: u32 = 25;

/// The rate per period that compounds to a rate per year between 0 and 1.
pub fn period_rate(annual: Decimal, periods_per_year: u32) -> Decimal {
    let survival = Decimal::ONE - annual;
    if periods_per_year == 1 || survival.is_zero() || annual.is_zero() {
        return annual;
    }
    Decimal::ONE - root(survival, periods_per_year)
}

/// The `degree`-th root of a number between 0 and 1, by Newton's method from the nearest float.
fn root(number: Decimal, degree: u32) -> Decimal {
    let start = libm::pow(decimal_to_f64(number), 1.0 / f64::from(degree));
    let mut guess = Decimal::try_from(start)
        .unwrap_or(Decimal::ONE)
        .max(Decimal::new(1, 9));
    for _ in 0..4 {
        let lower_power = power(guess, degree - 1);
        guess -= (lower_power * guess - number) / (Decimal::from(degree) * lower_power);
    }
    guess
        .round_sf_with_strategy(ROOT_DIGITS, RoundingStrategy::MidpointNearestEven)
        .unwrap_or(guess)
}

fn power(base: Decimal, exponent: u32) -> Decimal {
    (0..exponent).fold(Decimal::ONE, |product, _| product * base)
}

/// The nearest float.
pub fn decimal_to_f64(number: Decimal) -> f64 {
    Factor::from(number).to_f64()
}

/// Shares of level payments that are principal, kept by interest rate since loans have few rates.
#[derive(Debug)]
pub struct LevelPayments<A: Amount> {
    row_of: HashMap<Decimal, usize>,
    ladders: Vec<Ladder<A>>,
}

/// The shares at one rate, by the number of payments left.
#[derive(Debug)]
struct Ladder<A: Amount> {
    rate: Decimal,
    /// `((1 + i)^n − 1) / i` for the last share of the list; `None` when it is beyond all measure.
    growth: Option<Decimal>,
    shares: Vec<A::Factor>,
}

impl<A: Amount> LevelPayments<A> {
    /// With these rates per payment, which differ, in the first rows.
    pub fn at(rates: &[Decimal]) -> Self {
        let mut level = LevelPayments {
            row_of: HashMap::new(),
            ladders: Vec::new(),
        };
        for rate in rates {
            level.row(*rate);
        }
        level
    }

    /// The row of a rate per payment.
    pub fn row(&mut self, rate: Decimal) -> usize {
        *self.row_of.entry(rate).or_insert_with(|| {
            self.ladders.push(Ladder {
                rate,
                growth: None,
                shares: Vec::new(),
            });
            self.ladders.len() - 1
        })
    }

    /// The share of the balance that is principal, with `left` payments left (at least one) at the rate of a row.
    pub fn share(&mut self, row: usize, left: u32) -> A::Factor {
        let ladder = &mut self.ladders[row];
        while ladder.shares.len() < left as usize {
            ladder.climb();
        }
        ladder.shares[left as usize - 1]
    }
}

impl<A: Amount> Ladder<A> {
    fn climb(&mut self) {
        let left = self.shares.len() as u64 + 1;
        self.growth = match (left, self.growth) {
            (1, _) => Some(Decimal::ONE),
            (_, Some(growth)) => growth
                .checked_mul(Decimal::ONE + self.rate)
                .and_then(|g| g.checked_add(Decimal::ONE)),
            (_, None) => None,
        };
        let share = if self.rate <= Decimal::ZERO {
            Factor::new(1, left)
        } else {
            Factor::from(self.growth.map_or(Decimal::ZERO, |growth| Decimal::ONE / growth))
        };
        self.shares.push(A::factor(share));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;
    use tranchet_deal::money::Money;

    /// Against roots worked to 40 digits with an independent program.
    #[test]
    fn roots_have_25_digits() {
        // 0.98^(1/4) and 0.98^(1/12)
        assert_eq!(
            period_rate(dec!(0.02), 4),
            dec!(1) - dec!(0.9949620563926880393552306)
        );
        assert_eq!(
            period_rate(dec!(0.02), 12),
            dec!(1) - dec!(0.9983178574472604655991841)
        );
        assert_eq!(period_rate(dec!(0.02), 1), dec!(0.02));
        assert_eq!(
            [period_rate(dec!(0), 12), period_rate(dec!(1), 12)],
            [dec!(0), dec!(1)]
        );
    }

    /// A loan of 1,000 at 1 % per payment over 3 payments repays 330.02, 333.32, 336.66.
    #[test]
    fn level_payments_repay_the_loan() {
        let mut level = LevelPayments::<Money>::at(&[]);
        let row = level.row(dec!(0.01));
        let mut balance = 100_000;
        let principal: Vec<i64> = [3, 2, 1]
            .map(|left| {
                let paid = level.share(row, left).scale_half_even(balance);
                balance -= paid;
                paid
            })
            .to_vec();
        assert_eq!(principal, [33_002, 33_332, 33_666]);
    }

    #[test]
    fn an_absurd_rate_repays_at_the_end_and_no_rate_repays_evenly() {
        let mut level = LevelPayments::<Money>::at(&[]);
        let mut paid = |rate, left| {
            let row = level.row(rate);
            level.share(row, left).scale_half_even(1_000_000)
        };
        assert_eq!(paid(dec!(10), 400), 0);
        assert_eq!(paid(dec!(10), 1), 1_000_000);
        assert_eq!(paid(dec!(-0.01), 4), 250_000);
    }
}
