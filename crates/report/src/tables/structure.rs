//! The capital structure at closing.

use tranchet_deal::deal::Deal;
use tranchet_deal::protection::Protection;
use tranchet_deal::tranche::Tranche;

use super::coupon::describe;
use crate::format::percent;
use crate::table::{Cell, Table};

/// Tranches with their points, notional, placed share, protection and coupon.
pub fn structure(deal: &Deal) -> Table {
    let columns = [
        "*tranche",
        "attachment",
        "detachment",
        "thickness",
        "notional",
        "placed",
        "protection",
        "coupon",
    ];
    let mut table = Table::new(
        "structure",
        format!("{}: capital structure at closing", deal.name),
        deal.currency,
        &columns,
    );
    for tranche in &deal.tranches {
        let thickness = tranche.detachment.0 - tranche.attachment.0;
        table.push(vec![
            Cell::text(&tranche.name),
            Cell::Percent(tranche.attachment.0, 3),
            Cell::Percent(tranche.detachment.0, 3),
            Cell::Percent(thickness, 3),
            Cell::Money(tranche.notional),
            Cell::Percent(tranche.placed.0, 1),
            protection(tranche),
            Cell::of(tranche.coupon.as_ref(), |coupon| Cell::Text(describe(coupon))),
        ]);
    }
    let retained = deal.pool.retained_share.0;
    if !retained.is_zero() {
        table.notes.push(format!(
            "The bank keeps {} of every loan outside the structure.",
            percent(retained)
        ));
    }
    table
}

fn protection(tranche: &Tranche) -> Cell {
    if tranche.placed.0.is_zero() {
        return Cell::text("retained");
    }
    Cell::text(match tranche.protection {
        Protection::FundedNote { .. } => "funded note",
        Protection::FundedGuarantee { .. } => "funded guarantee",
        Protection::UnfundedGuarantee { .. } => "unfunded guarantee",
    })
}
