//! The document of `capital`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_engine::capital::error::approach_name;
use tranchet_engine::capital::step::{Figure, Step, StepValue};
use tranchet_engine::capital::{Capital, PoolCapital, Relief, Requirement, TrancheCapital};

use super::{date, decimal, float, money, optional, srt, worth};
use crate::tables::capital::RegimeCapital;
use crate::tables::steps;

/// What `capital` adds to a document.
pub fn capital(deal: &Deal, regimes: &[RegimeCapital], into: &mut Map<String, Value>) {
    into.insert("deal".to_owned(), json!(deal.name));
    into.insert("currency".to_owned(), json!(deal.currency.code()));
    into.insert(
        "regimes".to_owned(),
        regimes.iter().map(|found| regime(deal, found)).collect(),
    );
}

fn regime(deal: &Deal, found: &RegimeCapital) -> Value {
    let capital = &found.closing;
    let currency = deal.currency;
    let life = found.through_life.as_ref().ok();
    let tranches: Vec<Value> = capital
        .tranches
        .iter()
        .map(|found| tranche(deal, found))
        .collect();
    let steps: Vec<Value> = capital.steps.iter().map(|found| step(deal, found)).collect();
    let through_life: Option<Vec<Value>> = life.map(|(_, relief)| {
        relief
            .dates
            .iter()
            .map(|date| life_date(&date.capital, currency))
            .collect()
    });
    let cliff: Vec<Value> = found
        .cliff
        .iter()
        .map(|edge| worth::edge(edge, currency))
        .collect();
    let calls: Vec<Value> = found
        .calls
        .iter()
        .map(|ending| worth::roll_over(ending, currency))
        .collect();
    let mut document = json!({
        "regime": capital.regime.name,
        "version": worth::version(&capital.version),
        "approach": approach_name(capital.approach),
        "date": date(capital.date),
        "pool": pool(&capital.pool, currency),
        "tranches": tranches,
        "before": requirement(capital.before, currency),
        "after": requirement(capital.after, currency),
        "deducted": money(capital.deducted, currency),
        "bound": capital.bound.name(),
        "relief": relief(capital.relief, currency),
        "steps": steps,
        "scenario": life.map(|(scenario, _)| scenario),
        "through_life": through_life,
        "output_floor": worth::output_floor(deal, &found.output_floor),
        "cliff": cliff,
        "calls": calls,
    });
    if let Value::Object(keys) = &mut document {
        keys.append(&mut srt::closing(deal, capital));
    }
    document
}

fn pool(pool: &PoolCapital, currency: Currency) -> Value {
    json!({
        "exposure": money(pool.exposure, currency),
        "rwa": money(pool.rwa, currency),
        "k": float(pool.k),
        "k_name": pool.k_name,
        "k_irb": optional(pool.k_irb, float),
        "irb_share": float(pool.irb_share),
        "k_sa": float(pool.k_sa),
        "rwa_standardised": money(pool.rwa_standardised, currency),
        "retail_share": float(pool.retail_share),
        "density": float(pool.density),
        "w": float(pool.w),
        "unknown": float(pool.unknown),
        "n": optional(pool.n, float),
        "lgd": optional(pool.lgd, float),
        "wa_pd": optional(pool.wa_pd, float),
    })
}

fn tranche(deal: &Deal, tranche: &TrancheCapital) -> Value {
    let currency = deal.currency;
    let steps: Vec<Value> = tranche.steps.iter().map(|found| step(deal, found)).collect();
    json!({
        "name": tranche.name,
        "attachment": float(tranche.attachment),
        "detachment": float(tranche.detachment),
        "senior": tranche.senior,
        "retained_exposure": money(tranche.retained_exposure, currency),
        "protected_exposure": money(tranche.protected_exposure, currency),
        "approach": tranche.approach.map(approach_name),
        "approach_because": tranche.because.map(|because| because.text),
        "p": optional(tranche.p, float),
        "mt_years": optional(tranche.mt_years, float),
        "risk_weight_formula": optional(tranche.risk_weight_formula, float),
        "risk_weight": optional(tranche.risk_weight, float),
        "bound": tranche.bound.name(),
        "protection_weight": optional(tranche.protection_weight, float),
        "deducted": money(tranche.deducted, currency),
        "rwa": money(tranche.rwa, currency),
        "steps": steps,
    })
}

pub(super) fn step(deal: &Deal, step: &Step) -> Value {
    let inputs: Map<String, Value> = step
        .inputs
        .iter()
        .map(|input| (steps::name(input, &deal.tranches), figure(deal, input.figure)))
        .collect();
    let (value, not_applicable) = match step.value {
        StepValue::Is(found) => (figure(deal, found), Value::Null),
        StepValue::NotApplicable(reason) => (Value::Null, json!(reason)),
    };
    json!({
        "rule": step.rule,
        "cites": step.cites.to_string(),
        "standing": step.standing().name(),
        "inputs": inputs,
        "value": value,
        "not_applicable": not_applicable,
    })
}

fn figure(deal: &Deal, figure: Figure) -> Value {
    match figure {
        Figure::Number(number) => float(number),
        Figure::Amount(amount) => money(amount, deal.currency),
    }
}

fn requirement(requirement: Requirement, currency: Currency) -> Value {
    json!({ "rwa": money(requirement.rwa, currency), "capital": money(requirement.capital, currency) })
}

fn relief(relief: Relief, currency: Currency) -> Value {
    json!({
        "rwa": money(relief.rwa, currency),
        "capital": money(relief.capital, currency),
        "ratio": decimal(relief.ratio.0),
    })
}

fn life_date(capital: &Capital, currency: Currency) -> Value {
    let of = |tranche: &TrancheCapital| {
        let figures = json!({
            "approach": tranche.approach.map(approach_name),
            "p": optional(tranche.p, float),
            "mt_years": optional(tranche.mt_years, float),
            "risk_weight": optional(tranche.risk_weight, float),
        });
        (tranche.name.clone(), figures)
    };
    let tranches: Map<String, Value> = capital.tranches.iter().map(of).collect();
    let mut found = json!({
        "date": date(capital.date),
        "rwa_before": money(capital.before.rwa, currency),
        "rwa_after": money(capital.after.rwa, currency),
        "relief": money(capital.relief.rwa, currency),
        "capital_relief": money(capital.relief.capital, currency),
        "k": float(capital.pool.k),
        "w": float(capital.pool.w),
        "k_name": capital.pool.k_name,
        "k_irb": optional(capital.pool.k_irb, float),
        "irb_share": float(capital.pool.irb_share),
        "k_sa": float(capital.pool.k_sa),
        "rwa_standardised": money(capital.pool.rwa_standardised, currency),
        "n": optional(capital.pool.n, float),
        "lgd": optional(capital.pool.lgd, float),
        "wa_pd": optional(capital.pool.wa_pd, float),
        "tranches": tranches,
    });
    if let Value::Object(keys) = &mut found {
        keys.append(&mut srt::on_a_date(&capital.srt));
    }
    found
}
