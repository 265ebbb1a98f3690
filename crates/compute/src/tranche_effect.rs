//! What stronger correlation does to each tranche of the same pool.
//!
//! The pool is infinitely granular ([`LargePool`]), with the loss given default and the default probability of a scenario; only the
//! correlation differs. Example: a pool with PD 20.86 % and LGD 15.62 % as correlation rises from 0.1756 to 0.4098.
//! The first 5 % loses less of itself, 51.35 instead of 59.90 %, the next 7.5 % more, 9.07 instead of 3.51 %. What converges does not raise the expected
//! loss of a first-loss investor: it moves loss to mezzanine and senior.
//!
//! ```
//! use tranchet_compute::tranche_effect::TrancheEffect;
//! let of = |a, d| TrancheEffect::of(0.208583321, 0.156232002, [0.17561, 0.40981641], a, d);
//! let first = of(0.0, 0.05);
//! assert!((first.normal - 0.5990).abs() < 5e-5 && (first.stress - 0.5135).abs() < 5e-5);
//! let next = of(0.05, 0.125);
//! assert!((next.normal - 0.0351).abs() < 5e-5 && (next.stress - 0.0907).abs() < 5e-5);
//! ```

use tranchet_risk::large_pool::LargePool;

/// Expected loss of a tranche, as a share of itself, by regime.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrancheEffect {
    /// Where it begins, a share of the pool.
    pub attachment: f64,
    /// Where it ends.
    pub detachment: f64,
    /// At the correlation of the normal regime.
    pub normal: f64,
    /// At that of stress.
    pub stress: f64,
}

impl TrancheEffect {
    /// Of a pool's PD and LGD, at the correlations of both regimes.
    pub fn of(pd: f64, lgd: f64, correlations: [f64; 2], attachment: f64, detachment: f64) -> TrancheEffect {
        let [normal, stress] = correlations.map(|correlation| {
            let pool = LargePool { pd, lgd, correlation };
            pool.expected_tranche_loss(attachment, detachment) / (detachment - attachment)
        });
        TrancheEffect {
            attachment,
            detachment,
            normal,
            stress,
        }
    }

    /// When stress holds with a probability.
    pub fn mixed(&self, stress_probability: f64) -> f64 {
        (1.0 - stress_probability) * self.normal + stress_probability * self.stress
    }
}

/// The loss of the pool that is not exceeded with a probability, at the correlations of both regimes.
pub fn quantiles(pd: f64, lgd: f64, correlations: [f64; 2], probability: f64) -> [f64; 2] {
    correlations.map(|correlation| LargePool { pd, lgd, correlation }.quantile(probability))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetypes;
    use crate::assumptions::Assumptions;
    use crate::factors::{FactorModel, Regime};
    use crate::pool::ComputePool;
    use crate::scenario_library::scenarios;

    fn soft_landing() -> (f64, f64, [f64; 2]) {
        let outcome = ComputePool::of_archetypes().run(&scenarios()[1], &Assumptions::assumed());
        let weights = archetypes().map(|archetype| archetype.weight);
        let correlation = |regime| FactorModel::assumed(regime).weighted_correlation(weights);
        let pd = outcome.pd();
        (
            pd,
            outcome.loss() / pd,
            [Regime::Normal, Regime::Stress].map(correlation),
        )
    }

    /// The worked example: the pool of kinds in a soft landing; losses of tranches in per cent of each.
    #[test]
    fn convergence_moves_loss_up_the_stack() {
        let (pd, lgd, correlations) = soft_landing();
        assert!((100.0 * pd - 20.86).abs() < 5e-3 && (100.0 * lgd - 15.62).abs() < 5e-3);
        for (a, d, normal, stress, tolerance) in [
            (0.0, 0.05, 59.90, 51.35, 6e-3),
            (0.0, 0.125, 26.070, 25.981, 6e-4),
            (0.05, 0.125, 3.51, 9.07, 6e-3),
            (0.125, 1.0, 0.0, 0.0127, 6e-5),
        ] {
            let effect = TrancheEffect::of(pd, lgd, correlations, a, d);
            assert!(
                (100.0 * effect.normal - normal).abs() < tolerance,
                "{a} {d}: {effect:?}"
            );
            assert!(
                (100.0 * effect.stress - stress).abs() < tolerance,
                "{a} {d}: {effect:?}"
            );
        }
        let [normal, stress] = quantiles(pd, lgd, correlations, 0.999);
        assert!((100.0 * normal - 10.98).abs() < 6e-3 && (100.0 * stress - 14.62).abs() < 6e-3);
        let senior = TrancheEffect::of(pd, lgd, correlations, 0.125, 1.0);
        assert!((100.0 * senior.mixed(0.2) - 0.0026).abs() < 6e-5);
    }

    #[test]
    fn tranches_together_lose_what_the_pool_loses() {
        let (pd, lgd, correlations) = soft_landing();
        let of = |a, d| TrancheEffect::of(pd, lgd, correlations, a, d).stress * (d - a);
        assert!((of(0.0, 0.05) + of(0.05, 0.125) + of(0.125, 1.0) - pd * lgd).abs() < 1e-12);
    }
}
