//! The document of `run`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_engine::journal::EndReason;
use tranchet_engine::outcome::{
    ExcessSpreadFlows, OfferResult, PeriodResult, PoolFlows, ReplenishmentFlows, TestResult, TrancheFlows,
};
use tranchet_engine::returns::{TrancheReturns, Valuation, value_tranches};
use tranchet_engine::study::Study;

use super::economics::economics;
use super::{date, decimal, float, money, optional};
use crate::tables::tests_made::{purpose, test_of};
use crate::tables::words::refusal;

/// What `run` adds to a document.
pub fn run(deal: &Deal, studies: &[Study], into: &mut Map<String, Value>) {
    into.insert("deal".to_owned(), json!(deal.name));
    into.insert("currency".to_owned(), json!(deal.currency.code()));
    into.insert(
        "scenarios".to_owned(),
        studies.iter().map(|study| scenario(deal, study)).collect(),
    );
}

fn scenario(deal: &Deal, study: &Study) -> Value {
    let (ended, reason) = study.outcome.ended;
    let periods: Vec<Value> = study
        .outcome
        .periods
        .iter()
        .map(|result| period(deal, result))
        .collect();
    let tranches: Map<String, Value> = study
        .tranches
        .iter()
        .zip(value_tranches(deal, &study.outcome))
        .map(|(tranche, value)| (tranche.name.clone(), returns(tranche, &value, deal.currency)))
        .collect();
    json!({
        "name": study.outcome.scenario,
        "periods": periods,
        "ended": { "date": date(ended), "reason": reason.name(), "protection": optional(study.outcome.protection_ended(), date) },
        "tranches": tranches,
        "bank": bank(deal.currency, study),
        "economics": economics(deal, study),
    })
}

fn period(deal: &Deal, period: &PeriodResult) -> Value {
    let currency = deal.currency;
    let index: Map<String, Value> = period
        .fixings
        .iter()
        .map(|(index, rate)| (index.0.clone(), decimal(rate.0)))
        .collect();
    let tranches: Map<String, Value> = deal
        .tranches
        .iter()
        .zip(&period.tranches)
        .map(|(tranche, flows)| (tranche.name.clone(), tranche_flows(flows, currency)))
        .collect();
    let triggers: Vec<Value> = period.tests.iter().map(|result| test(deal, result)).collect();
    let offers: Vec<Value> = period.offers.iter().map(|result| offer(deal, result)).collect();
    let spread = deal
        .excess_spread
        .map(|_| excess_spread(&period.excess_spread, currency));
    json!({
        "period": period.number,
        "date": date(period.date),
        "accrual_start": date(period.accrual_start),
        "days": period.days(),
        "pool": pool(&period.pool, currency),
        "excess_spread": spread,
        "index": index,
        "tranches": tranches,
        "triggers": triggers,
        "replenishment": deal.replenishment.as_ref().map(|_| replenishment(&period.replenishment, currency)),
        "offers": offers,
        "call": period.protection_ended.filter(|reason| reason.is_call()).map(EndReason::name),
    })
}

fn pool(flows: &PoolFlows, currency: Currency) -> Value {
    json!({
        "opening": money(flows.opening, currency),
        "defaulted": money(flows.defaulted, currency),
        "scheduled": money(flows.scheduled, currency),
        "prepaid": money(flows.prepaid, currency),
        "replenished": money(flows.replenished, currency),
        "repaid_at_end": money(flows.repaid_at_end, currency),
        "recovered": money(flows.recovered, currency),
        "closing": money(flows.closing, currency),
        "open_events": money(flows.open_events, currency),
        "held": money(flows.held, currency),
        "loss": money(flows.loss, currency),
        "write_up": money(flows.write_up, currency),
        "added": money(flows.added, currency),
        "removed": money(flows.removed, currency),
        "removed_events": money(flows.removed_events, currency),
        "reversed": money(flows.reversed, currency),
    })
}

fn replenishment(flows: &ReplenishmentFlows, currency: Currency) -> Value {
    json!({
        "taken": money(flows.taken, currency),
        "spent": money(flows.spent, currency),
        "released": money(flows.released, currency),
        "unapplied": money(flows.unapplied, currency),
    })
}

pub(super) fn offer(deal: &Deal, offer: &OfferResult) -> Value {
    json!({
        "loan": &*offer.loan,
        "amount": money(offer.amount, deal.currency),
        "bought": offer.refusal.is_none(),
        "reason": optional(offer.refusal, |reason| json!(refusal(deal, reason))),
    })
}

fn excess_spread(flows: &ExcessSpreadFlows, currency: Currency) -> Value {
    json!({
        "available": money(flows.available, currency),
        "used": money(flows.used, currency),
        "lost": money(flows.lost, currency),
        "trapped": money(flows.trapped, currency),
    })
}

fn tranche_flows(flows: &TrancheFlows, currency: Currency) -> Value {
    json!({
        "opening": money(flows.opening, currency),
        "write_down": money(flows.write_down, currency),
        "write_up": money(flows.write_up, currency),
        "amortisation": money(flows.amortisation, currency),
        "added": money(flows.added, currency),
        "closing": money(flows.closing, currency),
        "attachment": decimal(flows.attachment.0),
        "detachment": decimal(flows.detachment.0),
        "index_rate": optional(flows.index_rate, |rate| decimal(rate.0)),
        "coupon_rate": optional(flows.coupon_rate, |rate| decimal(rate.0)),
        "premium": money(flows.premium, currency),
        "premium_paid": date(flows.premium_paid),
        "collateral_income": money(flows.collateral_income, currency),
        "funding_saved": money(flows.funding_saved, currency),
    })
}

fn test(deal: &Deal, result: &TestResult) -> Value {
    let test = test_of(deal, result);
    json!({
        "measure": test.measure.name(),
        "value": decimal(result.value),
        "level": decimal(test.bound.level().0),
        "tripped": result.tripped,
        "for": purpose(deal, result.purpose),
    })
}

fn returns(tranche: &TrancheReturns, value: &Valuation, currency: Currency) -> Value {
    json!({
        "initial": money(tranche.initial, currency),
        "loss": money(tranche.loss, currency),
        "loss_ratio": decimal(tranche.loss_ratio.0),
        "wal_years": optional(tranche.wal_years, float),
        "irr": optional(tranche.irr, float),
        "premium_total": money(tranche.premium_total, currency),
        "first_loss_date": optional(tranche.first_loss_date, date),
        "yield": optional(value.yield_, float),
        "discount_margin": optional(value.discount_margin, float),
        "duration_years": optional(value.duration_years, float),
        "modified_duration_years": optional(value.modified_duration_years, float),
        "average_life_years": optional(value.average_life_years, float),
        "annuity_years": optional(value.annuity_years, float),
        "promised_spread": optional(value.promised_spread, float),
        "fair_spread": optional(value.fair_spread, float),
        "loss_adjusted_spread": optional(value.loss_adjusted_spread, float),
    })
}

fn bank(currency: Currency, study: &Study) -> Value {
    let bank = &study.bank;
    json!({
        "premium_total": money(bank.premium_total, currency),
        "collateral_income": money(bank.collateral_income, currency),
        "funding_saved": money(bank.funding_saved, currency),
        "net_running_cost": money(bank.net_running_cost, currency),
        "loss_recovered": money(bank.loss_recovered, currency),
        "costs": money(bank.costs, currency),
        "net_cost": money(bank.net_cost, currency),
        "average_capital_released": optional(study.average_capital_released(), |amount| money(amount, currency)),
        "cost_per_capital_released": optional(study.cost_per_capital_year(), decimal),
    })
}
