//! Prices of notes at what investors ask, within the document of `run`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_engine::returns::{Asked, price};
use tranchet_engine::study::Study;

use super::{float, optional};
use crate::tables::prices::words;

/// What `run --at-yield` and `--at-margin` add to a document: a list for each scenario.
pub fn prices(deal: &Deal, studies: &[Study], asked: &[Asked], into: &mut Map<String, Value>) {
    let of_study = |study: &Study| -> Value {
        let tranches = deal.tranches.iter().enumerate();
        let all = tranches.flat_map(|(place, tranche)| {
            asked.iter().map(move |asked| {
                let (name, rate) = words(*asked);
                json!({
                    "tranche": tranche.name,
                    "asked": name,
                    "rate": float(rate),
                    "price": optional(price(deal, &study.outcome, place, *asked), float),
                })
            })
        });
        all.collect()
    };
    let by_scenario: Map<String, Value> = studies
        .iter()
        .map(|study| (study.outcome.scenario.clone(), of_study(study)))
        .collect();
    into.insert("prices".to_owned(), Value::Object(by_scenario));
}
