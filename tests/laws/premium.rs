//! Premium: what a tranche pays on its notional at the start of the period.

use proptest::prelude::*;
use tranchet_deal::money::Money;
use tranchet_deal::payments::Accrual;
use tranchet_deal::rate::Rate;

use crate::runs::{exact, holds, lowered, units};

#[test]
fn premium_is_one_product_rounded_once() {
    holds(|mut case| {
        case.deal.payments.accrual = Accrual::WholePeriod;
        let outcome = exact(&case)?;
        let plan = lowered::<Money>(&case)?.plan;
        for (period, dates) in outcome.periods.iter().zip(&plan.periods) {
            let length = case
                .deal
                .payments
                .day_count
                .fraction(dates.accrual_start, dates.payment);
            for (flows, terms) in period.tranches.iter().zip(&case.deal.tranches) {
                let rate = flows.coupon_rate.unwrap_or(Rate::ZERO);
                let factor = rate.factor() * terms.placed.factor() * length;
                prop_assert_eq!(flows.premium, flows.opening.scale_half_even(factor));
            }
        }
        Ok(())
    });
}

/// The part written down stops earning within the period: never more than the whole, never less than nothing,
/// to half a unit of rounding for each part.
#[test]
fn accrual_to_the_credit_event_pays_at_most_the_whole_period() {
    holds(|mut case| {
        case.deal.payments.accrual = Accrual::WholePeriod;
        let whole = exact(&case)?;
        case.deal.payments.accrual = Accrual::ToCreditEvent;
        let to_event = exact(&case)?;
        // A date has at most a default and some settlements for every loan there ever was.
        let loans = case.deal.pool.loans.len() + whole.periods.len();
        let parts = loans * (whole.periods.len() + 1);
        for (whole, to_event) in whole.periods.iter().zip(&to_event.periods) {
            prop_assert_eq!(&whole.pool, &to_event.pool);
            for (whole, to_event) in whole.tranches.iter().zip(&to_event.tranches) {
                prop_assert_eq!(whole.closing, to_event.closing);
                let negative = whole.coupon_rate.is_some_and(|rate| rate < Rate::ZERO);
                let (paid, full) = if negative {
                    (-to_event.premium, -whole.premium)
                } else {
                    (to_event.premium, whole.premium)
                };
                prop_assert!(paid <= full, "{:?} {:?}", whole, to_event);
                prop_assert!(paid + units(parts) >= Money::ZERO, "{:?} {:?}", whole, to_event);
                prop_assert!(whole.write_down > Money::ZERO || paid == full);
            }
        }
        Ok(())
    });
}

#[test]
fn cash_moves_on_or_after_the_payment_date() {
    holds(|case| {
        let outcome = exact(&case)?;
        let mut last = outcome.closing;
        for period in &outcome.periods {
            prop_assert!(period.paid >= period.date);
            prop_assert!(period.paid == period.date || case.deal.payments.lag_business_days > 0);
            prop_assert!(period.date >= last, "{} before {}", period.date, last);
            last = period.date;
        }
        Ok(())
    });
}
