//! How long runs take: whole deals loan by loan on exact money, and the waterfall alone on paths of a pool.
//!
//! `cargo bench -p tranchet-engine` prints times, then ratios to bare `f64` arithmetic from the same run.

#[path = "waterfall/deals.rs"]
mod deals;
#[path = "waterfall/floor.rs"]
mod floor;

use std::hint::black_box;
use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::ItemsCount;
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;
use tranchet_engine::amount::Amount;
use tranchet_engine::error::RunError;
use tranchet_engine::journal::{Entry, Fact, Sink, Step};
use tranchet_engine::lower::{Lowered, lower};
use tranchet_engine::plan::Plan;
use tranchet_engine::pool_period::{GivenPool, Offer, PoolPeriod, PoolSource};
use tranchet_engine::pool_run::PoolRun;
use tranchet_engine::run::{run, run_plan};
use tranchet_engine::waterfall::Waterfall;

const QUARTERS: usize = 40;

fn main() {
    divan::main();
    if !std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        print_ratios();
    }
}

fn run_exactly(deal: &Deal) -> usize {
    let outcome = run(deal, &deals::base(), &mut ()).expect("the deal runs");
    outcome.journal.entries.len()
}

#[divan::bench(sample_count = 10)]
fn exact_run_of_10_000_corporate_loans_over_40_quarters(bencher: Bencher) {
    let deal = deals::corporate(10_000);
    bencher
        .counter(ItemsCount::new(10_000 * QUARTERS))
        .bench_local(|| run_exactly(black_box(&deal)));
}

#[divan::bench(sample_count = 3)]
fn exact_run_of_100_000_mortgages_over_360_months(bencher: Bencher) {
    let deal = deals::mortgages(100_000);
    bencher
        .counter(ItemsCount::new(100_000 * 360_usize))
        .bench_local(|| run_exactly(black_box(&deal)));
}

/// What a pool does, remembered as a path.
struct Remembered<'p, A: Amount> {
    pool: PoolRun<'p, A>,
    path: Vec<PoolPeriod<A>>,
}

impl<A: Amount> PoolSource<A> for Remembered<'_, A> {
    fn advance(&mut self, period: usize, ended: bool, into: &mut PoolPeriod<A>) -> Result<(), RunError> {
        self.pool.advance(period, ended, into)?;
        self.path.push(into.clone());
        Ok(())
    }

    fn buy(&mut self, period: usize, amount: A, decisions: &mut Vec<Offer<A>>) -> A {
        self.pool.buy(period, amount, decisions)
    }

    fn repay_all(&mut self) {
        self.pool.repay_all();
    }
}

/// A plan with five tranches and a path of its pool.
fn path<A: Amount>() -> (Plan<A>, Vec<PoolPeriod<A>>) {
    let Lowered { plan, pool } =
        lower::<A>(&deals::five_tranches(), &deals::base()).expect("the deal can be run");
    let mut remembered = Remembered {
        pool: PoolRun::new(&pool),
        path: Vec::new(),
    };
    run_plan(&plan, &mut Waterfall::new(&plan, ()), &mut remembered).expect("the deal runs");
    assert_eq!(remembered.path.len(), QUARTERS);
    (plan, remembered.path)
}

/// Adds up premium and nothing else, as a simulation does, so that premium is not optimised away.
#[derive(Default)]
struct PremiumPaid<A>(A);

impl<A: Amount> Sink<A> for PremiumPaid<A> {
    #[inline]
    fn post(&mut self, entry: Entry<A>) {
        if entry.step == Step::Premium {
            self.0 += entry.amount;
        }
    }

    #[inline]
    fn note(&mut self, _: usize, _: Fact<A>) {}
}

/// The waterfall alone, once: what is left of the senior tranche, and the premium of all runs so far.
fn run_path<A: Amount>(
    waterfall: &mut Waterfall<'_, A, PremiumPaid<A>>,
    plan: &Plan<A>,
    path: &[PoolPeriod<A>],
) -> (A, A) {
    waterfall.restart();
    run_plan(plan, waterfall, &mut GivenPool(path)).expect("the path runs");
    (waterfall.balances().notionals[0], waterfall.sink().0)
}

