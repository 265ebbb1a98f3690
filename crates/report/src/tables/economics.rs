//! What protection costs the bank, for the first year and for life, and what it leaves of profit.

use rust_decimal::Decimal;
use tranchet_deal::bank::Lending;
use tranchet_deal::deal::Deal;
use tranchet_engine::capital::Capital;
use tranchet_engine::economics::{Cost, Economics, Profit, Profits, over};
use tranchet_engine::study::Study;

use super::{scenario_cell, titled, with_scenario};
use crate::table::{Cell, Table};

/// A measure of cost.
type Measure = (&'static str, fn(&Cost) -> Cell);

const MEASURES: [Measure; 12] = [
    ("gross cost", |cost| amount(cost.gross)),
    ("costs", |cost| amount(cost.costs)),
    ("losses recovered", |cost| amount(cost.recovered)),
    ("net cost", |cost| amount(cost.net())),
    ("gross cost / notional protected", |cost| {
        share(over(cost.gross, cost.protected_years))
    }),
    ("gross cost / RWA relieved", |cost| {
        share(over(cost.gross, cost.rwa_years))
    }),
    ("net cost / RWA relieved", |cost| {
        share(over(cost.net(), cost.rwa_years))
    }),
    ("gross cost / capital released", |cost| {
        share(over(cost.gross, cost.capital_years))
    }),
    ("net cost / capital released", |cost| share(cost.per_capital())),
    ("RWA relieved / notional protected", |cost| {
        times(over(cost.rwa_years, cost.protected_years))
    }),
    ("capital released / gross cost", |cost| {
        times(over(cost.capital_years, cost.gross))
    }),
    ("losses recovered / gross cost", |cost| {
        share(over(cost.recovered, cost.gross))
    }),
];

/// Cost by measure: first year, life, life discounted.
pub fn economics(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(studies, &["*measure", "year 1", "life", "life discounted"]);
    let title = titled(studies, "The economics of protection");
    let mut table = Table::new("economics", title, deal.currency, &columns);
    for (study, found) in found(deal, studies) {
        let periods = found.periods.len();
        let times = [
            Some(found.year(1)),
            Some(found.until(periods)),
            found.until_discounted(periods),
        ];
        for (name, measure) in MEASURES {
            let mut row = scenario_cell(studies, study);
            row.push(Cell::text(name));
            row.extend(times.map(|cost| Cell::of(cost, |cost| measure(&cost))));
            table.push(row);
        }
    }
    table.notes.push(
        "Gross cost: premium - collateral income - funding saved. Net: with costs, less losses recovered. Upfront costs \
         are in life, not in year 1. Relief and notional count times years; discounted along the first index."
            .to_owned(),
    );
    table
}

/// Profit before, after and with the released capital lent again, and what the structure adds.
pub fn profit(deal: &Deal, studies: &[Study]) -> Table {
    let columns = with_scenario(
        studies,
        &[
            "*first year",
            "net income",
            "capital",
            "return on equity",
            "return on RWA",
        ],
    );
    let title = titled(studies, "The bank's profit in the first year");
    let mut table = Table::new("profit", title, deal.currency, &columns);
    let Some(lending) = deal.lending else {
        table
            .notes
            .push("Needs `bank: { loan_margin: 2.5% }` in the deal.".to_owned());
        return table;
    };
    for (study, found) in found(deal, studies) {
        let Some(profits) = profits(&lending, study, &found) else {
            continue;
        };
        for (name, profit) in [
            ("before", profits.before),
            ("after", profits.after),
            ("after, capital lent again", profits.relent),
        ] {
            let mut row = scenario_cell(studies, study);
            row.push(Cell::text(name));
            row.extend(of_profit(profit));
            table.push(row);
        }
    }
    table.notes.push(
        "After tax, on capital at closing, without upfront costs. After alone stands on less capital: compare the last line."
            .to_owned(),
    );
    table
}

/// Profit in the first year; none without relief at closing.
pub(crate) fn profits(lending: &Lending, study: &Study, found: &Economics) -> Option<Profits> {
    let closing = closing(study)?;
    let before = &closing.before;
    let target = over(before.capital.minor() as f64, before.rwa.minor() as f64).unwrap_or_default();
    Some(found.profits(lending, closing, target))
}

/// What the structure gains and what it adds at closing.
pub fn efficiency(deal: &Deal, studies: &[Study]) -> Table {
    let columns = ["*efficiency at closing", "value"];
    let mut table = Table::new(
        "efficiency",
        "Efficiency of the structure at closing",
        deal.currency,
        &columns,
    );
    if let Some(capital) = studies.iter().find_map(closing) {
        table.push(vec![
            Cell::text("RWA relieved / notional protected"),
            times(rwa_per_protected(capital)),
        ]);
        table.push(vec![Cell::text("non-neutrality"), times(non_neutrality(capital))]);
        table.push(vec![
            Cell::text("commensurateness"),
            Cell::of(commensurateness(capital), |value| Cell::Number(value, 4)),
        ]);
    }
    table.notes.push(
        "Non-neutrality: RWA of all tranches, those sold included, over RWA before. Commensurateness: an indicator of \
         regimes that have it; see tranchet capital."
            .to_owned(),
    );
    table
}

/// Economics of the studies whose relief is known.
pub(super) fn found<'s>(
    deal: &'s Deal,
    studies: &'s [Study],
) -> impl Iterator<Item = (&'s Study, Economics)> {
    studies.iter().filter_map(|study| {
        let relief = study.relief.as_ref().ok()?;
        Some((study, Economics::of(deal, &study.outcome, relief)))
    })
}

