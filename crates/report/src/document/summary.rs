//! The head of a report: what was studied, the figures to read first, and what limits them.

use rust_decimal::Decimal;
use tranchet_deal::money::{Currency, Money};
use tranchet_engine::outcome::{PeriodResult, ratio};

use super::{Headline, Values};
use crate::format::{Unit, for_machines, for_people, percent};
use crate::table::{Cell, Table};

/// What was studied, in a line.
pub(super) fn subtitle(values: &Values) -> String {
    let deal = values.deal;
    let regimes: Vec<&str> = values
        .regimes
        .iter()
        .map(|found| found.closing.regime.name)
        .collect();
    let scenarios: Vec<&str> = values
        .studies
        .iter()
        .map(|study| &*study.outcome.scenario)
        .collect();
    let mut said = vec![format!("closing {}", deal.closing), format!("{}", deal.currency)];
    said.push(format!(
        "{} {}",
        plural("scenario", scenarios.len()),
        scenarios.join(", ")
    ));
    if !regimes.is_empty() {
        said.push(format!(
            "{} {}",
            plural("regime", regimes.len()),
            regimes.join(", ")
        ));
    }
    said.join(" · ")
}

fn plural(word: &str, count: usize) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}

/// The figures to read first.
pub(super) fn headlines(values: &Values) -> Vec<Headline> {
    let mut found = of_pool(values);
    found.extend(of_capital(values));
    found.extend(of_runs(values));
    found
}

fn of_pool(values: &Values) -> Vec<Headline> {
    let tranches = &values.deal.tranches;
    let placed = tranches
        .iter()
        .map(|tranche| tranche.notional.scale_half_even(tranche.placed.factor()));
    let loans = format!(
        "{} loans, {} obligors",
        values.statistics.loans, values.statistics.obligors
    );
    let sold: Money = placed.sum();
    let protected = values.statistics.protected;
    vec![
        headline(values, "Protected pool", &Cell::Money(protected), loans),
        headline(
            values,
            "Protection sold",
            &Cell::Money(sold),
            share(sold, protected),
        ),
    ]
}

fn share(part: Money, whole: Money) -> String {
    format!("{} of it", percentage(ratio(part, whole)))
}

fn of_capital(values: &Values) -> Vec<Headline> {
    let Some(found) = values.regimes.first() else {
        return Vec::new();
    };
    let (regime, relief) = (found.closing.regime.name, found.closing.relief);
    let recognised = match found.closing.srt.recognised {
        Some(true) => "a test of risk transfer is passed",
        Some(false) => "not recognised: no test of risk transfer is passed",
        None if found.closing.srt.tests.is_err() => "no tests of risk transfer with numbers",
        None => "whether it is recognised is undecided",
    };
    let ratio = percentage(relief.ratio.0);
    let (of_rwa, of_capital) = (
        format!("{ratio} of RWA before, under {regime}"),
        format!("under {regime}; {recognised}"),
    );
    vec![
        headline(values, "RWA relief", &Cell::Money(relief.rwa), of_rwa),
        headline(
            values,
            "Capital released",
            &Cell::Money(relief.capital),
            of_capital,
        ),
    ]
}

fn percentage(ratio: Decimal) -> String {
    for_people(&Cell::Percent(ratio, 2), Currency::NONE, Unit::Units)
}

fn of_runs(values: &Values) -> Vec<Headline> {
    let Some(study) = values.studies.first() else {
        return Vec::new();
    };
    let scenario = &study.outcome.scenario;
    let net = |period: &PeriodResult| period.pool.loss - period.pool.write_up;
    let loss: Money = study.outcome.periods.iter().map(net).sum();
    let mut found = Vec::new();
    if let Some(cost) = study.cost_per_capital_year() {
        let hurdle = values
            .deal
            .capital
            .as_ref()
            .and_then(|terms| terms.cost_of_equity);
        let against = hurdle.map_or(String::new(), |rate| {
            format!("; cost of equity {}", percent(rate.0))
        });
        let note = format!("a year, net, scenario {scenario}{against}");
        found.push(headline(
            values,
            "Cost of capital released",
            &Cell::Percent(cost, 2),
            note,
        ));
    }
    let note = format!("over life, scenario {scenario}");
    found.push(headline(values, "Net loss of the pool", &Cell::Money(loss), note));
    found
}

/// A headline; all money has the unit of the pool.
fn headline(values: &Values, name: &str, cell: &Cell, note: String) -> Headline {
    let currency = values.deal.currency;
    let mut pool = Table::new("pool", "", currency, &["balance"]);
    pool.push(vec![Cell::Money(values.statistics.balance)]);
    let unit = Unit::of(&pool);
    let is_money = matches!(cell, Cell::Money(_));
    Headline {
        name: name.to_owned(),
        shown: for_people(cell, currency, unit),
        unit: is_money.then(|| unit.label(currency)),
        exact: for_machines(cell, currency),
        note,
    }
}

/// What a reader must know before anything else.
pub(super) fn warnings(values: &Values) -> Vec<String> {
    let proposals: Vec<&str> = values
        .regimes
        .iter()
        .map(|found| found.closing.regime)
        .filter(|regime| regime.status.is_proposal())
        .map(|regime| regime.name)
        .collect();
    let mut found = Vec::new();
    if !proposals.is_empty() {
        found.push(format!("A proposal, not law: {}.", proposals.join(", ")));
    }
    if !values.changes.is_empty() {
        found.push(format!(
            "The files were changed before anything was calculated: {}.",
            values.changes.join("; ")
        ));
    }
    if values.deal.capital.is_some() || !values.regimes.is_empty() {
        found.push(
            "Figures of this program are not a bank's own calculation, and not legal advice. What rests on law that its \
             authors have not read is listed at the end."
                .to_owned(),
        );
    }
    found
}
