//! What `capital` says of relief that may shrink or end: output floor, a worsening pool, calls.

use serde_json::{Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_engine::capital::cliff::Edge;
use tranchet_engine::capital::output_floor::{BankWithFloor, Phase};
use tranchet_engine::capital::regimes::{Status, Version};
use tranchet_engine::capital::step::Answer;
use tranchet_engine::study::roll_over::RollOver;

use super::capital::step;
use super::{date, decimal, float, money, optional};

/// The version of the rules that served.
pub(super) fn version(version: &Version) -> Value {
    let status = match version.regime.status {
        Status::InForceFrom(_) => "in force",
        Status::Proposed(_) => "proposal",
    };
    json!({
        "title": version.regime.title,
        "status": status,
        "from": date(version.regime.status.date()),
        "until": optional(version.until, date),
        "law_of": date(version.on),
        "precedes_the_first": version.precedes_the_first(),
    })
}

/// The output floor, or why there is none.
pub(super) fn output_floor(deal: &Deal, found: &Answer<Vec<Phase>>) -> Value {
    match found {
        Answer::NotApplicable(why) => json!({
            "not_applicable": why.reason,
            "cites": why.cites.to_string(),
            "standing": why.cites.standing.name(),
            "phases": [],
        }),
        Answer::Applies(phases) => {
            let phases: Vec<Value> = phases.iter().map(|found| phase(deal, found)).collect();
            json!({ "not_applicable": null, "cites": null, "standing": null, "phases": phases })
        }
    }
}

fn phase(deal: &Deal, phase: &Phase) -> Value {
    let currency = deal.currency;
    let steps: Vec<Value> = phase.steps.iter().map(|found| step(deal, found)).collect();
    json!({
        "from": date(phase.from),
        "x": decimal(phase.share.value),
        "cites": phase.share.citation.to_string(),
        "standing": phase.share.citation.standing.name(),
        "limit": optional(phase.limit, |limit| decimal(limit.value)),
        "p": optional(phase.leg, |leg| float(leg.p.value)),
        "rwa_before": money(phase.own[0], currency),
        "rwa_after": money(phase.own[1], currency),
        "standardised_before": money(phase.standardised[0], currency),
        "standardised_after": money(phase.standardised[1], currency),
        "relief_where_it_binds": money(phase.relief_bound(), currency),
        "binding_headroom": money(phase.binding_headroom(), currency),
        "nil_headroom": optional(phase.nil_headroom(), |headroom| money(headroom, currency)),
        "bank": optional(phase.bank, |found| bank(&found, currency)),
        "steps": steps,
    })
}

fn bank(bank: &BankWithFloor, currency: Currency) -> Value {
    json!({
        "before": money(bank.before, currency),
        "after": money(bank.after, currency),
        "relief": money(bank.relief(), currency),
        "binds_before": bank.binds_before,
        "binds_after": bank.binds_after,
        "rest_ratio": float(bank.rest),
        "binding_ratio": float(bank.binding),
        "nil_ratio": optional(bank.nil, float),
    })
}

/// A point of a path on which the pool worsens.
pub(super) fn edge(edge: &Edge, currency: Currency) -> Value {
    json!({
        "path": edge.path.name(),
        "at": decimal(edge.at),
        "senior_attachment": optional(edge.senior_attachment, float),
        "senior_risk_weight": optional(edge.senior_weight, float),
        "retained_risk_weight": optional(edge.retained_weight, float),
        "rwa_before": money(edge.rwa_before, currency),
        "rwa_after": money(edge.rwa_after, currency),
        "relief": money(edge.relief.rwa, currency),
        "ratio": decimal(edge.relief.ratio.0),
    })
}

/// An end of the protection, with what comes back.
pub(super) fn roll_over(found: &RollOver, currency: Currency) -> Value {
    let at = found.at.as_deref();
    let amount = |of: fn(&tranchet_engine::capital::Capital) -> tranchet_deal::money::Money| {
        optional(at, |at| money(of(&at.capital), currency))
    };
    json!({
        "protection_ends_by": found.ending.name(),
        "date": optional(at, |at| date(at.date)),
        "pool": optional(at, |at| money(at.pool, currency)),
        "relief_ratio": optional(at, |at| decimal(at.capital.relief.ratio.0)),
        "rwa_with": amount(|capital| capital.after.rwa),
        "rwa_back": amount(|capital| capital.relief.rwa),
        "rwa_without": amount(|capital| capital.before.rwa),
        "capital_back": amount(|capital| capital.relief.capital),
    })
}
