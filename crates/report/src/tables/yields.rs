//! What each tranche yields, and the spread that its losses leave.

use tranchet_deal::deal::Deal;
use tranchet_engine::returns::value_tranches;
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

const COLUMNS: [&str; 10] = [
    "*tranche",
    "yield",
    "discount margin",
    "duration years",
    "modified duration",
    "average life years",
    "annuity years",
    "promised spread",
    "fair spread",
    "loss-adjusted spread",
];

/// Yields, margins, durations and spreads of each tranche.
pub fn yields(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(studies, &COLUMNS);
    let title = titled(studies, "Yields and spreads by tranche");
    let mut table = Table::new("yields", title, deal.currency, &columns);
    let per_cent = |value| Cell::of(value, |value| Cell::percent_of(value, 4));
    let years = |value| Cell::of(value, |value| Cell::number_of(value, 4));
    for study in studies {
        for tranche in value_tranches(deal, &study.outcome) {
            let mut row = scenario_cell(studies, study);
            row.extend([
                Cell::text(&tranche.name),
                per_cent(tranche.yield_),
                per_cent(tranche.discount_margin),
                years(tranche.duration_years),
                years(tranche.modified_duration_years),
                years(tranche.average_life_years),
                years(tranche.annuity_years),
                per_cent(tranche.promised_spread),
                per_cent(tranche.fair_spread),
                per_cent(tranche.loss_adjusted_spread),
            ]);
            table.push(row);
        }
    }
    table.notes.extend(NOTES.map(str::to_owned));
    table
}

const NOTES: [&str; 3] = [
    "Yield: bond equivalent at the payment frequency. Discount margin: over the coupon's index. Both, and durations, \
     are of notes alone: nobody pays a price for a guarantee.",
    "Average life: outstanding notional times years over notional at closing. Spreads and annuity are discounted along \
     the index of the coupon, or the first that the deal reads; without one there are none.",
    "Promised: the coupon over its index where cash is paid in, else all of it. Fair: what pays for the losses of this \
     scenario and no more. Loss-adjusted: the first less the second.",
];
