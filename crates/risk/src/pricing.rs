//! What spread a tranche might clear at, and the frontier between relief and its cost: a model to compare structures with, not a
//! market price.
//!
//! ```text
//! s(A, D)  = c₀ + (EL + κ σ) / T           EL, σ: mean and deviation of the tranche's loss over T years, as shares of it
//! κ        = ((s* - c₀) T - EL*) / σ*       so that a known tranche has its known spread
//! net cost = (s - EL/T) B / released capital
//! ```
//!
//! Example: a pool of infinitely many loans, PD 1 % a year, LGD 40 %, ρ 20 %; a spread of 10 % on 0 to 12.5 % and 1 % for
//! illiquidity make `κ` 1.817719.
//!
//! ```
//! use tranchet_risk::{large_pool::LargePool, pricing::{Pricing, TrancheRisk}};
//! let pool = LargePool { pd: 1.0 - 0.99_f64.powi(5), lgd: 0.4, correlation: 0.2 };
//! let known = TrancheRisk::of(|k| pool.expected_excess(k), 0.0, 0.125);
//! let pricing = Pricing::calibrated(0.01, 5.0, &known, 0.10);
//! assert!((pricing.kappa - 1.817719).abs() < 1e-6, "{}", pricing.kappa);
//! ```
//!
//! Source: the form of an expected loss plus a multiple of its deviation is common in insurance (the standard-deviation
//! principle); `c₀` and the known spread are assumptions of whoever uses it.

/// Panels of Simpson's rule over a tranche.
const PANELS: usize = 200;

/// Mean and deviation of a tranche's loss, as shares of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrancheRisk {
    /// Share of the pool.
    pub thickness: f64,
    /// `EL`.
    pub expected_loss: f64,
    /// `σ`.
    pub deviation: f64,
}

impl TrancheRisk {
    /// Of the tranche between two points, from the expected excess of the pool's loss over any level.
    pub fn of(excess: impl Fn(f64) -> f64, attachment: f64, detachment: f64) -> TrancheRisk {
        let thickness = detachment - attachment;
        TrancheRisk {
            thickness,
            expected_loss: (excess(attachment) - excess(detachment)) / thickness,
            deviation: deviation(excess, attachment, detachment),
        }
    }
}

/// The standard deviation of a tranche's loss, as a share of it.
///
/// `E[T²] = 2 ∫_A^D E[(L - x)⁺] dx - 2 (D - A) E[(L - D)⁺]`, by Simpson's rule.
pub fn deviation(excess: impl Fn(f64) -> f64, attachment: f64, detachment: f64) -> f64 {
    let thickness = detachment - attachment;
    if thickness <= 0.0 {
        return 0.0;
    }
    let width = thickness / (2 * PANELS) as f64;
    let sum: f64 = (0..=2 * PANELS)
        .map(|step| {
            let weight = match step {
                0 => 1.0,
                step if step == 2 * PANELS => 1.0,
                step if step % 2 == 1 => 4.0,
                _ => 2.0,
            };
            weight * excess(attachment + width * step as f64)
        })
        .sum();
    let beyond = excess(detachment);
    let second = 2.0 * sum * width / 3.0 - 2.0 * thickness * beyond;
    let mean = excess(attachment) - beyond;
    libm::sqrt((second - mean * mean).max(0.0)) / thickness
}

/// A model of spreads.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pricing {
    /// `c₀`: what investors ask for holding what they cannot sell, a year.
    pub illiquidity: f64,
    /// `κ`: what they ask for a unit of deviation.
    pub kappa: f64,
    /// `T`: years over which losses are counted.
    pub years: f64,
}

impl Pricing {
    /// The model under which a known tranche has its known spread.
    pub fn calibrated(illiquidity: f64, years: f64, known: &TrancheRisk, spread: f64) -> Pricing {
        Pricing {
            illiquidity,
            years,
            kappa: ((spread - illiquidity) * years - known.expected_loss) / known.deviation,
        }
    }

    /// The spread of a tranche a year.
    pub fn spread(&self, tranche: &TrancheRisk) -> f64 {
        self.illiquidity + (tranche.expected_loss + self.kappa * tranche.deviation) / self.years
    }

    /// What protection of a tranche costs a year beyond what it is expected to pay, as a share of the pool.
    pub fn net_cost(&self, tranche: &TrancheRisk) -> f64 {
        (self.spread(tranche) - tranche.expected_loss / self.years) * tranche.thickness
    }
}

/// A structure: protection of the pool up to a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Structure {
    /// Where the protection ends.
    pub detachment: f64,
    /// Spread of the protection a year.
    pub spread: f64,
    /// Risk-weighted assets that it saves, as a share of the pool.
    pub relief: f64,
    /// Net cost a year over released capital; infinite where nothing is released.
    pub net_cost: f64,
}

