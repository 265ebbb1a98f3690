//! A small pool of companies, slotted property, retail and one standardised loan: its figures at closing and a year
//! on, under another version of the law, as `tests/oracle/mixed_pool.py` works them out apart from this program.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;
use tranchet_deal::bank::Approach;
use tranchet_deal::deal::Deal;
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::rate::Ratio;
use tranchet_deal::scenario::Scenario;
use tranchet_engine::capital::pool::irb::Weighing;
use tranchet_engine::capital::pool::{LoanBalance, PoolLife, PoolState};
use tranchet_engine::capital::regimes::find;
use tranchet_engine::capital::{Capital, PoolCapital};
use tranchet_engine::study::{capital_at_closing, run_with_relief};

const TAPE: &str = "\
loan_id,obligor_id,balance,maturity,amortisation,payment_frequency,pd,lgd,asset_class,turnover,capital_approach,slotting,ltv,risk_weight
A1,X,40000000,2031-06-30,equal principal,annual,1%,40%,corporate,,airb,,,
A2,X,25000000,2029-03-15,bullet,annual,2%,35%,sme,20000000,airb,,,
F1,Y,30000000,2030-06-30,bullet,annual,0.5%,45%,corporate,,firb,,,
S1,Z,20000000,2029-06-30,bullet,annual,1%,40%,ipre,,slotting,good,55%,
R1,P,15000000,2031-06-30,bullet,annual,3%,50%,retail,,airb,,,
R2,Q,5000000,2031-06-30,bullet,annual,4%,60%,retail,,airb,,,
C1,C,5000000,2031-06-30,bullet,annual,1%,40%,corporate,,sa,,,100%
";

const DEAL: &str = "tranchet: 1\nname: Mixed\ncurrency: GBP\nfx: { EUR: 0.86 }\nclosing: 2026-06-30\n\
    scheduled_maturity: 2031-06-30\nlegal_final_maturity: 2031-12-31\n\
    payments: { frequency: annual, first: 2027-06-30, day_count: ACT/365F, roll: none, calendar: none }\n\
    pool: { tape: tape.csv }\n\
    tranches:\n\
    \x20 - { name: senior, attachment: 20%, detachment: 100%, placed: 0% }\n\
    \x20 - { name: mezzanine, attachment: 10%, detachment: 20%, placed: 0% }\n\
    \x20 - { name: first loss, attachment: 0%, detachment: 10%, placed: 0% }\n\
    amortisation: { principal: sequential }\n\
    capital: { regime: uk }\n";

/// F1 defaults and loses 40 % at first.
const SCENARIO: &str = "tranchet: 1\nname: one default\ndefaults:\n  credit_events:\n    \
    - { loan: F1, date: 2027-03-01, initial_loss: 40%, final_loss: 50%, settled: 2029-06-30 }\n";

fn deal_with(text: &str) -> Deal {
    let files = InMemory::default().with("tape.csv", TAPE);
    let file = read_deal("deal.yaml", text, &files);
    file.unwrap_or_else(|problems| panic!("{problems}")).deal
}

fn scenario() -> Scenario {
    let currency = Currency::from_code("GBP").unwrap();
    let file = read_scenario("scenario.yaml", SCENARIO, &InMemory::default(), currency);
    file.unwrap_or_else(|problems| panic!("{problems}")).scenario
}

fn law() -> (&'static tranchet_engine::capital::regimes::Regime, Approach) {
    (find("uk").unwrap(), Approach::Hierarchy)
}

/// Capital at closing and a year on.
fn capital(deal: &Deal) -> [Capital; 2] {
    let (_, relief) = run_with_relief(deal, &scenario(), law(), &terms(deal), &|_| ()).unwrap();
    let mut dates = relief.unwrap().dates.into_iter().map(|date| date.capital);
    let both = [dates.next().unwrap(), dates.next().unwrap()];
    let alone = capital_at_closing(deal, &scenario(), law(), &terms(deal)).unwrap();
    assert_eq!((alone.before, alone.after), (both[0].before, both[0].after));
    both
}

fn terms(deal: &Deal) -> tranchet_engine::capital::Terms {
    deal.capital.as_ref().unwrap().into()
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-10, "{found} is not {expected}");
}

