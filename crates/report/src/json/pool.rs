//! The document of `pool`.

use serde_json::{Map, Value, json};
use tranchet_deal::deal::Deal;
use tranchet_deal::loan::Loan;
use tranchet_deal::money::Currency;
use tranchet_engine::capital::pool::irb::working_at_closing;
use tranchet_engine::capital::regimes::Regime;
use tranchet_engine::schedule::Payment;
use tranchet_engine::stratify::{Line, PoolStatistics};

use super::capital::step;
use super::{date, decimal, float, money, optional};
use crate::format;
use crate::tables;

/// What `pool` adds to a document.
pub fn pool(deal: &Deal, statistics: &PoolStatistics, into: &mut Map<String, Value>) {
    let currency = deal.currency;
    let wal = statistics.wal_years.as_ref().ok().copied().flatten();
    let by: Map<String, Value> = statistics
        .by
        .iter()
        .map(|by| {
            let lines = by.lines.iter().map(|found| line(found, currency)).collect();
            (by.by.name().to_owned(), lines)
        })
        .collect();
    let keys = [
        ("deal", json!(deal.name)),
        ("currency", json!(currency.code())),
        ("cut_off", date(deal.pool.cut_off)),
        ("retained_share", decimal(deal.pool.retained_share.0)),
        ("balance", money(statistics.balance, currency)),
        ("protected", money(statistics.protected, currency)),
        ("loans", json!(statistics.loans)),
        ("obligors", json!(statistics.obligors)),
        (
            "n_obligors_effective",
            optional(statistics.n_obligors_effective, float),
        ),
        ("wa_pd", optional(statistics.wa_pd, |pd| decimal(pd.0))),
        ("wa_lgd", optional(statistics.wa_lgd, |lgd| decimal(lgd.0))),
        ("wal_years", optional(wal, decimal)),
        ("by", Value::Object(by)),
        ("notes", json!(tables::pool::notes(deal, statistics))),
    ];
    into.extend(keys.map(|(key, value)| (key.to_owned(), value)));
}

fn line(line: &Line, currency: Currency) -> Value {
    json!({
        "value": format::value(line.value),
        "loans": line.loans,
        "balance": money(line.balance, currency),
        "share": decimal(line.share.0),
    })
}

/// What `pool --loan` adds to a document.
pub fn schedule(deal: &Deal, loan: &Loan, payments: &[Payment], into: &mut Map<String, Value>) {
    let currency = deal.currency;
    let lines = payments.iter().map(|payment| {
        json!({
            "date": date(payment.date),
            "principal": money(payment.principal, currency),
            "interest": optional(payment.interest, |interest| money(interest, currency)),
            "balance": money(payment.balance, currency),
        })
    });
    into.insert("loan".to_owned(), json!(&*loan.id));
    into.insert("schedule".to_owned(), lines.collect());
    into.insert(
        "schedule_notes".to_owned(),
        json!(tables::schedule::notes(loan, payments)),
    );
}

/// What a loan's own risk weight adds to a document: its steps, or why it cannot be found.
pub fn working(deal: &Deal, loan: &Loan, regime: &Regime, into: &mut Map<String, Value>) {
    let found = working_at_closing(deal, loan, regime);
    let steps = found
        .as_ref()
        .ok()
        .map(|steps| steps.iter().map(|found| step(deal, found)).collect::<Vec<_>>());
    into.insert("working".to_owned(), json!(steps));
    into.insert(
        "working_problem".to_owned(),
        json!(found.err().map(|error| error.to_string())),
    );
}
