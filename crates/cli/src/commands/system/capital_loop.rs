//! `system loop`: the capital loop of a bank.

use tranchet_report::tables;

use super::bank::bank;
use super::inputs::Inputs;
use super::source::OfDeal;
use crate::args::{Loop, Shared};
use crate::failure::Failure;

/// Works out the loop and writes what it says.
///
/// # Errors
/// Problems of the input, or a file that cannot be read or written.
pub fn capital_loop(command: &Loop, shared: &Shared) -> Result<(), Failure> {
    let deal = match &command.deal {
        Some(deal) => {
            let regime = command.bank.regime.as_ref();
            Some(OfDeal::read(deal, command.scenario.as_ref(), regime, shared)?)
        }
        None => {
            super::without_changes(shared)?;
            None
        }
    };
    let mut inputs = Inputs::default();
    let terms = bank(&command.bank, deal.as_ref(), &mut inputs);
    inputs.finish()?;
    if !terms.ends() {
        let text = "nothing ends the loop: all loans are protected and nothing of their risk-weighted assets is left; \
                    give --leverage-ratio or --investor-capacity";
        return Err(Failure::Usage(text.to_owned()));
    }
    let kind = "system loop";
    let document = deal.map_or_else(|| super::document(kind, &[]), |deal| deal.document(kind));
    super::write(
        tables::system::capital_loop::tables(&terms),
        &[],
        document,
        shared,
    )
}
