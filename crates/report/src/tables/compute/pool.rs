//! The compute-backed loans of a tape: what stands behind each, and how much hangs on one customer or generation.

use std::collections::BTreeMap;

use tranchet_compute::compute_loan::LoanModel;
use tranchet_compute::tape::Tape;
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::scenario::TapeColumn;
use tranchet_engine::tag::Tag;

use super::super::system::{DISCLAIMER, amount, source};
use crate::table::{Cell, Table};

/// The tables of a pool.
pub fn tables(deal: &Deal, tape: &Tape) -> Vec<Table> {
    let by = |name, column| concentration(deal, name, column);
    let mut tables = vec![
        by("types", TapeColumn::ComputeType),
        by("off-takers", TapeColumn::OffTaker),
        by("generations", TapeColumn::GpuGeneration),
        loans(deal, tape),
    ];
    tables[0].notes.push(DISCLAIMER.to_owned());
    tables
}

/// Balance by the value of a column, the largest first.
fn concentration(deal: &Deal, name: &'static str, column: TapeColumn) -> Table {
    let columns = [column.name(), "loans", "balance", "share", "GPUs", "source"];
    let title = format!("{}: by {}", deal.name, column.name());
    let mut table = Table::new(name, title, deal.currency, &columns);
    let mut sums: BTreeMap<Option<&str>, (i64, i64, i64)> = BTreeMap::new();
    for loan in &deal.pool.loans {
        let sum = sums.entry(column.value_of(loan)).or_default();
        let units = loan.compute.as_ref().and_then(|fields| fields.gpu_units);
        *sum = (
            sum.0 + 1,
            sum.1 + loan.balance.minor(),
            sum.2 + i64::from(units.unwrap_or_default()),
        );
    }
    let whole = deal.pool.balance().minor() as f64;
    let mut sorted: Vec<_> = sums.into_iter().collect();
    sorted.sort_by_key(|(_, (_, balance, _))| std::cmp::Reverse(*balance));
    for (value, (count, balance, units)) in sorted {
        table.push(vec![
            Cell::text(value.unwrap_or("(blank)")),
            Cell::Count(count),
            Cell::Money(tranchet_deal::money::Money::from_minor(balance)),
            Cell::percent_of(balance as f64 / whole, 2),
            Cell::Count(units),
            source(Tag::Given),
        ]);
    }
    table
}

fn loans(deal: &Deal, tape: &Tape) -> Table {
    let columns = [
        "*loan",
        "type",
        "off-taker",
        "balance",
        "NOI over debt service",
        "LTV",
        "matures in quarters",
        "assumed",
        "source",
    ];
    let title = format!("{}: compute-backed loans", deal.name);
    let mut table = Table::new("loans", title, deal.currency, &columns);
    for ((place, modelled), assumed) in tape.places.iter().zip(&tape.pool.loans).zip(&tape.assumed) {
        let loan: &Loan = &deal.pool.loans[*place];
        let (cover, ltv, quarters) = today(&modelled.model);
        let tag = if assumed.is_empty() {
            Tag::Given
        } else {
            Tag::Assumption
        };
        table.push(vec![
            Cell::text(&*loan.id),
            Cell::text(modelled.asset_type.name()),
            Cell::of(TapeColumn::OffTaker.value_of(loan), Cell::text),
            amount(modelled.balance, deal.currency),
            Cell::of(cover, |cover| Cell::number_of(cover, 3)),
            Cell::of(ltv, |ltv| Cell::percent_of(ltv, 1)),
            Cell::Count(i64::from(quarters)),
            Cell::text(assumed.join(", ")),
            source(tag),
        ]);
    }
    table.notes.push(
        "Assumed: columns that the tape leaves blank, for which the kind's own figures serve.".to_owned(),
    );
    table
}

/// Cover of the first payment and loan-to-value today, of a loan with cash flow; quarters to maturity.
fn today(model: &LoanModel) -> (Option<f64>, Option<f64>, u32) {
    match model {
        LoanModel::Enterprise(loan) => (None, None, loan.maturity_quarters),
        LoanModel::CashFlow(loan) => {
            let (income, collateral) = (&loan.income, &loan.collateral);
            let noi = (income.revenue + income.bitcoin_revenue - income.operating_cost) / 4.0;
            let value = collateral.shell + collateral.gpu + collateral.bitcoin;
            (
                Some(noi / loan.first_payment()),
                Some(loan.amount / value),
                loan.maturity_quarters,
            )
        }
    }
}
