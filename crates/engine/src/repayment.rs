//! What part of its balance a loan repays on a payment date, by contract; the run and a loan's schedule both read it.
//!
//! With `n` dates left, this one included, of `N`: equal principal `1/n`; level payment
//! `i / ((1 + i)^n − 1)`; balloon `(1 − b) / (N − (1 − b) k)` on the `k`-th date, from 0, `b` the balloon over the
//! balance. The last date takes all. An instalment of an explicit schedule is its share of what the schedule
//! leaves before it. Since it is a share, a partial default or prepayment scales what is left of the schedule.
//!
//! ```
//! use tranchet_deal::money::Money;
//! use tranchet_engine::{rates::LevelPayments, repayment::Instalment};
//! let balloon = Instalment::Balloon { balance: 1_000, balloon: 400 };
//! let mut level = LevelPayments::at(&[]);
//! // 600 over 3 dates: 200 of 1,000, 200 of 800, then all of 600.
//! let mut paid = |balance, k| balloon.principal(Money::from_minor(balance), k, 3, &mut level).minor();
//! assert_eq!([paid(1_000, 0), paid(800, 1), paid(600, 2)], [200, 200, 600]);
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tranchet_deal::factor::Factor;
use tranchet_deal::money::Money;
use tranchet_deal::rate::Rate;

use crate::amount::Amount;
use crate::rates::LevelPayments;

/// How a loan repays on dates that its frequency gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Instalment {
    /// Nothing before the last date.
    Bullet,
    /// The same amount on each date.
    Equal,
    /// Level payments at the interest rate per payment of this row of [`LevelPayments`].
    Level(usize),
    /// Equal principal down to a balloon; both amounts are of the whole loan, in minor units.
    Balloon {
        /// Balance at closing.
        balance: i64,
        /// Due at maturity beside the last instalment.
        balloon: i64,
    },
}

impl Instalment {
    /// What payment number `payment`, from 0, of `total` repays of a balance.
    pub fn principal<A: Amount>(
        self,
        balance: A,
        payment: u32,
        total: u32,
        level: &mut LevelPayments<A>,
    ) -> A {
        let left = total - payment;
        if left == 1 {
            return balance;
        }
        match self {
            Instalment::Bullet => A::ZERO,
            Instalment::Equal => balance.scale_once(Factor::new(1, u64::from(left))),
            Instalment::Level(row) => balance.scale(level.share(row, left)),
            Instalment::Balloon {
                balance: whole,
                balloon,
            } => balance.scale_once(balloon_share(whole, balloon, payment, total)),
        }
    }
}

/// `(1 − b) / (N − (1 − b) k)` over the common denominator, the balance.
fn balloon_share(balance: i64, balloon: i64, payment: u32, total: u32) -> Factor {
    let instalments = balance - balloon;
    let denominator = i64::from(total) * balance - instalments * i64::from(payment);
    Factor::new(instalments, denominator.unsigned_abs())
}

/// The interest rate per payment of a rate per year: `rate × months / 12`, without a day count.
pub fn rate_per_payment(annual: Rate, months: u32) -> Decimal {
    annual.0 * Decimal::from(months) / Decimal::from(12)
}

/// Instalments of an explicit schedule as shares of what it leaves before each, the rest at maturity.
pub fn instalment_shares(
    balance: Money,
    maturity: NaiveDate,
    instalments: &[(NaiveDate, Money)],
) -> Vec<(NaiveDate, Factor)> {
    let mut left = balance;
    let mut shares = Vec::new();
    for (date, amount) in instalments
        .iter()
        .filter(|(date, amount)| *date < maturity && *amount > Money::ZERO)
    {
        let whole = left.minor().unsigned_abs().max(1);
        shares.push((*date, Factor::new(amount.minor(), whole)));
        left -= *amount;
    }
    shares.push((maturity, Factor::ONE));
    shares
}
