//! `system leverage`: a fund that holds what a deal places with a bank's money.

use tranchet_deal::money::Currency;
use tranchet_report::tables;

use super::fund::{Tranches, fund};
use super::inputs::Inputs;
use super::source::OfDeal;
use crate::args::{Leverage, Shared};
use crate::failure::Failure;

/// Works out the fund's leverage and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn leverage(command: &Leverage, shared: &Shared) -> Result<(), Failure> {
    let deal = match &command.deal {
        Some(deal) => Some(OfDeal::read(deal, command.scenario.as_ref(), None, shared)?),
        None => {
            super::without_changes(shared)?;
            None
        }
    };
    let mut inputs = Inputs::default();
    let tranches = Tranches {
        thickness: &command.thickness,
        spread: &command.spread,
    };
    let terms = fund(&command.fund, &tranches, deal.as_ref(), &mut inputs);
    inputs.finish()?;
    let kind = "system leverage";
    let currency = deal.as_ref().map_or(Currency::NONE, OfDeal::currency);
    let document = deal.map_or_else(|| super::document(kind, &[]), |deal| deal.document(kind));
    super::write(
        tables::system::leverage::tables(&terms, currency),
        &[],
        document,
        shared,
    )
}
