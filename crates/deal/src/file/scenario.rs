//! The scenario file.

mod changes;
mod compute;
mod defaults;
mod events;
mod factor_model;
mod rates;
mod replenishment;
mod terms;

pub(super) use changes::REASONS;
pub(super) use compute::REGIMES;
pub(super) use factor_model::COPULAS;
pub(super) use terms::EXERCISES;

use super::change::Changes;
use super::deal::{version, wrong_file};
use super::document::Document;
use super::fields::Fields;
use super::files::{Files, Input};
use super::parsed::Parsed;
use super::pool::Rows;
use super::problem::Problems;
use super::reader::Reader;
use super::source::Place;
use crate::money::Currency;
use crate::scenario::Scenario;

/// A scenario with the places of what it says.
#[derive(Debug)]
pub struct ScenarioFile {
    /// The scenario.
    pub scenario: Scenario,
    /// The file.
    pub document: Document,
    /// Problems that do not keep the scenario from being used.
    pub warnings: Problems,
    /// Every file read, the scenario's own first.
    pub inputs: Vec<Input>,
    purchases: Option<Rows>,
}

impl ScenarioFile {
    /// Where a loan of the purchase tape is, by its number in it.
    pub fn purchase_place(&self, purchase: usize) -> Place {
        match &self.purchases {
            Some(rows) => rows.place(purchase),
            None => self.document.place("replenishment"),
        }
    }
}

/// Reads a scenario and the curves it names; its amounts are in `currency`.
///
/// # Errors
/// Every problem found in the scenario and in its curves, at once.
pub fn read_scenario(
    name: &str,
    text: &str,
    files: &dyn Files,
    currency: Currency,
) -> Result<Box<ScenarioFile>, Problems> {
    resolve_scenario(&Parsed::new(name, text)?, &Changes::default(), files, currency)
}

/// Resolves a scenario, and the curves it names, with changes.
///
/// # Errors
/// Every problem found in the scenario, in its changes and in its curves, at once.
pub fn resolve_scenario(
    parsed: &Parsed,
    changes: &Changes,
    files: &dyn Files,
    currency: Currency,
) -> Result<Box<ScenarioFile>, Problems> {
    let found = parsed.resolve(
        changes,
        files,
        |_| currency,
        |reader, document| match document.is_deal() {
            true => wrong_file(reader, "deal", "scenario"),
            false => Fields::of(reader, &document.root, "the scenario").and_then(scenario),
        },
    )?;
    let (scenario, purchases) = found.value;
    Ok(Box::new(ScenarioFile {
        scenario,
        purchases,
        document: found.document,
        warnings: found.warnings,
        inputs: found.inputs,
    }))
}

fn scenario(fields: Fields<'_>) -> Option<(Scenario, Option<Rows>)> {
    version(&fields);
    let name = fields.required("name", "base case", Reader::name);
    let defaults = fields
        .optional("defaults", defaults::defaults)
        .unwrap_or_default();
    let (loss, severities) = fields.optional("loss", terms::loss).unwrap_or_default();
    let prepayment = fields.optional("prepayment", terms::prepayment);
    let rates = fields.optional("rates", rates::rates);
    let calls = fields.optional("calls", terms::calls);
    let bought = fields
        .optional("replenishment", replenishment::replenishment)
        .unwrap_or_default();
    let removals = fields.optional("removals", changes::removals);
    let downgrades = fields.optional("downgrades", changes::downgrades);
    let collateral = fields.optional("collateral", rates::collateral);
    let delinquency = fields.optional("delinquency", terms::delinquency);
    let compute = fields.optional("compute", compute::compute);
    let factor_model = fields.optional("factor_model", factor_model::factor_model);
    fields.finish();
    let scenario = Scenario {
        name: name?,
        default_rates: defaults.rates,
        credit_events: defaults.events,
        loss,
        severities,
        prepayment: prepayment.unwrap_or_default(),
        rates: rates.unwrap_or_default(),
        calls: calls.unwrap_or_default(),
        replenishment: bought.representative,
        purchases: bought.purchases,
        removals: removals.unwrap_or_default(),
        downgrades: downgrades.unwrap_or_default(),
        collateral,
        delinquency: delinquency.unwrap_or_default(),
        compute,
        factor_model,
    };
    Some((scenario, bought.rows))
}