/// `[K_IRB, d, K_SA, K, N, LGD, retail share]`.
fn assert_pool(pool: &PoolCapital, expected: [f64; 7]) {
    let figures = [
        pool.k_irb.unwrap(),
        pool.irb_share,
        pool.k_sa,
        pool.k,
        pool.n.unwrap(),
        pool.lgd.unwrap(),
        pool.retail_share,
    ];
    for (found, expected) in figures.into_iter().zip(expected) {
        near(found, expected);
    }
    assert_eq!(pool.k_name, "K");
}

fn assert_tranches(capital: &Capital, m_t: f64, expected: [(f64, f64); 3]) {
    for (tranche, (p, weight)) in capital.tranches.iter().zip(expected) {
        near(tranche.p.unwrap(), p);
        near(tranche.risk_weight.unwrap(), weight);
        near(tranche.mt_years.unwrap(), m_t);
        assert_eq!(tranche.approach, Some(Approach::SecIrba));
    }
}

#[test]
fn a_pool_of_several_kinds_at_closing() {
    let [closing, _] = capital(&deal_with(DEAL));
    let pool = &closing.pool;
    assert_pool(
        pool,
        [
            0.079895890620,
            0.964285714286,
            0.077142857143,
            0.079797567996,
            3.3793103448,
            0.435185185185,
            0.148148148148,
        ],
    );
    assert_eq!(closing.before.rwa, Money::from_minor(12_848_056_542));
    assert_eq!(pool.rwa_standardised, Money::from_minor(13_500_000_000));
    // (40 x 1 % + 25 x 2 % + 30 x 0.5 % + 20 x 1 % + 15 x 3 % + 5 x 4 % + 5 x 1 %) / 140.
    near(pool.wa_pd.unwrap(), 2.0 / 140.0 - 0.05 / 140.0);
    assert_tranches(
        &closing,
        4.602185792350,
        [
            (1.472203487182, 0.659072251593),
            (1.460675197713, 7.056276048242),
            (1.460675197713, 12.293265817275),
        ],
    );
}

#[test]
fn and_a_year_on_by_the_law_of_that_year() {
    let [_, later] = capital(&deal_with(DEAL));
    assert_eq!(later.date, NaiveDate::from_ymd_opt(2027, 6, 30).unwrap());
    assert_pool(
        &later.pool,
        [
            0.069313963774,
            0.958333333333,
            0.074166666667,
            0.069516159728,
            3.3898305085,
            0.428260869565,
            0.173913043478,
        ],
    );
    assert_eq!(later.before.rwa, Money::from_minor(9_508_882_292));
    assert_eq!(later.pool.rwa_standardised, Money::from_minor(11_125_000_000));
    assert_tranches(
        &later,
        3.802185792350,
        [
            (1.450084387398, 0.771815870701),
            (1.432049924564, 10.710326046170),
            (1.432049924564, 12.5),
        ],
    );
}

/// 40 repays 8 on each of five dates, the tranches sequentially: 8, 8, 8 + 25 + 20, 8 + 30, 33 of 140; the senior 112
/// takes 8, 8, 53, 38 and 5: (8 + 2 x 8 + 3 x 53 + 4 x 38 + 5 x 5) / 112 = 360 / 112 years; the others fall due last.
#[test]
fn contractual_maturity_is_the_average_of_cash_flows_to_come() {
    let text = DEAL.replace("regime: uk", "regime: uk, tranche_maturity: contractual");
    let years: Vec<Vec<f64>> = capital(&deal_with(&text))
        .iter()
        .map(|capital| {
            capital
                .tranches
                .iter()
                .map(|tranche| tranche.mt_years.unwrap())
                .collect()
        })
        .collect();
    for (found, expected) in years[0].iter().zip([360.0 / 112.0, 5.0, 5.0]) {
        near(*found, expected);
    }
    // 104 a year later: 8, 53, 38 and 5, each a year nearer.
    for (found, expected) in years[1].iter().zip([248.0 / 104.0, 4.0, 4.0]) {
        near(*found, expected);
    }
}

