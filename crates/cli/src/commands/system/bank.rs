//! The bank of the capital loop, from flags and the deal.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use tranchet_deal::bank::Lending;
use tranchet_engine::tagged::{Input, weakest};
use tranchet_system::of_deal;
use tranchet_system::panel::capital_loop::LoopTerms;
use tranchet_system::panel::leverage::large_pool;

use super::inputs::{Ask, Inputs, Range};
use super::source::OfDeal;
use crate::args::BankFlags;

/// What is assumed of a bank of which nothing is said: equity, share protected, cost of equity, tax, operating cost,
/// expected loss.
const EQUITY: f64 = 100.0;
const PROTECTED: f64 = 0.5;
const COST_OF_EQUITY: f64 = 0.12;
const TAX: f64 = 0.25;
const OPERATING_COST: f64 = 0.005;
const EXPECTED_LOSS: f64 = 0.004;

/// The bank.
pub fn bank(flags: &BankFlags, deal: Option<&OfDeal>, inputs: &mut Inputs) -> LoopTerms {
    let mut take =
        |flag, typed, range, of_deal, assumed| inputs.take(Ask { flag, typed, range }, of_deal, assumed);
    let of = |read: fn(&OfDeal) -> Option<Input>| deal.and_then(read);
    let equity = take("--equity", &flags.equity, Range::Positive, None, Some(EQUITY));
    let capital_target = take(
        "--capital-target",
        &flags.capital_target,
        Range::PositiveShare,
        of(OfDeal::capital_target),
        None,
    );
    let risk_weight = take(
        "--risk-weight",
        &flags.risk_weight,
        Range::RiskWeight,
        of(OfDeal::risk_weight),
        None,
    );
    let density = take(
        "--density",
        &flags.density,
        Range::BelowOne,
        of(OfDeal::density),
        None,
    );
    let protected = take(
        "--protected",
        &flags.protected,
        Range::Share,
        None,
        Some(PROTECTED),
    );
    let thickness = take(
        "--thickness",
        &flags.thickness,
        Range::PositiveShare,
        of(OfDeal::thickness),
        None,
    );
    let spread = take("--spread", &flags.spread, Range::Rate, of(OfDeal::spread), None);
    let cost_of_equity = take(
        "--cost-of-equity",
        &flags.cost_of_equity,
        Range::Rate,
        of(cost_of_equity),
        Some(COST_OF_EQUITY),
    );
    let tax = take("--tax", &flags.tax, Range::BelowOne, of(tax), Some(TAX));
    let operating_cost = take(
        "--operating-cost",
        &flags.operating_cost,
        Range::Rate,
        of(operating_cost),
        Some(OPERATING_COST),
    );
    let expected_loss = take(
        "--expected-loss",
        &flags.expected_loss,
        Range::Share,
        of(expected_loss),
        Some(EXPECTED_LOSS),
    );
    let transferred = transferred(&expected_loss, deal);
    let loss_transferred = take(
        "--loss-transferred",
        &flags.loss_transferred,
        Range::Share,
        Some(transferred),
        None,
    );
    let leverage_ratio = Ask {
        flag: "--leverage-ratio",
        typed: &flags.leverage_ratio,
        range: Range::PositiveShare,
    };
    let investor_capacity = Ask {
        flag: "--investor-capacity",
        typed: &flags.investor_capacity,
        range: Range::Positive,
    };
    LoopTerms {
        equity,
        capital_target,
        risk_weight,
        density,
        protected,
        leverage_ratio: inputs.optional(leverage_ratio),
        investor_capacity: inputs.optional(investor_capacity),
        thickness,
        spread,
        cost_of_equity,
        tax,
        operating_cost,
        expected_loss,
        loss_transferred,
    }
}

fn cost_of_equity(deal: &OfDeal) -> Option<Input> {
    let rate = deal.deal().capital.as_ref()?.cost_of_equity?;
    Some(Input::given(rate.0.to_f64()?, "capital.cost_of_equity"))
}

fn of_lending(deal: &OfDeal, number: fn(&Lending) -> Decimal, from: &str) -> Option<Input> {
    let lending = deal.deal().lending.as_ref()?;
    Some(Input::given(number(lending).to_f64()?, from))
}

fn tax(deal: &OfDeal) -> Option<Input> {
    of_lending(deal, |lending| lending.tax.0, "bank.tax")
}

fn operating_cost(deal: &OfDeal) -> Option<Input> {
    of_lending(deal, |lending| lending.operating_cost.0, "bank.operating_cost")
}

fn expected_loss(deal: &OfDeal) -> Option<Input> {
    let loss = of_deal::expected_loss(deal.deal())?;
    Some(Input::given(loss, "tape: pd x lgd, weighted by balance"))
}

/// Of the expected loss what falls on placed tranches by a large pool of the tape's averages; all of it where they are not
/// known.
fn transferred(expected_loss: &Input, deal: Option<&OfDeal>) -> Input {
    let of_pool = deal.and_then(|deal| {
        let (pd, lgd, years) = (deal.pd()?, deal.lgd()?, deal.years()?);
        let correlation = super::fund::correlation(deal);
        let pool = large_pool(&pd, &lgd, &correlation, &years);
        let borne = deal.stack().bear_expected(0.0, &pool);
        let tag = weakest([expected_loss.tag, correlation.tag]);
        (pool.expected_loss() > 0.0).then(|| (borne.fund / borne.loss(), tag))
    });
    match of_pool {
        Some((share, tag)) => Input {
            value: share * expected_loss.value,
            tag,
            from: format!(
                "{:.1}% of the expected loss falls on what is placed",
                100.0 * share
            ),
        },
        None => Input {
            from: "all of the expected loss, assumed".to_owned(),
            ..Input::assumed(expected_loss.value)
        },
    }
}
