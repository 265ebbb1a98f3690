//! Coupons in words.

use tranchet_deal::coupon::{Bounds, Convention, Coupon, Floating, Observation, Steps};

use crate::format::percent;

/// A coupon as a term sheet writes it.
pub fn describe(coupon: &Coupon) -> String {
    match coupon {
        Coupon::Fixed(steps) => format!("{}{} fixed", percent(steps.initial().0), later(steps)),
        Coupon::Floating(coupon) => {
            let spread = coupon.spread.initial().0;
            let sign = if spread.is_sign_negative() { '-' } else { '+' };
            let mut text = format!(
                "{} {sign} {}{}",
                coupon.index.0,
                percent(spread.abs()),
                later(&coupon.spread)
            );
            text.push_str(&bounds(coupon.bounds, ""));
            text.push_str(&bounds(coupon.bounds_all_in, "all-in "));
            text.push_str(&convention(coupon));
            text
        }
    }
}

/// The steps after the first rate.
fn later(steps: &Steps) -> String {
    let step = |(date, rate): &(_, tranchet_deal::rate::Rate)| format!(", {} from {date}", percent(rate.0));
    steps.later().iter().map(step).collect()
}

fn bounds(bounds: Bounds, of: &str) -> String {
    let named = [("floor", bounds.floor), ("cap", bounds.cap)];
    let bound = |(name, rate): (&str, Option<tranchet_deal::rate::Rate>)| {
        Some(format!(", {of}{name} {}", percent(rate?.0)))
    };
    named.into_iter().filter_map(bound).collect()
}

fn convention(coupon: &Floating) -> String {
    match coupon.fixing.convention {
        Convention::Term {
            business_days_before: 0,
        } => String::new(),
        Convention::Term { business_days_before } => {
            format!(
                ", fixed {} before the period",
                business_days(business_days_before)
            )
        }
        Convention::CompoundedInArrears(observation) => {
            format!(", compounded in arrears{}", observed(observation))
        }
        Convention::SimpleAverageInArrears(observation) => {
            format!(", simple average in arrears{}", observed(observation))
        }
        Convention::ThirtyDayAverageInAdvance {
            business_days_before: 0,
        } => ", 30-day average in advance".to_owned(),
        Convention::ThirtyDayAverageInAdvance { business_days_before } => {
            format!(
                ", 30-day average {} in advance",
                business_days(business_days_before)
            )
        }
    }
}

fn observed(observation: Observation) -> String {
    let mut text = match (observation.lookback_business_days, observation.shift) {
        (0, _) => String::new(),
        (days, false) => format!(", lookback {}", business_days(days)),
        (days, true) => format!(", lookback {} with observation shift", business_days(days)),
    };
    if observation.lockout_business_days > 0 {
        text.push_str(&format!(
            ", lock-out {}",
            business_days(observation.lockout_business_days)
        ));
    }
    text
}

fn business_days(days: u32) -> String {
    match days {
        1 => "1 business day".to_owned(),
        days => format!("{days} business days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::dec;
    use tranchet_deal::rate::Rate;
    use tranchet_deal::tranche::IndexName;

    #[test]
    fn a_coupon_reads_as_a_term_sheet_writes_it() {
        let mut coupon = Floating::plain(IndexName("SOFR".to_owned()), Rate(dec!(0.0425)));
        coupon.bounds.floor = Some(Rate::ZERO);
        coupon.bounds_all_in.cap = Some(Rate(dec!(0.12)));
        assert_eq!(
            describe(&Coupon::Floating(coupon.clone())),
            "SOFR + 4.25%, floor 0%, all-in cap 12%"
        );
        let observation = Observation {
            lookback_business_days: 5,
            shift: true,
            lockout_business_days: 2,
        };
        coupon.bounds = Bounds::default();
        coupon.bounds_all_in = Bounds::default();
        coupon.fixing.convention = Convention::CompoundedInArrears(observation);
        let date = "2029-06-30".parse().unwrap();
        coupon.spread = Steps::new(Rate(dec!(0.0425)), vec![(date, Rate(dec!(0.05)))]).unwrap();
        assert_eq!(
            describe(&Coupon::Floating(coupon)),
            "SOFR + 4.25%, 5% from 2029-06-30, compounded in arrears, lookback 5 business days with observation \
             shift, lock-out 2 business days"
        );
    }
}