#[divan::bench(types = [f64, Money])]
fn waterfall_of_5_tranches_over_40_quarters<A: Amount>(bencher: Bencher) {
    let (plan, path) = path::<A>();
    let mut waterfall = Waterfall::new(&plan, PremiumPaid::default());
    bencher.bench_local(|| run_path(&mut waterfall, &plan, black_box(&path)));
}

/// The path of the five tranches as bare numbers.
fn bare_path() -> ([f64; 5], [f64; 5], f64, Vec<floor::Flows>) {
    let (plan, path) = path::<f64>();
    let tranches = |values: &mut dyn Iterator<Item = f64>| -> [f64; 5] {
        std::array::from_fn(|_| values.next().unwrap_or(0.0))
    };
    let premium = plan.periods[0].premium.iter();
    let flows = path.iter().map(|period| floor::Flows {
        loss: period.initial_loss + period.true_up,
        write_up: period.write_up,
        principal: period.scheduled + period.prepaid + period.recovered,
        gone: period.defaulted + period.scheduled + period.prepaid,
    });
    (
        tranches(&mut plan.notionals.iter().copied()),
        tranches(&mut premium.map(|rate| rate.unwrap_or(0.0))),
        plan.periods[0].excess_spread,
        flows.collect(),
    )
}

#[divan::bench]
fn bare_f64_arithmetic_of_5_tranches_over_40_quarters(bencher: Bencher) {
    let (initial, premium, excess_rate, flows) = bare_path();
    bencher.bench_local(|| floor::tranches(&initial, black_box(&premium), excess_rate, black_box(&flows)));
}

#[divan::bench(sample_count = 10)]
fn bare_f64_arithmetic_of_10_000_loans_over_40_quarters(bencher: Bencher) {
    bencher
        .counter(ItemsCount::new(10_000 * QUARTERS))
        .with_inputs(|| vec![1.0; 10_000])
        .bench_local_values(|mut balances| floor::loans(black_box(&mut balances), QUARTERS, 0.005, 0.02));
}

/// The shortest of several runs, each of so many repetitions.
fn shortest(repetitions: u32, mut work: impl FnMut()) -> Duration {
    let time = |_| {
        let start = Instant::now();
        (0..repetitions).for_each(|_| work());
        start.elapsed() / repetitions
    };
    (0..7).map(time).min().unwrap_or_default()
}

fn time_paths<A: Amount>() -> Duration {
    let (plan, path) = path::<A>();
    let mut waterfall = Waterfall::new(&plan, PremiumPaid::default());
    shortest(2_000, || {
        black_box(run_path(&mut waterfall, &plan, black_box(&path)));
    })
}

fn print_ratios() {
    let (initial, premium, excess_rate, flows) = bare_path();
    let bare = shortest(2_000, || {
        black_box(floor::tranches(
            &initial,
            black_box(&premium),
            excess_rate,
            black_box(&flows),
        ));
    });
    let (float, exact) = (time_paths::<f64>(), time_paths::<Money>());
    let deal = deals::corporate(10_000);
    let loans = shortest(1, || {
        black_box(run_exactly(&deal));
    });
    let bare_loans = shortest(1, || {
        black_box(floor::loans(&mut vec![1.0; 10_000], QUARTERS, 0.005, 0.02));
    });
    let ratio = |time: Duration, floor: Duration| time.as_secs_f64() / floor.as_secs_f64();
    println!("\nRatios, shortest of seven in this run");
    println!(
        "waterfall on f64   {float:>10.2?} = {:>5.1} x bare f64 ({bare:.2?})",
        ratio(float, bare)
    );
    println!(
        "waterfall on money {exact:>10.2?} = {:>5.1} x waterfall on f64",
        ratio(exact, float)
    );
    println!(
        "exact run of loans {loans:>10.2?} = {:>5.1} x bare f64 ({bare_loans:.2?})",
        ratio(loans, bare_loans)
    );
}
