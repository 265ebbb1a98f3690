//! The document of `simulate`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Currency;
use tranchet_risk::figures::contributors::{Contributor, Contributors};
use tranchet_risk::figures::{DateFigures, Figures, TrancheDate, TrancheFigures};
use tranchet_risk::runs::expected::ExpectedReturns;
use tranchet_risk::sizing::Sized;

use super::{date, float, money, optional};
use crate::format;
use crate::money_of::minor;

/// What `simulate` adds to a document.
pub fn simulate(deal: &Deal, scenario: &str, figures: &Figures, into: &mut Map<String, Value>) {
    let currency = deal.currency;
    let tranches = figures.tranches.iter();
    let tranches: Map<String, Value> = tranches
        .map(|tranche| (tranche.points.name.clone(), of_tranche(tranche, currency)))
        .collect();
    let dates = figures.dates.iter();
    let keys = [
        ("deal", json!(deal.name)),
        ("currency", json!(currency.code())),
        ("scenario", json!(scenario)),
        ("method", json!(figures.method)),
        ("paths", json!(figures.paths)),
        ("seed", json!(figures.seed)),
        ("pool", of_pool(figures, currency)),
        ("tranches", Value::Object(tranches)),
        (
            "dates",
            dates.map(|found| on_date(found, figures, currency)).collect(),
        ),
        ("histogram", histogram(figures)),
        (
            "contributions",
            optional(figures.contributors.as_ref(), |found| {
                contributions(found, figures, currency)
            }),
        ),
        ("sizing", figures.sizing.iter().map(sized).collect()),
        ("notes", json!(figures.notes)),
    ];
    into.extend(keys.map(|(key, value)| (key.to_owned(), value)));
}

fn amount(value: f64, currency: Currency) -> Value {
    money(minor(value), currency)
}

fn of_pool(figures: &Figures, currency: Currency) -> Value {
    let pool = &figures.pool;
    let by_level = |levels: &[(f64, f64)]| -> Map<String, Value> {
        let levels = levels.iter();
        levels
            .map(|(level, loss)| (format::plain_float(*level), amount(*loss, currency)))
            .collect()
    };
    json!({
        "balance": amount(pool.balance, currency),
        "loans": pool.loans,
        "expected_loss": amount(pool.expected_loss, currency),
        "expected_loss_ratio": float(pool.expected_loss / pool.balance),
        "std": amount(pool.std, currency),
        "quantiles": by_level(&pool.quantiles),
        "expected_shortfall": by_level(&pool.shortfalls),
    })
}

fn of_tranche(tranche: &TrancheFigures, currency: Currency) -> Value {
    json!({
        "attachment": float(tranche.points.attachment),
        "detachment": float(tranche.points.detachment),
        "notional": amount(tranche.points.notional, currency),
        "expected_loss": amount(tranche.expected_loss, currency),
        "expected_loss_ratio": float(tranche.expected_loss_ratio()),
        "probability_of_loss": float(tranche.probability_of_loss),
        "probability_of_wipeout": float(tranche.probability_of_wipeout),
        "wal_years": of_returns(tranche, |found| found.wal_years),
        "irr_mean": of_returns(tranche, |found| found.irr_mean),
        "irr_of_expected_flows": of_returns(tranche, |found| found.irr_of_expected_flows),
        "premium": optional(tranche.returns, |found| amount(found.premium, currency)),
        "average_life_years": of_returns(tranche, |found| found.average_life_years),
        "annuity_years": of_returns(tranche, |found| found.annuity_years),
        "fair_spread": of_returns(tranche, |found| found.fair_spread),
        "discount_margin": of_returns(tranche, |found| found.discount_margin),
        "standard_error": optional(tranche.standard_error, |error| amount(error, currency)),
    })
}

fn of_returns(tranche: &TrancheFigures, of: impl Fn(ExpectedReturns) -> Option<f64>) -> Value {
    optional(tranche.returns.and_then(of), float)
}

fn on_date(found: &DateFigures, figures: &Figures, currency: Currency) -> Value {
    let by_tranche = |tranche: &TrancheDate| {
        json!({
            "expected_loss": amount(tranche.expected_loss, currency),
            "probability_of_loss": float(tranche.probability_of_loss),
            "probability_of_wipeout": float(tranche.probability_of_wipeout),
        })
    };
    let names = figures.tranches.iter().map(|tranche| tranche.points.name.clone());
    let tranches: Map<String, Value> = names.zip(found.tranches.iter().map(by_tranche)).collect();
    json!({
        "date": date(found.date),
        "expected_loss": amount(found.expected_loss, currency),
        "tranches": tranches,
    })
}

fn sized(sized: &Sized) -> Value {
    json!({
        "target": optional(sized.target, float),
        "attachment": float(sized.attachment),
        "detachment": float(sized.detachment),
        "expected_loss_ratio": float(sized.expected_loss),
        "deviation": float(sized.deviation),
        "probability_of_loss": float(sized.probability),
    })
}

fn contributions(found: &Contributors, figures: &Figures, currency: Currency) -> Value {
    let list = |contributors: &[Contributor]| -> Vec<Value> {
        let one = |contributor: &Contributor| {
            let names = figures.tranches.iter().map(|tranche| tranche.points.name.clone());
            let parts = contributor.tranches.iter().map(|part| amount(*part, currency));
            json!({
                "name": contributor.name.as_deref(),
                "balance": amount(contributor.balance, currency),
                "expected_loss": amount(contributor.expected_loss, currency),
                "expected_shortfall": amount(contributor.shortfall, currency),
                "tranches": names.zip(parts).collect::<Map<String, Value>>(),
            })
        };
        contributors.iter().map(one).collect()
    };
    json!({
        "level": float(found.level),
        "sectors": list(&found.sectors),
        "loans": list(&found.loans),
    })
}

fn histogram(figures: &Figures) -> Value {
    let bins = figures.histogram.iter();
    bins.map(|bin| {
        json!({
            "from": float(bin.from),
            "to": optional(bin.to, float),
            "probability": float(bin.probability),
            "attaching": bin.attaching,
        })
    })
    .collect()
}
