//! What makes compute-backed loans default together: demand for AI, rents of GPUs, cryptocurrency.
//!
//! ```text
//! X_i   = k β_i F + √(1 - k² β_i'Σβ_i) ε_i,   F = (AI demand, GPU rents, cryptocurrency), default when X_i < G(PD_i)
//! ρ_ij  = k² β_i'Σβ_j                         asset correlation;   R²_i = k² β_i'Σβ_i < 1
//! ```
//!
//! `Σ` must be positive definite. In stress factors move together and loans follow them more. Example: the average correlation between
//! two kinds rises from 0.171 to 0.448; with the loadings unscaled it would reach only 0.287.
//!
//! ```
//! use tranchet_compute::factors::{FactorModel, Regime};
//! let of = |regime| FactorModel::assumed(regime).average_pair_correlation();
//! assert!((of(Regime::Normal) - 0.171).abs() < 5e-4 && (of(Regime::Stress) - 0.448).abs() < 5e-4);
//! let unscaled = FactorModel { scale: 1.0, ..FactorModel::assumed(Regime::Stress) };
//! assert!((unscaled.average_pair_correlation() - 0.287).abs() < 6e-4);
//! ```
//!
//! No source gives loadings or correlations: all are assumed.

use core::f64::consts::PI;

use crate::asset_type::AssetType;
use crate::fault::{Checks, Fault};
use crate::parameter::{Known, Parameter};

/// Which correlations hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Regime {
    /// Factors move mostly on their own.
    Normal,
    /// They move together.
    Stress,
}

impl Regime {
    /// The word for it in files and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Regime::Normal => "normal",
            Regime::Stress => "stress",
        }
    }
}

/// `β`: how a kind of loan follows the factors, in the order AI demand, GPU rents, cryptocurrency.
pub type Loadings = [f64; 3];

/// Correlations between the factors.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorCorrelations {
    /// Demand for AI and rents of GPUs.
    pub ai_gpu: f64,
    /// Demand for AI and cryptocurrency.
    pub ai_bitcoin: f64,
    /// Rents of GPUs and cryptocurrency.
    pub gpu_bitcoin: f64,
}

/// A factor model of the kinds of loans.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FactorModel {
    /// Loadings by kind, in the order of [`AssetType::ALL`].
    pub loadings: [Loadings; 5],
    /// `Σ`.
    pub correlations: FactorCorrelations,
    /// `k`: by which all loadings are multiplied.
    pub scale: f64,
}

const LOADINGS: [Loadings; 5] = [
    [0.35, 0.10, 0.0],
    [0.25, 0.40, 0.0],
    [0.25, 0.30, 0.0],
    [0.10, 0.25, 0.45],
    [0.35, 0.15, 0.0],
];
const NORMAL: [Known; 4] = [
    Known::assumed(
        "AI demand and GPU rents",
        0.30,
        "correlation",
        "no source gives it",
    ),
    Known::assumed(
        "AI demand and cryptocurrency",
        0.15,
        "correlation",
        "no source gives it",
    ),
    Known::assumed(
        "GPU rents and cryptocurrency",
        0.10,
        "correlation",
        "no source gives it",
    ),
    Known::assumed("scale of loadings", 1.0, "factor", "no source gives it"),
];
const STRESS: [Known; 4] = [
    Known {
        value: 0.80,
        ..NORMAL[0]
    },
    Known {
        value: 0.60,
        ..NORMAL[1]
    },
    Known {
        value: 0.75,
        ..NORMAL[2]
    },
    Known {
        value: 1.25,
        ..NORMAL[3]
    },
];

impl FactorCorrelations {
    /// As a matrix.
    pub fn matrix(&self) -> [[f64; 3]; 3] {
        let FactorCorrelations {
            ai_gpu,
            ai_bitcoin,
            gpu_bitcoin,
        } = *self;
        [
            [1.0, ai_gpu, ai_bitcoin],
            [ai_gpu, 1.0, gpu_bitcoin],
            [ai_bitcoin, gpu_bitcoin, 1.0],
        ]
    }

