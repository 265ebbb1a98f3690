//! Returns of deals whose returns can be told without a run.

use chrono::NaiveDate;
use proptest::prelude::*;
use tranchet_deal::amortisation::Principal;
use tranchet_deal::coupon::{Coupon, Steps};
use tranchet_deal::date::{Calendar, DayCount, Roll};
use tranchet_deal::money::Money;
use tranchet_deal::payments::{Frequency, LastStub};
use tranchet_deal::protection::Protection;
use tranchet_deal::rate::Ratio;
use tranchet_engine::outcome::Outcome;
use tranchet_engine::returns::{bank_returns, tranche_returns};

use crate::cases::{Case, basis_points};
use crate::runs::{exact, holds, units};

#[test]
fn without_losses_every_tranche_is_repaid_in_full() {
    holds(|case| {
        let case = case.without_defaults();
        let outcome = exact(&case)?;
        for tranche in tranche_returns(&case.deal, &outcome) {
            prop_assert_eq!(tranche.loss, Money::ZERO);
            prop_assert_eq!(tranche.first_loss_date, None);
            prop_assert_eq!(tranche.wal_years.is_some(), tranche.initial > Money::ZERO);
        }
        Ok(())
    });
}

/// Every tranche a note at par that pays a fixed coupon in basis points, on actual days over 365.
fn at_par(mut case: Case, coupon: i32) -> Case {
    case.deal.payments.day_count = DayCount::Act365Fixed;
    case.deal.payments.lag_business_days = 0;
    for tranche in &mut case.deal.tranches {
        tranche.coupon = Some(Coupon::Fixed(Steps::flat(basis_points(coupon))));
        tranche.payment_delay_business_days = None;
        tranche.funding_value = None;
        tranche.protection = Protection::FundedNote {
            collateral: Default::default(),
        };
        (tranche.placed, tranche.price) = (Ratio::ONE, Ratio::ONE);
    }
    case.without_defaults()
}

/// The yield of a coupon that is paid after so many years: `(1 + c t)^(1/t) − 1`.
fn implied(coupon: f64, years: f64) -> f64 {
    libm::pow(1.0 + coupon * years, 1.0 / years) - 1.0
}

/// The lowest and the highest yield that the periods of a tranche imply, and the years for which its notional was
/// outstanding, in minor units times years.
fn bounds(outcome: &Outcome, tranche: usize, coupon: f64) -> (f64, f64, f64) {
    let (mut low, mut high, mut outstanding) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
    let mut before = outcome.closing;
    for period in &outcome.periods {
        let years = (period.date - before).num_days() as f64 / 365.0;
        let opening = period.tranches[tranche].opening.minor() as f64;
        if years > 0.0 && opening > 0.0 {
            let implied = implied(coupon, years);
            (low, high) = (low.min(implied), high.max(implied));
            outstanding += opening * years;
        }
        before = period.date;
    }
    (low, high, outstanding)
}

#[test]
fn a_note_at_par_without_losses_yields_what_its_coupon_implies() {
    holds(|case| {
        let case = at_par(case, 875);
        let outcome = exact(&case)?;
        for (place, tranche) in tranche_returns(&case.deal, &outcome).iter().enumerate() {
            let (low, high, outstanding) = bounds(&outcome, place, 0.0875);
            // What is repaid on the day of closing has no yield.
            if let Some(irr) = tranche.irr.filter(|_| outstanding > 0.0) {
                let rounding = 1e-9 + 4.0 * outcome.periods.len() as f64 / outstanding;
                prop_assert!(
                    low - rounding <= irr && irr <= high + rounding,
                    "{low} {irr} {high}"
                );
            }
        }
        Ok(())
    });
}

/// Years of 365 days, one payment a year: the yield is the coupon, 14 %, however principal is paid.
#[test]
fn a_yearly_note_at_par_without_losses_yields_its_coupon_in_every_order_of_principal() {
    holds(|case| {
        let mut case = at_par(case.times(1_000_000), 1400);
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
        case.deal.closing = day(2021);
        (case.deal.scheduled_maturity, case.deal.legal_final_maturity) = (day(2024), day(2024));
        let payments = &mut case.deal.payments;
        (payments.frequency, payments.first) = (Frequency::Annual, day(2022));
        (payments.roll, payments.calendar) = (Roll::None, Calendar::None);
        (payments.last_stub, payments.end_of_month) = (LastStub::Short, false);
        for loan in &mut case.deal.pool.loans {
            loan.maturity = loan.maturity.max(day(2022));
        }
        for principal in [Principal::Sequential, Principal::ProRata] {
            let case = case.clone().with_principal(principal);
            let outcome = exact(&case)?;
            for tranche in tranche_returns(&case.deal, &outcome) {
                let irr = tranche.irr.unwrap_or(0.14);
                prop_assert!((irr - 0.14).abs() < 1e-8, "{:?}", tranche);
            }
        }
        Ok(())
    });
}

#[test]
fn the_bank_pays_premium_and_costs_less_what_it_earns_and_recovers() {
    holds(|case| {
        let outcome = exact(&case)?;
        let bank = bank_returns(&case.deal, &outcome);
        let premium: Money = tranche_returns(&case.deal, &outcome)
            .iter()
            .map(|tranche| tranche.premium_total)
            .sum();
        prop_assert_eq!(bank.premium_total, premium);
        let paid = bank.premium_total + bank.costs;
        let earned = bank.collateral_income + bank.funding_saved;
        prop_assert_eq!(bank.net_cost, paid - earned - bank.loss_recovered);
        let rounding = units(outcome.periods.len() * case.deal.tranches.len());
        prop_assert!(bank.loss_recovered + rounding >= Money::ZERO);
        Ok(())
    });
}
