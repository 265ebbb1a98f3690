//! Relief at closing as the pool worsens.

use rust_decimal::{Decimal, dec};
use tranchet_deal::deal::Deal;
use tranchet_engine::capital::cliff::{Edge, Path};

use super::capital::{RegimeCapital, titled};
use crate::table::{Cell, Table};

/// A row for each point of each path, regime by regime.
pub(super) fn cliff(deal: &Deal, regimes: &[RegimeCapital]) -> Table {
    let columns = [
        "*regime",
        "*path",
        "*at",
        "senior attaches at",
        "senior risk weight",
        "retained risk weight",
        "RWA before",
        "RWA after",
        "RWA relief",
        "relief ratio",
    ];
    let title = titled(regimes, "Relief at closing as the pool worsens".to_owned());
    let mut table = Table::new("cliff", title, deal.currency, &columns);
    for found in regimes {
        for edge in &found.cliff {
            table.push(row(found.closing.regime.name, edge));
        }
    }
    table.notes.push(format!("Grid: {}.", grid()));
    table.notes.push(
        "Each path by itself, the rest as at closing: W is set; losses are settled and write tranches down from the most \
         junior; K and every loan's weight rise together. The retained risk weight averages all that the bank keeps of the \
         tranches."
            .to_owned(),
    );
    table
}

fn row(regime: &str, edge: &Edge) -> Vec<Cell> {
    vec![
        Cell::text(regime),
        Cell::text(edge.path.name()),
        Cell::Percent(edge.at, 0),
        Cell::of(edge.senior_attachment, |point| Cell::percent_of(point, 3)),
        Cell::of(edge.senior_weight, |weight| Cell::percent_of(weight, 2)),
        Cell::of(edge.retained_weight, |weight| Cell::percent_of(weight, 2)),
        Cell::Money(edge.rwa_before),
        Cell::Money(edge.rwa_after),
        Cell::Money(edge.relief.rwa),
        Cell::Percent(edge.relief.ratio.0, 2),
    ]
}

/// First and last point of each path and the distance between two.
fn grid() -> String {
    let whole = |share: Decimal| (share * dec!(100)).normalize();
    let of = |path: Path| {
        let points: Vec<Decimal> = path.grid().map(whole).collect();
        let step = points[1] - points[0];
        let last = points[points.len() - 1];
        format!("{} from 0 % to {last} % by {step}", path.name())
    };
    Path::ALL.map(of).join("; ")
}
