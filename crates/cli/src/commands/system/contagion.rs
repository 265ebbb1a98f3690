//! `system contagion`: forced sales after a shock.

use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::file::read_network;
use tranchet_report::tables;
use tranchet_system::fire_sale;
use tranchet_system::network::Network;

use crate::args::{Contagion, Shared};
use crate::failure::Failure;
use crate::files::read_text;

/// Tables shown only when asked for.
const ON_REQUEST: [&str; 1] = ["rounds"];

/// Runs the sales and writes what they do.
///
/// # Errors
/// Problems of the file, or a file that cannot be read or written.
pub fn contagion(command: &Contagion, shared: &Shared) -> Result<(), Failure> {
    super::without_changes(shared)?;
    let path = &command.network;
    let file = read_network(&path.display().to_string(), &read_text(path)?)?;
    let network = Network::from(&file.network);
    let shocks = file.network.assets.iter().map(|asset| asset.shock.0.to_f64());
    let shocks: Vec<f64> = shocks.map(Option::unwrap_or_default).collect();
    let end = fire_sale::contagion(&network, &shocks, file.network.sale_rule);
    let tables = tables::system::contagion::tables(&file.network, &network, &end);
    let document = super::document("system contagion", &file.inputs);
    super::write(tables, &ON_REQUEST, document, shared)
}
