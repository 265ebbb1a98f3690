//! The economics of a deal, within the document of `run`.

use serde_json::{Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_engine::economics::{CallDecision, Cost, Economics};

use super::{date, float, money, optional};
use crate::tables::economics::money_of;

/// Cost in the first year and over life, and the decision on each date.
pub(super) fn economics(deal: &Deal, found: &Economics) -> Value {
    let currency = deal.currency;
    let periods = found.periods.len();
    let decisions: Vec<Value> = found
        .call_decisions()
        .iter()
        .map(|found| decision(found, currency))
        .collect();
    json!({
        "year_1": cost(&found.year(1), currency),
        "life": cost(&found.until(periods), currency),
        "life_discounted": optional(found.until_discounted(periods), |found| cost(&found, currency)),
        "hurdle": float(found.hurdle),
        "rational_call": optional(found.rational_call(), date),
        "call_decisions": decisions,
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
