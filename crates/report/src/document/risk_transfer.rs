//! Tests of significant risk transfer, indicators, and conditions of STS.

use super::{Block, Section, Values, of_regimes};

/// Tests at closing, and where a regime has any, through life.
pub(super) fn risk_transfer(values: &Values) -> Option<Section> {
    values.regimes.first()?;
    let mut blocks = vec![Block::Table(of_regimes("srt", values))];
    let is_sts = values.deal.capital.as_ref().is_some_and(|terms| terms.sts);
    let regimes = || values.regimes.iter().map(|found| found.closing.regime);
    if is_sts && regimes().any(|regime| regime.srt.has_conditions()) {
        blocks.push(Block::Table(of_regimes("sts", values)));
    }
    if values.regimes.iter().any(|found| found.closing.srt.tests.is_ok()) {
        blocks.push(Block::Folded(of_regimes("srt-through-life", values)));
    }
    Some(Section {
        id: "risk-transfer",
        title: "Tests of significant risk transfer",
        blocks,
    })
}
