//! Tranche points from targets: where the risk of a tranche comes down to a probability of loss or an expected loss.
//!
//! Tranches are cut from the top of the pool downward, by the loss distribution of the last date and for sequential principal:
//!
//! ```text
//! probability:     A  with  P(L > A) = target
//! expected loss:   A  with  E[ (L - A)⁺ - (L - D)⁺ ] / (D - A) = target,  D: where the tranche above attaches
//! ```
//!
//! Example: of infinitely many loans with PD 4.9010 % over five years, LGD 40 % and ρ 20 %, one case in a thousand loses more
//! than `0.4 N((-1.6545 + 0.4472 x 3.0902) / 0.8944) = 15.21 %`; so many loans come close to that.
//!
//! ```
//! use tranchet_risk::sizing::{Target, size};
//! use tranchet_risk::{distribution::LossDistribution, loss_given_default::LossGivenDefault, pool::{Exposure, Pool}};
//! let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
//! let losses = LossDistribution::of(&Pool::of_bullets(vec![5.0], vec![loan; 20_000]));
//! let found = size(&losses, 0, Target::Probability, &[0.001]);
//! assert!((found[0].attachment - 0.1521).abs() < 1e-3, "{found:?}");
//! ```
//!
//! Not covered: what principal and excess spread do to tranches of deals that depend on the path.

use crate::distribution::LossDistribution;

/// Halvings that find a point: to 2⁻⁴⁰ of the pool.
const HALVINGS: usize = 40;

/// What a target is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Probability that the tranche loses anything.
    Probability,
    /// Expected loss as a share of the tranche.
    ExpectedLoss,
}

/// A tranche that meets a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sized {
    /// The target; none for what is left below.
    pub target: Option<f64>,
    /// Share of the pool below it.
    pub attachment: f64,
    /// Where the tranche above attaches.
    pub detachment: f64,
    /// Its expected loss, as a share of it.
    pub expected_loss: f64,
    /// Probability that it loses anything.
    pub probability: f64,
    /// Standard deviation of its loss, as a share of it.
    pub deviation: f64,
}

/// Tranches from the top downward, each as thick as its target allows; targets rise. The last one is what is left below, and has
/// no target of its own.
pub fn size(losses: &LossDistribution, date: usize, target: Target, targets: &[f64]) -> Vec<Sized> {
    let mut detachment = 1.0;
    let mut found: Vec<Sized> = targets
        .iter()
        .map(|wanted| {
            let attachment = attachment(losses, date, target, *wanted, detachment);
            let sized = describe(losses, date, Some(*wanted), attachment, detachment);
            detachment = attachment;
            sized
        })
        .collect();
    if detachment > 0.0 {
        found.push(describe(losses, date, None, 0.0, detachment));
    }
    found
}

/// The lowest point at which the target is met.
fn attachment(losses: &LossDistribution, date: usize, target: Target, wanted: f64, detachment: f64) -> f64 {
    let risk = |attachment: f64| match target {
        Target::Probability => losses.probability_above(date, attachment),
        Target::ExpectedLoss => expected_loss(losses, date, attachment, detachment),
    };
    if risk(0.0) <= wanted {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, detachment);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if risk(middle) > wanted {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}

fn expected_loss(losses: &LossDistribution, date: usize, attachment: f64, detachment: f64) -> f64 {
    if detachment <= attachment {
        return losses.probability_above(date, attachment);
    }
    losses.expected_tranche_loss(date, attachment, detachment) / (detachment - attachment)
}

fn describe(
    losses: &LossDistribution,
    date: usize,
    target: Option<f64>,
    attachment: f64,
    detachment: f64,
) -> Sized {
    Sized {
        target,
        attachment,
        detachment,
        expected_loss: expected_loss(losses, date, attachment, detachment),
        probability: losses.probability_above(date, attachment),
        deviation: crate::pricing::deviation(|k| losses.expected_excess(date, k), attachment, detachment),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loss_given_default::LossGivenDefault;
    use crate::pool::{Exposure, Pool};

    fn losses() -> LossDistribution {
        let loan = Exposure::new(1.0, 0.01, LossGivenDefault::fixed(0.4), 0.2);
        LossDistribution::of(&Pool::of_bullets(vec![5.0], vec![loan; 5_000]))
    }

    #[test]
    fn tranches_meet_their_targets_and_tile_the_pool() {
        for target in [Target::Probability, Target::ExpectedLoss] {
            let found = size(&losses(), 0, target, &[0.0001, 0.005, 0.05]);
            assert_eq!(found.len(), 4);
            assert_eq!((found[0].detachment, found[3].attachment), (1.0, 0.0));
            for pair in found.windows(2) {
                assert_eq!(pair[0].attachment, pair[1].detachment);
            }
            for sized in &found[..3] {
                let reached = match target {
                    Target::Probability => sized.probability,
                    Target::ExpectedLoss => sized.expected_loss,
                };
                assert!(
                    (reached / sized.target.unwrap_or_default() - 1.0).abs() < 1e-5,
                    "{sized:?}"
                );
            }
        }
    }

    #[test]
    fn a_target_that_the_whole_pool_meets_leaves_nothing_below() {
        let found = size(&losses(), 0, Target::ExpectedLoss, &[0.5]);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].attachment, found[0].detachment), (0.0, 1.0));
    }
}
