//! Whole runs whose premium and running cost are found by hand.

use chrono::NaiveDate;
use rust_decimal::{Decimal, dec};
use tranchet_deal::file::{InMemory, read_deal, read_scenario};
use tranchet_deal::money::{Currency, Money};
use tranchet_engine::error::RunError;
use tranchet_engine::outcome::{PeriodResult, TrancheFlows};
use tranchet_engine::study::{Study, study};

const QUARTERLY: &str =
    "{ frequency: quarterly, first: 2026-09-30, day_count: ACT/360, roll: modified following, calendar: US }";
const MONTHLY: &str =
    "{ frequency: monthly, first: 2026-07-30, day_count: ACT/360, roll: modified following, calendar: US }";
const YEARLY: &str = "{ frequency: annual, first: 2027-06-30, day_count: 30/360 }";

/// A first loss of 125 million below a bullet pool of 1,000 million, under payment terms and with further keys.
fn deal(payments: &str, first_loss: &str) -> String {
    format!(
        "tranchet: 1\nname: T\ncurrency: USD\nclosing: 2026-06-30\nscheduled_maturity: 2027-06-30\n\
         payments: {payments}\npool: {{ balance: 1bn, count: 10, maturity: 2030-06-30, lgd: 40% }}\n\
         amortisation: {{ principal: sequential }}\ntranches:\n  \
         - {{ name: senior, attachment: 12.5%, detachment: 100%, placed: 0% }}\n  \
         - {{ name: first loss, attachment: 0%, detachment: 12.5%, {first_loss} }}\n"
    )
}

fn run(payments: &str, first_loss: &str, scenario: &str) -> Result<Study, Vec<RunError>> {
    let files = InMemory::default();
    let deal = read_deal("deal.yaml", &deal(payments, first_loss), &files).unwrap_or_else(|e| panic!("{e}"));
    let scenario = format!("tranchet: 1\nname: s\n{scenario}\n");
    let usd = Currency::from_code("USD").unwrap();
    let scenario = read_scenario("s.yaml", &scenario, &files, usd).unwrap_or_else(|e| panic!("{e}"));
    study(&deal.deal, &scenario.scenario, &|_| ())
}

