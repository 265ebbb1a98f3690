//! Curves of collateral value, the observed rents, and value by income.

use tranchet_compute::fault::Fault;
use tranchet_compute::income_value::IncomeCurve;
use tranchet_compute::rent_path::RentPath;
use tranchet_compute::rental::Rental;
use tranchet_compute::rental_series::{Month, RentalSeries};
use tranchet_compute::standard_curves::standard_curves;
use tranchet_deal::money::Currency;
use tranchet_engine::tag::Tag;

use super::super::system::{DISCLAIMER, source};
use super::{conflicts, parameters};
use crate::table::{Cell, Table};

/// Ages shown, in months.
const AGES: [u32; 9] = [0, 12, 18, 24, 36, 48, 60, 84, 120];
/// Declines of rents shown.
const DECLINES: [f64; 5] = [0.0, 0.1, 0.2, 0.3, 0.4];
/// Shares of the list price that are realised.
const REALISATIONS: [f64; 4] = [0.30, 0.45, 0.60, 1.00];

/// A curve of the user's: its name, and the factor at an age in months.
pub struct OwnCurve<'a> {
    /// Its name.
    pub name: &'a str,
    /// The share of purchase cost at an age in months.
    pub factor: &'a dyn Fn(f64) -> Result<f64, Fault>,
}

/// The tables of curves.
pub fn tables(own: Option<&OwnCurve<'_>>) -> Vec<Table> {
    let mut tables = vec![values(own), rents(), income(), realisation()];
    tables.push(parameters("What letting rests on", &Rental::ASSUMED.parameters()));
    tables.extend([curve_sources(), conflicts()]);
    tables[0].notes.push(DISCLAIMER.to_owned());
    tables
}

/// Value over purchase cost, a row a curve, so that each names its source.
fn values(own: Option<&OwnCurve<'_>>) -> Table {
    let ages = AGES.map(|age| format!("{age} m"));
    let mut columns = vec!["*curve"];
    columns.extend(ages.iter().map(String::as_str));
    columns.push("source");
    let title = "Collateral value over purchase cost, by age in months";
    let mut table = Table::new("values", title, Currency::NONE, &columns);
    let mut push = |name: &str, factor: &dyn Fn(f64) -> Result<f64, Fault>, tag: Tag| {
        let mut row = vec![Cell::text(name)];
        row.extend(AGES.map(|age| Cell::of(factor(f64::from(age)).ok(), |value| Cell::number_of(value, 4))));
        row.push(source(tag));
        table.push(row);
    };
    for standard in standard_curves() {
        push(standard.name, &|age| standard.curve.factor(age), standard.tag);
    }
    let income = IncomeCurve {
        path: RentPath::steady(-0.3),
        ..IncomeCurve::assumed()
    };
    push("INCOME", &|age| Ok(income.factor(age)), Tag::Assumption);
    if let Some(own) = own {
        push(own.name, own.factor, Tag::Given);
    }
    table.notes.push(
        "INCOME: income discounted while rents fall by 30 % a year. Blank: the curve does not reach so far."
            .to_owned(),
    );
    table
}

/// Where each curve comes from.
fn curve_sources() -> Table {
    let columns = ["*curve", "source", "from"];
    let title = "Where the curves come from";
    let mut table = Table::new("curve-sources", title, Currency::NONE, &columns);
    for standard in standard_curves() {
        table.push(vec![
            Cell::text(standard.name),
            source(standard.tag),
            Cell::text(standard.source),
        ]);
    }
    table
}

/// The observed series, its points marked, with months between.
fn rents() -> Table {
    let columns = [
        "*month",
        "USD per GPU-hour",
        "USD per server-hour",
        "standing",
        "source",
        "from",
    ];
    let mut table = Table::new(
        "rents",
        "Observed list prices of renting",
        Currency::NONE,
        &columns,
    );
    let series = RentalSeries::observed();
    let shown = [(2023, 4), (2023, 10), (2024, 4), (2024, 10), (2025, 3)];
    let months = shown.iter().filter_map(|(year, month)| Month::of(*year, *month));
    for reading in months.filter_map(|month| series.at(month).ok()) {
        table.push(vec![
            Cell::text(reading.month.to_string()),
            Cell::number_of(reading.price, 3),
            Cell::number_of(8.0 * reading.price, 3),
            Cell::text(reading.standing.name()),
            source(series.tag),
            Cell::text(&series.source),
        ]);
    }
    table.notes.push(format!(
        "In all {:+.2}%, {:+.2}% a year; log-linear between the two observations and not known beyond them.",
        100.0 * series.growth(),
        100.0 * series.growth_per_year()
    ));
    table
}

/// Value by income as rents fall.
fn income() -> Table {
    let columns = [
        "*decline of rents",
        "value of a GPU",
        "over purchase cost",
        "source",
    ];
    let title = "What a new GPU is worth by its income, USD";
    let mut table = Table::new("income", title, Currency::NONE, &columns);
    let assumed = IncomeCurve::assumed();
    for decline in DECLINES {
        let curve = IncomeCurve {
            path: RentPath::steady(-decline),
            ..assumed.clone()
        };
        table.push(vec![
            Cell::percent_of(decline, 0),
            Cell::number_of(curve.value(0.0), 0),
            Cell::percent_of(curve.factor(0.0), 1),
            source(Tag::Assumption),
        ]);
    }
    let at = |value: f64| {
        assumed
            .break_even_decline(value)
            .map_or(f64::NAN, |decline| 100.0 * decline)
    };
    table.notes.push(format!(
        "Worth its cost of {:.0} at a decline of {:.2}% a year, and a loan of three quarters of it at {:.2}%. Income is counted for 20 years at most.",
        assumed.unit_cost,
        at(assumed.unit_cost),
        at(0.75 * assumed.unit_cost)
    ));
    table
}

/// Net operating income by the share of the list price that is realised.
fn realisation() -> Table {
    let columns = [
        "*realised",
        "price",
        "net operating income",
        "payback in years",
        "source",
    ];
    let title = "Net operating income of a GPU and year, USD";
    let mut table = Table::new("operating-income", title, Currency::NONE, &columns);
    for realisation in REALISATIONS {
        let rental = Rental {
            realisation,
            ..Rental::ASSUMED
        };
        let income = rental.noi_per_year(1.0, 1.0);
        table.push(vec![
            Cell::percent_of(realisation, 0),
            Cell::number_of(rental.price(), 4),
            Cell::number_of(income, 0),
            Cell::number_of(IncomeCurve::assumed().unit_cost / income, 2),
            source(Tag::Assumption),
        ]);
    }
    table
}
