//! Charts: which figures of a table are drawn, and by which marks.
//!
//! A chart names columns of the table that stands behind it and reads their cells, so that it cannot say anything
//! else than the table. `plotters` draws it as SVG; colours are keys that the style sheet of a page replaces
//! ([`ink`]). Its description puts the same figures in words, formatted as in the table.
//!
//! ```
//! use tranchet_deal::money::{Currency, Money};
//! use tranchet_report::chart::{Chart, Kind, bars::Bars};
//! use tranchet_report::table::{Cell, Table};
//! let mut table = Table::new("sector", "Pool by sector", Currency::from_code("EUR").unwrap(), &["*sector", "share"]);
//! table.push(vec![Cell::text("Ships & <docks>"), Cell::percent_of(0.6, 2)]);
//! table.push(vec![Cell::text("Farms"), Cell::percent_of(0.4, 2)]);
//! let chart = Chart { title: "Sectors".into(), kind: Kind::Bars(Bars { label: 0, value: 1, most: 12, inks: &[] }) };
//! let svg = chart.draw(&table);
//! assert!(svg.contains("Ships &amp; &lt;docks&gt;") && svg.contains("60.00%"));
//! assert_eq!(chart.describe(&table), "Ships & <docks> 60.00%; Farms 40.00%.");
//! ```

mod axis;
pub mod bars;
mod canvas;
pub mod ink;
pub mod lanes;
pub mod over;
pub mod stack;

use rust_decimal::Decimal;

use crate::format::{Unit, for_people};
use crate::table::{Cell, Table};

/// What is drawn of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// By which marks.
    pub kind: Kind,
}

/// The marks of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Tranches upon each other.
    Stack(stack::Stack),
    /// Series over dates.
    Over(over::Over),
    /// A bar a row.
    Bars(bars::Bars),
    /// A lane a test, with what governed each date.
    Lanes(lanes::Lanes),
}

impl Chart {
    /// The chart of a table, as SVG.
    pub fn draw(&self, table: &Table) -> String {
        match &self.kind {
            Kind::Stack(stack) => stack.draw(table),
            Kind::Over(over) => over.draw(table),
            Kind::Bars(bars) => bars.draw(table),
            Kind::Lanes(lanes) => lanes.draw(table),
        }
    }

    /// The unit of what is drawn, where it is money.
    pub fn unit(&self, table: &Table) -> Option<String> {
        let column = match &self.kind {
            Kind::Stack(stack) => stack.notional,
            Kind::Over(over) => over.series.first()?.column,
            Kind::Bars(bars) => bars.value,
            Kind::Lanes(_) => return None,
        };
        let is_money = table.rows.iter().any(|row| matches!(row[column], Cell::Money(_)));
        is_money.then(|| match &self.kind {
            Kind::Over(_) => table.currency.to_string(),
            Kind::Stack(_) | Kind::Bars(_) | Kind::Lanes(_) => Unit::of(table).label(table.currency),
        })
    }

    /// The chart in words.
    pub fn describe(&self, table: &Table) -> String {
        let said = match &self.kind {
            Kind::Stack(stack) => stack.describe(table),
            Kind::Over(over) => over.describe(table),
            Kind::Bars(bars) => bars.describe(table),
            Kind::Lanes(lanes) => lanes.describe(table),
        };
        let unit = self.unit(table).map(|_| Unit::of(table).label(table.currency));
        let unit = unit.map_or(String::new(), |unit| format!("{unit}: "));
        format!("{unit}{}.", said.join("; "))
    }
}

/// A cell as its table shows it.
fn shown(table: &Table, cell: &Cell) -> String {
    for_people(cell, table.currency, Unit::of(table))
}

/// The number of a cell: money in currency units, a rate or ratio as such.
fn number(table: &Table, cell: &Cell) -> Option<Decimal> {
    match cell {
        Cell::Money(amount) => Some(amount.to_decimal(table.currency)),
        Cell::Percent(number, _) | Cell::Number(number, _) => Some(*number),
        Cell::Count(count) => Some(Decimal::from(*count)),
        Cell::Blank | Cell::Text(_) | Cell::Date(_) | Cell::Flag(_) => None,
    }
}
