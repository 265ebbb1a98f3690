//! How a step of a calculation is written in a table.

use tranchet_deal::money::Currency;
use tranchet_deal::tranche::Tranche;
use tranchet_engine::capital::step::{Figure, Input, Step, StepValue};
use tranchet_engine::cited::Standing;

use crate::format::{Unit, for_people, short_float};
use crate::table::{Cell, Table};

/// Steps with their values, inputs and citations.
pub(crate) fn table(
    name: &'static str,
    title: impl Into<String>,
    currency: Currency,
    steps: &[Step],
) -> Table {
    let mut table = Table::new(name, title, currency, &["*step", "value", "from", "citation"]);
    for step in steps {
        table.push(vec![
            Cell::text(step.rule),
            Cell::Text(value(currency, step)),
            Cell::Text(inputs(currency, step, &[])),
            Cell::Text(step.cites.to_string()),
        ]);
    }
    table.notes.extend(recalled_note(steps.iter()));
    table
}

/// What a step came to, or why its rule does not apply.
pub(crate) fn value(currency: Currency, step: &Step) -> String {
    match step.value {
        StepValue::Is(found) => figure(currency, found),
        StepValue::NotApplicable(reason) => format!("not applicable: {reason}"),
    }
}

/// What a step was found from; it may read figures of these tranches.
pub(crate) fn inputs(currency: Currency, step: &Step, tranches: &[Tranche]) -> String {
    let inputs: Vec<String> = step
        .inputs
        .iter()
        .map(|input| format!("{} = {}", name(input, tranches), figure(currency, input.figure)))
        .collect();
    inputs.join("; ")
}

/// The name of an input, with the tranche that it is a figure of.
pub(crate) fn name(input: &Input, tranches: &[Tranche]) -> String {
    let tranche = input.source.tranche().and_then(|place| tranches.get(place));
    match tranche {
        Some(tranche) => format!("{} of {}", input.name, tranche.name),
        None => input.name.to_owned(),
    }
}

pub(crate) fn figure(currency: Currency, figure: Figure) -> String {
    match figure {
        Figure::Number(number) => short_float(number),
        Figure::Amount(amount) => for_people(&Cell::Money(amount), currency, Unit::Units),
    }
}

/// Says which steps rest on law that nobody here has read.
pub(crate) fn recalled_note<'s>(steps: impl Iterator<Item = &'s Step>) -> Option<String> {
    let mut texts: Vec<&str> = steps
        .filter(|step| step.standing() == Standing::Recalled)
        .map(|step| step.cites.text)
        .collect();
    texts.sort_unstable();
    texts.dedup();
    (!texts.is_empty()).then(|| format!("Recalled, not read by the authors: {}.", texts.join("; ")))
}
