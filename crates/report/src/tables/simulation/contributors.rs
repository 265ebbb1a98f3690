//! Loans and sectors by what they contribute.

use tranchet_deal::deal::Deal;
use tranchet_risk::figures::Figures;
use tranchet_risk::figures::contributors::{Contributor, Contributors};

use super::money;
use crate::format;
use crate::table::{Cell, Table};

/// Sectors; empty where contributions were not asked for.
pub(super) fn sectors(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let found = figures.contributors.as_ref();
    let names = ("sectors", "Contributions by sector", "*sector");
    table(
        deal,
        figures,
        names,
        found.map_or(&[][..], |found| &found.sectors),
    )
}

/// Loans; empty where contributions were not asked for.
pub(super) fn loans(deal: &Deal, _: &str, figures: &Figures) -> Table {
    let found = figures.contributors.as_ref();
    let names = ("loans", "Contributions by loan", "*loan");
    table(deal, figures, names, found.map_or(&[][..], |found| &found.loans))
}

fn table(
    deal: &Deal,
    figures: &Figures,
    (name, title, key): (&'static str, &str, &str),
    found: &[Contributor],
) -> Table {
    let level = figures
        .contributors
        .as_ref()
        .map_or(0.0, |found: &Contributors| found.level);
    let worst = format!("worst {} %", format::short_float(100.0 * (1.0 - level)));
    let mut columns = vec![key, "balance", "expected loss", &worst, "of it"];
    columns.extend(
        figures
            .tranches
            .iter()
            .map(|tranche| tranche.points.name.as_str()),
    );
    let mut table = Table::new(name, title, deal.currency, &columns);
    let whole = figures.pool.shortfalls.last().map_or(0.0, |(_, loss)| *loss);
    for contributor in found {
        let share = if whole > 0.0 {
            contributor.shortfall / whole
        } else {
            0.0
        };
        let mut row = vec![
            Cell::text(contributor.name.as_deref().unwrap_or("(blank)")),
            money(contributor.balance),
            money(contributor.expected_loss),
            money(contributor.shortfall),
            Cell::percent_of(share, 2),
        ];
        row.extend(contributor.tranches.iter().map(|part| money(*part)));
        table.push(row);
    }
    table.notes.push(
        "Shares of the pool's expected loss, of its mean loss in the worst cases, and of each tranche's expected loss; each \
         column adds up to the whole. A loan bears what hits a tranche as far as it loses when the tranche is hit."
            .to_owned(),
    );
    table
}
