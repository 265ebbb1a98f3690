//! SECR Art. 26e(5) and (7), CRR Art. 245(4)(f): calls and excess spread of an STS synthetic deal.
//!
//! Source: the consolidated texts. A time call lies no earlier than the weighted-average life of the initial portfolio
//! after closing. A clean-up call needs 10 % or less of the original portfolio to remain. Synthetic excess spread is
//! a fixed share of the outstanding balance, at most one year's expected loss of the pool for pools by internal
//! ratings, and what is not used returns to the originator.
//!
//! Weighted-average life is that of contractual principal at closing with floating indices at nought, in years of 365
//! days. Example: a pool of 3.2 years of life closed on 30 June 2026 may have a time call from September 2029 on.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::capital::check::{Check, Outcome};
//! use tranchet_engine::capital::rules::secr_26e_sts_terms::CLEAN_UP;
//! assert_eq!(Check::at_most("clean-up call", CLEAN_UP, dec!(0.1)).outcome, Outcome::Passed);
//! assert_eq!(Check::at_most("clean-up call", CLEAN_UP, dec!(0.11)).outcome, Outcome::Failed);
//! ```
//!
//! Not covered: pools by the standardised approach, whose excess spread follows the documents; the other grounds of
//! early termination; collateral.

use rust_decimal::{Decimal, dec};
use tranchet_deal::deal::Deal;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::loan::{CapitalApproach, Loan};

use crate::capital::check::{Check, Limit, Outcome, Unit};
use crate::capital::expected_loss::{life_years, one_year};
use crate::cited::{Citation, Cited};

const VERSION: &str = "SECR after Reg. 2021/557";
const TIME_CALL: Citation = Citation::read("SECR Art. 26e(5)", VERSION);
const EXCESS_SPREAD: Citation = Citation::read("SECR Art. 26e(7)", VERSION);
/// The most of the original portfolio that may remain when a clean-up call is used.
pub const CLEAN_UP: Cited<Decimal> =
    Citation::read("CRR Art. 245(4)(f), SECR Art. 26e(5)", VERSION).of(dec!(0.1));
const DAYS_PER_YEAR: Decimal = dec!(365);

/// Excess spread, time call and clean-up call of a deal.
pub fn checks(deal: &Deal) -> Vec<Check> {
    vec![excess_spread(deal), time_call(deal), clean_up_call(deal)]
}

fn excess_spread(deal: &Deal) -> Check {
    const NAME: &str = "excess spread a year";
    let none = |outcome, why| Check::without_figure(NAME, EXCESS_SPREAD, outcome, why);
    let Some(ExcessSpread { rate, mechanism }) = deal.excess_spread else {
        return none(Outcome::NotApplicable, "the deal has none");
    };
    let limit = one_year(&deal.pool.loans);
    let check = match limit {
        Some(limit) => Check::of(NAME, EXCESS_SPREAD, rate.0, Limit::AtMost(limit.0)),
        None => none(Outcome::Undecided, "not every loan has `pd` and `lgd`"),
    };
    match mechanism {
        Mechanism::Trapped => check.but(Outcome::Failed, "what is not used does not return to the bank"),
        Mechanism::UseItOrLoseIt if !deal.pool.loans.iter().all(is_irb) => {
            let why = "the limit is for pools by internal ratings (`capital_approach`); others follow the documents";
            check.but(Outcome::Undecided, why)
        }
        Mechanism::UseItOrLoseIt => check,
    }
}

fn is_irb(loan: &Loan) -> bool {
    let approach = loan.capital.as_ref().and_then(|fields| fields.capital_approach);
    match approach {
        Some(CapitalApproach::AdvancedIrb | CapitalApproach::FoundationIrb | CapitalApproach::Slotting) => {
            true
        }
        Some(CapitalApproach::Standardised) | None => false,
    }
}

fn time_call(deal: &Deal) -> Check {
    const NAME: &str = "time call, years after closing";
    let none = |outcome, why| Check::without_figure(NAME, TIME_CALL, outcome, why);
    let Some(call) = deal.calls.time else {
        return none(Outcome::NotApplicable, "the deal has none");
    };
    let Some(life) = life_years(deal) else {
        return none(
            Outcome::Undecided,
            "a level-payment loan has no `rate`, so that the pool's life is not known",
        );
    };
    let years = Decimal::from((call.date - deal.closing).num_days()) / DAYS_PER_YEAR;
    Check::of(NAME, TIME_CALL, years, Limit::AtLeast(life)).in_unit(Unit::Years)
}

fn clean_up_call(deal: &Deal) -> Check {
    const NAME: &str = "clean-up call";
    match deal.calls.clean_up {
        Some(level) => Check::at_most(NAME, CLEAN_UP, level.0),
        None => Check::without_figure(
            NAME,
            CLEAN_UP.citation,
            Outcome::NotApplicable,
            "the deal has none",
        ),
    }
}
