//! `system warnings`: an early-warning panel.

use tranchet_deal::file::read_indicators;
use tranchet_report::tables;

use crate::args::{Shared, Warnings};
use crate::failure::Failure;
use crate::files::read_text;

/// Reads indicators and writes what they say.
///
/// # Errors
/// Problems of the file, or a file that cannot be read or written.
pub fn warnings(command: &Warnings, shared: &Shared) -> Result<(), Failure> {
    super::without_changes(shared)?;
    let path = &command.indicators;
    let file = read_indicators(&path.display().to_string(), &read_text(path)?)?;
    let table = tables::system::warnings::table(&file.panel);
    let document = super::document("system warnings", &file.inputs);
    super::write(vec![table], &[], document, shared)
}
