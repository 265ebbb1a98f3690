//! The tranches of a deal, who holds which, and who bears a loss of its pool.
//!
//! One fund holds all that is placed, with its own money and a bank's loan. Losses of what is placed fall on the fund
//! until its money is gone, from the lowest attachment up, then on its lender; the bank that made the loans bears the rest: what it
//! kept of the tranches, and what it kept of every loan outside them.
//!
//! ```text
//! placed    T = s Σ p_i (d_i - a_i)              s share of each loan inside the deal, p_i placed
//! fund      s Σ p_i (between a_i and d_i) until (1 - a) T
//! ```
//!
//! All in shares of the pool, whole loans. Example: 0 to 12.5 % placed, bought with 55 % of loan; 10 % lost: the fund bears
//! 5.625 %, its lender 4.375 %.
//!
//! ```
//! use tranchet_system::stack::{Slice, Stack};
//! let stack = Stack::new(1.0, vec![Slice { attachment: 0.0, detachment: 0.125, placed: 1.0 }]);
//! let borne = stack.bear(0.55, 0.10);
//! assert!((borne.fund - 0.05625).abs() < 1e-12 && (borne.lender - 0.04375).abs() < 1e-12);
//! ```
//!
//! Not covered: amortisation, recoveries after a write-down, several funds with different loans.

use tranchet_risk::large_pool::LargePool;

use crate::back_leverage::Borne;

/// A tranche at closing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slice {
    /// Share of the protected pool lost before it is hit.
    pub attachment: f64,
    /// Share of the protected pool at which it is lost.
    pub detachment: f64,
    /// Share of it that is sold.
    pub placed: f64,
}

/// The tranches of a deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    inside: f64,
    slices: Vec<Slice>,
}

impl Stack {
    /// Tranches of a pool of which this share of every loan is inside the deal.
    pub fn new(inside: f64, mut slices: Vec<Slice>) -> Stack {
        slices.retain(|slice| slice.placed > 0.0);
        slices.sort_by(|one, other| one.attachment.total_cmp(&other.attachment));
        Stack { inside, slices }
    }

    /// `T`: what is sold, as a share of whole loans.
    pub fn thickness(&self) -> f64 {
        let sold = |slice: &Slice| slice.placed * (slice.detachment - slice.attachment);
        self.inside * self.slices.iter().map(sold).sum::<f64>()
    }

    /// Who bears a loss, both as shares of whole loans; the fund has borrowed `advance` of what it holds.
    pub fn bear(&self, advance: f64, loss: f64) -> Borne {
        self.borne(advance, loss, |from, to| (loss - from).clamp(0.0, to - from))
    }

    /// Who bears the expected loss of a pool.
    pub fn bear_expected(&self, advance: f64, pool: &LargePool) -> Borne {
        self.borne(advance, pool.expected_loss(), |from, to| {
            pool.expected_tranche_loss(from, to)
        })
    }

    /// The share of losses at which the fund's money is gone; none when nothing is sold.
    pub fn fund_gone_at(&self, advance: f64) -> Option<f64> {
        let (slices, _) = self.parted(advance);
        slices.last().map(|slice| slice.detachment)
    }

    /// The share of losses at which all that is sold is gone; none when nothing is.
    pub fn all_gone_at(&self) -> Option<f64> {
        self.slices.iter().map(|slice| slice.detachment).reduce(f64::max)
    }

    fn borne(&self, advance: f64, loss: f64, between: impl Fn(f64, f64) -> f64) -> Borne {
        let (own, lent) = self.parted(advance);
        let of = |slices: &[Slice]| -> f64 {
            let part = |slice: &Slice| slice.placed * between(slice.attachment, slice.detachment);
            self.inside * slices.iter().map(part).sum::<f64>()
        };
        let (fund, lender) = (of(&own), of(&lent));
        Borne {
            fund,
            lender,
            senior: loss - fund - lender,
        }
    }

    /// The slices on which the fund bears losses itself, and those on which its lender does.
    fn parted(&self, advance: f64) -> (Vec<Slice>, Vec<Slice>) {
        let mut left = (1.0 - advance) * self.thickness() / self.inside;
        let (mut own, mut lent) = (Vec::new(), Vec::new());
        for slice in &self.slices {
            let taken = left.min(slice.placed * (slice.detachment - slice.attachment));
            let split = (slice.attachment + taken / slice.placed).min(slice.detachment);
            left -= taken;
            if split > slice.attachment {
                own.push(Slice {
                    detachment: split,
                    ..*slice
                });
            }
            if split < slice.detachment {
                lent.push(Slice {
                    attachment: split,
                    ..*slice
                });
            }
        }
        (own, lent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::back_leverage::BackLeverage;

    const FIRST_LOSS: Slice = Slice {
        attachment: 0.0,
        detachment: 0.125,
        placed: 1.0,
    };

    /// The closed formulas of one first-loss tranche of 125 on 1,000.
    #[test]
    fn a_single_first_loss_tranche_is_as_in_closed_form() {
        let fund = BackLeverage {
            tranche: 125.0,
            advance: 0.55,
        };
        let stack = Stack::new(1.0, vec![FIRST_LOSS]);
        let pool = LargePool {
            pd: 0.25,
            lgd: 0.45,
            correlation: 0.45,
        };
        let near = |one: Borne, other: Borne| {
            for (one, other) in [
                (one.fund, other.fund),
                (one.lender, other.lender),
                (one.senior, other.senior),
            ] {
                assert!((1_000.0 * one - other).abs() < 1e-9, "{one} {other}");
            }
        };
        for loss in [0.0, 30.0, 56.25, 100.0, 125.0, 200.0] {
            near(stack.bear(0.55, loss / 1_000.0), fund.bear(loss));
        }
        near(
            stack.bear_expected(0.55, &pool),
            fund.bear_expected(&pool, 1_000.0),
        );
        assert!((stack.fund_gone_at(0.55).unwrap() - 0.05625).abs() < 1e-12);
        assert_eq!(stack.all_gone_at(), Some(0.125));
    }

    /// By hand: 5 % of every loan kept, 5 to 10 % sold to 80 %, half borrowed. T = 0.95 x 0.8 x 5 % = 3.8 %. Of a loss of
    /// 8 % the tranche takes 3 %, of which 0.95 x 0.8 x 3 % = 2.28 % is the investors'; the fund bears 1.9 %.
    #[test]
    fn a_mezzanine_sold_in_part_leaves_the_first_loss_with_the_bank() {
        let slice = Slice {
            attachment: 0.05,
            detachment: 0.10,
            placed: 0.8,
        };
        let stack = Stack::new(0.95, vec![slice]);
        assert!((stack.thickness() - 0.038).abs() < 1e-15);
        let borne = stack.bear(0.5, 0.08);
        assert!((borne.fund - 0.019).abs() < 1e-12 && (borne.lender - 0.0038).abs() < 1e-12);
        assert!((borne.senior - (0.08 - 0.0228)).abs() < 1e-12);
        assert!((stack.fund_gone_at(0.5).unwrap() - 0.075).abs() < 1e-12);
    }

    #[test]
    fn with_nothing_sold_the_bank_bears_everything() {
        let stack = Stack::new(
            1.0,
            vec![Slice {
                placed: 0.0,
                ..FIRST_LOSS
            }],
        );
        assert_eq!((stack.thickness(), stack.fund_gone_at(0.5)), (0.0, None));
        assert_eq!(stack.bear(0.5, 0.1).senior, 0.1);
    }
}