#[test]
fn the_simplified_number_needs_a_largest_obligor_of_three_per_cent() {
    let text = DEAL.replace("regime: uk", "regime: uk, granularity: simplified");
    let [closing, _] = capital(&deal_with(&text));
    near(closing.tranches[0].p.unwrap(), 1.472203487182);
    let mut deal = deal_with(&text);
    for (place, loan) in deal.pool.loans.iter_mut().enumerate() {
        loan.obligor_id = Some(format!("{place}").into());
    }
    // Fifty times the pool: the largest of 350 obligors is 40 of 7,000.
    let loans = deal.pool.loans.clone();
    for copy in 1..50 {
        deal.pool.loans.extend(loans.iter().cloned().map(|mut loan| {
            loan.id = format!("{}-{copy}", loan.id).into();
            loan.obligor_id = Some(loan.id.clone());
            loan
        }));
    }
    let weighing = Weighing::of_deal(law().0.pool, &deal, deal.closing);
    let irb = PoolState::at_closing(&deal.pool, &weighing)
        .unwrap()
        .inputs
        .irb
        .unwrap();
    near(irb.n, 175.0);
    assert_eq!((irb.lgd, irb.parts.unwrap().other.lgd), (0.5, 0.5));
}

#[test]
fn the_supporting_factor_follows_what_a_group_owes() {
    let text = DEAL.replace("regime: uk", "regime: eu, supporting_factors: [sme]");
    let without = DEAL.replace("regime: uk", "regime: eu");
    let at = |text: &str| {
        let deal = deal_with(text);
        let weighing = Weighing::of_deal(find("eu").unwrap().pool, &deal, deal.closing);
        PoolState::at_closing(&deal.pool, &weighing).unwrap()
    };
    let (with, without) = (at(&text), at(&without));
    // A2 alone is small; its group owes 65 m, 75.58 m euro: 2.5 at 0.7619 and the rest at 0.85.
    let owed = 65.0 / 0.86;
    let factor = (2.5 * 0.7619 + (owed - 2.5) * 0.85) / owed;
    near(
        with.inputs.k,
        without.inputs.k - 0.08 * 25.0 / 140.0 * (1.0 - factor),
    );
    assert!(with.rwa < without.rwa);
    assert_eq!(with.inputs.irb, without.inputs.irb);
}

/// A deal of which each loan has this much left: what a fresh tape on that date would say.
fn fresh(deal: &Deal, left: &[i64]) -> Deal {
    let mut deal = deal.clone();
    for (loan, left) in deal.pool.loans.iter_mut().zip(left) {
        loan.balance = Money::from_minor(*left);
    }
    deal.pool.loans.retain(|loan| loan.balance > Money::ZERO);
    deal
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_date_of_a_run_is_a_fresh_assessment_of_what_is_left(
        left in proptest::collection::vec((0_i64..3_000_000_000, 0_i64..1_000_000_000), 7),
        days in 1_u64..1_600,
        regime in prop_oneof![Just("basel"), Just("eu"), Just("uk"), Just("us")],
    ) {
        let mut deal = deal_with(DEAL);
        deal.pool.retained_share = Ratio(Decimal::ZERO);
        // The property that is taken to be without a weight of its own has the table's.
        let versions = find(regime).unwrap().pool;
        let date = deal.closing + chrono::Days::new(days);
        let mut life = PoolLife::new(&deal, &scenario(), versions).unwrap();
        let balances = left.iter().map(|(performing, open)| LoanBalance {
            performing: Money::from_minor(*performing),
            open: Money::from_minor(*open),
        });
        let later = PoolState::from(&life.on(date, date, balances).unwrap());
        let sums: Vec<i64> = left.iter().map(|(performing, open)| performing + open).collect();
        let deal = fresh(&deal, &sums);
        let weighing = Weighing::of_deal(versions, &deal, date);
        let anew = PoolState::at_closing(&deal.pool, &weighing).unwrap();
        prop_assert_eq!(later.inputs.irb, anew.inputs.irb);
        prop_assert_eq!(later.inputs.k, anew.inputs.k);
        prop_assert_eq!((later.rwa, later.rwa_standardised), (anew.rwa, anew.rwa_standardised));
        prop_assert_eq!((later.n, later.lgd, later.wa_pd), (anew.n, anew.lgd, anew.wa_pd));
    }
}
