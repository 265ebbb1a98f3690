//! The tranches of a random deal.

use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use tranchet_deal::money::Money;
use tranchet_deal::protection::Protection;
use tranchet_deal::rate::Ratio;
use tranchet_deal::tranche::{Coupon, Tranche};

use super::{basis_points, index, permille};

/// A tranche before its pool is known.
#[derive(Clone, Debug)]
pub struct Draft {
    weight: i64,
    placed: u32,
    protection: Protection,
    coupon: Option<Coupon>,
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

fn coupons() -> impl Strategy<Value = Coupon> {
    let floors = || prop::option::of((0..400i32).prop_map(basis_points));
    prop_oneof![
        (-50..1500i32).prop_map(|rate| Coupon::Fixed(basis_points(rate))),
        (-50..1500i32, floors(), floors()).prop_map(|(spread, floor, floor_all_in)| Coupon::Floating {
            index: index(),
            spread: basis_points(spread),
            floor,
            floor_all_in,
        }),
    ]
}

prop_compose! {
    pub fn drafts()(
        weight in 1..=100i64,
        placed in select(vec![0u32, 333, 800, 1000, 1000]),
        protection in protections(),
        coupon in prop::option::of(coupons()),
        price in select(vec![1000u32, 1000, 985, 1012]),
    ) -> Draft {
        Draft { weight, placed, protection, coupon, price }
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
