//! What a deal says of the bank, the pool and the tranches that stand behind the models here.
//!
//! Shares are of whole loans, what the bank retains of each included, as capital at closing counts them.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::coupon::Coupon;
use tranchet_deal::deal::Deal;
use tranchet_deal::tranche::Tranche;
use tranchet_engine::capital::Capital;

use crate::stack::{Slice, Stack};

/// The tranches of a deal at closing.
pub fn stack(deal: &Deal) -> Stack {
    let slice = |tranche: &Tranche| Slice {
        attachment: float(tranche.attachment.0),
        detachment: float(tranche.detachment.0),
        placed: float(tranche.placed.0),
    };
    let inside = deal.pool.protected_balance().minor() as f64 / deal.pool.balance().minor() as f64;
    Stack::new(inside, deal.tranches.iter().map(slice).collect())
}

/// Attachment and detachment of each tranche, in the order of the deal.
pub fn points(deal: &Deal) -> Vec<(f64, f64)> {
    let points = |tranche: &Tranche| (float(tranche.attachment.0), float(tranche.detachment.0));
    deal.tranches.iter().map(points).collect()
}

/// Spread on what is placed at closing, weighted by placed notional; a fixed coupon counts whole. None when nothing is
/// placed.
pub fn spread(deal: &Deal) -> Option<f64> {
    let (mut placed, mut paid) = (0.0, 0.0);
    for tranche in &deal.tranches {
        let notional = tranche.notional.minor() as f64 * float(tranche.placed.0);
        let rate = tranche.coupon.as_ref().map(|coupon| match coupon {
            Coupon::Fixed(rate) => rate.on(deal.closing),
            Coupon::Floating(floating) => floating.spread.on(deal.closing),
        });
        placed += notional;
        paid += notional * rate.map_or(0.0, |rate| float(rate.0));
    }
    (placed > 0.0).then(|| paid / placed)
}

/// Loss that the tape expects in a year, per unit of loans: the balance-weighted mean of PD times LGD over the loans that have
/// both. None when no loan does.
pub fn expected_loss(deal: &Deal) -> Option<f64> {
    let (mut balance, mut lost) = (0.0, 0.0);
    for loan in &deal.pool.loans {
        let (Some(pd), Some(lgd)) = (loan.pd, loan.lgd) else {
            continue;
        };
        let weight = loan.balance.minor() as f64;
        balance += weight;
        lost += weight * float(pd.0) * float(lgd.0);
    }
    (balance > 0.0).then(|| lost / balance)
}

/// Years from closing to scheduled maturity, actual days over 365.25.
pub fn years(deal: &Deal) -> f64 {
    (deal.scheduled_maturity - deal.closing).num_days() as f64 / 365.25
}

/// Risk-weighted assets after over before.
pub fn density(capital: &Capital) -> f64 {
    capital.after.rwa.minor() as f64 / capital.before.rwa.minor() as f64
}

fn float(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}
