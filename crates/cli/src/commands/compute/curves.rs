//! `compute curves`: value curves and rents.

use tranchet_compute::listed_curve::ListedCurve;
use tranchet_deal::file::Input;
use tranchet_report::tables::compute::curves::{OwnCurve, tables};

use super::super::system::{document, without_changes, write};
use crate::args::{Curves, Shared};
use crate::failure::Failure;
use crate::files::read_text;

/// Tables shown only when asked for.
const ON_REQUEST: [&str; 2] = ["curve-sources", "conflicts"];

/// Shows curves, with one of the user's if it is given.
///
/// # Errors
/// A file that cannot be read, or that is no curve.
pub fn curves(command: &Curves, shared: &Shared) -> Result<(), Failure> {
    without_changes(shared)?;
    let Some(path) = &command.curve else {
        return write(tables(None), &ON_REQUEST, document("compute curves", &[]), shared);
    };
    let text = read_text(path)?;
    let name = path.display().to_string();
    let curve = ListedCurve::read(&text)
        .map_err(|faults| Failure::Input(faults.iter().map(|fault| format!("{name}: {fault}")).collect()))?;
    let own = OwnCurve {
        name: &name,
        factor: &|age| curve.factor(age),
    };
    let inputs = [Input {
        name: name.clone(),
        bytes: text.into_bytes(),
    }];
    write(
        tables(Some(&own)),
        &[],
        document("compute curves", &inputs),
        shared,
    )
}
