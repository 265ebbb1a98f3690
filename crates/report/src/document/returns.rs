//! What investors earn.

use super::{Block, Section, Values};
use crate::tables::{returns as returned, yields};

/// Returns of every tranche under every scenario.
pub(super) fn returns(values: &Values) -> Option<Section> {
    Some(Section {
        id: "returns",
        title: "Investor returns",
        blocks: vec![
            Block::Table(returned::returns(values.deal, values.studies)),
            Block::Folded(yields::yields(values.deal, values.studies)),
        ],
    })
}
