//! How fast paths are drawn: `cargo bench -p tranchet-risk --bench paths` prints nanoseconds for a loan on a path, by pool and
//! code, on one thread and on two.
//!
//! The pools are those of `tests/unequal_pools.rs`: 20 quarters, three tranches. Times are of the whole: factor, defaults, losses
//! by quarter, tranches, sums.

#[path = "../tests/made_pools/mod.rs"]
mod made_pools;

use std::time::Instant;

use tranchet_risk::simulate::figures::{Figure, Points};
use tranchet_risk::simulate::kernel::Kernel;
use tranchet_risk::simulate::paths::{Simulator, Sums};
use tranchet_risk::simulate::{Settings, factor::ROUND};

/// Loan-paths of a measurement.
const WORK: u64 = 100_000_000;
const REPEATS: usize = 5;

fn main() {
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    for loans in [1_000, 10_000, 100_000] {
        for settings in [true, false].map(|plain| Settings { seed: 1, plain }) {
            measure(loans, settings);
        }
        until_precise(loans);
    }
}

fn tranches() -> [Points; 3] {
    [(0.0, 0.01), (0.01, 0.07), (0.07, 1.0)].map(|(attachment, detachment)| Points {
        attachment,
        detachment,
    })
}

fn on_threads<T: Send>(threads: usize, run: impl Fn() -> T + Send + Sync) -> (f64, T) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads start");
    let mut fastest = f64::INFINITY;
    let mut result = None;
    for _ in 0..REPEATS {
        let start = Instant::now();
        result = Some(pool.install(&run));
        fastest = fastest.min(start.elapsed().as_secs_f64());
    }
    (fastest, result.expect("it ran"))
}

fn measure(loans: u64, settings: Settings) {
    let pool = made_pools::pool(loans);
    let rounds = (WORK / loans / ROUND as u64).max(2);
    let work = (rounds * ROUND as u64 * loans) as f64;
    let name = if settings.plain { "plain" } else { "reduced" };
    for kernel in Kernel::all() {
        let simulator = Simulator::new(&pool, &tranches(), settings).expect("the pool can be simulated");
        let simulator = simulator.with_kernel(kernel);
        let (one, sums) = on_threads(1, || simulator.sums(0..rounds));
        let (two, again) = on_threads(2, || simulator.sums(0..rounds));
        assert_eq!(sums, again);
        println!(
            "{loans:>7} loans {name:<8} {kernel:?}: {:.2} ns a loan-path, two threads {:.2} times as fast",
            1e9 * one / work,
            one / two
        );
    }
}

/// Time and paths until the senior loss is known to 0.1 %, with making ready.
fn until_precise(loans: u64) {
    let pool = made_pools::pool(loans);
    let place = Figure::TrancheLoss(2).place(19, 3);
    let run = || {
        let simulator = Simulator::new(
            &pool,
            &tranches(),
            Settings {
                seed: 1,
                plain: false,
            },
        )
        .expect("the pool can be simulated");
        let ready = Instant::now();
        let mut sums = Sums::of_nothing(simulator.figures());
        loop {
            sums.merge(&simulator.sums(sums.rounds..sums.rounds + 16));
            let senior = sums.figures[place].estimate(sums.rounds);
            if senior
                .standard_error
                .is_some_and(|error| error < 1e-3 * senior.mean)
            {
                return (sums.rounds, ready.elapsed().as_secs_f64());
            }
        }
    };
    let (seconds, (rounds, drawing)) = on_threads(1, run);
    println!(
        "{loans:>7} loans: senior loss to 0.1 % on {} paths in {:.1} ms, {:.1} ms of it drawing",
        rounds * ROUND as u64,
        1e3 * seconds,
        1e3 * drawing
    );
}
