//! How long a pool takes through every scenario of the library: 20 quarters, nine draws of revenue, each loan with its own
//! figures.

use divan::Bencher;
use divan::counter::ItemsCount;
use tranchet_compute::archetypes::archetypes;
use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::compute_loan::LoanModel;
use tranchet_compute::pool::{ComputePool, PoolLoan};
use tranchet_compute::scenario_library::scenarios;

fn main() {
    divan::main();
}

/// Kinds in turn; no two loans of a kind earn the same.
fn pool(loans: u32) -> ComputePool {
    let rows = archetypes();
    let loan = |place: u32| {
        let row = &rows[place as usize % rows.len()];
        let mut model = row.model.clone();
        if let LoanModel::CashFlow(loan) = &mut model {
            loan.income.revenue *= 1.0 + f64::from(place % 97) / 500.0;
        }
        PoolLoan {
            asset_type: row.asset_type,
            balance: 1.0 + f64::from(place % 13),
            model,
        }
    };
    ComputePool {
        loans: (0..loans).map(loan).collect(),
    }
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5, sample_size = 1)]
fn all_scenarios(bencher: Bencher, loans: u32) {
    let (pool, library) = (pool(loans), scenarios());
    let assumptions = Assumptions::assumed();
    bencher.counter(ItemsCount::new(loans)).bench(|| {
        library
            .iter()
            .map(|scenario| pool.run(scenario, &assumptions).loss())
            .sum::<f64>()
    });
}
