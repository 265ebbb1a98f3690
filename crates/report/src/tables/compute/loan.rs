//! One loan: the worked project on ten thousand GPUs, or a loan of a tape in a scenario.

use tranchet_compute::cash_flow::{End, ProjectRun};
use tranchet_compute::covenants::CovenantLadder;
use tranchet_compute::liquidation::{MarketDepth, Recovery};
use tranchet_compute::loan_outcome::LoanOutcome;
use tranchet_compute::loan_path::LoanStep;
use tranchet_compute::loan_to_value::{LtvPoint, ltv_path};
use tranchet_compute::ltv_illusion::LtvIllusion;
use tranchet_compute::parameter::Parameter;
use tranchet_compute::project::Project;
use tranchet_compute::standard_curves::{StandardCurve, standard_curves};
use tranchet_deal::money::Currency;
use tranchet_engine::tag::Tag;
use tranchet_engine::tagged::{Tagged, Value};

use super::super::system::{DISCLAIMER, amount, figures, source};
use super::parameters;
use crate::table::{Cell, Table};

/// Curves by which loan-to-value is shown.
const CURVES: [&str; 4] = ["SL60", "EXP30", "GEN", "HL18"];
/// The curve of covenants and of the sale.
const APPRAISED: &str = "GEN";
/// GPUs sold in the same window, in thousands.
const SOLD: [f64; 7] = [1.0, 10.0, 20.0, 40.0, 50.0, 100.0, 150.0];

/// The tables of the worked project; `months_to_sale` from default to the sale of its GPUs.
pub fn project(project: &Project, run: &ProjectRun, months_to_sale: f64) -> Vec<Table> {
    let curves: Vec<StandardCurve> = standard_curves()
        .into_iter()
        .filter(|standard| CURVES.contains(&standard.name))
        .collect();
    let paths: Vec<Vec<LtvPoint>> = curves
        .iter()
        .map(|standard| ltv_path(run, project.unit_cost, &standard.curve).unwrap_or_default())
        .collect();
    let appraised = curves
        .iter()
        .position(|standard| standard.name == APPRAISED)
        .unwrap_or_default();
    let mut assumed: Vec<Parameter> = project.rental.parameters().to_vec();
    assumed.extend(CovenantLadder::ASSUMED.parameters());
    assumed.extend(MarketDepth::ASSUMED.parameters());
    assumed.extend(Recovery::ASSUMED.parameters());
    let value = |month: f64| project.unit_cost * curves[appraised].curve.factor(month).unwrap_or_default();
    let mut tables = vec![
        figures(
            "summary",
            "One project loan, per GPU",
            Currency::NONE,
            &summary(project, run),
        ),
        path(run, &curves, &paths),
        covenants(run, &paths[appraised]),
        sale(run, &value, months_to_sale),
        parameters("What the loan rests on", &assumed),
    ];
    tables[0].notes.push(DISCLAIMER.to_owned());
    tables
}

fn summary(project: &Project, run: &ProjectRun) -> Vec<Tagged> {
    let row = |name: &str, value: Value, from: &str| Tagged {
        name: name.to_owned(),
        value,
        tag: Tag::Assumption,
        from: from.to_owned(),
    };
    let loan = &project.loan;
    let mut rows = vec![
        row("GPUs", Value::Count(project.units), "units"),
        row("loan", Value::Amount(loan.amount), "drawn at closing"),
        row(
            "loan over cost",
            Value::Share(loan.amount / project.unit_cost),
            "at closing",
        ),
        row("rate", Value::Share(loan.rate), "all-in, a year"),
        row(
            "debt service a quarter",
            Value::Amount(loan.first_debt_service()),
            "interest and scheduled principal",
        ),
    ];
    for (year, cover) in (1..=5).zip(project.scheduled_cover_by_year()) {
        rows.push(row(
            &format!("DSCR of year {year}"),
            Value::Number(cover),
            "NOI over scheduled debt service",
        ));
    }
    match run.end {
        End::Repaid { quarter } => rows.push(row("repaid in quarter", Value::Count(quarter), "cash flow")),
        End::PaymentDefault { quarter, exposure } => {
            rows.push(row(
                "payment default in quarter",
                Value::Count(quarter),
                "cash and NOI below debt service",
            ));
            rows.push(row(
                "exposure at default",
                Value::Share(exposure / loan.amount),
                "of the loan",
            ));
        }
        End::Balloon { amount } => {
            rows.push(row("balloon", Value::Share(amount / loan.amount), "of the loan"))
        }
    }
    rows
}

fn path(run: &ProjectRun, curves: &[StandardCurve], paths: &[Vec<LtvPoint>]) -> Table {
    let names: Vec<String> = curves.iter().map(|curve| format!("LTV {}", curve.name)).collect();
    let mut columns = vec!["*quarter", "NOI", "due", "DSCR", "cash", "balance"];
    columns.extend(names.iter().map(String::as_str));
    columns.push("source");
    let title = "Cover and loan-to-value, per GPU";
    let mut table = Table::new("path", title, Currency::NONE, &columns);
    for (place, quarter) in run.quarters.iter().enumerate() {
        let mut row = vec![
            Cell::Count(i64::from(quarter.quarter)),
            Cell::number_of(quarter.noi, 0),
            Cell::number_of(quarter.interest + quarter.principal, 0),
            Cell::number_of(quarter.cover, 3),
            Cell::number_of(quarter.cash, 0),
            Cell::number_of(quarter.closing, 0),
        ];
        row.extend(
            paths
                .iter()
                .map(|path| Cell::of(path.get(place + 1), |point| Cell::percent_of(point.ltv, 1))),
        );
        row.push(source(Tag::Assumption));
        table.push(row);
    }
    table
}