/// Structures that protect a pool from 0 to each of these points: `senior_weight` is the risk weight of what is kept above a
/// point, `weight` that of the pool, and released capital is relief times `capital_ratio`.
pub fn structures(
    pricing: &Pricing,
    excess: impl Fn(f64) -> f64,
    points: &[f64],
    (weight, capital_ratio): (f64, f64),
    senior_weight: impl Fn(f64) -> f64,
) -> Vec<Structure> {
    let at = |detachment: &f64| {
        let tranche = TrancheRisk::of(&excess, 0.0, *detachment);
        let relief = weight - senior_weight(*detachment) * (1.0 - detachment);
        let released = relief * capital_ratio;
        Structure {
            detachment: *detachment,
            spread: pricing.spread(&tranche),
            relief,
            net_cost: if released > 0.0 {
                pricing.net_cost(&tranche) / released
            } else {
                f64::INFINITY
            },
        }
    };
    points.iter().map(at).collect()
}

/// Those that no other beats in both relief and cost, by rising relief.
pub fn frontier(structures: &[Structure]) -> Vec<Structure> {
    let mut sorted = structures.to_vec();
    sorted.sort_by(|one, other| {
        let by_relief = other.relief.total_cmp(&one.relief);
        by_relief.then(one.net_cost.total_cmp(&other.net_cost))
    });
    let mut best = f64::INFINITY;
    sorted.retain(|structure| {
        let is_better = structure.net_cost < best;
        best = best.min(structure.net_cost);
        is_better
    });
    sorted.reverse();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::large_pool::LargePool;
    use tranchet_engine::capital::kssfa::risk_weight;

    const POOL: LargePool = LargePool {
        pd: 0.0490099501,
        lgd: 0.4,
        correlation: 0.2,
    };

    fn pricing() -> Pricing {
        let known = TrancheRisk::of(|k| POOL.expected_excess(k), 0.0, 0.125);
        Pricing::calibrated(0.01, 5.0, &known, 0.10)
    }

    /// Mean 15.6244 % and deviation 16.1607 % of 0 to 12.5 %: figures derived independently.
    #[test]
    fn a_tranche_has_the_mean_and_deviation_of_the_source() {
        let found = TrancheRisk::of(|k| POOL.expected_excess(k), 0.0, 0.125);
        assert!((found.expected_loss - 0.156244).abs() < 5e-7);
        assert!((found.deviation - 0.161607).abs() < 5e-7);
    }

    /// The weight of what lies above a point under a supervisory formula with `K` 8 %, parameter `p` and a floor.
    fn weight(d: f64, p: f64, floor: f64) -> f64 {
        risk_weight(0.08, p, d, 1.0).max(floor)
    }

    /// Spread, relief and net cost of protection of 12.5 % and 20 % of a pool of 1,000 weighted 100 %, 12 % of capital:
    /// figures derived independently, under the SSFA (p 0.5, floor 20 %), SEC-SA (1, 15 %) and SEC-SA for STS (0.5, 10 %).
    #[test]
    fn structures_have_the_figures_of_the_source() {
        let excess = |k: f64| POOL.expected_excess(k);
        for (p, floor, reliefs, costs) in [
            (0.5, 0.20, [0.8250, 0.8400], [0.08681, 0.09428]),
            (1.0, 0.15, [0.4302, 0.7769], [0.16646, 0.10194]),
            (0.5, 0.10, [0.8377, 0.9200], [0.08549, 0.08608]),
        ] {
            let found = structures(&pricing(), excess, &[0.125, 0.20], (1.0, 0.12), |d| {
                weight(d, p, floor)
            });
            for ((found, relief), cost) in found.iter().zip(reliefs).zip(costs) {
                assert!((found.relief - relief).abs() < 5.1e-5, "{p} {found:?}");
                assert!((found.net_cost - cost).abs() < 5.1e-6, "{p} {found:?}");
            }
            assert!((found[0].spread - 0.10).abs() < 1e-12 && (found[1].spread - 0.06712).abs() < 5e-6);
        }
    }

    /// Under the SSFA the cheapest protection ends where what is kept reaches its floor: 12.1849 %.
    #[test]
    fn the_cheapest_structure_is_where_the_floor_is_reached() {
        let points: Vec<f64> = (0..200).map(|step| 0.10 + 0.0005 * f64::from(step)).collect();
        let excess = |k: f64| POOL.expected_excess(k);
        let found = structures(&pricing(), excess, &points, (1.0, 0.12), |d| weight(d, 0.5, 0.20));
        let frontier = frontier(&found);
        let cheapest = frontier.first().expect("there is one");
        assert!((cheapest.detachment - 0.121849).abs() <= 0.0005, "{cheapest:?}");
        assert!(
            frontier
                .windows(2)
                .all(|pair| pair[0].relief < pair[1].relief && pair[0].net_cost < pair[1].net_cost)
        );
    }
}
