//! How fast paths are drawn: `cargo bench -p tranchet-risk --bench paths` prints nanoseconds for a loan on a path, by pool and
//! code, on one thread and on two.
//!
//! The pools are those of `tests/unequal_pools.rs`: 20 quarters, three tranches. Times are of the whole: factor, defaults, losses
//! by quarter, tranches, sums. On Linux they are of the processor, so that a busy machine does not spoil them; what two threads
//! gain is by the clock. With `TRANCHET_PEERS` set to a folder that holds `peer_numba.py` and `peer_numpy.py`, and `PY` to a Python
//! with numpy, scipy and numba, the peers run beside it and the ratios are told: `just bench-peers`.

#[path = "../tests/made_pools/mod.rs"]
mod made_pools;

use std::time::Instant;

use tranchet_risk::simulate::figures::{Figure, Points};
use tranchet_risk::simulate::kernel::Kernel;
use tranchet_risk::simulate::paths::{Simulator, Sums};
use tranchet_risk::simulate::{Settings, factor::ROUND};

/// Loan-paths of a measurement.
const WORK: u64 = 400_000_000;
const REPEATS: usize = 3;

fn main() {
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    for loans in [1_000, 10_000, 100_000] {
        let plain = measure(loans, Settings { seed: 1, plain: true });
        measure(
            loans,
            Settings {
                seed: 1,
                plain: false,
            },
        );
        until_precise(loans);
        compare(loans, &plain);
    }
}

fn tranches() -> [Points; 3] {
    [(0.0, 0.01), (0.01, 0.07), (0.07, 1.0)].map(|(attachment, detachment)| Points {
        attachment,
        detachment,
    })
}

/// Ticks of the processor's clock in a second.
const TICKS: f64 = 100.0;

/// Seconds of processor time of this process, threads that have ended included; by the clock where the system does not say.
fn processor(start: Instant) -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    // User and system time are the 14th and 15th fields, the 12th and 13th after the name.
    let ticks: Vec<f64> = after_name
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse().ok())
        .collect();
    match ticks[..] {
        [user, system] => (user + system) / TICKS,
        _ => start.elapsed().as_secs_f64(),
    }
}

/// What a run takes on so many threads: of the processor, and by the clock.
struct Taken {
    processor: f64,
    clock: f64,
}

fn on_threads<T: Send>(threads: usize, run: impl Fn() -> T + Send + Sync) -> (Taken, T) {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads start");
    let mut taken = Taken {
        processor: f64::INFINITY,
        clock: f64::INFINITY,
    };
    let mut result = None;
    for _ in 0..REPEATS {
        let start = Instant::now();
        let before = processor(start);
        result = Some(pool.install(&run));
        taken.processor = taken.processor.min(processor(start) - before);
        taken.clock = taken.clock.min(start.elapsed().as_secs_f64());
    }
    (taken, result.expect("it ran"))
}

fn measure(loans: u64, settings: Settings) -> Vec<(Kernel, f64)> {
    let mut found = Vec::new();
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
            1e9 * one.processor / work,
            one.clock / two.clock
        );
        if settings.plain {
            found.push((kernel, 1e9 * one.processor / work));
        }
    }
    found
}

/// What a peer takes for a loan on a path, on one thread.
fn peer(script: &str, loans: u64, kind: &str) -> Option<f64> {
    let folder = std::env::var_os("TRANCHET_PEERS")?;
    let python = std::env::var_os("PY").unwrap_or_else(|| "python3".into());
    let paths = (50_000_000 / loans).to_string();
    let said = std::process::Command::new(python)
        .current_dir(folder)
        .args([script, &loans.to_string(), &paths, "3", kind])
        .output()
        .ok()?;
    let text = String::from_utf8(said.stdout).ok()?;
    let (_, rest) = text.split_once("\"cpu_ns_per_loan_path\": ")?;
    rest.split([',', '}']).next()?.parse().ok()
}

fn compare(loans: u64, found: &[(Kernel, f64)]) {
    for (script, kind) in [
        ("peer_numba.py", "gen"),
        ("peer_numba.py", "skip"),
        ("peer_numpy.py", "good"),
    ] {
        let Some(taken) = peer(script, loans, kind) else {
            continue;
        };
        for (kernel, own) in found {
            println!(
                "{loans:>7} loans: {script} {kind} {taken:.1} ns, {kernel:?} {:.1} times as fast",
                taken / own
            );
        }
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
    let (taken, (rounds, drawing)) = on_threads(1, run);
    println!(
        "{loans:>7} loans: senior loss to 0.1 % on {} paths in {:.1} ms of the processor; drawing {:.1} ms by the clock",
        rounds * ROUND as u64,
        1e3 * taken.processor,
        1e3 * drawing
    );
}