    fn determinant(&self) -> f64 {
        let FactorCorrelations {
            ai_gpu: a,
            ai_bitcoin: b,
            gpu_bitcoin: c,
        } = *self;
        1.0 + 2.0 * a * b * c - a * a - b * b - c * c
    }

    /// Eigenvalues of the matrix, the smallest first, by the trigonometric solution of its cubic.
    pub fn eigenvalues(&self) -> [f64; 3] {
        let off = [self.ai_gpu, self.ai_bitcoin, self.gpu_bitcoin];
        let p = libm::sqrt(off.iter().map(|rho| rho * rho).sum::<f64>() / 3.0);
        if p == 0.0 {
            return [1.0; 3];
        }
        let r = (off[0] * off[1] * off[2] / (p * p * p)).clamp(-1.0, 1.0);
        let angle = libm::acos(r) / 3.0;
        [1.0, 2.0, 0.0].map(|turn| 1.0 + 2.0 * p * libm::cos(angle + turn * 2.0 * PI / 3.0))
    }

    /// Whether factors can have them.
    pub fn faults(&self) -> Vec<Fault> {
        let minors = [(2, 1.0 - self.ai_gpu * self.ai_gpu), (3, self.determinant())];
        let first = minors
            .into_iter()
            .find(|(_, minor)| minor.is_nan() || *minor <= 0.0);
        first
            .map(|(order, minor)| Fault::NotPositiveDefinite { order, minor })
            .into_iter()
            .collect()
    }
}

impl FactorModel {
    /// The model of a regime.
    pub fn assumed(regime: Regime) -> FactorModel {
        let [ai_gpu, ai_bitcoin, gpu_bitcoin, scale] = known(regime).map(|figure| figure.value);
        FactorModel {
            loadings: LOADINGS,
            correlations: FactorCorrelations {
                ai_gpu,
                ai_bitcoin,
                gpu_bitcoin,
            },
            scale,
        }
    }

    /// `ρ_ij`: between two loans of these kinds.
    pub fn asset_correlation(&self, one: AssetType, other: AssetType) -> f64 {
        let sigma = self.correlations.matrix();
        let [one, other] = [one, other].map(|asset| self.loadings[asset.place()]);
        let sum: f64 = one
            .iter()
            .zip(sigma)
            .map(|(beta, row)| beta * row.iter().zip(other).map(|(rho, beta)| rho * beta).sum::<f64>())
            .sum();
        self.scale * self.scale * sum
    }

    /// `R²`: what the factors explain of a kind's variance.
    pub fn explained(&self, asset: AssetType) -> f64 {
        self.asset_correlation(asset, asset)
    }

    /// The mean over all pairs of different kinds.
    pub fn average_pair_correlation(&self) -> f64 {
        let pairs = pairs();
        let sum: f64 = pairs
            .iter()
            .map(|(one, other)| self.asset_correlation(*one, *other))
            .sum();
        sum / pairs.len() as f64
    }

    /// The mean over all pairs of loans, by the balances of kinds in the order of [`AssetType::ALL`].
    pub fn weighted_correlation(&self, balances: [f64; 5]) -> f64 {
        let total: f64 = balances.iter().sum();
        let weight = |asset: AssetType| balances[asset.place()] / total;
        let of = |one: AssetType| {
            let with = |other| weight(other) * self.asset_correlation(one, other);
            weight(one) * AssetType::ALL.into_iter().map(with).sum::<f64>()
        };
        AssetType::ALL.into_iter().map(of).sum()
    }

    /// The loadings of a kind with their sources.
    pub fn loading_parameters(&self, asset: AssetType) -> [Parameter; 3] {
        let names = [
            "loading on AI demand",
            "loading on GPU rents",
            "loading on cryptocurrency",
        ];
        let (assumed, used) = (LOADINGS[asset.place()], self.loadings[asset.place()]);
        core::array::from_fn(|factor| {
            Known::assumed(names[factor], assumed[factor], "factor", "no source gives it").used(used[factor])
        })
    }