/// Risk-weighted assets relieved per notional protected.
pub(crate) fn rwa_per_protected(capital: &Capital) -> Option<f64> {
    let protected = capital
        .tranches
        .iter()
        .map(|tranche| tranche.protected_exposure.minor() as f64);
    over(capital.relief.rwa.minor() as f64, protected.sum())
}

/// The indicator of that name; none where the regime has none.
pub(crate) fn commensurateness(capital: &Capital) -> Option<Decimal> {
    let mut indicators = capital.srt.indicators.iter();
    let indicator = indicators.find(|check| check.name == "commensurateness");
    indicator.and_then(|check| check.value)
}

/// Capital at closing, where it was assessed.
pub(crate) fn closing(study: &Study) -> Option<&Capital> {
    study
        .relief
        .as_ref()
        .ok()?
        .dates
        .first()
        .map(|date| &date.capital)
}

/// Risk-weighted assets of all tranches as if the bank held them, over those of the loans in them.
pub(crate) fn non_neutrality(capital: &Capital) -> Option<f64> {
    let (mut weighted, mut exposures) = (0.0, 0.0);
    for tranche in &capital.tranches {
        let exposure = (tranche.retained_exposure + tranche.protected_exposure).minor() as f64;
        weighted += exposure * tranche.risk_weight.unwrap_or_default();
        exposures += exposure;
    }
    over(weighted, exposures * capital.pool.density)
}

fn of_profit(profit: Profit) -> [Cell; 4] {
    [
        amount(profit.net_income),
        amount(profit.capital),
        share(profit.on_equity),
        share(profit.on_rwa),
    ]
}

/// Minor units as money.
pub(super) fn amount(minor: f64) -> Cell {
    Cell::Money(money_of(minor))
}

/// Minor units as money, to the nearest.
pub(crate) fn money_of(minor: f64) -> tranchet_deal::money::Money {
    tranchet_deal::money::Money::from_minor(minor.round() as i64)
}

pub(super) fn share(value: Option<f64>) -> Cell {
    Cell::of(value, |value| Cell::percent_of(value, 2))
}

fn times(value: Option<f64>) -> Cell {
    Cell::of(value, |value| Cell::number_of(value, 4))
}
