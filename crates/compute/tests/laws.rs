//! What holds for any loan in any scenario.

use proptest::prelude::*;
use tranchet_compute::amortisation::Amortisation;
use tranchet_compute::asset_type::AssetType;
use tranchet_compute::assumptions::Assumptions;
use tranchet_compute::compute_loan::{CashFlowLoan, CollateralMix, Income, LoanModel};
use tranchet_compute::factors::Regime;
use tranchet_compute::hazard::Hazard;
use tranchet_compute::pool::{ComputePool, PoolLoan, PoolOutcome};
use tranchet_compute::refinancing::Refinancing;
use tranchet_compute::scenario::{Scenario, Step};

fn amortisation() -> impl Strategy<Value = Amortisation> {
    prop_oneof![
        (1_u32..120).prop_map(|quarters| Amortisation::Level { quarters }),
        (1_u32..40).prop_map(|quarters| Amortisation::StraightLine { quarters }),
        Just(Amortisation::Bullet),
    ]
}

fn income() -> impl Strategy<Value = Income> {
    (
        0.0..60.0,
        0.0..20.0,
        0.0..30.0,
        0.0..1.0,
        proptest::collection::vec(0_u32..24, 1..4),
        any::<bool>(),
        0.0..0.4,
    )
        .prop_map(
            |(
                revenue,
                bitcoin_revenue,
                operating_cost,
                contracted_share,
                contract_quarters,
                renegotiates,
                dispersion,
            )| Income {
                revenue,
                bitcoin_revenue,
                operating_cost,
                contracted_share,
                contract_quarters,
                renegotiates,
                dispersion,
            },
        )
}

fn loan() -> impl Strategy<Value = PoolLoan> {
    let collateral = (0.0..100.0, 0.0..100.0, 0.0..60.0, proptest::option::of(0.0..1.0)).prop_map(
        |(shell, gpu, bitcoin, in_place)| CollateralMix {
            shell,
            shell_decline: 0.03,
            gpu,
            bitcoin,
            in_place,
        },
    );
    let terms = (10.0..150.0, 0.0..0.2, 0.0..1.0, 1_u32..40, 0.0..4.0);
    (terms, amortisation(), income(), collateral, 0.0..0.05, 0.1..20.0).prop_map(
        |(terms, amortisation, income, collateral, base, balance)| {
            let (amount, rate, floating_share, maturity_quarters, reserve_quarters) = terms;
            let loan = CashFlowLoan {
                amount,
                rate,
                floating_share,
                amortisation,
                maturity_quarters,
                income,
                collateral,
                reserve_quarters,
                lock_up_cover: 1.3,
                hazard: Hazard::assumed(base),
                refinancing: Refinancing::ASSUMED,
            };
            PoolLoan {
                asset_type: AssetType::GpuLoan,
                balance,
                model: LoanModel::CashFlow(Box::new(loan)),
            }
        },
    )
}

fn scenario() -> impl Strategy<Value = Scenario> {
    let vectors = (
        proptest::collection::vec(-0.6..0.3, 0..6),
        proptest::collection::vec(0.0..1.2, 0..6),
        proptest::collection::vec(-0.8..0.5, 0..6),
    );
    (
        vectors,
        1_u32..20,
        0.0..1.0,
        [0.0..1.0, 0.0..0.5, -0.02..0.05],
        0.0..200.0,
    )
        .prop_map(
            |(vectors, quarter, fall, [closed, haircut, shock], units)| Scenario {
                rent_growth_by_year: vectors.0,
                utilisation_by_year: vectors.1,
                bitcoin_growth_by_year: vectors.2,
                steps: vec![Step { quarter, fall }],
                refinancing_closed: closed,
                contract_haircut: haircut,
                rate_shock: shock,
                shell_fall: haircut,
                thousand_units_sold: units,
                regime: Regime::Stress,
                ..Scenario::unchanged("any", "any")
            },
        )
}

fn run(pool: &ComputePool, scenario: &Scenario) -> PoolOutcome {
    pool.run(scenario, &Assumptions::assumed())
}

proptest! {
    #[test]
    fn probabilities_and_losses_stay_between_nought_and_one(
        loans in proptest::collection::vec(loan(), 1..6),
        scenario in scenario(),
    ) {
        let pool = ComputePool { loans };
        prop_assert!(pool.faults().is_empty() && scenario.faults().is_empty());
        for loan in run(&pool, &scenario).loans {
            prop_assert!((0.0..=1.0 + 1e-9).contains(&loan.pd()), "{}", loan.pd());
            prop_assert!((0.0..=loan.pd() + 1e-9).contains(&loan.loss()));
            for quarter in loan.quarters {
                prop_assert!(quarter.defaulted <= quarter.performing + 1e-12);
                prop_assert!((0.0..=1.0 + 1e-12).contains(&quarter.severity()));
            }
        }
    }

    #[test]
    fn a_pool_loses_what_its_loans_lose(loans in proptest::collection::vec(loan(), 1..6), scenario in scenario()) {
        let pool = ComputePool { loans };
        let outcome = run(&pool, &scenario);
        let parts = pool.loans.iter().zip(&outcome.loans);
        let lost: f64 = parts.map(|(loan, outcome)| loan.balance * outcome.loss()).sum();
        prop_assert!((lost - outcome.balance * outcome.loss()).abs() < 1e-9);
        let tranches = 0.125 * outcome.tranche_loss(0.0, 0.125) + 0.875 * outcome.tranche_loss(0.125, 1.0);
        prop_assert!((tranches - outcome.loss()).abs() < 1e-12);
    }

    #[test]
    fn more_units_sold_never_lose_less(loan in loan(), scenario in scenario(), more in 0.0..100.0) {
        let pool = ComputePool { loans: vec![loan] };
        let crowded = Scenario { thousand_units_sold: scenario.thousand_units_sold + more, ..scenario.clone() };
        prop_assert!(run(&pool, &scenario).loss() <= run(&pool, &crowded).loss() + 1e-12);
    }

    #[test]
    fn the_unit_of_a_loan_does_not_matter(loan in loan(), scenario in scenario(), times in 0.01..1_000.0) {
        let LoanModel::CashFlow(other) = &loan.model else { unreachable!("every loan here lives on cash flow") };
        let mut scaled = other.clone();
        scaled.amount *= times;
        for figure in [
            &mut scaled.income.revenue,
            &mut scaled.income.bitcoin_revenue,
            &mut scaled.income.operating_cost,
            &mut scaled.collateral.shell,
            &mut scaled.collateral.gpu,
            &mut scaled.collateral.bitcoin,
        ] {
            *figure *= times;
        }
        let scaled = PoolLoan { model: LoanModel::CashFlow(scaled), ..loan.clone() };
        let [one, other] = [loan, scaled].map(|loan| run(&ComputePool { loans: vec![loan] }, &scenario));
        prop_assert!((one.pd() - other.pd()).abs() < 1e-6 && (one.loss() - other.loss()).abs() < 1e-6);
    }
}
