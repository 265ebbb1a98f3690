//! The sample deal and scenario of the file format, word for word.

use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use tranchet_deal::amortisation::Principal;
use tranchet_deal::coupon::Floating;
use tranchet_deal::date::{Calendar, DayCount, Lag, Roll};
use tranchet_deal::file::{DealFile, InMemory, check_together, read_deal, read_scenario};
use tranchet_deal::money::{Currency, Money};
use tranchet_deal::payments::Frequency;
use tranchet_deal::protection::Protection;
use tranchet_deal::rate::{Rate, Ratio};
use tranchet_deal::scenario::{CollateralYield, DefaultRates, RateVector, Severity, WorkOutEnd};
use tranchet_deal::tranche::{Coupon, IndexName};
use tranchet_deal::trigger::{Base, Bound, Measure, Test};

const DEAL: &str = include_str!("contract/deal.yaml");
const SCENARIO: &str = include_str!("contract/scenario.yaml");
const TAPE: &str = include_str!("contract/tape.csv");

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn usd() -> Currency {
    Currency::from_code("USD").unwrap()
}

fn sample() -> Box<DealFile> {
    let files = InMemory::default().with("deals/example/tape.csv", TAPE);
    read_deal("deals/example/deal.yaml", DEAL, &files).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_sample_deal_reads_as_written() {
    let file = sample();
    let deal = &file.deal;
    assert!(file.warnings.is_empty(), "{}", file.warnings);
    assert_eq!((deal.name.as_str(), deal.currency), ("Example 2026-1", usd()));
    assert_eq!(deal.legal_final_maturity, day("2034-06-30"));
    let payments = &deal.payments;
    assert_eq!(
        (payments.frequency, payments.first),
        (Frequency::Quarterly, day("2026-09-30"))
    );
    assert_eq!(
        (payments.day_count, payments.roll),
        (DayCount::Act360, Roll::ModifiedFollowing)
    );
    assert_eq!(payments.calendar, Calendar::UnitedStates);
    assert_eq!(deal.pool.retained_share, Ratio(dec!(0.05)));
    assert_eq!((deal.pool.loans.len(), deal.pool.cut_off), (30, deal.closing));
    assert_eq!(deal.calls.clean_up, Some(Ratio(dec!(0.10))));
    assert_eq!(deal.costs.upfront, Money::from_minor(150_000_000));
    let Principal::ProRataThenSequential { sequential_when } = &deal.amortisation.principal else {
        panic!("principal is pro rata then sequential");
    };
    let losses = Measure::CumulativeLosses { base: Base::Closing };
    let expected = Test {
        measure: losses,
        bound: Bound::Above(Ratio(dec!(0.015))),
        curable: false,
        cure_periods: 1,
    };
    assert_eq!(sequential_when[0], expected);
    assert_eq!(sequential_when[1].measure, Measure::PoolFactor);
}

/// The pool is 30 × 1,000,000 + 1,234.56 × (1 + … + 30) = 30,574,070.40; 95 % of each loan is protected.
#[test]
fn the_tranches_of_the_sample_add_up_to_its_pool() {
    let deal = &sample().deal;
    assert_eq!(deal.pool.balance(), Money::from_minor(3_057_407_040));
    let protected = deal.pool.protected_balance();
    assert_eq!(protected, Money::from_minor(2_904_536_688));
    let notionals: Vec<i64> = deal
        .tranches
        .iter()
        .map(|tranche| tranche.notional.minor())
        .collect();
    // 5.5 % is 159,749,517.84 and 7 % 203,317,568.16 cents; the rest is the senior tranche's.
    assert_eq!(
        notionals,
        [
            2_904_536_688 - 159_749_517 - 203_317_568,
            159_749_517,
            203_317_568
        ]
    );
    let [senior, mezzanine, first_loss] = &deal.tranches[..] else {
        panic!("three tranches")
    };
    assert_eq!((senior.placed, &senior.coupon), (Ratio::ZERO, &None));
    assert_eq!(
        (mezzanine.attachment, mezzanine.detachment),
        (Ratio(dec!(0.07)), Ratio(dec!(0.125)))
    );
    assert!(matches!(
        first_loss.protection,
        Protection::UnfundedGuarantee {
            guarantor_risk_weight: None
        }
    ));
    let coupon = Floating::plain(IndexName("SOFR".to_owned()), Rate(dec!(0.095)));
    assert_eq!(first_loss.coupon, Some(Coupon::Floating(coupon)));
}

#[test]
fn the_sample_scenario_reads_as_written() {
    let file = read_scenario("s.yaml", SCENARIO, &InMemory::default(), usd());
    let file = file.unwrap_or_else(|problems| panic!("{problems}"));
    let scenario = &file.scenario;
    let rates = [dec!(0.005), dec!(0.005), dec!(0.01), dec!(0.03), dec!(0.04)]
        .map(Rate)
        .to_vec();
    assert_eq!(
        scenario.default_rates,
        Some(DefaultRates::All(RateVector::Annual(rates)))
    );
    let event = &scenario.credit_events[0];
    assert_eq!((event.loan.as_str(), event.date), ("L-014", day("2027-02-10")));
    assert_eq!(event.initial_loss, Some(Severity::Rate(Ratio(dec!(0.40)))));
    assert_eq!(event.end, Some(WorkOutEnd::Settled(day("2028-12-31"))));
    assert_eq!(scenario.loss.lag, Some(Lag::Months(18)));
    assert_eq!(
        scenario.rates[&IndexName("SOFR".to_owned())].on(day("2027-01-01")),
        Ok(Rate(dec!(0.0365)))
    );
    assert_eq!(
        (
            scenario.calls.clean_up,
            scenario.calls.time,
            scenario.calls.regulatory
        ),
        (true, false, None)
    );
    assert_eq!(
        scenario.replenishment.as_ref().map(|loan| loan.term_months),
        Some(60)
    );
    let account = CollateralYield::Floating {
        index: IndexName("SOFR".to_owned()),
        spread: Rate(dec!(-0.0025)),
    };
    assert_eq!(scenario.collateral, Some(account));
    assert_eq!(scenario.delinquency, [dec!(0.01), dec!(0.02)].map(Ratio));
    let problems = check_together(&sample(), Some(&file));
    assert!(problems.is_empty(), "{problems}");
}

fn with_pool(pool: &str, more: &str) -> String {
    let deal = DEAL.replace("  tape: tape.csv ", &format!("  {pool} #"));
    assert_ne!(deal, DEAL);
    format!("{deal}\n{more}\n")
}

/// 1,000.00 among three loans: 333.33, 333.33 and 333.34.
#[test]
fn a_uniform_pool_gives_what_is_left_to_its_last_loan() {
    let text = with_pool("balance: 1k\n  count: 3\n  maturity: 2030-06-30\n  lgd: 45%", "");
    let deal = read_deal("deal.yaml", &text, &InMemory::default())
        .unwrap_or_else(|p| panic!("{p}"))
        .deal;
    let loans: Vec<(&str, i64)> = deal
        .pool
        .loans
        .iter()
        .map(|loan| (&*loan.id, loan.balance.minor()))
        .collect();
    assert_eq!(loans, [("L-001", 33_333), ("L-002", 33_333), ("L-003", 33_334)]);
    assert_eq!(deal.pool.loans[2].lgd, Some(Ratio(dec!(0.45))));
}

/// 10.01 pounds at 1.275 are 12.76275 dollars.
#[test]
fn a_loan_in_another_currency_is_converted() {
    let loans = "loans: [ { loan_id: A, balance: 10.01, currency: GBP, maturity: 2030-06-30 }, \
                 { loan_id: B, balance: 5bn, maturity: 2030-06-30 } ]";
    let text = with_pool(loans, "fx: { GBP: 1.275 }");
    let deal = read_deal("deal.yaml", &text, &InMemory::default())
        .unwrap_or_else(|p| panic!("{p}"))
        .deal;
    assert_eq!(deal.pool.loans[0].balance, Money::from_minor(1_276));
    assert_eq!(deal.pool.loans[0].fx, dec!(1.275));
    assert_eq!(deal.pool.loans[1].fx, Decimal::ONE);
}

/// Amounts are listed senior first; points follow from them.
#[test]
fn tranches_by_amount_get_their_points() {
    let pool = "loans: [ { loan_id: A, balance: 3k, maturity: 2030-06-30 } ]\n  retained_share: 0%\n#";
    let text = with_pool(pool, "").replace("  retained_share: 5% ", "#");
    let text = text
        .replace("attachment: 12.5%, detachment: 100%, ", "amount: 2k,")
        .replace("attachment: 7%,    detachment: 12.5%,", "amount: 600,")
        .replace("attachment: 0%,    detachment: 7%, ", "amount: 400,");
    let deal = read_deal("deal.yaml", &text, &InMemory::default())
        .unwrap_or_else(|p| panic!("{p}"))
        .deal;
    let points: Vec<Decimal> = deal
        .tranches
        .iter()
        .map(|tranche| tranche.attachment.0.round_dp(6))
        .collect();
    assert_eq!(points, [dec!(0.333333), dec!(0.133333), dec!(0)]);
    assert_eq!(deal.tranches[0].detachment, Ratio::ONE);
    assert_eq!(deal.tranches[0].attachment, deal.tranches[1].detachment);
}
