//! How long the conditional method takes: expected losses of three tranches by each of 20 quarters, loans to figures.
//!
//! `cargo bench -p tranchet-risk --bench conditional`

#[path = "../tests/made_pools/mod.rs"]
mod made_pools;

use std::hint::black_box;

use divan::Bencher;
use tranchet_risk::distribution::LossDistribution;
use tranchet_risk::loss_given_default::LossGivenDefault;
use tranchet_risk::pool::{Copula, Exposure, Pool};

fn main() {
    divan::main();
}

/// Expected losses of 0-1 %, 1-7 % and 7-100 % by each date.
fn curve(pool: &Pool) -> Vec<f64> {
    let losses = LossDistribution::of(pool);
    let dates = 0..pool.times.len();
    dates
        .flat_map(|date| [0.01, 0.07].map(|k| losses.expected_excess(date, k)))
        .collect()
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 10)]
fn twenty_quarters_of_unequal_loans(bencher: Bencher, loans: u64) {
    let pool = made_pools::pool(loans);
    bencher.bench_local(|| curve(black_box(&pool)));
}

#[divan::bench(sample_count = 5)]
fn twenty_quarters_under_student_t(bencher: Bencher) {
    let pool = Pool {
        copula: Copula::StudentT { degrees: 4 },
        ..made_pools::pool(10_000)
    };
    bencher.bench_local(|| curve(black_box(&pool)));
}

/// One factor that all share and ten of sectors.
#[divan::bench(sample_count = 5)]
fn twenty_quarters_on_eleven_factors(bencher: Bencher) {
    let mut pool = made_pools::pool(10_000);
    pool.directions = (0..10)
        .map(|sector| {
            let own = |factor: usize| if factor == sector + 1 { 0.6 } else { 0.0 };
            std::iter::once(0.8).chain((1..=10).map(own)).collect()
        })
        .collect();
    for (place, loan) in pool.exposures.iter_mut().enumerate() {
        loan.direction = place % 10;
    }
    bencher.bench_local(|| curve(black_box(&pool)));
}

#[divan::bench(sample_count = 5)]
fn five_years_of_fifty_large_loans(bencher: Bencher) {
    let loan = |place: usize| {
        let balance = 1.0 + (place % 7) as f64;
        Exposure::new(balance, 0.01, LossGivenDefault::fixed(0.4), 0.3)
    };
    let quarters = (1..=20).map(|quarter| f64::from(quarter) / 4.0).collect();
    let pool = Pool::of_bullets(quarters, (0..50).map(loan).collect());
    bencher.bench_local(|| curve(black_box(&pool)));
}