fn covenants(run: &ProjectRun, path: &[LtvPoint]) -> Table {
    let columns = [
        "*quarter",
        "DSCR",
        "LTV",
        "cash kept",
        "sweep",
        "default by cover",
        "cure",
        "default by value",
        "source",
    ];
    let title = "Covenants, by the curve of generations";
    let mut table = Table::new("covenants", title, Currency::NONE, &columns);
    for test in CovenantLadder::ASSUMED.test(run, path) {
        table.push(vec![
            Cell::Count(i64::from(test.quarter)),
            Cell::number_of(test.cover, 3),
            Cell::percent_of(test.ltv, 1),
            Cell::Flag(test.locks_up),
            Cell::Flag(test.sweeps),
            Cell::Flag(test.defaults_by_cover),
            Cell::number_of(test.cure, 0),
            Cell::Flag(test.defaults_by_value),
            source(Tag::Assumption),
        ]);
    }
    table
        .notes
        .push("Cure: cash per GPU that brings LTV back to the level of the cash call.".to_owned());
    table
}

/// What a sale nets as more is sold at once: after default, or at closing where there is none.
fn sale(run: &ProjectRun, value: &dyn Fn(f64) -> f64, months_to_sale: f64) -> Table {
    let columns = [
        "*thousand GPUs sold",
        "price impact",
        "LTV appraised",
        "LTV of the sale",
        "ratio",
        "LGD",
        "source",
    ];
    let (month, exposure) = match run.end {
        End::PaymentDefault { quarter, exposure } => (3.0 * f64::from(quarter) + months_to_sale, exposure),
        End::Repaid { .. } | End::Balloon { .. } => (0.0, run.amount),
    };
    let title = format!("Loan-to-value of a sale in month {month}");
    let mut table = Table::new("sale", title, Currency::NONE, &columns);
    for units in SOLD {
        let impact = MarketDepth::ASSUMED.impact(units);
        let sold = LtvIllusion::of(exposure, value(month), impact, &Recovery::ASSUMED);
        table.push(vec![
            Cell::number_of(units, 0),
            Cell::number_of(impact, 4),
            Cell::percent_of(sold.headline, 1),
            Cell::percent_of(sold.liquidation, 1),
            Cell::number_of(sold.ratio(), 3),
            Cell::percent_of(sold.lgd, 1),
            source(Tag::Assumption),
        ]);
    }
    table
}

/// A loan of a tape in a scenario.
pub struct TapeLoan<'a> {
    /// Its id.
    pub id: &'a str,
    /// The scenario.
    pub scenario: &'a str,
    /// The columns that are assumed.
    pub assumed: &'a [&'static str],
    /// Quarters of the median draw; none of a firm's loan.
    pub steps: &'a [LoanStep],
    /// What it loses on average.
    pub outcome: &'a LoanOutcome,
    /// The deal's currency.
    pub currency: Currency,
}

/// The tables of a loan of a tape.
pub fn of_tape(loan: &TapeLoan<'_>) -> Vec<Table> {
    let row = |name: &str, value: f64, from: &str| Tagged {
        name: name.to_owned(),
        value: Value::Share(value),
        tag: Tag::Assumption,
        from: from.to_owned(),
    };
    let outcome = loan.outcome;
    let rows = [
        row("probability of default", outcome.pd(), "average of all draws"),
        row(
            "loss given default",
            outcome.lgd(),
            "loss over defaults, of today's balance",
        ),
        row("expected loss", outcome.loss(), "of today's balance"),
    ];
    let title = format!("Loan {} under {}", loan.id, loan.scenario);
    let mut summary = figures("summary", &title, Currency::NONE, &rows);
    if !loan.assumed.is_empty() {
        summary.notes.push(format!(
            "The tape leaves blank, and the model assumes: {}.",
            loan.assumed.join(", ")
        ));
    }
    summary.notes.push(DISCLAIMER.to_owned());
    let mut tables = vec![summary];
    if !loan.steps.is_empty() {
        tables.push(steps(loan));
    }
    tables
}

fn steps(loan: &TapeLoan<'_>) -> Table {
    let columns = [
        "*quarter", "owed", "NOI", "due", "DSCR", "LTV", "LGD", "PD", "survival", "default", "source",
    ];
    let title = "Quarter by quarter, revenue at its median";
    let mut table = Table::new("path", title, loan.currency, &columns);
    for step in loan.steps {
        table.push(vec![
            Cell::Count(i64::from(step.quarter)),
            amount(step.opening, loan.currency),
            amount(step.noi, loan.currency),
            amount(step.due, loan.currency),
            Cell::number_of(step.cover, 3),
            Cell::percent_of(step.ltv, 1),
            Cell::percent_of(step.lgd, 1),
            Cell::percent_of(step.pd, 2),
            Cell::percent_of(step.survival, 1),
            Cell::Flag(step.is_payment_default),
            source(Tag::Assumption),
        ]);
    }
    table
}
