//! Who bears what a compute pool loses, when a fund buys its first 12.5 % with 55 % of a bank's money.

use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::pool::ComputePool;
use tranchet_compute::scenario_library::scenarios;
use tranchet_system::back_leverage::BackLeverage;

const POOL: f64 = 1_000.0;
const FUND: BackLeverage = BackLeverage {
    tranche: 125.0,
    advance: 0.55,
};

/// The worked example on a pool of 1,000: fund, its lender, senior, and the per cent that returns to banks.
#[test]
fn the_harsher_the_scenario_the_more_returns_to_banks() {
    let library = scenarios();
    for (id, fund, lender, senior, back) in [
        ("S0", 14.28, 0.0, 0.0, 0.0),
        ("S1", 32.59, 0.0, 0.0, 0.0),
        ("S2a", 56.25, 25.01, 0.0, 30.8),
        ("S2b", 56.25, 68.75, 15.26, 59.9),
        ("S3", 56.25, 68.75, 24.61, 62.4),
        ("S7", 56.25, 18.37, 0.0, 24.6),
    ] {
        let scenario = library.iter().find(|scenario| scenario.id == id).unwrap();
        let outcome = ComputePool::of_archetypes().run(scenario, &Assumptions::assumed());
        let borne = FUND.bear(POOL * outcome.loss());
        for (found, expected) in [(borne.fund, fund), (borne.lender, lender), (borne.senior, senior)] {
            assert!((found - expected).abs() < 0.0055, "{id}: {found} for {expected}");
        }
        assert!((100.0 * borne.back_to_banks() - back).abs() < 0.055, "{id}");
    }
}
