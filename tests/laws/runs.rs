//! Runs of a case, and the runner that tries a law on many of them.

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use tranchet_deal::money::Money;
use tranchet_engine::amount::Amount;
use tranchet_engine::error::RunError;
use tranchet_engine::journal::{Entry, Fact, Journal};
use tranchet_engine::lower::{Lowered, lower};
use tranchet_engine::outcome::{Outcome, PeriodResult};
use tranchet_engine::pool_run::PoolRun;
use tranchet_engine::run::{run, run_plan};
use tranchet_engine::waterfall::Waterfall;

use crate::cases::{Case, cases};

/// What a law says of a case.
pub type Verdict = Result<(), TestCaseError>;

/// Tries a law on random cases.
pub fn holds(law: impl Fn(Case) -> Verdict) {
    let number = std::env::var("TRANCHET_CASES").ok();
    let config = Config {
        cases: number.as_deref().map_or(500, |number| {
            number.parse().expect("TRANCHET_CASES is a number of cases")
        }),
        failure_persistence: None,
        max_global_rejects: 1_000_000,
        ..Config::default()
    };
    let mut runner = match number {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha)),
    };
    if let Err(failure) = runner.run(&cases(), law) {
        panic!("{failure}");
    }
}

/// A case whose named loss is more than its loan owes by then is no case.
fn refusal(errors: &[RunError]) -> TestCaseError {
    match errors {
        [RunError::LossAboveBalance { .. }] => TestCaseError::reject("a loss above the balance"),
        _ => TestCaseError::fail(format!("{errors:?}")),
    }
}

/// The exact run.
pub fn exact(case: &Case) -> Result<Outcome, TestCaseError> {
    run(&case.deal, &case.scenario, &mut ()).map_err(|errors| refusal(&errors))
}

/// The plans of a case.
pub fn lowered<A: Amount>(case: &Case) -> Result<Lowered<A>, TestCaseError> {
    lower(&case.deal, &case.scenario).map_err(|errors| refusal(&errors))
}

/// The journal of a run on any number.
pub fn journal<A: Amount>(case: &Case) -> Result<Journal<A>, TestCaseError> {
    let Lowered { plan, pool } = lowered::<A>(case)?;
    let mut waterfall = Waterfall::new(&plan, Journal::default());
    run_plan(&plan, &mut waterfall, &mut PoolRun::new(&pool)).map_err(|error| refusal(&[error]))?;
    Ok(waterfall.into_sink())
}

/// The entries of a period.
pub fn entries_of<'o>(outcome: &'o Outcome, period: &PeriodResult) -> impl Iterator<Item = &'o Entry<Money>> {
    let number = period.number;
    outcome
        .journal
        .entries
        .iter()
        .filter(move |entry| entry.period == number)
}

/// The number of the period in which the protection ended, if it did.
pub fn protection_ended(outcome: &Outcome) -> Option<usize> {
    outcome
        .journal
        .facts
        .iter()
        .find_map(|(period, fact)| match fact {
            Fact::ProtectionEnded(_) => Some(*period),
            Fact::Test { .. } | Fact::Offer(_) | Fact::RunEnded(_) => None,
        })
}

/// Periods before the protection ended.
pub fn protected(outcome: &Outcome) -> &[PeriodResult] {
    let end = protection_ended(outcome).map_or(outcome.periods.len(), |period| period - 1);
    &outcome.periods[..end]
}

/// A number of minor units, for bounds on rounding.
pub fn units(count: usize) -> Money {
    Money::from_minor(i64::try_from(count).expect("bounds are small"))
}
