//! `system bearers`: direct lending against a deal in four rows.

use tranchet_engine::economics::{Economics, over};
use tranchet_engine::study::study;
use tranchet_engine::tagged::Input;
use tranchet_report::tables;
use tranchet_system::panel::bearers::{BearerTerms, Profit};

use super::bank::bank;
use super::fund::{Tranches, fund};
use super::inputs::{Ask, Inputs, Range};
use super::source::OfDeal;
use crate::args::{Bearers, Shared};
use crate::failure::Failure;

/// What a fund, its lender and the bank are assumed to disclose.
const DISCLOSED: [f64; 3] = [0.2, 0.5, 1.0];

/// Compares direct lending with a deal and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn bearers(command: &Bearers, shared: &Shared) -> Result<(), Failure> {
    if command.bank.thickness.is_some() {
        let text = "--thickness: who bears losses follows from the deal's tranches; change them with --set";
        return Err(Failure::Usage(text.to_owned()));
    }
    let regime = command.bank.regime.as_ref();
    let deal = OfDeal::read(&command.deal, command.scenario.as_ref(), regime, shared)?;
    let mut inputs = Inputs::default();
    let tranches = Tranches {
        thickness: &None,
        spread: &command.bank.spread,
    };
    let terms = BearerTerms {
        bank: bank(&command.bank, Some(&deal), &mut inputs),
        leverage: fund(&command.fund, &tranches, Some(&deal), &mut inputs),
        disclosure: disclosure(command, &mut inputs),
        profit: profit(&deal),
    };
    inputs.finish()?;
    let tables = tables::system::bearers::tables(&terms, deal.currency());
    super::write(tables, &[], deal.document("system bearers"), shared)
}

fn disclosure(command: &Bearers, inputs: &mut Inputs) -> [Input; 3] {
    let [fund, lender, bank] = DISCLOSED;
    let mut take = |flag, typed, assumed| {
        let range = Range::Share;
        inputs.take(Ask { flag, typed, range }, None, Some(assumed))
    };
    [
        take("--fund-discloses", &command.fund_discloses, fund),
        take("--lender-discloses", &command.lender_discloses, lender),
        take("--bank-discloses", &command.bank_discloses, bank),
    ]
}

/// Profit and cost of capital of a run; none for a deal that cannot be run, or without capital of its own.
fn profit(deal: &OfDeal) -> Option<Profit> {
    let found = study(deal.deal(), &deal.scenario, &|_| {}).ok()?;
    let relief = found.relief.as_ref().ok()?;
    let closing = deal.capital.as_ref()?;
    let economics = Economics::of(deal.deal(), &found.outcome, relief);
    let target = over(
        closing.before.capital.minor() as f64,
        closing.before.rwa.minor() as f64,
    )?;
    let profits = deal
        .deal()
        .lending
        .map(|lending| economics.profits(&lending, closing, target));
    let of = |read: fn(&tranchet_engine::economics::Profits) -> Option<f64>| profits.as_ref().and_then(read);
    let life = economics.until_discounted(economics.periods.len());
    Some(Profit {
        on_rwa: [
            of(|profits| profits.before.on_rwa),
            of(|profits| profits.after.on_rwa),
        ],
        on_equity: [
            of(|profits| profits.before.on_equity),
            of(|profits| profits.relent.on_equity),
        ],
        cost_of_capital: [
            economics.year(1).per_capital(),
            life.and_then(|cost| cost.per_capital()),
        ],
        scenario: deal.scenario.name.clone(),
    })
}
