//! Each coupon period by period: days, index, rate, premium, and what the cash behind it earns or saves.

use tranchet_deal::coupon::Coupon;
use tranchet_deal::deal::Deal;
use tranchet_deal::tranche::Tranche;
use tranchet_engine::outcome::PeriodResult;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// From which dates a premium follows, and from which rates.
pub fn coupons(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "*tranche",
            "*period",
            "from",
            "to",
            "days",
            "index",
            "index rate",
            "coupon rate",
            "notional",
            "placed",
            "premium",
            "paid",
            "collateral income",
            "funding saved",
        ],
    );
    let mut table = Table::new("coupons", titled(studies, "Coupons"), deal.currency, &columns);
    for study in studies {
        for (index, tranche) in deal.tranches.iter().enumerate() {
            for period in study.outcome.periods.iter().filter(|_| tranche.coupon.is_some()) {
                let mut row = scenario_cell(studies, study);
                row.extend(coupon(tranche, index, period));
                table.push(row);
            }
        }
    }
    let formula = "Premium = notional x placed x coupon rate x length of the period by the deal's day count.";
    table.notes.push(formula.to_owned());
    table
}

fn coupon(tranche: &Tranche, index: usize, period: &PeriodResult) -> [Cell; 14] {
    let flows = &period.tranches[index];
    [
        Cell::text(&tranche.name),
        Cell::Count(period.number as i64),
        Cell::Date(period.accrual_start),
        Cell::Date(period.date),
        Cell::Count(period.days()),
        Cell::text(match &tranche.coupon {
            Some(Coupon::Floating(coupon)) => &coupon.index.0,
            Some(Coupon::Fixed(_)) | None => "fixed",
        }),
        Cell::of(flows.index_rate, |rate| Cell::Percent(rate.0, 6)),
        Cell::of(flows.coupon_rate, |rate| Cell::Percent(rate.0, 6)),
        Cell::Money(flows.opening),
        Cell::Percent(tranche.placed.0, 1),
        Cell::Money(flows.premium),
        Cell::Date(flows.premium_paid),
        Cell::Money(flows.collateral_income),
        Cell::Money(flows.funding_saved),
    ]
}
