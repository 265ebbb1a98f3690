//! An early-warning panel from a user's indicators.

use rust_decimal::Decimal;
use tranchet_deal::indicators::{Indicator, IndicatorPanel, IndicatorUnit, Signal};
use tranchet_deal::money::Currency;
use tranchet_engine::tag::Tag;

use super::source;
use crate::table::{Cell, Table};

/// The panel, what is worst first.
pub fn table(panel: &IndicatorPanel) -> Table {
    let columns = [
        "*indicator",
        "signal",
        "value",
        "watch",
        "act",
        "worse",
        "to act",
        "unit",
        "source",
        "from",
    ];
    let as_of = panel
        .as_of
        .map_or_else(String::new, |day| format!(", as of {day}"));
    let title = format!("{}: early warnings{as_of}", panel.name);
    let mut table = Table::new("warnings", title, Currency::NONE, &columns);
    let mut sorted: Vec<&Indicator> = panel.indicators.iter().collect();
    sorted.sort_by_key(|indicator| std::cmp::Reverse(indicator.signal()));
    for indicator in sorted {
        table.push(row(indicator));
    }
    let count = |signal: Signal| {
        panel
            .indicators
            .iter()
            .filter(|found| found.signal() == signal)
            .count()
    };
    table.notes.push(format!(
        "Act: {}, watch: {}, calm: {}.",
        count(Signal::Act),
        count(Signal::Watch),
        count(Signal::Calm)
    ));
    table
        .notes
        .push("To act: how far the value is from the level of acting; nought or less is there.".to_owned());
    table
}

fn row(indicator: &Indicator) -> Vec<Cell> {
    let figure = |number: Decimal| match indicator.unit {
        IndicatorUnit::Percent => Cell::Percent(number, 2),
        IndicatorUnit::Months => Cell::Number(number, 1),
        IndicatorUnit::Number => Cell::Number(number, 2),
    };
    let unit = match indicator.unit {
        IndicatorUnit::Percent => "%",
        IndicatorUnit::Months => "months",
        IndicatorUnit::Number => "",
    };
    vec![
        Cell::text(&indicator.name),
        Cell::text(indicator.signal().name()),
        figure(indicator.value),
        figure(indicator.watch),
        figure(indicator.act),
        Cell::text(indicator.worse.name()),
        figure(indicator.distance_to_act()),
        Cell::text(unit),
        source(Tag::Given),
        Cell::of(indicator.source.clone(), Cell::text),
    ]
}