    /// Its figures with their sources, as assumed for a regime.
    pub fn parameters(&self, regime: Regime) -> [Parameter; 4] {
        let known = known(regime);
        [
            known[0].used(self.correlations.ai_gpu),
            known[1].used(self.correlations.ai_bitcoin),
            known[2].used(self.correlations.gpu_bitcoin),
            known[3].used(self.scale),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        let faults = Checks::default()
            .nought_or_more("the scale of loadings", self.scale)
            .and(self.correlations.faults())
            .faults();
        let overexplained = AssetType::ALL.into_iter().filter_map(|asset| {
            let explained = self.explained(asset);
            (explained.is_nan() || explained >= 1.0).then_some(Fault::Overexplained {
                asset: asset.name(),
                explained,
            })
        });
        faults.into_iter().chain(overexplained).collect()
    }
}

fn known(regime: Regime) -> [Known; 4] {
    match regime {
        Regime::Normal => NORMAL,
        Regime::Stress => STRESS,
    }
}

/// Every pair of different kinds, once.
fn pairs() -> Vec<(AssetType, AssetType)> {
    let all = AssetType::ALL;
    let after = |place: usize| all[place + 1..].iter().map(move |other| (all[place], *other));
    (0..all.len()).flat_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archetypes::archetypes;

    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() < tolerance, "{found} for {expected}");
    }

    /// The worked example; β'Σβ multiplied out independently.
    #[test]
    fn correlations_converge_in_stress() {
        let [normal, stress] = [Regime::Normal, Regime::Stress].map(FactorModel::assumed);
        let weights = archetypes().map(|archetype| archetype.weight);
        for (model, average, gpu_miner, miner, weighted) in [
            (normal, 0.171, 0.191, 0.326, 0.1756),
            (stress, 0.448, 0.640, 0.840, 0.4098),
        ] {
            near(model.average_pair_correlation(), average, 5e-4);
            near(
                model.asset_correlation(AssetType::GpuLoan, AssetType::Miner),
                gpu_miner,
                5e-4,
            );
            near(model.explained(AssetType::Miner), miner, 5e-4);
            near(model.weighted_correlation(weights), weighted, 5e-5);
            assert_eq!(model.faults(), []);
        }
    }

    #[test]
    fn eigenvalues_of_the_stressed_factors() {
        let found = FactorModel::assumed(Regime::Stress).correlations.eigenvalues();
        for (found, expected) in found.into_iter().zip([0.160, 0.403, 2.437]) {
            near(found, expected, 5e-4);
        }
        let none = FactorCorrelations {
            ai_gpu: 0.0,
            ai_bitcoin: 0.0,
            gpu_bitcoin: 0.0,
        };
        assert_eq!(none.eigenvalues(), [1.0; 3]);
    }

    #[test]
    fn impossible_correlations_and_loadings_are_faults() {
        // AI moves with GPU rents and with cryptocurrency, which move against each other: no factors do that.
        let torn = FactorCorrelations {
            ai_gpu: 0.9,
            ai_bitcoin: 0.9,
            gpu_bitcoin: -0.9,
        };
        assert!(matches!(
            torn.faults()[..],
            [Fault::NotPositiveDefinite { order: 3, .. }]
        ));
        let same = FactorCorrelations { ai_gpu: 1.0, ..torn };
        assert!(matches!(
            same.faults()[..],
            [Fault::NotPositiveDefinite { order: 2, .. }]
        ));
        let strong = FactorModel {
            scale: 1.4,
            ..FactorModel::assumed(Regime::Stress)
        };
        let texts: Vec<String> = strong.faults().iter().map(ToString::to_string).collect();
        assert_eq!(texts.len(), 1);
        assert!(
            texts[0].contains("of the variance of miner; k² β'Σβ must be below 1"),
            "{texts:?}"
        );
        let unknown = FactorModel {
            scale: f64::NAN,
            ..strong
        };
        assert_eq!(unknown.faults().len(), 6);
    }
}
