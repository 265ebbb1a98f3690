//! The tranches of a random deal.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use tranchet_deal::coupon::{Bounds, Convention, Coupon, Fixing, Floating, Observation, Steps};
use tranchet_deal::date::Calendar;
use tranchet_deal::money::Money;
use tranchet_deal::protection::Protection;
use tranchet_deal::rate::Ratio;
use tranchet_deal::tranche::Tranche;

use super::{basis_points, index, permille};

/// A tranche before its pool is known.
#[derive(Clone, Debug)]
pub struct Draft {
    weight: i64,
    placed: u32,
    protection: Protection,
    coupon: Option<Coupon>,
    delay: Option<u32>,
    funding_value: Option<i32>,
    price: u32,
}

fn protections() -> impl Strategy<Value = Protection> {
    select(vec![
        Protection::FundedNote {
            collateral: Default::default(),
        },
        Protection::FundedGuarantee {
            collateral: Default::default(),
        },
        Protection::UnfundedGuarantee {
            guarantor_risk_weight: None,
        },
    ])
}

prop_compose! {
    /// A rate in basis points, and perhaps another one from a date on.
    fn steps()(rate in -50..1500i32, later in prop::option::of((0..9000u64, -50..1500i32))) -> Steps {
        let later = later.map(|(days, rate)| (NaiveDate::from_ymd_opt(2018, 1, 31).unwrap() + Days::new(days), basis_points(rate)));
        Steps::new(basis_points(rate), later.into_iter().collect()).unwrap()
    }
}

prop_compose! {
    fn bounds()(floor in prop::option::of(0..400i32), cap in prop::option::of(400..1600i32)) -> Bounds {
        Bounds { floor: floor.map(basis_points), cap: cap.map(basis_points) }
    }
}

prop_compose! {
    fn fixings()(
        kind in 0..5u8,
        days in 0..6u32,
        shift in any::<bool>(),
        lockout in 0..4u32,
        calendar in prop::option::of(select(vec![Calendar::UnitedStatesGovernmentSecurities, Calendar::None])),
        rounding_places in prop::option::of(3..6u32),
    ) -> Fixing {
        let observation = Observation { lookback_business_days: days, shift, lockout_business_days: lockout };
        let convention = match kind {
            0 | 1 => Convention::default(),
            2 => Convention::Term { business_days_before: days },
            3 => Convention::CompoundedInArrears(observation),
            _ if shift => Convention::SimpleAverageInArrears(observation),
            _ => Convention::ThirtyDayAverageInAdvance { business_days_before: days },
        };
        Fixing { convention, calendar, year: None, rounding_places }
    }
}

prop_compose! {
    fn floating()(
        fixing in fixings(),
        spread in steps(),
        bounds in bounds(),
        bounds_all_in in bounds(),
    ) -> Coupon {
        Coupon::Floating(Floating { index: index(), fixing, spread, bounds, bounds_all_in })
    }
}

fn coupons() -> impl Strategy<Value = Coupon> {
    prop_oneof![steps().prop_map(Coupon::Fixed), floating()]
}

impl Draft {
    /// Whether its cash could stand in for funding at its coupon's index.
    fn is_fundable(&self) -> bool {
        self.protection.is_funded() && matches!(self.coupon, Some(Coupon::Floating(_)))
    }
}

prop_compose! {
    pub fn drafts()(
        weight in 1..=100i64,
        placed in select(vec![0u32, 333, 800, 1000, 1000]),
        protection in protections(),
        coupon in prop::option::of(coupons()),
        delay in prop::option::of(0..4u32),
        funding_value in prop::option::of(-20..150i32),
        price in select(vec![1000u32, 1000, 985, 1012]),
    ) -> Draft {
        Draft { weight, placed, protection, coupon, delay, funding_value, price }
    }
}

/// Tranches, senior first, that share a pool by weight; units left over go to the most senior.
pub fn make(drafts: &[Draft], pool: Money) -> Vec<Tranche> {
    let weights: i64 = drafts.iter().map(|draft| draft.weight).sum();
    let mut tranches: Vec<Tranche> = (0..)
        .zip(drafts)
        .map(|(place, draft): (u32, &Draft)| Tranche {
            name: format!("T-{place}"),
            attachment: Ratio::ZERO,
            detachment: Ratio(Decimal::from(draft.weight) / Decimal::from(weights)),
            notional: Money::ZERO,
            placed: permille(draft.placed),
            protection_terms: tranchet_deal::protection::ProtectionTerms::default(),
            protection: draft.protection.clone(),
            payment_delay_business_days: draft.delay.filter(|_| draft.coupon.is_some()),
            funding_value: draft
                .funding_value
                .filter(|_| draft.is_fundable())
                .map(basis_points),
            coupon: draft.coupon.clone(),
            price: permille(draft.price),
            rating: None,
        })
        .collect();
    for place in (0..tranches.len().saturating_sub(1)).rev() {
        let below = tranches[place + 1].detachment;
        tranches[place].attachment = below;
        tranches[place].detachment.0 += below.0;
    }
    tranches[0].detachment = Ratio::ONE;
    fill(&mut tranches, pool);
    tranches
}

/// Notionals by the tranches' points that add up to the pool.
pub fn fill(tranches: &mut [Tranche], pool: Money) {
    let mut left = pool;
    for tranche in tranches[1..].iter_mut() {
        let share = Ratio(tranche.detachment.0 - tranche.attachment.0);
        tranche.notional = pool.scale_half_even(share.factor()).min(left);
        left -= tranche.notional;
    }
    tranches[0].notional = left;
}
