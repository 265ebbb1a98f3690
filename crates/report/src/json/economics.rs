//! The economics of a deal, within the document of `run`.

use serde_json::{Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::{Currency, Money};
use tranchet_engine::capital::Capital;
use tranchet_engine::economics::{CallDecision, Cost, Economics, Profit, Profits, over};
use tranchet_engine::study::Study;

use super::{date, decimal, float, money, optional};
use crate::tables::economics::{
    closing, commensurateness, money_of, non_neutrality, profits, rwa_per_protected,
};
use crate::tables::years::{Year, years_of};

/// Cost in the first year, over life and by year, profit, efficiency, and the decision on each date; null without relief.
pub(super) fn economics(deal: &Deal, study: &Study) -> Value {
    let relief = study.relief.as_ref().ok();
    optional(relief, |relief| {
        with_relief(deal, study, &Economics::of(deal, &study.outcome, relief))
    })
}

fn with_relief(deal: &Deal, study: &Study, found: &Economics) -> Value {
    let currency = deal.currency;
    let periods = found.periods.len();
    let decisions: Vec<Value> = found
        .call_decisions()
        .iter()
        .map(|found| decision(found, currency))
        .collect();
    let profits = deal.lending.and_then(|lending| profits(&lending, study, found));
    json!({
        "year_1": cost(&found.year(1), currency),
        "life": cost(&found.until(periods), currency),
        "life_discounted": optional(found.until_discounted(periods), |found| cost(&found, currency)),
        "hurdle": float(found.hurdle),
        "rational_call": optional(found.rational_call(), date),
        "call_decisions": decisions,
        "years": years_of(study, found).iter().map(|found| year(found, currency)).collect::<Vec<_>>(),
        "profit": optional(profits, |found| profit(&found, currency)),
        "efficiency": optional(closing(study), efficiency),
    })
}

fn year(year: &Year, currency: Currency) -> Value {
    let amount = |of: fn(&Capital) -> Money| optional(year.capital, |capital| money(of(capital), currency));
    let senior = year.senior();
    json!({
        "year": year.year,
        "from": date(year.from),
        "pool": money(year.pool, currency),
        "protected": optional(year.protected(), |amount| money(amount, currency)),
        "attachment": optional(senior, |senior| float(senior.attachment)),
        "risk_weight": optional(senior.and_then(|senior| senior.risk_weight), float),
        "rwa_after": amount(|capital| capital.after.rwa),
        "rwa_relieved": amount(|capital| capital.relief.rwa),
        "capital_released": amount(|capital| capital.relief.capital),
        "net_cost": money(year.net_cost, currency),
    })
}

fn profit(found: &Profits, currency: Currency) -> Value {
    let one = |profit: Profit| {
        json!({
            "net_income": money(money_of(profit.net_income), currency),
            "capital": money(money_of(profit.capital), currency),
            "return_on_equity": optional(profit.on_equity, float),
            "return_on_rwa": optional(profit.on_rwa, float),
        })
    };
    json!({ "before": one(found.before), "after": one(found.after), "lent_again": one(found.relent) })
}

fn efficiency(closing: &Capital) -> Value {
    json!({
        "rwa_relieved_per_protected": optional(rwa_per_protected(closing), float),
        "non_neutrality": optional(non_neutrality(closing), float),
        "commensurateness": optional(commensurateness(closing), decimal),
    })
}

fn cost(cost: &Cost, currency: Currency) -> Value {
    json!({
        "gross": money(money_of(cost.gross), currency),
        "costs": money(money_of(cost.costs), currency),
        "recovered": money(money_of(cost.recovered), currency),
        "net": money(money_of(cost.net()), currency),
        "rwa_years": money(money_of(cost.rwa_years), currency),
        "capital_years": money(money_of(cost.capital_years), currency),
        "protected_years": money(money_of(cost.protected_years), currency),
        "per_capital": optional(cost.per_capital(), float),
        "gross_per_protected": optional(over(cost.gross, cost.protected_years), float),
        "gross_per_rwa": optional(over(cost.gross, cost.rwa_years), float),
        "net_per_rwa": optional(over(cost.net(), cost.rwa_years), float),
        "gross_per_capital": optional(over(cost.gross, cost.capital_years), float),
        "rwa_per_protected": optional(over(cost.rwa_years, cost.protected_years), float),
        "capital_per_gross": optional(over(cost.capital_years, cost.gross), float),
        "recovered_per_gross": optional(over(cost.recovered, cost.gross), float),
    })
}

fn decision(decision: &CallDecision, currency: Currency) -> Value {
    json!({
        "date": date(decision.date),
        "may_call": decision.may_call,
        "next_net_cost": money(money_of(decision.next.net()), currency),
        "next_per_capital": optional(decision.next_per_capital, float),
        "above_hurdle": decision.above_hurdle,
        "life_cost": optional(decision.life_cost, float),
        "make_whole": optional(decision.make_whole, |amount| money(money_of(amount), currency)),
    })
}
