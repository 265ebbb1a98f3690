//! Compute-backed credit: curves, loans, pools, scenarios, scorecard.
//!
//! Every row says what it rests on, in the column `source`.

pub mod curves;
pub mod loan;
pub mod pool;
pub mod scenarios;
pub mod scorecard;

use tranchet_compute::parameter::Parameter;
use tranchet_compute::sources::CONFLICTS;
use tranchet_deal::money::Currency;

use super::system::source;
use crate::table::{Cell, Table};

/// Figures that models come with, one a row.
pub fn parameters(title: &str, parameters: &[Parameter]) -> Table {
    let columns = ["*parameter", "value", "unit", "source", "from"];
    let mut table = Table::new("parameters", title, Currency::NONE, &columns);
    for parameter in parameters {
        table.push(vec![
            Cell::text(parameter.name),
            Cell::number_of(parameter.value, 4),
            Cell::text(parameter.unit),
            source(parameter.tag),
            Cell::text(parameter.source),
        ]);
    }
    table
}

/// Where the sources of the models contradict each other, a row a statement.
pub fn conflicts() -> Table {
    let columns = ["*subject", "says", "source", "from", "treatment"];
    let title = "Where the sources contradict each other";
    let mut table = Table::new("conflicts", title, Currency::NONE, &columns);
    for conflict in CONFLICTS {
        for statement in conflict.statements {
            table.push(vec![
                Cell::text(conflict.subject),
                Cell::text(statement.says),
                source(statement.tag),
                Cell::text(statement.source),
                Cell::text(conflict.treatment),
            ]);
        }
    }
    table
}
