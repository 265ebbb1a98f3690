//! The capital structure: who bears which losses.

use super::{Block, Figure, Section, Values};
use crate::chart::stack::Stack;
use crate::chart::{Chart, Kind};
use crate::tables;

/// The stack and its table.
pub(super) fn structure(values: &Values) -> Option<Section> {
    let table = tables::structure::structure(values.deal);
    let column = |name| table.column(name);
    let stack = Stack {
        name: column("tranche"),
        attachment: column("attachment"),
        detachment: column("detachment"),
        notional: column("notional"),
        sold: column("placed"),
        protection: column("protection"),
    };
    let chart = Chart {
        title: "Tranches to scale, and below the most senior one magnified; hatched is sold".to_owned(),
        kind: Kind::Stack(stack),
    };
    Some(Section {
        id: "structure",
        title: "Capital structure",
        blocks: vec![Block::Figures(vec![Figure {
            chart,
            table,
            is_open: true,
        }])],
    })
}
