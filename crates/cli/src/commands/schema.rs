//! `schema`: the JSON Schema of deals and scenarios, for editors.

use tranchet_deal::file::schema::{DEAL, SCENARIO};
use tranchet_report::json;

use crate::args::{Kind, Schema, Shared};
use crate::failure::Failure;
use crate::output;

/// Writes the schema of a kind of file.
///
/// # Errors
/// When it cannot be written.
pub fn schema(command: &Schema, shared: &Shared) -> Result<(), Failure> {
    let root = match command.kind {
        Kind::Deal => &DEAL,
        Kind::Scenario => &SCENARIO,
    };
    output::write(&output::json(json::schema::schema(root)), shared)
}
