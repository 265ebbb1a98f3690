//! What rules read of the pool on each date.

use tranchet_deal::deal::Deal;
use tranchet_engine::capital::Capital;

use super::capital::RegimeCapital;
use crate::table::{Cell, Table};

/// The pool's charges, number and losses, and what they make of the senior tranche, date by date.
pub fn pool_through_life(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = [
        "*regime",
        "*date",
        "K_IRB",
        "share",
        "K_SA",
        "N",
        "LGD",
        "PD",
        "M_T",
        "senior weight",
        "RWA SA",
    ];
    let life = regimes
        .iter()
        .find_map(|regime| regime.through_life.as_ref().ok());
    let title = match life {
        Some((scenario, _)) => format!("The pool through life, scenario {scenario}"),
        None => "The pool through life".to_owned(),
    };
    let mut table = Table::new("pool-through-life", title, deal.currency, &columns);
    for regime in regimes {
        let dates = regime.through_life.iter().flat_map(|(_, relief)| &relief.dates);
        dates.for_each(|date| table.push(line(&date.capital)));
    }
    table
        .notes
        .push("Share: of the exposure, with K_IRB. M_T: of the senior tranche, in years. RWA SA: if the standardised \
             approach weighed every loan.".to_owned());
    table
}

fn line(capital: &Capital) -> Vec<Cell> {
    let pool = &capital.pool;
    let senior = capital.tranches.iter().find(|tranche| tranche.senior);
    let percent = |places| move |value| Cell::percent_of(value, places);
    vec![
        Cell::text(capital.regime.name),
        Cell::Date(capital.date),
        Cell::of(pool.k_irb, percent(2)),
        Cell::percent_of(pool.irb_share, 1),
        Cell::percent_of(pool.k_sa, 2),
        Cell::of(pool.n, |n| Cell::number_of(n, 1)),
        Cell::of(pool.lgd, percent(2)),
        Cell::of(pool.wa_pd, percent(2)),
        Cell::of(senior.and_then(|tranche| tranche.mt_years), |years| {
            Cell::number_of(years, 2)
        }),
        Cell::of(senior.and_then(|tranche| tranche.risk_weight), percent(2)),
        Cell::Money(pool.rwa_standardised),
    ]
}
