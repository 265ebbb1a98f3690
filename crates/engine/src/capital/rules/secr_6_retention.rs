//! SECR Art. 6(3): the net economic interest of 5 % that an originator keeps.
//!
//! Source: the consolidated text; the United Kingdom's version is recalled as saying the same. Of its five ways three
//! can be read from a deal file, of which one is enough:
//!
//! ```text
//! (a)  5 % of every tranche that is sold, or, as here too, of every loan (`retained_share`)
//! (d)  the first loss, and what comes next, of 5 % of the nominal value
//! ```
//!
//! That a share of every loan does as well as a share of every tranche is our reading: it is the same share of every
//! loss. Example: a bank that sells 95 % of every tranche keeps 5 %.
//!
//! ```
//! use rust_decimal::dec;
//! use tranchet_engine::capital::rules::secr_6_retention::{EU, kept};
//! // Tranches as (share of all, share sold), senior first: 5 % of what is sold is kept, 0.5 % at the bottom.
//! let tranches = [(dec!(0.9), dec!(0)), (dec!(0.095), dec!(0.95)), (dec!(0.005), dec!(0))];
//! assert_eq!(kept(dec!(0), &tranches), dec!(0.05));
//! assert!(kept(dec!(0), &tranches) >= EU.value);
//! ```
//!
//! Not covered: (b), (c) and (e), and that what is kept is neither hedged nor sold later.

use rust_decimal::{Decimal, dec};
use tranchet_deal::deal::Deal;
use tranchet_deal::money::Money;

use crate::capital::check::Check;
use crate::capital::number::{minor, ratio};
use crate::cited::{Citation, Cited};

/// The least in the European Union.
pub const EU: Cited<Decimal> = Citation::read("SECR Art. 6(3)", "SECR after Reg. 2021/557").of(dec!(0.05));
/// The least in the United Kingdom.
pub const UK: Cited<Decimal> =
    Citation::recalled("SECR (UK) Art. 6(3)", "United Kingdom, 2026").of(dec!(0.05));

/// The largest share kept in one of the ways: of every loan, of every tranche sold, or at the bottom. Tranches are
/// (share of all, share sold), senior first.
pub fn kept(of_every_loan: Decimal, tranches: &[(Decimal, Decimal)]) -> Decimal {
    let sold = tranches.iter().map(|(_, sold)| *sold);
    let of_every_tranche = sold
        .filter(|sold| !sold.is_zero())
        .map(|sold| Decimal::ONE - sold)
        .min()
        .unwrap_or(Decimal::ONE);
    let bottom = tranches.iter().rev().take_while(|(_, sold)| sold.is_zero());
    let at_the_bottom = bottom.map(|(share, _)| *share).sum();
    of_every_loan.max(of_every_tranche).max(at_the_bottom)
}

/// What the originator of a deal keeps against the least that it must.
pub fn retention(deal: &Deal, least: Cited<Decimal>) -> Check {
    let all: Money = deal.tranches.iter().map(|tranche| tranche.notional).sum();
    let tranches: Vec<_> = deal
        .tranches
        .iter()
        .map(|tranche| (ratio(minor(tranche.notional), minor(all)), tranche.placed.0))
        .collect();
    Check::at_least(
        "risk retention",
        least,
        kept(deal.pool.retained_share.0, &tranches),
    )
}
