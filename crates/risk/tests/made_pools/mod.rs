//! Large pools of unequal loans, made by whole numbers and one inverse normal from a fixed rule.

use tranchet_engine::capital::normal::quantile;
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Exposure, Pool};

const GRADES: [(f64, f64); 9] = [
    (5.0, 0.0005),
    (9.0, 0.0010),
    (15.0, 0.0020),
    (19.0, 0.0040),
    (20.0, 0.0075),
    (16.0, 0.0125),
    (9.0, 0.0220),
    (5.0, 0.0400),
    (2.0, 0.0800),
];

/// One step of the generator splitmix64.
fn scramble(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn uniform(loan: u64, draw: u64) -> f64 {
    ((scramble((loan << 8) | draw) >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
}

fn loan(number: u64) -> Exposure {
    let balance = libm::exp(quantile(uniform(number, 1)) - 0.5).clamp(0.02, 8.0);
    let mut left = uniform(number, 2) * 100.0;
    let grade = GRADES.iter().find(|(weight, _)| {
        left -= weight;
        left < 0.0
    });
    let pd = grade.map_or(0.08, |(_, pd)| *pd) * libm::exp(0.25 * quantile(uniform(number, 3)));
    let balance = libm::rint(balance * 1000.0) * 1000.0;
    let pd = libm::rint(pd.clamp(0.0003, 0.30) * 1e8) / 1e8;
    Exposure::new(balance, pd, LossGivenDefault::fixed(0.45), 0.2)
}

/// So many loans over 20 quarters.
pub fn pool(loans: u64) -> Pool {
    let quarters = (1..=20).map(|quarter| f64::from(quarter) / 4.0).collect();
    Pool::of_bullets(quarters, (0..loans).map(loan).collect())
}