fn ran(payments: &str, first_loss: &str, scenario: &str) -> Study {
    run(payments, first_loss, scenario).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// The first loss tranche in a period.
fn flows(study: &Study, period: usize) -> TrancheFlows {
    study.outcome.periods[period - 1].tranches[1]
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 125,000,000 × (4.30 % + 10 %) × 92/360 = 4,568,055.5555…
#[test]
fn a_quarter_pays_index_and_spread_for_its_days() {
    let study = ran(QUARTERLY, "coupon: SOFR + 10%", "rates: { SOFR: 4.30% }");
    assert_eq!(flows(&study, 1).premium, Money::from_minor(456_805_556));
    assert_eq!(flows(&study, 1).coupon_rate.unwrap().0, dec!(0.143));
    assert_eq!(study.outcome.periods[0].days(), 92);
}

/// A bank that holds the cash pays 10 % and saves 0.80 %, both over the index: 9.2 % of 125 million is 11.5
/// million, not 12.5. In an account that earns the index less 0.25 % it pays 10.25 %: 12.8125 million.
#[test]
fn the_running_cost_is_spread_less_funding_value_or_plus_the_drag() {
    let cost = |first_loss: &str, collateral: &str| {
        let scenario = format!("rates: {{ SOFR: 4.30% }}\n{collateral}");
        let bank = ran(YEARLY, first_loss, &scenario).bank;
        assert_eq!(bank.net_cost, bank.net_running_cost);
        bank.net_running_cost.minor()
    };
    let note = "coupon: SOFR + 10%, protection: funded note";
    assert_eq!(cost(note, "collateral: { SOFR: 0 }"), 1_250_000_000);
    assert_eq!(cost(note, "collateral: { SOFR: -25bp }"), 1_281_250_000);
    let held = format!("{note}, funding_value: 80bp");
    assert_eq!(cost(&held, "collateral: { SOFR: -25bp }"), 1_150_000_000);
    assert_eq!(cost(&held, ""), 1_150_000_000);
}

/// 4 % until 29 September 2026, then 5 %. From Wednesday 30 September to Friday 30 October, two business days
/// back: the first two days read 4 %; then three weekends of 3 days, Columbus Day's of 4, and 15 single days at 5 %.
#[test]
fn a_lookback_reads_the_rates_of_the_days_before() {
    let coupon = "coupon: { index: SOFR, convention: compounded in arrears, lookback: 2 business days }";
    let curve = "rates: { SOFR: { curve: { 2026-06-01: 4%, 2026-09-30: 5% } } }";
    let study = ran(MONTHLY, coupon, curve);
    let period: &PeriodResult = &study.outcome.periods[3];
    assert_eq!(
        (period.accrual_start, period.date),
        (day("2026-09-30"), day("2026-10-30"))
    );
    let daily = |rate: Decimal, days: i64| Decimal::ONE + rate * Decimal::from(days) / dec!(360);
    let times = |factor: Decimal, count: u32| (0..count).fold(Decimal::ONE, |product, _| product * factor);
    let growth = times(daily(dec!(0.04), 1), 2)
        * times(daily(dec!(0.05), 3), 3)
        * daily(dec!(0.05), 4)
        * times(daily(dec!(0.05), 1), 15);
    let expected = (growth - Decimal::ONE) * dec!(12);
    assert!((flows(&study, 4).index_rate.unwrap().0 - expected).abs() < dec!(1e-18));
}

/// Fixed two business days before Wednesday 30 September 2026, on Monday the 28th.
#[test]
fn a_term_rate_is_fixed_before_its_period() {
    let curve = "rates: { SOFR: { curve: { 2026-06-01: 4%, 2026-09-28: 4.4%, 2026-09-30: 5% } } }";
    let coupon = |keys: &str| format!("coupon: {{ index: SOFR, spread: 1%, {keys} }}");
    let second = |keys: &str| {
        flows(&ran(QUARTERLY, &coupon(keys), curve), 2)
            .coupon_rate
            .unwrap()
            .0
    };
    assert_eq!(second("convention: term, lookback: 2 business days"), dec!(0.054));
    assert_eq!(second("convention: term, lookback: 3 business days"), dec!(0.05));
    assert_eq!(second("floor: 0%"), dec!(0.06));
    assert_eq!(second("cap: 4.8%"), dec!(0.058));
}

/// Five decimals of a percentage are seven of the rate.
#[test]
fn a_rate_is_rounded_only_where_the_contract_says_so() {
    let rate = |keys: &str| {
        let coupon = format!("coupon: {{ index: SOFR, convention: 30-day average in advance{keys} }}");
        flows(&ran(QUARTERLY, &coupon, "rates: { SOFR: 4.30% }"), 2)
            .index_rate
            .unwrap()
            .0
    };
    let (exact, rounded) = (rate(""), rate(", rounding: 5 decimals"));
    assert!(exact.scale() > 10);
    assert_eq!(rounded.scale(), 7);
    assert!((exact - rounded).abs() <= dec!(0.00000005));
}

/// The premium of 30 September 2026 moves two business days later, on Friday 2 October; principal does not wait.
#[test]
fn a_payment_delay_moves_the_premium_alone() {
    let coupon = "coupon: { fixed: 10%, payment_delay: 2 business days }";
    let study = ran(QUARTERLY, coupon, "");
    assert_eq!(flows(&study, 1).premium_paid, day("2026-10-02"));
    assert_eq!(study.outcome.periods[0].paid, day("2026-09-30"));
    let prompt = ran(QUARTERLY, "coupon: 10% fixed", "");
    assert!(study.tranches[1].irr.unwrap() < prompt.tranches[1].irr.unwrap());
}

#[test]
fn a_curve_that_ends_too_early_names_the_furthest_date() {
    let coupon = "coupon: { index: SOFR, convention: compounded in arrears, lookback: 5 business days }";
    let gaps = |beyond: &str| {
        let curve = format!("rates: {{ SOFR: {{ curve: {{ 2026-06-30: 4%, 2026-12-31: 5% }}{beyond} }} }}");
        run(QUARTERLY, coupon, &curve).err().unwrap_or_default()
    };
    assert_eq!(gaps(""), []);
    let needed: Vec<NaiveDate> = gaps(", beyond: refuse")
        .iter()
        .filter_map(|error| {
            if let RunError::CurveGap { gap, .. } = error {
                Some(gap.needed)
            } else {
                None
            }
        })
        .collect();
    // Five business days before closing, over Juneteenth; and before Tuesday 29 June 2027, the last day of the last period.
    assert_eq!(needed, [day("2026-06-23"), day("2027-06-22")]);
    assert_eq!(gaps(", interpolation: linear, beyond: hold"), []);
}

/// A shift of every index and one of its own.
#[test]
fn shifts_add_up() {
    let scenario = "rates: { shift: +100bp, SOFR: { flat: 3%, shift: 50bp }, EURIBOR: 2% }";
    let rate = |index: &str| {
        let study = ran(QUARTERLY, &format!("coupon: {index}"), scenario);
        flows(&study, 1).index_rate.unwrap().0
    };
    assert_eq!((rate("SOFR"), rate("EURIBOR")), (dec!(0.045), dec!(0.03)));
}

/// Month ends: 30 September, 31 December, 31 March, 30 June.
#[test]
fn a_grid_of_month_ends_is_paid_on_month_ends() {
    let payments = "{ frequency: quarterly, first: 2026-09-30, day_count: ACT/360, end_of_month: true }";
    let study = ran(payments, "coupon: 10% fixed", "");
    let dates: Vec<String> = study
        .outcome
        .periods
        .iter()
        .map(|period| period.date.to_string())
        .collect();
    assert_eq!(dates, ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]);
    assert_eq!(study.outcome.periods[1].days(), 92);
}
