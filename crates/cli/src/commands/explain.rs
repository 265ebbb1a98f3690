//! `explain`: a problem's code at length.

use tranchet_deal::file::Code;

use crate::args::{Explain, Shared};
use crate::failure::Failure;
use crate::output;

/// Says what a code means.
///
/// # Errors
/// When there is no such code.
pub fn explain(command: &Explain, shared: &Shared) -> Result<(), Failure> {
    let Some(code) = Code::from_id(&command.code) else {
        let ids: Vec<&str> = Code::ALL.iter().map(|code| code.id()).collect();
        return Err(Failure::Usage(format!(
            "there is no code `{}`; there are {}",
            command.code,
            ids.join(", ")
        )));
    };
    let result = format!("{}: {}\n\n{}\n", code.id(), code.title(), code.explanation());
    output::write(&result, shared)
}
